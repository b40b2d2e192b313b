#include "base/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, LAST_CODE = 0x10FFFF };

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Bytes that the first byte of a code point promises; 0 if it can begin none. */
static size_t promised(unsigned char first) {
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return 2;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        return 3;
    }
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* The code point at text, or false if the bytes are cut off, overlong, a surrogate or beyond Unicode. */
static bool decode(const char *text, size_t size, uint32_t *code, size_t *length) {
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char first = (unsigned char)text[0];
    size_t count = promised(first);
    if (count == 0 || count > size) {
        return false;
    }
    uint32_t value = count == 1 ? first : first & (0x7Fu >> count);
    for (size_t i = 1; i < count; i++) {
        if (!is_continuation(text[i])) {
            return false;
        }
        value = value << 6 | ((unsigned char)text[i] & 0x3F);
    }
    if (value < smallest[count] || value > LAST_CODE || (value >= 0xD800 && value <= 0xDFFF)) {
        return false;
    }
    *code = value;
    *length = count;
    return true;
}

uint32_t utf8_decode(const char *text, size_t size, size_t *length) {
    uint32_t code = REPLACEMENT;
    *length = 1;
    if ((unsigned char)text[0] < 0x80) {
        return (unsigned char)text[0];
    }
    decode(text, size, &code, length);
    return code;
}

size_t utf8_encode(uint32_t code, char *out) {
    if (code > LAST_CODE || (code >= 0xD800 && code <= 0xDFFF)) {
        code = REPLACEMENT;
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = count - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00u >> count & 0xFF) | code);
    return count;
}

enum { PLAIN_STEP = 32 };

/* True if the PLAIN_STEP bytes at text are all below 0x80: most of most files. */
static bool is_plain(const char *text) {
    uint64_t words[PLAIN_STEP / sizeof(uint64_t)];
    memcpy(words, text, sizeof words);
    return ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080)) == 0;
}

size_t utf8_find_invalid(const char *text, size_t size) {
    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t length = 1;
        if (size - i >= PLAIN_STEP && is_plain(text + i)) {
            length = PLAIN_STEP;
        } else if ((unsigned char)text[i] >= 0x80 && !decode(text + i, size - i, &code, &length)) {
            return i;
        }
        i += length;
    }
    return SIZE_MAX;
}

size_t utf8_count(const char *text, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; count++) {
        size_t length;
        utf8_decode(text + i, size - i, &length);
        i += length;
    }
    return count;
}
