/* Method rank-interval: how far a unit's rank in a composite depends on choices that could have been made otherwise. The whole
 * tree of the structure is computed many times, each time with a normalisation and a mean drawn from those listed and with
 * weights drawn evenly from within a part of the declared ones; the result is the 5th, 50th and 95th percentile of the
 * rank. The seed is declared, so the same inputs give the same result. Source: OECD/JRC Handbook 2008, step 7. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indicator/aggregate.h"
#include "indicator/panel.h"
#include "indicator/statistics.h"
#include "indicator/structure.h"
#include "indicator/tree.h"

enum { MOST_DRAWS = 100000, MOST_CHOICES = 8, BOUND_COUNT = 3 };

static const struct {
    const char *code;
    double share;
} bounds[BOUND_COUNT] = { { "low", 0.05 }, { "median", 0.5 }, { "high", 0.95 } };

/* Normalisations that may be drawn: all make more the better. The range stays above zero, so that every mean can be taken of
 * it but for z-scores. */
static const struct {
    const char *name;
    struct normaliser normaliser;
} choices[] = {
    { "min-max", { NORMALISE_MIN_MAX, 1, 1, 100, 0 } },
    { "z-score", { NORMALISE_Z_SCORE, 1, 0, 1, 0 } },
    { "borda", { NORMALISE_BORDA, 1, 0, 1, 0 } },
};

enum { CHOICE_COUNT = sizeof choices / sizeof *choices };

struct drawing {
    struct definition *definition;
    struct panel panel;
    const struct structure *structure;
    const struct composite_tree *tree;
    size_t draws;
    struct chance chance;
    double within, coverage; /* parts of 1 */
    size_t *rows;            /* of the panel, that are ranked */
    size_t row_count;
    const double *values[MOST_CHOICES]; /* normalised, row by row */
    size_t value_count;
    enum aggregation kinds[AGGREGATE_COUNT];
    size_t kind_count;
    double *ranks; /* of each ranked row, one after another, draws each */
};

static bool bad_setting(const struct definition *definition, const char *key, const char *why) {
    diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, yaml_key_pos(definition->entry, key), "%s", why);
    return false;
}

/* All values normalised by a choice; a column without a scale is missing throughout. */
static const double *normalise_all(const struct drawing *drawing, size_t choice) {
    const struct panel *panel = &drawing->panel;
    struct arena *arena = drawing->definition->arena;
    double *all = panel_values(arena, panel);
    double *values = arena_array(arena, panel->row_count, sizeof *values);
    for (size_t column = 0; column < panel->column_count; column++) {
        panel_column(panel, column, values);
        struct normaliser normaliser = choices[choice].normaliser;
        normaliser.direction = structure_find(drawing->structure, panel_code(panel, column))->direction;
        bool scaled = normalise_column(values, panel->row_count, values, panel->row_count, &normaliser);
        double lift = normaliser.kind == NORMALISE_BORDA ? 1 : 0;
        for (size_t row = 0; row < panel->row_count; row++) {
            all[row * panel->column_count + column] = scaled ? values[row] + lift : NAN;
        }
    }
    return all;
}

static bool read_normalisations(struct drawing *drawing) {
    const struct definition *definition = drawing->definition;
    size_t count = 0;
    const char *const *names = yaml_texts(definition->arena, definition->diag, definition->entry, "normalise", &count);
    static const char *const usual[] = { "min-max" };
    names = names ? names : usual;
    count = names == usual ? 1 : count;
    for (size_t i = 0; i < count; i++) {
        size_t choice = 0;
        while (choice < CHOICE_COUNT && strcmp(choices[choice].name, names[i]) != 0) {
            choice++;
        }
        if (choice == CHOICE_COUNT || i == MOST_CHOICES) {
            return bad_setting(definition, "normalise", "normalise: min-max, z-score, borda");
        }
        bool below_zero = choices[choice].normaliser.kind == NORMALISE_Z_SCORE;
        for (size_t k = 0; below_zero && k < drawing->kind_count; k++) {
            if (drawing->kinds[k] != AGGREGATE_ARITHMETIC) {
                return bad_setting(definition, "normalise", "z-scores are below zero too and have only arithmetic means");
            }
        }
        drawing->values[drawing->value_count++] = normalise_all(drawing, choice);
    }
    return drawing->value_count > 0 || bad_setting(definition, "normalise", "an empty list");
}

