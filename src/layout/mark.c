#include "layout/mark.h"

#include "drawing/drawing.h"
#include "text/font.h"

/* Sizes of the signs [pt]. */
#define TICK_WIDTH 5.6
#define TICK_HEIGHT 5.2
#define LEVEL_SIZE 6.0

static void draw_tick(struct setter *setter, struct drawing *drawing) {
    struct stroke stroke = {
        .colour = setter_colour(setter, COLOUR_SUBJECT), .width = 0.9, .cap = CAP_ROUND, .join = JOIN_ROUND};
    drawing_move(drawing, 0.5, 3.1);
    drawing_line(drawing, 1.9, 4.7);
    drawing_line(drawing, 5.1, 0.5);
    drawing_stroke(drawing, &stroke);
}

static void draw_open_level(struct setter *setter, struct drawing *drawing) {
    struct stroke stroke = {.colour = setter_colour(setter, COLOUR_PEER), .width = 0.75};
    drawing_circle(drawing, LEVEL_SIZE / 2, LEVEL_SIZE / 2, 2.4);
    drawing_stroke(drawing, &stroke);
}

static void draw_held_level(struct setter *setter, struct drawing *drawing) {
    drawing_circle(drawing, LEVEL_SIZE / 2, LEVEL_SIZE / 2, 2.8);
    drawing_fill(drawing, setter_colour(setter, COLOUR_SUBJECT));
}

static const struct {
    double width, height; /* [pt] */
    void (*draw)(struct setter *setter, struct drawing *drawing);
} signs[SETTER_MARK_COUNT] = {
    [SETTER_MARK_TICK] = {TICK_WIDTH, TICK_HEIGHT, draw_tick},
    [SETTER_MARK_OPEN] = {LEVEL_SIZE, LEVEL_SIZE, draw_open_level},
    [SETTER_MARK_HELD] = {LEVEL_SIZE, LEVEL_SIZE, draw_held_level},
};

/* The sign's drawing, made when it is first needed. */
static const struct drawing *mark_drawing(struct setter *setter, enum setter_mark mark) {
    if (!setter->marks[mark]) {
        struct drawing *drawing = drawing_new(setter->arena, signs[mark].width, signs[mark].height);
        signs[mark].draw(setter, drawing);
        drawing_finish(drawing);
        setter->marks[mark] = drawing;
    }
    return setter->marks[mark];
}

void mark_set(struct setter *setter, struct slice *slice, enum setter_mark mark, struct point at,
              const struct text_style *style) {
    const struct face_metrics *metrics = face_metrics(style->face);
    double capital = style->size * metrics->cap_height / metrics->units_per_em;
    struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                     .role = ITEM_DECORATION,
                                     .x = at.x,
                                     .y = at.y - (capital + signs[mark].height) / 2,
                                     .width = signs[mark].width,
                                     .height = signs[mark].height,
                                     .drawing = mark_drawing(setter, mark)}};
    slice_add_item(setter->arena, slice, &item);
}
