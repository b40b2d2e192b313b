/* Method normalise: indicators of different units become comparable. Each is scaled over all units and years at once, so that
 * levels can be compared over time; "by_year" scales every year by itself. "scale_levels" names the levels of regions whose
 * values make the scale; others are set on it. Sources: OECD/JRC Handbook 2008; COINr. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/panel.h"
#include "indicator/statistics.h"
#include "indicator/structure.h"

static const char *const region_dimension = "geo";

static const char *const kind_names[NORMALISE_COUNT] = {
    [NORMALISE_MIN_MAX] = "min-max",
    [NORMALISE_Z_SCORE] = "z-score",
    [NORMALISE_GOALPOSTS] = "goalposts",
    [NORMALISE_BEST] = "distance-to-best",
    [NORMALISE_REFERENCE] = "distance-to-reference",
    [NORMALISE_TARGET] = "distance-to-target",
    [NORMALISE_FRACTION] = "fraction-of-best",
    [NORMALISE_RANK] = "rank",
    [NORMALISE_BORDA] = "borda",
};

struct normalising {
    struct definition *definition;
    struct panel panel;
    const struct structure *structure;
    struct normaliser normaliser;
    bool by_year;
    size_t geo;         /* dimension of regions; SIZE_MAX: none */
    size_t reference;   /* its member for distances to a reference; SIZE_MAX: none */
    uint32_t levels;    /* whose values make the scale, bit level + 1; 0: all */
    double *values;     /* row by row, being scaled */
    const char **why;   /* by column: why it has no scale; NULL: it has one */
};

/* True if the row's values make the scale. */
static bool is_basis(const struct normalising *normalising, size_t row) {
    if (normalising->levels == 0 || normalising->geo == SIZE_MAX) {
        return true;
    }
    uint16_t member = normalising->panel.rows[row].keys[normalising->geo];
    const char *code = normalising->panel.of->dimensions[normalising->geo].members[member].code;
    const struct region *region = geo_find(normalising->definition->indicators->geo, code);
    return region && (normalising->levels >> (region->level + 1) & 1);
}

/* The value of the reference unit in the year (0: the newest it has), or NAN. */
static double reference_value(const struct normalising *normalising, size_t column, int year) {
    double value = NAN;
    int newest = 0;
    for (size_t row = 0; row < normalising->panel.row_count; row++) {
        const struct panel_row *at = &normalising->panel.rows[row];
        double here = panel_value(&normalising->panel, row, column);
        if (at->keys[normalising->geo] == normalising->reference && !isnan(here) &&
            (year ? at->year == year : at->year > newest)) {
            value = here;
            newest = at->year;
        }
    }
    return value;
}

/* What is declared for the indicator; NULL, or why it cannot be scaled so. */
static const char *settle(const struct normalising *normalising, size_t column, int year, struct normaliser *normaliser) {
    const struct structure_row *row = structure_find(normalising->structure, panel_code(&normalising->panel, column));
    *normaliser = normalising->normaliser;
    normaliser->direction = row->direction;
    if (normaliser->kind == NORMALISE_GOALPOSTS) {
        normaliser->low = row->low;
        normaliser->high = row->high;
        return isnan(row->low) || isnan(row->high) ? "no goalposts are declared" : NULL;
    }
    if (normaliser->kind == NORMALISE_TARGET) {
        normaliser->point = row->target;
        return isnan(row->target) ? "no target is declared" : NULL;
    }
    if (normaliser->kind == NORMALISE_REFERENCE) {
        normaliser->point = reference_value(normalising, column, year);
        return isnan(normaliser->point) ? "the reference unit has no value" : NULL;
    }
    return NULL;
}

/* Scales the values of a column in the rows of a year; year 0: in all rows. */
static void scale(const struct normalising *normalising, size_t column, int year) {
    const struct panel *panel = &normalising->panel;
    struct arena *scratch = arena_new();
    size_t *places = arena_array(scratch, panel->row_count, sizeof *places), count = 0, basis_count = 0;
    double *values = arena_array(scratch, panel->row_count, sizeof *values);
    double *basis = arena_array(scratch, panel->row_count, sizeof *basis);
    for (size_t row = 0; row < panel->row_count; row++) {
        if (year == 0 || panel->rows[row].year == year) {
            values[count] = panel_value(panel, row, column);
            if (is_basis(normalising, row)) {
                basis[basis_count++] = values[count];
            }
            places[count++] = row * panel->column_count + column;
        }
    }
    struct normaliser normaliser;
    const char *why = settle(normalising, column, year, &normaliser);
    if (!why && !normalise_column(values, count, basis, basis_count, &normaliser)) {
        why = "all units have the same value, so there is no scale";
    }
    for (size_t i = 0; i < count; i++) {
        normalising->values[places[i]] = why ? NAN : values[i];
    }
    normalising->why[column] = why ? why : normalising->why[column];
    arena_close(scratch);
}

