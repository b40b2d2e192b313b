/* Roadmap: lanes of chevrons over years, milestones under them. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/block.h"
#include "diagram/chevron.h"
#include "diagram/item.h"
#include "diagram/kind.h"
#include "diagram/moment.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double NAME_SHARE = 0.2, NAME_GAP = 8, HEAD = 14, ROW_GAP = 3;
static const double INSET = 4, OUTLINE = 0.75, GAP = 1.5, DIAMOND = 9, LABEL_GAP = 3, MILESTONE = 13;
static const double RULE = 0.75, KEY_ABOVE = 8, KEY_WIDTH = 26, KEY_HEIGHT = 10, KEY_GAP = 18, TEXT_SIZE = 8.5, LEAST_SIZE = 7, TAG_GAP = 2;

/* [pt] Measures that differ between pages and slides; those of slides before they are enlarged. Source: the house style, a lane of 66,
 * a chevron of 32, a notch of 9, names of 15 pt in 73.5 mm; here 1.47 times smaller. */
struct measures {
    double name_most, above, below, chevron, padding, notch, lane_size;
};

static const struct measures on_page = { 110, 7, 7, 26, 5, 7, 9.5 }, on_slide = { 141.7, 7, 3.5, 21.8, 1, 6.1, 10.2 };

enum { LANES_MOST = 12, PHASES_MOST = 16, STONES_MOST = 16, ROWS_MOST = 8 };

struct phase {
    const struct item *item;
    struct moment stretch;
    bool is_preparation;
    double left, right;
    size_t row;
    struct block text;
};

struct stone {
    const struct item *item;
    bool is_name; /* no milestone but the text of a phase too short to hold it */
    double x, label_left, label_width;
    size_t row;
};

struct lane {
    const struct item *item;
    struct block name, gloss;
    struct phase phases[PHASES_MOST];
    size_t phase_count, row_count;
    double row_heights[ROWS_MOST];
    struct stone stones[STONES_MOST + PHASES_MOST];
    size_t stone_count, stone_rows;
    double height;
};

struct roadmap {
    struct diagram *diagram;
    const struct measures *measures;
    struct lane lanes[LANES_MOST];
    size_t count;
    struct time_axis axis;
    double name_width;
};

static const char *const lane_keys[] = { "text", "note", "phases", "milestones", NULL };
static const char *const phase_keys[] = { "text", "from", "to", "kind", NULL };
static const char *const stone_keys[] = { "text", "at", NULL };

static void read_phases(struct roadmap *roadmap, struct lane *lane) {
    const struct item_rule rule = { 0, PHASES_MOST, phase_keys };
    struct diagram *diagram = roadmap->diagram;
    size_t count;
    const struct item *items = items_read(diagram, lane->item->map, "phases", &rule, &count);
    for (size_t i = 0; i < count; i++) {
        struct phase phase = { .item = &items[i] };
        const char *kind = item_value(diagram, &items[i], "kind");
        phase.is_preparation = strcmp(kind, "preparation") == 0;
        if (*kind && !phase.is_preparation && strcmp(kind, "implementation") != 0) {
            diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BAD_ITEM, item_value_pos(&items[i], "kind"), "%s", kind);
        }
        if (moment_stretch(diagram, &items[i], &phase.stretch)) {
            lane->phases[lane->phase_count++] = phase;
        }
    }
}

static void read_stones(struct roadmap *roadmap, struct lane *lane) {
    const struct item_rule rule = { 0, STONES_MOST, stone_keys };
    struct diagram *diagram = roadmap->diagram;
    size_t count;
    const struct item *items = items_read(diagram, lane->item->map, "milestones", &rule, &count);
    for (size_t i = 0; i < count; i++) {
        struct moment at;
        if (moment_of_key(diagram, &items[i], "at", &at)) {
            lane->stones[lane->stone_count++] = (struct stone){ .item = &items[i], .x = (at.start + at.end) / 2 };
        }
    }
}

static bool read_roadmap(struct roadmap *roadmap) {
    const struct item_rule rule = { 1, LANES_MOST, lane_keys };
    struct diagram *diagram = roadmap->diagram;
    struct moment extent = { INFINITY, -INFINITY };
    const struct item *items = items_read(diagram, diagram->spec->body, "lanes", &rule, &roadmap->count);
    for (size_t i = 0; i < roadmap->count; i++) {
        struct lane *lane = &roadmap->lanes[i];
        lane->item = &items[i];
        if (!items[i].map) {
            continue;
        }
        read_phases(roadmap, lane);
        read_stones(roadmap, lane);
        for (size_t k = 0; k < lane->phase_count; k++) {
            extent.start = fmin(extent.start, lane->phases[k].stretch.start);
            extent.end = fmax(extent.end, lane->phases[k].stretch.end);
        }
    }
    return roadmap->count && (isfinite(extent.start) || yaml_find(diagram->spec->body, "from")) &&
           time_axis_read(diagram, extent, &roadmap->axis);
}

