#include "base/number.h"

#include <math.h>
#include <stddef.h>
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

const char *number_read(const char *text, double *value) {
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
