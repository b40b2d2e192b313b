/* Text alternatives: what a reader of the chart sees, in sentences. Included in chart/ only. */
#ifndef ALMANAC_CHART_ALTERNATIVE_H
#define ALMANAC_CHART_ALTERNATIVE_H

#include <stddef.h>

struct buffer;
struct chart;
struct point_value;

/* Kind, measure, unit, year; series; extremes of the main series; how often it lies above the first comparator;
 * numbers of uncertain and missing rows. */
void alternative_add_bars(const struct chart *chart, struct buffer *out);

/* As above for one ranked series with the rank of the subject (0: unranked) and the value of the reference line
 * (may be NULL). */
struct alternative_rank {
    size_t rank, among;
    size_t reference_row; /* not counted among the rows; SIZE_MAX: none */
    const struct point_value *reference;
    const char *reference_name;
};
void alternative_add_ranked(const struct chart *chart, const struct alternative_rank *rank, struct buffer *out);

#endif
