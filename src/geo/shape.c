/* Shapes of regions from GeoJSON, and the simplification of a lone ring. */
#include "geo/geo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "geo/geojson.h"
#include "geo/project.h"
#include "geo/ring.h"

enum { MIN_RING = 4, POINTS_MOST = 2000000, CODE_MOST = 15 };

/* No place of the Earth lies further from the centre of the projection, with room to spare [m]. */
static const double FAR = 3e7;

/* One file being read. */
struct file_reading {
    const struct geo_reading *reading;
    struct arena *scratch;
    struct scan scan;
    struct level *level;
    size_t capacity, points;
    bool in_degrees;
    struct laea europe; /* into which degrees are projected */
};

static bool is_possible(const struct file_reading *file, struct point point) {
    return file->in_degrees ? fabs(point.x) <= 180 && fabs(point.y) <= 90 : fabs(point.x) <= FAR && fabs(point.y) <= FAR;
}

/* A position; further coordinates, as heights, are passed over. */
static bool read_position(struct file_reading *file, struct point *point) {
    struct scan *scan = &file->scan;
    double values[2] = { 0 };
    size_t count = 0;
    scan_peek(scan);
    const char *start = scan->at;
    for (bool first = true; scan_item(scan, &first); count++) {
        double more;
        if (!scan_number(scan, count < 2 ? &values[count] : &more)) {
            return false;
        }
    }
    *point = (struct point){ values[0], values[1] };
    if (!scan->fault && (count < 2 || !is_possible(file, *point))) {
        scan->at = start;
        return scan_fail(scan, count < 2 ? "a position needs two numbers" : "the position lies outside the world");
    }
    *point = file->in_degrees && !scan->fault ? laea_project(&file->europe, *point) : *point;
    return !scan->fault;
}

/* How many positions the list that begins here holds: its brackets at depth two. */
static size_t count_positions(const struct scan *scan) {
    size_t count = 0;
    int depth = 0;
    for (const char *at = scan->at; at < scan->end; at++) {
        depth += *at == '[' ? 1 : *at == ']' ? -1 : 0;
        count += *at == '[' && depth == 2;
        if (depth == 0) {
            break;
        }
    }
    return count;
}

static bool is_same(struct point a, struct point b) {
    return !(a.x < b.x || a.x > b.x || a.y < b.y || a.y > b.y);
}

static bool check_ring(struct file_reading *file, struct ring ring, const char *start) {
    const char *end = file->scan.at;
    file->scan.at = start; /* faults of a ring are shown at its beginning */
    if (ring.count < MIN_RING) {
        return scan_fail(&file->scan, "a ring needs four positions");
    }
    if (!is_same(ring.points[0], ring.points[ring.count - 1])) {
        return scan_fail(&file->scan, "the ring does not end where it begins");
    }
    if (ring_crosses_itself(file->scratch, ring)) {
        diag_add(file->reading->diag, DIAG_CODE_GEO_RING_CROSSES, scan_pos(&file->scan), NULL);
    }
    file->scan.at = end;
    return true;
}

static bool read_ring(struct file_reading *file, struct ring *ring) {
    struct scan *scan = &file->scan;
    scan_peek(scan);
    const char *start = scan->at;
    size_t count = count_positions(scan), filled = 0;
    if (file->points + count > POINTS_MOST) {
        return scan_fail(scan, "too many points");
    }
    file->points += count;
    struct point *points = arena_array(file->reading->geo->arena, count, sizeof *points);
    for (bool first = true; scan_item(scan, &first); filled++) {
        if (filled == count || !read_position(file, &points[filled])) {
            return scan_fail(scan, "a position is wanted");
        }
    }
    *ring = (struct ring){ .points = points, .count = filled };
    return !scan->fault && check_ring(file, *ring, start);
}

