#include "geo/geojson.h"

#include "base/arena.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, DIGITS_EXACT = 15 };

struct scan scan_open(const struct source_file *file) {
    return (struct scan){ file, file->text, file->text + file->size, NULL };
}

struct source_pos scan_pos(const struct scan *scan) {
    struct source_pos pos = { scan->file, 1, 1 };
    for (const char *at = scan->file->text; at < scan->at; at++) {
        pos.line += *at == '\n';
        pos.column = *at == '\n' ? 1 : pos.column + 1;
    }
    return pos;
}

bool scan_fail(struct scan *scan, const char *fault) {
    scan->fault = scan->fault ? scan->fault : fault;
    return false;
}

char scan_peek(struct scan *scan) {
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t')) {
        scan->at++;
    }
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
    const char *end = text_end(scan);
    if (!end) {
        scan_fail(scan, "the text has no end");
        return NULL;
    }
    const char *text = arena_copy(arena, scan->at, (size_t)(end - scan->at));
    scan->at = end + 1;
    return text;
}

static bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

/* Takes digits into *number, of which those beyond the exact ones count as zero. Returns how many there were. */
static int take_digits(struct scan *scan, double *number, int taken, int *dropped) {
    int count = 0;
    for (; scan->at < scan->end && is_digit(*scan->at); scan->at++, count++) {
        if (taken + count < DIGITS_EXACT) {
            *number = *number * 10 + (*scan->at - '0');
        } else {
            ++*dropped;
        }
    }
    return count;
}

/* The exponent after e, held within what a double can hold. */
static int take_exponent(struct scan *scan) {
    double value = 0;
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
    return (int)(negative ? -fmin(value, 999) : fmin(value, 999));
}

bool scan_number(struct scan *scan, double *number) {
    char first = scan_peek(scan);
    if (scan->fault || !(first == '-' || is_digit(first))) {
        return scan_fail(scan, "a number is wanted");
    }
    const char *start = scan->at;
    double value = 0;
    int dropped = 0, ignored = 0;
    scan->at += first == '-';
    int whole = take_digits(scan, &value, 0, &dropped), part = 0;
    int beyond = dropped;
    if (whole > 0 && scan->at < scan->end && *scan->at == '.') {
        scan->at++;
        part = take_digits(scan, &value, whole, &ignored);
    }
    double power = take_exponent(scan) + beyond - (part - ignored);
    value = power == 0 ? value : power < 0 ? value / pow(10, -power) : value * pow(10, power);
    *number = first == '-' ? -value : value;
    if (whole == 0 || !isfinite(value)) {
        scan->at = start;
        return scan_fail(scan, "a number is wanted");
    }
    return !scan->fault;
}

/* The next quote or bracket, or the end. */
static const char *next_sign(const char *at, const char *end) {
    static const bool signs[UCHAR_MAX + 1] = { ['"'] = true, ['['] = true, [']'] = true, ['{'] = true, ['}'] = true };
    while (at < end && !signs[(unsigned char)*at]) {
        at++;
    }
    return at;
}

/* Passes over the list or map that begins here. */
static bool skip_nested(struct scan *scan) {
    int depth = 0;
    for (; (scan->at = next_sign(scan->at, scan->end)) < scan->end; scan->at++) {
        char sign = *scan->at;
        if (sign == '"') {
            scan->at++;
            const char *end = text_end(scan);
            scan->at = end ? end : scan->end - 1;
        } else if (sign == '[' || sign == '{') {
            if (++depth > DEPTH_MAX) {
                return scan_fail(scan, "nested too deep");
            }
        } else if ((sign == ']' || sign == '}') && --depth == 0) {
            scan->at++;
            return true;
        }
    }
    return scan_fail(scan, "the file ends too early");
}

bool scan_skip(struct scan *scan) {
    char sign = scan_peek(scan);
    if (sign == '[' || sign == '{') {
        return skip_nested(scan);
    }
    if (sign == '"') {
        scan->at++;
        const char *end = text_end(scan);
        scan->at = end ? end + 1 : scan->end;
        return end || scan_fail(scan, "the text has no end");
    }
    const char *start = scan->at;
    while (scan->at < scan->end && !strchr(",]} \n\r\t", *scan->at)) {
        scan->at++;
    }
    return scan->at > start || scan_fail(scan, "a value is wanted");
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
