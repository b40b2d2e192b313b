/* Parts of a whole: the columns of each row, as they are or as shares of 100 %. Included in chart/ only. */
#ifndef ALMANAC_CHART_PARTS_H
#define ALMANAC_CHART_PARTS_H

#include "base/length.h"
#include "chart/key.h"
#include "chart/scale.h"
#include "indicator/series.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;
struct point_value;

enum { PARTS_MOST = 5 };

struct parts {
    const struct chart *chart;
    size_t count;
    bool share; /* of 100 %: the option "share" */
};

/* The columns of the chart; those beyond the fifth are left out (CHART_TOO_MANY_SERIES). */
struct parts parts_make(const struct chart *chart);

/* False if a value is below zero. */
bool parts_can_be_stacked(const struct parts *parts);

const struct point_value *parts_point(const struct parts *parts, size_t row, size_t part);
double parts_sum(const struct parts *parts, size_t row);

/* False where a row must not be drawn: a share cannot be told where a part is missing, nor a sum where all are. */
bool parts_has(const struct parts *parts, size_t row);

/* The first part of a row without a value. */
const struct point_value *parts_missing(const struct parts *parts, size_t row);

/* What a part is drawn as: its value, or its share in %. It must be present. */
double parts_value(const struct parts *parts, size_t row, size_t part);

struct scale parts_scale(const struct parts *parts);

/* Draws the part, its value inside it if that fits, in white or ink, whichever can be read. */
void parts_draw(const struct parts *parts, size_t row, size_t part, struct rect rect);

/* Flags of the parts of a row that not their whole columns have. All parts stay solid, or none could be told from another. */
value_flags parts_flags(const struct parts *parts, size_t row);

/* The text alternative: what it is, whether shares are drawn, then of each row its parts. */
struct buffer;
void parts_describe(const struct chart *chart, const char *pattern, struct buffer *out);

size_t parts_key(const struct parts *parts, struct key_entry entries[PARTS_MOST]);

#endif
