#include "geo/feature.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "geo/geo.h"
#include "geo/ring.h"

enum { MIN_RING = 4, POINTS_MOST = 2000000 };

/* No place of the Earth lies further from the centre of the projection, with room to spare [m]. */
static const double FAR = 3e7;

static bool is_possible(const struct feature_reading *reading, struct point point) {
    return reading->in_degrees ? fabs(point.x) <= 180 && fabs(point.y) <= 90
                               : fabs(point.x) <= FAR && fabs(point.y) <= FAR;
}

/* A position; further coordinates, as heights, are passed over. */
static bool read_position(struct feature_reading *reading, struct point *point) {
    struct scan *scan = &reading->scan;
    double values[2] = { 0 };
    size_t count = 0;
    scan_peek(scan);
    const char *start = scan->at;
    bool is_pair = scan_pair(scan, values);
    count = is_pair ? 2 : 0;
    for (bool first = true; !is_pair && scan_item(scan, &first); count++) {
        double more;
        if (!scan_number(scan, count < 2 ? &values[count] : &more)) {
            return false;
        }
    }
    *point = (struct point){ values[0], values[1] };
    if (!scan->fault && (count < 2 || !is_possible(reading, *point))) {
        scan->at = start;
        return scan_fail(scan, count < 2 ? "a position needs two numbers" : "the position lies outside the world");
    }
    *point = reading->in_degrees && !scan->fault ? laea_project(&reading->europe, *point) : *point;
    return !scan->fault;
}

static bool is_same(struct point a, struct point b) {
    return !(a.x < b.x || a.x > b.x || a.y < b.y || a.y > b.y);
}

static bool check_ring(struct feature_reading *reading, struct ring ring, const char *start) {
    struct scan *scan = &reading->scan;
    const char *end = scan->at;
    scan->at = start; /* faults of a ring are shown at its beginning */
    if (ring.count < MIN_RING) {
        return scan_fail(scan, "a ring needs four positions");
    }
    if (!is_same(ring.points[0], ring.points[ring.count - 1])) {
        return scan_fail(scan, "the ring does not end where it begins");
    }
    if (reading->diag && ring_crosses_itself(reading->scratch, ring)) {
        diag_add(reading->diag, DIAG_CODE_GEO_RING_CROSSES, scan_pos(scan), NULL);
    }
    scan->at = end;
    return true;
}

static bool read_ring(struct feature_reading *reading, struct ring *ring) {
    struct scan *scan = &reading->scan;
    scan_peek(scan);
    const char *start = scan->at;
    size_t count = 0;
    for (bool first = true; scan_item(scan, &first); count++) {
        if (reading->point_count++ == POINTS_MOST) {
            scan->at = start;
            return scan_fail(scan, "too many points");
        }
        reading->line = arena_grow(reading->line_arena, reading->line, count, &reading->line_capacity, sizeof *reading->line);
        if (!read_position(reading, &reading->line[count])) {
            return scan_fail(scan, "a position is wanted");
        }
    }
    *ring = (struct ring){ .points = reading->line, .count = count };
    if (scan->fault || !check_ring(reading, *ring, start)) {
        return false;
    }
    ring->bounds = ring_bounds(*ring);
    ring->points = NULL;
    if (reading->points) {
        ring->points = memcpy(arena_bytes(reading->points, count * sizeof *ring->points), reading->line, count * sizeof *ring->points);
    }
    return true;
}

static bool read_polygon(struct feature_reading *reading, struct shape *shape, size_t *capacity) {
    bool hole = false;
    for (bool first = true; scan_item(&reading->scan, &first); hole = true) {
        struct ring ring;
        if (!read_ring(reading, &ring)) {
            return false;
        }
        ring.hole = hole;
        shape->rings = arena_grow(reading->words, shape->rings, shape->count, capacity, sizeof *shape->rings);
        shape->rings[shape->count++] = ring;
    }
    return !reading->scan.fault;
}

