#include "chart/mark.h"

#include "chart/kind.h"

#include <math.h>

/* [pt] around light colours, and the contrast with the ground below which they are light */
static const double HAIRLINE = 0.35, LIGHT = 2.0;

static const double OUTLINE = 0.9; /* [pt], as all strokes that carry meaning */

static const double TINIEST = 1.0; /* [pt] */

double mark_end(double zero, double end, double value) {
    return value == 0 || fabs(end - zero) >= TINIEST ? end : zero + copysign(TINIEST, value);
}

struct rect mark_bar_rect(double a, double b, double top, double thickness) {
    return (struct rect){ fmin(a, b), top, fabs(a - b), thickness };
}

void mark_bar(const struct chart *chart, struct rect rect, const struct bar_look *look) {
    if (rect.width <= 0 || rect.height <= 0) {
        return;
    }
    bool has_inside = rect.width > 2 * OUTLINE && rect.height > 2 * OUTLINE;
    if (!look->hollow || !has_inside) {
        drawing_rect(chart->drawing, rect.x, rect.y, rect.width, rect.height);
        struct stroke hairline = chart_stroke(chart, COLOUR_PEER, HAIRLINE);
        if (colour_contrast(look->colour, look->ground) < LIGHT) {
            drawing_fill_stroke(chart->drawing, look->colour, &hairline);
        } else {
            drawing_fill(chart->drawing, look->colour);
        }
        return;
    }
    struct stroke stroke = { .colour = look->colour, .width = OUTLINE };
    drawing_rect(chart->drawing, rect.x + OUTLINE / 2, rect.y + OUTLINE / 2, rect.width - OUTLINE,
                 rect.height - OUTLINE);
    drawing_fill_stroke(chart->drawing, look->ground, &stroke);
}

void mark_separator(const struct chart *chart, double y) {
    struct stroke stroke = chart_stroke(chart, COLOUR_GRID, chart_number(chart, NUMBER_STROKE_SEPARATOR));
    drawing_segment(chart->drawing, (struct point){ 0, y }, (struct point){ chart->spec->width, y }, &stroke);
}
