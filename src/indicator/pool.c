/* Method pool: sums over periods of several years, before any ratio is taken of them. The point stands in the last year of its
 * period; a year without a value leaves the whole period without one; a sum below "least" is missing, since ratios of small
 * counts say nothing. */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/yaml.h"

enum { MOST_PERIODS = 50, LONGEST_PERIOD = 50 };

struct period {
    int from, to;
};

struct pooling {
    struct definition *definition;
    const struct series *of;
    struct period periods[MOST_PERIODS];
    size_t count;
    double least;
};

static bool bad_periods(const struct definition *definition) {
    diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, yaml_key_pos(definition->entry, "periods"),
             "periods: pairs of years, the earlier first, at most 50 years apart");
    return false;
}

static bool read_period(const struct yaml *entry, struct period *period) {
    double years[2];
    if (entry->kind != YAML_LIST || entry->count != 2) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        if (entry->items[i]->kind != YAML_SCALAR || !number_parse(entry->items[i]->text, &years[i]) || years[i] < 1 ||
            years[i] > 9999) {
            return false;
        }
    }
    *period = (struct period){ (int)years[0], (int)years[1] };
    return period->from <= period->to && period->to - period->from < LONGEST_PERIOD;
}

static bool read_periods(struct pooling *pooling) {
    const struct yaml *periods = yaml_find(pooling->definition->entry, "periods");
    if (!periods || periods->kind != YAML_LIST || periods->count == 0 || periods->count > MOST_PERIODS) {
        return bad_periods(pooling->definition);
    }
    for (size_t i = 0; i < periods->count; i++) {
        if (!read_period(periods->items[i], &pooling->periods[i])) {
            return bad_periods(pooling->definition);
        }
    }
    pooling->count = periods->count;
    return true;
}

/* The sum of a period; why is set where it cannot be computed. */
static double sum_up(const struct pooling *pooling, const struct point_value *at, const struct period *period,
                     const struct point_value **inputs, const char **why) {
    struct arena *arena = pooling->definition->arena;
    double sum = 0;
    for (int year = period->from; year <= period->to; year++) {
        const struct point_value *input = series_find(pooling->of, point_keys(at), year);
        if (!input || input->status != VALUE_PRESENT) {
            *why = input && point_reason(input) ? point_reason(input)
                                                : arena_print(arena, "there is no value for %s, %d", point_label(arena, at), year);
            return 0;
        }
        *inputs++ = input;
        sum += input->value;
    }
    *why = sum < pooling->least ? arena_print(arena, "the period holds less than %g", pooling->least) : NULL;
    return sum;
}

/* False if the point is not wanted, or its members were met in another year. */
static bool pool(const struct pooling *pooling, const struct point_value *at, const struct period *period) {
    struct definition *definition = pooling->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    struct point_value *point =
        definition_keys_of(definition, pooling->of, at, keys) ? series_add(definition, keys, period->to) : NULL;
    if (!point) {
        return false;
    }
    const struct point_value *inputs[LONGEST_PERIOD];
    const char *why;
    double sum = sum_up(pooling, at, period, inputs, &why);
    if (why) {
        point_miss(point, why);
    } else {
        point_compute(definition, point, sum, inputs, (size_t)(period->to - period->from + 1));
    }
    return true;
}

bool pool_compute(struct definition *definition) {
    struct pooling pooling = { .definition = definition };
    if (definition->input_count != 1) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "of: one series");
        return false;
    }
    pooling.of = definition->inputs[0];
    pooling.least = yaml_number(definition->diag, definition->entry, "least", 0);
    if (!read_periods(&pooling)) {
        return false;
    }
    definition_copy_dimensions(definition, pooling.of, NULL);
    for (size_t i = 0; i < pooling.of->count; i++) {
        bool is_new = true;
        for (size_t k = 0; k < pooling.count && is_new; k++) {
            is_new = pool(&pooling, &pooling.of->points[i], &pooling.periods[k]) || k > 0;
        }
    }
    return true;
}
