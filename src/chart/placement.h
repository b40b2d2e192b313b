/* Names beside marks, placed where they touch neither marks nor each other. Included in chart/ only. */
#ifndef ALMANAC_CHART_PLACEMENT_H
#define ALMANAC_CHART_PLACEMENT_H

#include "base/colour.h"
#include "base/length.h"
#include "chart/label.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;

struct placed {
    struct label label;
    struct point mark;
    double radius; /* [pt] of the mark */
    struct colour colour;
    bool must;     /* is placed even if it touches something */
    /* results */
    bool left_out;
    struct rect box;
};

/* Places the names in their order, each at the first place within frame that touches nothing: right, left, above,
 * below, the four corners, then the same farther off. Returns how many had to be left out. */
size_t placement_make(struct placed *names, size_t count, struct rect frame);

/* Draws them; one far from its mark has a leader. */
void placement_draw(const struct chart *chart, const struct placed *names, size_t count);

#endif
