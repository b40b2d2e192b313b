#include "indicator/places.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

/* How many places a table may have for a point, and in any case; the test build hashes soon, so that both ways are tried. */
#ifdef ALMANAC_SMALL_ARENA
enum { MOST_A_POINT = 2, SMALL_TABLE = 64 };
#else
enum { MOST_A_POINT = 8, SMALL_TABLE = 65536 };
#endif

struct places *places_new(struct arena *arena) {
    struct places *places = arena_alloc(arena, sizeof *places);
    places->arena = arena;
    return places;
}

static void hash_all(struct places *places, const struct key_source *source) {
    places->hashed = true;
    places->table = NULL;
    key_index_reserve(places->arena, &places->index, source->count);
    for (struct key_source part = { source->owner, source->dimension_count, 0, source->at }; part.count < source->count; part.count++) {
        key_index_add(places->arena, &places->index, &part, source->at(source->owner, part.count));
    }
}

/* Makes a table of counts and years, or hashes where it would be thin. */
static void make_table(struct places *places, const struct key_source *source) {
    size_t size = places->year_count;
    size_t most = MOST_A_POINT * source->count + SMALL_TABLE;
    for (size_t i = 0; i < places->dimension_count && size <= most; i++) {
        size *= places->counts[i];
    }
    if (size > most) {
        hash_all(places, source);
        return;
    }
    places->size = size;
    places->table = arena_array(places->arena, size, sizeof *places->table);
    for (size_t i = 0; i < source->count; i++) {
        struct value_key key = source->at(source->owner, i);
        places->table[places_slot(places, key.keys, key.year)] = (uint32_t)i + 1;
    }
}

void places_begin(struct places *places, const struct key_source *source, const struct place_bounds *bounds) {
    assert(source->dimension_count <= MAX_SERIES_DIMENSIONS);
    places->known = true;
    places->dimension_count = source->dimension_count;
    for (size_t i = 0; i < source->dimension_count; i++) {
        places->counts[i] = bounds->counts[i];
    }
    places->first_year = bounds->first_year;
    places->year_count = bounds->first_year <= bounds->last_year ? (size_t)(bounds->last_year - bounds->first_year) + 1 : 0;
    make_table(places, source);
}

/* Makes room for a year; false if there is. */
static bool widen_years(struct places *places, int year) {
    if ((size_t)year - (size_t)places->first_year < places->year_count) {
        return false;
    }
    int first = places->first_year, last = first + (int)places->year_count - 1;
    bool none = places->year_count == 0;
    places->first_year = none || year < first ? year : first;
    places->year_count = (size_t)((none || year > last ? year : last) - places->first_year) + 1;
    return true;
}

/* There will be more members where one comes that has no room. Those of the first dimension take theirs without moving the others. */
static void widen(struct places *places, const struct key_source *source, struct value_key key) {
    bool moves = widen_years(places, key.year) || places->size == 0;
    for (size_t i = 1; i < places->dimension_count; i++) {
        if (key.keys[i] >= places->counts[i]) {
            places->counts[i] = 2 * (size_t)key.keys[i] + 1;
            moves = true;
        }
    }
    size_t old_size = places->size, count = places->counts[0];
    if (places->dimension_count > 0 && key.keys[0] >= count) {
        places->counts[0] = 2 * (size_t)key.keys[0] + 1;
        places->size = moves ? 0 : old_size / count * places->counts[0];
    }
    if (moves || places->size > MOST_A_POINT * source->count + SMALL_TABLE) {
        make_table(places, source);
        return;
    }
    uint32_t *table = arena_array(places->arena, places->size, sizeof *table);
    places->table = memcpy(table, places->table, old_size * sizeof *table);
}

size_t places_find_hashed(const struct places *places, const struct key_source *source, struct value_key key) {
    return key_index_find(&places->index, source, key);
}

size_t places_add_anew(struct places *places, const struct key_source *source, struct value_key key) {
    if (!places->hashed) {
        widen(places, source, key);
    }
    if (!places->hashed) {
        places->table[places_slot(places, key.keys, key.year)] = (uint32_t)source->count + 1;
        return SIZE_MAX;
    }
    bool is_new = key_index_add(places->arena, &places->index, source, key);
    return is_new ? SIZE_MAX : key_index_find(&places->index, source, key);
}
