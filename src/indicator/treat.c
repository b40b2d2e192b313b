/* Method treat: indicators whose values are skewed are winsorised or taken as logarithms, each over all units and years. A
 * value that was moved is flagged i, since another stands in for it; the series' reasons say which indicators changed. */
#include "indicator/build.h"

#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/panel.h"
#include "indicator/statistics.h"

/* What was done to an indicator, for the formula that the method annex prints. */
static void note(struct definition *definition, const char *code, enum treated treated) {
    static const char *const words[] = {
        [TREATED_NOT] = "", [TREATED_WINSORISED] = "winsorised", [TREATED_LOGARITHM] = "taken as logarithm",
        [TREATED_FAILED] = "skewed, left as it is",
    };
    if (treated != TREATED_NOT) {
        struct series *series = definition->series;
        series->formula = arena_print(definition->arena, "%s%s%s %s", series->formula, *series->formula ? "; " : "", code,
                                      words[treated]);
    }
}

static void treat(struct definition *definition, const struct panel *panel, const struct treatment *treatment) {
    double *values = arena_array(definition->arena, panel->row_count, sizeof *values);
    bool *moved = arena_array(definition->arena, panel->column_count, sizeof *moved);
    double *treated_values = arena_array(definition->scratch, panel->row_count * panel->column_count, sizeof *values);
    for (size_t column = 0; column < panel->column_count; column++) {
        panel_column(panel, column, values);
        enum treated treated = treat_column(values, panel->row_count, treatment);
        moved[column] = treated == TREATED_WINSORISED;
        note(definition, panel_code(panel, column), treated);
        for (size_t row = 0; row < panel->row_count; row++) {
            treated_values[row * panel->column_count + column] = values[row];
        }
    }
    for (size_t i = 0; i < panel->row_count * panel->column_count; i++) {
        size_t row = i / panel->column_count, column = i % panel->column_count;
        struct point_value *point = panel_add(definition, panel, row, column, treated_values[i]);
        if (point && moved[column] && point->status == VALUE_PRESENT && point->value != panel_value(panel, row, column)) {
            point->flags |= flag_bit('i');
        }
    }
}

bool treat_compute(struct definition *definition) {
    struct panel panel;
    if (!panel_read(definition, &panel)) {
        return false;
    }
    const struct yaml *entry = definition->entry;
    double most = yaml_number(definition->diag, entry, "winsorise_at_most", 5);
    struct treatment treatment = {
        .skewness = yaml_number(definition->diag, entry, "skewness", 2),
        .kurtosis = yaml_number(definition->diag, entry, "kurtosis", 3.5),
        .logarithm = yaml_flag(definition->diag, entry, "logarithm", true),
    };
    if (!(most >= 0 && most <= 1000 && treatment.skewness >= 0)) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, entry->pos,
                 "skewness: above 0, winsorise_at_most: 0 to 1000");
        return false;
    }
    treatment.winsorise_at_most = (size_t)most;
    definition_copy_dimensions(definition, panel.of, NULL);
    treat(definition, &panel, &treatment);
    return true;
}
