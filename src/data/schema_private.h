/* What schema.c, schema_field.c and schema_key.c share. */
#ifndef ALMANAC_DATA_SCHEMA_PRIVATE_H
#define ALMANAC_DATA_SCHEMA_PRIVATE_H

#include "data/schema.h"

#include <regex.h>

enum { MAX_KEY_FIELDS = 8 };

/* What is declared for one column. */
struct field_rule {
    const char *name;
    size_t column;
    bool (*is_typed)(const char *text, char decimal); /* NULL: any text */
    const char *type;
    bool required, unique, has_pattern;
    bool has_flags; /* a value, behind which flags may stand */
    const char *minimum, *maximum; /* as written; NULL: none */
    double shortest, longest;      /* characters */
    struct map *allowed;           /* NULL: anything */
    struct map *seen;              /* of unique: values so far */
    regex_t pattern;
};

/* Columns whose values together are a key. */
struct table_key {
    size_t columns[MAX_KEY_FIELDS];
    size_t count;
    struct map *values; /* primary: seen so far; foreign: those of the table referred to */
    const char *name;   /* of the table referred to; NULL: the primary key */
};

struct schema {
    struct builder *builder;
    struct field_rule *fields;
    size_t field_count;
    struct table_key *keys;
    size_t key_count;
};

bool schema_fault(const struct builder *builder, struct source_pos pos, const char *why);

/* Reads the declarations of one field; false after a diagnostic. */
bool field_rule_read(struct builder *builder, const struct yaml *field, struct field_rule *rule);
/* True if rule says anything that must be looked at. */
bool field_rule_applies(const struct field_rule *rule);
/* What is wrong with text, or NULL; *code is set. */
const char *field_rule_check(struct builder *builder, struct field_rule *rule, const char *text, enum diag_code *code);

/* Reads primaryKey and foreignKeys; false after a diagnostic. */
bool table_keys_read(struct schema *schema, const struct yaml *yaml, const struct table *table);
/* The values of the key's columns in row, joined. */
const char *table_key_value(struct arena *arena, const struct table *table, const struct table_key *key, size_t row);

#endif
