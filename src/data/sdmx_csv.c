/* SDMX-CSV 1.0 (first column DATAFLOW) and 2.0 (STRUCTURE, STRUCTURE_ID): one observation a row, the dimensions between the
 * description of the structure and OBS_VALUE, flags of Eurostat (OBS_FLAG) or of SDMX (OBS_STATUS), confidentiality in
 * CONF_STATUS. Labels are taken off, whether they stand behind the code ("geo: area") or in columns of their own.
 * Source: github.com/sdmx-twg/sdmx-csv, field guides of both versions; files of Eurostat. */
#include "data/format.h"

#include <string.h>

#include "base/arena.h"
#include "data/builder.h"

enum { MAX_DIMENSIONS = 30, LONGEST_CODE = 255 };

enum column_role {
    COLUMN_DIMENSION,
    COLUMN_STRUCTURE, /* which dataset the row belongs to */
    COLUMN_ACTION,
    COLUMN_TIME,
    COLUMN_VALUE,
    COLUMN_FLAG,   /* letters of Eurostat */
    COLUMN_STATUS, /* letters of SDMX */
    COLUMN_SECRET,
    COLUMN_UPDATED,
    COLUMN_OTHER,
    COLUMN_ROLE_COUNT
};

static const struct {
    const char *name;
    enum column_role role;
} known_columns[] = {
    { "DATAFLOW", COLUMN_STRUCTURE },  { "STRUCTURE", COLUMN_OTHER },    { "STRUCTURE_ID", COLUMN_STRUCTURE },
    { "STRUCTURE_NAME", COLUMN_OTHER }, { "LAST UPDATE", COLUMN_UPDATED }, { "ACTION", COLUMN_ACTION },
    { "SERIES_KEY", COLUMN_OTHER },    { "OBS_KEY", COLUMN_OTHER },      { "TIME_PERIOD", COLUMN_TIME },
    { "OBS_VALUE", COLUMN_VALUE },     { "OBS_FLAG", COLUMN_FLAG },      { "OBS_STATUS", COLUMN_STATUS },
    { "CONF_STATUS", COLUMN_SECRET },
};

struct reading {
    struct builder *builder;
    size_t places[COLUMN_ROLE_COUNT]; /* column of each role that occurs once; SIZE_MAX: none */
    size_t dimensions[MAX_DIMENSIONS]; /* columns */
    size_t dimension_count;
    bool paired;           /* every column is followed by one with its labels */
    const char *structure; /* of the first row */
};

/* Length of a name or code without its label, "geo: area", and without a list mark, "STRUCTURE[;]". */
static size_t bare_size(const char *text, size_t size) {
    const char *colon = memchr(text, ':', size);
    const char *bracket = memchr(text, '[', size);
    size = colon && colon > text ? (size_t)(colon - text) : size;
    return bracket && (size_t)(bracket - text) < size ? (size_t)(bracket - text) : size;
}

static enum column_role role_of(const char *text) {
    size_t size = bare_size(text, strlen(text));
    for (size_t i = 0; i < sizeof known_columns / sizeof *known_columns; i++) {
        if (strlen(known_columns[i].name) == size && memcmp(known_columns[i].name, text, size) == 0) {
            return known_columns[i].role;
        }
    }
    return COLUMN_DIMENSION;
}

static bool bad_header(const struct reading *reading, const struct table *table, const char *why) {
    builder_fault(reading->builder, DIAG_CODE_DATA_BAD_HEADER, &table->header[0], why);
    return false;
}

/* Labels have columns of their own where the time is followed by a column that no file without labels has. */
static bool has_pairs(const struct table *table) {
    size_t time = 0;
    while (time < table->column_count && role_of(table->header[time].text) != COLUMN_TIME) {
        time++;
    }
    return time + 1 < table->column_count && role_of(table->header[time + 1].text) == COLUMN_DIMENSION &&
           strcmp(table->header[time + 1].text, "Time") == 0;
}

/* Gives every column its role; dimensions are those that stand before the value. */
static bool place_columns(struct reading *reading, const struct table *table, bool *wanted) {
    bool structure_known = strncmp(table->header[0].text, "DATAFLOW", 8) == 0 ||
                           strncmp(table->header[0].text, "STRUCTURE", 9) == 0;
    if (!structure_known) {
        return bad_header(reading, table, "sdmx-csv: the first column is DATAFLOW or STRUCTURE");
    }
    reading->paired = has_pairs(table);
    bool is_label = false;
    for (size_t i = 0; i < table->column_count; i++) {
        enum column_role role = role_of(table->header[i].text);
        bool pairs = reading->paired && role != COLUMN_STRUCTURE && role != COLUMN_OTHER && role != COLUMN_ACTION &&
                     role != COLUMN_UPDATED;
        bool skipped = is_label || role == COLUMN_OTHER ||
                       (role == COLUMN_DIMENSION && reading->places[COLUMN_VALUE] != SIZE_MAX);
        is_label = pairs && !is_label;
        wanted[i] = !skipped;
        if (skipped) {
            continue;
        }
        if (role != COLUMN_DIMENSION) {
            reading->places[role] = i;
            continue;
        }
        if (reading->dimension_count == MAX_DIMENSIONS) {
            return bad_header(reading, table, "sdmx-csv: more than 30 dimensions");
        }
        reading->dimensions[reading->dimension_count++] = i;
        size_t size = bare_size(table->header[i].text, strlen(table->header[i].text));
        builder_add_dimension(reading->builder, arena_copy(reading->builder->arena, table->header[i].text, size));
    }
    if (reading->places[COLUMN_TIME] == SIZE_MAX || reading->places[COLUMN_VALUE] == SIZE_MAX) {
        return bad_header(reading, table, "sdmx-csv: TIME_PERIOD and OBS_VALUE are needed");
    }
    return true;
}

