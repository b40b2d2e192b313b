#include "base/arena.h"

#include <assert.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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
enum { BLOCK_SIZE = 32, BLOCK_LARGEST = 32, BLOCK_LONG = 32, FIRST_CAPACITY = 1 };
#else
enum { BLOCK_SIZE = 64 * 1024, BLOCK_LARGEST = 32 * 1024 * 1024, BLOCK_LONG = 64 * 1024 * 1024, FIRST_CAPACITY = 8 };
#endif

/* An arena of so much room is likely to stay until the program ends: its further blocks are large and come from the system itself,
 * in huge pages where it has them. What of such a block is not handed out costs no memory. */
enum { LARGE_ARENA = 16 * 1024 * 1024 };

/* What is larger than this part of the least block has one of its own where the room left in the current one is too little. */
enum { LARGE_PART = 4 };

/* Pages of a mapped block are asked for so many bytes at a time, just before they are handed out: one by one they cost more. */
enum { AHEAD = 256 * 1024, PAGE_LEAST = 4096 };

/* Most lists of large items stay short [byte, items]. */
enum { LARGE_ITEM = 64, LARGE_CAPACITY = 2 };

enum { STATUS_SYSTEM = 3 };

struct block {
    struct block *next;
    size_t capacity;
    size_t used;
    size_t written; /* what lies behind was never handed out, and is zero */
    size_t ready;   /* what lies behind of a mapped block has no pages yet, as far as is known */
    bool mapped;
    max_align_t data[];
};

/* Blocks after current are empty ones kept from before a clear. What is larger than a block has one of its own, so that the
 * room left in the current one is not lost. */
struct arena {
    struct block *first;
    struct block *current;
    struct block *large; /* in use */
    struct block *spare; /* large ones kept from before a clear */
    size_t size;
    size_t room; /* capacity of all blocks */
    struct arena *owner, *owned, *next; /* owned: the first of those that are closed with this one; next: of the same owner */
};

/* What was given back is mostly wanted again at once, by the next document: it is kept, and new memory comes in larger steps [byte]. */
void arena_prepare(void) {
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

/* The one place where the program ends without going back to main: there is no memory left to report with. */
static _Noreturn void stop(const char *what) {
    fprintf(stderr, "almanac: %s\n", what);
    _Exit(STATUS_SYSTEM);
}

/* A block that malloc gives or, mapped, the system itself: that one holds zeroes, but serves nobody again once it is given back. */
static struct block *block_new(size_t capacity, bool mapped) {
    if (capacity > SIZE_MAX - sizeof(struct block)) {
        stop("out of memory");
    }
    size_t size = sizeof(struct block) + capacity;
    struct block *block =
        mapped ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) : malloc(size);
    if (!block || block == MAP_FAILED) {
        stop("out of memory");
    }
    if (mapped) { /* a system without huge pages gives the usual ones */
        madvise(block, size, MADV_HUGEPAGE);
    }
    *block = (struct block){ .capacity = capacity, .written = mapped ? 0 : capacity, .mapped = mapped };
    FORBID(block->data, capacity);
    return block;
}

static void block_free(struct block *block) {
    if (block->mapped) {
        munmap(block, sizeof *block + block->capacity);
    } else {
        free(block);
    }
}

/* Asks for the pages of a mapped block up to its byte end and some more. A system that cannot do so gives them one by one. */
static void make_ready(struct block *block, size_t end) {
    size_t size = sizeof *block + block->capacity;
    size_t from = (sizeof *block + block->ready) / PAGE_LEAST * PAGE_LEAST;
    size_t to = (sizeof *block + end) / AHEAD * AHEAD + AHEAD;
    to = to < size ? to : size;
#ifdef MADV_POPULATE_WRITE
    madvise((char *)block + from, to - from, MADV_POPULATE_WRITE);
#endif
    block->ready = to - sizeof *block;
}

struct arena *arena_new(void) {
    struct arena *arena = malloc(sizeof *arena);
    if (!arena) {
        stop("out of memory");
    }
    struct block *first = block_new(BLOCK_SIZE, false);
    *arena = (struct arena){ .first = first, .current = first, .room = BLOCK_SIZE };
    return arena;
}

static void free_all(struct block *blocks) {
    for (struct block *block = blocks, *next; block; block = next) {
        next = block->next;
        block_free(block);
    }
}

struct arena *arena_new_in(struct arena *owner) {
    struct arena *arena = arena_new();
    arena->owner = owner;
    arena->next = owner->owned;
    owner->owned = arena;
    return arena;
}

/* The sanitizer looks for pointers only in what malloc gave. */
struct arena *arena_new_long(struct arena *owner) {
    struct arena *arena = arena_new_in(owner);
#ifndef __SANITIZE_ADDRESS__
    arena->current = arena->first->next = block_new(BLOCK_LONG, true);
    arena->room += BLOCK_LONG;
#endif
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
    free_all(arena->first);
    free_all(arena->large);
    free_all(arena->spare);
    free(arena);
}

