/* Decimal numbers as they stand in YAML, JSON-like attributes and lengths. */
#ifndef ALMANAC_BASE_NUMBER_H
#define ALMANAC_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Reads the decimal number at the start of text (sign, digits, fraction, exponent) into *value.
 * Returns the rest of text behind it, or NULL if text begins with no number or the number is too large for a double.
 * Hexadecimal, "inf" and "nan" are no numbers. */
const char *number_read(const char *text, double *value);

/* The same, but the number must be the whole text. */
bool number_parse(const char *text, double *value);

/* The size of value in units of 10 to the power of -decimals, rounded to the nearest as printf does. Returns false for what is not
 * finite, needs more than 18 digits, or has decimals below 0 or above NUMBER_SCALE_MOST. */
enum { NUMBER_SCALE_MOST = 22 };
bool number_scaled(double value, int decimals, uint64_t *units);

#endif