static bool read_polygon(struct file_reading *file, struct shape *shape, size_t *capacity) {
    struct arena *arena = file->reading->geo->arena;
    bool hole = false;
    for (bool first = true; scan_item(&file->scan, &first); hole = true) {
        struct ring ring;
        if (!read_ring(file, &ring)) {
            return false;
        }
        ring.hole = hole;
        shape->rings = arena_grow(arena, shape->rings, shape->count, capacity, sizeof *shape->rings);
        shape->rings[shape->count++] = ring;
    }
    return !file->scan.fault;
}

/* The coordinates of a geometry of this type, which begin where the scan stands. */
static bool read_coordinates(struct file_reading *file, const char *type, struct shape *shape) {
    size_t capacity = 0;
    if (strcmp(type, "Polygon") == 0) {
        return read_polygon(file, shape, &capacity);
    }
    if (strcmp(type, "MultiPolygon") != 0) {
        return scan_fail(&file->scan, "the geometry must be a Polygon or MultiPolygon");
    }
    for (bool first = true; scan_item(&file->scan, &first);) {
        if (!read_polygon(file, shape, &capacity)) {
            return false;
        }
    }
    return !file->scan.fault;
}

static bool read_geometry(struct file_reading *file, struct shape *shape) {
    struct scan *scan = &file->scan;
    const char *type = "", *key, *coordinates = NULL;
    for (bool first = true; scan_key(scan, file->reading->geo->arena, &first, &key);) {
        bool is_type = strcmp(key, "type") == 0;
        scan_peek(scan);
        coordinates = strcmp(key, "coordinates") == 0 ? scan->at : coordinates;
        const char *text = is_type ? scan_text(scan, file->reading->geo->arena) : NULL;
        type = text ? text : type;
        if (!is_type) {
            scan_skip(scan);
        }
    }
    const char *end = scan->at;
    if (scan->fault || !coordinates) {
        return scan_fail(scan, "the geometry has no coordinates");
    }
    scan->at = coordinates;
    if (!read_coordinates(file, type, shape)) {
        return false;
    }
    scan->at = end;
    return shape->count > 0 || scan_fail(scan, "the geometry is empty");
}

/* GISCO keeps the code as "id" and as property NUTS_ID. */
static const char *read_code(struct file_reading *file) {
    const char *key, *code = NULL;
    for (bool first = true; scan_key(&file->scan, file->reading->geo->arena, &first, &key);) {
        if (strcmp(key, "NUTS_ID") == 0) {
            code = scan_text(&file->scan, file->reading->geo->arena);
        } else {
            scan_skip(&file->scan);
        }
    }
    return code;
}

static bool read_feature_keys(struct file_reading *file, struct shape *shape) {
    struct scan *scan = &file->scan;
    const char *key, *id = NULL;
    for (bool first = true; scan_key(scan, file->reading->geo->arena, &first, &key);) {
        char sign = scan_peek(scan);
        if (strcmp(key, "geometry") == 0) {
            read_geometry(file, shape);
        } else if (strcmp(key, "properties") == 0 && sign == '{') {
            shape->code = read_code(file);
        } else if (strcmp(key, "id") == 0 && sign == '"') {
            id = scan_text(scan, file->reading->geo->arena);
        } else {
            scan_skip(scan);
        }
    }
    shape->code = shape->code ? shape->code : id;
    return !scan->fault;
}

static void add_shape(struct file_reading *file, struct shape *shape) {
    struct geo *geo = file->reading->geo;
    struct level *level = file->level;
    for (size_t i = 0; i < shape->count; i++) {
        shape->rings[i].bounds = ring_bounds(shape->rings[i]);
        shape->bounds = i == 0 ? shape->rings[i].bounds : rect_join(shape->bounds, shape->rings[i].bounds);
    }
    level->shapes = arena_grow(geo->arena, level->shapes, level->shape_count, &level->shape_capacity,
                               sizeof *level->shapes);
    level->shapes[level->shape_count++] = shape;
    map_add(geo->shape_index, shape->code, 0); /* its place is known once all are sorted */
}