/* The first row in which a phase overlaps none before it. */
static size_t find_row(const struct lane *lane, size_t i) {
    for (size_t row = 0; row + 1 < ROWS_MOST; row++) {
        bool taken = false;
        for (size_t k = 0; k < i; k++) {
            const struct phase *a = &lane->phases[k], *b = &lane->phases[i];
            taken = taken || (a->row == row && a->stretch.start < b->stretch.end - 1e-9 && b->stretch.start < a->stretch.end - 1e-9);
        }
        if (!taken) {
            return row;
        }
    }
    return ROWS_MOST - 1;
}

static void place_phases(const struct roadmap *roadmap, struct lane *lane) {
    struct diagram *diagram = roadmap->diagram;
    for (size_t i = 0; i < lane->phase_count; i++) {
        struct phase *phase = &lane->phases[i];
        struct text_style style = diagram_style_sized(diagram, STYLE_CHART_LABEL_STRONG,
                                                      phase->is_preparation ? COLOUR_INK : COLOUR_ON_STRONG, TEXT_SIZE);
        phase->row = find_row(lane, i);
        phase->left = time_x(&roadmap->axis, phase->stretch.start) + GAP;
        phase->right = fmax(phase->left + 2 * roadmap->measures->notch + 12, time_x(&roadmap->axis, phase->stretch.end) - GAP / 2);
        phase->right = fmin(phase->right, roadmap->axis.right);
        phase->left = fmin(phase->left, phase->right - 2 * roadmap->measures->notch - 12);
        struct block_room room = { phase->right - phase->left - 1.5 * roadmap->measures->notch - INSET, 2 };
        struct text_style least = diagram_style_sized(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_INK, LEAST_SIZE);
        if (block_fits(diagram, &least, phase->item->text, room)) {
            phase->text = block_make(diagram, &style, phase->item->text, phase->item->pos, room);
        } else {
            lane->stones[lane->stone_count++] = (struct stone){ .item = phase->item, .is_name = true, .x = phase->left };
        }
        double *height = &lane->row_heights[phase->row];
        *height = fmax(*height, fmax(roadmap->measures->chevron, phase->text.height + 2 * roadmap->measures->padding));
        lane->row_count = phase->row + 1 > lane->row_count ? phase->row + 1 : lane->row_count;
    }
}

static bool stones_meet(const struct stone *a, const struct stone *b) {
    double a_left = fmin(a->x - DIAMOND / 2, a->label_left), b_left = fmin(b->x - DIAMOND / 2, b->label_left);
    double a_right = fmax(a->x + DIAMOND / 2, a->label_left + a->label_width);
    double b_right = fmax(b->x + DIAMOND / 2, b->label_left + b->label_width);
    return a_left < b_right + LABEL_GAP && b_left < a_right + LABEL_GAP;
}

/* Labels right of their diamonds, at the right edge left of them; in further rows where they would touch. */
static void place_stones(const struct roadmap *roadmap, struct lane *lane) {
    struct diagram *diagram = roadmap->diagram;
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL, COLOUR_INK);
    for (size_t i = 0; i < lane->stone_count; i++) {
        struct stone *stone = &lane->stones[i];
        stone->label_width = line_width(diagram, &style, stone->item->text);
        if (stone->is_name) {
            stone->label_left = fmin(stone->x, diagram->width - stone->label_width);
            stone->x = stone->label_left + DIAMOND / 2;
        } else {
            stone->x = fmin(time_x(&roadmap->axis, stone->x), roadmap->axis.right - DIAMOND / 2 - 0.5);
            stone->label_left = stone->x + DIAMOND / 2 + LABEL_GAP;
        }
        if (stone->label_left + stone->label_width > diagram->width) {
            stone->label_left = fmax(0, stone->x - DIAMOND / 2 - LABEL_GAP - stone->label_width);
        }
        bool taken = true;
        while (taken) {
            taken = false;
            for (size_t k = 0; k < i; k++) {
                taken = taken || (lane->stones[k].row == stone->row && stones_meet(&lane->stones[k], stone));
            }
            stone->row += taken;
        }
        lane->stone_rows = stone->row + 1 > lane->stone_rows ? stone->row + 1 : lane->stone_rows;
    }
}

