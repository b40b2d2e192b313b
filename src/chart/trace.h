/* The line of one column over years or periods: gaps stay gaps, breaks in the series part it, what is uncertain is
 * dashed. Included in chart/ only. */
#ifndef ALMANAC_CHART_TRACE_H
#define ALMANAC_CHART_TRACE_H

#include "base/length.h"
#include "drawing/drawing.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;

/* Where the values of a column lie; xs has one entry a row. */
struct trace {
    size_t column;
    const double *xs, *ys; /* [pt] one a row; NAN where there is no value */
    const int *steps;      /* one a row: 0 if the row follows on the one before without a gap in time */
};

/* Draws the line. A value between two gaps is a dot. */
void trace_draw(const struct chart *chart, const struct trace *trace, const struct stroke *stroke);

/* Marks of breaks that a plot has; more than so many have none. */
enum { BREAKS_MOST = 64 };
struct breaks {
    double top; /* [pt] of the plot: a mark that would stand over it stands below its line */
    struct point marks[BREAKS_MOST];
    size_t count;
};

/* Writes "b" at every break in the series, unless there is one already where it would stand. */
void trace_write_breaks(const struct chart *chart, const struct trace *trace, struct breaks *breaks);

/* True if row is joined to the row before it. */
bool trace_is_joined(const struct trace *trace, size_t row);

/* For each row whether years are left out before it: 1 if it is farther from the row before than the closest two are
 * from each other. Rows that are no years have 0. */
const int *trace_steps(const struct chart *chart);

/* Where the rows lie between left and right: by year, else evenly. */
const double *trace_xs(const struct chart *chart, double left, double right);

#endif
