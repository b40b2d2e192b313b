/* Hubs: a core box and the boxes around it on one oval, straight lines between. */
#include "base/arena.h"
#include "base/diag.h"
#include "diagram/block.h"
#include "diagram/connector.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>

/* [pt] */
static const double BOX_WIDTH = 112, BOX_LEAST = 30, CORE_WIDTH = 120, CORE_LEAST = 44, CORE_SIZE = 9.5, GAP = 10;
static const double REACH_LEAST = 70, REACH_STEP = 6;

enum { HUBS_FEWEST = 2, HUBS_MOST = 12, LINES = 3, TRIES = 80 };

struct wheel {
    struct diagram *diagram;
    struct item core;
    const struct item *items;
    size_t count;
    struct box core_box, boxes[HUBS_MOST];
    double width; /* of the boxes around */
};

static const char *const item_keys[] = { "text", "note", NULL };

static bool boxes_meet(struct rect a, struct rect b) {
    return a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP && a.y < b.y + b.height + GAP && b.y < a.y + a.height + GAP;
}

/* The boxes on an oval of this height, the first on top; true if none touches another. */
static bool place(struct wheel *wheel, double reach) {
    double across = (wheel->diagram->width - wheel->width) / 2 - 1, middle = wheel->diagram->width / 2;
    bool is_free = true;
    for (size_t i = 0; i < wheel->count; i++) {
        struct rect *rect = &wheel->boxes[i].rect;
        double angle = 2 * M_PI * (double)i / (double)wheel->count;
        rect->x = middle + across * sin(angle) - rect->width / 2;
        rect->y = -reach * cos(angle) - rect->height / 2;
        is_free = is_free && !boxes_meet(*rect, wheel->core_box.rect);
        for (size_t k = 0; k < i; k++) {
            is_free = is_free && !boxes_meet(*rect, wheel->boxes[k].rect);
        }
    }
    return is_free;
}

/* Where the line between the middles of two boxes leaves the first one. */
static struct point leave(struct rect from, struct rect to) {
    double x = from.x + from.width / 2, y = from.y + from.height / 2;
    double dx = to.x + to.width / 2 - x, dy = to.y + to.height / 2 - y;
    double share = fmin(fabs(dx) > 0 ? from.width / 2 / fabs(dx) : INFINITY, fabs(dy) > 0 ? from.height / 2 / fabs(dy) : INFINITY);
    return (struct point){ x + share * dx, y + share * dy };
}

static void make_boxes(struct wheel *wheel) {
    struct diagram *diagram = wheel->diagram;
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL, COLOUR_INK);
    struct text_style strong = diagram_style_sized(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_ON_STRONG, CORE_SIZE);
    wheel->width = fmin(BOX_WIDTH, diagram->width / 3.6);
    struct box_wish core = { wheel->core.text, "", wheel->core.pos, fmin(CORE_WIDTH, diagram->width / 3.6), CORE_LEAST, 0 };
    wheel->core_box = box_make(diagram, &strong, &core);
    wheel->core_box.rect.x = (diagram->width - wheel->core_box.rect.width) / 2;
    wheel->core_box.rect.y = -wheel->core_box.rect.height / 2;
    for (size_t i = 0; i < wheel->count; i++) {
        struct box_wish wish = { wheel->items[i].text, item_value(diagram, &wheel->items[i], "note"), wheel->items[i].pos,
                                 wheel->width, BOX_LEAST, LINES };
        wheel->boxes[i] = box_make(diagram, &style, &wish);
    }
}

/* The flattest oval on which nothing touches; returns the height, 0 if there is none. */
static double arrange(struct wheel *wheel) {
    double reach = REACH_LEAST;
    for (int i = 0; i < TRIES && !place(wheel, reach); i++) {
        reach += REACH_STEP;
    }
    double top = wheel->core_box.rect.y, bottom = -top;
    for (size_t i = 0; i < wheel->count; i++) {
        top = fmin(top, wheel->boxes[i].rect.y);
        bottom = fmax(bottom, wheel->boxes[i].rect.y + wheel->boxes[i].rect.height);
    }
    wheel->core_box.rect.y += 0.5 - top;
    for (size_t i = 0; i < wheel->count; i++) {
        wheel->boxes[i].rect.y += 0.5 - top;
    }
    return bottom - top + 1;
}

static void draw(struct diagram *diagram) {
    const struct item_rule rule = { HUBS_FEWEST, HUBS_MOST, item_keys };
    struct wheel *wheel = arena_alloc(diagram->arena, sizeof *wheel);
    *wheel = (struct wheel){ .diagram = diagram, .core = item_read(diagram, diagram->spec->body, "core") };
    wheel->items = items_read(diagram, diagram->spec->body, "hubs", &rule, &wheel->count);
    if (wheel->count == 0 || *wheel->core.text == '\0') {
        if (wheel->count) {
            diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_FEW, diagram->spec->pos, "core");
        }
        return;
    }
    make_boxes(wheel);
    double height = arrange(wheel);
    if (height > diagram_page_height(diagram)) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, NULL);
    }
    diagram_say(diagram, "", diagram->words->hubs);
    diagram_say_items(diagram, arena_print(diagram->arena, "%s, %s", wheel->core.text, diagram->words->linked_to),
                      wheel->items, wheel->count);
    diagram_start(diagram, height);
    for (size_t i = 0; i < wheel->count; i++) {
        struct point line[] = { leave(wheel->core_box.rect, wheel->boxes[i].rect),
                                leave(wheel->boxes[i].rect, wheel->core_box.rect) };
        connector_line(diagram, line, 2);
    }
    box_draw(diagram, &wheel->core_box, &box_core);
    for (size_t i = 0; i < wheel->count; i++) {
        box_draw(diagram, &wheel->boxes[i], &box_light);
    }
}

static const char *const keys[] = { "core", "hubs", NULL };

const struct diagram_kind diagram_kind_hubs = { keys, draw };
