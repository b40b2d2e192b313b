#include "base/json.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* The library's names of the three constants would clash with ours. */
#define JSON_NULL JANSSON_NULL
#define JSON_FALSE JANSSON_FALSE
#define JSON_TRUE JANSSON_TRUE
#include <jansson.h>
#undef JSON_NULL
#undef JSON_FALSE
#undef JSON_TRUE

/* Deepest nesting read; fewest keys for which a map gets an index. */
enum { DEPTH_MAX = 64, INDEX_MIN = 8 };

/* What stands for a part that is left out. */
static const char cut_mark[] = "null";

/* The library says nowhere in the text a value stands, but it keeps the order: the text is walked along. */
struct walk {
    struct arena *arena;
    const char *text;
    size_t at, size;
};

static void skip_blanks(struct walk *walk) {
    while (walk->at < walk->size && strchr(" \t\r\n,:", walk->text[walk->at]) && walk->text[walk->at]) {
        walk->at++;
    }
}

/* Steps behind a text in quotes, or behind a number or word. */
static void skip_scalar(struct walk *walk) {
    if (walk->text[walk->at] != '"') {
        walk->at += strcspn(walk->text + walk->at, " \t\r\n,]}");
        return;
    }
    for (walk->at++; walk->at < walk->size && walk->text[walk->at] != '"'; walk->at++) {
        walk->at += walk->text[walk->at] == '\\';
    }
    walk->at++;
}

static bool convert(struct walk *walk, json_t *from, int depth, struct json *to);

static bool convert_list(struct walk *walk, json_t *from, int depth, struct json *to) {
    to->kind = JSON_LIST;
    to->count = json_array_size(from);
    to->items = arena_array(walk->arena, to->count, sizeof *to->items);
    walk->at++;
    for (size_t i = 0; i < to->count; i++) {
        if (!convert(walk, json_array_get(from, i), depth, &to->items[i])) {
            return false;
        }
    }
    skip_blanks(walk);
    walk->at++;
    return true;
}

static bool convert_map(struct walk *walk, json_t *from, int depth, struct json *to) {
    size_t count = json_object_size(from);
    to->kind = JSON_MAP;
    to->keys = arena_array(walk->arena, count, sizeof *to->keys);
    to->items = arena_array(walk->arena, count, sizeof *to->items);
    to->index = count >= INDEX_MIN ? map_new(walk->arena) : NULL;
    walk->at++;
    for (void *step = json_object_iter(from); step; step = json_object_iter_next(from, step)) {
        size_t i = to->count++;
        to->keys[i] = arena_text(walk->arena, json_object_iter_key(step));
        if (to->index) {
            map_add(to->index, to->keys[i], i);
        }
        skip_blanks(walk);
        skip_scalar(walk);
        if (!convert(walk, json_object_iter_value(step), depth, &to->items[i])) {
            return false;
        }
    }
    skip_blanks(walk);
    walk->at++;
    return true;
}

static void convert_scalar(struct walk *walk, json_t *from, struct json *to) {
    skip_scalar(walk);
    switch (json_typeof(from)) {
    case JSON_STRING:
        to->kind = JSON_TEXT;
        to->text = arena_text(walk->arena, json_string_value(from));
        return;
    case JSON_INTEGER:
    case JSON_REAL:
        to->kind = JSON_NUMBER;
        to->number = json_number_value(from);
        return;
    case JANSSON_TRUE:
        to->kind = JSON_TRUE;
        return;
    case JANSSON_FALSE:
        to->kind = JSON_FALSE;
        return;
    case JANSSON_NULL:
    case JSON_OBJECT:
    case JSON_ARRAY:
        to->kind = JSON_NULL;
    }
}

/* Copies a value of the library into *to; false if it is nested too deep. */
static bool convert(struct walk *walk, json_t *from, int depth, struct json *to) {
    skip_blanks(walk);
    to->offset = walk->at;
    if (json_is_object(from)) {
        return depth < DEPTH_MAX && convert_map(walk, from, depth + 1, to);
    }
    if (json_is_array(from)) {
        return depth < DEPTH_MAX && convert_list(walk, from, depth + 1, to);
    }
    convert_scalar(walk, from, to);
    to->size = walk->at - to->offset;
    return true;
}

