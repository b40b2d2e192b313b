/* Inside a line: what Markdown must not see becomes a placeholder. */
#include "document/scan.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

/* A placeholder is a private-use character (one of 6400), a letter or digit (one of 62) and filler. */
enum { PRIVATE_FIRST = 0xE000, PRIVATE_COUNT = 6400, PRIVATE_LAST = 0xF8FF, PLACEHOLDER_SIZE_MIN = 4 };
/* How far behind a scalar's start its placeholders are looked for [byte]. */
enum { ANCHOR_REACH = 65536 };
static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
enum { LETTER_COUNT = sizeof letters - 1, PLACE_MAX = PRIVATE_COUNT * LETTER_COUNT };

/* The placeholder's first four bytes, by its number. */
static void write_code(size_t number, char code[PLACEHOLDER_SIZE_MIN]) {
    utf8_encode((uint32_t)(PRIVATE_FIRST + number % PRIVATE_COUNT), code);
    code[3] = letters[number / PRIVATE_COUNT];
}

/* The first byte of the private-use characters. */
static bool may_begin(char byte) {
    return (unsigned char)byte == 0xEE || (unsigned char)byte == 0xEF;
}

size_t placeholder_distance(const char *text, size_t size) {
    size_t distance = 0;
    while (distance < size && !may_begin(text[distance])) {
        distance++;
    }
    return distance;
}

const struct placeholder *placeholder_find(const struct masked *masked, const char *text, size_t size) {
    if (size < PLACEHOLDER_SIZE_MIN || !may_begin(text[0])) {
        return NULL;
    }
    size_t length = 0;
    uint32_t code = utf8_decode(text, size, &length);
    const char *letter = memchr(letters, text[3], LETTER_COUNT);
    if (length != 3 || code < PRIVATE_FIRST || code > PRIVATE_LAST || !letter) {
        return NULL;
    }
    size_t number = code - PRIVATE_FIRST + (size_t)(letter - letters) * PRIVATE_COUNT;
    return number < masked->place_count && masked->places[number].source_size <= size ? &masked->places[number] : NULL;
}

char *masked_restore(struct arena *arena, const struct masked *masked, const char *text) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (size_t size = strlen(text); size;) {
        size_t plain = placeholder_distance(text, size);
        buffer_add(&out, text, plain);
        text += plain;
        size -= plain;
        if (size == 0) {
            break;
        }
        const struct placeholder *place = placeholder_find(masked, text, size);
        size_t step = place ? place->source_size : 1;
        if (!place) {
            buffer_byte(&out, *text);
        } else if (place->kind != PLACEHOLDER_NOTHING) {
            buffer_add(&out, place->source, place->source_size);
        }
        text += step;
        size -= step;
    }
    return out.data ? out.data : arena_text(arena, "");
}

struct source_pos placeholder_pos(struct scan *scan, size_t start, size_t end) {
    struct source_text *source = &scan->source;
    struct source_pos pos = source_text_pos(source, start);
    if (!source->anchor) {
        return pos;
    }
    const char *limit = source->file->text + source->file->size;
    size_t reach = (size_t)(limit - source->anchor) < ANCHOR_REACH ? (size_t)(limit - source->anchor) : ANCHOR_REACH;
    const char *found = memmem(source->anchor, reach, source->text + start, end - start);
    if (!found) {
        return pos;
    }
    pos = source->start;
    const char *line = found;
    while (line > source->file->text && line[-1] != '\n') {
        line--;
    }
    for (const char *at = source->anchor_start; at < line; at++) {
        pos.line += *at == '\n' ? 1 : 0;
    }
    pos.column = (uint32_t)(found - line) + 1;
    source->anchor = found + (end - start);
    return pos;
}

/* Writes a placeholder for the source from start to end. False if there are too many. */
static bool add_place(struct scan *scan, struct placeholder place, size_t start, size_t end) {
    struct masked *out = &scan->out;
    place.pos = placeholder_pos(scan, start, end);
    if (out->place_count == PLACE_MAX) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_LIMIT, place.pos, "more than %d expressions and references", PLACE_MAX);
        return false;
    }
    place.source = scan->source.text + start;
    place.source_size = end - start;
    out->places = arena_grow(scan->arena, out->places, out->place_count, &out->place_capacity, sizeof *out->places);
    out->places[out->place_count] = place;
    char code[PLACEHOLDER_SIZE_MIN];
    write_code(out->place_count++, code);
    buffer_add(&out->text, code, sizeof code);
    for (size_t i = sizeof code; i < place.source_size; i++) {
        buffer_byte(&out->text, 'x');
    }
    return true;
}

