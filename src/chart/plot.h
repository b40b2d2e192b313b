/* The plot of upright charts: the value axis runs upwards, members or years stand side by side. Included in chart/
 * only. */
#ifndef ALMANAC_CHART_PLOT_H
#define ALMANAC_CHART_PLOT_H

#include "chart/scale.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;

struct plot {
    struct scale scale;
    double left, right; /* [pt] ends of the grid lines; tick labels stand left of it */
    double top, bottom; /* [pt] of the highest and the lowest tick */
};

/* A plot of this height below the top; its left edge leaves room for the tick labels. The lowest tick is at zero or
 * where the scale begins. */
struct plot plot_make(const struct chart *chart, struct scale scale, double top, double height);

double plot_y(const struct plot *plot, double value);

/* Grid lines with their labels; the line at zero, if the scale has one, is drawn by plot_draw_zero. */
void plot_draw_grid(const struct chart *chart, const struct plot *plot);
void plot_draw_zero(const struct chart *chart, const struct plot *plot);

/* Height of a plot in a chart of this width [pt]: the option "height", else by the form of the page. */
double plot_height(const struct chart *chart);

/* Middle of the labels below the plot, and what they need [pt]. */
#define PLOT_FOOT_MIDDLE 9.0
#define PLOT_FOOT 15.0

/* Lowest and highest present value of all columns; false if there is none. */
bool plot_extent(const struct chart *chart, double *low, double *high);

/* "3 labels left out" at the foot of the chart, so that none goes silently. Nothing for 0. */
void plot_write_left_out(const struct chart *chart, size_t count, double middle);

enum { PLOT_SPREAD_MOST = 256 };

/* Moves at most PLOT_SPREAD_MOST middles (ascending) apart to distance, each as little as possible, within top and
 * bottom where that can be. */
void plot_spread(double *middles, size_t count, double distance, double top, double bottom);

#endif
