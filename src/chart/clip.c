#include "chart/clip.h"

#include "base/arena.h"
#include "geo/region.h"

#include <stdbool.h>

/* One side of the rectangle: the half plane where sign × coordinate <= sign × limit. */
struct side {
    bool upright; /* limits x */
    double limit, sign;
};

static double coordinate(struct side side, struct point point) {
    return side.upright ? point.x : point.y;
}

static bool is_inside(struct side side, struct point point) {
    return side.sign * coordinate(side, point) <= side.sign * side.limit;
}

/* Where the line from a to b meets the side; a and b lie on different sides of it. */
static struct point crossing(struct side side, struct point a, struct point b) {
    double share = (side.limit - coordinate(side, a)) / (coordinate(side, b) - coordinate(side, a));
    return (struct point){ a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };
}

static struct ring clip_side(struct arena *arena, struct ring ring, struct side side) {
    struct point *points = arena_array(arena, 2 * ring.count, sizeof *points);
    size_t count = 0;
    for (size_t i = 0; i < ring.count; i++) {
        struct point from = ring.points[i == 0 ? ring.count - 1 : i - 1];
        struct point to = ring.points[i];
        if (is_inside(side, from) != is_inside(side, to)) {
            points[count++] = crossing(side, from, to);
        }
        if (is_inside(side, to)) {
            points[count++] = to;
        }
    }
    return (struct ring){ .points = points, .count = count, .hole = ring.hole };
}

static bool is_within(struct ring ring, struct rect rect) {
    for (size_t i = 0; i < ring.count; i++) {
        struct point point = ring.points[i];
        if (point.x < rect.x || point.x > rect.x + rect.width || point.y < rect.y || point.y > rect.y + rect.height) {
            return false;
        }
    }
    return true;
}

struct ring ring_clip(struct arena *arena, struct ring ring, struct rect rect) {
    if (is_within(ring, rect)) {
        return ring;
    }
    const struct side sides[] = {
        { true, rect.x, -1 },
        { true, rect.x + rect.width, 1 },
        { false, rect.y, -1 },
        { false, rect.y + rect.height, 1 },
    };
    for (size_t i = 0; i < 4; i++) {
        ring = clip_side(arena, ring, sides[i]);
    }
    return ring;
}
