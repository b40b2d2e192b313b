/* Gantt chart: actions over quarters with who leads them, what is done, milestones and the day of the last update. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/block.h"
#include "diagram/item.h"
#include "diagram/kind.h"
#include "diagram/moment.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double WHOLE = 481.9, ACTION = 164, LEAD = 60, ROW = 14.5, LINE = 10, HEAD = 23, BAR = 8.1;
static const double CODE = 16, INDENT = 3, OUTLINE = 0.75, BRACKET = 1.5, BRACKET_END = 6, DIAMOND = 11.2;
static const double HEAD_RULE = 1, ROW_RULE = 0.5, LABEL_GAP = 3, SPARE = 4, SMALL = 7.5;

enum { ROWS_MOST = 60, STEPS_MOST = 30 };

struct row {
    const struct item *item;
    const char *code;
    bool is_group, has_stretch;
    struct moment stretch;
    double done; /* until when, in years */
    struct block text, lead;
    double y, height;
};

struct plan {
    struct diagram *diagram;
    struct row rows[ROWS_MOST];
    size_t count;
    struct time_axis axis;
    double action, lead; /* widths of the columns */
};

static const char *const item_keys[] = { "text", "lead", "from", "to", "done", "milestone", "milestone-at", "steps", NULL };

/* Until when the action is done: as it says, else until the update. */
static double done_until(const struct plan *plan, const struct row *row) {
    struct moment moment;
    const char *done = item_value(plan->diagram, row->item, "done");
    if (strcmp(done, "yes") == 0 || strcmp(done, "no") == 0) {
        return *done == 'y' ? row->stretch.end : row->stretch.start;
    }
    if (*done && moment_of_key(plan->diagram, row->item, "done", &moment)) {
        return fmin(row->stretch.end, moment.end);
    }
    return moment_of_body(plan->diagram, "update", &moment) ? (moment.start + moment.end) / 2 : row->stretch.start;
}

static void add_row(struct plan *plan, const struct item *item, const char *code) {
    struct diagram *diagram = plan->diagram;
    if (plan->count == ROWS_MOST) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_MANY, item->pos, "%s", item->text);
        return;
    }
    struct row *row = &plan->rows[plan->count++];
    *row = (struct row){ .item = item, .code = code, .is_group = item->map && yaml_find(item->map, "steps") };
    struct text_style style = diagram_style(diagram, row->is_group ? STYLE_CHART_LABEL_STRONG : STYLE_CHART_LABEL, COLOUR_INK);
    struct text_style quiet = diagram_style(diagram, STYLE_CHART_KEY, COLOUR_TEXT_2);
    row->text = block_make(diagram, &style, item->text, item->pos, (struct block_room){ plan->action - CODE - SPARE, 2 });
    const char *lead = item_value(diagram, item, "lead");
    if (*lead) {
        row->lead = block_make(diagram, &quiet, lead, item_value_pos(item, "lead"), (struct block_room){ plan->lead - SPARE, 2 });
    }
    size_t lines = row->text.count > row->lead.count ? row->text.count : row->lead.count;
    row->height = ROW + (lines > 1 ? (double)(lines - 1) * LINE : 0);
    if (!row->is_group) {
        row->has_stretch = moment_stretch(diagram, item, &row->stretch);
        row->done = row->has_stretch ? done_until(plan, row) : 0;
    }
}

/* A group lasts from the first of its steps to the last. */
static void add_group(struct plan *plan, const struct item *item, size_t number) {
    const struct item_rule rule = { 1, STEPS_MOST, item_keys };
    struct diagram *diagram = plan->diagram;
    size_t count, at = plan->count;
    char letter = (char)('A' + number % 26);
    const struct item *steps = items_read(diagram, item->map, "steps", &rule, &count);
    add_row(plan, item, arena_print(diagram->arena, "%c", letter));
    for (size_t i = 0; i < count; i++) {
        add_row(plan, &steps[i], arena_print(diagram->arena, "%c%zu", letter, i + 1));
    }
    struct row *group = at < plan->count ? &plan->rows[at] : NULL;
    for (size_t i = at + 1; group && i < plan->count; i++) {
        const struct row *row = &plan->rows[i];
        if (row->has_stretch) {
            group->stretch.start = group->has_stretch ? fmin(group->stretch.start, row->stretch.start) : row->stretch.start;
            group->stretch.end = group->has_stretch ? fmax(group->stretch.end, row->stretch.end) : row->stretch.end;
            group->has_stretch = true;
        }
    }
}

