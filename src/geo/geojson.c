#include "geo/geojson.h"

#include "base/arena.h"
#include "base/part.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, DIGITS_EXACT = 15, EXPONENT_MOST = 999 };

/* What is in memory at a time where no longer value asks for more [byte]. The test build gives bugs a chance. */
#ifdef ALMANAC_SMALL_ARENA
enum { WINDOW = 64 };
#else
enum { WINDOW = 64 * 1024 };
#endif

struct scan scan_open(struct arena *arena, const struct source_file *file, size_t offset) {
    if (file->text) {
        const char *start = file->text;
        return (struct scan){ .file = file, .start = start, .at = start + offset, .end = start + file->size, .last = true };
    }
    char *window = arena_bytes(arena, WINDOW);
    return (struct scan){ .file = file, .start = window, .at = window, .end = window, .arena = arena, .window = window,
                          .capacity = WINDOW, .base = offset, .last = offset == file->size };
}

size_t scan_offset(const struct scan *scan) {
    return scan->base + (size_t)(scan->at - scan->start);
}

struct source_pos scan_pos(const struct scan *scan) {
    struct source_pos pos = { scan->file, 1, 1 };
    char piece[4096];
    size_t offset = scan_offset(scan), size;
    for (size_t from = 0; from < offset; from += size) {
        size = offset - from < sizeof piece ? offset - from : sizeof piece;
        if (!file_part(scan->file, from, piece, size)) {
            return (struct source_pos){ scan->file, 0, 0 };
        }
        const char *at = piece, *end = piece + size;
        for (const char *newline; (newline = memchr(at, '\n', (size_t)(end - at))) != NULL; at = newline + 1) {
            pos.line++;
            pos.column = 1;
        }
        pos.column += (uint32_t)(end - at);
    }
    return pos;
}

/* Moves the window on: what lies before at is dropped, more is read behind end. False where the text ends. */
static bool read_on(struct scan *scan) {
    size_t kept = (size_t)(scan->end - scan->at), read = scan->base + (size_t)(scan->end - scan->start);
    if (scan->last) {
        return false;
    }
    char *window = scan->window;
    if (kept > scan->capacity / 2) {
        scan->capacity *= 2;
        window = arena_bytes(scan->arena, scan->capacity);
    }
    memmove(window, scan->at, kept);
    scan->base = scan_offset(scan);
    size_t left = scan->file->size - read, room = scan->capacity - kept, size = left < room ? left : room;
    bool is_there = file_part(scan->file, read, window + kept, size);
    scan->window = window;
    scan->start = scan->at = window;
    scan->end = window + kept + (is_there ? size : 0);
    scan->last = !is_there || size == left;
    return is_there || scan_fail(scan, "the file was changed while it was read");
}

bool scan_fail(struct scan *scan, const char *fault) {
    scan->fault = scan->fault ? scan->fault : fault;
    return false;
}

char scan_peek(struct scan *scan) {
    do {
        while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t')) {
            scan->at++;
        }
    } while (scan->at == scan->end && read_on(scan));
    return scan->at < scan->end ? *scan->at : '\0';
}

bool scan_take(struct scan *scan, char sign) {
    if (scan->fault || scan_peek(scan) != sign) {
        return false;
    }
    scan->at++;
    return true;
}

/* The end of the text that begins after a quote, or NULL. */
static const char *text_end(const struct scan *scan) {
    for (const char *at = scan->at; at < scan->end; at++) {
        if (*at == '"') {
            return at;
        }
        at += *at == '\\';
    }
    return NULL;
}

const char *scan_text(struct scan *scan, struct arena *arena) {
    if (!scan_take(scan, '"')) {
        scan_fail(scan, "a text is wanted");
        return NULL;
    }
    const char *end;
    while (!(end = text_end(scan))) {
        if (!read_on(scan)) {
            scan_fail(scan, "the text has no end");
            return NULL;
        }
    }
    const char *text = arena_copy(arena, scan->at, (size_t)(end - scan->at));
    scan->at = end + 1;
    return text;
}

static bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

/* Takes digits into *number, of which those beyond the exact ones count as zero. Returns how many there were. */
static int take_digits(struct scan *scan, uint64_t *number, int taken, int *dropped) {
    const char *start = scan->at, *at = start, *end = scan->end;
    const char *exact = end - at > DIGITS_EXACT - taken ? at + (taken < DIGITS_EXACT ? DIGITS_EXACT - taken : 0) : end;
    uint64_t value = *number;
    for (; at < exact && is_digit(*at); at++) {
        value = value * 10 + (uint64_t)(*at - '0');
    }
    *number = value;
    for (; at < end && is_digit(*at); at++) {
        ++*dropped;
    }
    scan->at = at;
    return (int)(at - start);
}

/* The exponent after e, held within what a double can hold. */
static int take_exponent(struct scan *scan) {
    uint64_t value = 0;
    int dropped = 0;
    if (scan->at >= scan->end || (*scan->at | 0x20) != 'e') {
        return 0;
    }
    scan->at++;
    bool negative = scan->at < scan->end && *scan->at == '-';
    scan->at += scan->at < scan->end && (*scan->at == '-' || *scan->at == '+');
    if (take_digits(scan, &value, 0, &dropped) == 0) {
        scan_fail(scan, "the exponent has no digits");
    }
    int power = (int)(value < EXPONENT_MOST ? value : EXPONENT_MOST);
    return negative ? -power : power;
}

