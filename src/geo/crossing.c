/* Rings that cross themselves. */
#include "geo/geo.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

/* Pairs looked at for every point of a ring; a ring more tangled than that counts as crossing. */
enum { PAIRS_A_POINT = 2000 };

struct edge {
    struct point a, b;
    double left, right;
};

static int compare_edges(const void *a, const void *b) {
    const struct edge *left = a, *right = b;
    return left->left < right->left ? -1 : left->left > right->left;
}

static double side(struct point a, struct point b, struct point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* True if the two lie across each other; touching ends do not count. */
static bool is_crossing(const struct edge *a, const struct edge *b) {
    return side(a->a, a->b, b->a) * side(a->a, a->b, b->b) < 0 && side(b->a, b->b, a->a) * side(b->a, b->b, a->b) < 0;
}

static struct edge *sort_edges(struct arena *scratch, struct ring ring) {
    struct edge *edges = arena_array(scratch, ring.count, sizeof *edges);
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point a = ring.points[i], b = ring.points[i + 1];
        edges[i] = (struct edge){ a, b, fmin(a.x, b.x), fmax(a.x, b.x) };
    }
    qsort(edges, ring.count - 1, sizeof *edges, compare_edges);
    return edges;
}

bool ring_crosses_itself(struct arena *scratch, struct ring ring) {
    const struct edge *edges = sort_edges(scratch, ring);
    size_t count = ring.count - 1, pairs = 0;
    bool crosses = false;
    for (size_t i = 0; i < count && !crosses; i++) {
        for (size_t k = i + 1; k < count && edges[k].left <= edges[i].right && !crosses; k++) {
            crosses = is_crossing(&edges[i], &edges[k]) || ++pairs > PAIRS_A_POINT * count;
        }
    }
    arena_clear(scratch);
    return crosses;
}
