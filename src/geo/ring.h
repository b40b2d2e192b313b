/* Rings of points: size, place and detail. Coordinates in metres or points, whatever the ring has. */
#ifndef ALMANAC_GEO_RING_H
#define ALMANAC_GEO_RING_H

#include "geo/region.h"

/* Twice nothing, a rectangle around all points. */
struct rect ring_bounds(struct ring ring);
/* The area that the ring encloses, never negative. */
double ring_area(struct ring ring);
/* True if point lies inside (even-odd). */
bool ring_contains(struct ring ring, struct point point);
/* The smallest rectangle around both. */
struct rect rect_join(struct rect a, struct rect b);
bool rect_meets(struct rect a, struct rect b);

/* The ring as far as a map needs it on which tolerance metres cannot be told apart: points whose triangle with their
 * neighbours covers less than tolerance² are left out, the same ones in every ring that shares the line. At least a
 * triangle stays. Source: Visvalingam and Whyatt, The Cartographic Journal 30 (1993). */
struct ring ring_detail(struct arena *arena, struct ring ring, double tolerance);

/* The point in the ring of index outer of shape that lies furthest from all its borders, to within precision;
 * *clear is that distance. Source: grid search with refinement, after Garcia-Castellanos and Lombardo (2007). */
struct point shape_inner_point(const struct shape *shape, size_t outer, double *clear);
/* Index of the ring with the largest area. */
size_t shape_largest_ring(const struct shape *shape);

/* Distance of point from the segment a–b, in the unit of the points. */
double segment_distance(struct point point, struct point a, struct point b);

#endif
