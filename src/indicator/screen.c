/* Method screen: leaves out units, then indicators, for which too small a part of the values is available. "over" is the
 * dimension of the indicators; the bounds are percent. Source: JRC COIN, at least 65 % of the data a unit and an indicator. */
#include "indicator/build.h"

#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/panel.h"

struct screening {
    struct definition *definition;
    struct panel panel;
    double units, indicators; /* least parts */
    bool *keeps_row, *keeps_column;
};

static size_t count_in_row(const struct screening *screening, size_t row) {
    size_t count = 0;
    for (size_t column = 0; column < screening->panel.column_count; column++) {
        count += isnan(panel_value(&screening->panel, row, column)) ? 0 : 1;
    }
    return count;
}

/* Values of the column in the rows kept. */
static size_t count_in_column(const struct screening *screening, size_t column) {
    size_t count = 0;
    for (size_t row = 0; row < screening->panel.row_count; row++) {
        bool counts = screening->keeps_row[row] && !isnan(panel_value(&screening->panel, row, column));
        count += counts ? 1 : 0;
    }
    return count;
}

static void judge(struct screening *screening) {
    const struct panel *panel = &screening->panel;
    size_t rows = 0;
    for (size_t row = 0; row < panel->row_count; row++) {
        double part = (double)count_in_row(screening, row) / (double)panel->column_count;
        screening->keeps_row[row] = part >= screening->units;
        rows += screening->keeps_row[row];
    }
    for (size_t column = 0; column < panel->column_count; column++) {
        double part = rows ? (double)count_in_column(screening, column) / (double)rows : 0;
        screening->keeps_column[column] = part >= screening->indicators;
    }
}

static void add(const struct screening *screening, size_t row, size_t column) {
    bool kept = screening->keeps_row[row] && screening->keeps_column[column];
    double value = kept ? panel_value(&screening->panel, row, column) : NAN;
    struct point_value *point = panel_add(screening->definition, &screening->panel, row, column, value);
    if (!point || kept || point_reason(point)) {
        return;
    }
    struct arena *arena = screening->definition->arena;
    if (screening->keeps_row[row]) {
        point_miss(point, arena_print(arena, "the indicator has values for less than %g\u00A0%% of the units",
                                      100 * screening->indicators));
    } else {
        point_miss(point, arena_print(arena, "the unit has values for less than %g\u00A0%% of the indicators",
                                      100 * screening->units));
    }
}

bool screen_compute(struct definition *definition) {
    struct screening screening = { .definition = definition };
    if (!panel_read(definition, &screening.panel)) {
        return false;
    }
    screening.units = yaml_number(definition->diag, definition->entry, "units_at_least", 65) / 100;
    screening.indicators = yaml_number(definition->diag, definition->entry, "indicators_at_least", 65) / 100;
    if (!(screening.units >= 0 && screening.units <= 1 && screening.indicators >= 0 && screening.indicators <= 1)) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "a bound is 0 to 100 percent");
        return false;
    }
    const struct panel *panel = &screening.panel;
    screening.keeps_row = arena_array(definition->arena, panel->row_count, sizeof(bool));
    screening.keeps_column = arena_array(definition->arena, panel->column_count, sizeof(bool));
    judge(&screening);
    definition_copy_dimensions(definition, panel->of, NULL);
    for (size_t row = 0; row < panel->row_count; row++) {
        for (size_t column = 0; column < panel->column_count; column++) {
            add(&screening, row, column);
        }
    }
    return true;
}
