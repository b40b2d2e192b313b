#include "indicator/territory.h"

#include "base/arena.h"
#include "geo/region.h"
#include "indicator/build.h"

void territory_list(struct region_list *all, struct arena *arena, const struct geo *geo, const char *version,
                    int level) {
    for (size_t i = 0; i < geo_count(geo); i++) {
        const struct region *region = geo_at(geo, i);
        if (region->level == level && geo_has_version(geo, region->code, version)) {
            all->regions = arena_grow(arena, (void *)all->regions, all->count, &all->capacity, sizeof(struct region *));
            all->regions[all->count++] = region;
        }
    }
}

static bool contains(const struct region *area, const struct region *region) {
    while (region && region != area) {
        region = region->parent;
    }
    return region != NULL;
}

void territory_add(struct territory *territory, struct arena *arena, const struct geo *geo,
                   const struct region_list *all, const struct region *area) {
    size_t member_count;
    const char *const *members = geo_members(geo, area->code, &member_count);
    for (size_t i = 0; i < member_count; i++) {
        const struct region *member = geo_find(geo, members[i]);
        if (member) {
            territory_add(territory, arena, geo, all, member);
        }
    }
    for (size_t i = 0; member_count == 0 && i < all->count; i++) {
        if (contains(area, all->regions[i])) {
            territory->places = arena_grow(arena, territory->places, territory->count, &territory->capacity,
                                           sizeof *territory->places);
            territory->places[territory->count++] = i;
        }
    }
}