/* Reads the feature that begins here; a faulty one is diagnosed and passed over. False if the file cannot go on. */
static bool read_feature(struct file_reading *file) {
    struct geo *geo = file->reading->geo;
    struct shape *shape = arena_alloc(geo->arena, sizeof *shape);
    struct scan after = file->scan;
    bool goes_on = scan_skip(&after);
    bool whole = read_feature_keys(file, shape);
    bool coded = shape->code && *shape->code && strlen(shape->code) <= CODE_MOST;
    if (whole && coded && shape->count > 0) {
        if (map_find(geo->shape_index, shape->code) == MAP_NONE) {
            add_shape(file, shape);
        }
    } else {
        const char *fault = file->scan.fault ? file->scan.fault : coded ? "it has no geometry" : "it has no code";
        diag_add(file->reading->diag, DIAG_CODE_GEO_BAD_SHAPE, scan_pos(&file->scan), "%s%s%s",
                 shape->code ? shape->code : "", shape->code ? ": " : "", fault);
    }
    file->scan = after;
    return goes_on && file->points <= POINTS_MOST;
}

static void read_features(struct file_reading *file) {
    size_t before = file->level->shape_count;
    for (bool first = true; scan_item(&file->scan, &first);) {
        if (!read_feature(file)) {
            break;
        }
    }
    if (file->level->shape_count == before && !file->scan.fault) {
        scan_fail(&file->scan, "no list of features");
    }
}

/* Finds the list of features, and the reference system that a file of the older form names. */
static const char *read_top(struct file_reading *file, const char **system) {
    const char *key, *features = NULL;
    struct scan *scan = &file->scan;
    for (bool first = true; scan_key(scan, file->reading->geo->arena, &first, &key);) {
        scan_peek(scan);
        const char *start = scan->at;
        scan_skip(scan);
        features = strcmp(key, "features") == 0 ? start : features;
        if (strcmp(key, "crs") == 0) {
            *system = arena_copy(file->reading->geo->arena, start, (size_t)(scan->at - start));
        }
    }
    return features;
}

/* EPSG:3035 or EPSG:4326, as geo.yaml says, else the file, else RFC 7946. */
static bool find_system(struct file_reading *file, const struct shape_source *source, const char *system) {
    const char *text = source->projection ? source->projection : system ? system : "4326";
    file->in_degrees = strstr(text, "4326") || strstr(text, "CRS84");
    if (file->in_degrees || strstr(text, "3035")) {
        return true;
    }
    diag_add(file->reading->diag, DIAG_CODE_GEO_BAD_PROJECTION, source->by, "%.60s", text);
    return false;
}

void geo_read_shapes(const struct geo_reading *reading, const struct shape_source *source) {
    const struct source_file *read = geo_file(reading, source->path, source->by);
    if (!read) {
        return;
    }
    struct level *level = &reading->geo->levels[source->level];
    struct file_reading file = { .reading = reading, .scan = scan_open(read), .level = level, .europe = laea_europe() };
    const char *system = NULL, *features = read_top(&file, &system);
    if (!file.scan.fault && !features) {
        scan_fail(&file.scan, "no list of features");
    }
    if (!file.scan.fault && find_system(&file, source, system)) {
        file.scan = scan_open(read);
        file.scan.at = features;
        file.scratch = arena_new();
        read_features(&file);
        arena_close(file.scratch);
    }
    if (file.scan.fault) {
        diag_add(reading->diag, DIAG_CODE_GEO_BAD_SHAPE, scan_pos(&file.scan), "%s", file.scan.fault);
    }
}

static int compare_shapes(const void *a, const void *b) {
    const struct shape *const *left = a;
    const struct shape *const *right = b;
    return strcmp((*left)->code, (*right)->code);
}

void geo_sort_shapes(struct geo *geo) {
    geo->shape_index = map_new(geo->arena);
    for (size_t number = 0; number < LEVEL_COUNT; number++) {
        struct level *level = &geo->levels[number];
        if (level->shape_count > 0) {
            qsort(level->shapes, level->shape_count, sizeof *level->shapes, compare_shapes);
        }
        for (size_t i = 0; i < level->shape_count; i++) {
            map_add(geo->shape_index, level->shapes[i]->code, number << 32 | i);
        }
    }
    geo_weigh(geo);
}

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
