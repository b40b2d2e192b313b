/* The observations of a dataset by the codes of one dimension: many series are cut from one dataset. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_RUNS_H
#define ALMANAC_INDICATOR_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dataset;
struct indicators;
struct region;

/* Places of observations, ascending. */
struct run {
    const uint32_t *places;
    size_t count;
};

/* Those whose key in the dimension is key; sorted once for each dimension that is asked for. */
struct run runs_find(struct indicators *indicators, const struct dataset *dataset, size_t dimension, size_t key);

/* The region that a code of a dimension is. */
struct coded_region {
    const struct region *region; /* NULL: none */
    bool fits;                   /* it is of the version of NUTS that the dataset states */
};

/* Those of all codes of the dimension; looked up once. */
const struct coded_region *runs_regions(struct indicators *indicators, const struct dataset *dataset, size_t dimension);

#endif
