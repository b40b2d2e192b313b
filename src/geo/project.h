/* Positions on the globe and on the map: Lambert's azimuthal equal-area projection on the ellipsoid GRS 80. */
#ifndef ALMANAC_GEO_PROJECT_H
#define ALMANAC_GEO_PROJECT_H

#include "base/length.h"

/* One projection: where the plane touches the globe, and its coordinates there. */
struct laea {
    struct point centre; /* longitude, latitude [degrees] */
    struct point offset; /* [m] */
    /* private */
    double latitude, pole, radius, stretch;
};

struct laea laea_make(struct point centre, struct point offset);
/* The projection of European statistics. Source: EPSG:3035. */
struct laea laea_europe(void);

/* Longitude and latitude [degrees] to metres, and back. Source: EPSG guidance note 7-2, method 9820. */
struct point laea_project(const struct laea *laea, struct point degrees);
struct point laea_locate(const struct laea *laea, struct point metres);

#endif
