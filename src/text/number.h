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
    NUMBER_ON_TICK,  /* as table, without trailing zeros */
    NUMBER_ON_FIRST  /* the tick that carries the sign of the unit behind it: "0 %" */
};

/* How a house writes numbers; the part of a style profile that printing needs. */
struct number_style {
    char decimal;          /* '\0': as the language does */
    const char *thousands; /* between groups of three digits */
    const char *minus;
    const char *space;     /* between a number and its unit or currency */
    bool percent_closed;   /* "5%" */
    const char *currency_code, *currency_sign; /* a currency that has a sign of its own */
    bool currency_by_sign; /* print the sign, not the code */
};

struct number_format {
    const char *language; /* "en" */
    const char *unit;     /* "percent", "percentage-points", "EUR", "persons", "ratio", "index", … or NULL: none */
    int decimals;         /* 0 to 9 */
    bool signed_value;    /* "+" before positive values; zero has no sign */
    enum number_place place;
    const struct number_style *style; /* NULL: the house's own */
};

/* The house's own style: that of the Interinstitutional Style Guide with thin hard spaces between thousands. */
const struct number_style *number_style_usual(void);

/* The decimal sign, and whether the currency stands before the amount, in this style (NULL: the usual one) and language. */
char number_decimal(const struct number_style *style, const char *language);
bool number_currency_first(const char *language);

/* Formats value: decimal sign of the language, the style's sign between groups of three from four digits on (not in the
 * unit "year") and as minus, its space before unit signs; the currency (a unit of three capitals) before or behind the
 * number as the language wants, as code, or as a sign that is closed up to what it precedes. Rounds half away from zero, once, by the 15 digits that a double surely
 * carries. A value that rounds to zero prints without sign. value must be finite: missing values have signs of
 * their own.
 * Source: Interinstitutional Style Guide 6.4, 6.5, 7.3.3. */
char *number_text(struct arena *arena, const struct number_format *format, double value);

/* The sign printed after a number of this unit ("%", "pp"), or before it ("EUR", "€"); "" if none. */
const char *unit_sign(const struct number_style *style, const char *unit);

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
