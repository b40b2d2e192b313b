/* Which rows of a chart have strong names: the largest, or those that the text names. Included in chart/ only. */
#ifndef ALMANAC_CHART_EMPHASIS_H
#define ALMANAC_CHART_EMPHASIS_H

#include <stdbool.h>
#include <stddef.h>

struct chart;

struct emphasis {
    const bool *rows;
};

/* Reads the option "emphasis": a number (so many of the largest ranked values of column), or codes parted by commas.
 * Without the option the usual number. A code that is no row is diagnosed (CHART_BAD_OPTION). */
struct emphasis emphasis_read(const struct chart *chart, size_t column, size_t usual);

bool emphasis_has(const struct emphasis *emphasis, size_t row);

#endif
