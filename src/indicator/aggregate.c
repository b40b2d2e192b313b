/* Method aggregate: weighted means over a dimension, to the parents of its members ("to") or to one value. Weights come from
 * the structure; a missing part is left out as long as the others have at least "coverage" percent of the weights, and the
 * mean is then flagged e. Sources: OECD/JRC Handbook 2008; COINr. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/aggregate.h"
#include "indicator/panel.h"
#include "indicator/structure.h"

const char *const aggregation_names[AGGREGATE_COUNT] = {
    [AGGREGATE_ARITHMETIC] = "arithmetic", [AGGREGATE_GEOMETRIC] = "geometric", [AGGREGATE_HARMONIC] = "harmonic"
};

struct aggregating {
    struct definition *definition;
    struct panel panel;
    const struct structure *structure;
    enum aggregation kind;
    double coverage;      /* 0 to 1 */
    const char *to;       /* name of the new dimension; NULL: all members make one value */
    size_t group_count;
    const char **groups;  /* parents, in the order of the structure */
    size_t *group_of;     /* by column */
    double *weights;      /* by column */
};

/* The group of a parent, made if need be. */
static size_t find_group(struct aggregating *aggregating, const char *parent) {
    size_t group = 0;
    while (group < aggregating->group_count && strcmp(aggregating->groups[group], parent) != 0) {
        group++;
    }
    if (group == aggregating->group_count) {
        aggregating->groups[aggregating->group_count++] = parent;
    }
    return group;
}

/* True if a row of the structure names code as its parent. */
static bool has_children(const struct structure *structure, const char *code) {
    for (size_t i = 0; i < structure->count; i++) {
        if (strcmp(structure->rows[i].parent, code) == 0) {
            return true;
        }
    }
    return false;
}

/* What stands beside the groups with weight 0 and has no members is a group too, so that readers see that it lacks data. */
static void add_empty_groups(struct aggregating *aggregating) {
    const struct structure *structure = aggregating->structure;
    size_t found = aggregating->group_count;
    for (size_t i = 0; i < structure->count; i++) {
        const struct structure_row *row = &structure->rows[i];
        bool sibling = false;
        for (size_t k = 0; k < found; k++) {
            sibling = sibling || strcmp(structure_find(structure, aggregating->groups[k])->parent, row->parent) == 0;
        }
        if (sibling && row->weight == 0 && !has_children(structure, row->code)) {
            find_group(aggregating, row->code);
        }
    }
}

static bool read_groups(struct aggregating *aggregating) {
    const struct definition *definition = aggregating->definition;
    size_t count = aggregating->panel.column_count;
    aggregating->groups = arena_array(definition->arena, count + aggregating->structure->count + 1, sizeof *aggregating->groups);
    aggregating->group_of = arena_array(definition->arena, count, sizeof *aggregating->group_of);
    aggregating->weights = arena_array(definition->arena, count, sizeof *aggregating->weights);
    for (size_t column = 0; column < count; column++) {
        const char *code = panel_code(&aggregating->panel, column);
        const struct structure_row *row = structure_find(aggregating->structure, code);
        if (aggregating->to && !*row->parent) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_STRUCTURE, definition->entry->pos, "%s: has no parent", code);
            return false;
        }
        aggregating->weights[column] = row->weight;
        aggregating->group_of[column] = find_group(aggregating, aggregating->to ? row->parent : "");
    }
    if (aggregating->to) {
        add_empty_groups(aggregating);
    }
    return true;
}

/* The keys of the new point; false if its members are not wanted. */
static bool find_keys(const struct aggregating *aggregating, size_t row, size_t group, uint16_t *keys) {
    struct definition *definition = aggregating->definition;
    const struct panel *panel = &aggregating->panel;
    size_t next = 0;
    for (size_t i = 0; i < panel->of->dimension_count; i++) {
        if (i == panel->over) {
            continue;
        }
        size_t member = definition_take(definition, next, panel->of, i, panel->rows[row].keys[i]);
        if (member == SIZE_MAX) {
            return false;
        }
        keys[next++] = (uint16_t)member;
    }
    if (aggregating->to) {
        size_t member = definition_member(definition, next, aggregating->groups[group]);
        if (member == SIZE_MAX) {
            return false;
        }
        keys[next] = (uint16_t)member;
    }
    return true;
}