static void measure_lane(const struct roadmap *roadmap, struct lane *lane) {
    struct diagram *diagram = roadmap->diagram;
    struct text_style name = diagram_style_sized(diagram, STYLE_BODY_STRONG, COLOUR_INK, roadmap->measures->lane_size);
    struct text_style gloss = diagram_style(diagram, STYLE_CHART_KEY, COLOUR_NOTE);
    const char *note = item_value(diagram, lane->item, "note");
    struct block_room room = { roadmap->name_width - NAME_GAP, 0 };
    lane->name = block_make(diagram, &name, lane->item->text, lane->item->pos, room);
    if (*note) {
        lane->gloss = block_make(diagram, &gloss, note, item_value_pos(lane->item, "note"), room);
    }
    place_phases(roadmap, lane);
    place_stones(roadmap, lane);
    double rows = 0;
    for (size_t row = 0; row < lane->row_count; row++) {
        rows += lane->row_heights[row] + (row ? ROW_GAP : 0);
    }
    double text = lane->name.height + (lane->gloss.count ? 5 + lane->gloss.height : 0);
    lane->height = roadmap->measures->above + fmax(rows + (double)lane->stone_rows * MILESTONE, text) + roadmap->measures->below;
}

static void draw_lane(const struct roadmap *roadmap, const struct lane *lane, double y) {
    struct diagram *diagram = roadmap->diagram;
    struct text_style label = diagram_style(diagram, STYLE_CHART_LABEL, COLOUR_INK);
    struct stroke rule = diagram_stroke(diagram, COLOUR_RULE_HAIR, RULE);
    double top = y + roadmap->measures->above, tops[ROWS_MOST], at = top;
    block_draw(diagram, &lane->name, (struct point){ 0, top + 2 }, BLOCK_LEFT);
    block_draw(diagram, &lane->gloss, (struct point){ 0, top + 7 + lane->name.height }, BLOCK_LEFT);
    for (size_t row = 0; row < lane->row_count; row++) {
        tops[row] = at;
        at += lane->row_heights[row] + ROW_GAP;
    }
    for (size_t i = 0; i < lane->phase_count; i++) {
        const struct phase *phase = &lane->phases[i];
        struct chevron_look look = { diagram_colour(diagram, phase->is_preparation ? COLOUR_SUBJECT_LIGHT : COLOUR_SUBJECT),
                                     diagram_colour(diagram, COLOUR_SUBJECT), phase->is_preparation ? OUTLINE : 0, roadmap->measures->notch };
        struct rect rect = { phase->left, tops[phase->row], phase->right - phase->left, lane->row_heights[phase->row] };
        chevron_draw(diagram, rect, &look);
        block_draw(diagram, &phase->text, (struct point){ rect.x + roadmap->measures->notch + INSET, rect.y + (rect.height - phase->text.height) / 2 },
                   BLOCK_LEFT);
    }
    for (size_t i = 0; i < lane->stone_count; i++) {
        const struct stone *stone = &lane->stones[i];
        double middle = at + ((double)stone->row + 0.5) * MILESTONE - (lane->row_count ? ROW_GAP : 0) + 1;
        drawing_rect(diagram->drawing, stone->label_left - 1, middle - 4, stone->label_width + 2, 8);
        drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_PAPER));
        if (!stone->is_name) {
            milestone_draw(diagram, stone->x, middle, DIAMOND);
        }
        line_write(diagram, &label, stone->item->text, (struct point){ stone->label_left, middle + style_cap(&label) / 2 },
                   stone->item->pos);
    }
    double foot = y + lane->height;
    drawing_segment(diagram->drawing, (struct point){ 0, foot }, (struct point){ diagram->width, foot }, &rule);
}

/* What chevrons and diamonds mean; an entry that does not fit begins a new line. Returns the height; draws if asked by
 * a drawing being there. */