/* Line and column of the byte at offset. */
static struct source_pos position_at(const struct source_file *file, size_t offset) {
    struct source_pos pos = { .file = file, .line = 1, .column = 1 };
    for (size_t i = 0; i < offset; i++) {
        pos.column++;
        if (file->text[i] == '\n') {
            pos.line++;
            pos.column = 1;
        }
    }
    return pos;
}

struct source_pos json_pos(const struct source_file *file, const struct json *json) {
    return position_at(file, json ? json->offset : 0);
}

/* The byte column of the library's error, which counts characters in its own way: taken from the offset. */
static struct source_pos error_position(const struct source_file *file, const json_error_t *error) {
    size_t at = error->position > 0 ? (size_t)error->position : 0;
    at = at > file->size ? file->size : at;
    return position_at(file, at > 0 ? at - 1 : 0);
}

const struct json *json_parse(struct arena *arena, struct diag *diag, const struct source_file *file) {
    json_error_t error;
    json_t *from = json_loadb(file->text, file->size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    if (!from) {
        diag_add(diag, DIAG_CODE_JSON_SYNTAX, error_position(file, &error), "%s", error.text);
        return NULL;
    }
    struct json *to = arena_alloc(arena, sizeof *to);
    struct walk walk = { arena, file->text, 0, file->size };
    bool done = convert(&walk, from, 0, to);
    json_decref(from);
    if (!done) {
        struct source_pos pos = { .file = file };
        diag_add(diag, DIAG_CODE_JSON_SYNTAX, pos, "nested deeper than %d", DEPTH_MAX);
        return NULL;
    }
    return to;
}

/* Offsets in the text without the cuts become those in the whole text. */
static void move_offsets(struct json *json, const struct json_cut *cuts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t removed = cuts[i].end - cuts[i].start - strlen(cut_mark);
        json->offset += json->offset > cuts[i].start ? removed : 0;
    }
    for (size_t i = 0; (json->kind == JSON_LIST || json->kind == JSON_MAP) && i < json->count; i++) {
        move_offsets(&json->items[i], cuts, count);
    }
}

const struct json *json_parse_without(struct arena *arena, const struct source_file *file, const struct json_cut *cuts,
                                      size_t count) {
    struct buffer rest = buffer_new(arena);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        buffer_add(&rest, file->text + at, cuts[i].start - at);
        buffer_text(&rest, cut_mark);
        at = cuts[i].end;
    }
    buffer_add(&rest, file->text + at, file->size - at);
    json_t *from = json_loadb(rest.data, rest.size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, NULL);
    struct json *to = arena_alloc(arena, sizeof *to);
    struct walk walk = { arena, rest.data, 0, rest.size };
    bool done = from && convert(&walk, from, 0, to);
    json_decref(from);
    if (done) {
        move_offsets(to, cuts, count);
    }
    return done ? to : NULL;
}

const struct json *json_find(const struct json *map, const char *key) {
    if (!map || map->kind != JSON_MAP) {
        return NULL;
    }
    if (map->index) {
        size_t i = map_find(map->index, key);
        return i == MAP_NONE ? NULL : &map->items[i];
    }
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->keys[i], key) == 0) {
            return &map->items[i];
        }
    }
    return NULL;
}

/* Adds one character of a JSON text. */
static void quote_character(struct buffer *out, uint32_t code) {
    static const char shorts[] = { ['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't' };
    if (code < sizeof shorts && shorts[code]) {
        buffer_byte(out, '\\');
        buffer_byte(out, shorts[code]);
        return;
    }
    if (code < 0x20 || code == 0x7F) {
        buffer_print(out, "\\u%04x", (unsigned)code);
        return;
    }
    char bytes[4];
    buffer_add(out, bytes, utf8_encode(code, bytes));
}

void json_quote(struct buffer *out, const char *text) {
    size_t size = strlen(text);
    buffer_byte(out, '"');
    for (size_t i = 0; i < size;) {
        size_t length;
        quote_character(out, utf8_decode(text + i, size - i, &length));
        i += length;
    }
    buffer_byte(out, '"');
}
