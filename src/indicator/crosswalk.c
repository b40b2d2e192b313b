/* Method crosswalk: values by sector become values by another classification, with the weights of a declared table
 * (sector, class, weight, source, edition):  E(class) = sum over sectors of weight(sector, class) * e(sector). Sectors
 * under "leave_out" are passed over, so that one table serves statistics that lack them; classes that mean less
 * without them get another name by "labels". Estimated parts make up at most "estimated_at_most" percent of a sum. */
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
    const char *const *left_out; /* sectors */
    size_t left_out_count;
    double estimated_at_most; /* percent of a sum */
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

static bool is_left_out(const struct crossing *crossing, const char *sector) {
    for (size_t i = 0; i < crossing->left_out_count; i++) {
        if (strcmp(crossing->left_out[i], sector) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_row(struct crossing *crossing, const struct table *table, size_t row, const size_t columns[3]) {
    struct definition *definition = crossing->definition;
    const struct cell *sector = table_cell(table, row, columns[0]);
    const struct cell *class = table_cell(table, row, columns[1]);
    const struct cell *weight = table_cell(table, row, columns[2]);
    if (is_left_out(crossing, sector->text)) {
        return true;
    }
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

/* The parts of one sum. */
struct parts {
    const struct point_value **inputs;
    size_t count;
    double sum, estimated;
};

/* Adds the sectors of class up; false after saying in point which one is missing. */
static bool add_up(const struct crossing *crossing, size_t class, const char *region, struct point_value *point,
                   struct parts *parts) {
    struct arena *arena = crossing->definition->arena;
    for (size_t i = 0; i < crossing->count; i++) {
        const struct row *row = &crossing->rows[i];
        if (row->class != class) {
            continue;
        }
        const struct point_value *input = find_input(crossing, row, region, point->year);
        if (!input || input->status != VALUE_PRESENT) {
            point_miss(point, input ? point_reason(input) : arena_print(arena, "there is no value for %s in %s, %d",
                                                                  row->sector, region, point->year));
            return false;
        }
        parts->sum += row->weight * input->value;
        parts->estimated += input->flags & flag_bit('e') ? row->weight * input->value : 0;
        parts->inputs[parts->count++] = input;
    }
    return true;
}

static void compute(const struct crossing *crossing, size_t region, size_t class, int year) {
    struct definition *definition = crossing->definition;
    const char *code = definition->series->dimensions[0].members[region].code;
    struct point_value *point = series_add(definition, (uint16_t[]){ (uint16_t)region, (uint16_t)class }, year);
    struct parts parts = { .inputs = definition_gather(definition, crossing->count) };
    if (!add_up(crossing, class, code, point, &parts)) {
        return;
    }
    double percent = parts.sum > 0 ? 100 * parts.estimated / parts.sum : 0;
    if (parts.count == 0) {
        point_miss(point, crossing->left_out_count ? "all its sectors are left out" : "the table assigns no sector to it");
    } else if (percent > crossing->estimated_at_most) {
        point_miss(point, arena_print(definition->arena, "%.0f\u00A0%% of %s, %d would be estimated", percent,
                                      point_label(definition->arena, point), year));
    } else {
        point_compute(definition, point, parts.sum, parts.inputs, parts.count);
    }
}

/* "labels": {class: text}. */
static void rename_classes(const struct definition *definition) {
    const struct yaml *labels = yaml_find(definition->entry, "labels");
    struct series_dimension *dimension = &definition->series->dimensions[definition->series->dimension_count - 1];
    for (size_t i = 0; labels && labels->kind == YAML_MAP && i < labels->count; i++) {
        size_t member = dimension_find_member(dimension, labels->keys[i]);
        if (member == MAP_NONE) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, labels->key_pos[i], "%s", labels->keys[i]);
            continue;
        }
        const char *label = yaml_text(definition->diag, labels, labels->keys[i], dimension->members[member].label);
        dimension->members[member].label = dimension->members[member].short_label = label;
    }
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
    rename_classes(definition);
    crossing.estimated_at_most = yaml_number(definition->diag, definition->entry, "estimated_at_most", 100);
    crossing.left_out =
        yaml_texts(definition->arena, definition->diag, definition->entry, "leave_out", &crossing.left_out_count);
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
