/* Method union: the points of several series in one, the first series that has a value winning; "dimensions"
 * renames. */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

/* Where each dimension of the new series lies in an input, and which of its members became which. */
struct joint {
    size_t from[MAX_SERIES_DIMENSIONS];
    uint16_t *members[MAX_SERIES_DIMENSIONS]; /* UINT16_MAX: not wanted */
};

static const char *name_in_input(const struct definition *definition, const char *name) {
    const struct yaml *mapping = yaml_find(definition->entry, "dimensions");
    return mapping ? yaml_text(definition->diag, mapping, name, name) : name;
}

static bool make_dimensions(struct definition *definition) {
    const struct yaml *mapping = yaml_find(definition->entry, "dimensions");
    if (!mapping || mapping->kind != YAML_MAP) {
        definition_copy_dimensions(definition, definition->inputs[0], NULL);
        return true;
    }
    for (size_t i = 0; i < mapping->count && i < MAX_SERIES_DIMENSIONS; i++) {
        definition_add_dimension(definition, mapping->keys[i]);
    }
    return true;
}

static bool join(struct definition *definition, const struct series *input, struct joint *joint) {
    const struct series *series = definition->series;
    for (size_t i = 0; i < series->dimension_count; i++) {
        joint->from[i] = series_find_dimension(input, name_in_input(definition, series->dimensions[i].name));
        if (joint->from[i] == SIZE_MAX || input->dimension_count != series->dimension_count) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, definition->entry->pos, "%s in %s",
                     series->dimensions[i].name, input->name);
            return false;
        }
        const struct series_dimension *from = &input->dimensions[joint->from[i]];
        joint->members[i] = arena_array(definition->scratch, from->count, sizeof(uint16_t));
        for (size_t k = 0; k < from->count; k++) {
            size_t member = definition_take(definition, i, input, joint->from[i], k);
            joint->members[i][k] = member == SIZE_MAX ? UINT16_MAX : (uint16_t)member;
        }
    }
    return true;
}

/* Adds a point, or puts it in the place of one that is missing. */
static void add_point(struct definition *definition, const struct joint *joint, const struct point_value *from, bool first) {
    const uint16_t *theirs = point_keys(from);
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < definition->series->dimension_count; i++) {
        keys[i] = joint->members[i][theirs[joint->from[i]]];
        if (keys[i] == UINT16_MAX) {
            return;
        }
    }
    bool is_new = true;
    struct point_value *point =
        first ? series_put(definition, keys, from->year) : series_meet(definition, keys, from->year, &is_new);
    if (is_new || (point->status != VALUE_PRESENT && from->status == VALUE_PRESENT)) {
        point_copy(point, from);
    }
}

bool union_compute(struct definition *definition) {
    if (definition->input_count == 0 || !make_dimensions(definition)) {
        return false;
    }
    size_t most = 0;
    for (size_t i = 0; i < definition->input_count; i++) {
        most += definition->inputs[i]->count;
    }
    series_reserve(definition, most);
    for (size_t i = 0; i < definition->input_count; i++) {
        struct joint joint;
        if (!join(definition, definition->inputs[i], &joint)) {
            return false;
        }
        for (size_t k = 0; k < definition->inputs[i]->count; k++) {
            add_point(definition, &joint, &definition->inputs[i]->points[k], i == 0);
        }
    }
    return true;
}
