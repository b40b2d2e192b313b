/* Method crosswalk: values by sector become values by another classification, with the weights of a declared table
 * (sector, class, weight, source, edition):  E(class) = sum over sectors of weight(sector, class) * e(sector). */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"
#include "base/yaml.h"

enum { MAX_ROWS = 5000 };

struct row {
    const char *sector;
    size_t class;             /* member of the new dimension */
    double weight;
    const struct series *of;  /* the input that holds the sector */
    size_t dimension, member; /* where in of */
};

struct crossing {
    struct definition *definition;
    const char *over; /* name of the new dimension */
    struct row *rows;
    size_t count;
    size_t geo; /* dimension of the first input that is kept */
};

/* Weights of one sector must not add up to more than the whole: nobody works twice. */
static bool check_weights(const struct crossing *crossing, const struct table *table) {
    bool all_whole = true;
    for (size_t i = 0; i < crossing->count; i++) {
        double sum = 0;
        bool is_first = true;
        for (size_t k = 0; k < crossing->count; k++) {
            if (strcmp(crossing->rows[k].sector, crossing->rows[i].sector) == 0) {
                sum += crossing->rows[k].weight;
                is_first = is_first && k >= i;
            }
        }
        if (is_first && sum > 1 + 1e-3) {
            diag_add(crossing->definition->diag, DIAG_CODE_CROSSWALK_WEIGHTS, (struct source_pos){ table->file, 0, 0 },
                     "%s: %.3f", crossing->rows[i].sector, sum);
            all_whole = false;
        }
    }
    return all_whole;
}

/* Finds the input and the member that row's sector is. */
static bool find_sector(const struct definition *definition, struct row *row) {
    for (size_t i = 0; i < definition->input_count; i++) {
        for (size_t k = 0; k < definition->inputs[i]->dimension_count; k++) {
            row->member = series_find_member(definition->inputs[i], k, row->sector);
            const char *dimension = definition->inputs[i]->dimensions[k].name;
            if (row->member != MAP_NONE && code_list_find(definition->indicators, dimension)) {
                row->of = definition->inputs[i];
                row->dimension = k;
                return true;
            }
        }
    }
    return false;
}

static bool fault(const struct definition *definition, enum diag_code code, const struct table *table,
                  const struct cell *cell) {
    diag_add(definition->diag, code, table_cell_pos(table, cell), "%s", cell->text);
    return false;
}

static bool read_row(struct crossing *crossing, const struct table *table, size_t row, const size_t columns[3]) {
    struct definition *definition = crossing->definition;
    const struct cell *sector = table_cell(table, row, columns[0]);
    const struct cell *class = table_cell(table, row, columns[1]);
    const struct cell *weight = table_cell(table, row, columns[2]);
    struct row *next = &crossing->rows[crossing->count];
    next->sector = sector->text;
    next->class = definition_member(definition, definition->series->dimension_count - 1, class->text);
    if (next->class == SIZE_MAX) {
        return fault(definition, DIAG_CODE_INDICATOR_UNKNOWN_CODE, table, class);
    }
    if (!number_parse(weight->text, &next->weight) || next->weight < 0 || next->weight > 1) {
        return fault(definition, DIAG_CODE_CROSSWALK_WEIGHTS, table, weight);
    }
    if (!find_sector(definition, next)) {
        return fault(definition, DIAG_CODE_INDICATOR_UNKNOWN_CODE, table, sector);
    }
    crossing->count++;
    return true;
}

