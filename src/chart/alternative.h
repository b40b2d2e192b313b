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

/* The same under another sentence of what the chart is. */
void alternative_add_summary(const struct chart *chart, const char *pattern, struct buffer *out);

/* What it is, and nothing else. */
void alternative_add_title(const struct chart *chart, const char *pattern, struct buffer *out);

/* For years or periods as rows: of each column the first and last value, the highest and the lowest. */
void alternative_add_trends(const struct chart *chart, const char *pattern, struct buffer *out);

/* "Name: value" of every row of column, in their order; nothing where there are more than 30. */
void alternative_add_list(const struct chart *chart, size_t column, struct buffer *out);

/* "Row: column value, column value, …" of every row; of more than 30 values the extremes of every column instead, and the
 * rank of the subject. */
void alternative_add_rows(const struct chart *chart, struct buffer *out);

/* How many rows of column are uncertain or have no value. */
void alternative_add_gaps(const struct chart *chart, size_t column, struct buffer *out);

/* As above for one ranked series with the rank of the subject and the value of the reference, of which the row, if
 * any, is not counted among the others. */
struct ranking;
void alternative_add_position(const struct chart *chart, const struct ranking *ranking, const char *pattern,
                              struct buffer *out);

#endif
