/* Method impute: an indicator's blanks are filled with the mean or median of the units of the same group that have a value in the
 * same year. A value so made is flagged i. Confidential values are never filled: what fills them could tell of them. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indicator/panel.h"
#include "indicator/statistics.h"

struct imputing {
    struct definition *definition;
    struct panel panel;
    size_t by;           /* dimension of the units */
    const char **groups; /* by row of the panel; NULL: in none */
    bool median;
    size_t least;        /* values that a group must have */
};

/* The groups of the units by the table named under "groups"; false after a diagnostic. */
static bool read_groups(struct imputing *imputing) {
    const struct definition *definition = imputing->definition;
    const struct panel *panel = &imputing->panel;
    const char *path = yaml_need(definition->diag, definition->entry, "groups");
    struct source_pos pos = yaml_key_pos(definition->entry, "groups");
    const struct table *table = path ? indicators_table(definition->indicators, definition->diag, path, pos) : NULL;
    size_t code = table ? table_find_column(table, "code") : SIZE_MAX;
    size_t group = table ? table_find_column(table, "group") : SIZE_MAX;
    if (code == SIZE_MAX || group == SIZE_MAX) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, pos, "groups: a table with the columns code and group");
        return false;
    }
    struct map *rows = map_new(definition->arena);
    for (size_t row = 0; row < table->row_count; row++) {
        map_add(rows, table_cell(table, row, code)->text, row);
    }
    imputing->groups = arena_array(definition->arena, panel->row_count, sizeof *imputing->groups);
    for (size_t row = 0; row < panel->row_count; row++) {
        const char *unit = panel->of->dimensions[imputing->by].members[panel->rows[row].keys[imputing->by]].code;
        size_t found = map_find(rows, unit);
        imputing->groups[row] = found == MAP_NONE ? NULL : table_cell(table, found, group)->text;
    }
    return true;
}

static bool same_group(const struct imputing *imputing, size_t row, size_t other) {
    const struct panel_row *rows = imputing->panel.rows;
    return imputing->groups[row] && imputing->groups[other] && rows[row].year == rows[other].year &&
           strcmp(imputing->groups[row], imputing->groups[other]) == 0;
}

/* The values of column that fill a blank in row; inputs has room for all rows. */
static size_t find_inputs(const struct imputing *imputing, size_t row, size_t column, const struct point_value **inputs) {
    const struct panel *panel = &imputing->panel;
    size_t count = 0;
    for (size_t other = 0; other < panel->row_count; other++) {
        const struct point_value *point = panel->points[other * panel->column_count + column];
        if (point && point->status == VALUE_PRESENT && same_group(imputing, row, other)) {
            inputs[count++] = point;
        }
    }
    return count;
}

static double value_of(const struct imputing *imputing, const struct point_value *const *inputs, size_t count) {
    double *values = arena_array(imputing->definition->arena, count, sizeof *values), sum = 0;
    for (size_t i = 0; i < count; i++) {
        values[i] = inputs[i]->value;
        sum += values[i];
    }
    if (!imputing->median) {
        return sum / (double)count;
    }
    sort_values(values, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* Copies a value, or fills it if it is merely missing. */
static void compute(const struct imputing *imputing, size_t row, size_t column) {
    struct definition *definition = imputing->definition;
    const struct panel *panel = &imputing->panel;
    const struct point_value *from = panel->points[row * panel->column_count + column];
    struct point_value *point = panel_add(definition, panel, row, column, panel_value(panel, row, column));
    if (!point || from->status != VALUE_MISSING) {
        return;
    }
    const struct point_value **inputs = definition_gather(definition, panel->row_count);
    size_t count = find_inputs(imputing, row, column, inputs);
    if (count >= imputing->least) {
        point_compute(definition, point, value_of(imputing, inputs, count), inputs, count);
        point->flags |= flag_bit('i');
    }
}

static bool read_settings(struct imputing *imputing) {
    const struct definition *definition = imputing->definition;
    const char *as = yaml_text(definition->diag, definition->entry, "as", "mean");
    double least = yaml_number(definition->diag, definition->entry, "least", 1);
    imputing->median = strcmp(as, "median") == 0;
    if ((!imputing->median && strcmp(as, "mean") != 0) || !(least >= 1 && least <= 1e6)) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "as: mean or median; least: from 1");
        return false;
    }
    imputing->least = (size_t)least;
    imputing->by = definition_dimension(definition, imputing->panel.of, "by");
    return imputing->by != SIZE_MAX && read_groups(imputing);
}

bool impute_compute(struct definition *definition) {
    struct imputing imputing = { .definition = definition };
    if (!panel_read(definition, &imputing.panel) || !read_settings(&imputing)) {
        return false;
    }
    definition_copy_dimensions(definition, imputing.panel.of, NULL);
    for (size_t i = 0; i < imputing.panel.row_count * imputing.panel.column_count; i++) {
        compute(&imputing, i / imputing.panel.column_count, i % imputing.panel.column_count);
    }
    return true;
}
