/* Ranks of the rows of a selection, which of them a ranked chart shows, and its reference. Included in chart/ only. */
#ifndef ALMANAC_CHART_RANKING_H
#define ALMANAC_CHART_RANKING_H

#include <stddef.h>
#include <stdint.h>

struct chart;
struct point_value;

/* Stands among the rows where some are left out. */
#define RANKING_GAP SIZE_MAX

struct ranking {
    const size_t *rows; /* rows of the selection to be shown, in order, with gaps */
    size_t count;
    const size_t *ranks; /* of every row of the selection: 1 2 2 4; 0: missing, or not ranked */
    size_t among;        /* number of ranked rows */
    size_t reference_row; /* of the selection, not shown among the others; SIZE_MAX: it has no row */
    const struct point_value *reference; /* NULL: none */
    const char *reference_name;
};

/* Ranks the values of column. The option "reference" names the code of the reference (default: that of the series;
 * "none"); its row, if any, is not shown among the others. The option "rows" limits the rows shown: the first
 * ones, and the subject with as many neighbours on both sides as "window" says. Errors: CHART_BAD_OPTION,
 * CHART_NO_REFERENCE. */
struct ranking ranking_make(const struct chart *chart, size_t column);

#endif
