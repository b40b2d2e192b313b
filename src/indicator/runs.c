#include "indicator/runs.h"

#include "base/arena.h"
#include "indicator/build.h"

/* Where the run of each code begins; one entry more says where the last ends. */
struct runs {
    const struct dataset *dataset;
    size_t dimension;
    uint32_t *starts, *places;
};

static struct runs *sort(struct arena *arena, const struct dataset *dataset, size_t dimension) {
    struct runs *runs = arena_alloc(arena, sizeof *runs);
    size_t code_count = dataset->dimensions[dimension].count;
    *runs = (struct runs){ dataset, dimension, arena_array(arena, code_count + 2, sizeof *runs->starts),
                           arena_array(arena, dataset->count, sizeof *runs->places) };
    for (size_t i = 0; i < dataset->count; i++) {
        runs->starts[dataset->observations[i].keys[dimension] + 2]++;
    }
    for (size_t k = 2; k < code_count + 2; k++) {
        runs->starts[k] += runs->starts[k - 1];
    }
    for (size_t i = 0; i < dataset->count; i++) { /* what was the start of the code before becomes that of the code itself */
        runs->places[runs->starts[dataset->observations[i].keys[dimension] + 1]++] = (uint32_t)i;
    }
    return runs;
}

struct run runs_find(struct indicators *indicators, const struct dataset *dataset, size_t dimension, size_t key) {
    struct runs *found = NULL;
    for (size_t i = 0; i < indicators->runs_count && !found; i++) {
        struct runs *known = indicators->runs[i];
        found = known->dataset == dataset && known->dimension == dimension ? known : NULL;
    }
    if (!found) {
        found = sort(indicators->arena, dataset, dimension);
        indicators->runs = arena_grow(indicators->arena, indicators->runs, indicators->runs_count, &indicators->runs_capacity,
                                      sizeof(struct runs *));
        indicators->runs[indicators->runs_count++] = found;
    }
    return (struct run){ found->places + found->starts[key], found->starts[key + 1] - found->starts[key] };
}
