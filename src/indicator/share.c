/* Method share: share of each member of a dimension in their sum, or in a declared total, in percent. */
#include "indicator/build.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

/* One computation: shares over a dimension. */
struct sharing {
    struct definition *definition;
    const struct series *of;
    const struct matcher *total; /* NULL: the sum over the dimension */
    size_t over;
};

/* The points whose sum is the denominator; *count is 0 if one of them does not exist. */
static const struct point_value **find_parts(const struct sharing *sharing, const struct point_value *point,
                                             size_t *count) {
    size_t members = sharing->total ? 1 : sharing->of->dimensions[sharing->over].count;
    const struct point_value **inputs = definition_gather(sharing->definition, members + 1);
    inputs[0] = point;
    *count = 0;
    if (sharing->total) {
        inputs[1] = matcher_find(sharing->total, point_keys(point), point->year);
        *count = inputs[1] != NULL;
        return inputs;
    }
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < sharing->of->dimension_count; i++) {
        keys[i] = point_keys(point)[i];
    }
    for (size_t i = 0; i < members; i++) {
        keys[sharing->over] = (uint16_t)i;
        inputs[i + 1] = series_find(sharing->of, keys, point->year);
        if (!inputs[i + 1]) {
            *count = 0;
            return inputs;
        }
        (*count)++;
    }
    return inputs;
}

static double sum_of(const struct point_value *const *inputs, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += inputs[i]->value;
    }
    return sum;
}

static void compute(const struct sharing *sharing, const struct point_value *from) {
    struct definition *definition = sharing->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, sharing->of, from, keys)) {
        return;
    }
    struct point_value *point = series_put(definition, keys, from->year);
    size_t count;
    const struct point_value **inputs = find_parts(sharing, from, &count);
    const struct point_value *missing = count == 0 ? NULL : find_missing(inputs, count + 1);
    if (count == 0) {
        point_miss(point, arena_print(definition->arena, "there is no total for %s, %d",
                                      point_label(definition->arena, from), from->year));
    } else if (missing) {
        point_miss(point, point_reason(missing));
    } else if (sum_of(inputs + 1, count) <= 0) {
        point_miss(point, "the total is zero");
    } else {
        point_compute(definition, point, 100 * from->value / sum_of(inputs + 1, count), inputs, count + 1);
    }
}

bool share_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    struct sharing sharing = { .definition = definition, .of = definition->inputs[0] };
    sharing.over = definition_dimension(definition, sharing.of, "over");
    if (yaml_find(definition->entry, "total")) {
        const struct series *total = definition_series(definition, "total");
        if (!total) {
            return false;
        }
        sharing.total = matcher_new(definition->scratch, total, sharing.of);
    }
    if (sharing.over == SIZE_MAX) {
        return false;
    }
    definition_copy_dimensions(definition, sharing.of, NULL);
    series_reserve(definition, sharing.of->count);
    for (size_t i = 0; i < sharing.of->count; i++) {
        compute(&sharing, &sharing.of->points[i]);
    }
    return true;
}
