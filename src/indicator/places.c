#include "indicator/places.h"

#include <string.h>

#include "base/arena.h"
#include "indicator/build.h"

/* How many places a table may have for a point, and in any case; the test build hashes soon, so that both ways are tried. */
#ifdef ALMANAC_SMALL_ARENA
enum { MOST_A_POINT = 2, SMALL_TABLE = 64 };
#else
enum { MOST_A_POINT = 8, SMALL_TABLE = 65536 };
#endif

/* A table by members of the dimensions, the first one outermost, and by year. */
struct places {
    struct arena *arena;
    uint32_t *table;                      /* place plus one; 0: no such point. NULL: not yet made, or hashed */
    size_t size;                          /* of the table */
    size_t dimension_count;
    size_t counts[MAX_SERIES_DIMENSIONS]; /* members that have room */
    int first_year;
    size_t year_count;
    bool known, hashed;
    struct key_index index; /* hashed: instead of the table */
};

struct places *places_new(struct arena *arena) {
    struct places *places = arena_alloc(arena, sizeof *places);
    places->arena = arena;
    return places;
}

static struct value_key key_at(const void *owner, size_t place) {
    const struct series *series = owner;
    return (struct value_key){ series->keys + place * series->dimension_count, series->points[place].year };
}

static struct key_source source_of(const struct series *series, size_t count) {
    return (struct key_source){ series, series->dimension_count, count, key_at };
}

/* Where the place of keys and year is kept; SIZE_MAX: the table has no room for it. */
static size_t slot_of(const struct places *places, const uint16_t *keys, int year) {
    size_t slot = 0;
    for (size_t i = 0; i < places->dimension_count; i++) {
        if (keys[i] >= places->counts[i]) {
            return SIZE_MAX;
        }
        slot = slot * places->counts[i] + keys[i];
    }
    size_t at = (size_t)year - (size_t)places->first_year; /* huge for years before the first */
    return at < places->year_count ? slot * places->year_count + at : SIZE_MAX;
}

static void hash_all(struct places *places, const struct series *series) {
    places->hashed = true;
    places->table = NULL;
    key_index_reserve(places->arena, &places->index, series->count);
    for (size_t i = 0; i < series->count; i++) {
        struct key_source source = source_of(series, i);
        key_index_add(places->arena, &places->index, &source, key_at(series, i));
    }
}

static void fill(struct places *places, const struct series *series) {
    const uint16_t *keys = series->keys;
    for (size_t i = 0; i < series->count; i++, keys += series->dimension_count) {
        places->table[slot_of(places, keys, series->points[i].year)] = (uint32_t)i + 1;
    }
}

/* Makes a table of counts and years, or hashes where it would be thin. */
static void make_table(struct places *places, const struct series *series) {
    size_t size = places->year_count;
    size_t most = MOST_A_POINT * series->count + SMALL_TABLE;
    for (size_t i = 0; i < places->dimension_count && size <= most; i++) {
        size *= places->counts[i];
    }
    if (size > most) {
        hash_all(places, series);
        return;
    }
    places->size = size;
    places->table = arena_array(places->arena, size, sizeof *places->table);
    fill(places, series);
}

/* Room for all members and years that the series has so far. */
static void make(struct places *places, const struct series *series) {
    places->known = true;
    places->dimension_count = series->dimension_count;
    for (size_t i = 0; i < series->dimension_count; i++) {
        places->counts[i] = series->dimensions[i].count;
    }
    if (series->year_count > 0) {
        places->first_year = series->years[0];
        places->year_count = (size_t)(series->years[series->year_count - 1] - series->years[0]) + 1;
    }
    make_table(places, series);
}

/* Of members there will be more where one comes that has no room; the first ones take their room without moving the others. */
static void widen(struct places *places, const struct series *series, const uint16_t *keys, int year) {
    bool moves = false;
    for (size_t i = 1; i < places->dimension_count; i++) {
        if (keys[i] >= places->counts[i]) {
            places->counts[i] = 2 * (size_t)keys[i] + 1;
            moves = true;
        }
    }
    int last = places->first_year + (int)places->year_count - 1;
    if (places->year_count == 0 || year < places->first_year || year > last) {
        int first = places->year_count == 0 || year < places->first_year ? year : places->first_year;
        last = places->year_count == 0 || year > last ? year : last;
        places->first_year = first;
        places->year_count = (size_t)(last - first) + 1;
        moves = true;
    }
    size_t old_size = places->size;
    if (places->dimension_count > 0 && keys[0] >= places->counts[0]) {
        size_t count = places->counts[0];
        places->counts[0] = 2 * (size_t)keys[0] + 1;
        places->size = count > 0 ? old_size / count * places->counts[0] : 0;
    }
    if (moves || places->size == 0 || places->size > MOST_A_POINT * series->count + SMALL_TABLE) {
        make_table(places, series);
        return;
    }
    uint32_t *table = arena_array(places->arena, places->size, sizeof *table);
    memcpy(table, places->table, old_size * sizeof *table);
    places->table = table;
}

size_t places_find(struct places *places, const struct series *series, const uint16_t *keys, int year) {
    if (!places) {
        return SIZE_MAX;
    }
    if (!places->known) {
        make(places, series);
    }
    if (places->hashed) {
        struct key_source source = source_of(series, series->count);
        return key_index_find(&places->index, &source, (struct value_key){ keys, year });
    }
    size_t slot = slot_of(places, keys, year);
    return slot == SIZE_MAX || places->table[slot] == 0 ? SIZE_MAX : places->table[slot] - 1;
}

bool places_add(struct places *places, const struct series *series, const uint16_t *keys, int year) {
    if (!places->known) {
        make(places, series);
    }
    size_t slot = places->hashed ? SIZE_MAX : slot_of(places, keys, year);
    if (slot == SIZE_MAX && !places->hashed) {
        widen(places, series, keys, year);
        slot = places->hashed ? SIZE_MAX : slot_of(places, keys, year);
    }
    if (places->hashed) {
        struct key_source source = source_of(series, series->count);
        return key_index_add(places->arena, &places->index, &source, (struct value_key){ keys, year });
    }
    if (places->table[slot] != 0) {
        return false;
    }
    places->table[slot] = (uint32_t)series->count + 1;
    return true;
}

bool places_are_known(const struct places *places) {
    return places->known;
}
