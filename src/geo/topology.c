/* What shared borders owe each other: every point of every ring gets the weight by which maps leave it out, and the
 * same line has the same weights in all rings of all levels that it belongs to. */
#include "geo/geo.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "geo/ring.h"

/* Points closer than this are one [m]: files of different levels round differently. */
static const double SAME = 0.05;

enum { NOWHERE = UINT32_MAX };

/* A place of the plane, in units of SAME, and what was beside it when it was last met. */
struct knot {
    int32_t x, y;
    uint32_t beside[2];
    bool used, is_junction, met;
};

struct net {
    struct arena *arena, *scratch;
    struct knot *knots;
    size_t size; /* a power of two */
    struct rect area; /* [m] what lies outside is not looked at */
};

/* One step of a line, and the two that stay beside it while others are taken out. */
struct link {
    uint32_t before, after, version;
};

struct candidate {
    double area; /* [m²] */
    uint32_t index, version;
};

struct heap {
    struct candidate *items;
    size_t count, capacity;
};

/* Nothing lies so far away that this would not hold it. */
static int32_t round_off(double metres) {
    double units = metres / SAME;
    return (int32_t)(units + copysign(0.5, units));
}

static uint32_t net_find(struct net *net, struct point point) {
    int32_t x = round_off(point.x), y = round_off(point.y);
    uint64_t hash = ((uint64_t)(int64_t)x * UINT64_C(0x9E3779B97F4A7C15)) ^ ((uint64_t)(int64_t)y * UINT64_C(0xC2B2AE3D27D4EB4F));
    size_t slot = (hash ^ hash >> 29) & (net->size - 1);
    while (net->knots[slot].used && (net->knots[slot].x != x || net->knots[slot].y != y)) {
        slot = (slot + 1) & (net->size - 1);
    }
    net->knots[slot].used = true;
    net->knots[slot].x = x;
    net->knots[slot].y = y;
    return (uint32_t)slot;
}

/* A point that has other neighbours than before is one where lines part. */
static void net_meet(struct net *net, uint32_t at, uint32_t before, uint32_t after) {
    struct knot *knot = &net->knots[at];
    uint32_t low = before < after ? before : after, high = before < after ? after : before;
    knot->is_junction |= knot->met && (knot->beside[0] != low || knot->beside[1] != high);
    knot->beside[0] = low;
    knot->beside[1] = high;
    knot->met = true;
}

static bool is_within(struct rect area, struct point point) {
    return point.x >= area.x && point.x <= area.x + area.width && point.y >= area.y && point.y <= area.y + area.height;
}

/* What lies outside the net's area takes part as a neighbour only. */
static void net_add_ring(struct net *net, struct ring ring) {
    size_t count = ring.count - 1; /* the last point is the first */
    uint32_t before = NOWHERE, at = NOWHERE; /* found when somebody is within */
    for (size_t i = 0; i < count; i++) {
        if (!is_within(net->area, ring.points[i])) {
            at = NOWHERE;
            continue;
        }
        before = at != NOWHERE ? before : net_find(net, ring.points[i > 0 ? i - 1 : count - 1]);
        at = at != NOWHERE ? at : net_find(net, ring.points[i]);
        uint32_t after = net_find(net, ring.points[i + 1 < count ? i + 1 : 0]);
        net_meet(net, at, before, after);
        before = at;
        at = after;
    }
}

static bool is_before(struct candidate a, struct candidate b) {
    return a.area < b.area || (a.area <= b.area && a.index < b.index);
}

static void heap_push(struct arena *arena, struct heap *heap, struct candidate item) {
    heap->items = arena_grow(arena, heap->items, heap->count, &heap->capacity, sizeof *heap->items);
    size_t at = heap->count++;
    for (; at > 0 && is_before(item, heap->items[(at - 1) / 2]); at = (at - 1) / 2) {
        heap->items[at] = heap->items[(at - 1) / 2];
    }
    heap->items[at] = item;
}