static bool read_aggregations(struct drawing *drawing) {
    const struct definition *definition = drawing->definition;
    size_t count = 0;
    const char *const *names = yaml_texts(definition->arena, definition->diag, definition->entry, "aggregate", &count);
    for (size_t i = 0; i < count && i < AGGREGATE_COUNT; i++) {
        int kind = 0;
        while (kind < AGGREGATE_COUNT && strcmp(aggregation_names[kind], names[i]) != 0) {
            kind++;
        }
        if (kind == AGGREGATE_COUNT) {
            return bad_setting(definition, "aggregate", "aggregate: arithmetic, geometric, harmonic");
        }
        drawing->kinds[drawing->kind_count++] = (enum aggregation)kind;
    }
    if (drawing->kind_count == 0) {
        drawing->kinds[drawing->kind_count++] = AGGREGATE_ARITHMETIC;
    }
    return true;
}

/* The rows whose unit is listed under "among", or all. */
static bool read_units(struct drawing *drawing) {
    const struct definition *definition = drawing->definition;
    const struct panel *panel = &drawing->panel;
    size_t count = 0, geo = series_find_dimension(panel->of, "geo");
    const char *const *codes = yaml_texts(definition->arena, definition->diag, definition->entry, "among", &count);
    struct map *wanted = map_new(definition->arena);
    for (size_t i = 0; i < count; i++) {
        map_add(wanted, codes[i], i);
    }
    drawing->rows = arena_array(definition->arena, panel->row_count, sizeof *drawing->rows);
    for (size_t row = 0; row < panel->row_count; row++) {
        const char *code = geo == SIZE_MAX ? "" : panel->of->dimensions[geo].members[panel->rows[row].keys[geo]].code;
        if (!codes || map_find(wanted, code) != MAP_NONE) {
            drawing->rows[drawing->row_count++] = row;
        }
    }
    if (drawing->row_count < 2) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_FEW_UNITS, definition->entry->pos, "%zu in %s",
                 drawing->row_count, panel->of->name);
    }
    return drawing->row_count >= 2;
}

static bool read_settings(struct drawing *drawing) {
    const struct definition *definition = drawing->definition;
    double draws = yaml_number(definition->diag, definition->entry, "draws", 1000);
    double seed = yaml_number(definition->diag, definition->entry, "seed", 1);
    double within = yaml_number(definition->diag, definition->entry, "weights_within", 25);
    if (!(draws >= 1 && draws <= MOST_DRAWS)) {
        return bad_setting(definition, "draws", "draws: 1 to 100 000");
    }
    if (!(within >= 0 && within <= 100) || !(seed >= 0 && seed <= UINT32_MAX)) {
        return bad_setting(definition, "weights_within", "weights_within: 0 to 100 percent; seed: a whole number");
    }
    drawing->draws = (size_t)draws;
    drawing->within = within / 100;
    drawing->chance.state = (uint64_t)seed;
    drawing->structure = structure_read(drawing->definition);
    return drawing->structure && coverage_read(definition, &drawing->coverage) && read_units(drawing) &&
           read_aggregations(drawing) && read_normalisations(drawing);
}

/* Ranks among the rows of one year, which stand one after another in order of years. */
static void rank_years(const struct drawing *drawing, const double *results, size_t draw) {
    struct arena *scratch = arena_new();
    double *values = arena_array(scratch, drawing->row_count, sizeof *values);
    double *ranks = arena_array(scratch, drawing->row_count, sizeof *ranks);
    const struct series *of = drawing->panel.of;
    for (size_t year = 0; year < of->year_count; year++) {
        for (size_t i = 0; i < drawing->row_count; i++) {
            values[i] = drawing->panel.rows[drawing->rows[i]].year == of->years[year] ? results[i] : NAN;
        }
        rank_values(values, drawing->row_count, ranks);
        for (size_t i = 0; i < drawing->row_count; i++) {
            if (ranks[i] > 0) {
                drawing->ranks[i * drawing->draws + draw] = ranks[i];
            }
        }
    }
    arena_close(scratch);
}

