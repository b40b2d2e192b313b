/* The simplification of a lone ring. */
#include "geo/region.h"

#include "base/arena.h"
#include "geo/ring.h"

enum { MIN_RING = 4 };

/* Index of the point between first and last that lies furthest from their segment; *far is its distance. */
static size_t find_furthest(const struct point *points, size_t first, size_t last, double *far) {
    size_t furthest = first;
    *far = -1;
    for (size_t i = first + 1; i < last; i++) {
        double away = segment_distance(points[i], points[first], points[last]);
        if (away > *far) {
            *far = away;
            furthest = i;
        }
    }
    return furthest;
}

struct stretch {
    size_t first, last;
};

/* Marks the points that stay between the two ends of every stretch. Source: Douglas and Peucker, 1973. */
static void mark(struct arena *arena, struct ring ring, double tolerance, bool *stays) {
    struct stretch *stack = arena_array(arena, ring.count + 1, sizeof *stack);
    size_t depth = 0;
    stack[depth++] = (struct stretch){ 0, ring.count - 1 };
    while (depth > 0) {
        struct stretch stretch = stack[--depth];
        double far;
        size_t furthest = find_furthest(ring.points, stretch.first, stretch.last, &far);
        if (far > tolerance) {
            stays[furthest] = true;
            stack[depth++] = (struct stretch){ stretch.first, furthest };
            stack[depth++] = (struct stretch){ furthest, stretch.last };
        }
    }
}

static size_t count_marked(const bool *stays, size_t count) {
    size_t marked = 0;
    for (size_t i = 0; i < count; i++) {
        marked += stays[i];
    }
    return marked;
}

struct ring ring_simplify(struct arena *arena, struct ring ring, double tolerance) {
    if (ring.count <= MIN_RING) {
        return ring;
    }
    bool *stays = arena_array(arena, ring.count, sizeof *stays);
    stays[0] = stays[ring.count - 1] = true;
    mark(arena, ring, tolerance, stays);
    for (double finer = tolerance / 2; count_marked(stays, ring.count) < MIN_RING && finer > 1e-9; finer /= 2) {
        mark(arena, ring, finer, stays);
    }
    struct point *points = arena_array(arena, ring.count, sizeof *points);
    size_t count = 0;
    for (size_t i = 0; i < ring.count; i++) {
        if (stays[i]) {
            points[count++] = ring.points[i];
        }
    }
    return count < MIN_RING ? ring : (struct ring){ .points = points, .count = count, .hole = ring.hole };
}
