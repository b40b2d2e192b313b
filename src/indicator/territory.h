/* The regions that an area consists of. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_TERRITORY_H
#define ALMANAC_INDICATOR_TERRITORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct geo;
struct indicators;
struct region;
struct series_dimension;

/* Those of all regions of one level and version of NUTS that lie in one area, or in the members of an aggregate. */
struct territory {
    const struct region *area;
    size_t *places; /* in the list of all */
    size_t count, capacity;
    bool known; /* false: not yet looked for */
};

/* All regions of one level and version of NUTS, and the areas above them: looked for once for all series. */
struct territories {
    struct arena *arena;
    const struct geo *geo;
    const char *version;
    int level;
    const struct region **regions;
    size_t count, capacity;
    struct territory *areas; /* of the version, in the order of codes */
    size_t area_count, area_capacity;
    bool *extra; /* by region: territory outside all others */
    struct placed *placed; /* private: lists of members that were asked for */
    size_t placed_count, placed_capacity;
    struct map *aggregates; /* by code: those that were asked for */
    struct territory **aggregate_items;
    size_t aggregate_count, aggregate_capacity;
};

struct territories *territories_find(struct indicators *indicators, const char *version, int level);

/* The place among the regions of each member of a dimension of a series that is done; NO_PLACE: it is none of them. */
#define NO_PLACE UINT32_MAX
const uint32_t *territories_places(struct territories *territories, const struct series_dimension *dimension);

/* The index-th area above the regions. */
const struct territory *territories_at(struct territories *territories, size_t index);

/* That of an aggregate or any other region by its code; NULL: there is none. */
const struct territory *territories_named(struct territories *territories, const char *code);

#endif
