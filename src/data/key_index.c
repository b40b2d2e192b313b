#include "data/key_index.h"

#include "base/arena.h"

#include <assert.h>
#include <string.h>

/* A power of two; the test build starts small to give bugs a chance. */
#ifdef ALMANAC_SMALL_ARENA
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 256 };
#endif

/* A slot holds the high half of the hash and the place plus one; 0 is free. */
static const uint64_t place_mask = UINT32_MAX;

/* One key a step; the multiplier is the golden ratio in 64 bits, whose products spread well over the high bits. */
static uint64_t mix(uint64_t hash, uint64_t key) {
    hash = (hash ^ key) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static uint64_t hash_key(const struct key_source *source, struct value_key key) {
    uint64_t hash = mix(0, (uint64_t)key.year);
    for (size_t i = 0; i < source->dimension_count; i++) {
        hash = mix(hash, key.keys[i]);
    }
    return hash * UINT64_C(0x9E3779B97F4A7C15);
}

static bool is_same(const struct key_source *source, size_t place, struct value_key key) {
    struct value_key there = source->at(source->owner, place);
    return there.year == key.year && memcmp(there.keys, key.keys, source->dimension_count * sizeof *key.keys) == 0;
}

/* The slot of the key: that of its value, or the free one where it belongs. */
static uint64_t *find_slot(const struct key_index *index, const struct key_source *source, struct value_key key,
                           uint64_t hash) {
    size_t mask = index->count - 1;
    for (size_t i = (hash ^ hash >> 32) & mask;; i = (i + 1) & mask) {
        uint64_t slot = index->slots[i];
        if (slot == 0 || ((slot ^ hash) >> 32 == 0 && is_same(source, (slot & place_mask) - 1, key))) {
            return &index->slots[i];
        }
    }
}

size_t key_index_find(const struct key_index *index, const struct key_source *source, struct value_key key) {
    uint64_t slot = index->count ? *find_slot(index, source, key, hash_key(source, key)) : 0;
    return slot ? (slot & place_mask) - 1 : SIZE_MAX;
}

void key_index_reserve(struct arena *arena, struct key_index *index, size_t count) {
    index->count = FIRST_SLOTS;
    while (index->count < (count + 1) * 2) {
        index->count *= 2;
    }
    index->slots = arena_array(arena, index->count, sizeof *index->slots);
}

/* Puts the values of source into slots that hold none of them. */
static void put_all(struct key_index *index, const struct key_source *source) {
    size_t mask = index->count - 1;
    for (size_t place = 0; place < source->count; place++) {
        uint64_t hash = hash_key(source, source->at(source->owner, place));
        size_t i = (hash ^ hash >> 32) & mask;
        while (index->slots[i] != 0) {
            assert((index->slots[i] ^ hash) >> 32 != 0 ||
                   !is_same(source, (index->slots[i] & place_mask) - 1, source->at(source->owner, place)));
            i = (i + 1) & mask;
        }
        index->slots[i] = (hash & ~place_mask) | (place + 1);
    }
}

static void catch_up(struct late_index *index, const struct key_source *source) {
    if (!index->index.slots && source->count > 0) {
        key_index_reserve(index->arena, &index->index, source->count);
        put_all(&index->index, source);
    }
}

size_t late_index_find(struct late_index *index, const struct key_source *source, struct value_key key) {
    if (!index) {
        return SIZE_MAX;
    }
    catch_up(index, source);
    return key_index_find(&index->index, source, key);
}

/* Keeps at least half of the slots free. */
static void make_room(struct arena *arena, struct key_index *index, const struct key_source *source) {
    if ((source->count + 1) * 2 <= index->count) {
        return;
    }
    key_index_reserve(arena, index, source->count * 2);
    put_all(index, source);
}

bool key_index_add(struct arena *arena, struct key_index *index, const struct key_source *source, struct value_key key) {
    make_room(arena, index, source);
    uint64_t hash = hash_key(source, key);
    uint64_t *slot = find_slot(index, source, key, hash);
    if (*slot) {
        return false;
    }
    *slot = (hash & ~place_mask) | (source->count + 1);
    return true;
}

bool late_index_add(struct late_index *index, const struct key_source *source, struct value_key key) {
    catch_up(index, source);
    return key_index_add(index->arena, &index->index, source, key);
}