bool scan_number(struct scan *scan, double *number) {
    char first = scan_peek(scan);
    if (scan->fault || !(first == '-' || is_digit(first))) {
        return scan_fail(scan, "a number is wanted");
    }
    const char *start = scan->at;
    uint64_t digits = 0;
    int dropped = 0, ignored = 0;
    scan->at += first == '-';
    int whole = take_digits(scan, &digits, 0, &dropped), part = 0;
    int beyond = dropped;
    if (whole > 0 && scan->at < scan->end && *scan->at == '.') {
        scan->at++;
        part = take_digits(scan, &digits, whole, &ignored);
    }
    double value = (double)digits;
    double power = take_exponent(scan) + beyond - (part - ignored);
    value = power == 0 ? value : power < 0 ? value / pow(10, -power) : value * pow(10, power);
    *number = first == '-' ? -value : value;
    if (whole == 0 || !isfinite(value)) {
        scan->at = start;
        return scan_fail(scan, "a number is wanted");
    }
    return !scan->fault;
}

static const char *pass_digits(const char *at, const char *end, uint64_t *value) {
    for (; at < end && is_digit(*at); at++) {
        *value = *value * 10 + (uint64_t)(*at - '0');
    }
    return at;
}

/* A number without exponent and of at most DIGITS_EXACT digits, further ones behind its point left out, as scan_number takes it. NULL
 * where something else comes. */
static const char *plain_number(const char *at, const char *end, double *number) {
    static const double powers[DIGITS_EXACT + 1] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    bool negative = at < end && *at == '-';
    uint64_t value = 0;
    const char *start = at += negative;
    at = pass_digits(at, end - at > DIGITS_EXACT ? at + DIGITS_EXACT : end, &value);
    ptrdiff_t whole = at - start;
    if (whole == 0) {
        return NULL;
    }
    *number = (double)value;
    if (at < end && *at == '.') {
        const char *part = ++at, *exact = end - at > DIGITS_EXACT - whole ? at + (DIGITS_EXACT - whole) : end;
        at = pass_digits(at, exact, &value);
        *number = (double)value / powers[at - part];
        while (at < end && is_digit(*at)) {
            at++;
        }
    }
    *number = negative ? -*number : *number;
    return at;
}

bool scan_pair(struct scan *scan, double pair[2]) {
    const char *at = scan->at, *end = scan->end;
    if (at == end || *at != '[' || !(at = plain_number(at + 1, end, &pair[0])) || at == end || *at != ',') {
        return false;
    }
    at += at + 1 < end && at[1] == ' ';
    if (!(at = plain_number(at + 1, end, &pair[1])) || at == end || *at != ']') {
        return false;
    }
    scan->at = at + 1;
    return true;
}

/* The next quote or bracket, or the end. */
static const char *next_sign(const char *at, const char *end) {
    static const bool signs[UCHAR_MAX + 1] = { ['"'] = true, ['['] = true, [']'] = true, ['{'] = true, ['}'] = true };
    while (at < end && !signs[(unsigned char)*at]) {
        at++;
    }
    return at;
}

/* Passes over what is left of a text, and its last quote; false if it has none. */
static bool skip_text(struct scan *scan) {
    const char *end;
    while (!(end = text_end(scan))) {
        if (!read_on(scan)) {
            scan->at = scan->end;
            return false;
        }
    }
    scan->at = end + 1;
    return true;
}

/* Passes over the list or map that begins here. */
static bool skip_nested(struct scan *scan) {
    int depth = 0;
    do {
        while ((scan->at = next_sign(scan->at, scan->end)) < scan->end) {
            char sign = *scan->at++;
            if (sign == '"' && !skip_text(scan)) {
                break;
            }
            if ((sign == '[' || sign == '{') && ++depth > DEPTH_MAX) {
                scan->at--;
                return scan_fail(scan, "nested too deep");
            }
            if ((sign == ']' || sign == '}') && --depth == 0) {
                return true;
            }
        }
    } while (read_on(scan));
    return scan_fail(scan, "the file ends too early");
}

bool scan_skip(struct scan *scan) {
    char sign = scan_peek(scan);
    if (sign == '[' || sign == '{') {
        return skip_nested(scan);
    }
    if (sign == '"') {
        scan->at++;
        return skip_text(scan) || scan_fail(scan, "the text has no end");
    }
    size_t start = scan_offset(scan);
    do {
        while (scan->at < scan->end && !strchr(",]} \n\r\t", *scan->at)) {
            scan->at++;
        }
    } while (scan->at == scan->end && read_on(scan));
    return scan_offset(scan) > start || scan_fail(scan, "a value is wanted");
}

bool scan_hold(struct scan *scan, struct scan *value) {
    scan_peek(scan);
    for (;;) {
        *value = *scan;
        value->last = true;
        bool whole = scan_skip(value);
        if (scan->last || value->at < value->end || !read_on(scan)) {
            struct scan after = *value;
            *value = *scan;
            value->last = true;
            value->end = whole ? after.at : scan->end;
            scan->at = after.at;
            scan->fault = scan->fault ? scan->fault : after.fault;
            return whole;
        }
    }
}

bool scan_item(struct scan *scan, bool *first) {
    if (*first && !scan_take(scan, '[')) {
        return scan_fail(scan, "a list is wanted");
    }
    if (scan->fault || scan_take(scan, ']')) {
        return false;
    }
    if (!*first && !scan_take(scan, ',')) {
        return scan_fail(scan, "a comma is wanted");
    }
    *first = false;
    return true;
}

bool scan_key(struct scan *scan, struct arena *arena, bool *first, const char **key) {
    if (*first && !scan_take(scan, '{')) {
        return scan_fail(scan, "a map is wanted");
    }
    if (scan->fault || scan_take(scan, '}')) {
        return false;
    }
    if (!*first && !scan_take(scan, ',')) {
        return scan_fail(scan, "a comma is wanted");
    }
    *first = false;
    *key = scan_text(scan, arena);
    return *key && (scan_take(scan, ':') || scan_fail(scan, "a colon is wanted"));
}
