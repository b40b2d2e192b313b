/* Puts a dataset together, row by row. For the readers of data/ only. */
#ifndef ALMANAC_DATA_BUILDER_H
#define ALMANAC_DATA_BUILDER_H

#include "base/diag.h"
#include "data/dataset.h"
#include "data/resource.h"

struct builder {
    struct arena *arena;
    struct diag *diag;
    const struct resource *resource;
    struct dataset *dataset;
    const struct code_rule **rules;  /* by dimension; NULL: none */
    size_t faults[DIAG_CODE_COUNT];  /* of this file, also those not listed */
};

/* A value as it stands in a cell: number, ":" or nothing, then flag letters. */
struct value_text {
    const char *text;
    const char *flags; /* of another column; NULL: none */
    const struct cell *cell;
};

/* Adds a dimension; call before the first row. */
void builder_add_dimension(struct builder *builder, const char *name);

/* Reports declared rules for dimensions that do not exist. Call after the last builder_add_dimension. */
void builder_check_rules(struct builder *builder);

/* The key of code in dimension. False if the row must be left out: silently by the filter, with a diagnostic if the
 * code is not declared. */
bool builder_key(struct builder *builder, size_t dimension, const char *code, const struct cell *cell, uint16_t *key);

/* True if the year passes the filter. */
bool builder_has_year(const struct builder *builder, int year);

/* "2014", "2014 " or "2014-10-14" to *year. */
bool year_parse(const char *text, int *year);

/* Adds an observation; keys are copied. Errors: DATA_NOT_A_NUMBER, DATA_DUPLICATE_KEY. */
void builder_add(struct builder *builder, const uint16_t *keys, int year, struct value_text value);

/* Reports a fault of the file at cell, but at most ten of a kind. */
void builder_fault(struct builder *builder, enum diag_code code, const struct cell *cell, const char *detail);

/* Sums up faults that were not listed. */
void builder_finish(struct builder *builder);

#endif