static double key_lay(const struct roadmap *roadmap, double y) {
    struct diagram *diagram = roadmap->diagram;
    struct text_style style = diagram_style(diagram, STYLE_CHART_KEY, COLOUR_TEXT_2);
    const char *texts[] = { diagram->words->preparation, diagram->words->implementation, diagram->words->milestone };
    double x = roadmap->axis.left, line = y + KEY_ABOVE;
    for (size_t i = 0; i < 3; i++) {
        double width = KEY_WIDTH + 4 + line_width(diagram, &style, texts[i]);
        if (x > roadmap->axis.left && x + width > diagram->width) {
            x = roadmap->axis.left;
            line += KEY_HEIGHT + 4;
        }
        double middle = line + KEY_HEIGHT / 2;
        if (diagram->drawing) {
            struct chevron_look look = { diagram_colour(diagram, i ? COLOUR_SUBJECT : COLOUR_SUBJECT_LIGHT),
                                         diagram_colour(diagram, COLOUR_SUBJECT), i ? 0 : OUTLINE, 4 };
            if (i < 2) {
                chevron_draw(diagram, (struct rect){ x, line, KEY_WIDTH, KEY_HEIGHT }, &look);
            } else {
                milestone_draw(diagram, x + KEY_WIDTH - DIAMOND / 2, middle, DIAMOND);
            }
            line_write(diagram, &style, texts[i], (struct point){ x + KEY_WIDTH + 4, middle + style_cap(&style) / 2 },
                       diagram->spec->pos);
        }
        x += width + KEY_GAP;
    }
    return line + KEY_HEIGHT + 2 - y;
}

static void say(const struct roadmap *roadmap) {
    struct diagram *diagram = roadmap->diagram;
    diagram_say(diagram, "", diagram->words->roadmap);
    for (size_t i = 0; i < roadmap->count; i++) {
        const struct lane *lane = &roadmap->lanes[i];
        struct buffer list = buffer_new(diagram->arena);
        for (size_t k = 0; k < lane->phase_count; k++) {
            const struct item *item = lane->phases[k].item;
            const char *to = item_value(diagram, item, "to");
            buffer_print(&list, "%s%s (%s", k ? "; " : "", item->text, item_value(diagram, item, "from"));
            buffer_print(&list, *to ? " %s %s)" : "%s%s)", *to ? diagram->words->until : "", to);
        }
        for (size_t k = 0; k < lane->stone_count && !lane->stones[k].is_name; k++) {
            const struct item *item = lane->stones[k].item;
            buffer_print(&list, "%s%s: %s (%s)", list.size ? "; " : "", diagram->words->milestone, item->text,
                         item_value(diagram, item, "at"));
        }
        diagram_say(diagram, lane->item->text, list.data ? list.data : "–");
    }
    diagram_say(diagram, diagram->words->update, yaml_text(diagram->diag, diagram->spec->body, "update", ""));
}

static void draw(struct diagram *diagram) {
    struct roadmap *roadmap = arena_alloc(diagram->arena, sizeof *roadmap);
    *roadmap = (struct roadmap){ .diagram = diagram, .measures = diagram->spec->on_slide ? &on_slide : &on_page };
    roadmap->name_width = fmin(roadmap->measures->name_most, diagram->width * NAME_SHARE + 24);
    roadmap->axis.left = roadmap->name_width;
    roadmap->axis.right = diagram->width - 0.5;
    if (!read_roadmap(roadmap)) {
        return;
    }
    double tag = yaml_find(diagram->spec->body, "update") ? UPDATE_TAG : TAG_GAP;
    double foot = HEAD, most = diagram_page_height(diagram) - tag - key_lay(roadmap, 0);
    for (size_t i = 0; i < roadmap->count; i++) {
        measure_lane(roadmap, &roadmap->lanes[i]);
        if (foot + roadmap->lanes[i].height > most) {
            diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_MANY, roadmap->lanes[i].item->pos, "%s", roadmap->lanes[i].item->text);
            roadmap->count = i;
        } else {
            foot += roadmap->lanes[i].height;
        }
    }
    say(roadmap);
    diagram_start(diagram, foot + tag + key_lay(roadmap, 0));
    struct stroke strong = diagram_stroke(diagram, COLOUR_INK, 1);
    time_axis_draw(diagram, &roadmap->axis, (struct axis_place){ 0, HEAD, foot });
    time_update_draw(diagram, &roadmap->axis, HEAD, foot);
    drawing_segment(diagram->drawing, (struct point){ 0, HEAD }, (struct point){ diagram->width, HEAD }, &strong);
    double y = HEAD;
    for (size_t i = 0; i < roadmap->count; i++) {
        draw_lane(roadmap, &roadmap->lanes[i], y);
        y += roadmap->lanes[i].height;
    }
    key_lay(roadmap, foot + tag);
}

static const char *const keys[] = { "from", "to", "update", "update-label", "lanes", NULL };

const struct diagram_kind diagram_kind_roadmap = { keys, draw };
