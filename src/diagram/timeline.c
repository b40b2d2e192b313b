/* Timeline: events at their dates, alternately above and below a line, each beside its pole like a flag. Of two that
 * would touch the earlier one flies higher, so that no pole ever crosses a text. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/block.h"
#include "diagram/item.h"
#include "diagram/kind.h"
#include "diagram/moment.h"

#include <math.h>

/* [pt] */
static const double LINE = 0.75, TICK = 6, OFF = 26, WIDTH_MOST = 34 * POINTS_PER_MM, GAP = 8, DATE_GAP = 4, LEVEL_GAP = 7;
static const double POLE_GAP = 3.5;

enum { EVENTS_MOST = 24, LEVELS_MOST = EVENTS_MOST };

struct event {
    const struct item *item;
    double at;   /* year, or place in the order */
    double x;
    struct block date, text;
    bool above;
    size_t level;
    double height;
};

struct line {
    struct diagram *diagram;
    struct event *events;
    size_t count;
    double heights[2][LEVELS_MOST]; /* above, below */
    size_t levels[2];
};

static const char *const item_keys[] = { "text", "date", NULL };

/* By date if all of them are dates, else in equal steps. */
static void find_places(struct line *line, double width) {
    bool dated = true;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < line->count; i++) {
        struct moment moment = { 0 };
        dated = moment_parse(item_value(line->diagram, line->events[i].item, "date"), &moment) && dated;
        line->events[i].at = (moment.start + moment.end) / 2;
        low = fmin(low, line->events[i].at);
        high = fmax(high, line->events[i].at);
    }
    dated = dated && high > low;
    double room = line->diagram->width - width - POLE_GAP;
    for (size_t i = 0; i < line->count; i++) {
        double share = dated ? (line->events[i].at - low) / (high - low)
                             : line->count > 1 ? (double)i / (double)(line->count - 1) : 0.5;
        line->events[i].x = 1 + share * (room - 1);
    }
}

static void make_event(const struct line *line, struct event *event, double width) {
    struct diagram *diagram = line->diagram;
    struct text_style strong = diagram_style(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL, COLOUR_INK);
    const char *date = item_value(diagram, event->item, "date");
    if (*date) {
        event->date = block_make(diagram, &strong, date, item_value_pos(event->item, "date"), (struct block_room){ width, 2 });
    }
    event->text = block_make(diagram, &style, event->item->text, event->item->pos, (struct block_room){ width, 0 });
    event->height = event->date.height + (event->date.count ? DATE_GAP : 0) + event->text.height + 3;
}

/* From the last to the first: higher than all that stand to its right and would touch it. */
static void find_levels(struct line *line, double width) {
    for (size_t i = line->count; i-- > 0;) {
        struct event *event = &line->events[i];
        event->above = i % 2 == 0;
        for (size_t k = i + 1; k < line->count; k++) {
            const struct event *other = &line->events[k];
            if (other->above == event->above && other->x < event->x + POLE_GAP + width + GAP) {
                event->level = other->level + 1 > event->level ? other->level + 1 : event->level;
            }
        }
        size_t side = event->above ? 0 : 1;
        line->heights[side][event->level] = fmax(line->heights[side][event->level], event->height);
        line->levels[side] = event->level + 1 > line->levels[side] ? event->level + 1 : line->levels[side];
    }
}

/* From the line to the near edge of a level. */
static double level_start(const struct line *line, size_t side, size_t level) {
    double start = OFF / 2;
    for (size_t i = 0; i < level; i++) {
        start += line->heights[side][i] + LEVEL_GAP;
    }
    return start;
}

static void draw_event(const struct line *line, const struct event *event, double y) {
    const struct diagram *diagram = line->diagram;
    size_t side = event->above ? 0 : 1;
    double start = level_start(line, side, event->level), sign = event->above ? -1 : 1;
    struct stroke stroke = diagram_stroke(diagram, COLOUR_INK, LINE);
    double far = y + sign * (start + event->height);
    drawing_segment(diagram->drawing, (struct point){ event->x, y - sign * TICK / 2 }, (struct point){ event->x, far }, &stroke);
    double top = event->above ? far : y + start;
    struct point at = { event->x + POLE_GAP, top };
    block_draw(diagram, &event->date, at, BLOCK_LEFT);
    at.y += event->date.height + (event->date.count ? DATE_GAP : 0);
    block_draw(diagram, &event->text, at, BLOCK_LEFT);
}

static int compare_events(const void *a, const void *b) {
    const struct event *left = a, *right = b;
    return left->x < right->x ? -1 : left->x > right->x;
}

static void sort_events(struct line *line) {
    for (size_t i = 1; i < line->count; i++) { /* stays in order where places are equal */
        for (size_t k = i; k > 0 && compare_events(&line->events[k], &line->events[k - 1]) < 0; k--) {
            struct event swap = line->events[k];
            line->events[k] = line->events[k - 1];
            line->events[k - 1] = swap;
        }
    }
}

static void draw(struct diagram *diagram) {
    const struct item_rule rule = { 2, EVENTS_MOST, item_keys };
    struct line line = { .diagram = diagram };
    const struct item *items = items_read(diagram, diagram->spec->body, "events", &rule, &line.count);
    if (line.count == 0) {
        return;
    }
    line.events = arena_array(diagram->arena, line.count, sizeof *line.events);
    double width = fmin(WIDTH_MOST, diagram->width / 3);
    for (size_t i = 0; i < line.count; i++) {
        line.events[i].item = &items[i];
    }
    find_places(&line, width);
    sort_events(&line);
    diagram_say(diagram, "", diagram->words->timeline);
    for (size_t i = 0; i < line.count; i++) {
        make_event(&line, &line.events[i], width);
        diagram_say(diagram, item_value(diagram, line.events[i].item, "date"), line.events[i].item->text);
    }
    find_levels(&line, width);
    double above = level_start(&line, 0, line.levels[0]) - LEVEL_GAP, below = level_start(&line, 1, line.levels[1]) - LEVEL_GAP;
    if (above + below > diagram_page_height(diagram)) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, NULL);
    }
    diagram_start(diagram, above + below + 2);
    struct stroke stroke = diagram_stroke(diagram, COLOUR_INK, LINE);
    double y = above + 1;
    drawing_segment(diagram->drawing, (struct point){ 0, y }, (struct point){ diagram->width, y }, &stroke);
    for (size_t i = 0; i < line.count; i++) {
        draw_event(&line, &line.events[i], y);
    }
}

static const char *const keys[] = { "events", NULL };

const struct diagram_kind diagram_kind_timeline = { keys, draw };
