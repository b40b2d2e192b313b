#include "indicator/selection.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "indicator/build.h"

/* The point beside point whose member of dimension `of` is another. */
static const struct point_value *find_beside(const struct series *series, const struct point_value *point, size_t of,
                                             size_t member) {
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    memcpy(keys, point_keys(point), series->dimension_count * sizeof *keys);
    keys[of] = (uint16_t)member;
    const struct point_value *beside = series_find(series, keys, point->year);
    return beside && beside->status == VALUE_PRESENT ? beside : NULL;
}

int value_order(double a, double b) {
    const double noise = 1e-12; /* of the larger one: what sums in another order differ by */
    double least = noise * fmax(fabs(a), fabs(b));
    return a - b > least ? 1 : b - a > least ? -1 : 0;
}

size_t series_rank(const struct series *series, const struct point_value *point, size_t of, const char *const *codes,
                   size_t code_count, bool *joint, size_t *among) {
    const struct series_dimension *dimension = &series->dimensions[of];
    size_t rank = 1;
    bool inside = !codes;
    *joint = false;
    *among = 0;
    for (size_t i = 0; i < (codes ? code_count : dimension->count); i++) {
        size_t member = codes ? dimension_find_member(dimension, codes[i]) : i;
        if (member == MAP_NONE || (!codes && !dimension->members[member].ranked)) {
            continue;
        }
        const struct point_value *beside = find_beside(series, point, of, member);
        if (!beside) {
            continue;
        }
        (*among)++;
        inside = inside || beside == point;
        int order = value_order(beside->value, point->value);
        rank += order > 0;
        *joint = *joint || (beside != point && order == 0);
    }
    return point->status == VALUE_PRESENT && inside ? rank : 0;
}
