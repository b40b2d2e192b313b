/* Classes of values and their colours, as in maps: few, round limits, text on them readable. Included in chart/
 * only. */
#ifndef ALMANAC_CHART_SHADE_H
#define ALMANAC_CHART_SHADE_H

#include "base/colour.h"
#include "base/length.h"

#include <stddef.h>

struct chart;

enum { SHADE_LIMITS_MOST = 8 };

struct shade {
    double limits[SHADE_LIMITS_MOST]; /* lower limits of the classes but the first, ascending */
    size_t count;                     /* of classes */
};

/* Classes for all present values of the selection: round limits, as many as the theme has colours for at most. */
struct shade shade_make(const struct chart *chart);

size_t shade_class(const struct shade *shade, double value);
struct colour shade_colour(const struct chart *chart, const struct shade *shade, size_t class);

/* White or ink, whichever stands off the ground more. */
struct colour shade_text_colour(const struct chart *chart, struct colour ground);

/* Ground and diagonals of a cell without a value. */
void shade_draw_missing(const struct chart *chart, struct rect rect);

/* "below 5", "5 to 10", "10 and above". */
const char *shade_text(const struct chart *chart, const struct shade *shade, size_t class);

#endif
