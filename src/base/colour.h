/* Colours: sRGB with alpha, each 0 to 1. */
#ifndef ALMANAC_BASE_COLOUR_H
#define ALMANAC_BASE_COLOUR_H

#include <stdbool.h>

struct colour {
    double red, green, blue, alpha;
};

/* Reads "#RRGGBB" (alpha 1). Returns false for anything else. */
bool colour_parse(const char *text, struct colour *colour);

/* The same colour at another opacity. */
struct colour colour_with_alpha(struct colour colour, double alpha);

/* Contrast ratio of two opaque colours, 1 to 21.
 * Source: WCAG 2.1, definition of contrast ratio. */
double colour_contrast(struct colour a, struct colour b);

#endif
