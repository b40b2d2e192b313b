#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sanitizer build marks what was not handed out, so a byte written too far is caught inside a block too. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define FORBID(data, size) ASAN_POISON_MEMORY_REGION((data), (size))
#define PERMIT(data, size) ASAN_UNPOISON_MEMORY_REGION((data), (size))
#else
#define FORBID(data, size) ((void)(data), (void)(size))
#define PERMIT(data, size) ((void)(data), (void)(size))
#endif

/* The test build is stingy, to give bugs a chance. */
#ifdef ALMANAC_SMALL_ARENA
enum { BLOCK_SIZE = 32, FIRST_CAPACITY = 1 };
#else
enum { BLOCK_SIZE = 64 * 1024, FIRST_CAPACITY = 8 };
#endif

/* Most lists of large items stay short [byte, items]. */
enum { LARGE_ITEM = 64, LARGE_CAPACITY = 2 };

enum { STATUS_SYSTEM = 3 };

struct block {
    struct block *next;
    size_t capacity;
    size_t used;
    max_align_t data[];
};

/* Blocks after current are empty ones kept from before a clear. */
struct arena {
    struct block *first;
    struct block *current;
    size_t size;
    struct arena *owner, *owned, *next; /* owned: the first of those that are closed with this one; next: of the same owner */
};

/* The one place where the program ends without going back to main: there is no memory left to report with. */
static _Noreturn void stop(const char *what) {
    fprintf(stderr, "almanac: %s\n", what);
    _Exit(STATUS_SYSTEM);
}

static struct block *block_new(size_t capacity) {
    if (capacity > SIZE_MAX - sizeof(struct block)) {
        stop("out of memory");
    }
    struct block *block = malloc(sizeof *block + capacity);
    if (!block) {
        stop("out of memory");
    }
    block->next = NULL;
    block->capacity = capacity;
    block->used = 0;
    FORBID(block->data, capacity);
    return block;
}

struct arena *arena_new(void) {
    struct arena *arena = malloc(sizeof *arena);
    if (!arena) {
        stop("out of memory");
    }
    arena->first = arena->current = block_new(BLOCK_SIZE);
    arena->size = 0;
    arena->owner = arena->owned = arena->next = NULL;
    return arena;
}

struct arena *arena_new_in(struct arena *owner) {
    struct arena *arena = arena_new();
    arena->owner = owner;
    arena->next = owner->owned;
    owner->owned = arena;
    return arena;
}

/* Takes arena out of its owner's list. */
static void leave_owner(struct arena *arena) {
    struct arena **link = &arena->owner->owned;
    while (*link != arena) {
        link = &(*link)->next;
    }
    *link = arena->next;
}

void arena_close(struct arena *arena) {
    if (!arena) {
        return;
    }
    while (arena->owned) {
        arena_close(arena->owned);
    }
    if (arena->owner) {
        leave_owner(arena);
    }
    for (struct block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

void arena_clear(struct arena *arena) {
    for (struct block *block = arena->first; block; block = block->next) {
        block->used = 0;
        FORBID(block->data, block->capacity);
    }
    arena->current = arena->first;
    arena->size = 0;
}

size_t arena_size(const struct arena *arena) {
    return arena->size;
}

/* Makes current a block with size bytes free: the next kept one if it is large enough, else a new one before it. */
static void advance(struct arena *arena, size_t size) {
    struct block *next = arena->current->next;
    if (!next || next->capacity < size) {
        struct block *block = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
        block->next = next;
        arena->current->next = block;
        next = block;
    }
    arena->current = next;
}

void *arena_bytes(struct arena *arena, size_t size) {
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align) {
        stop("out of memory");
    }
    size_t rounded = size ? (size + align - 1) / align * align : align;
    if (arena->current->capacity - arena->current->used < rounded) {
        advance(arena, rounded);
    }
    char *data = (char *)arena->current->data + arena->current->used;
    arena->current->used += rounded;
    arena->size += rounded;
    PERMIT(data, size);
    return data;
}

void *arena_alloc(struct arena *arena, size_t size) {
    return memset(arena_bytes(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t item_size) {
    size_t size;
    if (__builtin_mul_overflow(count, item_size, &size)) {
        stop("out of memory: an array is too large");
    }
    return arena_alloc(arena, size);
}

/* Widens the last allocation of the current block in place; false if items is not that, or there is no room. */
static bool extend(struct arena *arena, const char *items, size_t old_size, size_t new_size) {
    const size_t align = _Alignof(max_align_t);
    struct block *block = arena->current;
    size_t rounded = old_size ? (old_size + align - 1) / align * align : align;
    const char *end = (const char *)block->data + block->used;
    size_t wanted = (new_size + align - 1) / align * align;
    if (!items || items + rounded != end || wanted - rounded > block->capacity - block->used) {
        return false;
    }
    block->used += wanted - rounded;
    arena->size += wanted - rounded;
    PERMIT((char *)items, new_size);
    memset((char *)items + old_size, 0, new_size - old_size);
    return true;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size) {
    if (count < *capacity) {
        return items;
    }
    size_t usual = FIRST_CAPACITY, few = LARGE_CAPACITY;
    size_t least = item_size < LARGE_ITEM || usual < few ? usual : few;
    size_t larger = count < least ? least : count;
    if (count >= least && __builtin_mul_overflow(count, (size_t)2, &larger)) {
        stop("out of memory: an array is too large");
    }
    size_t size, known = count * item_size;
    if (__builtin_mul_overflow(larger, item_size, &size) || size > SIZE_MAX / 2) {
        stop("out of memory: an array is too large");
    }
    if (count > 0 && count == *capacity && extend(arena, items, known, size)) {
        *capacity = larger;
        return items;
    }
    char *copy = arena_bytes(arena, size);
    if (count > 0) {
        memcpy(copy, items, known);
    }
    memset(copy + known, 0, size - known);
    *capacity = larger;
    return copy;
}

char *arena_copy(struct arena *arena, const char *data, size_t size) {
    if (size == SIZE_MAX) {
        stop("out of memory");
    }
    char *copy = arena_bytes(arena, size + 1);
    if (size > 0) {
        memcpy(copy, data, size);
    }
    copy[size] = '\0';
    return copy;
}

char *arena_text(struct arena *arena, const char *text) {
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_join(struct arena *arena, const char *const *texts, size_t count) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += strlen(texts[i]);
    }
    char *joined = arena_bytes(arena, size + 1), *at = joined;
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, texts[i]);
    }
    *at = '\0';
    return joined;
}

char *arena_print_list(struct arena *arena, const char *format, va_list list) {
    assert(format);
    va_list again;
    va_copy(again, list);
    char start[256]; /* most are short: formatted once, then copied */
    int size = vsnprintf(start, sizeof start, format, list);
    assert(size >= 0);
    char *text = arena_bytes(arena, (size_t)size + 1);
    if ((size_t)size < sizeof start) {
        memcpy(text, start, (size_t)size + 1);
    } else {
        vsnprintf(text, (size_t)size + 1, format, again);
    }
    va_end(again);
    return text;
}

char *arena_print(struct arena *arena, const char *format, ...) {
    va_list list;
    va_start(list, format);
    char *text = arena_print_list(arena, format, list);
    va_end(list);
    return text;
}
