/* The value axis of horizontal charts: ticks above, grid lines below them, the zero line. Included in chart/ only. */
#ifndef ALMANAC_CHART_AXIS_H
#define ALMANAC_CHART_AXIS_H

#include "chart/scale.h"

#include <stddef.h>

struct chart;

enum { AXIS_KEPT_CLEAR_MOST = 4 };

/* A tick label this near to other text of its line is left out [pt]. */
#define AXIS_NEAR 4.0

struct axis {
    struct scale scale;
    double left, right; /* [pt] ends of the plot */
    double top, bottom; /* [pt] ends of the grid lines */
    double tick_middle; /* [pt] middle of the tick labels */
    /* Stretches of the labels' line that other text takes: tick labels too close to them are left out. */
    struct {
        double left, right; /* [pt] */
    } clear[AXIS_KEPT_CLEAR_MOST];
    size_t clear_count;
};

/* The label of tick i: the unit's sign stands with the first one if it is short. */
const char *axis_tick_text(const struct chart *chart, const struct scale *scale, size_t i);

double axis_x(const struct axis *axis, double value);

/* Grid lines and tick labels; the unit's sign stands with the first label. */
void axis_draw_grid(const struct chart *chart, const struct axis *axis);

/* The zero line, over the bars. */
void axis_draw_zero(const struct chart *chart, const struct axis *axis);

/* The reason why a row has no value, where its mark would begin: right of zero, else left of it, on a patch of paper. It
 * keeps off marks that reach from left to right (NAN: none). Where there is no room for it, the sign in the column of values
 * must do. */
struct axis_stretch {
    double left, right; /* [pt] */
};
struct point_value;
void axis_write_missing(const struct chart *chart, const struct axis *axis, double middle,
                        const struct point_value *point, struct axis_stretch marks);

#endif
