/* The tree of a composite: which indicators belong to which parent, with weights, directions and goals. A CSV with the
 * columns code and parent, and where wanted weight, direction, target, low and high. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_STRUCTURE_H
#define ALMANAC_INDICATOR_STRUCTURE_H

#include <stddef.h>

struct cell;
struct definition;
struct map;
struct table;

struct structure_row {
    const char *code, *parent; /* parent "": the top */
    double weight;             /* 1 if the table says none */
    double direction;          /* 1, or −1 where less is better */
    double target, low, high;  /* NAN if not stated */
    const struct cell *cell;   /* of the code */
};

struct structure {
    const struct table *table; /* NULL: none declared, every row is the default */
    struct structure_row *rows;
    size_t count;
    struct map *index;
};

/* Reads the table named under "structure"; without the key all weights and directions are 1. NULL after a diagnostic.
 * Errors: INDICATOR_STRUCTURE for numbers that cannot be, codes that stand twice and circles. */
const struct structure *structure_read(struct definition *definition);

/* The row of code; a default one if the table lacks it or there is none. */
const struct structure_row *structure_find(const struct structure *structure, const char *code);

#endif