static bool bad_setting(const struct definition *definition, const char *key, const char *why) {
    diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, yaml_key_pos(definition->entry, key), "%s", why);
    return false;
}

/* "range: [0, 100]"; with z-score: centre and scale. */
static bool read_range(struct normalising *normalising) {
    const struct definition *definition = normalising->definition;
    const struct yaml *range = yaml_find(definition->entry, "range");
    double *ends[] = { &normalising->normaliser.low, &normalising->normaliser.high };
    normalising->normaliser.high = 1;
    if (!range) {
        return true;
    }
    if (range->kind != YAML_LIST || range->count != 2) {
        return bad_setting(definition, "range", "range: two numbers");
    }
    size_t count;
    const char *const *texts = yaml_texts(definition->arena, definition->diag, definition->entry, "range", &count);
    for (size_t i = 0; i < 2; i++) {
        if (!number_parse(texts[i], ends[i])) {
            return bad_setting(definition, "range", "range: two numbers");
        }
    }
    return true;
}

static bool read_reference(struct normalising *normalising) {
    const struct definition *definition = normalising->definition;
    normalising->geo = series_find_dimension(normalising->panel.of, region_dimension);
    normalising->reference = SIZE_MAX;
    if (normalising->normaliser.kind != NORMALISE_REFERENCE) {
        return true;
    }
    if (normalising->geo != SIZE_MAX) {
        normalising->reference =
            series_find_member(normalising->panel.of, normalising->geo, definition->series->reference);
    }
    return normalising->reference != SIZE_MAX || bad_setting(definition, "reference", "reference: a unit with values");
}

static bool read_settings(struct normalising *normalising) {
    const struct definition *definition = normalising->definition;
    const char *as = yaml_text(definition->diag, definition->entry, "as", kind_names[NORMALISE_MIN_MAX]);
    int kind = 0;
    while (kind < NORMALISE_COUNT && strcmp(kind_names[kind], as) != 0) {
        kind++;
    }
    if (kind == NORMALISE_COUNT) {
        return bad_setting(definition, "as", as);
    }
    normalising->normaliser.kind = (enum normalisation)kind;
    normalising->by_year = yaml_flag(definition->diag, definition->entry, "by_year", false);
    normalising->structure = structure_read(normalising->definition);
    return normalising->structure && read_range(normalising) && read_reference(normalising) &&
           definition_levels(definition, "scale_levels", &normalising->levels);
}

static void scale_all(const struct normalising *normalising) {
    const struct series *of = normalising->panel.of;
    for (size_t column = 0; column < normalising->panel.column_count; column++) {
        for (size_t i = 0; i < (normalising->by_year ? of->year_count : 1); i++) {
            scale(normalising, column, normalising->by_year ? of->years[i] : 0);
        }
    }
}

bool normalise_compute(struct definition *definition) {
    struct normalising normalising = { .definition = definition };
    if (!panel_read(definition, &normalising.panel) || !read_settings(&normalising)) {
        return false;
    }
    const struct panel *panel = &normalising.panel;
    if (panel->row_count < 2) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_FEW_UNITS, definition->entry->pos, "%zu in %s", panel->row_count,
                 panel->of->name);
        return false;
    }
    normalising.values = panel_values(definition->arena, panel);
    normalising.why = arena_array(definition->arena, panel->column_count, sizeof *normalising.why);
    scale_all(&normalising);
    definition_copy_dimensions(definition, panel->of, NULL);
    for (size_t i = 0; i < panel->row_count * panel->column_count; i++) {
        size_t row = i / panel->column_count, column = i % panel->column_count;
        struct point_value *point = panel_add(definition, panel, row, column, normalising.values[i]);
        if (point && point->status != VALUE_PRESENT && !point_reason(point)) {
            point_miss(point, normalising.why[column]);
        }
    }
    return true;
}
