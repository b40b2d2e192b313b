/* One feature of GeoJSON: a shape with its code. Included in geo/ only. */
#ifndef ALMANAC_GEO_FEATURE_H
#define ALMANAC_GEO_FEATURE_H

#include "geo/geojson.h"
#include "geo/project.h"
#include "geo/region.h"

struct diag;

/* Longest code that a region may have. */
enum { FEATURE_CODE_MOST = 15 };

/* A reading of features one after the other. */
struct feature_reading {
    struct scan scan; /* of the feature, in memory whole */
    bool in_degrees;
    struct laea europe; /* into which degrees are projected */
    struct diag *diag;  /* where borders that cross themselves are said; NULL: they have been */
    struct arena *points; /* of their points; NULL: they are looked at, but not kept */
    struct arena *words, *scratch; /* keys, codes and rings of a feature, what one ring needs: cleared by the next */
    struct point *line;   /* points of the ring at work, in an arena of their own, used again */
    size_t line_capacity;
    struct arena *line_arena;
    size_t point_count;   /* of the feature */
};

/* Opens a reading whose own arenas are closed with owner. */
void feature_reading_open(struct feature_reading *reading, struct arena *owner);

/* Reads the feature that the scan holds into shape, whose code and rings lie in words. Where the feature is no shape, false: reading->scan
 * says what is wrong and where. Limit: two million points. */
bool feature_read(struct feature_reading *reading, struct shape *shape);

#endif
