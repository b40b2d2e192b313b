/* The points of shapes: read when a map asks for them, kept for the next maps, dropped when there are too many. */
#include "geo/geo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/part.h"
#include "geo/feature.h"
#include "geo/ring.h"

/* More points than this are dropped if none of the last documents, LASTING in number, asked for them. */
#ifdef ALMANAC_SMALL_ARENA
enum { POINTS_MOST = 100, LASTING = 2 };
#else
enum { POINTS_MOST = 200000, LASTING = 8 };
#endif

/* Around a shape whose borders others may share [m]. */
static const double BESIDE = 1;

/* One shape by where its left edge lies; right is the furthest right edge of all up to it [m]. */
struct side {
    struct outline *outline;
    double right;
};

struct store {
    struct side *sides; /* by left edges */
    size_t side_count;
    size_t total;       /* points of all shapes */
    struct arena *arena;
    struct outline **read; /* those whose points are there */
    size_t read_count, read_capacity;
    size_t point_count; /* of them */
    uint32_t turn;
    struct arena *owner; /* of what lasts */
    struct arena *scratch, *net, *lines; /* of one question */
    struct feature_reading feature;
    const struct source_file *changed; /* the file that could not be read again */
};

static int compare_sides(const void *a, const void *b) {
    const struct side *left = a, *right = b;
    double x = left->outline->shape.bounds.x, y = right->outline->shape.bounds.x;
    return x < y ? -1 : x > y ? 1 : strcmp(left->outline->shape.code, right->outline->shape.code);
}

static size_t count_points(const struct shape *shape) {
    size_t count = 0;
    for (size_t i = 0; i < shape->count; i++) {
        count += shape->rings[i].count;
    }
    return count;
}

void geo_open_store(struct geo *geo) {
    struct store *store = arena_alloc(geo->arena, sizeof *store);
    size_t count = 0;
    for (size_t level = 0; level < LEVEL_COUNT; level++) {
        count += geo->levels[level].shape_count;
    }
    *store = (struct store){ .sides = arena_array(geo->arena, count, sizeof *store->sides), .turn = 1, .owner = geo->arena };
    for (size_t level = 0; level < LEVEL_COUNT; level++) {
        for (size_t i = 0; i < geo->levels[level].shape_count; i++) {
            store->sides[store->side_count++].outline = geo->levels[level].shapes[i]->outline;
            store->total += count_points(geo->levels[level].shapes[i]);
        }
    }
    qsort(store->sides, count, sizeof *store->sides, compare_sides);
    double right = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        struct rect bounds = store->sides[i].outline->shape.bounds;
        store->sides[i].right = right = fmax(right, bounds.x + bounds.width);
    }
    geo->store = store;
}

/* Takes what was read of the feature for its rings, if it is still what it was. */
static bool take_rings(struct outline *outline, const struct shape *read) {
    struct shape *shape = &outline->shape;
    bool same = read->count == shape->count && strcmp(read->code, shape->code) == 0;
    for (size_t i = 0; same && i < shape->count; i++) {
        same = read->rings[i].count == shape->rings[i].count;
    }
    for (size_t i = 0; same && i < shape->count; i++) {
        shape->rings[i].points = read->rings[i].points;
    }
    return same;
}

/* Reads the points of one shape from its file. */
static bool read_points(struct store *store, struct outline *outline) {
    if (outline->turn > 0) {
        return true;
    }
    char *text = arena_bytes(store->lines, outline->size);
    bool read = file_part(outline->file->file, outline->from, text, outline->size);
    if (read) {
        const struct source_file part = { .path = outline->file->file->path, .text = text, .size = outline->size };
        struct shape shape;
        store->feature.scan = scan_open(store->lines, &part, 0);
        store->feature.in_degrees = outline->file->in_degrees;
        store->feature.points = store->arena;
        read = feature_read(&store->feature, &shape) && take_rings(outline, &shape);
    }
    arena_clear(store->lines);
    if (read) {
        outline->turn = store->turn;
        store->read = arena_grow(store->owner, store->read, store->read_count, &store->read_capacity, sizeof(struct outline *));
        store->read[store->read_count++] = outline;
        store->point_count += count_points(&outline->shape);
    } else {
        store->changed = outline->file->file;
    }
    return read;
}