static bool read_rows(struct crossing *crossing) {
    struct definition *definition = crossing->definition;
    const char *path = yaml_need(definition->diag, definition->entry, "table");
    struct source_pos by = yaml_key_pos(definition->entry, "table");
    const struct table *table =
        path ? indicators_table(definition->indicators, definition->diag, path, by) : NULL;
    if (!table) {
        return false;
    }
    if (table->row_count > MAX_ROWS) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_LIMIT, by, "%d rows", MAX_ROWS);
        return false;
    }
    const char *const names[] = { "sector", crossing->over, "weight" };
    size_t columns[3];
    for (size_t i = 0; i < 3; i++) {
        columns[i] = table_find_column(table, names[i]);
        if (columns[i] == SIZE_MAX) {
            diag_add(definition->diag, DIAG_CODE_DATA_MISSING_COLUMN, (struct source_pos){ table->file, 1, 0 }, "%s",
                     names[i]);
            return false;
        }
    }
    crossing->rows = arena_array(definition->arena, table->row_count + 1, sizeof *crossing->rows);
    bool all_read = true;
    for (size_t row = 0; row < table->row_count; row++) {
        all_read = read_row(crossing, table, row, columns) && all_read;
    }
    return check_weights(crossing, table) && all_read;
}

/* The value of row's sector for the region and year of at. */
static const struct point_value *find_input(const struct crossing *crossing, const struct row *row, const char *region,
                                            int year) {
    uint16_t keys[MAX_SERIES_DIMENSIONS] = { 0 };
    const char *kept = crossing->definition->series->dimensions[0].name;
    size_t geo = series_find_dimension(row->of, kept);
    size_t member = geo == SIZE_MAX ? MAP_NONE : series_find_member(row->of, geo, region);
    if (member == MAP_NONE) {
        return NULL;
    }
    keys[geo] = (uint16_t)member;
    keys[row->dimension] = (uint16_t)row->member;
    return series_find(row->of, keys, year);
}

static void compute(const struct crossing *crossing, size_t region, size_t class, int year) {
    struct definition *definition = crossing->definition;
    const char *code = definition->series->dimensions[0].members[region].code;
    struct point_value *point = series_add(definition, (uint16_t[]){ (uint16_t)region, (uint16_t)class }, year);
    const struct point_value **inputs = arena_array(definition->arena, crossing->count, sizeof(struct point_value *));
    size_t count = 0;
    double sum = 0;
    for (size_t i = 0; i < crossing->count; i++) {
        const struct row *row = &crossing->rows[i];
        if (row->class != class) {
            continue;
        }
        const struct point_value *input = find_input(crossing, row, code, year);
        if (!input) {
            point_miss(point,
                       arena_print(definition->arena, "there is no value for %s in %s, %d", row->sector, code, year));
            return;
        }
        if (input->status != VALUE_PRESENT) {
            point_miss(point, input->reason);
            return;
        }
        sum += row->weight * input->value;
        inputs[count++] = input;
    }
    if (count == 0) {
        point_miss(point, "the table assigns no sector to it");
        return;
    }
    point_compute(point, sum, inputs, count);
}

bool crosswalk_compute(struct definition *definition) {
    struct crossing crossing = { .definition = definition };
    crossing.over = yaml_need(definition->diag, definition->entry, "to");
    const char *kept = yaml_text(definition->diag, definition->entry, "keep", "geo");
    if (!crossing.over || definition->input_count == 0) {
        return false;
    }
    const struct series *first = definition->inputs[0];
    for (size_t i = 0; i < definition->input_count; i++) {
        if (series_find_dimension(definition->inputs[i], kept) == SIZE_MAX ||
            definition->inputs[i]->dimension_count != 2) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, definition->entry->pos, "%s in %s", kept,
                     definition->inputs[i]->name);
            return false;
        }
    }
    definition_add_dimension(definition, kept);
    definition_add_dimension(definition, crossing.over);
    crossing.geo = series_find_dimension(first, kept);
    if (!read_rows(&crossing)) {
        return false;
    }
    for (size_t i = 0; i < first->dimensions[crossing.geo].count; i++) {
        size_t region = definition_take(definition, 0, first, crossing.geo, i);
        for (size_t k = 0; region != SIZE_MAX && k < definition->series->dimensions[1].count; k++) {
            for (size_t y = 0; y < first->year_count; y++) {
                compute(&crossing, region, k, first->years[y]);
            }
        }
    }
    return true;
}
