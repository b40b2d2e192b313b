/* Decimal numbers as they stand in YAML, JSON-like attributes and lengths. */
#ifndef ALMANAC_BASE_NUMBER_H
#define ALMANAC_BASE_NUMBER_H

#include <stdbool.h>

/* Reads the decimal number at the start of text (sign, digits, fraction, exponent) into *value.
 * Returns the rest of text behind it, or NULL if text begins with no number or the number is too large for a double.
 * Hexadecimal, "inf" and "nan" are no numbers. */
const char *number_read(const char *text, double *value);

/* The same, but the number must be the whole text. */
bool number_parse(const char *text, double *value);

#endif
