/* Two or three periods of many items: a selection whose rows are items and whose columns are periods. Included in
 * chart/ only. */
#ifndef ALMANAC_CHART_PERIODS_H
#define ALMANAC_CHART_PERIODS_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct chart;
struct selection;

enum { PERIODS_MOST = 3 };

/* Turns a selection by year round, so that its columns become rows, and keeps the years of the option "periods"
 * ("2010, 2020"), by default the first, with three the middle, and the last. A selection by member must have as many
 * columns as periods. NULL after a diagnostic (CHART_ROW_COUNT, CHART_BAD_OPTION). */
const struct selection *periods_make(const struct chart *chart, size_t count);

/* "Item: value in period, …" of every row. */
void periods_describe(const struct chart *chart, const char *pattern, struct buffer *out);

#endif
