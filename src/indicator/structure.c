#include "indicator/structure.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"
#include "base/yaml.h"
#include "indicator/build.h"

static const struct structure_row default_row = { "", "", 1, 1, NAN, NAN, NAN, NULL };

/* A table being read. */
struct reading {
    const struct definition *definition;
    const struct table *table;
    bool failed;
};

static void fault(struct reading *reading, const struct cell *cell, const char *why) {
    diag_add(reading->definition->diag, DIAG_CODE_INDICATOR_STRUCTURE, table_cell_pos(reading->table, cell), "%s: %s",
             cell->text, why);
    reading->failed = true;
}

/* The number in the column named name; absent if there is no such column or nothing in it. */
static double number_at(struct reading *reading, size_t row, const char *name, double absent) {
    size_t column = table_find_column(reading->table, name);
    const struct cell *cell = column == SIZE_MAX ? NULL : table_cell(reading->table, row, column);
    double value = absent;
    if (cell && *cell->text && !number_parse(cell->text, &value)) {
        fault(reading, cell, "no number");
    }
    return value;
}

static struct structure_row read_row(struct reading *reading, size_t row, const size_t columns[2]) {
    struct structure_row next = default_row;
    next.cell = table_cell(reading->table, row, columns[0]);
    next.code = next.cell->text;
    next.parent = table_cell(reading->table, row, columns[1])->text;
    next.weight = number_at(reading, row, "weight", 1);
    next.direction = number_at(reading, row, "direction", 1);
    next.target = number_at(reading, row, "target", NAN);
    next.low = number_at(reading, row, "low", NAN);
    next.high = number_at(reading, row, "high", NAN);
    if (next.weight < 0) {
        fault(reading, next.cell, "a weight below zero");
    }
    if (fabs(next.direction) != 1) {
        fault(reading, next.cell, "a direction is 1 or -1");
    }
    if (next.low >= next.high) {
        fault(reading, next.cell, "low is not below high");
    }
    return next;
}

/* Follows parents upwards from every row: nobody may be met again. */
static void check_circles(struct reading *reading, const struct structure *structure) {
    for (size_t i = 0; i < structure->count && !reading->failed; i++) {
        const struct structure_row *at = &structure->rows[i];
        for (size_t steps = 0; *at->parent && at != &default_row; steps++) {
            at = structure_find(structure, at->parent);
            if (steps > structure->count) {
                fault(reading, structure->rows[i].cell, "its parents lead back to it in a circle");
                return;
            }
        }
    }
}

static bool find_columns(struct reading *reading, size_t columns[2]) {
    static const char *const names[] = { "code", "parent" };
    for (size_t i = 0; i < 2; i++) {
        columns[i] = table_find_column(reading->table, names[i]);
        if (columns[i] == SIZE_MAX) {
            diag_add(reading->definition->diag, DIAG_CODE_DATA_MISSING_COLUMN,
                     (struct source_pos){ reading->table->file, 1, 0 }, "%s", names[i]);
            return false;
        }
    }
    return true;
}

const struct structure *structure_read(struct definition *definition) {
    struct structure *structure = arena_alloc(definition->arena, sizeof *structure);
    structure->index = map_new(definition->arena);
    const char *path = yaml_text(definition->diag, definition->entry, "structure", NULL);
    if (!path) {
        return structure;
    }
    struct reading reading = { .definition = definition };
    reading.table = structure->table = indicators_table(definition->indicators, definition->diag, path,
                                                        yaml_key_pos(definition->entry, "structure"));
    size_t columns[2];
    if (!reading.table || !find_columns(&reading, columns)) {
        return NULL;
    }
    structure->rows = arena_array(definition->arena, reading.table->row_count, sizeof *structure->rows);
    for (size_t row = 0; row < reading.table->row_count; row++) {
        struct structure_row next = read_row(&reading, row, columns);
        if (!map_add(structure->index, next.code, structure->count)) {
            fault(&reading, next.cell, "stands twice");
        }
        structure->rows[structure->count++] = next;
    }
    check_circles(&reading, structure);
    return reading.failed ? NULL : structure;
}

const struct structure_row *structure_find(const struct structure *structure, const char *code) {
    size_t row = map_find(structure->index, code);
    return row == MAP_NONE ? &default_row : &structure->rows[row];
}
