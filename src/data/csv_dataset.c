/* Datasets in delimited files with one observation a row ("long"), or with several value columns ("wide"), which become
 * the dimension "indic". A dimension may hold a list in each cell ("split"): one observation for each of its codes.
 * Where a row has no value of its own, all have the one that the schema states ("value"). */
#include "data/format.h"

#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/yaml.h"
#include "data/builder.h"
#include "data/schema.h"

enum { MAX_DIMENSIONS = 32 };

enum role { ROLE_DIMENSION, ROLE_TIME, ROLE_VALUE, ROLE_FLAGS, ROLE_NONE, ROLE_COUNT };

static const char *const role_names[ROLE_COUNT] = {
    [ROLE_DIMENSION] = "dimension", [ROLE_TIME] = "time", [ROLE_VALUE] = "value",
    [ROLE_FLAGS] = "flags",         [ROLE_NONE] = "none",
};

struct value_column {
    size_t column;
    const char *code; /* in the dimension "indic" of a wide file */
    bool known;       /* the code has been looked up */
    bool wanted;
    uint16_t key;
};

struct layout {
    struct builder *builder;
    struct schema *schema;
    size_t dimensions[MAX_DIMENSIONS]; /* columns */
    size_t dimension_count;
    size_t indic;       /* dimension of the value columns of a wide file */
    size_t time, flags; /* columns; SIZE_MAX: none */
    int year;           /* of all rows if there is no time column */
    struct value_column *values;
    size_t value_count;
    size_t split;      /* dimension with lists in its cells; SIZE_MAX: none */
    char separator;    /* between the codes of a list */
    const char *value; /* of all rows if there is no value column; NULL: none */
    bool one_each;     /* no two observations of a row have the same keys */
};

static enum role find_role(const char *name) {
    int role = 0;
    while (role < ROLE_COUNT && strcmp(role_names[role], name) != 0) {
        role++;
    }
    return (enum role)role;
}

static bool bad_schema(const struct builder *builder, struct source_pos pos, const char *why) {
    diag_add(builder->diag, DIAG_CODE_DATA_BAD_SCHEMA, pos, "%s", why);
    return false;
}

/* Notes that the cells of the dimension just placed hold lists; false after a diagnostic. */
static bool place_split(struct builder *builder, struct layout *layout, const struct yaml *field) {
    const char *separator = yaml_text(builder->diag, field, "split", NULL);
    if (!separator) {
        return true;
    }
    if (strlen(separator) != 1 || layout->split != SIZE_MAX) {
        return bad_schema(builder, yaml_key_pos(field, "split"), "one character, in one field only");
    }
    layout->split = layout->dimension_count - 1;
    layout->separator = separator[0];
    return true;
}

/* Places one declared field; false after a diagnostic. */
static bool place_field(struct builder *builder, struct layout *layout, const struct yaml *field) {
    static const char *const known[] = { "name", "role", "type", "title", "code", "dimension", "split",
                                         "format", "description", "constraints", NULL };
    yaml_check_keys(builder->diag, field, known);
    const char *name = yaml_need(builder->diag, field, "name");
    enum role role = find_role(yaml_text(builder->diag, field, "role", "none"));
    if (!name || role == ROLE_COUNT) {
        return bad_schema(builder, field->pos, "role: dimension, time, value, flags or none");
    }
    size_t column = table_find_column(builder->dataset->table, name);
    if (column == SIZE_MAX) {
        diag_add(builder->diag, DIAG_CODE_DATA_MISSING_COLUMN, field->pos, "%s in %s", name,
                 builder->dataset->table->file->path);
        return false;
    }
    if (role == ROLE_DIMENSION) {
        if (layout->dimension_count + 1 >= MAX_DIMENSIONS) {
            return bad_schema(builder, field->pos, "more than 30 dimensions");
        }
        layout->dimensions[layout->dimension_count++] = column;
        builder_add_dimension(builder, yaml_text(builder->diag, field, "dimension", name));
        return place_split(builder, layout, field);
    }
    if (role == ROLE_TIME) {
        layout->time = column;
    } else if (role == ROLE_FLAGS) {
        layout->flags = column;
    } else if (role == ROLE_VALUE) {
        const char *code = yaml_text(builder->diag, field, "code", name);
        layout->values[layout->value_count++] = (struct value_column){ .column = column, .code = code };
    }
    return true;
}

