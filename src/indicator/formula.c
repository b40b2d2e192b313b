/* Method formula: a value computed from others of the same members and year by a formula whose units must agree. "with" names
 * the series; the result is brought to the scale of the declared unit. */
#include "indicator/computation.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/build.h"

struct computing {
    struct definition *definition;
    struct computation formula;
    const struct series *series[MOST_NAMES];
    const struct matcher *matchers[MOST_NAMES]; /* of the points of each with those of the first */
    double factor; /* from the scale of the result to the declared one */
};

static bool read_names(struct computing *computing) {
    struct definition *definition = computing->definition;
    const struct yaml *with = yaml_find(definition->entry, "with");
    if (!with || with->kind != YAML_MAP || with->count == 0 || with->count > MOST_NAMES) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "with: 1 to 8 names of series");
        return false;
    }
    for (size_t i = 0; i < with->count; i++) {
        const char *name = yaml_text(definition->diag, with, with->keys[i], "");
        if (!definition_input(definition, name, with->items[i]->pos)) {
            return false;
        }
        computing->series[i] = definition->inputs[definition->input_count - 1];
        computing->formula.names[i] = with->keys[i];
        if (!unit_parse(definition->arena, computing->series[i]->unit, &computing->formula.units[i])) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNIT, with->items[i]->pos, "%s", computing->series[i]->unit);
            return false;
        }
    }
    computing->formula.name_count = with->count;
    return true;
}

/* The result must measure what the definition says. */
static bool check_unit(struct computing *computing) {
    struct definition *definition = computing->definition;
    const struct unit *result = &computing->formula.unit;
    struct unit declared;
    if (!unit_parse(definition->arena, definition->series->unit, &declared) || !unit_same(&declared, result)) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNIT, yaml_key_pos(definition->entry, "unit"),
                 "declared %s, the formula gives %s", definition->series->unit, unit_text(definition->arena, result));
        return false;
    }
    computing->factor = result->scale / declared.scale;
    return true;
}

static bool read_formula(struct computing *computing) {
    struct definition *definition = computing->definition;
    const struct yaml *node = yaml_find(definition->entry, "compute");
    const char *text = yaml_need(definition->diag, definition->entry, "compute");
    if (!text) {
        return false;
    }
    size_t at;
    const char *fault = computation_parse(definition->arena, &computing->formula, text, &at);
    if (fault) {
        struct source_pos pos = node->pos;
        pos.column += (uint32_t)at + !node->plain;
        bool units = strstr(fault, "cannot be added") || strstr(fault, " needs ");
        diag_add(definition->diag, units ? DIAG_CODE_INDICATOR_UNIT : DIAG_CODE_INDICATOR_FORMULA, pos, "%s", fault);
        return false;
    }
    definition->series->formula = *definition->series->formula ? definition->series->formula : text;
    return check_unit(computing);
}

static void compute(const struct computing *computing, const struct point_value *from) {
    struct definition *definition = computing->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, computing->series[0], from, keys)) {
        return;
    }
    struct point_value *point = series_put(definition, keys, from->year);
    size_t count = computing->formula.name_count;
    const struct point_value *inputs[MOST_NAMES];
    double values[MOST_NAMES];
    for (size_t i = 0; i < count; i++) {
        inputs[i] = i == 0 ? from : matcher_find(computing->matchers[i], point_keys(from), from->year);
        if (!inputs[i] || inputs[i]->status != VALUE_PRESENT) {
            point_miss(point, inputs[i] ? point_reason(inputs[i])
                                        : arena_print(definition->arena, "%s has no value for %s, %d",
                                                      computing->series[i]->name,
                                                      point_label(definition->arena, from), from->year));
            return;
        }
        values[i] = inputs[i]->value;
    }
    double value = computation_value(&computing->formula, values) * computing->factor;
    if (isfinite(value)) {
        point_compute(definition, point, value, inputs, count);
    } else {
        point_miss(point, "the formula divides by zero or takes the logarithm of no positive number");
    }
}

bool formula_compute(struct definition *definition) {
    struct computing *computing = arena_alloc(definition->arena, sizeof *computing);
    computing->definition = definition;
    if (!read_names(computing) || !read_formula(computing)) {
        return false;
    }
    const struct series *first = computing->series[0];
    definition_copy_dimensions(definition, first, NULL);
    for (size_t i = 1; i < computing->formula.name_count; i++) {
        computing->matchers[i] = matcher_new(definition->scratch, computing->series[i], first);
    }
    series_reserve(definition, first->count);
    for (size_t i = 0; i < first->count; i++) {
        compute(computing, &first->points[i]);
    }
    return true;
}
