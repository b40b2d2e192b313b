#include "indicator/build.h"

#include "base/arena.h"

struct matcher *matcher_new(struct arena *arena, const struct series *from, const struct series *series) {
    struct matcher *matcher = arena_alloc(arena, sizeof *matcher);
    matcher->from = from;
    matcher->fits = true;
    for (size_t i = 0; i < from->dimension_count; i++) {
        matcher->dimensions[i] = series_find_dimension(series, from->dimensions[i].name);
        matcher->fits = matcher->fits && matcher->dimensions[i] != SIZE_MAX;
    }
    for (size_t i = 0; matcher->fits && i < from->dimension_count; i++) {
        const struct series_dimension *dimension = &series->dimensions[matcher->dimensions[i]];
        matcher->members[i] = arena_bytes(arena, dimension->count * sizeof *matcher->members[i]);
        for (size_t k = 0; k < dimension->count; k++) {
            const char *code = dimension->members[k].code;
            bool same_place = k < from->dimensions[i].count && from->dimensions[i].members[k].code == code;
            matcher->members[i][k] = same_place ? k : dimension_find_member(&from->dimensions[i], code);
        }
    }
    return matcher;
}

const struct point_value *matcher_find(const struct matcher *matcher, const uint16_t *keys, int year) {
    uint16_t wanted[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < matcher->from->dimension_count; i++) {
        size_t member = matcher->fits ? matcher->members[i][keys[matcher->dimensions[i]]] : SIZE_MAX;
        if (member == SIZE_MAX) {
            return NULL;
        }
        wanted[i] = (uint16_t)member;
    }
    return series_find(matcher->from, wanted, year);
}
