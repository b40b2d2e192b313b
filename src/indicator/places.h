/* Where the point of some keys and a year stands among the points of its series. Nearly all series have a point for nearly every combination of
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
struct series;

/* Places of none of the points yet: they are put in when somebody asks. */
struct places *places_new(struct arena *arena);

/* The place of the point, or SIZE_MAX. places NULL: there is none. */
size_t places_find(struct places *places, const struct series *series, const uint16_t *keys, int year);

/* Binds keys and year to the place of the next point of series; false, and nothing changes, if there is such a point. */
bool places_add(struct places *places, const struct series *series, const uint16_t *keys, int year);

/* True if somebody asked: then points must not be added to the series behind its back. */
bool places_are_known(const struct places *places);

#endif
