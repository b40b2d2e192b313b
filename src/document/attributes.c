/* {#id .class key=value key="a value"}: after headings, directives' names and [text]. */
#include "document/scan.h"

#include "base/arena.h"

#include <ctype.h>
#include <string.h>

/* A cursor in the text; failed: it holds no attributes after all. */
struct cursor {
    const char *text;
    size_t size, at;
    bool lines; /* line ends count as blanks */
};

static char peek(const struct cursor *cursor) {
    return cursor->at < cursor->size ? cursor->text[cursor->at] : '\0';
}

static bool is_blank(const struct cursor *cursor, char byte) {
    return byte == ' ' || byte == '\t' || (cursor->lines && (byte == '\n' || byte == '\r'));
}

static void skip_blanks(struct cursor *cursor) {
    while (is_blank(cursor, peek(cursor))) {
        cursor->at++;
    }
}

static bool is_name(char byte) {
    return isalnum((unsigned char)byte) || byte == '-' || byte == '_' || byte == ':' || byte == '.';
}

/* A word, in which {{ }} may stand; NULL if empty. */
static const char *read_word(struct arena *arena, struct cursor *cursor) {
    size_t start = cursor->at;
    for (;;) {
        size_t left = cursor->size - cursor->at;
        if (left >= 2 && memcmp(cursor->text + cursor->at, "{{", 2) == 0) {
            size_t end = expression_end(cursor->text, cursor->size, cursor->at);
            if (end == SIZE_MAX) {
                return NULL;
            }
            cursor->at = end;
        } else if (left && (is_name(peek(cursor)) || (unsigned char)peek(cursor) >= 0x80)) {
            cursor->at++;
        } else {
            break;
        }
    }
    return cursor->at > start ? arena_copy(arena, cursor->text + start, cursor->at - start) : NULL;
}

/* A value between quotes; quotes inside {{ }} do not end it. */
static const char *read_quoted(struct arena *arena, struct cursor *cursor) {
    char quote = peek(cursor);
    size_t start = ++cursor->at;
    while (cursor->at < cursor->size && peek(cursor) != quote) {
        if (peek(cursor) == '\n' && !cursor->lines) {
            return NULL;
        }
        bool opens = cursor->size - cursor->at >= 2 && memcmp(cursor->text + cursor->at, "{{", 2) == 0;
        size_t end = opens ? expression_end(cursor->text, cursor->size, cursor->at) : SIZE_MAX;
        cursor->at = end == SIZE_MAX ? cursor->at + 1 : end;
    }
    if (cursor->at >= cursor->size) {
        return NULL;
    }
    return arena_copy(arena, cursor->text + start, cursor->at++ - start);
}

struct reading {
    struct scan *scan;
    struct cursor cursor;
    struct attributes *result;
    size_t class_capacity, item_capacity;
};

static bool read_class(struct reading *reading) {
    struct attributes *result = reading->result;
    reading->cursor.at++;
    const char *name = read_word(reading->scan->arena, &reading->cursor);
    result->classes = arena_grow(reading->scan->arena, result->classes, result->class_count, &reading->class_capacity,
                                 sizeof *result->classes);
    result->classes[result->class_count++] = name;
    return name;
}

static bool read_pair(struct reading *reading) {
    struct cursor *cursor = &reading->cursor;
    size_t start = cursor->at;
    while (is_name(peek(cursor))) {
        cursor->at++;
    }
    if (cursor->at == start || peek(cursor) != '=') {
        return false;
    }
    struct attribute item = { .key = arena_copy(reading->scan->arena, cursor->text + start, cursor->at - start) };
    cursor->at++;
    bool quoted = peek(cursor) == '"' || peek(cursor) == '\'';
    item.pos = source_text_pos(&reading->scan->source, cursor->at + (quoted ? 1 : 0));
    item.value = quoted ? read_quoted(reading->scan->arena, cursor) : read_word(reading->scan->arena, cursor);
    struct attributes *result = reading->result;
    result->items = arena_grow(reading->scan->arena, result->items, result->count, &reading->item_capacity,
                               sizeof *result->items);
    result->items[result->count++] = item;
    return item.value;
}

static bool read_one(struct reading *reading) {
    char byte = peek(&reading->cursor);
    if (byte == '.') {
        return read_class(reading);
    }
    if (byte == '#' && !reading->result->id) {
        reading->cursor.at++;
        reading->result->id = read_word(reading->scan->arena, &reading->cursor);
        return reading->result->id;
    }
    return read_pair(reading);
}

const struct attributes *attributes_read(struct scan *scan, size_t offset, bool lines, size_t *end) {
    struct reading reading = {
        .scan = scan,
        .cursor = { scan->source.text, scan->source.size, offset + 1, lines },
        .result = arena_alloc(scan->arena, sizeof *reading.result),
    };
    skip_blanks(&reading.cursor);
    if (peek(&reading.cursor) == '}') {
        return NULL;
    }
    while (peek(&reading.cursor) != '}') {
        size_t before = reading.cursor.at;
        if (!read_one(&reading)) {
            return NULL;
        }
        skip_blanks(&reading.cursor);
        if (reading.cursor.at == before) {
            return NULL;
        }
    }
    *end = reading.cursor.at + 1;
    return reading.result;
}

const struct attributes *attributes_with(struct arena *arena, const struct attributes *attributes,
                                         struct attribute item) {
    struct attributes *copy = arena_alloc(arena, sizeof *copy);
    *copy = attributes ? *attributes : (struct attributes){ 0 };
    struct attribute *items = arena_array(arena, copy->count + 1, sizeof *items);
    for (size_t i = 0; i < copy->count; i++) {
        items[i] = copy->items[i];
    }
    items[copy->count++] = item;
    copy->items = items;
    return copy;
}

static bool is_listed(const char *key, const char *const keys[]) {
    for (; *keys; keys++) {
        if (strcmp(key, *keys) == 0) {
            return true;
        }
    }
    return false;
}

const struct attributes *attributes_without(struct arena *arena, const struct attributes *attributes,
                                            const char *const keys[]) {
    if (!attributes) {
        return NULL;
    }
    struct attributes *copy = arena_alloc(arena, sizeof *copy);
    *copy = *attributes;
    copy->items = arena_array(arena, copy->count, sizeof *copy->items);
    copy->count = 0;
    for (size_t i = 0; i < attributes->count; i++) {
        if (!is_listed(attributes->items[i].key, keys)) {
            copy->items[copy->count++] = attributes->items[i];
        }
    }
    return copy->id || copy->class_count || copy->count ? copy : NULL;
}
