/* Where the point of some keys and a year stands among the points of its series. Nearly all series have one for nearly every combination of
 * members and years, so that a table with a place for each is smaller and quicker than hashing; those that are thin are hashed. For the files of
 * indicator/ only. */
#ifndef ALMANAC_INDICATOR_PLACES_H
#define ALMANAC_INDICATOR_PLACES_H

#include "data/key_index.h"
#include "indicator/build.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Private: a table by members of the dimensions, the first one outermost, and by year. */
struct places {
    struct arena *arena;
    uint32_t *table;                      /* place plus one; 0: none there. Not hashed */
    size_t size;                          /* of the table */
    size_t dimension_count;
    size_t counts[MAX_SERIES_DIMENSIONS]; /* members that have room */
    int first_year;
    size_t year_count;
    bool known, hashed;
    struct key_index index; /* hashed: instead of the table */
};

/* Private: where the place of keys and year is kept; SIZE_MAX: the table has no room for it. */
static inline size_t places_slot(const struct places *places, const uint16_t *keys, int year) {
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

/* How many members the dimensions have, and which years there are, as far as is known. */
struct place_bounds {
    const size_t *counts;
    int first_year, last_year; /* last before first: not known */
};

struct places *places_new(struct arena *arena);

/* Puts the places of source in, which should lie in bounds; more may follow. Call it before the others, once. */
void places_begin(struct places *places, const struct key_source *source, const struct place_bounds *bounds);

/* True after places_begin: then nothing must be added to the source behind its back. */
static inline bool places_are_known(const struct places *places) {
    return places->known;
}

/* The place of key where the table has none for it, or it is hashed; SIZE_MAX: none. */
size_t places_find_hashed(const struct places *places, const struct key_source *source, struct value_key key);
size_t places_add_anew(struct places *places, const struct key_source *source, struct value_key key);

/* The place of keys and year, or SIZE_MAX. */
static inline size_t places_find(const struct places *places, const struct key_source *source, struct value_key key) {
    if (places->hashed) {
        return places_find_hashed(places, source, key);
    }
    size_t slot = places_slot(places, key.keys, key.year);
    return slot == SIZE_MAX || places->table[slot] == 0 ? SIZE_MAX : places->table[slot] - 1;
}

/* The same; where there is none, binds key to the place source->count, where the owner puts its next value, and returns SIZE_MAX. */
static inline size_t places_add(struct places *places, const struct key_source *source, struct value_key key) {
    size_t slot = places->hashed ? SIZE_MAX : places_slot(places, key.keys, key.year);
    if (slot == SIZE_MAX) {
        return places_add_anew(places, source, key);
    }
    uint32_t *place = &places->table[slot];
    if (*place != 0) {
        return *place - 1;
    }
    *place = (uint32_t)source->count + 1;
    return SIZE_MAX;
}

#endif
