#include "layout/word.h"

#include <string.h>

/* Bytes of an address that stay together at either end of a part. */
#define PART_LEAST 4

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c) {
    return is_capital(c) || is_small(c);
}

static size_t word_size(const char *text, size_t size) {
    size_t length = 0;
    while (length < size && text[length] != ' ' && text[length] != '\n') {
        length++;
    }
    return length;
}

static bool is_closing(char c) {
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ']' || c == '\0';
}

/* The word without the signs of punctuation at its end. */
static size_t bare_size(const char *text, size_t size) {
    while (size > 0 && is_closing(text[size - 1])) {
        size--;
    }
    return size;
}

/* Units and magnitudes that stand behind numbers. Source: Interinstitutional Style Guide, annexes A3 and A6. */
static bool is_unit(const char *text, size_t size) {
    static const char *const units[] = {"%",  "\u2030", "\u20AC", "\u00B0C", "EUR", "million", "billion", "thousand",
                                        "bn", "pp",     "km",     "km\u00B2", "m",   "m\u00B2",  "mm",      "cm",
                                        "ha", "kg",     "t",      "Mt",       "W",   "kW",       "MW",      "GW",
                                        "MWh", "GWh",   "TWh",    "Mtoe",     "pt"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (size > 0 && *units[i] == *text && strlen(units[i]) == size && memcmp(units[i], text, size) == 0) {
            return true;
        }
    }
    return false;
}

/* "000": three figures, the end of a number whose first part stands before the space. */
static bool is_group(const char *text, size_t size) {
    return size == 3 && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]);
}

static bool is_currency(const char *text, size_t offset) {
    return offset >= 4 && is_capital(text[offset - 2]) && is_capital(text[offset - 3]) &&
           is_capital(text[offset - 4]) && (offset == 4 || text[offset - 5] == ' ');
}

bool text_is_tied(const char *text, size_t size, size_t offset) {
    if (offset < 2 || offset >= size || text[offset - 1] != ' ') {
        return false;
    }
    if (is_digit(text[offset - 2])) {
        size_t next = bare_size(text + offset, word_size(text + offset, size - offset));
        return is_unit(text + offset, next) || is_group(text + offset, next);
    }
    return is_digit(text[offset]) && is_currency(text, offset);
}

/* "europa.eu/": a point between letters before a slash. */
static bool has_host(const char *text, size_t size) {
    const char *slash = memchr(text, '/', size);
    size_t end = slash ? (size_t)(slash - text) : 0;
    for (size_t i = 1; i + 1 < end; i++) {
        if (text[i] == '.' && is_letter(text[i - 1]) && is_letter(text[i + 1])) {
            return true;
        }
    }
    return false;
}

/* "name@host.eu": a point behind the sign, letters around it. */
static bool has_mailbox(const char *text, size_t size) {
    const char *at = memchr(text, '@', size);
    size_t host = at ? (size_t)(at - text) + 1 : size;
    return at && at > text && host < size && is_letter(text[host]) &&
           memchr(text + host, '.', bare_size(text + host, size - host)) != NULL;
}

/* "10.2777/12345", perhaps with "doi:" before it. Source: ISO 26324, the prefix of a name begins with 10. */
static bool is_object_name(const char *text, size_t size) {
    size_t prefix = size > 4 && memcmp(text, "doi:", 4) == 0 ? 4 : 0;
    return size > prefix + 7 && memcmp(text + prefix, "10.", 3) == 0 && is_digit(text[prefix + 3]) &&
           is_digit(text[prefix + 6]) && memchr(text, '/', size) != NULL;
}

size_t address_size(const char *text, size_t size) {
    size_t length = word_size(text, size);
    bool scheme = memmem(text, length, "://", 3) != NULL;
    bool web = length > 4 && memcmp(text, "www.", 4) == 0;
    bool named = has_host(text, length) || has_mailbox(text, length) || is_object_name(text, length);
    return scheme || web || named ? length : 0;
}

bool text_may_hold_address(const char *text, size_t size) {
    return memchr(text, '/', size) || memchr(text, '@', size) || memmem(text, size, "www.", 4);
}

bool address_breaks(const char *text, size_t start, size_t stop, size_t offset) {
    if (offset < start + PART_LEAST || bare_size(text + start, stop - start) + start < offset + PART_LEAST) {
        return false;
    }
    if (text[offset - 1] == '/') {
        return text[offset] != '/' && text[offset - 2] != ':';
    }
    if (strchr("@=", text[offset - 1])) {
        return strchr("/=&", text[offset]) == NULL;
    }
    bool joint = is_small(text[offset - 1]) && is_capital(text[offset]) && is_small(text[offset + 1]);
    return joint || (strchr(".?#&%_~-+,;:", text[offset]) != NULL && text[offset - 1] != '/');
}
