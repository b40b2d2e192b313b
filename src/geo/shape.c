/* Shapes of regions from GeoJSON: where they are in the files, and how far they reach. Their points are read when a map asks. */
#include "geo/geo.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/part.h"
#include "geo/feature.h"

/* One file being read. */
struct file_reading {
    const struct geo_reading *reading;
    struct scan scan;
    struct level *level;
    const struct shape_file *file;
    struct feature_reading feature;
};

static bool is_known(const struct geo *geo, const char *code) {
    const struct place *place = geo_find_place(geo, code);
    return place ? place->shape != NULL : map_find(geo->strangers, code) != MAP_NONE;
}

/* Keeps what is to be known of a shape without its points. */
static void add_shape(struct file_reading *reading, const struct shape *shape, size_t from, size_t size) {
    struct geo *geo = reading->reading->geo;
    struct level *level = reading->level;
    struct place *place = geo_find_place(geo, shape->code);
    struct outline *outline = arena_alloc(geo->arena, sizeof *outline);
    *outline = (struct outline){ .shape = *shape, .file = reading->file, .from = from, .size = size };
    outline->shape.outline = outline;
    outline->shape.code = place ? place->region.code : arena_text(geo->arena, shape->code);
    outline->shape.rings = arena_array(geo->arena, shape->count, sizeof *shape->rings);
    memcpy(outline->shape.rings, shape->rings, shape->count * sizeof *shape->rings);
    level->shapes = arena_grow(geo->arena, level->shapes, level->shape_count, &level->shape_capacity,
                               sizeof *level->shapes);
    level->shapes[level->shape_count++] = &outline->shape;
    if (place) {
        place->shape = &outline->shape;
    } else {
        map_add(geo->strangers, outline->shape.code, 0); /* its place is known once all are sorted */
    }
}

/* Reads the feature that begins here; a faulty one is diagnosed and passed over. False if the file cannot go on. */
static bool read_feature(struct file_reading *reading) {
    struct feature_reading *feature = &reading->feature;
    struct shape shape;
    bool goes_on = scan_hold(&reading->scan, &feature->scan);
    size_t from = scan_offset(&feature->scan), size = (size_t)(feature->scan.end - feature->scan.at);
    if (feature_read(feature, &shape)) {
        if (!is_known(reading->reading->geo, shape.code)) {
            add_shape(reading, &shape, from, size);
        }
    } else {
        diag_add(reading->reading->diag, DIAG_CODE_GEO_BAD_SHAPE, scan_pos(&feature->scan), "%s%s%s",
                 shape.code ? shape.code : "", shape.code ? ": " : "", feature->scan.fault);
    }
    return goes_on;
}

static void read_features(struct file_reading *reading) {
    size_t before = reading->level->shape_count;
    for (bool first = true; scan_item(&reading->scan, &first);) {
        if (!read_feature(reading)) {
            break;
        }
    }
    if (reading->level->shape_count == before && !reading->scan.fault) {
        scan_fail(&reading->scan, "no list of features");
    }
}

/* What the map of a whole file says. */
struct file_top {
    bool has_features;
    size_t features;    /* where their list begins */
    const char *system; /* the reference system that a file of the older form names; NULL: none */
};

static struct file_top read_top(struct scan *scan, struct arena *scratch) {
    struct file_top top = { 0 };
    const char *key;
    for (bool first = true; scan_key(scan, scratch, &first, &key);) {
        scan_peek(scan);
        if (strcmp(key, "features") == 0) {
            top.has_features = true;
            top.features = scan_offset(scan);
        }
        struct scan value;
        if (strcmp(key, "crs") != 0) {
            scan_skip(scan);
        } else if (scan_hold(scan, &value)) {
            top.system = arena_copy(scratch, value.at, (size_t)(value.end - value.at));
        }
    }
    return top;
}

/* EPSG:3035 or EPSG:4326, as geo.yaml says, else the file, else RFC 7946. */
static bool find_system(const struct geo_reading *reading, const struct shape_source *source, const char *system,
                        bool *in_degrees) {
    const char *text = source->projection ? source->projection : system ? system : "4326";
    *in_degrees = strstr(text, "4326") || strstr(text, "CRS84");
    if (*in_degrees || strstr(text, "3035")) {
        return true;
    }
    diag_add(reading->diag, DIAG_CODE_GEO_BAD_PROJECTION, source->by, "%.60s", text);
    return false;
}

void geo_read_shapes(const struct geo_reading *reading, const struct shape_source *source) {
    const struct source_file *read = geo_file_passing(reading, source->path, source->by);
    if (!read) {
        return;
    }
    struct geo *geo = reading->geo;
    struct arena *scratch = arena_new();
    struct shape_file *file = arena_alloc(geo->arena, sizeof *file);
    *file = (struct shape_file){ .geo = geo, .file = read };
    struct file_reading at = { .reading = reading, .scan = scan_open(scratch, read, 0), .file = file,
                               .level = &geo->levels[source->level] };
    struct file_top top = read_top(&at.scan, scratch);
    if (!at.scan.fault && !top.has_features) {
        scan_fail(&at.scan, "no list of features");
    }
    if (!at.scan.fault && find_system(reading, source, top.system, &file->in_degrees)) {
        at.scan = scan_open(scratch, read, top.features);
        at.feature.diag = reading->diag;
        at.feature.in_degrees = file->in_degrees;
        feature_reading_open(&at.feature, scratch);
        read_features(&at);
    }
    if (at.scan.fault) {
        diag_add(reading->diag, DIAG_CODE_GEO_BAD_SHAPE, scan_pos(&at.scan), "%s", at.scan.fault);
    }
    arena_close(scratch);
}

static int compare_shapes(const void *a, const void *b) {
    const struct shape *const *left = a;
    const struct shape *const *right = b;
    return strcmp((*left)->code, (*right)->code);
}

void geo_sort_shapes(struct geo *geo) {
    geo->strangers = map_new(geo->arena);
    for (size_t number = 0; number < LEVEL_COUNT; number++) {
        struct level *level = &geo->levels[number];
        if (level->shape_count > 0) {
            qsort(level->shapes, level->shape_count, sizeof *level->shapes, compare_shapes);
        }
        for (size_t i = 0; i < level->shape_count; i++) {
            if (!geo_find_place(geo, level->shapes[i]->code)) {
                map_add(geo->strangers, level->shapes[i]->code, number << 32 | i);
            }
        }
    }
    geo_open_store(geo);
}

const struct shape *geo_shape(const struct geo *geo, const char *code) {
    const struct place *place = geo_find_place(geo, code);
    size_t at = place || !geo->strangers ? MAP_NONE : map_find(geo->strangers, code);
    return place ? place->shape : at == MAP_NONE ? NULL : geo->levels[at >> 32].shapes[at & UINT32_MAX];
}

const struct shape *const *geo_shapes(const struct geo *geo, int level, size_t *count) {
    *count = geo->levels[level].shape_count;
    return (const struct shape *const *)geo->levels[level].shapes;
}

/* How many shapes of the level come before all codes that begin with start, or, if after, before those beyond them. */
static size_t count_before(const struct level *level, const char *start, bool after) {
    size_t low = 0, high = level->shape_count, size = strlen(start);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(level->shapes[middle]->code, start, size);
        if (order < 0 || (after && order == 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct shape *const *geo_shapes_in(const struct geo *geo, int level, const char *start, size_t *count) {
    size_t first = count_before(&geo->levels[level], start, false);
    *count = count_before(&geo->levels[level], start, true) - first;
    return *count > 0 ? geo_shapes(geo, level, &(size_t){ 0 }) + first : NULL;
}