static bool read_plan(struct plan *plan) {
    const struct item_rule rule = { 1, ROWS_MOST, item_keys };
    struct diagram *diagram = plan->diagram;
    size_t count;
    bool grouped = false;
    const struct item *items = items_read(diagram, diagram->spec->body, "actions", &rule, &count);
    for (size_t i = 0; i < count; i++) {
        grouped = grouped || yaml_find(items[i].map, "steps");
    }
    for (size_t i = 0; i < count; i++) {
        if (yaml_find(items[i].map, "steps")) {
            add_group(plan, &items[i], i);
        } else {
            const char *letter = arena_print(diagram->arena, "%c", (char)('A' + i % 26));
            add_row(plan, &items[i], grouped ? letter : arena_print(diagram->arena, "%zu", i + 1));
        }
    }
    struct moment extent = { INFINITY, -INFINITY };
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->rows[i].has_stretch) {
            extent.start = fmin(extent.start, plan->rows[i].stretch.start);
            extent.end = fmax(extent.end, plan->rows[i].stretch.end);
        }
    }
    return plan->count && isfinite(extent.start) && time_axis_read(diagram, extent, &plan->axis);
}

/* Rows that the page has no room for are left out. */
static double place_rows(struct plan *plan) {
    double y = HEAD, most = diagram_page_height(plan->diagram) - UPDATE_TAG;
    for (size_t i = 0; i < plan->count; i++) {
        struct row *row = &plan->rows[i];
        if (y + row->height > most) {
            diag_add(plan->diagram->diag, DIAG_CODE_DIAGRAM_TOO_MANY, row->item->pos, "%s", row->item->text);
            plan->count = i;
            break;
        }
        row->y = y;
        y += row->height;
    }
    return y;
}

static void draw_ground(const struct plan *plan, const struct row *row) {
    struct diagram *diagram = plan->diagram;
    struct stroke rule = diagram_stroke(diagram, COLOUR_GRID, ROW_RULE);
    if (row->is_group) {
        drawing_rect(diagram->drawing, 0, row->y, diagram->width, row->height);
        drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_TINT));
    }
    double foot = row->y + row->height;
    drawing_segment(diagram->drawing, (struct point){ 0, foot }, (struct point){ diagram->width, foot }, &rule);
}

static void draw_texts(const struct plan *plan, const struct row *row) {
    struct diagram *diagram = plan->diagram;
    struct text_style code = row->is_group ? diagram_style(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT)
                                           : diagram_style(diagram, STYLE_CHART_KEY, COLOUR_NOTE);
    double top = row->y + (row->height - row->text.height) / 2;
    line_write(diagram, &code, row->code, (struct point){ INDENT, top + row->text.cap }, row->item->pos);
    block_draw(diagram, &row->text, (struct point){ CODE + INDENT, top }, BLOCK_LEFT);
    double lead = row->y + (row->height - row->lead.height) / 2;
    block_draw(diagram, &row->lead, (struct point){ plan->action, lead }, BLOCK_LEFT);
}

static void draw_bracket(const struct plan *plan, const struct row *row) {
    struct diagram *diagram = plan->diagram;
    struct stroke stroke = diagram_stroke(diagram, COLOUR_INK, BRACKET);
    double left = time_x(&plan->axis, row->stretch.start) + BRACKET / 2, right = time_x(&plan->axis, row->stretch.end) - BRACKET / 2;
    double y = row->y + row->height / 2, half = BRACKET_END / 2;
    drawing_segment(diagram->drawing, (struct point){ left, y }, (struct point){ right, y }, &stroke);
    drawing_segment(diagram->drawing, (struct point){ left, y - half }, (struct point){ left, y + half }, &stroke);
    drawing_segment(diagram->drawing, (struct point){ right, y - half }, (struct point){ right, y + half }, &stroke);
}

static void draw_bar(const struct plan *plan, const struct row *row) {
    struct diagram *diagram = plan->diagram;
    double left = time_x(&plan->axis, row->stretch.start) + 0.5, right = time_x(&plan->axis, row->stretch.end) - 0.5;
    double done = fmax(left, fmin(right, time_x(&plan->axis, row->done)));
    double top = row->y + (row->height - BAR) / 2;
    struct stroke outline = diagram_stroke(diagram, COLOUR_SUBJECT, OUTLINE);
    drawing_rect(diagram->drawing, left, top, right - left, BAR);
    drawing_fill_stroke(diagram->drawing, diagram_colour(diagram, COLOUR_SUBJECT_TINT), &outline);
    if (done > left) {
        drawing_rect(diagram->drawing, left, top, done - left, BAR);
        drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_SUBJECT));
    }
}

/* Where a label of this width stands: right of its diamond; where the bar is, beyond its nearer end; on the bar only
 * where there is no other room. */
static double label_left(const struct plan *plan, const struct row *row, double x, double width) {
    double bar_left = fmin(time_x(&plan->axis, row->stretch.start), x - DIAMOND / 2);
    double bar_right = time_x(&plan->axis, row->stretch.end), beside = x + DIAMOND / 2 + LABEL_GAP;
    double right = fmax(beside, bar_right + LABEL_GAP), left = bar_left - LABEL_GAP - width;
    bool right_fits = right + width <= plan->diagram->width, left_fits = left >= plan->axis.left;
    if (right_fits && (!left_fits || right - x <= x - bar_left + DIAMOND + LABEL_GAP)) {
        return right;
    }
    if (left_fits) {
        return left;
    }
    return beside + width <= plan->diagram->width ? beside : x - DIAMOND / 2 - LABEL_GAP - width;
}

