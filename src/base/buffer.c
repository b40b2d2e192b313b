#include "base/buffer.h"

#include "base/arena.h"

#include <stdbool.h>
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Sign, the 309 digits before the point of the largest double, the point, MOST_DECIMALS digits and a NUL fit. */
enum { MOST_DECIMALS = 17, NUMBER_SIZE = 336 };

/* Room for what most formats give. */
enum { PRINTED_USUALLY = 64 };

struct buffer buffer_new(struct arena *arena) {
    return (struct buffer){ .arena = arena };
}

/* Makes room for size bytes more and the NUL. */
static void reserve(struct buffer *buffer, size_t size) {
    size_t needed = buffer->size + size + 1;
    assert(needed > buffer->size);
    if (needed <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity * 2 > needed ? buffer->capacity * 2 : needed;
    char *data = arena_bytes(buffer->arena, capacity);
    if (buffer->size > 0) {
        memcpy(data, buffer->data, buffer->size);
    }
    buffer->data = data;
    buffer->capacity = capacity;
}

char *buffer_reserve(struct buffer *buffer, size_t size) {
    reserve(buffer, size);
    return buffer->data + buffer->size;
}

void buffer_add(struct buffer *buffer, const char *data, size_t size) {
    reserve(buffer, size);
    if (size > 0) {
        memcpy(buffer->data + buffer->size, data, size);
    }
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text) {
    buffer_add(buffer, text, strlen(text));
}

void buffer_byte(struct buffer *buffer, char byte) {
    reserve(buffer, 1);
    buffer->data[buffer->size++] = byte;
    buffer->data[buffer->size] = '\0';
}

void buffer_print_list(struct buffer *buffer, const char *format, va_list list) {
    assert(format);
    va_list again;
    va_copy(again, list);
    reserve(buffer, PRINTED_USUALLY); /* formatted in place, and again only where it was longer */
    size_t room = buffer->capacity - buffer->size;
    int size = vsnprintf(buffer->data + buffer->size, room, format, list);
    assert(size >= 0);
    if ((size_t)size >= room) {
        reserve(buffer, (size_t)size);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
    }
    buffer->size += (size_t)size;
    va_end(again);
}

void buffer_print(struct buffer *buffer, const char *format, ...) {
    va_list list;
    va_start(list, format);
    buffer_print_list(buffer, format, list);
    va_end(list);
}

void buffer_count(struct buffer *buffer, unsigned long value) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    buffer_add(buffer, digits + at, sizeof digits - at);
}

void buffer_number(struct buffer *buffer, double value, int decimals) {
    assert(isfinite(value));
    assert(decimals >= 0 && decimals <= MOST_DECIMALS);
    char digits[NUMBER_SIZE];
    int size = snprintf(digits, sizeof digits, "%.*f", decimals, value);
    if (decimals > 0) {
        while (digits[size - 1] == '0') {
            size--;
        }
        if (digits[size - 1] == '.') {
            size--;
        }
    }
    digits[size] = '\0';
    buffer_text(buffer, strcmp(digits, "-0") == 0 ? "0" : digits);
}

void buffer_indent(struct buffer *buffer, int indent) {
    for (int i = 0; i < indent; i++) {
        buffer_add(buffer, "  ", 2);
    }
}

void buffer_csv(struct buffer *buffer, const char *text) {
    size_t size = strcspn(text, ",\"\r\n");
    if (text[size] == '\0') {
        buffer_add(buffer, text, size);
        return;
    }
    buffer_byte(buffer, '"');
    for (; *text; text++) {
        if (*text == '"') buffer_byte(buffer, '"');
        buffer_byte(buffer, *text);
    }
    buffer_byte(buffer, '"');
}

void buffer_markup(struct buffer *buffer, const char *text) {
    for (; *text; text++) {
        if (*text == '<') buffer_text(buffer, "&lt;");
        else if (*text == '>') buffer_text(buffer, "&gt;");
        else if (*text == '&') buffer_text(buffer, "&amp;");
        else if (*text == '"') buffer_text(buffer, "&quot;");
        else buffer_byte(buffer, *text);
    }
}
