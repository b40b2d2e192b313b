/* What is grown while a series is computed is grown in memory that all definitions use in turn; what lasts is copied from there, as large as it
 * has become. Hundreds of series have the same regions for members: each list of them is kept once. */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "indicator/build.h"
#include "indicator/places.h"

struct settled {
    uint64_t hash; /* of the codes */
    const struct series_dimension *dimension;
};

static uint64_t hash_codes(const struct series_dimension *dimension) {
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < dimension->count; i++) {
        hash = hash_text(hash, dimension->members[i].code);
    }
    return hash;
}

static bool is_same_text(const char *a, const char *b) {
    return a == b || strcmp(a, b) == 0;
}

static bool is_same_member(const struct member *a, const struct member *b) {
    return is_same_text(a->code, b->code) && is_same_text(a->label, b->label) && is_same_text(a->short_label, b->short_label) &&
           a->region == b->region && a->ranked == b->ranked && a->flags == b->flags && a->pos.file == b->pos.file && a->pos.line == b->pos.line &&
           a->pos.column == b->pos.column;
}

static bool is_same(const struct series_dimension *a, const struct series_dimension *b) {
    for (size_t i = 0; i < a->count && a->count == b->count; i++) {
        if (!is_same_member(&a->members[i], &b->members[i])) {
            return false;
        }
    }
    return a->count == b->count;
}

static const struct series_dimension *find_same(const struct indicators *indicators, const struct settled *wanted) {
    for (size_t i = indicators->settled_count; i > 0; i--) { /* the last ones first: series of one kind stand together */
        const struct settled *known = &indicators->settled[i - 1];
        if (known->hash == wanted->hash && is_same(known->dimension, wanted->dimension)) {
            return known->dimension;
        }
    }
    return NULL;
}

/* That of an input, if it is the same. */
static const struct series_dimension *find_input(const struct definition *definition, const struct series_dimension *dimension) {
    for (size_t i = 0; i < definition->input_count; i++) {
        const struct series *input = definition->inputs[i];
        for (size_t k = 0; k < input->dimension_count; k++) {
            if (is_same(&input->dimensions[k], dimension)) {
                return &input->dimensions[k];
            }
        }
    }
    return NULL;
}

static void settle_dimension(const struct definition *definition, struct series_dimension *dimension) {
    struct indicators *indicators = definition->indicators;
    const struct series_dimension *same = find_input(definition, dimension);
    const struct settled settled = { same ? 0 : hash_codes(dimension), dimension };
    same = same ? same : find_same(indicators, &settled);
    if (same) {
        dimension->members = same->members;
        dimension->index = same->index;
    } else {
        const struct member *members = dimension->members;
        dimension->members = arena_array(indicators->arena, dimension->count, sizeof *members);
        if (dimension->count > 0) {
            memcpy(dimension->members, members, dimension->count * sizeof *members);
        }
        dimension->index = member_index_new(indicators->arena);
        indicators->settled = arena_grow(indicators->arena, indicators->settled, indicators->settled_count,
                                         &indicators->settled_capacity, sizeof *indicators->settled);
        indicators->settled[indicators->settled_count++] = settled;
    }
    dimension->capacity = dimension->count;
}

void series_settle(struct definition *definition) {
    struct series *series = definition->series;
    for (size_t i = 0; i < series->dimension_count; i++) {
        settle_dimension(definition, &series->dimensions[i]);
    }
    series_settle_points(definition);
    series->places = places_new(definition->arena);
}
