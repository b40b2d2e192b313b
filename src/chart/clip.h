/* Cutting polygons at a rectangle. Included in chart/ only. */
#ifndef ALMANAC_CHART_CLIP_H
#define ALMANAC_CHART_CLIP_H

#include "base/length.h"

struct arena;
struct ring;

/* The part of ring inside rect, as one ring (parts may be joined along the edge of rect); none gives count 0.
 * Source: Sutherland and Hodgman, Reentrant polygon clipping, Communications of the ACM 17 (1974). */
struct ring ring_clip(struct arena *arena, struct ring ring, struct rect rect);

#endif
