/* Finds values by their keys and year: the index behind datasets and series. It never decides an order. */
#ifndef ALMANAC_DATA_KEY_INDEX_H
#define ALMANAC_DATA_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* One key in each dimension, and the year. */
struct value_key {
    const uint16_t *keys;
    int year;
};

/* The values that are indexed: they stay with their owner, and say their key by their place. */
struct key_source {
    const void *owner;
    size_t dimension_count, count;
    struct value_key (*at)(const void *owner, size_t place);
};

struct key_index {
    uint64_t *slots; /* private */
    size_t count;
};

/* An index that is made when the first value is asked for: of most series and datasets nobody asks for one. */
struct late_index {
    struct arena *arena;
    struct key_index index; /* without slots: not yet made */
};

/* The same as key_index_find, of all values of source, no two of which have the same key. index NULL: there is none. */
size_t late_index_find(struct late_index *index, const struct key_source *source, struct value_key key);

/* Adds key as key_index_add does, behind values that were put into source without the index. */
bool late_index_add(struct late_index *index, const struct key_source *source, struct value_key key);

/* The place of the value with key, or SIZE_MAX. */
size_t key_index_find(const struct key_index *index, const struct key_source *source, struct value_key key);

/* Makes room for count values, so that adding them never moves anything. */
void key_index_reserve(struct arena *arena, struct key_index *index, size_t count);

/* Binds key to place source->count, where the owner puts its next value. Returns false, and changes nothing, if the key is there. */
bool key_index_add(struct arena *arena, struct key_index *index, const struct key_source *source, struct value_key key);

#endif