static bool choose(void *user, const struct table *table, bool *wanted, size_t *deciding) {
    struct reading *reading = user;
    const struct resource *resource = reading->builder->resource;
    reading->builder->dataset->table = table;
    if (!place_columns(reading, table, wanted)) {
        return false;
    }
    for (size_t i = 0; i < reading->dimension_count; i++) {
        const struct code_rule *rule = reading->builder->rules[i];
        size_t column = reading->dimensions[i];
        *deciding = rule && rule->filter && column >= *deciding ? column + 1 : *deciding;
    }
    size_t time = reading->places[COLUMN_TIME];
    bool bounded = resource->first_year != 0 || resource->last_year != 0;
    *deciding = bounded && time >= *deciding ? time + 1 : *deciding;
    return true;
}

static bool keep(void *user, const struct field *fields) {
    struct reading *reading = user;
    const struct resource *resource = reading->builder->resource;
    for (size_t i = 0; i < reading->dimension_count; i++) {
        const struct code_rule *rule = reading->builder->rules[i];
        const struct field *field = &fields[reading->dimensions[i]];
        if (rule && rule->filter &&
            !builder_wants(reading->builder, i, field->text, bare_size(field->text, field->size))) {
            return false;
        }
    }
    if (resource->first_year == 0 && resource->last_year == 0) {
        return true;
    }
    const struct field *time = &fields[reading->places[COLUMN_TIME]];
    return builder_wants_time(reading->builder, time->text, bare_size(time->text, time->size));
}

/* The text of the row's column with a role; NULL: there is no such column. */
static const struct cell *cell_of(const struct reading *reading, size_t row, enum column_role role) {
    size_t column = reading->places[role];
    return column == SIZE_MAX ? NULL : table_cell(reading->builder->dataset->table, row, column);
}

static const char *text_of(const struct cell *cell) {
    return cell ? cell->text : NULL;
}

/* The flags in the row's column with a role, without a label behind them. */
static const char *flags_of(const struct reading *reading, size_t row, enum column_role role) {
    const char *text = text_of(cell_of(reading, row, role));
    const char *label = text ? strstr(text, ": ") : NULL;
    return label ? arena_copy(reading->builder->arena, text, (size_t)(label - text)) : text;
}

/* False if the row is of another dataset or deletes something. */
static bool is_observation(struct reading *reading, size_t row) {
    const struct cell *structure = cell_of(reading, row, COLUMN_STRUCTURE);
    const struct cell *action = cell_of(reading, row, COLUMN_ACTION);
    reading->structure = reading->structure ? reading->structure : text_of(structure);
    if (structure && strcmp(structure->text, reading->structure) != 0) {
        builder_fault(reading->builder, DIAG_CODE_DATA_OTHER_STRUCTURE, structure, structure->text);
        return false;
    }
    if (action && action->text[0] == 'D') {
        builder_fault(reading->builder, DIAG_CODE_DATA_DELETION, action, action->text);
        return false;
    }
    return true;
}

static void read_row(struct reading *reading, size_t row) {
    struct builder *builder = reading->builder;
    uint16_t keys[MAX_DIMENSIONS + 1];
    char code[LONGEST_CODE + 1];
    if (!is_observation(reading, row)) {
        return;
    }
    for (size_t i = 0; i < reading->dimension_count; i++) {
        const struct cell *cell = table_cell(builder->dataset->table, row, reading->dimensions[i]);
        size_t size = bare_size(cell->text, strlen(cell->text));
        if (size > LONGEST_CODE) {
            builder_fault(builder, DIAG_CODE_DATA_UNKNOWN_CODE, cell, "longer than 255 bytes");
            return;
        }
        memcpy(code, cell->text, size);
        code[size] = '\0';
        if (!builder_key(builder, i, code, cell, &keys[i])) {
            return;
        }
    }
    const struct cell *time = cell_of(reading, row, COLUMN_TIME);
    const struct cell *value = cell_of(reading, row, COLUMN_VALUE);
    int year;
    if (builder_time(builder, time->text, time, keys, &year)) {
        builder_add(builder, keys, year,
                    (struct value_text){ .text = value->text,
                                         .flags = flags_of(reading, row, COLUMN_FLAG),
                                         .status = flags_of(reading, row, COLUMN_STATUS),
                                         .secret = flags_of(reading, row, COLUMN_SECRET),
                                         .cell = value });
    }
}

bool sdmx_csv_read(struct builder *builder) {
    struct reading reading = { .builder = builder };
    memset(reading.places, 0xFF, sizeof reading.places);
    const struct table_choice choice = { &reading, builder->scratch, choose, keep };
    const struct table *table = table_read_chosen(builder->arena, builder->diag, builder->resource->file,
                                                  builder->resource->dialect, &choice);
    if (!table) {
        return false;
    }
    if (table->row_count > 0) {
        builder_note_time(builder, table_cell(table, 0, reading.places[COLUMN_TIME])->text);
    }
    if (table->row_count > 0 && reading.places[COLUMN_UPDATED] != SIZE_MAX) {
        builder->dataset->updated = table_cell(table, 0, reading.places[COLUMN_UPDATED])->text;
    }
    builder_check_rules(builder);
    builder_reserve(builder, 0, table->row_count);
    for (size_t row = 0; row < table->row_count; row++) {
        read_row(&reading, row);
    }
    return true;
}