static void draw_milestone(const struct plan *plan, const struct row *row) {
    struct diagram *diagram = plan->diagram;
    const char *text = item_value(diagram, row->item, "milestone");
    struct moment at = { row->stretch.end, row->stretch.end };
    if (*text == '\0') {
        return;
    }
    bool given = moment_of_key(diagram, row->item, "milestone-at", &at);
    double x = time_x(&plan->axis, given ? (at.start + at.end) / 2 : at.end), y = row->y + row->height / 2;
    x = fmin(x, diagram->width - DIAMOND / 2 - 0.5);
    struct text_style style = diagram_style(diagram, STYLE_CHART_TICK, COLOUR_INK);
    double width = line_width(diagram, &style, text), left = fmax(0, label_left(plan, row, x, width));
    drawing_rect(diagram->drawing, left - 1, y - SMALL / 2, width + 2, SMALL);
    drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_PAPER));
    line_write(diagram, &style, text, (struct point){ left, y + style_cap(&style) / 2 }, item_value_pos(row->item, "milestone"));
    milestone_draw(diagram, x, y, DIAMOND);
}

static void draw_head(const struct plan *plan) {
    struct diagram *diagram = plan->diagram;
    struct text_style style = diagram_style(diagram, STYLE_CHART_AXIS, COLOUR_INK);
    struct stroke rule = diagram_stroke(diagram, COLOUR_INK, HEAD_RULE);
    line_write(diagram, &style, diagram->words->action, (struct point){ 0, HEAD - 4 }, diagram->spec->pos);
    if (plan->lead > 0) {
        line_write(diagram, &style, diagram->words->lead, (struct point){ plan->action, HEAD - 4 }, diagram->spec->pos);
    }
    drawing_segment(diagram->drawing, (struct point){ 0, HEAD }, (struct point){ diagram->width, HEAD }, &rule);
}

static void say(const struct plan *plan) {
    struct diagram *diagram = plan->diagram;
    const struct diagram_words *words = diagram->words;
    diagram_say(diagram, "", words->gantt);
    for (size_t i = 0; i < plan->count; i++) {
        const struct row *row = &plan->rows[i];
        struct buffer line = buffer_new(diagram->arena);
        buffer_print(&line, "%s", row->item->text);
        const char *lead = item_value(diagram, row->item, "lead"), *to = item_value(diagram, row->item, "to");
        const char *milestone = item_value(diagram, row->item, "milestone");
        buffer_print(&line, *lead ? ", %s" : "%s", lead);
        if (!row->is_group && row->has_stretch) {
            buffer_print(&line, ", %s", item_value(diagram, row->item, "from"));
            buffer_print(&line, *to ? " %s %s" : "%s%s", *to ? words->until : "", to);
            buffer_print(&line, row->done >= row->stretch.end ? ", %s" : "%s", row->done >= row->stretch.end ? words->done : "");
        }
        buffer_print(&line, *milestone ? ", %s: %s" : "%s%s", *milestone ? words->milestone : "", milestone);
        diagram_say(diagram, row->code, line.data);
    }
    diagram_say(diagram, words->update, yaml_text(diagram->diag, diagram->spec->body, "update", ""));
}

static bool has_leads(const struct diagram *diagram, const struct yaml *list) {
    for (size_t i = 0; list && list->kind == YAML_LIST && i < list->count; i++) {
        if (yaml_find(list->items[i], "lead") || has_leads(diagram, yaml_find(list->items[i], "steps"))) {
            return true;
        }
    }
    return false;
}

static void draw(struct diagram *diagram) {
    struct plan *plan = arena_alloc(diagram->arena, sizeof *plan);
    double scale = diagram->width / WHOLE;
    bool leads = has_leads(diagram, yaml_find(diagram->spec->body, "actions"));
    *plan = (struct plan){ .diagram = diagram, .action = ACTION * scale, .lead = leads ? LEAD * scale : 0 };
    plan->axis.left = plan->action + plan->lead;
    plan->axis.right = diagram->width - 0.5;
    if (!read_plan(plan)) {
        return;
    }
    double foot = place_rows(plan);
    say(plan);
    diagram_start(diagram, foot + UPDATE_TAG + 1);
    for (size_t i = 0; i < plan->count; i++) {
        draw_ground(plan, &plan->rows[i]);
    }
    draw_head(plan);
    time_axis_draw(diagram, &plan->axis, (struct axis_place){ 0, HEAD, foot });
    time_update_draw(diagram, &plan->axis, HEAD, foot);
    for (size_t i = 0; i < plan->count; i++) {
        const struct row *row = &plan->rows[i];
        draw_texts(plan, row);
        if (row->has_stretch && row->is_group) {
            draw_bracket(plan, row);
        } else if (row->has_stretch) {
            draw_bar(plan, row);
            draw_milestone(plan, row);
        }
    }
}

static const char *const keys[] = { "from", "to", "update", "update-label", "actions", NULL };

const struct diagram_kind diagram_kind_gantt = { keys, draw };
