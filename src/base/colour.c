#include "base/colour.h"

#include <math.h>
#include <string.h>

/* Value of a hexadecimal digit, or -1. */
static int digit_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool colour_parse(const char *text, struct colour *colour) {
    if (strlen(text) != 7 || text[0] != '#') {
        return false;
    }
    double parts[3];
    for (int i = 0; i < 3; i++) {
        int high = digit_value(text[1 + 2 * i]);
        int low = digit_value(text[2 + 2 * i]);
        if (high < 0 || low < 0) {
            return false;
        }
        parts[i] = (high * 16 + low) / 255.0;
    }
    *colour = (struct colour){ .red = parts[0], .green = parts[1], .blue = parts[2], .alpha = 1 };
    return true;
}

struct colour colour_with_alpha(struct colour colour, double alpha) {
    colour.alpha = alpha;
    return colour;
}

/* Source: WCAG 2.1, definition of relative luminance, with its threshold of 0.03928. */
static double linear(double part) {
    return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double colour_contrast(struct colour a, struct colour b) {
    double first = luminance(a);
    double second = luminance(b);
    return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}