/* The parts of a group in a row. */
struct parts {
    double *values, *weights;
    const struct point_value **inputs; /* those present */
    size_t count, present;
    bool lacks;         /* a part with a weight is missing */
    const char *reason; /* of the first that is missing */
};

static struct parts find_parts(const struct aggregating *aggregating, size_t row, size_t group) {
    const struct panel *panel = &aggregating->panel;
    struct arena *arena = aggregating->definition->arena;
    struct arena *scratch = aggregating->definition->scratch;
    struct parts parts = { arena_array(scratch, panel->column_count, sizeof(double)),
                           arena_array(scratch, panel->column_count, sizeof(double)),
                           definition_gather(aggregating->definition, panel->column_count), 0, 0, false, NULL };
    for (size_t column = 0; column < panel->column_count; column++) {
        if (aggregating->group_of[column] != group) {
            continue;
        }
        const struct point_value *point = panel->points[row * panel->column_count + column];
        parts.values[parts.count] = panel_value(panel, row, column);
        parts.weights[parts.count++] = aggregating->weights[column];
        if (point && point->status == VALUE_PRESENT) {
            parts.inputs[parts.present++] = point;
            continue;
        }
        parts.lacks = parts.lacks || aggregating->weights[column] > 0;
        if (!parts.reason) {
            parts.reason = point && point_reason(point) ? point_reason(point)
                                                  : arena_print(arena, "there is no value for %s", panel_code(panel, column));
        }
    }
    return parts;
}

static void compute(const struct aggregating *aggregating, size_t row, size_t group) {
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!find_keys(aggregating, row, group, keys)) {
        return;
    }
    struct definition *definition = aggregating->definition;
    struct point_value *point = series_add(definition, keys, aggregating->panel.rows[row].year);
    if (!point) {
        return;
    }
    struct parts parts = find_parts(aggregating, row, group);
    double value = aggregate_values(parts.values, parts.weights, parts.count, aggregating->kind, aggregating->coverage);
    if (isfinite(value)) {
        point_compute(definition, point, value, parts.inputs, parts.present);
        point->flags |= parts.lacks ? flag_bit('e') : 0;
        return;
    }
    bool covered = isfinite(aggregate_values(parts.values, parts.weights, parts.count, AGGREGATE_ARITHMETIC,
                                             aggregating->coverage));
    point_miss(point, parts.count == 0 ? "no indicator of it is in the data"
                      : covered        ? "a geometric or harmonic mean needs values above zero"
                                       : parts.reason);
}

static bool read_settings(struct aggregating *aggregating) {
    const struct definition *definition = aggregating->definition;
    aggregating->to = yaml_text(definition->diag, definition->entry, "to", NULL);
    aggregating->structure = structure_read(aggregating->definition);
    return aggregating->structure && aggregation_read(definition, &aggregating->kind) &&
           coverage_read(definition, &aggregating->coverage) && read_groups(aggregating);
}

bool aggregation_read(const struct definition *definition, enum aggregation *kind) {
    const char *as = yaml_text(definition->diag, definition->entry, "as", aggregation_names[AGGREGATE_ARITHMETIC]);
    for (int i = 0; i < AGGREGATE_COUNT; i++) {
        if (strcmp(aggregation_names[i], as) == 0) {
            *kind = (enum aggregation)i;
            return true;
        }
    }
    diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, yaml_key_pos(definition->entry, "as"), "%s", as);
    return false;
}

bool coverage_read(const struct definition *definition, double *coverage) {
    double percent = yaml_number(definition->diag, definition->entry, "coverage", 100);
    *coverage = percent / 100;
    if (percent > 0 && percent <= 100) {
        return true;
    }
    diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, yaml_key_pos(definition->entry, "coverage"),
             "coverage: above 0, at most 100 percent");
    return false;
}

bool aggregate_compute(struct definition *definition) {
    struct aggregating aggregating = { .definition = definition };
    if (!panel_read(definition, &aggregating.panel) || !read_settings(&aggregating)) {
        return false;
    }
    const struct panel *panel = &aggregating.panel;
    definition_copy_dimensions(definition, panel->of, panel->of->dimensions[panel->over].name);
    if (aggregating.to) {
        definition_add_dimension(definition, aggregating.to);
    }
    for (size_t row = 0; row < panel->row_count; row++) {
        for (size_t group = 0; group < aggregating.group_count; group++) {
            compute(&aggregating, row, group);
        }
    }
    return true;
}
