/* Table Schema: types and constraints of fields, keys of the table, keys that must stand in another table. For
 * csv_dataset.c only. Source: specs.frictionlessdata.io/table-schema, version 1. */
#ifndef ALMANAC_DATA_SCHEMA_H
#define ALMANAC_DATA_SCHEMA_H

#include "data/builder.h"

struct schema;
struct yaml;

/* Reads what schema says about the columns of table and marks in wanted those that must be looked at. NULL after a
 * diagnostic: DATA_BAD_SCHEMA, DATA_MISSING_COLUMN. */
struct schema *schema_read(struct builder *builder, const struct yaml *yaml, const struct table *table, bool *wanted);

/* True if the row keeps to the schema; else its first fault is reported: DATA_TYPE, DATA_CONSTRAINT, DATA_FOREIGN_KEY. */
bool schema_check_row(struct schema *schema, size_t row);

/* Frees what the patterns hold. NULL is allowed. */
void schema_close(struct schema *schema);

#endif
