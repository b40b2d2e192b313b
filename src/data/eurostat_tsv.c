/* Eurostat's TSV: the first column holds the codes of all dimensions, joined by commas; its header names them and
 * ends in "geo\time" (bulk download until 2022, newest year first) or "geo\TIME_PERIOD" (API since, oldest first).
 * Every other column is a year; a cell is a number or ":", a blank, flags. Source: the files themselves. */
#include "data/format.h"

#include <string.h>

#include "base/arena.h"
#include "data/builder.h"

enum { MAX_DIMENSIONS = 32 };

/* The years of the columns behind the first; 0: filtered out. */
struct columns {
    int *years;
    size_t count;
};

/* Adds the dimensions that the first header cell names; false if it is not of this format. */
static bool read_dimensions(struct builder *builder, const char *text) {
    const char *end = strchr(text, '\\');
    if (!end || (strcmp(end, "\\time") != 0 && strcmp(end, "\\TIME_PERIOD") != 0)) {
        return false;
    }
    while (text < end && builder->dataset->dimension_count < MAX_DIMENSIONS) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *stop = comma ? comma : end;
        builder_add_dimension(builder, arena_copy(builder->arena, text, (size_t)(stop - text)));
        text = comma ? comma + 1 : end;
    }
    return text == end;
}

static bool read_columns(struct builder *builder, const struct table *table, struct columns *columns) {
    columns->count = table->column_count - 1;
    columns->years = arena_array(builder->arena, columns->count, sizeof *columns->years);
    for (size_t i = 0; i < columns->count; i++) {
        int year = 0;
        if (!year_parse(table->header[i + 1].text, &year)) {
            builder_fault(builder, DIAG_CODE_DATA_BAD_TIME, &table->header[i + 1], table->header[i + 1].text);
        } else if (builder_has_year(builder, year)) {
            columns->years[i] = year;
        }
    }
    return columns->count > 0;
}

/* Keys of the codes in the first cell of a row; false if the row is left out. */
static bool read_keys(struct builder *builder, const struct cell *cell, uint16_t *keys) {
    char code[256];
    const char *text = cell->text;
    size_t count = builder->dataset->dimension_count;
    for (size_t i = 0; i < count; i++) {
        size_t size = strcspn(text, ",");
        bool is_last = i + 1 == count;
        if (size >= sizeof code || (text[size] == '\0') != is_last) {
            builder_fault(builder, DIAG_CODE_DATA_BAD_KEY, cell, cell->text);
            return false;
        }
        memcpy(code, text, size);
        code[size] = '\0';
        if (!builder_key(builder, i, code, cell, &keys[i])) {
            return false;
        }
        text += size + (is_last ? 0 : 1);
    }
    return true;
}

static void read_row(struct builder *builder, size_t row, const struct columns *columns) {
    const struct table *table = builder->dataset->table;
    uint16_t keys[MAX_DIMENSIONS];
    if (!read_keys(builder, table_cell(table, row, 0), keys)) {
        return;
    }
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->years[i] != 0) {
            const struct cell *cell = table_cell(table, row, i + 1);
            builder_add(builder, keys, columns->years[i], (struct value_text){ cell->text, NULL, cell });
        }
    }
}

bool eurostat_tsv_read(struct builder *builder) {
    struct dialect dialect = { .delimiter = '\t', .quote = '\0', .decimal = '.' };
    const struct table *table = table_read(builder->arena, builder->diag, builder->resource->file, dialect);
    if (!table) {
        return false;
    }
    builder->dataset->table = table;
    struct columns columns = { 0 };
    if (!read_dimensions(builder, table->header[0].text) || !read_columns(builder, table, &columns)) {
        builder_fault(builder, DIAG_CODE_DATA_BAD_HEADER, &table->header[0], "eurostat-tsv");
        return false;
    }
    builder_check_rules(builder);
    for (size_t row = 0; row < table->row_count; row++) {
        read_row(builder, row, &columns);
    }
    return true;
}
