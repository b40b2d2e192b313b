/* Marks that several kinds of charts draw. Included in chart/ only. */
#ifndef ALMANAC_CHART_MARK_H
#define ALMANAC_CHART_MARK_H

#include "base/colour.h"
#include "base/length.h"

#include <stdbool.h>

struct chart;

/* How a bar looks: an uncertain one is hollow, an outline that lies within its rectangle around the ground's
 * colour. One too light to stand off its ground has a hairline around it. */
struct bar_look {
    struct colour colour, ground;
    bool hollow;
};

/* Nothing is drawn for a bar without length. */
void mark_bar(const struct chart *chart, struct rect rect, const struct bar_look *look);

/* The rectangle of a horizontal bar from x a to x b, either way round. */
struct rect mark_bar_rect(double a, double b, double top, double thickness);

/* Where a bar ends that begins at zero: at end, but at least a point away towards the sign of value, so that a tiny value can
 * be told from none. All [pt] but value. */
double mark_end(double zero, double end, double value);

/* A hairline over the whole width: below a row. */
void mark_separator(const struct chart *chart, double y);

#endif
