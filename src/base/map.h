/* A map from text, or from structs of one size, to an index. It never decides an order: callers keep their own list. */
#ifndef ALMANAC_BASE_MAP_H
#define ALMANAC_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct map;

#define MAP_NONE SIZE_MAX

struct map *map_new(struct arena *arena);

/* A map whose keys are structs of size bytes, all of which count: without padding, or cleared before they were filled. */
struct map *map_new_sized(struct arena *arena, size_t size);

/* A map of its own with the same bindings, keys borrowed from the same place. */
struct map *map_copy(struct arena *arena, const struct map *map);

/* Binds key (borrowed, must live as long as the map) to value. Returns false, and changes
 * nothing, if the key is there already. */
int map_add(struct map *map, const void *key, size_t value);

/* The value bound to key, or MAP_NONE. */
size_t map_find(const struct map *map, const void *key);

/* 64-bit hash, for change detection and table slots, not for security: eight bytes at a time, in four chains for pieces
 * of HASH_LARGE bytes and more, the last ones as FNV-1a does. Start with HASH_START; chain calls to hash several pieces. */
enum { HASH_LARGE = 256 };
#define HASH_START UINT64_C(14695981039346656037)
uint64_t hash_bytes(uint64_t hash, const void *data, size_t size);
/* The same of bytes that come in pieces, HASH_LARGE or more in all: each piece but the last is a multiple of HASH_STEP. */
enum { HASH_STEP = 32 };
struct hash_chains {
    uint64_t start, chains[4];
};
struct hash_chains hash_begin(uint64_t hash);
void hash_add(struct hash_chains *chains, const void *data, size_t size);
uint64_t hash_end(const struct hash_chains *chains, const void *rest, size_t size);
uint64_t hash_text(uint64_t hash, const char *text); /* includes the NUL, so pieces stay apart */

#endif
