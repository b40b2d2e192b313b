#include "base/diag.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include "base/part.h"
#include "base/utf8.h"

#include <assert.h>
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Longest part of a source line that is shown [byte]. */
enum { EXCERPT_SIZE = 160 };

struct message {
    enum diag_code code;
    struct source_pos pos;
    const char *detail;  /* NULL: none */
    const char *excerpt; /* source line and caret of a joined message; NULL: to be taken from pos.file */
};

struct diag {
    struct arena *arena;
    struct message *messages;
    size_t count;
    size_t capacity;
    size_t level_count[DIAG_LEVEL_COUNT];
    struct map *seen;      /* keys of all messages */
    struct buffer scratch; /* the key of the message being added */
};

/* Remembers the last line found, so that messages in order of lines do not search each from the top. */
struct cursor {
    const struct source_file *file;
    uint32_t line;
    const char *start;
    struct part_line place; /* in a file that is not kept */
};

static const struct {
    const char *name;
    const char *text;
    enum diag_level level;
} codes[DIAG_CODE_COUNT] = {
#define DIAG(code, level, text) [DIAG_CODE_##code] = { #code, text, DIAG_##level },
#include "base/diag_list.h"
#undef DIAG
};

static const char *const level_names[DIAG_LEVEL_COUNT] = {
    [DIAG_NOTE] = "note",
    [DIAG_WARNING] = "warning",
    [DIAG_ERROR] = "error",
    [DIAG_SYSTEM] = "system error",
};

struct diag *diag_new(struct arena *arena) {
    struct diag *diag = arena_alloc(arena, sizeof *diag);
    diag->arena = arena;
    diag->seen = map_new(arena);
    diag->scratch = buffer_new(arena);
    return diag;
}

/* Adds text of the input so that it does no harm to a terminal: bad bytes and control characters become U+FFFD. */
static void add_clean(struct buffer *out, const char *text, size_t size) {
    for (size_t i = 0; i < size;) {
        size_t length;
        uint32_t code = utf8_decode(text + i, size - i, &length);
        if (code == 0xFFFD || (code < 0x20 && code != '\t') || (code >= 0x7F && code < 0xA0)) {
            buffer_text(out, "\uFFFD");
        } else {
            buffer_add(out, text + i, length);
        }
        i += length;
    }
}

/* Leaves in scratch what tells the message from others. */
static void make_key(struct diag *diag, enum diag_code code, struct source_pos pos, const char *detail) {
    diag->scratch.size = 0;
    buffer_print(&diag->scratch, "%d:%u:%u:%s:%s", (int)code, pos.line, pos.column, pos.file ? pos.file->path : "",
                 detail ? detail : "");
}

/* Appends message unless an equal one is there; returns the appended one or NULL. Text is still borrowed. */
static struct message *append(struct diag *diag, enum diag_code code, struct source_pos pos, const char *detail) {
    make_key(diag, code, pos, detail);
    if (map_find(diag->seen, diag->scratch.data) != MAP_NONE) {
        return NULL;
    }
    map_add(diag->seen, arena_text(diag->arena, diag->scratch.data), diag->count);
    diag->messages = arena_grow(diag->arena, diag->messages, diag->count, &diag->capacity, sizeof *diag->messages);
    struct message *message = &diag->messages[diag->count++];
    *message = (struct message){ .code = code, .pos = pos, .detail = detail };
    diag->level_count[codes[code].level]++;
    return message;
}

void diag_add(struct diag *diag, enum diag_code code, struct source_pos pos, const char *detail, ...) {
    assert(code < DIAG_CODE_COUNT);
    if (!detail || detail[0] == '\0') {
        append(diag, code, pos, NULL);
        return;
    }
    struct arena *scratch = arena_new();
    va_list list;
    va_start(list, detail);
    const char *raw = arena_print_list(scratch, detail, list);
    va_end(list);
    struct buffer clean = buffer_new(scratch);
    buffer_text(&clean, "");
    add_clean(&clean, raw, strlen(raw));
    struct message *message = append(diag, code, pos, clean.size > 0 ? clean.data : NULL);
    if (message && message->detail) {
        message->detail = arena_text(diag->arena, clean.data);
    }
    arena_close(scratch);
}

size_t diag_count(const struct diag *diag, enum diag_level level) {
    return level == DIAG_LEVEL_COUNT ? diag->count : diag->level_count[level];
}

int diag_failed(const struct diag *diag, int strict) {
    return diag->level_count[DIAG_ERROR] > 0 || diag->level_count[DIAG_SYSTEM] > 0 ||
           (strict && diag->level_count[DIAG_WARNING] > 0);
}

/* The line of pos as source_line finds it, starting from the cursor where it helps. */
static const char *find_line(struct cursor *cursor, struct source_pos pos, size_t *size) {
    if (cursor->file != pos.file || cursor->line == 0 || pos.line < cursor->line) {
        *cursor = (struct cursor){ .file = pos.file, .line = 1, .start = pos.file->text };
    }
    size_t skipped = (size_t)(cursor->start - pos.file->text);
    struct source_file rest = { .text = cursor->start, .size = pos.file->size - skipped };
    const char *line = source_line(&rest, pos.line - cursor->line + 1, size);
    if (line) {
        cursor->line = pos.line;
        cursor->start = line;
    }
    return line;
}

