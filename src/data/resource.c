#include "data/resource.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"

static const char *const resource_keys[] = { "name",    "title",  "path",    "format",        "dialect", "schema",
                                             "unit",    "source", "licence", "vintage",       "address", "accessed",
                                             "nace",    "nuts",   "filter",  "years",         "missing", "codes",
                                             "aliases", "note",   NULL };

/* What declarations are read from and into. */
struct declaring {
    struct arena *arena;
    struct diag *diag;
    struct resource *resource;
    const char *root, *folder;
};

static const char *path_of(const struct declaring *declaring, const char *path) {
    return file_join(declaring->arena, declaring->folder, path);
}

static struct code_rule *rule_for(const struct declaring *declaring, const char *dimension, struct source_pos pos) {
    struct resource *resource = declaring->resource;
    for (size_t i = 0; i < resource->rule_count; i++) {
        if (strcmp(resource->rules[i].dimension, dimension) == 0) {
            return &resource->rules[i];
        }
    }
    resource->rules = arena_grow(declaring->arena, resource->rules, resource->rule_count, &resource->rule_capacity,
                                 sizeof *resource->rules);
    resource->rules[resource->rule_count] = (struct code_rule){ .dimension = dimension, .pos = pos };
    return &resource->rules[resource->rule_count++];
}

static struct map *set_of(struct arena *arena, const char *const *texts, size_t count) {
    struct map *set = map_new(arena);
    for (size_t i = 0; i < count; i++) {
        map_add(set, texts[i], i);
    }
    return set;
}

static void read_filter(const struct declaring *declaring) {
    const struct yaml *filter = yaml_find(declaring->resource->entry, "filter");
    for (size_t i = 0; filter && filter->kind == YAML_MAP && i < filter->count; i++) {
        size_t count = 0;
        const char *const *codes = yaml_texts(declaring->arena, declaring->diag, filter, filter->keys[i], &count);
        rule_for(declaring, filter->keys[i], filter->key_pos[i])->filter = set_of(declaring->arena, codes, count);
    }
}

/* The code list in a CSV file: {path: codes/divisions.csv, column: code}. */
static struct map *read_code_file(const struct declaring *declaring, const struct yaml *from) {
    const char *path = yaml_need(declaring->diag, from, "path");
    const char *column = yaml_text(declaring->diag, from, "column", "code");
    if (!path) {
        return NULL;
    }
    const struct source_file *file =
        file_read(declaring->arena, declaring->diag, declaring->root, path_of(declaring, path), from->pos);
    const struct table *table =
        file ? table_read(declaring->arena, declaring->diag, file, (struct dialect){ .quote = '"' }) : NULL;
    if (file && declaring->resource->code_count < CODE_FILES_MAX) {
        declaring->resource->codes[declaring->resource->code_count++] = file;
    }
    if (!table) {
        return NULL;
    }
    size_t at = table_find_column(table, column);
    if (at == SIZE_MAX) {
        diag_add(declaring->diag, DIAG_CODE_DATA_MISSING_COLUMN, (struct source_pos){ file, 1, 0 }, "%s", column);
        return NULL;
    }
    struct map *codes = map_new(declaring->arena);
    for (size_t row = 0; row < table->row_count; row++) {
        map_add(codes, table_cell(table, row, at)->text, row);
    }
    return codes;
}

static void read_codes(const struct declaring *declaring) {
    const struct yaml *codes = yaml_find(declaring->resource->entry, "codes");
    for (size_t i = 0; codes && codes->kind == YAML_MAP && i < codes->count; i++) {
        struct code_rule *rule = rule_for(declaring, codes->keys[i], codes->key_pos[i]);
        if (codes->items[i]->kind == YAML_MAP) {
            rule->codes = read_code_file(declaring, codes->items[i]);
            continue;
        }
        size_t count = 0;
        const char *const *texts = yaml_texts(declaring->arena, declaring->diag, codes, codes->keys[i], &count);
        rule->codes = set_of(declaring->arena, texts, count);
    }
}

