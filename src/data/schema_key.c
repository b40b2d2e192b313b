/* Keys of a table: its own, and those that must stand in another one. */
#include "data/schema_private.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"

/* The columns named under key, a name or a list of names. */
static bool read_columns(struct builder *builder, const struct yaml *from, const char *key, const struct table *table,
                         struct table_key *to) {
    size_t count = 0;
    const char *const *names = yaml_texts(builder->arena, builder->diag, from, key, &count);
    if (count == 0 || count > MAX_KEY_FIELDS) {
        return schema_fault(builder, yaml_key_pos(from, key), "a key has 1 to 8 fields");
    }
    for (size_t i = 0; i < count; i++) {
        to->columns[i] = table_find_column(table, names[i]);
        if (to->columns[i] == SIZE_MAX) {
            diag_add(builder->diag, DIAG_CODE_DATA_MISSING_COLUMN, yaml_key_pos(from, key), "%s in %s", names[i],
                     table->file->path);
            return false;
        }
    }
    to->count = count;
    return true;
}

const char *table_key_value(struct arena *arena, const struct table *table, const struct table_key *key, size_t row) {
    const char *value = "";
    for (size_t i = 0; i < key->count; i++) {
        const char *text = table_cell(table, row, key->columns[i])->text;
        value = key->count == 1 ? text : arena_print(arena, "%s%s\x1F", value, text);
    }
    return value;
}

/* The entry of the package with this name; NULL: none. */
static const struct yaml *find_entry(const struct yaml *resources, const char *name) {
    for (size_t i = 0; resources && i < resources->count; i++) {
        const struct yaml *its = yaml_find(resources->items[i], "name");
        if (its && its->kind == YAML_SCALAR && strcmp(its->text, name) == 0) {
            return resources->items[i];
        }
    }
    return NULL;
}

/* The file referred to as a table; an empty name means the table itself. */
static const struct table *read_reference(struct builder *builder, const struct yaml *reference,
                                          const struct table *own) {
    const struct resource *resource = builder->resource;
    const char *name = yaml_text(builder->diag, reference, "resource", "");
    if (*name == '\0') {
        return table_read(builder->arena, builder->diag, own->file, own->dialect);
    }
    const struct yaml *entry = find_entry(resource->package, name);
    const char *path = entry ? yaml_text(builder->diag, entry, "path", NULL) : NULL;
    if (!path) {
        schema_fault(builder, yaml_key_pos(reference, "resource"), "the package has no such resource");
        return NULL;
    }
    const struct source_file *file =
        file_read(builder->arena, builder->diag, resource->root, file_join(builder->arena, resource->folder, path),
                  yaml_key_pos(reference, "resource"));
    return file ? table_read(builder->arena, builder->diag, file, (struct dialect){ .quote = '"', .decimal = '.' }) : NULL;
}

static bool read_foreign(struct builder *builder, const struct yaml *entry, const struct table *table,
                         struct table_key *key) {
    const struct yaml *reference = yaml_find(entry, "reference");
    if (!reference || reference->kind != YAML_MAP) {
        return schema_fault(builder, entry->pos, "a foreign key has fields and a reference");
    }
    const struct table *other = read_reference(builder, reference, table);
    struct table_key there = { 0 };
    if (!other || !read_columns(builder, entry, "fields", table, key) ||
        !read_columns(builder, reference, "fields", other, &there)) {
        return false;
    }
    if (there.count != key->count) {
        return schema_fault(builder, entry->pos, "both sides of a foreign key have as many fields");
    }
    key->name = other->file->path;
    key->values = map_new(builder->arena);
    for (size_t row = 0; row < other->row_count; row++) {
        map_add(key->values, table_key_value(builder->arena, other, &there, row), row);
    }
    return true;
}

bool table_keys_read(struct schema *schema, const struct yaml *yaml, const struct table *table) {
    struct builder *builder = schema->builder;
    const struct yaml *foreign = yaml_find(yaml, "foreignKeys");
    size_t most = 1 + (foreign && foreign->kind == YAML_LIST ? foreign->count : 0);
    schema->keys = arena_array(builder->arena, most, sizeof *schema->keys);
    if (yaml_find(yaml, "primaryKey")) {
        struct table_key *key = &schema->keys[schema->key_count++];
        key->values = map_new(builder->arena);
        if (!read_columns(builder, yaml, "primaryKey", table, key)) {
            return false;
        }
    }
    for (size_t i = 0; i + 1 < most; i++) {
        if (!read_foreign(builder, foreign->items[i], table, &schema->keys[schema->key_count++])) {
            return false;
        }
    }
    return true;
}
