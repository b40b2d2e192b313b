#include "geo/project.h"

#include <math.h>

/* Source: GRS 80; e² = 2f − f² with f = 1 / 298.257222101. */
static const double AXIS = 6378137.0; /* [m] */
static const double ECCENTRICITY = 0.0818191910428158;

static double radians(double degrees) {
    return degrees * M_PI / 180;
}

/* Snyder's q for a latitude of this sine. */
static double area_of(double sine) {
    double e = ECCENTRICITY, es = e * sine;
    return (1 - e * e) * (sine / (1 - es * es) - log((1 - es) / (1 + es)) / (2 * e));
}

static double authalic(double sine, double pole) {
    return asin(fmax(-1, fmin(1, area_of(sine) / pole)));
}

struct laea laea_make(struct point centre, struct point offset) {
    struct laea laea = { .centre = centre, .offset = offset, .pole = area_of(1) };
    double sine = sin(radians(centre.y)), e2 = ECCENTRICITY * ECCENTRICITY;
    laea.latitude = authalic(sine, laea.pole);
    laea.radius = AXIS * sqrt(laea.pole / 2);
    laea.stretch = AXIS * cos(radians(centre.y)) / sqrt(1 - e2 * sine * sine) / (laea.radius * cos(laea.latitude));
    return laea;
}

struct laea laea_europe(void) {
    return laea_make((struct point){ 10, 52 }, (struct point){ 4321000, 3210000 });
}

struct point laea_project(const struct laea *laea, struct point degrees) {
    double latitude = authalic(sin(radians(degrees.y)), laea->pole);
    double turn = radians(degrees.x - laea->centre.x);
    double toward = 1 + sin(laea->latitude) * sin(latitude) + cos(laea->latitude) * cos(latitude) * cos(turn);
    double reach = laea->radius * sqrt(2 / fmax(toward, 1e-12));
    double across = cos(laea->latitude) * sin(latitude) - sin(laea->latitude) * cos(latitude) * cos(turn);
    return (struct point){ laea->offset.x + reach * laea->stretch * cos(latitude) * sin(turn),
                           laea->offset.y + reach / laea->stretch * across };
}

/* The latitude of an authalic one. Source: EPSG guidance note 7-2, series in e². */
static double geodetic(double authalic_latitude) {
    double e2 = ECCENTRICITY * ECCENTRICITY, e4 = e2 * e2, e6 = e4 * e2;
    return authalic_latitude + (e2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * sin(2 * authalic_latitude) +
           (23 * e4 / 360 + 251 * e6 / 3780) * sin(4 * authalic_latitude) +
           761 * e6 / 45360 * sin(6 * authalic_latitude);
}

struct point laea_locate(const struct laea *laea, struct point metres) {
    double x = (metres.x - laea->offset.x) / laea->stretch, y = (metres.y - laea->offset.y) * laea->stretch;
    double reach = hypot(x, y);
    if (reach < 1e-9) {
        return laea->centre;
    }
    double angle = 2 * asin(fmin(1, reach / (2 * laea->radius)));
    double sine = cos(angle) * sin(laea->latitude) + y * sin(angle) * cos(laea->latitude) / reach;
    double turn = atan2(x * sin(angle), reach * cos(laea->latitude) * cos(angle) -
                                            y * sin(laea->latitude) * sin(angle));
    return (struct point){ laea->centre.x + turn * 180 / M_PI,
                           geodetic(asin(fmax(-1, fmin(1, sine)))) * 180 / M_PI };
}
