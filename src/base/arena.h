/* Memory that lives and dies together: every allocation of the program comes from an arena. */
#ifndef ALMANAC_BASE_ARENA_H
#define ALMANAC_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Tells the C library, once at the start of the program, how its memory will be used. */
void arena_prepare(void);

/* Opens an arena. Out of memory stops the program there, so no allocation ever returns NULL. */
struct arena *arena_new(void);

/* Opens an arena that is closed with owner, if nobody closes it before. */
struct arena *arena_new_in(struct arena *owner);

/* The same, for few long lists one behind the other: their memory is asked of the system in one piece, which costs nothing
 * until it is handed out. */
struct arena *arena_new_long(struct arena *owner);

/* Frees the arena and all that was allocated in it. NULL is allowed. */
void arena_close(struct arena *arena);

/* Forgets all allocations but keeps the memory for the next ones: for scratch arenas in a loop. */
void arena_clear(struct arena *arena);

/* Bytes handed out so far, for tests and the benchmark. */
size_t arena_size(const struct arena *arena);

/* Allocates size bytes, zeroed, aligned for any type. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same without zeroing: for bytes that are all written before they are read. */
void *arena_bytes(struct arena *arena, size_t size);

/* Allocates count items of item_size bytes, zeroed; an overflowing product stops the program. */
void *arena_array(struct arena *arena, size_t count, size_t item_size);

/* Keeps the first bytes of size bytes that were allocated: the others are handed out again if nothing was allocated since. */
void arena_give_back(struct arena *arena, void *data, size_t size, size_t kept);

/* Makes room for one item more: returns items itself while count < *capacity, otherwise twice the room, in place if
 * items is what was allocated last, else a copy (*capacity is updated). What is new is zeroed. Usage:
 *     list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
 *     list->items[list->count++] = item; */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* Copies size bytes and adds a NUL. */
char *arena_copy(struct arena *arena, const char *data, size_t size);

/* Copies a NUL-terminated string; NULL gives NULL. */
char *arena_text(struct arena *arena, const char *text);

/* The texts one after the other. */
char *arena_join(struct arena *arena, const char *const *texts, size_t count);

/* Formats into the arena as printf does. Never give it text from input as the format. */
char *arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_print_list(struct arena *arena, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));

#endif
