/* Shapes of regions from GeoJSON, and their simplification. */
#include "geo/geo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/map.h"

enum { MIN_RING = 4 };

static struct rect bounds_of(const struct shape *shape) {
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < shape->count; i++) {
        for (size_t k = 0; k < shape->rings[i].count; k++) {
            struct point point = shape->rings[i].points[k];
            left = fmin(left, point.x);
            right = fmax(right, point.x);
            low = fmin(low, point.y);
            high = fmax(high, point.y);
        }
    }
    return (struct rect){ left, low, right - left, high - low };
}

/* A linear ring of positions; false if it is none. */
static bool read_ring(struct arena *arena, const struct json *json, struct ring *ring) {
    if (json->kind != JSON_LIST || json->count < MIN_RING) {
        return false;
    }
    struct point *points = arena_array(arena, json->count, sizeof *points);
    for (size_t i = 0; i < json->count; i++) {
        const struct json *position = &json->items[i];
        if (position->kind != JSON_LIST || position->count < 2 || position->items[0].kind != JSON_NUMBER ||
            position->items[1].kind != JSON_NUMBER) {
            return false;
        }
        points[i] = (struct point){ position->items[0].number, position->items[1].number };
    }
    *ring = (struct ring){ points, json->count };
    return true;
}

static bool add_polygon(struct arena *arena, const struct json *polygon, struct shape *shape, size_t *capacity) {
    if (polygon->kind != JSON_LIST) {
        return false;
    }
    for (size_t i = 0; i < polygon->count; i++) {
        struct ring ring;
        if (!read_ring(arena, &polygon->items[i], &ring)) {
            return false;
        }
        struct ring *rings = arena_grow(arena, (void *)shape->rings, shape->count, capacity, sizeof *rings);
        rings[shape->count++] = ring;
        shape->rings = rings;
    }
    return true;
}

static bool read_geometry(struct arena *arena, const struct json *geometry, struct shape *shape) {
    const struct json *type = json_find(geometry, "type");
    const struct json *coordinates = json_find(geometry, "coordinates");
    size_t capacity = 0;
    if (!type || type->kind != JSON_TEXT || !coordinates || coordinates->kind != JSON_LIST) {
        return false;
    }
    if (strcmp(type->text, "Polygon") == 0) {
        return add_polygon(arena, coordinates, shape, &capacity);
    }
    bool is_multiple = strcmp(type->text, "MultiPolygon") == 0;
    for (size_t i = 0; is_multiple && i < coordinates->count; i++) {
        if (!add_polygon(arena, &coordinates->items[i], shape, &capacity)) {
            return false;
        }
    }
    return is_multiple;
}

/* The shape of a feature, or NULL. GISCO keeps the code as "id" and as property NUTS_ID. */
static const struct shape *read_feature(struct arena *arena, const struct json *feature) {
    if (feature->kind != JSON_MAP) {
        return NULL;
    }
    const struct json *properties = json_find(feature, "properties");
    const struct json *code = properties ? json_find(properties, "NUTS_ID") : json_find(feature, "id");
    const struct json *geometry = json_find(feature, "geometry");
    struct shape *shape = arena_alloc(arena, sizeof *shape);
    if (!code || code->kind != JSON_TEXT || !geometry || !read_geometry(arena, geometry, shape) || shape->count == 0) {
        return NULL;
    }
    shape->code = code->text;
    shape->bounds = bounds_of(shape);
    return shape;
}

static int compare_shapes(const void *a, const void *b) {
    const struct shape *const *left = a;
    const struct shape *const *right = b;
    return strcmp((*left)->code, (*right)->code);
}

void geo_read_shapes(const struct geo_reading *reading, int level, const char *path, struct source_pos by) {
    struct geo *geo = reading->geo;
    const struct source_file *file = geo_file(reading, path, by);
    const struct json *top = file ? json_parse(geo->arena, reading->diag, file) : NULL;
    if (!top) {
        return;
    }
    const struct json *features = top->kind == JSON_MAP ? json_find(top, "features") : NULL;
    if (!features || features->kind != JSON_LIST) {
        diag_add(reading->diag, DIAG_CODE_GEO_BAD_SHAPE, (struct source_pos){ file, 0, 0 }, "no list of features");
        return;
    }
    struct level *list = &geo->levels[level];
    list->shapes = arena_array(geo->arena, features->count, sizeof(struct shape *));
    list->shape_count = 0;
    for (size_t i = 0; i < features->count; i++) {
        const struct shape *shape = read_feature(geo->arena, &features->items[i]);
        if (shape) {
            list->shapes[list->shape_count++] = shape;
        } else {
            diag_add(reading->diag, DIAG_CODE_GEO_BAD_SHAPE, (struct source_pos){ file, 0, 0 }, "feature %zu", i + 1);
        }
    }
    if (list->shape_count == 0) {
        return;
    }
    qsort((void *)list->shapes, list->shape_count, sizeof(struct shape *), compare_shapes);
    for (size_t i = 0; i < list->shape_count; i++) {
        map_add(geo->shape_index, list->shapes[i]->code, (size_t)level << 32 | i);
    }
}

/* Distance of point from the segment a–b. */
static double distance(struct point point, struct point a, struct point b) {
    double along_x = b.x - a.x, along_y = b.y - a.y;
    double length = along_x * along_x + along_y * along_y;
    double at = length > 0 ? ((point.x - a.x) * along_x + (point.y - a.y) * along_y) / length : 0;
    at = fmin(1, fmax(0, at));
    return hypot(point.x - a.x - at * along_x, point.y - a.y - at * along_y);
}

/* Index of the point between first and last that lies furthest from their segment; *far is its distance. */
static size_t find_furthest(const struct point *points, size_t first, size_t last, double *far) {
    size_t furthest = first;
    *far = -1;
    for (size_t i = first + 1; i < last; i++) {
        double away = distance(points[i], points[first], points[last]);
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
    return count < MIN_RING ? ring : (struct ring){ points, count };
}
