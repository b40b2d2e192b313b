/* Datasets between those of two editions: values of the newer one put into the older one step by step. */
#include "data/dataset.h"

#include <string.h>

#include "base/arena.h"

enum { MOST_DIMENSIONS = 32, YEARS = 10000 };

/* A dataset of the older edition being given values of the newer one. */
struct stepping {
    struct arena *arena;
    const struct dataset *older, *newer;
    struct dataset *result;
    enum dataset_step step;
    bool *old_years, *new_years; /* by year: those of each edition */
    size_t to[MOST_DIMENSIONS];  /* dimension of newer for each of older, SIZE_MAX: it has none */
    size_t from[MOST_DIMENSIONS];
};

static bool *years_of(struct arena *arena, const struct dataset *dataset) {
    bool *years = arena_array(arena, YEARS, sizeof *years);
    for (size_t i = 0; i < dataset->count; i++)
        if (dataset->observations[i].year > 0 && dataset->observations[i].year < YEARS) years[dataset->observations[i].year] = true;
    return years;
}

/* Pairs dimensions by name. One that the other dataset lacks must have a single code. */
static bool pair_dimensions(const struct dataset *one, const struct dataset *other, size_t *to) {
    if (one->dimension_count > MOST_DIMENSIONS) return false;
    for (size_t i = 0; i < one->dimension_count; i++) {
        to[i] = dataset_find_dimension(other, one->dimensions[i].name);
        if (to[i] == SIZE_MAX && one->dimensions[i].count > 1) return false;
    }
    return true;
}

/* The keys of an observation of from in the dimensions of to; false if a code is not known there. pairs: the dimension of from for each of
 * to. */
static bool translate(const struct dataset *from, const struct observation *observation, const struct dataset *to,
                      const size_t *pairs, uint16_t *keys) {
    for (size_t i = 0; i < to->dimension_count; i++) {
        keys[i] = 0; /* the only code of a dimension that from lacks */
        if (pairs[i] == SIZE_MAX) continue;
        const char *code = from->dimensions[pairs[i]].codes[observation->keys[pairs[i]]];
        size_t at = dimension_find(&to->dimensions[i], code);
        if (at == SIZE_MAX) return false;
        keys[i] = (uint16_t)at;
    }
    return true;
}

/* An observation of the older edition: as the newer one has it, gone if the newer one could have it and does not, else as it is. */
static void step_old(struct stepping *stepping, const struct observation *old) {
    uint16_t keys[MOST_DIMENSIONS];
    struct observation kept = *old;
    bool known = translate(stepping->older, old, stepping->newer, stepping->from, keys);
    const struct observation *now = known ? dataset_find(stepping->newer, keys, old->year) : NULL;
    bool covered = known && stepping->new_years[old->year];
    if (known && !now && (covered || stepping->step == DATASET_PERIODS)) return;
    if (now) {
        kept = *now;
        kept.keys = old->keys;
    }
    dataset_add(stepping->arena, stepping->result, &kept);
}

static void step_new(struct stepping *stepping, const struct observation *now) {
    uint16_t keys[MOST_DIMENSIONS];
    struct observation kept = *now;
    if (stepping->step == DATASET_REVISED && !stepping->old_years[now->year]) return;
    if (!translate(stepping->newer, now, stepping->older, stepping->to, keys)) return;
    if (dataset_find(stepping->result, keys, now->year)) return;
    size_t count = stepping->older->dimension_count;
    kept.keys = memcpy(arena_array(stepping->arena, count, sizeof *keys), keys, count * sizeof *keys);
    dataset_add(stepping->arena, stepping->result, &kept);
}

static struct dataset *step_dataset(struct arena *arena, struct dataset *older, const struct dataset *newer, enum dataset_step step) {
    struct stepping stepping = { .arena = arena, .older = older, .newer = newer, .step = step };
    if (!newer || !pair_dimensions(older, newer, stepping.to) || !pair_dimensions(newer, older, stepping.from)) return older;
    stepping.old_years = years_of(arena, older);
    stepping.new_years = years_of(arena, newer);
    struct dataset *result = stepping.result = arena_alloc(arena, sizeof *result);
    *result = *older;
    result->observations = NULL;
    result->count = result->capacity = 0;
    result->index = arena_alloc(arena, sizeof *result->index);
    result->index->arena = arena;
    key_index_reserve(arena, &result->index->index, older->count + newer->count);
    for (size_t i = 0; i < older->count; i++) step_old(&stepping, &older->observations[i]);
    for (size_t i = 0; i < newer->count; i++) step_new(&stepping, &newer->observations[i]);
    return result;
}

const struct datasets *datasets_between(struct arena *arena, const struct datasets *older, const struct datasets *newer,
                                        enum dataset_step step) {
    struct datasets *result = arena_alloc(arena, sizeof *result);
    *result = *older;
    result->items = arena_array(arena, older->count, sizeof *result->items);
    for (size_t i = 0; i < older->count; i++)
        result->items[i] = step_dataset(arena, older->items[i], datasets_find(newer, older->items[i]->name), step);
    return result;
}
