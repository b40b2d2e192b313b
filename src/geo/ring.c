#include "geo/ring.h"

#include <math.h>

#include "base/arena.h"

enum { MIN_RING = 4, GRID = 12, REFINEMENTS = 4 };

struct rect ring_bounds(struct ring ring) {
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < ring.count; i++) {
        struct point point = ring.points[i];
        left = point.x < left ? point.x : left;
        right = point.x > right ? point.x : right;
        low = point.y < low ? point.y : low;
        high = point.y > high ? point.y : high;
    }
    return (struct rect){ left, low, right - left, high - low };
}

double ring_area(struct ring ring) {
    double twice = 0;
    struct point base = ring.count ? ring.points[0] : (struct point){ 0, 0 };
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point a = ring.points[i], b = ring.points[i + 1];
        twice += (a.x - base.x) * (b.y - base.y) - (b.x - base.x) * (a.y - base.y);
    }
    return fabs(twice) / 2;
}

bool ring_contains(struct ring ring, struct point point) {
    bool inside = false;
    for (size_t i = 0; i < ring.count; i++) {
        struct point a = ring.points[i], b = ring.points[i == 0 ? ring.count - 1 : i - 1];
        bool between = (a.y > point.y) != (b.y > point.y);
        inside ^= between && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x;
    }
    return inside;
}

struct rect rect_join(struct rect a, struct rect b) {
    double left = fmin(a.x, b.x), low = fmin(a.y, b.y);
    double right = fmax(a.x + a.width, b.x + b.width), high = fmax(a.y + a.height, b.y + b.height);
    return (struct rect){ left, low, right - left, high - low };
}

bool rect_meets(struct rect a, struct rect b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* How many of the ring's points stay, the closing one not counted. */
static size_t count_heavy(struct ring ring, double least) {
    size_t count = 0;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        count += ring.weights[i] >= (float)least;
    }
    return count;
}

struct ring ring_detail(struct arena *arena, struct ring ring, double tolerance) {
    if (!ring.weights) {
        return ring_simplify(arena, ring, tolerance);
    }
    double least = tolerance * tolerance;
    size_t count = count_heavy(ring, least);
    if (count + 1 < MIN_RING || count + 1 == ring.count) {
        return ring;
    }
    struct point *points = arena_array(arena, count + 1, sizeof *points);
    size_t kept = 0;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        if (ring.weights[i] >= (float)least) {
            points[kept++] = ring.points[i];
        }
    }
    points[kept++] = points[0];
    return (struct ring){ .points = points, .count = kept, .hole = ring.hole };
}

double segment_distance(struct point point, struct point a, struct point b) {
    double along_x = b.x - a.x, along_y = b.y - a.y;
    double length = along_x * along_x + along_y * along_y;
    double at = length > 0 ? ((point.x - a.x) * along_x + (point.y - a.y) * along_y) / length : 0;
    at = fmin(1, fmax(0, at));
    return hypot(point.x - a.x - at * along_x, point.y - a.y - at * along_y);
}

static double ring_distance(struct ring ring, struct point point) {
    double least = INFINITY;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        least = fmin(least, segment_distance(point, ring.points[i], ring.points[i + 1]));
    }
    return least;
}

/* How far point lies from every border; negative outside the outer ring or in a hole. */
static double clearance(const struct shape *shape, size_t outer, struct point point) {
    double away = ring_distance(shape->rings[outer], point);
    bool inside = ring_contains(shape->rings[outer], point);
    for (size_t i = outer + 1; i < shape->count && shape->rings[i].hole; i++) {
        away = fmin(away, ring_distance(shape->rings[i], point));
        inside = inside && !ring_contains(shape->rings[i], point);
    }
    return inside ? away : -away;
}

/* Looks at the middles of the cells of a grid over area; keeps the best in *best. */
static void search(const struct shape *shape, size_t outer, struct rect area, struct point *best, double *most) {
    for (int row = 0; row < GRID; row++) {
        for (int column = 0; column < GRID; column++) {
            struct point point = { area.x + (column + 0.5) * area.width / GRID,
                                   area.y + (row + 0.5) * area.height / GRID };
            double clear = clearance(shape, outer, point);
            if (clear > *most) {
                *most = clear;
                *best = point;
            }
        }
    }
}

struct point shape_inner_point(const struct shape *shape, size_t outer, double *clear) {
    struct rect area = ring_bounds(shape->rings[outer]);
    struct point best = { area.x + area.width / 2, area.y + area.height / 2 };
    *clear = -INFINITY;
    for (int i = 0; i < REFINEMENTS; i++) {
        search(shape, outer, area, &best, clear);
        area.width /= GRID / 2.0;
        area.height /= GRID / 2.0;
        area.x = best.x - area.width / 2;
        area.y = best.y - area.height / 2;
    }
    return best;
}

size_t shape_largest_ring(const struct shape *shape) {
    size_t largest = 0;
    double most = -1;
    for (size_t i = 0; i < shape->count; i++) {
        double area = shape->rings[i].hole ? 0 : ring_area(shape->rings[i]);
        if (area > most) {
            most = area;
            largest = i;
        }
    }
    return largest;
}