static bool read_layout(struct builder *builder, struct layout *layout) {
    const struct yaml *schema = yaml_find(builder->resource->entry, "schema");
    const struct yaml *fields = yaml_find(schema, "fields");
    if (!fields || fields->kind != YAML_LIST) {
        return bad_schema(builder, builder->resource->entry->pos, "schema with a list of fields");
    }
    layout->values = arena_array(builder->arena, fields->count, sizeof *layout->values);
    bool all_placed = true;
    for (size_t i = 0; i < fields->count; i++) {
        if (!place_field(builder, layout, fields->items[i])) {
            all_placed = false;
        }
    }
    double year = yaml_number(builder->diag, schema, "year", 0), number;
    layout->year = year >= 1 && year <= 9999 ? (int)year : 0;
    layout->value = yaml_text(builder->diag, schema, "value", NULL);
    if (layout->value && !number_parse(layout->value, &number)) {
        return bad_schema(builder, yaml_key_pos(schema, "value"), "value: a number, that of every row");
    }
    if (all_placed && layout->time == SIZE_MAX && layout->year == 0) {
        return bad_schema(builder, schema->pos, "a field with role time, or a year for all rows");
    }
    if (all_placed && (layout->value_count == 0) == !layout->value) {
        return bad_schema(builder, schema->pos, "a field with role value, or a value for all rows");
    }
    return all_placed;
}

/* Puts the key of a value column of a wide file into keys; false if it is left out, which is said of the first row. */
static bool column_key(struct builder *builder, const struct layout *layout, struct value_column *column, const struct cell *cell,
                       uint16_t *keys) {
    if (layout->value_count < 2) {
        return true;
    }
    if (!column->known) {
        column->wanted = builder_key(builder, layout->indic, column->code, cell, &column->key);
        column->known = column->wanted; /* else every row is a fault that is counted */
    }
    keys[layout->indic] = column->key;
    return column->wanted;
}

static void add_values(struct builder *builder, const struct layout *layout, size_t row, uint16_t *keys, int year) {
    const struct table *table = builder->dataset->table;
    const char *flags = layout->flags == SIZE_MAX ? NULL : table_cell(table, row, layout->flags)->text;
    if (layout->value) {
        size_t named = layout->split == SIZE_MAX ? 0 : layout->split;
        const struct cell *cell = table_cell(table, row, layout->dimensions[named]);
        builder_add(builder, keys, year, (struct value_text){ .text = layout->value, .flags = flags, .cell = cell });
    }
    for (size_t i = 0; i < layout->value_count; i++) {
        const struct cell *cell = table_cell(table, row, layout->values[i].column);
        if (!column_key(builder, layout, &layout->values[i], cell, keys)) {
            continue;
        }
        builder_add(builder, keys, year, (struct value_text){ .text = cell->text, .flags = flags, .cell = cell });
    }
}

/* One observation for each code of the list in the row's split cell; blanks around codes do not count. */
static void add_list(struct builder *builder, const struct layout *layout, size_t row, uint16_t *keys, int year) {
    const struct cell *cell = table_cell(builder->dataset->table, row, layout->dimensions[layout->split]);
    for (const char *text = cell->text; text;) {
        const char *end = strchr(text, layout->separator);
        size_t size = end ? (size_t)(end - text) : strlen(text), blanks = strspn(text, " ");
        blanks = blanks < size ? blanks : size;
        const char *code = text + blanks;
        for (size -= blanks; size > 0 && code[size - 1] == ' ';) {
            size--;
        }
        const char *copy = arena_copy(builder->arena, code, size);
        if (size > 0 && builder_key(builder, layout->split, copy, cell, &keys[layout->split])) {
            add_values(builder, layout, row, keys, year);
        }
        text = end ? end + 1 : NULL;
    }
}

