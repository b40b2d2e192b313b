/* The numbers that a text states, in digits and in words. */
#include "template/claim.h"

#include "base/number.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Words that state a number; "one" and "first" mean too much else ("one of the largest", "at first"). */
static const struct {
    const char *language, *word;
    double value;
} words[] = {
    { "en", "two", 2 },     { "en", "three", 3 },   { "en", "four", 4 },     { "en", "five", 5 },   { "en", "six", 6 },
    { "en", "seven", 7 },   { "en", "eight", 8 },   { "en", "nine", 9 },     { "en", "ten", 10 },   { "en", "eleven", 11 },
    { "en", "twelve", 12 }, { "en", "second", 2 },  { "en", "third", 3 },    { "en", "fourth", 4 }, { "en", "fifth", 5 },
    { "en", "sixth", 6 },   { "en", "seventh", 7 }, { "en", "eighth", 8 },   { "en", "ninth", 9 },  { "en", "tenth", 10 },
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
    return isalpha((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

/* Bytes of a blank between groups of three digits: a space, a no-break or a narrow one. */
static size_t group_blank(const char *text) {
    size_t length = 0;
    uint32_t code = *text ? utf8_decode(text, strlen(text), &length) : 0;
    return code == ' ' || code == 0xA0 || code == 0x202F || code == 0x2009 ? length : 0;
}

/* True if the digits at text continue a name: C33, EU-28, BE1. */
static bool is_code(const char *text, const char *whole) {
    if (text == whole) {
        return false;
    }
    bool hyphen = text[-1] == '-' && text - whole > 1 && isalpha((unsigned char)text[-2]);
    return isalpha((unsigned char)text[-1]) || text[-1] == '_' || hyphen;
}

/* Reads the digits at text, with groups and a fraction. */
static void read_digits(const char *text, struct numeral *numeral) {
    char digits[64];
    size_t size = 0, at = 0;
    size_t first = strspn(text, "0123456789");
    while (is_digit(text[at]) && size < sizeof digits / 2) {
        digits[size++] = text[at++];
        size_t blank = group_blank(text + at);
        bool group = blank && first <= 3 && strspn(text + at + blank, "0123456789") == 3;
        at += group ? blank : 0;
    }
    if ((text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
        digits[size++] = '.';
        at++;
        while (is_digit(text[at]) && size < sizeof digits - 1) {
            digits[size++] = text[at++];
            numeral->decimals++;
        }
    }
    digits[size] = '\0';
    number_parse(digits, &numeral->value);
    numeral->size = at;
}

/* A word at text that states a number. */
static bool read_word(const char *text, const char *language, struct numeral *numeral) {
    size_t size = 0;
    while (is_letter(text[size])) {
        size++;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool same = strlen(words[i].word) == size && strncasecmp(words[i].word, text, size) == 0;
        if (same && strcmp(words[i].language, language) == 0) {
            numeral->value = words[i].value;
            numeral->size = size;
            return true;
        }
    }
    return false;
}

/* Behind the word or the digits at text. */
static const char *skip(const char *text) {
    const char *start = text;
    while (is_letter(*text)) {
        text++;
    }
    while (text == start || is_digit(*text)) {
        text++;
    }
    return text;
}

bool numeral_next(const char **text, const char *whole, const char *language, bool codes, struct numeral *numeral) {
    while (**text) {
        const char *at = *text;
        *numeral = (struct numeral){ .start = at };
        bool number = is_digit(*at) && (codes || !is_code(at, whole));
        if (number) {
            read_digits(at, numeral);
        }
        if (number || (is_letter(*at) && read_word(at, language, numeral))) {
            *text = at + numeral->size;
            return true;
        }
        if (is_letter(*at)) {
            while (is_letter(**text)) {
                (*text)++;
            }
        } else {
            *text = is_digit(*at) ? skip(at) : at + 1;
        }
    }
    return false;
}
