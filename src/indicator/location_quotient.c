/* Method location-quotient: the share of an activity in a region over its share in the reference area,
 *     LQ = (e_rs / e_r) / (E_s / E),
 * from a series of shares. Source: Florence 1939; as used in the country factsheets of the ECCP, 2022. */
#include "indicator/build.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

/* The dimension in which the reference area stands. */
static const char *const region_dimension = "geo";

static void compute(struct definition *definition, size_t geo, size_t reference, const struct point_value *from) {
    const struct series *of = definition->inputs[0];
    uint16_t keys[MAX_SERIES_DIMENSIONS], theirs[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < of->dimension_count; i++) {
        size_t member = definition_take(definition, i, of, i, point_keys(from)[i]);
        if (member == SIZE_MAX) {
            return;
        }
        keys[i] = (uint16_t)member;
        theirs[i] = i == geo ? (uint16_t)reference : point_keys(from)[i];
    }
    const struct point_value *const inputs[] = { from, series_find(of, theirs, from->year) };
    struct point_value *point = series_put(definition, keys, from->year);
    const struct point_value *missing = inputs[1] ? find_missing(inputs, 2) : NULL;
    if (!inputs[1]) {
        point_miss(point, arena_print(definition->arena, "the reference area has no value for %d", from->year));
    } else if (missing) {
        point_miss(point, point_reason(missing));
    } else if (inputs[1]->value <= 0) {
        point_miss(point, "the share in the reference area is zero");
    } else {
        point_compute(definition, point, from->value / inputs[1]->value, inputs, 2);
    }
}

bool location_quotient_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    const struct series *of = definition->inputs[0];
    size_t geo = series_find_dimension(of, region_dimension);
    size_t reference = geo == SIZE_MAX ? SIZE_MAX : series_find_member(of, geo, definition->series->reference);
    if (reference == SIZE_MAX) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, definition->entry->pos, "reference %s in %s",
                 definition->series->reference, of->name);
        return false;
    }
    definition_copy_dimensions(definition, of, NULL);
    series_reserve(definition, of->count);
    for (size_t i = 0; i < of->count; i++) {
        compute(definition, geo, reference, &of->points[i]);
    }
    return true;
}
