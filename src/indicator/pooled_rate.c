/* Method pooled-rate: a rate of a larger area from those of its regions, never as their mean:
 *     rate(area) = sum n / sum (n / rate),   n the numerator, n / rate the denominator that it implies.
 * Territory outside all regions adds to the numerator only. An area lacks a value if one of its regions does, but for
 * those that are declared in "may_lack". Regions keep their own rate. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "geo/region.h"

struct pooling {
    struct definition *definition;
    const struct series *numerator, *rate;
    int level;           /* of the regions that are pooled: 2 or 3 */
    const char *version; /* of NUTS */
    const struct region **regions; /* all that can be pooled */
    size_t region_count;
    double step;         /* results are rounded to multiples of it, as the published rates are; 0: not */
    const char *const *may_lack;
    size_t may_lack_count;
};

/* What is gathered for one area and year. */
struct pool {
    const struct point_value **inputs;
    size_t count, capacity;
    double numerator, denominator;
    const char *lacking; /* code of the first region without a value */
};

static const struct point_value *find_at(const struct series *series, const char *code, int year) {
    size_t member = series_find_member(series, 0, code);
    if (member == SIZE_MAX) {
        return NULL;
    }
    uint16_t key = (uint16_t)member;
    const struct point_value *point = series_find(series, &key, year);
    return point && point->status == VALUE_PRESENT ? point : NULL;
}

static void take(const struct pooling *pooling, struct pool *pool, const struct point_value *point) {
    pool->inputs = arena_grow(pooling->definition->arena, (void *)pool->inputs, pool->count, &pool->capacity,
                              sizeof(struct point_value *));
    pool->inputs[pool->count++] = point;
}

