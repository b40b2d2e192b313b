/* Method remainder: what a total leaves for its members that are not published, x(member) = (X(parent) - sum of its
 * published members) / (number of missing ones), over the activities of a code list (parents from its column
 * "parent") or over the regions of a country. With "split: none" only where one member alone is missing, so that the
 * result is exact; with "split: equal" also where several are. A confidential member that is missing alone stays so, since
 * the difference would disclose it; "confidential: round" gives it to two significant digits instead. Every value made so is flagged e, but with
 * "exact: yes" not the plain difference of published values, none of them confidential. Source: the rule of the European Cluster Observatory
 * for unpublished activities. */
#include "indicator/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indicator/hierarchy.h"
#include "indicator/panel.h"

struct remaining {
    struct definition *definition;
    const struct series *of;
    size_t over, other; /* dimensions: completed along; the one along which values are limited to some members */
    bool split, rounds, exact;
    bool mixed; /* a point may be met alone and again with its family */
    struct hierarchy tree;
    struct panel panel; /* rows are families */
    uint16_t *ancestors; /* of the family at hand */
    bool *only; /* by member of other: completed at all; NULL: all */
};

/* The points of all members at the place of one point, and for each member its nearest ancestor that has a value. */
struct family {
    const struct point_value **points;
    uint16_t *ancestors;
};

static bool has_value(const struct family *family, size_t member) {
    return family->points[member] && family->points[member]->status == VALUE_PRESENT;
}

static void find_ancestors(const struct remaining *remaining, struct family *family) {
    for (size_t i = 0; i < remaining->tree.count; i++) {
        uint16_t ancestor = remaining->tree.parents[i];
        for (size_t steps = 0; ancestor != HIERARCHY_NO_PARENT && !has_value(family, ancestor) && steps < 8; steps++) {
            ancestor = remaining->tree.parents[ancestor];
        }
        bool found = ancestor != HIERARCHY_NO_PARENT && has_value(family, ancestor);
        family->ancestors[i] = found ? ancestor : (uint16_t)HIERARCHY_NO_PARENT;
    }
}

/* To two significant digits: what a difference would disclose becomes an estimate. */
static double blur(double value) {
    double digit = value > 0 ? pow(10, floor(log10(value)) - 1) : 1;
    return round(value / digit) * digit;
}

/* Computes the missing member from its ancestor and those beside it; false if that cannot be. */
static bool complete(const struct remaining *remaining, const struct family *family, size_t member,
                     struct point_value *point) {
    const struct hierarchy *tree = &remaining->tree;
    uint16_t ancestor = family->ancestors[member];
    const struct point_value **inputs = definition_gather(remaining->definition, tree->count);
    size_t count = 0, missing = 0;
    if (ancestor == HIERARCHY_NO_PARENT) {
        return false;
    }
    inputs[count++] = family->points[ancestor];
    double rest = family->points[ancestor]->value;
    for (size_t i = 0; i < tree->count; i++) {
        if (family->ancestors[i] != ancestor || tree->layers[i] != tree->layers[member]) {
            continue;
        }
        if (has_value(family, i)) {
            inputs[count++] = family->points[i];
            rest -= family->points[i]->value;
        } else {
            missing += tree->targets[i];
        }
    }
    const struct point_value *own = family->points[member];
    bool discloses = missing == 1 && own && own->status == VALUE_CONFIDENTIAL;
    if (rest < 0 || (discloses && !remaining->rounds) || (missing > 1 && !remaining->split)) {
        return false;
    }
    point_compute(remaining->definition, point, discloses ? blur(rest) : rest / (double)missing, inputs, count);
    bool is_difference = remaining->exact && missing == 1 && !discloses;
    point->flags |= is_difference ? 0 : flag_bit('e');
    return true;
}

/* True if the series wants the family at all: its region may be of a level that is left out. */
static bool is_wanted(const struct remaining *remaining, const struct point_value *at) {
    for (size_t i = 0; i < remaining->of->dimension_count; i++) {
        if (i != remaining->over &&
            definition_take(remaining->definition, i, remaining->of, i, point_keys(at)[i]) == SIZE_MAX) {
            return false;
        }
    }
    return true;
}

