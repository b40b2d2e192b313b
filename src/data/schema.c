#include "data/schema.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/yaml.h"
#include "data/schema_private.h"

bool schema_fault(const struct builder *builder, struct source_pos pos, const char *why) {
    diag_add(builder->diag, DIAG_CODE_DATA_BAD_SCHEMA, pos, "%s", why);
    return false;
}

static bool read_fields(struct schema *schema, const struct yaml *fields, const struct table *table, bool *wanted) {
    schema->fields = arena_array(schema->builder->arena, fields->count, sizeof *schema->fields);
    for (size_t i = 0; i < fields->count; i++) {
        struct field_rule *rule = &schema->fields[schema->field_count];
        rule->name = yaml_text(schema->builder->diag, fields->items[i], "name", "");
        rule->column = table_find_column(table, rule->name);
        if (rule->column == SIZE_MAX) {
            continue; /* reported where the roles are read */
        }
        if (!field_rule_read(schema->builder, fields->items[i], rule)) {
            return false;
        }
        rule->has_flags = strcmp(yaml_text(schema->builder->diag, fields->items[i], "role", ""), "value") == 0;
        if (field_rule_applies(rule)) {
            wanted[rule->column] = true;
            schema->field_count++;
        }
    }
    return true;
}

struct schema *schema_read(struct builder *builder, const struct yaml *yaml, const struct table *table, bool *wanted) {
    struct schema *schema = arena_alloc(builder->arena, sizeof *schema);
    schema->builder = builder;
    if (!read_fields(schema, yaml_find(yaml, "fields"), table, wanted) || !table_keys_read(schema, yaml, table)) {
        schema_close(schema);
        return NULL;
    }
    for (size_t i = 0; i < schema->key_count; i++) {
        for (size_t k = 0; k < schema->keys[i].count; k++) {
            wanted[schema->keys[i].columns[k]] = true;
        }
    }
    return schema;
}

/* A key that stands twice, or one that the other table lacks. */
static bool check_key(struct schema *schema, struct table_key *key, size_t row) {
    struct builder *builder = schema->builder;
    const struct table *table = builder->dataset->table;
    const char *value = table_key_value(builder->arena, table, key, row);
    const struct cell *cell = table_cell(table, row, key->columns[0]);
    if (key->name && *value && map_find(key->values, value) == MAP_NONE) {
        builder_fault(builder, DIAG_CODE_DATA_FOREIGN_KEY, cell,
                      arena_print(builder->arena, "%s in %s", cell->text, key->name));
        return false;
    }
    if (!key->name && !map_add(key->values, value, row)) {
        builder_fault(builder, DIAG_CODE_DATA_CONSTRAINT, cell,
                      arena_print(builder->arena, "primaryKey, %s stands twice", cell->text));
        return false;
    }
    return true;
}

bool schema_check_row(struct schema *schema, size_t row) {
    struct builder *builder = schema->builder;
    for (size_t i = 0; i < schema->field_count; i++) {
        struct field_rule *rule = &schema->fields[i];
        const struct cell *cell = table_cell(builder->dataset->table, row, rule->column);
        enum diag_code code;
        const char *text = rule->has_flags ? arena_copy(builder->arena, cell->text, strcspn(cell->text, " ")) : cell->text;
        const char *fault = field_rule_check(builder, rule, text, &code);
        if (fault) {
            builder_fault(builder, code, cell, arena_print(builder->arena, "%s, %s: %s", rule->name, fault, cell->text));
            return false;
        }
    }
    for (size_t i = 0; i < schema->key_count; i++) {
        if (!check_key(schema, &schema->keys[i], row)) {
            return false;
        }
    }
    return true;
}

void schema_close(struct schema *schema) {
    for (size_t i = 0; schema && i < schema->field_count; i++) {
        if (schema->fields[i].has_pattern) {
            regfree(&schema->fields[i].pattern);
        }
    }
}
