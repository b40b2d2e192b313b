/* The catalogue: which indicators are described to readers, family by family, each a series or a part of one. */
#ifndef ALMANAC_INDICATOR_CATALOGUE_H
#define ALMANAC_INDICATOR_CATALOGUE_H

#include "base/source.h"

#include <stddef.h>
#include <stdint.h>

struct diag;
struct indicators;
struct series;
struct yaml;

enum { CATALOGUE_KEYS = 8, CATALOGUE_FREE = UINT16_MAX };

struct catalogue_entry {
    const char *id, *title, *definition;
    const struct series *series;
    uint16_t keys[CATALOGUE_KEYS]; /* members fixed by "where"; CATALOGUE_FREE: none */
    const struct yaml *about;      /* all that is declared, further keys among it */
    struct source_pos pos;
};

struct catalogue_family {
    const char *id, *title, *text;
    const struct catalogue_entry *entries;
    size_t count;
    const struct yaml *about;
    struct source_pos pos;
};

struct catalogue {
    const struct catalogue_family *families;
    size_t count;
};

/* Reads the file named under "catalogue" in the definitions, when all series are known: families, each with id, title, text
 * and indicators; an indicator has id, title, definition, series, where {dimension: code} and perhaps note, unit, year, since, map and
 * places. What cannot be is left out. Errors: FILE_*, YAML_*, INDICATOR_UNKNOWN_SERIES, INDICATOR_UNKNOWN_DIMENSION,
 * INDICATOR_UNKNOWN_CODE, INDICATOR_DUPLICATE_NAME. */
const struct catalogue *catalogue_read(struct indicators *indicators, struct diag *diag, const struct yaml *top);

#endif