void mask_start(struct scan *scan) {
    struct masked *out = &scan->out;
    out->places = arena_grow(scan->arena, out->places, out->place_count, &out->place_capacity, sizeof *out->places);
    out->places[out->place_count] = (struct placeholder){
        .kind = PLACEHOLDER_NOTHING, .text = "", .source = "", .source_size = PLACEHOLDER_SIZE_MIN,
            .pos = scan->source.start };
    char code[PLACEHOLDER_SIZE_MIN];
    write_code(out->place_count++, code);
    buffer_add(&out->text, code, sizeof code);
}

size_t expression_end(const char *text, size_t size, size_t offset) {
    char quote = '\0';
    for (size_t i = offset + 2; i + 1 < size; i++) {
        char byte = text[i];
        size_t next = i + 1;
        while (byte == '\n' && next < size && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r')) {
            next++;
        }
        if (byte == '\n' && (next == size || text[next] == '\n')) {
            return SIZE_MAX;
        }
        if (quote) {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (byte == '}' && text[i + 1] == '}') {
            return i + 2;
        }
    }
    return SIZE_MAX;
}

/* Each of the mask_… functions below tries one convention at offset; returns the offset behind it, or offset itself. */

static size_t mask_expression(struct scan *scan, size_t offset) {
    const char *text = scan->source.text;
    if (!scan->options->expressions || scan->source.size - offset < 2 || memcmp(text + offset, "{{", 2) != 0) {
        return offset;
    }
    size_t end = expression_end(text, scan->source.size, offset);
    if (end == SIZE_MAX) {
        diag_add(scan->diag, DIAG_CODE_EXPRESSION_SYNTAX, source_text_pos(&scan->source, offset),
                 "{{ without }} before the next empty line");
        return offset;
    }
    struct placeholder place = { .kind = PLACEHOLDER_EXPRESSION,
                                 .text = arena_copy(scan->arena, text + offset + 2, end - offset - 4) };
    return add_place(scan, place, offset, end) ? end : offset;
}

/* True if nothing but blanks is left of the line, or of the cell in a row. */
static bool rest_is_blank(const struct scan *scan, size_t offset, enum line_kind line) {
    while (offset < scan->source.size && strchr(" \t\r", scan->source.text[offset])) {
        offset++;
    }
    bool end = offset >= scan->source.size || scan->source.text[offset] == '\n';
    return end || (line == LINE_ROW && scan->source.text[offset] == '|');
}

/* True for {.class} and {#id}, which in running text belong to nothing; other braces are text there. */
static bool names_something(const struct scan *scan, size_t offset) {
    const char *text = scan->source.text + offset;
    return scan->source.size - offset > 2 && (text[1] == '.' || text[1] == '#') && isalpha((unsigned char)text[2]);
}

static size_t mask_attributes(struct scan *scan, size_t offset, enum line_kind line) {
    const char *text = scan->source.text;
    bool span = offset > 0 && text[offset - 1] == ']', plain = !span && line == LINE_TEXT;
    if (text[offset] != '{' || (plain && !names_something(scan, offset)) || offset + 1 >= scan->source.size ||
        text[offset + 1] == '{') {
        return offset;
    }
    size_t end = 0;
    const struct attributes *attributes = attributes_read(scan, offset, false, &end);
    if (!attributes && plain) {
        return offset;
    }
    if (!attributes) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_ATTRIBUTES, source_text_pos(&scan->source, offset), NULL);
        return offset;
    }
    if (!span && !rest_is_blank(scan, end, line)) {
        return offset;
    }
    struct placeholder place = { .kind = PLACEHOLDER_ATTRIBUTES, .text = "", .attributes = attributes };
    return add_place(scan, place, offset, end) ? end : offset;
}

static bool is_key(char byte) {
    return isalnum((unsigned char)byte) || byte == '-' || byte == '_';
}

/* @fig-x, @tab-x, @sec-x; the end of a sentence or a hyphen behind it does not belong to it. */
static size_t mask_reference(struct scan *scan, size_t offset) {
    static const char *const prefixes[] = { "@fig-", "@tab-", "@sec-" };
    const char *text = scan->source.text;
    size_t left = scan->source.size - offset;
    bool known = false;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        known = known || (left > 5 && memcmp(text + offset, prefixes[i], 5) == 0);
    }
    if (!known || (offset > 0 && isalnum((unsigned char)text[offset - 1]))) {
        return offset;
    }
    size_t end = offset + 5;
    while (end < scan->source.size && is_key(text[end])) {
        end++;
    }
    while (text[end - 1] == '-' && end > offset + 5) {
        end--;
    }
    if (end == offset + 5) {
        return offset;
    }
    struct placeholder place = { .kind = PLACEHOLDER_REFERENCE,
                                 .text = arena_copy(scan->arena, text + offset + 1, end - offset - 1) };
    return add_place(scan, place, offset, end) ? end : offset;
}

