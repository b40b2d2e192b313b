#include "geo/project.h"

#include <math.h>

/* Source: GRS 80; e² = 2f − f² with f = 1 / 298.257222101. */
static const double AXIS = 6378137.0; /* [m] */
static const double ECCENTRICITY = 0.0818191910428158;

const struct laea laea_europe = { { 10, 52 }, { 4321000, 3210000 } };

/* Authalic latitudes and the scale of one projection. */
struct sphere {
    double latitude;       /* of the centre, authalic [radians] */
    double pole;           /* q at the pole */
    double radius, stretch; /* [m]; none */
};

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

static struct sphere sphere_of(const struct laea *laea) {
    double sine = sin(radians(laea->centre.y)), e2 = ECCENTRICITY * ECCENTRICITY;
    struct sphere sphere = { .pole = area_of(1) };
    sphere.latitude = authalic(sine, sphere.pole);
    sphere.radius = AXIS * sqrt(sphere.pole / 2);
    sphere.stretch = AXIS * cos(radians(laea->centre.y)) / sqrt(1 - e2 * sine * sine) /
                     (sphere.radius * cos(sphere.latitude));
    return sphere;
}

struct point laea_project(const struct laea *laea, struct point degrees) {
    struct sphere sphere = sphere_of(laea);
    double latitude = authalic(sin(radians(degrees.y)), sphere.pole);
    double turn = radians(degrees.x - laea->centre.x);
    double toward = 1 + sin(sphere.latitude) * sin(latitude) + cos(sphere.latitude) * cos(latitude) * cos(turn);
    double reach = sphere.radius * sqrt(2 / fmax(toward, 1e-12));
    double across = cos(sphere.latitude) * sin(latitude) - sin(sphere.latitude) * cos(latitude) * cos(turn);
    return (struct point){ laea->offset.x + reach * sphere.stretch * cos(latitude) * sin(turn),
                           laea->offset.y + reach / sphere.stretch * across };
}

/* The latitude of an authalic one. Source: EPSG guidance note 7-2, series in e². */
static double geodetic(double authalic_latitude) {
    double e2 = ECCENTRICITY * ECCENTRICITY, e4 = e2 * e2, e6 = e4 * e2;
    return authalic_latitude + (e2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * sin(2 * authalic_latitude) +
           (23 * e4 / 360 + 251 * e6 / 3780) * sin(4 * authalic_latitude) +
           761 * e6 / 45360 * sin(6 * authalic_latitude);
}

struct point laea_locate(const struct laea *laea, struct point metres) {
    struct sphere sphere = sphere_of(laea);
    double x = (metres.x - laea->offset.x) / sphere.stretch, y = (metres.y - laea->offset.y) * sphere.stretch;
    double reach = hypot(x, y);
    if (reach < 1e-9) {
        return laea->centre;
    }
    double angle = 2 * asin(fmin(1, reach / (2 * sphere.radius)));
    double sine = cos(angle) * sin(sphere.latitude) + y * sin(angle) * cos(sphere.latitude) / reach;
    double turn = atan2(x * sin(angle), reach * cos(sphere.latitude) * cos(angle) -
                                            y * sin(sphere.latitude) * sin(angle));
    return (struct point){ laea->centre.x + turn * 180 / M_PI,
                           geodetic(asin(fmax(-1, fmin(1, sine)))) * 180 / M_PI };
}
