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
    if (list->count == list->capacity) {
        list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    }
    list->items[list->count++] = (struct text_break){ .offset = (uint32_t)offset, .mandatory = mandatory };
}

static bool is_punctuation(char byte) {
    return byte == '.' || byte == ',' || byte == ';' || byte == ':';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* True for letters or a number, perhaps with one sign of punctuation behind it: no line ends inside, and whether one may end
 * at the space beside it depends on nothing else. Source: UAX 14, rules LB13, LB18, LB23, LB25, LB28 and LB29. */
static bool is_plain(const char *text, size_t size) {
    if (size > 1 && is_punctuation(text[size - 1])) {
        size--;
    }
    size_t letters = 0;
    while (letters < size && is_letter(text[letters])) {
        letters++;
    }
    bool number = size > 0 && is_digit(text[0]) && is_digit(text[size - 1]);
    for (size_t i = 1; number && i < size; i++) {
        number = is_digit(text[i]) || ((text[i] == '.' || text[i] == ',') && is_digit(text[i - 1]));
    }
    return size > 0 && (letters == size || number);
}

/* The end of the word at start: the next space, or the end of text. */
static size_t word_end(const char *text, size_t size, size_t start) {
    const char *space = memchr(text + start, ' ', size - start);
    return space ? (size_t)(space - text) : size;
}

/* What ICU finds in text from start to end, but for its end. */
static void collect_part(struct list *list, UBreakIterator *lines, const char *text, size_t start, size_t end) {
    UErrorCode status = U_ZERO_ERROR;
    UText utf8 = UTEXT_INITIALIZER;
    utext_openUTF8(&utf8, text + start, (int64_t)(end - start), &status);
    ubrk_setUText(lines, &utf8, &status);
    if (U_SUCCESS(status)) {
        ubrk_first(lines);
        for (int32_t at = ubrk_next(lines); at != UBRK_DONE && start + (size_t)at < end; at = ubrk_next(lines)) {
            bool mandatory = ubrk_getRuleStatus(lines) >= UBRK_LINE_HARD;
            if (mandatory || !is_in_range(text, end, start + (size_t)at)) {
                list_add(list, start + (size_t)at, mandatory);
            }
        }
    }
    utext_close(&utf8);
}

/* Between plain words every space is a place; ICU is asked for what stands from one plain word to another. */
static void collect_all(struct list *list, UBreakIterator *lines, const char *text, size_t size) {
    size_t start = 0; /* of the last plain word, from which on nothing was asked */
    bool asked = false; /* a word that is not plain stands behind it */
    bool before = true; /* the word before is plain, or there is none */
    for (size_t at = 0, end; at < size; at = end + 1) {
        end = word_end(text, size, at);
        bool plain = is_plain(text + at, end - at);
        if (plain && before && at > 0) {
            list_add(list, at, false);
        }
        if (plain && asked) {
            collect_part(list, lines, text, start, end);
            asked = false;
        }
        start = plain ? at : start;
        asked = asked || !plain;
        before = plain;
    }
    if (asked) {
        collect_part(list, lines, text, start, size);
    }
}

const struct text_break *text_breaks(struct arena *arena, struct shaper *shaper, const char *language, const char *text,
                                     size_t size, size_t *count) {
    struct list list = { .arena = arena };
    UBreakIterator *lines = find_iterator(shaper->breaks, language);
    if (lines && size > 0) {
        collect_all(&list, lines, text, size);
    }
    if (size > 0 && (list.count == 0 || list.items[list.count - 1].offset < size)) {
        list_add(&list, size, false);
    }
    *count = list.count;
    return list.items;
}