static bool is_inside_character(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Chooses the part [from, to) of a line of size bytes that is shown around the byte at. */
static void choose_part(const char *line, size_t size, size_t at, size_t *from, size_t *to) {
    *from = 0;
    *to = size;
    if (size <= EXCERPT_SIZE) {
        return;
    }
    *from = at > EXCERPT_SIZE / 2 ? at - EXCERPT_SIZE / 2 : 0;
    *from = *from > size - EXCERPT_SIZE ? size - EXCERPT_SIZE : *from;
    *to = *from + EXCERPT_SIZE;
    while (*from < at && is_inside_character(line[*from])) {
        ++*from;
    }
    while (*to < size && *to > at && is_inside_character(line[*to])) {
        --*to;
    }
}

/* Adds blanks up to the byte at; tabs stay tabs, so that the caret stands right on every terminal. */
static void add_caret(struct buffer *out, const char *line, size_t from, size_t at) {
    for (size_t i = from; i < at;) {
        size_t length;
        buffer_byte(out, utf8_decode(line + i, at - i, &length) == '\t' ? '\t' : ' ');
        i += length;
    }
    buffer_text(out, "^\n");
}

/* Adds the source line of pos and the caret line, as far as pos has them. */
static void add_excerpt(struct buffer *out, struct cursor *cursor, struct source_pos pos) {
    size_t size, at = pos.column > 0 ? pos.column - 1 : 0;
    const char *line = !pos.file || pos.line == 0 ? NULL
                       : pos.file->text           ? find_line(cursor, pos, &size)
                       : pos.file->stamp          ? part_of_line(out->arena, pos, &cursor->place, &size, &at)
                                                  : NULL;
    if (!line) {
        return;
    }
    at = at > size ? size : at;
    size_t from, to;
    choose_part(line, size, at, &from, &to);
    buffer_text(out, from > 0 ? "…" : "");
    add_clean(out, line + from, to - from);
    buffer_text(out, to < size ? "…\n" : "\n");
    if (pos.column > 0) {
        buffer_text(out, from > 0 ? " " : "");
        add_caret(out, line, from, at);
    }
}

static void join(struct diag *diag, const struct diag *other, bool notes) {
    struct cursor cursor = { 0 };
    for (size_t i = 0; i < other->count; i++) {
        const struct message *from = &other->messages[i];
        bool wanted = notes || codes[from->code].level != DIAG_NOTE;
        struct message *message = wanted ? append(diag, from->code, from->pos, from->detail) : NULL;
        if (!message) {
            continue;
        }
        /* The file may die before diag does: keep its name and what would be shown of it. */
        message->detail = arena_text(diag->arena, from->detail);
        struct buffer excerpt = buffer_new(diag->arena);
        buffer_text(&excerpt, from->excerpt ? from->excerpt : "");
        if (!from->excerpt) {
            add_excerpt(&excerpt, &cursor, from->pos);
        }
        message->excerpt = excerpt.data;
        if (from->pos.file) {
            message->pos.file = source_file_of(diag->arena, arena_text(diag->arena, from->pos.file->path), "");
        }
    }
}

void diag_join(struct diag *diag, const struct diag *other) {
    join(diag, other, true);
}

void diag_join_faults(struct diag *diag, const struct diag *other) {
    join(diag, other, false);
}

static void add_place(struct buffer *out, struct source_pos pos) {
    if (!pos.file) {
        buffer_text(out, "almanac: ");
        return;
    }
    add_clean(out, pos.file->path, strlen(pos.file->path));
    if (pos.line > 0) {
        buffer_print(out, ":%u", pos.line);
        if (pos.column > 0) {
            buffer_print(out, ":%u", pos.column);
        }
    }
    buffer_text(out, ": ");
}

static void print_message(const struct message *message, struct cursor *cursor, struct buffer *out) {
    add_place(out, message->pos);
    buffer_print(out, "%s: %s", level_names[codes[message->code].level], codes[message->code].text);
    if (message->detail) {
        buffer_print(out, ": %s", message->detail);
    }
    buffer_print(out, " [%s]\n", diag_code_name(out->arena, message->code));
    if (message->excerpt) {
        buffer_text(out, message->excerpt);
    } else {
        add_excerpt(out, cursor, message->pos);
    }
}

void diag_print(const struct diag *diag, struct buffer *out) {
    struct cursor cursor = { 0 };
    for (size_t i = 0; i < diag->count; i++) {
        print_message(&diag->messages[i], &cursor, out);
    }
}

void diag_print_faults(const struct diag *diag, struct buffer *out) {
    struct cursor cursor = { 0 };
    for (size_t i = 0; i < diag->count; i++) {
        if (codes[diag->messages[i].code].level != DIAG_NOTE) {
            print_message(&diag->messages[i], &cursor, out);
        }
    }
}

void diag_print_json(const struct diag *diag, struct buffer *out) {
    for (size_t i = 0; i < diag->count; i++) {
        const struct message *message = &diag->messages[i];
        buffer_byte(out, '{');
        if (message->pos.file) {
            buffer_text(out, "\"file\":");
            json_quote(out, message->pos.file->path);
            buffer_print(out, ",\"line\":%u,\"column\":%u,", message->pos.line, message->pos.column);
        }
        buffer_text(out, "\"level\":");
        json_quote(out, level_names[codes[message->code].level]);
        buffer_text(out, ",\"code\":");
        json_quote(out, diag_code_name(out->arena, message->code));
        buffer_text(out, ",\"text\":");
        json_quote(out, codes[message->code].text);
        if (message->detail) {
            buffer_text(out, ",\"detail\":");
            json_quote(out, message->detail);
        }
        buffer_text(out, "}\n");
    }
}

const char *diag_code_name(struct arena *arena, enum diag_code code) {
    assert(code < DIAG_CODE_COUNT);
    char *name = arena_text(arena, codes[code].name);
    for (char *c = name; *c; c++) {
        *c = *c == '_' ? '-' : (char)tolower((unsigned char)*c);
    }
    return name;
}
