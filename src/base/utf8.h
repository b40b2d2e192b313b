/* UTF-8 text, code point by code point. */
#ifndef ALMANAC_BASE_UTF8_H
#define ALMANAC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the code point at text (size bytes left, size > 0), sets *length to its bytes. Bad bytes give U+FFFD, length 1. */
uint32_t utf8_decode(const char *text, size_t size, size_t *length);

/* Encodes code into out (at least 4 bytes); returns the bytes written. */
size_t utf8_encode(uint32_t code, char *out);

/* Offset of the first byte that is no valid UTF-8, or SIZE_MAX if all is valid. */
size_t utf8_find_invalid(const char *text, size_t size);

/* Number of code points. */
size_t utf8_count(const char *text, size_t size);

#endif
