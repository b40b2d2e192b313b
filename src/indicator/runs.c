#include "indicator/runs.h"

#include "base/arena.h"
#include "geo/region.h"
#include "indicator/build.h"

/* What was asked of a dimension so far. */
struct runs {
    const struct dataset *dataset;
    size_t dimension;
    uint32_t *starts, *places; /* where the run of each code begins; one entry more says where the last ends. NULL: not yet sorted */
    struct coded_region *regions; /* NULL: not yet looked up */
};

static struct runs *runs_of(struct indicators *indicators, const struct dataset *dataset, size_t dimension) {
    for (size_t i = 0; i < indicators->runs_count; i++) {
        struct runs *known = indicators->runs[i];
        if (known->dataset == dataset && known->dimension == dimension) {
            return known;
        }
    }
    struct runs *runs = arena_alloc(indicators->arena, sizeof *runs);
    *runs = (struct runs){ .dataset = dataset, .dimension = dimension };
    indicators->runs = arena_grow(indicators->arena, indicators->runs, indicators->runs_count, &indicators->runs_capacity,
                                  sizeof(struct runs *));
    return indicators->runs[indicators->runs_count++] = runs;
}

static void sort(struct arena *arena, struct runs *runs) {
    const struct dataset *dataset = runs->dataset;
    size_t code_count = dataset->dimensions[runs->dimension].count;
    uint32_t *starts = arena_array(arena, code_count + 2, sizeof *starts);
    uint32_t *places = arena_bytes(arena, dataset->count * sizeof *places);
    for (size_t i = 0; i < dataset->count; i++) {
        starts[dataset->observations[i].keys[runs->dimension] + 2]++;
    }
    for (size_t k = 2; k < code_count + 2; k++) {
        starts[k] += starts[k - 1];
    }
    for (size_t i = 0; i < dataset->count; i++) { /* what was the start of the code before becomes that of the code itself */
        places[starts[dataset->observations[i].keys[runs->dimension] + 1]++] = (uint32_t)i;
    }
    runs->starts = starts;
    runs->places = places;
}

struct run runs_find(struct indicators *indicators, const struct dataset *dataset, size_t dimension, size_t key) {
    struct runs *runs = runs_of(indicators, dataset, dimension);
    if (!runs->starts) {
        sort(indicators->arena, runs);
    }
    return (struct run){ runs->places + runs->starts[key], runs->starts[key + 1] - runs->starts[key] };
}

const struct coded_region *runs_regions(struct indicators *indicators, const struct dataset *dataset, size_t dimension) {
    struct runs *runs = runs_of(indicators, dataset, dimension);
    const struct dimension *codes = &dataset->dimensions[dimension];
    if (!runs->regions) {
        runs->regions = arena_array(indicators->arena, codes->count, sizeof *runs->regions);
        for (size_t i = 0; i < codes->count; i++) {
            struct coded_region *coded = &runs->regions[i];
            coded->region = geo_find(indicators->geo, codes->codes[i]);
            coded->fits = coded->region && *dataset->nuts && geo_has_version(indicators->geo, codes->codes[i], dataset->nuts);
        }
    }
    return runs->regions;
}