/* How many shapes begin left of x. */
static size_t count_left(const struct store *store, double x) {
    size_t low = 0, high = store->side_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (store->sides[middle].outline->shape.bounds.x <= x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Reads the shapes that outline may share borders with, itself among them; false if one cannot be read. */
static bool read_neighbours(struct store *store, const struct outline *outline, struct shape ***found, size_t *count) {
    struct rect bounds = outline->shape.bounds;
    struct rect reach = { bounds.x - BESIDE, bounds.y - BESIDE, bounds.width + 2 * BESIDE, bounds.height + 2 * BESIDE };
    size_t capacity = 0;
    bool whole = true;
    for (size_t i = count_left(store, reach.x + reach.width); i > 0 && store->sides[i - 1].right >= reach.x; i--) {
        struct outline *other = store->sides[i - 1].outline;
        if (rect_meets(other->shape.bounds, reach)) {
            whole = read_points(store, other) && whole;
            *found = arena_grow(store->scratch, (void *)*found, *count, &capacity, sizeof **found);
            (*found)[(*count)++] = &other->shape;
        }
    }
    return whole;
}

/* What it takes to read: not there before the first map. */
static void open_arenas(struct store *store) {
    if (!store->arena) {
        store->arena = arena_new_in(store->owner);
        store->scratch = arena_new_in(store->owner);
        store->net = arena_new_in(store->owner);
        store->lines = arena_new_in(store->owner);
        feature_reading_open(&store->feature, store->owner);
    }
}

bool shape_read(const struct shape *shape, struct diag *diag) {
    struct outline *outline = shape->outline;
    struct store *store = outline ? outline->file->geo->store : NULL;
    if (!outline || (outline->turn > 0 && outline->weighed)) {
        if (outline) {
            outline->turn = store->turn;
        }
        return true;
    }
    open_arenas(store);
    struct shape **neighbours = NULL;
    size_t count = 0;
    bool read = read_points(store, outline) && read_neighbours(store, outline, &neighbours, &count);
    if (read) {
        const struct weighing weighing = { store->arena, store->net, store->lines };
        geo_weigh(&weighing, &outline->shape, neighbours, count);
        outline->weighed = true;
        outline->turn = store->turn;
    } else {
        diag_add(diag, DIAG_CODE_GEO_CHANGED, (struct source_pos){ store->changed, 0, 0 }, "%s", shape->code);
    }
    arena_clear(store->scratch);
    return read;
}

static void *copy(struct arena *arena, const void *items, size_t size) {
    return items ? memcpy(arena_bytes(arena, size), items, size) : NULL;
}

/* Moves the points of a shape to another arena, or drops them. */
static void move_points(struct outline *outline, struct arena *to) {
    for (size_t i = 0; i < outline->shape.count; i++) {
        struct ring *ring = &outline->shape.rings[i];
        ring->points = to ? copy(to, ring->points, ring->count * sizeof *ring->points) : NULL;
        ring->weights = to ? copy(to, ring->weights, ring->count * sizeof *ring->weights) : NULL;
    }
    outline->weighed = outline->weighed && to;
    outline->turn = to ? outline->turn : 0;
}

static bool is_lasting(const struct store *store, const struct outline *outline) {
    return store->turn - outline->turn < LASTING;
}

void geo_forget(const struct geo *geo) {
    struct store *store = geo->store;
    size_t lasting = 0;
    if (store) {
        store->turn++;
    }
    if (!store || store->point_count <= POINTS_MOST) {
        return;
    }
    for (size_t i = 0; i < store->read_count; i++) {
        lasting += is_lasting(store, store->read[i]) ? count_points(&store->read[i]->shape) : 0;
    }
    if (lasting > store->point_count / 2) {
        return;
    }
    struct arena *arena = arena_new_in(store->owner);
    size_t kept = 0;
    for (size_t i = 0; i < store->read_count; i++) {
        struct outline *outline = store->read[i];
        bool stays = is_lasting(store, outline);
        move_points(outline, stays ? arena : NULL);
        store->read[kept] = outline;
        kept += stays;
    }
    arena_close(store->arena);
    store->arena = arena;
    store->read_count = kept;
    store->point_count = lasting;
}

void geo_share(const struct geo *geo) {
    struct store *store = geo->store;
    struct arena *scratch = arena_new();
    struct diag *ignored = diag_new(scratch); /* who draws what could not be read says so */
    for (size_t i = 0; store && i < store->side_count && store->total <= POINTS_MOST; i++) {
        shape_read(&store->sides[i].outline->shape, ignored);
    }
    arena_close(scratch);
}