static bool may_lack(const struct pooling *pooling, const char *code) {
    for (size_t i = 0; i < pooling->may_lack_count; i++) {
        if (strcmp(pooling->may_lack[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static void add_region(const struct pooling *pooling, struct pool *pool, const struct region *region, int year) {
    const struct point_value *numerator = find_at(pooling->numerator, region->code, year);
    const struct point_value *rate = find_at(pooling->rate, region->code, year);
    if (geo_is_extra_regio(region)) {
        if (numerator) {
            pool->numerator += numerator->value;
            take(pooling, pool, numerator);
        }
    } else if (numerator && rate && rate->value > 0) {
        pool->numerator += numerator->value;
        pool->denominator += numerator->value / rate->value;
        take(pooling, pool, numerator);
        take(pooling, pool, rate);
    } else if (!may_lack(pooling, region->code) && !pool->lacking) {
        pool->lacking = region->code;
    }
}

static bool contains(const struct region *area, const struct region *region) {
    while (region && region != area) {
        region = region->parent;
    }
    return region != NULL;
}

/* The regions that are pooled for one area. */
struct territory {
    const struct region **regions;
    size_t count, capacity;
};

/* Adds the regions of an area: those below it, or below the members of an aggregate. */
static void add_area(const struct pooling *pooling, struct territory *territory, const struct region *area) {
    const struct geo *geo = pooling->definition->indicators->geo;
    size_t member_count;
    const char *const *members = geo_members(geo, area->code, &member_count);
    for (size_t i = 0; i < member_count; i++) {
        const struct region *member = geo_find(geo, members[i]);
        if (member) {
            add_area(pooling, territory, member);
        }
    }
    for (size_t i = 0; member_count == 0 && i < pooling->region_count; i++) {
        if (contains(area, pooling->regions[i])) {
            territory->regions = arena_grow(pooling->definition->arena, (void *)territory->regions, territory->count,
                                            &territory->capacity, sizeof(struct region *));
            territory->regions[territory->count++] = pooling->regions[i];
        }
    }
}

static double rounded(double value, double step) {
    return step > 0 ? round(value / step) * step : value;
}

static void pool_area(const struct pooling *pooling, const struct region *area) {
    struct definition *definition = pooling->definition;
    size_t member = definition_member(definition, 0, area->code);
    struct territory territory = { 0 };
    add_area(pooling, &territory, area);
    for (size_t i = 0; member != SIZE_MAX && i < pooling->rate->year_count; i++) {
        int year = pooling->rate->years[i];
        struct pool pool = { 0 };
        for (size_t k = 0; k < territory.count; k++) {
            add_region(pooling, &pool, territory.regions[k], year);
        }
        if (pool.count == 0) {
            continue;
        }
        uint16_t key = (uint16_t)member;
        struct point_value *point = series_add(definition, &key, year);
        if (!point) {
            continue;
        }
        if (pool.lacking || pool.denominator <= 0) {
            point_miss(point, arena_print(definition->arena, "%s, %d has no value for region %s", area->code, year,
                                          pool.lacking ? pool.lacking : ""));
        } else {
            point_compute(point, rounded(pool.numerator / pool.denominator, pooling->step), pool.inputs, pool.count);
        }
    }
}

/* Regions of the level itself keep their published rate. */
static void copy_regions(const struct pooling *pooling) {
    for (size_t i = 0; i < pooling->rate->count; i++) {
        const struct point_value *from = pooling->rate->points[i];
        size_t member = definition_take(pooling->definition, 0, pooling->rate, 0, from->keys[0]);
        uint16_t key = (uint16_t)member;
        struct point_value *point = member == SIZE_MAX ? NULL : series_add(pooling->definition, &key, from->year);
        if (point) {
            point_copy(point, from);
        }
    }
}

static void pool_areas(const struct pooling *pooling) {
    const struct definition *definition = pooling->definition;
    const struct geo *geo = definition->indicators->geo;
    size_t count = 0;
    const char *const *aggregates =
        yaml_texts(definition->arena, definition->diag, definition->entry, "aggregates", &count);
    for (size_t i = 0; i < count; i++) {
        const struct region *area = geo_find(geo, aggregates[i]);
        if (area) {
            pool_area(pooling, area);
        }
    }
    for (size_t i = 0; i < geo_count(geo); i++) {
        const struct region *area = geo_at(geo, i);
        if (area->level >= 0 && area->level < pooling->level && geo_has_version(geo, area->code, pooling->version)) {
            pool_area(pooling, area);
        }
    }
}

static void list_regions(struct pooling *pooling) {
    const struct geo *geo = pooling->definition->indicators->geo;
    pooling->regions = arena_array(pooling->definition->arena, geo_count(geo), sizeof(struct region *));
    for (size_t i = 0; i < geo_count(geo); i++) {
        const struct region *region = geo_at(geo, i);
        if (region->level == pooling->level && geo_has_version(geo, region->code, pooling->version)) {
            pooling->regions[pooling->region_count++] = region;
        }
    }
}

bool pooled_rate_compute(struct definition *definition) {
    struct pooling pooling = { .definition = definition };
    pooling.numerator = definition_series(definition, "numerator");
    pooling.rate = definition_series(definition, "rate");
    if (!pooling.numerator || !pooling.rate) {
        return false;
    }
    if (pooling.numerator->dimension_count != 1 || pooling.rate->dimension_count != 1) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, definition->entry->pos,
                 "numerator and rate have the region as their only dimension");
        return false;
    }
    pooling.level = yaml_number(definition->diag, definition->entry, "level", 2) >= 2.5 ? 3 : 2;
    pooling.step = yaml_number(definition->diag, definition->entry, "round_to", 0);
    pooling.version = pooling.rate->nuts;
    pooling.may_lack =
        yaml_texts(definition->arena, definition->diag, definition->entry, "may_lack", &pooling.may_lack_count);
    definition->series->nuts = pooling.rate->nuts;
    definition->series->source = pooling.rate->source;
    definition_copy_dimensions(definition, pooling.rate, NULL);
    list_regions(&pooling);
    copy_regions(&pooling);
    pool_areas(&pooling);
    return true;
}
