#include "chart/locator_far.h"

#include "base/arena.h"
#include "chart/kind.h"
#include "geo/project.h"
#include "geo/ring.h"

#include <math.h>

static const double PADDING = 3.0, OUTLINE = 0.5; /* [pt] */

/* The same as projected around its middle: rings and bounds [m]. */
static struct shape project_shape(struct arena *arena, const struct shape *shape) {
    struct point middle = { shape->bounds.x + shape->bounds.width / 2, shape->bounds.y + shape->bounds.height / 2 };
    struct laea from = laea_europe();
    struct laea to = laea_make(laea_locate(&from, middle), (struct point){ 0, 0 });
    struct shape made = { .code = shape->code, .count = shape->count };
    made.rings = arena_array(arena, shape->count, sizeof *made.rings);
    for (size_t i = 0; i < shape->count; i++) {
        struct point *points = arena_array(arena, shape->rings[i].count, sizeof *points);
        for (size_t k = 0; k < shape->rings[i].count; k++) {
            points[k] = laea_project(&to, laea_locate(&from, shape->rings[i].points[k]));
        }
        made.rings[i] = (struct ring){ .points = points, .count = shape->rings[i].count, .hole = shape->rings[i].hole };
        struct rect bounds = ring_bounds(made.rings[i]);
        made.bounds = i == 0 ? bounds : rect_join(made.bounds, bounds);
    }
    return made;
}

static void trace(struct chart *chart, const struct shape *shape, struct rect box) {
    double scale = fmin((box.width - 2 * PADDING) / fmax(shape->bounds.width, 1),
                        (box.height - 2 * PADDING) / fmax(shape->bounds.height, 1));
    double x = box.x + (box.width - shape->bounds.width * scale) / 2;
    double y = box.y + (box.height + shape->bounds.height * scale) / 2;
    for (size_t i = 0; i < shape->count; i++) {
        for (size_t k = 0; k < shape->rings[i].count; k++) {
            struct point point = shape->rings[i].points[k];
            double at_x = x + (point.x - shape->bounds.x) * scale, at_y = y - (point.y - shape->bounds.y) * scale;
            if (k == 0) {
                drawing_move(chart->drawing, at_x, at_y);
            } else {
                drawing_line(chart->drawing, at_x, at_y);
            }
        }
        drawing_close(chart->drawing);
    }
}

void locator_draw_far(struct chart *chart, const struct shape *shape, struct rect box) {
    struct stroke outline = chart_stroke(chart, COLOUR_PEER, OUTLINE);
    struct rect inside = { box.x + OUTLINE / 2, box.y + OUTLINE / 2, box.width - OUTLINE, box.height - OUTLINE };
    drawing_rect(chart->drawing, inside.x, inside.y, inside.width, inside.height);
    drawing_fill_stroke(chart->drawing, chart_colour(chart, COLOUR_PAPER), &outline);
    if (!shape_read(shape, chart->diag)) {
        return;
    }
    struct shape projected = project_shape(chart->arena, shape);
    trace(chart, &projected, inside);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_SUBJECT));
}
