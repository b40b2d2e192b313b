#include "indicator/build.h"

#include "base/map.h"

const struct point_value *series_match(const struct series *from, const struct series *series, const uint16_t *keys,
                                       int year) {
    uint16_t wanted[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < from->dimension_count; i++) {
        size_t dimension = series_find_dimension(series, from->dimensions[i].name);
        if (dimension == SIZE_MAX) {
            return NULL;
        }
        size_t member = series_find_member(from, i, series->dimensions[dimension].members[keys[dimension]].code);
        if (member == MAP_NONE) {
            return NULL;
        }
        wanted[i] = (uint16_t)member;
    }
    return series_find(from, wanted, year);
}