static struct candidate heap_pop(struct heap *heap) {
    struct candidate top = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    for (size_t child = 1; child < heap->count; child = 2 * at + 1) {
        child += child + 1 < heap->count && is_before(heap->items[child + 1], heap->items[child]);
        if (!is_before(heap->items[child], last)) {
            break;
        }
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return top;
}

static double triangle(struct point a, struct point b, struct point c) {
    return fabs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

static void propose(struct arena *arena, struct heap *heap, const struct point *line, const struct link *links,
                    uint32_t at) {
    if (links[at].before != NOWHERE && links[at].after != NOWHERE) {
        double area = triangle(line[links[at].before], line[at], line[links[at].after]);
        heap_push(arena, heap, (struct candidate){ area, at, links[at].version });
    }
}

/* Weights of the points between the ends of line; the ends themselves and the last keep points stay on every map. */
static void weigh_line(struct arena *arena, const struct point *line, size_t count, float *weights, size_t keep) {
    struct link *links = arena_array(arena, count, sizeof *links);
    struct heap heap = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        links[i] = (struct link){ i == 0 ? NOWHERE : i - 1, i + 1 == count ? NOWHERE : i + 1, 0 };
        weights[i] = INFINITY;
        propose(arena, &heap, line, links, i);
    }
    double least = 0; /* a point never leaves before one that left earlier */
    for (size_t left = count - 2; left > keep && heap.count > 0;) {
        struct candidate next = heap_pop(&heap);
        struct link *link = &links[next.index];
        if (next.version != link->version) {
            continue;
        }
        least = fmax(least, next.area);
        weights[next.index] = (float)least;
        links[link->before].after = link->after;
        links[link->after].before = link->before;
        links[link->before].version++;
        links[link->after].version++;
        propose(arena, &heap, line, links, link->before);
        propose(arena, &heap, line, links, link->after);
        left--;
    }
}

static int compare_points(struct point a, struct point b) {
    return a.x < b.x ? -1 : a.x > b.x ? 1 : a.y < b.y ? -1 : a.y > b.y;
}

/* True if the line is to be read from its other end, so that it is the same for whoever comes along it. */
static bool is_backward(const struct point *line, size_t count) {
    int order = compare_points(line[0], line[count - 1]);
    return order > 0 || (order == 0 && compare_points(line[1], line[count - 2]) > 0);
}

/* Weighs the stretch of count points of ring that begins at first; indices run around the ring. */
static void weigh_stretch(struct arena *scratch, struct ring ring, float *weights, size_t first, size_t count) {
    size_t around = ring.count - 1;
    struct point *line = arena_array(scratch, count, sizeof *line);
    float *found = arena_array(scratch, count, sizeof *found);
    for (size_t i = 0; i < count; i++) {
        line[i] = ring.points[(first + i) % around];
    }
    bool backward = is_backward(line, count);
    for (size_t i = 0; backward && i < count / 2; i++) {
        struct point swap = line[i];
        line[i] = line[count - 1 - i];
        line[count - 1 - i] = swap;
    }
    weigh_line(scratch, line, count, found, count == around + 1 ? 2 : 0);
    for (size_t i = 0; i < count; i++) {
        weights[(first + i) % around] = found[backward ? count - 1 - i : i];
    }
}

/* The next junction after from, going around; around + from if there is no other. */
static size_t find_next(struct net *net, struct ring ring, size_t from) {
    size_t around = ring.count - 1, at = from + 1;
    while (at < from + around && !net->knots[net_find(net, ring.points[at % around])].is_junction) {
        at++;
    }
    return at;
}

static size_t find_start(struct net *net, struct ring ring) {
    size_t lowest = 0;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        if (net->knots[net_find(net, ring.points[i])].is_junction) {
            return i;
        }
        lowest = compare_points(ring.points[i], ring.points[lowest]) < 0 ? i : lowest;
    }
    return lowest;
}

static const float *weigh_ring(struct net *net, struct arena *arena, struct ring ring) {
    float *weights = arena_array(arena, ring.count, sizeof *weights);
    size_t start = find_start(net, ring), end = start + ring.count - 1;
    for (size_t at = start; at < end;) {
        size_t next = find_next(net, ring, at);
        next = next < end ? next : end;
        weigh_stretch(net->scratch, ring, weights, at, next - at + 1);
        arena_clear(net->scratch);
        at = next;
    }
    weights[ring.count - 1] = weights[0];
    return weights;
}

/* How many points of the ring the net will see, with those beside them. */
static size_t count_within(const struct net *net, struct ring ring) {
    size_t count = 0;
    bool was_within = false;
    for (size_t i = 0; i < ring.count; i++) {
        bool within = is_within(net->area, ring.points[i]);
        count += (within ? 1U : 0U) + (within != was_within ? 1U : 0U);
        was_within = within;
    }
    return count + 1;
}

void geo_weigh(const struct weighing *weighing, struct shape *shape, struct shape *const *neighbours, size_t count) {
    struct rect bounds = shape->bounds;
    struct net net = { .arena = weighing->net, .scratch = weighing->scratch, .size = 64,
                       .area = { bounds.x - 1, bounds.y - 1, bounds.width + 2, bounds.height + 2 } };
    size_t seen = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < neighbours[i]->count; k++) {
            bool near = rect_meets(neighbours[i]->rings[k].bounds, net.area);
            seen += near ? count_within(&net, neighbours[i]->rings[k]) : 0;
        }
    }
    while (net.size < 2 * seen) {
        net.size *= 2;
    }
    net.knots = arena_array(net.arena, net.size, sizeof *net.knots);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < neighbours[i]->count; k++) {
            if (rect_meets(neighbours[i]->rings[k].bounds, net.area)) {
                net_add_ring(&net, neighbours[i]->rings[k]);
            }
        }
    }
    for (size_t k = 0; k < shape->count; k++) {
        shape->rings[k].weights = weigh_ring(&net, weighing->weights, shape->rings[k]);
    }
    arena_clear(net.arena);
}
