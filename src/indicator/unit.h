/* Units of measurement, as far as formulas need them: "million EUR per inhabitant" is EUR per inhabitant times a million. For
 * the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_UNIT_H
#define ALMANAC_INDICATOR_UNIT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { MOST_UNIT_PARTS = 8 };

struct unit_part {
    const char *name; /* without a final s */
    int power;
};

struct unit {
    struct unit_part parts[MOST_UNIT_PARTS]; /* none: a pure number */
    size_t count;
    double scale; /* 1e6 for "million …" */
};

/* Reads text; "", "ratio" and "index" are pure numbers, percentage points are percent. False if it has too many parts. */
bool unit_parse(struct arena *arena, const char *text, struct unit *unit);

/* True if both measure the same, whatever their scales. */
bool unit_same(const struct unit *a, const struct unit *b);

/* Multiplies unit by other to a power; false if the product has too many parts. */
bool unit_multiply(struct unit *unit, const struct unit *other, int power);

/* True for a pure number; true for percent. */
bool unit_is_number(const struct unit *unit);
bool unit_is_percent(const struct unit *unit);

/* As text, for messages. */
const char *unit_text(struct arena *arena, const struct unit *unit);

#endif