static void block_clear(struct block *block) {
    block->used = 0;
    FORBID(block->data, block->capacity);
}

void arena_clear(struct arena *arena) {
    for (struct block *block = arena->first; block; block = block->next) {
        block_clear(block);
    }
    for (struct block *block = arena->large, *next; block; block = next) {
        next = block->next;
        block_clear(block);
        block->next = arena->spare;
        arena->spare = block;
    }
    arena->large = NULL;
    arena->current = arena->first;
    arena->size = 0;
}

size_t arena_size(const struct arena *arena) {
    return arena->size;
}

/* A further block of usual size. The sanitizer looks for pointers only in what malloc gave. */
static struct block *usual_block(const struct arena *arena) {
#ifndef __SANITIZE_ADDRESS__
    if (arena->room >= LARGE_ARENA) {
        return block_new(BLOCK_LARGEST, true);
    }
#endif
    (void)arena;
    return block_new(BLOCK_SIZE, false);
}

/* A block for what is larger than a usual one: the smallest of those kept in which it fits, or a new one. */
static struct block *large_block(struct arena *arena, size_t size) {
    struct block **best = NULL;
    for (struct block **at = &arena->spare; *at; at = &(*at)->next) {
        if ((*at)->capacity >= size && (!best || (*at)->capacity < (*best)->capacity)) {
            best = at;
        }
    }
    struct block *block = best ? *best : block_new(size, false);
    if (best) {
        *best = block->next;
    } else {
        arena->room += block->capacity;
    }
    block->next = arena->large;
    return arena->large = block;
}

/* A block with size bytes free. */
static struct block *block_for(struct arena *arena, size_t size) {
    struct block *current = arena->current;
    if (current->capacity - current->used >= size) {
        return current;
    }
    if (size > BLOCK_SIZE / LARGE_PART) {
        return large_block(arena, size);
    }
    if (!current->next) {
        current->next = usual_block(arena);
        arena->room += current->next->capacity;
    }
    return arena->current = current->next;
}

static size_t round_up(size_t size) {
    const size_t align = _Alignof(max_align_t);
    return size ? (size + align - 1) / align * align : align;
}

/* Memory being handed out. */
struct piece {
    struct block *block;
    char *data;
};

/* Hands size bytes out that may hold anything; they do not count as written yet. */
static struct piece take(struct arena *arena, size_t size) {
    if (size > SIZE_MAX - _Alignof(max_align_t)) {
        stop("out of memory");
    }
    size_t rounded = round_up(size);
    struct block *block = block_for(arena, rounded);
    char *data = (char *)block->data + block->used;
    block->used += rounded;
    arena->size += rounded;
    if (block->mapped && block->used > block->ready) {
        make_ready(block, block->used);
    }
    PERMIT(data, size);
    return (struct piece){ block, data };
}

/* Clears size bytes of block from data on, as far as they were ever written, and counts all handed out as written. */
static void clear(struct block *block, char *data, size_t size) {
    size_t start = (size_t)(data - (const char *)block->data);
    size_t written = block->written > start ? block->written - start : 0;
    memset(data, 0, size < written ? size : written);
    block->written = block->used > block->written ? block->used : block->written;
}

void *arena_bytes(struct arena *arena, size_t size) {
    struct piece piece = take(arena, size);
    clear(piece.block, piece.data, 0);
    return piece.data;
}

void *arena_alloc(struct arena *arena, size_t size) {
    struct piece piece = take(arena, size);
    clear(piece.block, piece.data, size);
    return piece.data;
}

void *arena_array(struct arena *arena, size_t count, size_t item_size) {
    size_t size;
    if (__builtin_mul_overflow(count, item_size, &size)) {
        stop("out of memory: an array is too large");
    }
    return arena_alloc(arena, size);
}

/* Widens the last allocation of the current block in place; false if items is not that, or there is no room. */
static bool extend(struct arena *arena, char *items, size_t old_size, size_t new_size) {
    struct block *block = arena->current;
    size_t rounded = round_up(old_size), wanted = round_up(new_size);
    const char *end = (const char *)block->data + block->used;
    if (!items || items + rounded != end || wanted - rounded > block->capacity - block->used) {
        return false;
    }
    block->used += wanted - rounded;
    arena->size += wanted - rounded;
    PERMIT(items, new_size);
    clear(block, items + old_size, new_size - old_size);
    return true;
}

void arena_give_back(struct arena *arena, void *data, size_t size, size_t kept) {
    struct block *block = arena->current;
    size_t rounded = round_up(size), wanted = round_up(kept);
    if ((char *)data + rounded == (char *)block->data + block->used && wanted < rounded) {
        block->used -= rounded - wanted;
        arena->size -= rounded - wanted;
        FORBID((char *)data + wanted, rounded - wanted);
    }
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
    struct piece piece = take(arena, size);
    if (count > 0) {
        memcpy(piece.data, items, known);
    }
    clear(piece.block, piece.data + known, size - known);
    *capacity = larger;
    return piece.data;
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
