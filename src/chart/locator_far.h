/* A subject that no map of the continent can take in, in a box of its own; for locator.c. */
#ifndef ALMANAC_CHART_LOCATOR_FAR_H
#define ALMANAC_CHART_LOCATOR_FAR_H

#include "base/length.h"

struct chart;
struct shape;

/* Draws shape as large as box [pt] holds it, projected around itself: upright, and as it is. */
void locator_draw_far(struct chart *chart, const struct shape *shape, struct rect box);

#endif