static void read_row(struct builder *builder, const struct layout *layout, size_t row) {
    uint16_t keys[MAX_DIMENSIONS];
    for (size_t i = 0; i < layout->dimension_count; i++) {
        const struct cell *cell = table_cell(builder->dataset->table, row, layout->dimensions[i]);
        if (i != layout->split && !builder_key(builder, i, cell->text, cell, &keys[i])) {
            return;
        }
    }
    int year = layout->year;
    const struct cell *time = layout->time == SIZE_MAX ? NULL : table_cell(builder->dataset->table, row, layout->time);
    if (time ? !builder_time(builder, time->text, time, keys, &year) : !builder_has_year(builder, year)) {
        return;
    }
    if (layout->one_each) {
        builder_row(builder, keys, year, layout->value_count > 1 ? layout->indic : SIZE_MAX);
    }
    if (layout->split == SIZE_MAX) {
        add_values(builder, layout, row, keys, year);
    } else {
        add_list(builder, layout, row, keys, year);
    }
}

/* True if every row gives one observation, or several with different codes. */
static bool is_one_each(const struct layout *layout) {
    for (size_t i = 0; i < layout->value_count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(layout->values[i].code, layout->values[k].code) == 0) {
                return false;
            }
        }
    }
    return layout->split == SIZE_MAX;
}

/* Keeps the columns that have a role, and says which decide about a row: filtered dimensions and the time. */
static bool choose(void *user, const struct table *table, bool *wanted, size_t *deciding) {
    struct layout *layout = user;
    struct builder *builder = layout->builder;
    builder->dataset->table = table;
    if (!read_layout(builder, layout)) {
        return false;
    }
    if (layout->value_count > 1) {
        layout->indic = builder->dataset->dimension_count;
        builder_add_dimension(builder, "indic");
    }
    memset(wanted, false, table->column_count * sizeof *wanted);
    for (size_t i = 0; i < layout->dimension_count; i++) {
        size_t column = layout->dimensions[i];
        wanted[column] = true;
        bool decides = i != layout->split && builder->rules[i] && builder->rules[i]->filter;
        *deciding = decides && column >= *deciding ? column + 1 : *deciding;
    }
    for (size_t i = 0; i < layout->value_count; i++) {
        wanted[layout->values[i].column] = true;
    }
    const size_t others[] = { layout->time, layout->flags };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i] != SIZE_MAX) {
            wanted[others[i]] = true;
        }
    }
    layout->schema = schema_read(builder, yaml_find(builder->resource->entry, "schema"), table, wanted);
    if (!layout->schema) {
        return false;
    }
    bool bounded = builder->resource->first_year != 0 || builder->resource->last_year != 0;
    *deciding = bounded && layout->time != SIZE_MAX && layout->time >= *deciding ? layout->time + 1 : *deciding;
    return true;
}

static bool keep(void *user, const struct field *fields) {
    struct layout *layout = user;
    for (size_t i = 0; i < layout->dimension_count; i++) {
        const struct field *field = &fields[layout->dimensions[i]];
        bool decides = i != layout->split && layout->builder->rules[i] && layout->builder->rules[i]->filter;
        if (decides && !builder_wants(layout->builder, i, field->text, field->size)) {
            return false;
        }
    }
    bool bounded = layout->builder->resource->first_year != 0 || layout->builder->resource->last_year != 0;
    return !bounded || layout->time == SIZE_MAX ||
           builder_wants_time(layout->builder, fields[layout->time].text, fields[layout->time].size);
}

bool csv_dataset_read(struct builder *builder) {
    const struct resource *resource = builder->resource;
    struct layout layout = { .builder = builder, .time = SIZE_MAX, .flags = SIZE_MAX, .split = SIZE_MAX };
    const struct table_choice choice = { &layout, builder->scratch, choose, keep };
    const struct table *table =
        table_read_chosen(builder->arena, builder->diag, resource->file, resource->dialect, &choice);
    if (!table) {
        schema_close(layout.schema);
        return false;
    }
    if (layout.time != SIZE_MAX && table->row_count > 0) {
        builder_note_time(builder, table_cell(table, 0, layout.time)->text);
    }
    builder_check_rules(builder);
    layout.one_each = is_one_each(&layout);
    builder_reserve(builder, table->row_count, table->row_count * (layout.value_count ? layout.value_count : 1));
    for (size_t row = 0; row < table->row_count; row++) {
        if (schema_check_row(layout.schema, row)) {
            read_row(builder, &layout, row);
        }
    }
    schema_close(layout.schema);
    return true;
}