static void read_aliases(const struct declaring *declaring) {
    const struct yaml *aliases = yaml_find(declaring->resource->entry, "aliases");
    for (size_t i = 0; aliases && aliases->kind == YAML_MAP && i < aliases->count; i++) {
        const struct yaml *names = aliases->items[i];
        if (names->kind != YAML_MAP) {
            diag_add(declaring->diag, DIAG_CODE_YAML_WRONG_KIND, names->pos, "aliases");
            continue;
        }
        struct code_rule *rule = rule_for(declaring, aliases->keys[i], aliases->key_pos[i]);
        rule->aliases = set_of(declaring->arena, names->keys, names->count);
        const char **renamed = arena_array(declaring->arena, names->count, sizeof *renamed);
        for (size_t k = 0; k < names->count; k++) {
            renamed[k] = yaml_text(declaring->diag, names, names->keys[k], names->keys[k]);
        }
        rule->renamed = renamed;
    }
}

/* One character, "tab", or absent as standing. */
static char read_character(struct diag *diag, const struct yaml *dialect, const char *key, char absent) {
    const char *text = yaml_text(diag, dialect, key, NULL);
    if (!text) {
        return absent;
    }
    if (strcmp(text, "tab") == 0) {
        return '\t';
    }
    if (strlen(text) > 1) {
        diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, yaml_key_pos(dialect, key), "%s: one character", key);
        return absent;
    }
    return text[0];
}

static void read_dialect(struct diag *diag, struct resource *resource) {
    static const char *const known[] = { "delimiter", "quoteChar", "decimalChar", "skipLines", NULL };
    const struct yaml *dialect = yaml_find(resource->entry, "dialect");
    if (dialect) {
        yaml_check_keys(diag, dialect, known);
    }
    resource->dialect.delimiter = read_character(diag, dialect, "delimiter", '\0');
    resource->dialect.quote = read_character(diag, dialect, "quoteChar", '"');
    resource->dialect.decimal = read_character(diag, dialect, "decimalChar", '.');
    double lines = yaml_number(diag, dialect, "skipLines", 0);
    resource->dialect.skip_lines = lines > 0 && lines < 1000 ? (int)lines : 0;
}

/* The year under key; 0 where there is none. */
static int read_year(struct diag *diag, const struct yaml *map, const char *key) {
    double year = yaml_number(diag, map, key, 0);
    return year >= 1 && year <= 9999 ? (int)year : 0;
}

bool resource_read(struct arena *arena, struct diag *diag, struct resource *resource, const char *root,
                   const char *folder) {
    const struct declaring declaring = { arena, diag, resource, root, folder };
    const struct yaml *entry = resource->entry;
    resource->root = root;
    resource->folder = folder;
    yaml_check_keys(diag, entry, resource_keys);
    resource->name = yaml_need(diag, entry, "name");
    const char *path = yaml_need(diag, entry, "path");
    if (!resource->name || !path) {
        return false;
    }
    const struct yaml *schema = yaml_find(entry, "schema");
    bool in_schema = yaml_find(schema, "missingValues") != NULL;
    resource->missing = yaml_texts(arena, diag, in_schema ? schema : entry, in_schema ? "missingValues" : "missing",
                                   &resource->missing_count);
    const struct yaml *years = yaml_find(entry, "years");
    resource->first_year = read_year(diag, years, "from");
    resource->last_year = read_year(diag, years, "to");
    read_dialect(diag, resource);
    read_filter(&declaring);
    read_codes(&declaring);
    read_aliases(&declaring);
    if (!resource->file) {
        resource->file = file_read(arena, diag, root, path_of(&declaring, path), yaml_key_pos(entry, "path"));
    }
    return resource->file != NULL;
}

const struct code_rule *resource_find_rule(const struct resource *resource, const char *dimension) {
    for (size_t i = 0; i < resource->rule_count; i++) {
        if (strcmp(resource->rules[i].dimension, dimension) == 0) {
            return &resource->rules[i];
        }
    }
    return NULL;
}
