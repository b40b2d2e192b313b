/* Rings that cross themselves. */
#include "geo/geo.h"

#include <math.h>

#include "base/arena.h"
#include "geo/ring.h"

/* Pairs looked at for every point of a ring; a ring more tangled than that counts as crossing. */
enum { PAIRS_A_POINT = 2000 };

/* In how many strips an edge may lie on average. */
enum { STRIPS_AN_EDGE = 16 };

static const double LEAST = 1e-6; /* [m] no ring is narrower */

struct edge {
    struct point a, b;
    double left, right, low, high;
};

static double side(struct point a, struct point b, struct point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* True if the two lie across each other; touching ends do not count. */
static bool is_crossing(const struct edge *a, const struct edge *b) {
    return a->left <= b->right && b->left <= a->right && a->low <= b->high && b->low <= a->high &&
           side(a->a, a->b, b->a) * side(a->a, a->b, b->b) < 0 && side(b->a, b->b, a->a) * side(b->a, b->b, a->b) < 0;
}

static struct edge *list_edges(struct arena *scratch, struct ring ring) {
    struct edge *edges = arena_bytes(scratch, ring.count * sizeof *edges);
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point a = ring.points[i], b = ring.points[i + 1];
        bool rightwards = a.x < b.x, upwards = a.y < b.y;
        edges[i] = (struct edge){ a, b, rightwards ? a.x : b.x, rightwards ? b.x : a.x, upwards ? a.y : b.y, upwards ? b.y : a.y };
    }
    return edges;
}

/* The ring cut into strips, each with the edges that have a part in it: edges of strip s lie from starts[s] on in list. */
struct strips {
    const struct edge *edges;
    size_t edge_count, count;
    bool across;         /* from left to right; else upwards */
    double start, width; /* [m] */
    uint32_t *starts, *list;
};

static size_t strip_of(const struct strips *strips, double place) {
    double strip = (place - strips->start) / strips->width;
    return strip < (double)(strips->count - 1) ? (size_t)strip : strips->count - 1;
}

/* Counts the edges of every strip, or with list puts them there from the end of the strip's room. */
static void fill_strips(struct strips *strips) {
    for (size_t i = 0; i < strips->edge_count; i++) {
        const struct edge *edge = &strips->edges[i];
        size_t first = strip_of(strips, strips->across ? edge->left : edge->low);
        size_t last = strip_of(strips, strips->across ? edge->right : edge->high);
        for (size_t s = first; s <= last; s++) {
            if (strips->list) {
                strips->list[--strips->starts[s]] = (uint32_t)i;
            } else {
                strips->starts[s]++;
            }
        }
    }
}

/* How many times the edges go from one side of the ring to the other, in a direction. */
struct turns {
    double across, upwards;
};

static struct turns count_turns(const struct edge *edges, size_t count, struct rect bounds) {
    struct turns turns = { 0, 0 };
    for (size_t i = 0; i < count; i++) {
        turns.across += edges[i].right - edges[i].left;
        turns.upwards += edges[i].high - edges[i].low;
    }
    return (struct turns){ turns.across / fmax(bounds.width, LEAST), turns.upwards / fmax(bounds.height, LEAST) };
}

/* As many strips as edges, of which most then lie in one or two; fewer where the edges are so long that they would lie in many. */
static struct strips cut_strips(struct arena *scratch, struct ring ring) {
    struct rect bounds = ring_bounds(ring);
    size_t count = ring.count - 1;
    const struct edge *edges = list_edges(scratch, ring);
    struct turns turns = count_turns(edges, count, bounds);
    bool across = turns.across <= turns.upwards;
    double share = fmin(1, STRIPS_AN_EDGE / fmax(across ? turns.across : turns.upwards, 1));
    struct strips strips = { .edges = edges, .edge_count = count, .count = 1 + (size_t)(share * (double)(count - 1)),
                             .across = across, .start = across ? bounds.x : bounds.y };
    strips.width = fmax((across ? bounds.width : bounds.height) / (double)strips.count, LEAST);
    count = strips.count;
    strips.starts = arena_array(scratch, count + 1, sizeof *strips.starts);
    fill_strips(&strips);
    for (size_t s = 1; s <= count; s++) {
        strips.starts[s] += strips.starts[s - 1];
    }
    strips.list = arena_bytes(scratch, strips.starts[count] * sizeof *strips.list);
    fill_strips(&strips);
    return strips;
}

bool ring_crosses_itself(struct arena *scratch, struct ring ring) {
    const struct strips strips = cut_strips(scratch, ring);
    size_t pairs = 0;
    bool crosses = false;
    for (size_t s = 0; s < strips.count && !crosses; s++) {
        for (uint32_t i = strips.starts[s]; i < strips.starts[s + 1] && !crosses; i++) {
            for (uint32_t k = i + 1; k < strips.starts[s + 1] && !crosses; k++) {
                crosses = is_crossing(&strips.edges[strips.list[i]], &strips.edges[strips.list[k]]) ||
                          ++pairs > PAIRS_A_POINT * strips.edge_count;
            }
        }
    }
    arena_clear(scratch);
    return crosses;
}