static struct point_value *add_point(const struct remaining *remaining, const struct point_value *at, size_t member) {
    struct definition *definition = remaining->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < remaining->of->dimension_count; i++) {
        size_t from = i == remaining->over ? member : point_keys(at)[i];
        size_t taken = definition_take(definition, i, remaining->of, i, from);
        if (taken == SIZE_MAX) {
            return NULL;
        }
        keys[i] = (uint16_t)taken;
    }
    return remaining->mixed ? series_add(definition, keys, at->year) : series_put(definition, keys, at->year);
}

/* All members at the place of at, a row of the panel: copies of what is published, and what can be completed. */
static void complete_family(const struct remaining *remaining, const struct point_value *at, size_t row) {
    struct arena *arena = remaining->definition->arena;
    struct family family = { &remaining->panel.points[row * remaining->panel.column_count],
                             remaining->ancestors };
    find_ancestors(remaining, &family);
    for (size_t i = 0; i < remaining->tree.count; i++) {
        bool lacks = remaining->tree.targets[i] && !has_value(&family, i);
        if (!family.points[i] && !(lacks && family.ancestors[i] != HIERARCHY_NO_PARENT)) {
            continue;
        }
        struct point_value *point = add_point(remaining, at, i);
        if (point && (!lacks || !complete(remaining, &family, i, point))) {
            if (family.points[i]) {
                point_copy(point, family.points[i]);
            } else {
                point_miss(point, arena_print(arena, "%s, %d is not published", point_label(arena, point), at->year));
            }
        }
    }
}

/* A point of a family that is not completed. */
static void copy_alone(const struct remaining *remaining, const struct point_value *at) {
    struct point_value *point = add_point(remaining, at, point_keys(at)[remaining->over]);
    if (point) {
        point_copy(point, at);
    }
}

/* "only": {dimension: [codes]} limits what is completed. */
static bool read_only(struct remaining *remaining) {
    const struct definition *definition = remaining->definition;
    const struct yaml *only = yaml_find(definition->entry, "only");
    if (!only || only->kind != YAML_MAP || only->count != 1) {
        return !only;
    }
    remaining->other = series_find_dimension(remaining->of, only->keys[0]);
    if (remaining->other == SIZE_MAX) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, only->key_pos[0], "%s", only->keys[0]);
        return false;
    }
    size_t count = 0;
    const char *const *codes = yaml_texts(definition->arena, definition->diag, only, only->keys[0], &count);
    remaining->only = arena_array(definition->arena, remaining->of->dimensions[remaining->other].count, sizeof(bool));
    for (size_t i = 0; i < count; i++) {
        size_t member = series_find_member(remaining->of, remaining->other, codes[i]);
        if (member == SIZE_MAX) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, only->key_pos[0], "%s", codes[i]);
            return false;
        }
        remaining->only[member] = true;
    }
    return true;
}

bool remainder_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    struct remaining remaining = { .definition = definition, .of = definition->inputs[0] };
    remaining.over = definition_dimension(definition, remaining.of, "over");
    remaining.split = strcmp(yaml_text(definition->diag, definition->entry, "split", "none"), "equal") == 0;
    remaining.exact = yaml_flag(definition->diag, definition->entry, "exact", false);
    remaining.rounds =
        strcmp(yaml_text(definition->diag, definition->entry, "confidential", "keep"), "round") == 0;
    if (remaining.over == SIZE_MAX || !read_only(&remaining) || !hierarchy_make(definition, remaining.of, remaining.over, &remaining.tree)) {
        return false;
    }
    remaining.mixed = remaining.only && remaining.other == remaining.over;
    definition_copy_dimensions(definition, remaining.of, NULL);
    series_reserve(definition, remaining.of->count);
    remaining.panel = panel_make(definition->scratch, remaining.of, remaining.over);
    remaining.ancestors = arena_array(definition->scratch, remaining.tree.count, sizeof *remaining.ancestors);
    bool *done = arena_array(definition->scratch, remaining.panel.row_count, sizeof *done);
    for (size_t i = 0; i < remaining.of->count; i++) {
        const struct point_value *at = &remaining.of->points[i];
        if (remaining.only && !remaining.only[point_keys(at)[remaining.other]]) {
            copy_alone(&remaining, at);
            continue;
        }
        size_t row = remaining.panel.row_of[i];
        if (!done[row] && is_wanted(&remaining, at)) {
            complete_family(&remaining, at, row);
            done[row] = true;
        }
    }
    return true;
}
