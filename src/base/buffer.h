/* A growing byte string in an arena: for text dumps, PDF content and messages. */
#ifndef ALMANAC_BASE_BUFFER_H
#define ALMANAC_BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct buffer {
    struct arena *arena;
    char *data; /* always NUL-terminated once anything was added; NULL before */
    size_t size;
    size_t capacity;
};

/* Starts an empty buffer whose bytes live in arena. */
struct buffer buffer_new(struct arena *arena);

/* Room for size bytes more, which the caller writes and then counts in size. A NUL fits behind them. */
char *buffer_reserve(struct buffer *buffer, size_t size);

void buffer_add(struct buffer *buffer, const char *data, size_t size);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_byte(struct buffer *buffer, char byte);
void buffer_print(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_print_list(struct buffer *buffer, const char *format, va_list list) __attribute__((format(printf, 2, 0)));

/* Adds a whole number in decimal digits. */
void buffer_count(struct buffer *buffer, unsigned long value);

/* Adds value with at most decimals digits after the point, without trailing zeros and without
 * locale: 12.5, -0.25, 3. Not-a-number and infinities are a broken promise. */
void buffer_number(struct buffer *buffer, double value, int decimals);

/* Adds text as a field of CSV, in quotes where it must be (RFC 4180). */
void buffer_csv(struct buffer *buffer, const char *text);

/* Adds text for HTML and XML, in content or between double quotes. */
void buffer_markup(struct buffer *buffer, const char *text);

/* Adds indent pairs of blanks: for dumps of trees. */
void buffer_indent(struct buffer *buffer, int indent);

#endif
