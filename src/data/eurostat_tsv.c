/* Eurostat's TSV: the first column holds the codes of all dimensions, joined by commas; its header names them and
 * ends in "geo\time" (bulk download until 2022, newest year first) or "geo\TIME_PERIOD" (API since, oldest first).
 * Every other column is a year, a quarter, a month; a cell is a number or ":", a blank, flags. Source: the files themselves. */
#include "data/format.h"

#include <string.h>

#include "base/arena.h"
#include "data/builder.h"

enum { MAX_DIMENSIONS = 32, LONGEST_CODE = 255 };

/* A file being read: the times of the columns behind the first; year 0: filtered out. */
struct reading {
    struct builder *builder;
    size_t named; /* dimensions that the first field holds */
    struct period_time *times;
    bool one_each; /* no two columns are of the same time */
    uint16_t *periods; /* keys of the parts of years */
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

/* Reads the times of the columns and leaves those out that are not asked for. */
static void read_columns(struct reading *reading, const struct table *table, bool *wanted) {
    struct builder *builder = reading->builder;
    reading->times = arena_array(builder->arena, table->column_count, sizeof *reading->times);
    reading->periods = arena_array(builder->arena, table->column_count, sizeof *reading->periods);
    for (size_t i = 1; i < table->column_count; i++) {
        builder_note_time(builder, table->header[i].text);
    }
    for (size_t i = 1; i < table->column_count; i++) {
        uint16_t keys[MAX_DIMENSIONS + 1];
        int year;
        wanted[i] = builder_time(builder, table->header[i].text, &table->header[i], keys, &year);
        if (wanted[i]) {
            reading->times[i].year = year;
            reading->periods[i] = builder->period == SIZE_MAX ? 0 : keys[builder->period];
        }
    }
}

/* True if no two columns that are kept are of the same time. */
static bool is_one_each(const struct reading *reading, size_t column_count) {
    for (size_t i = 1; i < column_count; i++) {
        for (size_t k = 1; k < i; k++) {
            if (reading->times[i].year != 0 && reading->times[i].year == reading->times[k].year &&
                reading->periods[i] == reading->periods[k]) {
                return false;
            }
        }
    }
    return true;
}

static bool choose(void *user, const struct table *table, bool *wanted, size_t *deciding) {
    struct reading *reading = user;
    struct builder *builder = reading->builder;
    builder->dataset->table = table;
    if (table->column_count < 2 || !read_dimensions(builder, table->header[0].text)) {
        builder_fault(builder, DIAG_CODE_DATA_BAD_HEADER, &table->header[0], "eurostat-tsv");
        return false;
    }
    reading->named = builder->dataset->dimension_count;
    read_columns(reading, table, wanted);
    reading->one_each = is_one_each(reading, table->column_count);
    builder_check_rules(builder);
    *deciding = 1;
    return true;
}

/* False if a code in the first field is filtered out. A field of another form is kept, to be reported. */
static bool keep(void *user, const struct field *fields) {
    struct reading *reading = user;
    const char *text = fields->text, *end = text + fields->size;
    for (size_t i = 0; i < reading->named; i++) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *stop = comma ? comma : end;
        if (!builder_wants(reading->builder, i, text, (size_t)(stop - text))) {
            return false;
        }
        if (!comma) {
            return true;
        }
        text = comma + 1;
    }
    return true;
}

/* Keys of the codes in the first cell of a row; false if the row is left out. */
static bool read_keys(const struct reading *reading, const struct cell *cell, uint16_t *keys) {
    char code[LONGEST_CODE + 1];
    const char *text = cell->text;
    for (size_t i = 0; i < reading->named; i++) {
        size_t size = (size_t)(strchrnul(text, ',') - text);
        bool is_last = i + 1 == reading->named;
        if (size >= sizeof code || (text[size] == '\0') != is_last) {
            builder_fault(reading->builder, DIAG_CODE_DATA_BAD_KEY, cell, cell->text);
            return false;
        }
        memcpy(code, text, size);
        code[size] = '\0';
        if (!builder_key(reading->builder, i, code, cell, &keys[i])) {
            return false;
        }
        text += size + (is_last ? 0 : 1);
    }
    return true;
}

static void read_row(const struct reading *reading, const struct table *table, size_t row) {
    uint16_t keys[MAX_DIMENSIONS + 1];
    if (!read_keys(reading, table_cell(table, row, 0), keys)) {
        return;
    }
    if (reading->one_each) {
        builder_row(reading->builder, keys, 0, reading->builder->period);
    }
    for (size_t i = 1; i < table->column_count; i++) {
        if (reading->times[i].year != 0) {
            const struct cell *cell = table_cell(table, row, i);
            if (reading->builder->period != SIZE_MAX) {
                keys[reading->builder->period] = reading->periods[i];
            }
            builder_add(reading->builder, keys, reading->times[i].year,
                        (struct value_text){ .text = cell->text, .cell = cell });
        }
    }
}

bool eurostat_tsv_read(struct builder *builder) {
    struct dialect dialect = { .delimiter = '\t', .quote = '\0', .decimal = '.' };
    struct reading reading = { .builder = builder };
    const struct table_choice choice = { &reading, builder->scratch, choose, keep };
    const struct table *table =
        table_read_chosen(builder->arena, builder->diag, builder->resource->file, dialect, &choice);
    if (table) {
        builder_reserve(builder, table->row_count, table->row_count * (table->kept_count - 1));
    }
    for (size_t row = 0; table && row < table->row_count; row++) {
        read_row(&reading, table, row);
    }
    return table != NULL;
}
