/* The points of a series: where they lie and how they are found. While a series is computed they grow in scratch memory; what lasts is as large as
 * it has become. */
#include "indicator/build.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "indicator/places.h"

/* Room for points to begin with. From MANY_POINTS on they lie where they stay, and what room is left over is given back. The test build starts
 * small to give bugs a chance. */
#ifdef ALMANAC_SMALL_ARENA
enum { FIRST_POINTS = 1, MANY_POINTS = 8 };
#else
enum { FIRST_POINTS = 64, MANY_POINTS = 4096 };
#endif

static struct value_key key_at(const void *owner, size_t place) {
    const struct series *series = owner;
    return (struct value_key){ series->keys + place * series->dimension_count, series->points[place].year };
}

static struct key_source source_of(const struct series *series) {
    return (struct key_source){ series, series->dimension_count, series->count, key_at };
}

/* Room for all members and years that the series has so far. */
static void begin_places(const struct series *series, const struct key_source *source) {
    size_t counts[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < series->dimension_count; i++) {
        counts[i] = series->dimensions[i].count;
    }
    const struct place_bounds bounds = { counts, series->year_count ? series->years[0] : 1,
                                         series->year_count ? series->years[series->year_count - 1] : 0 };
    places_begin(series->places, source, &bounds);
}

const struct point_value *series_find(const struct series *series, const uint16_t *keys, int year) {
    if (!series->places) {
        return NULL;
    }
    const struct key_source source = source_of(series);
    if (!places_are_known(series->places)) {
        begin_places(series, &source);
    }
    size_t place = places_find(series->places, &source, (struct value_key){ keys, year });
    return place == SIZE_MAX ? NULL : &series->points[place];
}

int series_latest_year(const struct series *series, const uint16_t *keys) {
    for (size_t i = series->year_count; i > 0; i--) {
        const struct point_value *point = series_find(series, keys, series->years[i - 1]);
        if (point && point->status == VALUE_PRESENT) {
            return series->years[i - 1];
        }
    }
    return 0;
}

/* Keeps years ascending. */
static void insert_year(struct definition *definition, int year) {
    struct series *series = definition->series;
    size_t at = series->year_count;
    while (at > 0 && series->years[at - 1] > year) {
        at--;
    }
    definition->year_at = at > 0 && series->years[at - 1] == year ? at - 1 : at;
    if (definition->year_at == at) {
        series->years = arena_grow(definition->arena, series->years, series->year_count, &series->year_capacity, sizeof *series->years);
        memmove(series->years + at + 1, series->years + at, (series->year_count - at) * sizeof *series->years);
        series->years[at] = year;
        series->year_count++;
    }
}

/* Most points are of the year of the one before, or of the next. */
static void note_year(struct definition *definition, int year) {
    const struct series *series = definition->series;
    size_t at = definition->year_at;
    if (at < series->year_count && series->years[at] == year) {
        return;
    }
    if (at + 1 < series->year_count && series->years[at + 1] == year) {
        definition->year_at = at + 1;
        return;
    }
    insert_year(definition, year);
}

static size_t block_size(size_t capacity) {
    return sizeof(struct point_block) + capacity * sizeof(struct point_value);
}

/* Moves the points of series to a block of arena with room for capacity of them. */
static void move_points(struct arena *arena, struct series *series, size_t capacity) {
    struct point_block *block = arena_bytes(arena, block_size(capacity));
    *block = (struct point_block){ .series = series, .keys = series->keys, .width = series->dimension_count,
                                   .first_id = series->first_id };
    if (series->count > 0) {
        memcpy(block->points, series->points, series->count * sizeof *block->points);
    }
    series->block = block;
    series->points = block->points;
    series->capacity = capacity;
}

/* The same for their keys. */
static void move_keys(struct arena *arena, struct series *series, size_t capacity) {
    size_t width = series->dimension_count;
    uint16_t *keys = arena_bytes(arena, capacity * width * sizeof *keys);
    if (series->count > 0) {
        memcpy(keys, series->keys, series->count * width * sizeof *keys);
    }
    series->block->keys = series->keys = keys;
}

