/* Where the point of some keys and a year stands among the points of its series. Nearly all series have one for nearly every combination of
 * members and years, so that a table with a place for each is smaller and quicker than hashing; those that are thin are hashed. For the files of
 * indicator/ only. */
#ifndef ALMANAC_INDICATOR_PLACES_H
#define ALMANAC_INDICATOR_PLACES_H

#include "data/key_index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct places;

/* How many members the dimensions have, and which years there are, as far as is known. */
struct place_bounds {
    const size_t *counts;
    int first_year, last_year; /* last before first: not known */
};

struct places *places_new(struct arena *arena);

/* Puts the places of source in, which should lie in bounds; more may follow. Call it before the others, once. */
void places_begin(struct places *places, const struct key_source *source, const struct place_bounds *bounds);

/* True after places_begin: then nothing must be added to the source behind its back. */
bool places_are_known(const struct places *places);

/* The place of keys and year, or SIZE_MAX. */
size_t places_find(const struct places *places, const struct key_source *source, struct value_key key);

/* The same; where there is none, binds key to the place source->count, where the owner puts its next value, and returns SIZE_MAX. */
size_t places_add(struct places *places, const struct key_source *source, struct value_key key);

#endif