/* [@key] and [^label]. */
static size_t mask_bracket(struct scan *scan, size_t offset) {
    const char *text = scan->source.text;
    size_t size = scan->source.size;
    if (size - offset < PLACEHOLDER_SIZE_MIN || (text[offset + 1] != '@' && text[offset + 1] != '^')) {
        return offset;
    }
    size_t end = offset + 2;
    while (end < size && (is_key(text[end]) || strchr(".:/+", text[end]) || (unsigned char)text[end] >= 0x80)) {
        end++;
    }
    if (end == size || text[end] != ']' || end == offset + 2) {
        return offset;
    }
    struct placeholder place = { .kind = text[offset + 1] == '@' ? PLACEHOLDER_CITATION : PLACEHOLDER_NOTE_MARK,
                                 .text = arena_copy(scan->arena, text + offset + 2, end - offset - 2) };
    return add_place(scan, place, offset, end + 1) ? end + 1 : offset;
}

/* A comment vanishes, also one over several lines. */
static size_t mask_comment(const struct scan *scan, size_t offset) {
    const char *text = scan->source.text;
    if (scan->source.size - offset < 7 || memcmp(text + offset, "<!--", 4) != 0) {
        return offset;
    }
    const char *end = strstr(text + offset + 4, "-->");
    return end && (size_t)(end - text) + 3 <= scan->source.size ? (size_t)(end - text) + 3 : offset;
}

/* One character as it stands; a private-use one becomes U+FFFD, which is as long. */
static size_t copy_character(struct scan *scan, size_t offset) {
    const char *text = scan->source.text + offset;
    size_t left = scan->source.size - offset;
    size_t length = 1;
    uint32_t code = utf8_decode(text, left, &length);
    if (code >= PRIVATE_FIRST && code <= PRIVATE_LAST) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_PRIVATE_USE, source_text_pos(&scan->source, offset), "U+%04X", code);
        buffer_text(&scan->out.text, "\xEF\xBF\xBD");
        return offset + length;
    }
    if (*text == '\\' && left > 1 && ispunct((unsigned char)text[1])) {
        length = 2;
    }
    if (*text != '\r') {
        buffer_add(&scan->out.text, text, length);
    }
    return offset + length;
}

/* Copies up to end, character by character. */
static size_t copy_until(struct scan *scan, size_t offset, size_t end) {
    while (offset < end) {
        offset = copy_character(scan, offset);
    }
    return offset;
}

/* A code span that ends on its line is copied as it stands; ticks that open none are text. */
static size_t copy_code(struct scan *scan, size_t offset) {
    const char *text = scan->source.text;
    size_t at = offset;
    size_t run = 0;
    while (at < scan->source.size && text[at] != '\n') {
        size_t start = at;
        while (at < scan->source.size && text[at] == '`') {
            at++;
        }
        if (run && at - start == run) {
            return copy_until(scan, offset, at);
        }
        run = run ? run : at - start;
        at += at == start ? 1 : 0;
    }
    return copy_until(scan, offset, offset + run);
}

static size_t mask_next(struct scan *scan, size_t offset, enum line_kind line) {
    size_t end = offset;
    switch (scan->source.text[offset]) {
    case '{':
        end = mask_expression(scan, offset);
        return end > offset ? end : mask_attributes(scan, offset, line);
    case '@':
        return mask_reference(scan, offset);
    case '[':
        return mask_bracket(scan, offset);
    case '<':
        return mask_comment(scan, offset);
    case '`':
        return copy_code(scan, offset);
    default:
        return offset;
    }
}

/* Bytes from offset on that mean nothing here: up to what mask_next may take, what copy_character looks at, and the line's end. */
static size_t plain_size(const struct scan *scan, size_t offset) {
    static const bool signs[UCHAR_MAX + 1] = { ['{'] = true, ['@'] = true, ['['] = true, ['<'] = true, ['`'] = true, ['\\'] = true,
        ['\r'] = true, ['\n'] = true, [0xEE] = true, [0xEF] = true };
    size_t end = offset;
    while (end < scan->source.size && !signs[(unsigned char)scan->source.text[end]]) {
        end++;
    }
    return end - offset;
}

size_t mask_line(struct scan *scan, size_t offset, enum line_kind line) {
    masked_segment_add(scan, offset);
    while (offset < scan->source.size && scan->source.text[offset] != '\n') {
        size_t plain = plain_size(scan, offset);
        if (plain > 0) {
            buffer_add(&scan->out.text, scan->source.text + offset, plain);
            offset += plain;
            continue;
        }
        size_t end = mask_next(scan, offset, line);
        if (end > offset) {
            masked_segment_add(scan, end);
        }
        offset = end > offset ? end : copy_character(scan, offset);
    }
    buffer_byte(&scan->out.text, '\n');
    return offset;
}
