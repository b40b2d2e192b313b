/* The regions that an area consists of. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_TERRITORY_H
#define ALMANAC_INDICATOR_TERRITORY_H

#include <stddef.h>

struct arena;
struct geo;
struct region;

/* All regions of one level and version of NUTS. */
struct region_list {
    const struct region **regions;
    size_t count, capacity;
};

/* Those of them that lie in one area. */
struct territory {
    size_t *places; /* in the list */
    size_t count, capacity;
};

void territory_list(struct region_list *all, struct arena *arena, const struct geo *geo, const char *version,
                    int level);

/* Adds those of all that lie in area, or in the members of an aggregate. */
void territory_add(struct territory *territory, struct arena *arena, const struct geo *geo,
                   const struct region_list *all, const struct region *area);

#endif