void series_make_points(struct arena *arena, struct series *series, size_t count) {
    series->first_id = 1;
    move_points(arena, series, count);
    move_keys(arena, series, count);
    memset(series->keys, 0, count * series->dimension_count * sizeof *series->keys);
    series->count = count;
    for (size_t i = 0; i < count; i++) {
        series->points[i] = (struct point_value){ .place = (uint32_t)i, .origin = POINT_BARE };
    }
}

void series_reserve(struct definition *definition, size_t count) {
    struct series *series = definition->series;
    assert(series->count == 0);
    definition->lasting = count >= MANY_POINTS;
    move_points(definition->lasting ? definition->indicators->points : definition->scratch, series, count);
    move_keys(definition->scratch, series, count);
}

/* Room for more points than were thought of. */
static void grow_points(struct definition *definition) {
    struct series *series = definition->series;
    size_t capacity = series->count < FIRST_POINTS ? FIRST_POINTS : 2 * series->count;
    definition->lasting = false;
    move_points(definition->scratch, series, capacity);
    move_keys(definition->scratch, series, capacity);
}

static struct point_value *append(struct definition *definition, const uint16_t *keys, int year) {
    struct series *series = definition->series;
    if (series->count == series->capacity) {
        grow_points(definition);
    }
    size_t place = series->count++, width = series->dimension_count;
    struct point_value *point = &series->points[place];
    *point = (struct point_value){ .value = NAN, .place = (uint32_t)place, .status = VALUE_MISSING, .origin = POINT_BARE,
                                   .year = (int16_t)year };
    uint16_t *own = series->keys + place * width;
    for (size_t i = 0; i < width; i++) {
        own[i] = keys[i];
    }
    note_year(definition, year);
    return point;
}

struct point_value *series_meet(struct definition *definition, const uint16_t *keys, int year, bool *is_new) {
    struct series *series = definition->series;
    const struct key_source source = source_of(series);
    if (!places_are_known(series->places)) {
        begin_places(series, &source);
    }
    size_t place = places_add(series->places, &source, (struct value_key){ keys, year });
    *is_new = place == SIZE_MAX;
    return *is_new ? append(definition, keys, year) : &series->points[place];
}

struct point_value *series_add(struct definition *definition, const uint16_t *keys, int year) {
    bool is_new;
    struct point_value *point = series_meet(definition, keys, year, &is_new);
    return is_new ? point : NULL;
}

struct point_value *series_put(struct definition *definition, const uint16_t *keys, int year) {
    assert(!places_are_known(definition->series->places));
    return append(definition, keys, year);
}

/* The keys of an input if they are the same, point by point: then one copy of them serves both. */
static uint16_t *find_same_keys(const struct definition *definition) {
    const struct series *series = definition->series;
    for (size_t i = 0; i < definition->input_count; i++) {
        const struct series *input = definition->inputs[i];
        bool fits = input->count == series->count && input->dimension_count == series->dimension_count;
        if (fits && memcmp(input->keys, series->keys, series->count * series->dimension_count * sizeof *series->keys) == 0) {
            return input->keys;
        }
    }
    return NULL;
}

void series_settle_points(struct definition *definition) {
    struct series *series = definition->series;
    if (definition->lasting) {
        arena_give_back(definition->indicators->points, series->block, block_size(series->capacity), block_size(series->count));
    }
    if (series->count == 0) {
        series->capacity = 0;
        return;
    }
    if (!definition->lasting) {
        move_points(definition->indicators->points, series, series->count);
    }
    uint16_t *shared = find_same_keys(definition);
    if (shared) {
        series->block->keys = series->keys = shared;
    } else {
        move_keys(definition->arena, series, series->count);
    }
    series->capacity = series->count;
}
