#include "base/map.h"

#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#ifdef ALMANAC_SMALL_ARENA
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 16 };
#endif

struct slot {
    const void *key; /* NULL: free */
    uint64_t hash;
    size_t value;
};

/* Open addressing with linear probing; slot_count is a power of two and at least half of the slots are free. */
struct map {
    struct arena *arena;
    struct slot *slots;
    size_t slot_count;
    size_t used;
    size_t key_size; /* 0: texts */
};

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

enum { CHAINS = 4, WORD = 8 };

struct hash_chains hash_begin(uint64_t hash) {
    return (struct hash_chains){ hash, { hash, ~hash, hash << 1, hash >> 1 } };
}

/* Eight bytes a step, in four chains that do not wait for each other. */
void hash_add(struct hash_chains *chains, const void *data, size_t size) {
    assert(size % HASH_STEP == 0);
    const unsigned char *bytes = data;
    struct hash_chains now = *chains;
    for (size_t i = 0; i < size; i += CHAINS * WORD) {
        for (size_t k = 0; k < CHAINS; k++) {
            uint64_t word;
            memcpy(&word, bytes + i + k * WORD, sizeof word);
            now.chains[k] = mix(now.chains[k], word);
        }
    }
    *chains = now;
}

static uint64_t hash_rest(uint64_t hash, const unsigned char *bytes, size_t size) {
    for (; size >= sizeof(uint64_t); bytes += sizeof(uint64_t), size -= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        hash = mix(hash, word);
    }
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

uint64_t hash_end(const struct hash_chains *chains, const void *rest, size_t size) {
    struct hash_chains last = *chains;
    size_t whole = size / HASH_STEP * HASH_STEP;
    hash_add(&last, rest, whole);
    uint64_t hash = last.start;
    for (size_t k = 0; k < CHAINS; k++) {
        hash = mix(hash, last.chains[k]);
    }
    return hash_rest(hash, (const unsigned char *)rest + whole, size - whole);
}

uint64_t hash_bytes(uint64_t hash, const void *data, size_t size) {
    if (size < HASH_LARGE) {
        return hash_rest(hash, data, size);
    }
    struct hash_chains chains = hash_begin(hash);
    return hash_end(&chains, data, size);
}

uint64_t hash_text(uint64_t hash, const char *text) {
    return hash_bytes(hash, text, strlen(text) + 1);
}

/* The hash of a key: for slots only, so that it may be quicker than hash_text, of which records are kept. */
static uint64_t hash_of_text(const char *key) {
    size_t size = strlen(key);
    uint64_t hash = HASH_START ^ size, word;
    for (; size >= sizeof word; key += sizeof word, size -= sizeof word) {
        memcpy(&word, key, sizeof word);
        hash = mix(hash, word);
    }
    for (word = 0; size > 0; size--) {
        word = word << 8 | (unsigned char)*key++;
    }
    return mix(hash, word);
}

struct map *map_new(struct arena *arena) {
    struct map *map = arena_alloc(arena, sizeof *map);
    map->arena = arena;
    map->slot_count = FIRST_SLOTS;
    map->slots = arena_array(arena, FIRST_SLOTS, sizeof *map->slots);
    return map;
}

struct map *map_copy(struct arena *arena, const struct map *map) {
    struct map *copy = arena_alloc(arena, sizeof *copy);
    *copy = *map;
    copy->arena = arena;
    copy->slots = arena_bytes(arena, map->slot_count * sizeof *map->slots);
    memcpy(copy->slots, map->slots, map->slot_count * sizeof *map->slots);
    return copy;
}

struct map *map_new_sized(struct arena *arena, size_t size) {
    assert(size > 0);
    struct map *map = map_new(arena);
    map->key_size = size;
    return map;
}

static uint64_t hash_key(const struct map *map, const void *key) {
    return map->key_size > 0 ? hash_bytes(HASH_START, key, map->key_size) : hash_of_text(key);
}

static bool is_same(const struct map *map, const void *a, const void *b) {
    return (map->key_size > 0 ? memcmp(a, b, map->key_size) : strcmp(a, b)) == 0;
}

/* The slot that holds key, or the free one where it belongs. */
static struct slot *find_slot(const struct map *map, const void *key, uint64_t hash) {
    size_t mask = map->slot_count - 1;
    for (size_t i = (size_t)(hash ^ hash >> 32) & mask;; i = (i + 1) & mask) {
        struct slot *slot = &map->slots[i];
        if (!slot->key || (slot->hash == hash && is_same(map, slot->key, key))) {
            return slot;
        }
    }
}

static void grow(struct map *map) {
    struct slot *old = map->slots;
    size_t old_count = map->slot_count;
    map->slot_count = old_count * 2;
    map->slots = arena_array(map->arena, map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].key) {
            *find_slot(map, old[i].key, old[i].hash) = old[i];
        }
    }
}

int map_add(struct map *map, const void *key, size_t value) {
    assert(key);
    if ((map->used + 1) * 2 > map->slot_count) {
        grow(map);
    }
    uint64_t hash = hash_key(map, key);
    struct slot *slot = find_slot(map, key, hash);
    if (slot->key) {
        return 0;
    }
    *slot = (struct slot){ .key = key, .hash = hash, .value = value };
    map->used++;
    return 1;
}

size_t map_find(const struct map *map, const void *key) {
    const struct slot *slot = find_slot(map, key, hash_key(map, key));
    return slot->key ? slot->value : MAP_NONE;
}
