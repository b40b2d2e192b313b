#include "text/shaper.h"

#include "base/arena.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { LANGUAGES_MAX = 32, LANGUAGE_SIZE = 16, EN_DASH_SIZE = 3 };

struct iterator {
    char language[LANGUAGE_SIZE];
    UBreakIterator *lines;
};

struct breaks {
    struct iterator iterators[LANGUAGES_MAX];
    size_t count;
};

struct breaks *breaks_new(struct arena *arena) {
    return arena_alloc(arena, sizeof(struct breaks));
}

void breaks_close(struct breaks *breaks) {
    for (size_t i = 0; i < breaks->count; i++) {
        ubrk_close(breaks->iterators[i].lines);
    }
    breaks->count = 0;
}

/* The iterator of language; NULL only if ICU has no data at all. */
static UBreakIterator *find_iterator(struct breaks *breaks, const char *language) {
    for (size_t i = 0; i < breaks->count; i++) {
        if (strncmp(breaks->iterators[i].language, language, LANGUAGE_SIZE - 1) == 0) {
            return breaks->iterators[i].lines;
        }
    }
    if (breaks->count == LANGUAGES_MAX) {
        breaks_close(breaks);
    }
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *lines = ubrk_open(UBRK_LINE, language, NULL, 0, &status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    struct iterator *iterator = &breaks->iterators[breaks->count++];
    *iterator = (struct iterator){ .lines = lines };
    strncpy(iterator->language, language, LANGUAGE_SIZE - 1);
    return lines;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* True between a range's dash and its last number: "2021–2027" stays together, which UAX 14 alone does not see to. */
static bool is_in_range(const char *text, size_t size, size_t offset) {
    return offset > EN_DASH_SIZE && offset < size && is_digit(text[offset]) &&
           is_digit(text[offset - EN_DASH_SIZE - 1]) &&
           memcmp(text + offset - EN_DASH_SIZE, "\u2013", EN_DASH_SIZE) == 0;
}

/* Opportunities collected in an arena. */
struct list {
    struct arena *arena;
    struct text_break *items;
    size_t count, capacity;
};

static void list_add(struct list *list, size_t offset, bool mandatory) {
    list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = (struct text_break){ .offset = (uint32_t)offset, .mandatory = mandatory };
}

static void collect(struct list *list, UBreakIterator *lines, const char *text, size_t size) {
    for (int32_t at = ubrk_next(lines); at != UBRK_DONE; at = ubrk_next(lines)) {
        bool mandatory = ubrk_getRuleStatus(lines) >= UBRK_LINE_HARD;
        if (mandatory || !is_in_range(text, size, (size_t)at)) {
            list_add(list, (size_t)at, mandatory);
        }
    }
}

const struct text_break *text_breaks(struct arena *arena, struct shaper *shaper, const char *language, const char *text,
                                     size_t size, size_t *count) {
    struct list list = { .arena = arena };
    UBreakIterator *lines = find_iterator(shaper->breaks, language);
    UErrorCode status = U_ZERO_ERROR;
    UText utf8 = UTEXT_INITIALIZER;
    utext_openUTF8(&utf8, text, (int64_t)size, &status);
    if (lines && size > 0) {
        ubrk_setUText(lines, &utf8, &status);
        if (U_SUCCESS(status)) {
            ubrk_first(lines);
            collect(&list, lines, text, size);
        }
    }
    utext_close(&utf8);
    if (size > 0 && list.count == 0) {
        list_add(&list, size, false);
    }
    *count = list.count;
    return list.items;
}
