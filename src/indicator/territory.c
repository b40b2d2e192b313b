#include "indicator/territory.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "geo/region.h"
#include "indicator/build.h"

static void list(struct territories *territories) {
    const struct geo *geo = territories->geo;
    for (size_t i = 0; i < geo_count(geo); i++) {
        const struct region *region = geo_at(geo, i);
        bool above = region->level >= 0 && region->level < territories->level;
        if ((!above && region->level != territories->level) || !geo_has_version(geo, region->code, territories->version)) {
            continue;
        }
        if (above) {
            territories->areas = arena_grow(territories->arena, territories->areas, territories->area_count,
                                            &territories->area_capacity, sizeof *territories->areas);
            territories->areas[territories->area_count++].area = region;
        } else {
            territories->regions = arena_grow(territories->arena, (void *)territories->regions, territories->count,
                                              &territories->capacity, sizeof(struct region *));
            territories->regions[territories->count++] = region;
        }
    }
}

struct territories *territories_find(struct indicators *indicators, const char *version, int level) {
    for (size_t i = 0; i < indicators->territory_count; i++) {
        struct territories *known = indicators->territories[i];
        if (known->level == level && strcmp(known->version, version) == 0) {
            return known;
        }
    }
    struct territories *territories = arena_alloc(indicators->arena, sizeof *territories);
    *territories = (struct territories){ .arena = indicators->arena, .geo = indicators->geo, .version = version, .level = level };
    territories->aggregates = map_new(indicators->arena);
    list(territories);
    territories->extra = arena_array(indicators->arena, territories->count, sizeof *territories->extra);
    for (size_t i = 0; i < territories->count; i++) {
        territories->extra[i] = geo_is_extra_regio(territories->regions[i]);
    }
    indicators->territories = arena_grow(indicators->arena, indicators->territories, indicators->territory_count,
                                         &indicators->territory_capacity, sizeof(struct territories *));
    return indicators->territories[indicators->territory_count++] = territories;
}

/* Series that have the same members share one list of them. */
struct placed {
    const struct member *members;
    uint32_t *places;
};

const uint32_t *territories_places(struct territories *territories, const struct series_dimension *dimension) {
    for (size_t i = 0; i < territories->placed_count; i++) {
        if (territories->placed[i].members == dimension->members) {
            return territories->placed[i].places;
        }
    }
    struct placed placed = { dimension->members, arena_bytes(territories->arena, dimension->count * sizeof *placed.places) };
    memset(placed.places, 0xFF, dimension->count * sizeof *placed.places);
    for (size_t i = 0; i < territories->count; i++) {
        size_t member = dimension_find_member(dimension, territories->regions[i]->code);
        if (member != SIZE_MAX) {
            placed.places[member] = (uint32_t)i;
        }
    }
    territories->placed = arena_grow(territories->arena, territories->placed, territories->placed_count,
                                     &territories->placed_capacity, sizeof placed);
    territories->placed[territories->placed_count++] = placed;
    return placed.places;
}

static bool contains(const struct region *area, const struct region *region) {
    while (region && region != area) {
        region = region->parent;
    }
    return region != NULL;
}

static void add(const struct territories *territories, struct territory *territory, const struct region *area) {
    size_t member_count;
    const char *const *members = geo_members(territories->geo, area->code, &member_count);
    for (size_t i = 0; i < member_count; i++) {
        const struct region *member = geo_find(territories->geo, members[i]);
        if (member) {
            add(territories, territory, member);
        }
    }
    for (size_t i = 0; member_count == 0 && i < territories->count; i++) {
        if (contains(area, territories->regions[i])) {
            territory->places = arena_grow(territories->arena, territory->places, territory->count,
                                           &territory->capacity, sizeof *territory->places);
            territory->places[territory->count++] = i;
        }
    }
}

static const struct territory *fill(const struct territories *territories, struct territory *territory) {
    if (!territory->known) {
        add(territories, territory, territory->area);
        territory->known = true;
    }
    return territory;
}

const struct territory *territories_at(struct territories *territories, size_t index) {
    return fill(territories, &territories->areas[index]);
}

const struct territory *territories_named(struct territories *territories, const char *code) {
    size_t known = map_find(territories->aggregates, code);
    const struct region *area = known == MAP_NONE ? geo_find(territories->geo, code) : NULL;
    if (area) {
        struct territory *territory = arena_alloc(territories->arena, sizeof *territory);
        territory->area = area;
        territories->aggregate_items = arena_grow(territories->arena, territories->aggregate_items, territories->aggregate_count,
                                                  &territories->aggregate_capacity, sizeof(struct territory *));
        known = territories->aggregate_count++;
        territories->aggregate_items[known] = territory;
        map_add(territories->aggregates, area->code, known);
    }
    return known == MAP_NONE ? NULL : fill(territories, territories->aggregate_items[known]);
}
