/* Method sum: the sum over listed members, or all, of a dimension, which disappears. A published total wins where there is one.
 * No part may be missing; estimated parts may make up at most a declared part of the sum. */
#include "indicator/build.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"

struct summing {
    struct definition *definition;
    const struct series *of;
    size_t over;
    uint16_t *parts; /* members that are added */
    size_t part_count;
    size_t published;    /* member that holds the published sum; SIZE_MAX: none */
    double estimated_at_most; /* percent of the sum */
};

static void take_all(struct summing *summing) {
    summing->part_count = summing->of->dimensions[summing->over].count;
    summing->parts = arena_array(summing->definition->arena, summing->part_count, sizeof *summing->parts);
    for (size_t i = 0; i < summing->part_count; i++) {
        summing->parts[i] = (uint16_t)i;
    }
}

static bool read_parts(struct summing *summing) {
    const struct definition *definition = summing->definition;
    size_t count = 0;
    const char *const *codes = yaml_texts(definition->arena, definition->diag, definition->entry, "members", &count);
    if (!codes) {
        take_all(summing);
        return summing->part_count > 0;
    }
    summing->parts = arena_array(definition->arena, count, sizeof *summing->parts);
    for (size_t i = 0; i < count; i++) {
        size_t member = series_find_member(summing->of, summing->over, codes[i]);
        if (member == SIZE_MAX) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, yaml_key_pos(definition->entry, "members"),
                     "%s in %s", codes[i], summing->of->name);
            return false;
        }
        summing->parts[summing->part_count++] = (uint16_t)member;
    }
    return count > 0;
}

static double estimated_percent(const struct point_value *const *inputs, size_t count, double sum) {
    double estimated = 0;
    for (size_t i = 0; i < count; i++) {
        estimated += inputs[i]->flags & flag_bit('e') ? inputs[i]->value : 0;
    }
    return sum > 0 ? 100 * estimated / sum : 0;
}

static void add_up(const struct summing *summing, struct point_value *point, const struct point_value **inputs) {
    struct arena *arena = summing->definition->arena;
    const struct point_value *missing = find_missing(inputs, summing->part_count);
    if (missing) {
        point_miss(point, point_reason(missing));
        return;
    }
    double sum = 0;
    for (size_t i = 0; i < summing->part_count; i++) {
        sum += inputs[i]->value;
    }
    double percent = estimated_percent(inputs, summing->part_count, sum);
    if (percent > summing->estimated_at_most) {
        point_miss(point, arena_print(arena, "%.0f\u00A0%% of the total for %s, %d would be estimated", percent,
                                      point_label(arena, point), point->year));
        return;
    }
    point_compute(summing->definition, point, sum, inputs, summing->part_count);
}

/* The sum whose first part is from. */
static void compute(const struct summing *summing, const struct point_value *from) {
    struct definition *definition = summing->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS], theirs[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0, k = 0; i < summing->of->dimension_count; i++) {
        theirs[i] = point_keys(from)[i];
        if (i == summing->over) {
            continue;
        }
        size_t member = definition_take(definition, k, summing->of, i, point_keys(from)[i]);
        if (member == SIZE_MAX) {
            return;
        }
        keys[k++] = (uint16_t)member;
    }
    struct point_value *point = series_add(definition, keys, from->year);
    if (summing->published != SIZE_MAX) {
        theirs[summing->over] = (uint16_t)summing->published;
        const struct point_value *published = series_find(summing->of, theirs, from->year);
        if (published && published->status == VALUE_PRESENT) {
            point_copy(point, published);
            return;
        }
    }
    const struct point_value **inputs = definition_gather(definition, summing->part_count);
    for (size_t i = 0; i < summing->part_count; i++) {
        theirs[summing->over] = summing->parts[i];
        inputs[i] = series_find(summing->of, theirs, from->year);
        if (!inputs[i]) {
            const char *code = summing->of->dimensions[summing->over].members[summing->parts[i]].code;
            point_miss(point, arena_print(definition->arena, "there is no value for %s in %s, %d", code,
                                          point_label(definition->arena, point), from->year));
            return;
        }
    }
    add_up(summing, point, inputs);
}

bool sum_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    struct summing summing = { .definition = definition, .of = definition->inputs[0], .published = SIZE_MAX };
    summing.over = definition_dimension(definition, summing.of, "over");
    if (summing.over == SIZE_MAX || !read_parts(&summing)) {
        return false;
    }
    summing.estimated_at_most = yaml_number(definition->diag, definition->entry, "estimated_at_most", 100);
    const char *published = yaml_text(definition->diag, definition->entry, "published", NULL);
    if (published) {
        summing.published = series_find_member(summing.of, summing.over, published);
    }
    definition_copy_dimensions(definition, summing.of, summing.of->dimensions[summing.over].name);
    for (size_t i = 0; i < summing.of->count; i++) {
        if (point_keys(&summing.of->points[i])[summing.over] == summing.parts[0]) {
            compute(&summing, &summing.of->points[i]);
        }
    }
    return true;
}
