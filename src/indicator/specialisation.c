/* Method specialisation: a location quotient x on a scale with ends, so that strong and weak specialisation weigh alike.
 *     rsi = (x − 1) / (x + 1)              −1 to 1, neutral 0     (Laursen 2015)
 *     rpa = 100 (x² − 1) / (x² + 1)        −100 to 100, neutral 0 (Legler, Grupp et al. 1992: 100 tanh ln x)
 * The second is written without a logarithm, so that x = 0 has its limit. */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

static double symmetric(double x) {
    return (x - 1) / (x + 1);
}

static double patent_advantage(double x) {
    return 100 * (x * x - 1) / (x * x + 1);
}

static const struct {
    const char *name;
    double (*of)(double x);
} scales[] = { { "rsi", symmetric }, { "rpa", patent_advantage } };

enum { SCALE_COUNT = sizeof scales / sizeof *scales };

static void compute(struct definition *definition, size_t scale, const struct point_value *from) {
    const struct series *of = definition->inputs[0];
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, of, from, keys)) {
        return;
    }
    struct point_value *point = series_put(definition, keys, from->year);
    if (from->status != VALUE_PRESENT) {
        point->status = from->status;
        point_miss(point, point_reason(from));
    } else if (from->value < 0) {
        point_miss(point, "a quotient below zero has no place on the scale");
    } else {
        point_compute(definition, point, scales[scale].of(from->value), &from, 1);
    }
}

bool specialisation_compute(struct definition *definition) {
    const char *as = yaml_text(definition->diag, definition->entry, "as", scales[0].name);
    size_t scale = 0;
    while (scale < SCALE_COUNT && strcmp(scales[scale].name, as) != 0) {
        scale++;
    }
    if (definition->input_count != 1 || scale == SCALE_COUNT) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "of: one series, as: rsi or rpa");
        return false;
    }
    const struct series *of = definition->inputs[0];
    definition_copy_dimensions(definition, of, NULL);
    series_reserve(definition, of->count);
    for (size_t i = 0; i < of->count; i++) {
        compute(definition, scale, &of->points[i]);
    }
    return true;
}
