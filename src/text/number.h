/* Numbers, units and lists in words: one function formats a value for templates, charts and tables alike. */
#ifndef ALMANAC_TEXT_NUMBER_H
#define ALMANAC_TEXT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Where the number stands decides whether the unit is printed with it. */
enum number_place {
    NUMBER_IN_TEXT,  /* "44.9 %", "EUR 28 000" */
    NUMBER_IN_TABLE, /* digits only; the unit stands in the head or subtitle */
    NUMBER_ON_TICK   /* as table, without trailing zeros; the caller adds the unit to the first tick */
};

struct number_format {
    const char *language; /* "en" */
    const char *unit;     /* "percent", "percentage-points", "EUR", "persons", "ratio", "index", … or NULL: none */
    int decimals;         /* 0 to 9 */
    bool signed_value;    /* "+" before positive values; zero has no sign */
    enum number_place place;
};

/* Formats value: decimal sign of the language, U+202F between groups of three from four digits on (not in the unit
 * "year"), U+2212 as minus, hard spaces before unit signs; the currency code (a unit of three capitals) before or
 * behind the number as the language wants. Rounds half away from zero, once, by the 15 digits that a double surely
 * carries. A value that rounds to zero prints without sign. value must be finite: missing values have signs of
 * their own.
 * Source: Interinstitutional Style Guide 6.4, 6.5, 7.3.3. */
char *number_text(struct arena *arena, const struct number_format *format, double value);

/* The sign printed after a number of this unit in language ("%", "pp"), or before it ("EUR"); "" if none. */
const char *unit_sign(const char *unit, const char *language);

/* Items joined as the language does: "A, B and C"; where an item has a comma, "A, B; C; and D". */
char *list_text(struct arena *arena, const char *language, const char *const *items, size_t count);

/* Value rounded half away from zero to decimals, as number_text rounds: for comparisons of what is printed. */
double number_round(double value, int decimals);

/* Upper or lower case of the first letter by the language's rules. */
char *text_capitalise(struct arena *arena, const char *language, const char *text);

/* Order of two names in the language (collation): negative, 0, positive; ties broken by bytes. */
struct collator;
struct collator *collator_open(const char *language);
void collator_close(struct collator *collator);
int collator_compare(const struct collator *collator, const char *a, const char *b);

#endif