/* The coordinates of a geometry of this type, which begin where the scan stands. */
static bool read_coordinates(struct feature_reading *reading, const char *type, struct shape *shape) {
    size_t capacity = 0;
    shape->count = reading->point_count = 0;
    shape->rings = NULL;
    if (strcmp(type, "Polygon") == 0) {
        return read_polygon(reading, shape, &capacity);
    }
    if (strcmp(type, "MultiPolygon") != 0) {
        return scan_fail(&reading->scan, "the geometry must be a Polygon or MultiPolygon");
    }
    for (bool first = true; scan_item(&reading->scan, &first);) {
        if (!read_polygon(reading, shape, &capacity)) {
            return false;
        }
    }
    return !reading->scan.fault;
}

/* The type may stand behind the coordinates: then they are passed over and come last. */
static bool read_geometry(struct feature_reading *reading, struct shape *shape) {
    struct scan *scan = &reading->scan;
    const char *type = NULL, *key, *later = NULL;
    bool done = false;
    for (bool first = true; scan_key(scan, reading->words, &first, &key);) {
        scan_peek(scan);
        if (strcmp(key, "type") == 0) {
            type = scan_text(scan, reading->words);
        } else if (strcmp(key, "coordinates") == 0 && type) {
            done = read_coordinates(reading, type, shape);
        } else {
            later = strcmp(key, "coordinates") == 0 ? scan->at : later;
            scan_skip(scan);
        }
    }
    const char *end = scan->at;
    if (scan->fault || (!done && !later)) {
        return scan_fail(scan, "the geometry has no coordinates");
    }
    if (!done) {
        scan->at = later;
        if (!read_coordinates(reading, type ? type : "", shape)) {
            return false;
        }
        scan->at = end;
    }
    return shape->count > 0 || scan_fail(scan, "the geometry is empty");
}

/* GISCO keeps the code as "id" and as property NUTS_ID. */
static const char *read_code(struct feature_reading *reading) {
    const char *key, *code = NULL;
    for (bool first = true; scan_key(&reading->scan, reading->words, &first, &key);) {
        if (strcmp(key, "NUTS_ID") == 0) {
            code = scan_text(&reading->scan, reading->words);
        } else {
            scan_skip(&reading->scan);
        }
    }
    return code;
}

static bool read_keys(struct feature_reading *reading, struct shape *shape) {
    struct scan *scan = &reading->scan;
    const char *key, *id = NULL;
    for (bool first = true; scan_key(scan, reading->words, &first, &key);) {
        char sign = scan_peek(scan);
        if (strcmp(key, "geometry") == 0) {
            read_geometry(reading, shape);
        } else if (strcmp(key, "properties") == 0 && sign == '{') {
            shape->code = read_code(reading);
        } else if (strcmp(key, "id") == 0 && sign == '"') {
            id = scan_text(scan, reading->words);
        } else {
            scan_skip(scan);
        }
    }
    shape->code = shape->code ? shape->code : id;
    return !scan->fault;
}

bool feature_read(struct feature_reading *reading, struct shape *shape) {
    *shape = (struct shape){ 0 };
    arena_clear(reading->words);
    bool whole = read_keys(reading, shape);
    bool coded = shape->code && *shape->code && strlen(shape->code) <= FEATURE_CODE_MOST;
    for (size_t i = 0; i < shape->count; i++) {
        shape->bounds = i == 0 ? shape->rings[i].bounds : rect_join(shape->bounds, shape->rings[i].bounds);
    }
    return (whole && coded && shape->count > 0) ||
           scan_fail(&reading->scan, coded ? "it has no geometry" : "it has no code");
}

void feature_reading_open(struct feature_reading *reading, struct arena *owner) {
    reading->europe = laea_europe();
    reading->words = arena_new_in(owner);
    reading->scratch = arena_new_in(owner);
    reading->line_arena = arena_new_in(owner);
}