static void draw_all(struct drawing *drawing) {
    struct arena *arena = drawing->definition->arena;
    const struct composite_tree *tree = drawing->tree;
    double *weights = arena_array(arena, tree->count, sizeof *weights);
    double *results = arena_array(arena, drawing->row_count, sizeof *results);
    drawing->ranks = arena_array(arena, drawing->row_count * drawing->draws, sizeof *drawing->ranks);
    for (size_t draw = 0; draw < drawing->draws; draw++) {
        const double *values = drawing->values[(size_t)(chance_next(&drawing->chance) * (double)drawing->value_count)];
        struct composite_means means = { .coverage = drawing->coverage, .weights = weights };
        means.kind = drawing->kinds[(size_t)(chance_next(&drawing->chance) * (double)drawing->kind_count)];
        for (size_t i = 0; i < tree->count; i++) {
            weights[i] = tree->weights[i] * (1 + drawing->within * (2 * chance_next(&drawing->chance) - 1));
        }
        for (size_t i = 0; i < drawing->row_count; i++) {
            results[i] = composite_tree_value(tree, values + drawing->rows[i] * drawing->panel.column_count, &means);
        }
        rank_years(drawing, results, draw);
    }
}

/* The present points of a row. */
static const struct point_value **find_inputs(const struct drawing *drawing, size_t row, size_t *count) {
    const struct panel *panel = &drawing->panel;
    const struct point_value **inputs =
        definition_gather(drawing->definition, panel->column_count);
    *count = 0;
    for (size_t column = 0; column < panel->column_count; column++) {
        const struct point_value *point = panel->points[row * panel->column_count + column];
        if (point && point->status == VALUE_PRESENT) {
            inputs[(*count)++] = point;
        }
    }
    return inputs;
}

static void add_unit(const struct drawing *drawing, size_t place) {
    struct definition *definition = drawing->definition;
    const struct panel_row *row = &drawing->panel.rows[drawing->rows[place]];
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    size_t next = 0, input_count;
    for (size_t i = 0; i < drawing->panel.of->dimension_count; i++) {
        size_t member = i == drawing->panel.over ? 0 : definition_take(definition, next, drawing->panel.of, i, row->keys[i]);
        if (member == SIZE_MAX) {
            return;
        }
        keys[next] = (uint16_t)member;
        next += i != drawing->panel.over;
    }
    double *ranks = drawing->ranks + place * drawing->draws;
    sort_values(ranks, drawing->draws);
    size_t unranked = 0;
    while (unranked < drawing->draws && ranks[unranked] == 0) {
        unranked++;
    }
    const struct point_value **inputs = find_inputs(drawing, drawing->rows[place], &input_count);
    for (size_t i = 0; i < BOUND_COUNT; i++) {
        keys[next] = (uint16_t)definition_member(definition, next, bounds[i].code);
        struct point_value *point = series_add(definition, keys, row->year);
        if (point && unranked < drawing->draws) {
            double rank = quantile_of(ranks + unranked, drawing->draws - unranked, bounds[i].share);
            point_compute(definition, point, rank, inputs, input_count);
        } else if (point) {
            point_miss(point, "too few indicators have a value");
        }
    }
}

bool rank_interval_compute(struct definition *definition) {
    struct drawing drawing = { .definition = definition };
    if (!panel_read(definition, &drawing.panel) || !read_settings(&drawing)) {
        return false;
    }
    drawing.tree = composite_tree_make(definition->arena, drawing.structure, &drawing.panel);
    draw_all(&drawing);
    definition_copy_dimensions(definition, drawing.panel.of, drawing.panel.of->dimensions[drawing.panel.over].name);
    definition_add_dimension(definition, "interval");
    for (size_t i = 0; i < drawing.row_count; i++) {
        add_unit(&drawing, i);
    }
    return true;
}
