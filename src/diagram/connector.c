#include "diagram/connector.h"

#include "diagram/kind.h"

#include <math.h>

/* [pt] */
static const double LINE = 0.9, HEAD_WIDTH = 6.4, OFF = 1;

void connector_line(const struct diagram *diagram, const struct point *points, size_t count) {
    struct stroke stroke = diagram_stroke(diagram, COLOUR_TEXT_2, LINE);
    drawing_move(diagram->drawing, points[0].x, points[0].y);
    for (size_t i = 1; i < count; i++) {
        drawing_line(diagram->drawing, points[i].x, points[i].y);
    }
    drawing_stroke(diagram->drawing, &stroke);
}

void connector_arrow(const struct diagram *diagram, const struct point *points, size_t count) {
    struct point from = points[count - 2], to = points[count - 1], end = to;
    double length = hypot(to.x - from.x, to.y - from.y);
    if (length < 1e-6) {
        return;
    }
    double x = (to.x - from.x) / length, y = (to.y - from.y) / length;
    struct point tip = { to.x - OFF * x, to.y - OFF * y };
    struct point foot = { tip.x - ARROW_LENGTH * x, tip.y - ARROW_LENGTH * y };
    end = (struct point){ foot.x + x, foot.y + y }; /* no gap between line and head */
    struct stroke stroke = diagram_stroke(diagram, COLOUR_TEXT_2, LINE);
    drawing_move(diagram->drawing, points[0].x, points[0].y);
    for (size_t i = 1; i + 1 < count; i++) {
        drawing_line(diagram->drawing, points[i].x, points[i].y);
    }
    drawing_line(diagram->drawing, end.x, end.y);
    drawing_stroke(diagram->drawing, &stroke);
    drawing_move(diagram->drawing, tip.x, tip.y);
    drawing_line(diagram->drawing, foot.x - HEAD_WIDTH / 2 * y, foot.y + HEAD_WIDTH / 2 * x);
    drawing_line(diagram->drawing, foot.x + HEAD_WIDTH / 2 * y, foot.y - HEAD_WIDTH / 2 * x);
    drawing_close(diagram->drawing);
    drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_TEXT_2));
}
