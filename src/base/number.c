#include "base/number.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

static const char *skip_digits(const char *text) {
    while (*text >= '0' && *text <= '9') {
        text++;
    }
    return text;
}

/* End of the decimal number at text, or NULL. strtod alone would also take "0x1p3", "inf" and leading blanks. */
static const char *number_end(const char *text) {
    const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
    const char *end = skip_digits(digits);
    size_t count = (size_t)(end - digits);
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        count += (size_t)(end - fraction);
    }
    if (count == 0) {
        return NULL;
    }
    if (*end == 'e' || *end == 'E') {
        const char *power = end[1] == '-' || end[1] == '+' ? end + 2 : end + 1;
        const char *power_end = skip_digits(power);
        end = power_end > power ? power_end : end;
    }
    return end;
}

/* Reads a number of at most 15 digits without exponent, as nearly all are: its digits and the power of ten below them are exact doubles, so
 * that their quotient is rounded once, as strtod rounds. NULL for others, and where there is no number. */
static const char *read_short(const char *text, double *value) {
    enum { MOST_DIGITS = 15 };
    static const double powers[MOST_DIGITS + 1] = { 1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    bool negative = *text == '-';
    const char *at = text + (*text == '-' || *text == '+'), *point = NULL;
    uint64_t digits = 0;
    size_t count = 0;
    for (; count <= MOST_DIGITS; at++) {
        if (*at >= '0' && *at <= '9') {
            digits = digits * 10 + (uint64_t)(*at - '0');
            count++;
        } else if (*at == '.' && !point) {
            point = at;
        } else {
            break;
        }
    }
    if (count == 0 || count > MOST_DIGITS || *at == 'e' || *at == 'E' || *at == 'x' || *at == 'X') {
        return NULL;
    }
    double number = (double)digits / (point ? powers[at - point - 1] : 1);
    *value = negative ? -number : number;
    return at;
}

const char *number_read(const char *text, double *value) {
    const char *rest = read_short(text, value);
    if (rest) {
        return rest;
    }
    const char *end = number_end(text);
    if (!end) {
        return NULL;
    }
    /* "0x1" ends after the 0 for us, while strtod would go on; a number right before a letter x is none. */
    if (*end == 'x' || *end == 'X') {
        return NULL;
    }
    double number = strtod(text, NULL);
    if (!isfinite(number)) {
        return NULL;
    }
    *value = number;
    return end;
}

bool number_parse(const char *text, double *value) {
    double number;
    const char *end = number_read(text, &number);
    if (!end || *end != '\0') {
        return false;
    }
    *value = number;
    return true;
}

/* 53 bits of the double and the 74 of the greatest power of ten fit. */
__extension__ typedef unsigned __int128 wide;

static wide power_of_ten(int exponent) {
    static const uint64_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
                                       100000000000 };
    enum { HALF = NUMBER_SCALE_MOST / 2 };
    return exponent <= HALF ? powers[exponent] : (wide)powers[HALF] * powers[exponent - HALF];
}

bool number_scaled(double value, int decimals, uint64_t *units) {
    enum { MANTISSA = 53, WIDE = 128 };
    static const uint64_t limit = 1000000000000000000;
    if (!isfinite(value) || decimals < 0 || decimals > NUMBER_SCALE_MOST || fabs(value) >= (double)limit) {
        return false;
    }
    int exponent;
    wide product = (wide)(uint64_t)ldexp(frexp(fabs(value), &exponent), MANTISSA) * power_of_ten(decimals);
    int shift = MANTISSA - exponent; /* value is product / 2^shift */
    if (shift >= WIDE) {
        *units = 0; /* product has fewer bits: less than a half */
        return true;
    }
    if (shift <= 0) {
        if (decimals > 0) return false;
        *units = (uint64_t)fabs(value);
        return true;
    }
    wide whole = product >> shift, rest = product & (((wide)1 << shift) - 1), half = (wide)1 << (shift - 1);
    whole += rest > half || (rest == half && (whole & 1));
    *units = (uint64_t)whole;
    return whole < limit;
}
