#include "base/buffer.h"

#include "base/arena.h"
#include "base/number.h"

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

void buffer_grow(struct buffer *buffer, size_t size) {
    size_t needed = buffer->size + size + 1;
    assert(needed > buffer->size);
    size_t capacity = buffer->capacity * 2 > needed ? buffer->capacity * 2 : needed;
    char *data = arena_bytes(buffer->arena, capacity);
    if (buffer->size > 0) {
        memcpy(data, buffer->data, buffer->size);
    }
    buffer->data = data;
    buffer->capacity = capacity;
}

void buffer_print_list(struct buffer *buffer, const char *format, va_list list) {
    assert(format);
    va_list again;
    va_copy(again, list);
    buffer_room(buffer, PRINTED_USUALLY); /* formatted in place, and again only where it was longer */
    size_t room = buffer->capacity - buffer->size;
    int size = vsnprintf(buffer->data + buffer->size, room, format, list);
    assert(size >= 0);
    if ((size_t)size >= room) {
        buffer_room(buffer, (size_t)size);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
    }
    buffer->size += (size_t)size;
    va_end(again);
}

char *count_write(char *to, unsigned long value) {
    size_t size = 1;
    for (unsigned long rest = value; rest >= 10; rest /= 10) {
        size++;
    }
    for (size_t i = size; i-- > 0; value /= 10) {
        to[i] = (char)('0' + value % 10);
    }
    return to + size;
}

void buffer_print(struct buffer *buffer, const char *format, ...) {
    va_list list;
    va_start(list, format);
    buffer_print_list(buffer, format, list);
    va_end(list);
}

void buffer_count(struct buffer *buffer, unsigned long value) {
    buffer_end(buffer, count_write(buffer_room(buffer, COUNT_SIZE), value));
}

/* As buffer_number, for the numbers that number_scaled does not take. */
static void add_long_number(struct buffer *buffer, double value, int decimals) {
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

void buffer_number(struct buffer *buffer, double value, int decimals) {
    assert(isfinite(value));
    assert(decimals >= 0 && decimals <= MOST_DECIMALS);
    uint64_t units;
    if (!number_scaled(value, decimals, &units)) {
        add_long_number(buffer, value, decimals);
        return;
    }
    while (decimals > 0 && units % 10 == 0) {
        units /= 10;
        decimals--;
    }
    char *to = buffer_room(buffer, COUNT_SIZE + MOST_DECIMALS + 2), digits[COUNT_SIZE];
    if (value < 0 && units > 0) {
        *to++ = '-';
    }
    int size = (int)(count_write(digits, units) - digits), whole = size - decimals;
    for (int place = whole > 0 ? 0 : whole - 1; place < size; place++) {
        if (place == whole) {
            *to++ = '.';
        }
        *to++ = place < 0 ? '0' : digits[place];
    }
    buffer_end(buffer, to);
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
