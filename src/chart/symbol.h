/* Symbols that stand for one value: discs, rings, diamonds, upright ticks. Included in chart/ only. */
#ifndef ALMANAC_CHART_SYMBOL_H
#define ALMANAC_CHART_SYMBOL_H

#include "base/colour.h"
#include "base/length.h"

#include <stdbool.h>

struct chart;

enum symbol { SYMBOL_DISC, SYMBOL_RING, SYMBOL_DIAMOND, SYMBOL_TICK, SYMBOL_SQUARE, SYMBOL_TRIANGLE };

/* radius: of the circle; of the diamond half of its diagonal. A hollow symbol is an outline around the paper. */
struct symbol_look {
    enum symbol symbol;
    struct colour colour;
    double radius; /* [pt] */
    bool hollow;
};

void symbol_draw(const struct chart *chart, struct point at, const struct symbol_look *look);

#endif
