/* Method pooled-rate: a rate of a larger area from those of its regions, never as their mean:
 *     rate(area) = sum n / sum (n / rate),   n the numerator, n / rate the denominator that it implies, or
 *     rate(area) = 100 * sum n / sum d       where the denominator is a series of its own.
 * Territory outside all regions adds to the numerator only where the denominator is implied. An area lacks a value if one
 * of its regions does, but for those declared in "may_lack", and for regions that hold together at most
 * "lacking_at_most" percent of the area's "weight": numerator and denominator then leave them out, and the value is
 * flagged e. Regions keep their own rate. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/territory.h"

/* The points of a series that have a value, by region, member of the second dimension and year of the numerator: made in
 * one go, because to find them one by one takes ten times as long. */
struct grid {
    const struct point_value **points;
    size_t other_count, year_count;
};

struct pooling {
    struct definition *definition;
    const struct series *numerator, *rate, *denominator, *weight; /* rate or denominator; weight may be NULL */
    size_t other_count;  /* members of the numerator's second dimension; 1 if there is none */
    int level;           /* of the regions that are pooled: 2 or 3 */
    const char *version; /* of NUTS */
    struct territories *all; /* regions that can be pooled */
    struct grid numerators, below, weights; /* below: rates or denominators; weights without points: none */
    double step;         /* results are rounded to multiples of it, as the published rates are; 0: not */
    double lacking_at_most;
    bool *may_lack; /* by region */
    const struct point_value **gathered; /* the points behind the value that is being computed: at most two of a region */
};

/* What is gathered for one area, member of the other dimension and year. */
struct pool {
    size_t other, year; /* the year's place in the numerator */
    size_t count; /* of the points gathered */
    double numerator, denominator;
    double weight, lacking_weight;
    const char *lacking; /* code of the first region without a value */
    bool unweighted;     /* a region without a value has no weight either */
};

/* The point of a region, if it has a value; a series without a second dimension has the same for all others. */
static const struct point_value *find_at(const struct grid *grid, size_t region, const struct pool *pool) {
    if (!grid->points) {
        return NULL;
    }
    size_t other = grid->other_count > 1 ? pool->other : 0;
    return grid->points[(region * grid->other_count + other) * grid->year_count + pool->year];
}

/* Notes a point behind the value. */
static void take(const struct pooling *pooling, struct pool *pool, const struct point_value *point) {
    pooling->gathered[pool->count++] = point;
}

static void note_lacking(struct pool *pool, const struct region *region, const struct point_value *weight) {
    pool->lacking = pool->lacking ? pool->lacking : region->code;
    pool->unweighted = pool->unweighted || !weight;
    pool->lacking_weight += weight ? weight->value : 0;
}

static const struct series *below_the_line(const struct pooling *pooling) {
    return pooling->rate ? pooling->rate : pooling->denominator;
}

static void add_region(const struct pooling *pooling, struct pool *pool, size_t index) {
    const struct region *region = pooling->all->regions[index];
    const struct point_value *numerator = find_at(&pooling->numerators, index, pool);
    const struct point_value *below = find_at(&pooling->below, index, pool);
    const struct point_value *weight = find_at(&pooling->weights, index, pool);
    pool->weight += weight ? weight->value : 0;
    if (!(numerator && below) && pooling->all->extra[index]) {
        if (numerator && pooling->rate) {
            pool->numerator += numerator->value;
            take(pooling, pool, numerator);
        }
    } else if (numerator && below && below->value > 0) {
        pool->numerator += numerator->value;
        pool->denominator += pooling->rate ? numerator->value / below->value : below->value;
        take(pooling, pool, numerator);
        take(pooling, pool, below);
    } else if (!pooling->may_lack[index]) {
        note_lacking(pool, region, weight);
    }
}

static double rounded(double value, double step) {
    return step > 0 ? round(value / step) * step : value;
}

/* Percent of the area that lies in regions without a value. */
static double lacking_percent(const struct pool *pool) {
    if (!pool->lacking) {
        return 0;
    }
    return pool->unweighted || pool->weight <= 0 ? 100 : 100 * pool->lacking_weight / pool->weight;
}

static void conclude(const struct pooling *pooling, const struct pool *pool, const struct region *area,
                     struct point_value *point) {
    struct arena *arena = pooling->definition->arena;
    double percent = lacking_percent(pool);
    if (percent > pooling->lacking_at_most || pool->denominator <= 0) {
        point_miss(point, arena_print(arena, "%s, %d has no value for region %s", area->code, point->year,
                                      pool->lacking ? pool->lacking : ""));
        return;
    }
    double value = pool->numerator / pool->denominator * (pooling->rate ? 1 : 100);
    point_compute(pooling->definition, point, rounded(value, pooling->step), pooling->gathered, pool->count);
    point->flags |= percent > 0 ? flag_bit('e') : 0;
}

/* All years of one area and one member of the other dimension. */
static void pool_years(const struct pooling *pooling, const struct territory *territory, const uint16_t *keys) {
    const struct series *years = pooling->numerator;
    for (size_t i = 0; i < years->year_count; i++) {
        struct pool pool = { .year = i };
        pool.other = pooling->other_count > 1 ? keys[1] : 0;
        for (size_t k = 0; k < territory->count; k++) {
            add_region(pooling, &pool, territory->places[k]);
        }
        struct point_value *point = pool.count ? series_add(pooling->definition, keys, years->years[i]) : NULL;
        if (point) {
            conclude(pooling, &pool, territory->area, point);
        }
    }
}

/* fits: the area is known to be of the version. */
static void pool_area(struct pooling *pooling, const struct territory *territory, bool fits) {
    pooling->gathered = definition_gather(pooling->definition, 2 * territory->count);
    size_t member = definition_region(pooling->definition, 0, territory->area, fits);
    for (size_t i = 0; member != SIZE_MAX && i < pooling->other_count; i++) {
        const uint16_t keys[] = { (uint16_t)member, (uint16_t)i };
        pool_years(pooling, territory, keys);
    }
}

/* The rate of a region itself: as published, or computed from its own numerator and denominator. */
static void add_own(const struct pooling *pooling, const struct point_value *from, struct point_value *point) {
    if (pooling->rate) {
        point_copy(point, from);
        return;
    }
    const struct series_dimension *regions = &point_series(from)->dimensions[0];
    size_t member = series_find_member(pooling->denominator, 0, regions->members[point_keys(from)[0]].code);
    const uint16_t key = (uint16_t)member;
    const struct point_value *below =
        member == SIZE_MAX ? NULL : series_find(pooling->denominator, &key, from->year);
    if (from->status != VALUE_PRESENT || !below || below->status != VALUE_PRESENT || below->value <= 0) {
        point_miss(point, point_reason(from) ? point_reason(from) : "the denominator has no value");
        return;
    }
    const struct point_value *const inputs[] = { from, below };
    point_compute(pooling->definition, point, 100 * from->value / below->value, inputs, 2);
}

static void add_regions(const struct pooling *pooling) {
    const struct series *from = pooling->rate ? pooling->rate : pooling->numerator;
    for (size_t i = 0; i < from->count; i++) {
        uint16_t keys[MAX_SERIES_DIMENSIONS] = { 0 };
        size_t wanted = 0;
        for (; wanted < from->dimension_count; wanted++) {
            size_t member = definition_take(pooling->definition, wanted, from, wanted, point_keys(&from->points[i])[wanted]);
            if (member == SIZE_MAX) {
                break;
            }
            keys[wanted] = (uint16_t)member;
        }
        struct point_value *point =
            wanted < from->dimension_count ? NULL : series_put(pooling->definition, keys, from->points[i].year);
        if (point) {
            add_own(pooling, &from->points[i], point);
        }
    }
}

static void pool_areas(struct pooling *pooling) {
    const struct definition *definition = pooling->definition;
    size_t count = 0;
    const char *const *aggregates =
        yaml_texts(definition->arena, definition->diag, definition->entry, "aggregates", &count);
    for (size_t i = 0; i < count; i++) {
        const struct territory *territory = territories_named(pooling->all, aggregates[i]);
        if (territory) {
            pool_area(pooling, territory, false);
        }
    }
    for (size_t i = 0; i < pooling->all->area_count; i++) {
        pool_area(pooling, territories_at(pooling->all, i), *pooling->version != '\0');
    }
}

/* The series named under key; true if there is none and none is needed. */
static bool read_series(const struct pooling *pooling, const char *key, const struct series **series) {
    const struct definition *definition = pooling->definition;
    *series = yaml_find(definition->entry, key) ? definition_series(definition, key) : NULL;
    return *series || !yaml_find(definition->entry, key);
}

/* False after a diagnostic if the series do not fit together. */
static bool fit(struct pooling *pooling) {
    const struct series *below = below_the_line(pooling);
    size_t dimensions = pooling->numerator->dimension_count;
    pooling->other_count = dimensions == 2 ? pooling->numerator->dimensions[1].count : 1;
    if (below && dimensions <= 2 && (below->dimension_count == 1 && (dimensions == 1 || !pooling->rate)) &&
        (!pooling->weight || pooling->weight->dimension_count == 1)) {
        return true;
    }
    diag_add(pooling->definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, pooling->definition->entry->pos,
             "rate, denominator and weight have the region as their only dimension, the numerator one more at most");
    return false;
}

static size_t find_year(const struct series *years, int year) {
    size_t at = 0;
    while (at < years->year_count && years->years[at] != year) {
        at++;
    }
    return at;
}

static struct grid make_grid(const struct pooling *pooling, const struct series *series) {
    const struct series *years = pooling->numerator;
    struct grid grid = { .year_count = years->year_count };
    grid.other_count = series->dimension_count > 1 ? series->dimensions[1].count : 1;
    grid.points = arena_array(pooling->definition->scratch, pooling->all->count * grid.other_count * grid.year_count,
                              sizeof(struct point_value *));
    const uint32_t *places = territories_places(pooling->all, &series->dimensions[0]);
    size_t year = 0;
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        const uint16_t *keys = series->keys + i * series->dimension_count;
        year = year < years->year_count && years->years[year] == point->year ? year : find_year(years, point->year);
        uint32_t place = places[keys[0]];
        if (point->status == VALUE_PRESENT && place != NO_PLACE && year < years->year_count) {
            size_t other = series->dimension_count > 1 ? keys[1] : 0;
            grid.points[(place * grid.other_count + other) * grid.year_count + year] = point;
        }
    }
    return grid;
}

static void read_may_lack(struct pooling *pooling) {
    const struct definition *definition = pooling->definition;
    size_t count = 0;
    const char *const *codes = yaml_texts(definition->arena, definition->diag, definition->entry, "may_lack", &count);
    pooling->may_lack = arena_array(definition->scratch, pooling->all->count, sizeof *pooling->may_lack);
    for (size_t i = 0; i < count; i++) {
        const struct region *region = geo_find(definition->indicators->geo, codes[i]);
        for (size_t k = 0; region && k < pooling->all->count; k++) {
            pooling->may_lack[k] = pooling->may_lack[k] || pooling->all->regions[k] == region;
        }
    }
}

static void read_settings(struct pooling *pooling) {
    struct definition *definition = pooling->definition;
    pooling->level = yaml_number(definition->diag, definition->entry, "level", 2) >= 2.5 ? 3 : 2;
    pooling->step = yaml_number(definition->diag, definition->entry, "round_to", 0);
    pooling->lacking_at_most = yaml_number(definition->diag, definition->entry, "lacking_at_most", 0);
    pooling->version = pooling->numerator->nuts;
    definition->series->nuts = pooling->numerator->nuts;
    if (!yaml_find(definition->entry, "source")) {
        definition->series->source = pooling->rate ? pooling->rate->source : pooling->numerator->source;
    }
    pooling->all = territories_find(definition->indicators, pooling->version, pooling->level);
    read_may_lack(pooling);
    pooling->numerators = make_grid(pooling, pooling->numerator);
    pooling->below = make_grid(pooling, below_the_line(pooling));
    if (pooling->weight) {
        pooling->weights = make_grid(pooling, pooling->weight);
    }
}

bool pooled_rate_compute(struct definition *definition) {
    struct pooling pooling = { .definition = definition };
    pooling.numerator = definition_series(definition, "numerator");
    if (!pooling.numerator || !read_series(&pooling, "rate", &pooling.rate) ||
        !read_series(&pooling, "denominator", &pooling.denominator) ||
        !read_series(&pooling, "weight", &pooling.weight) || !fit(&pooling)) {
        return false;
    }
    read_settings(&pooling);
    definition_copy_dimensions(definition, pooling.numerator, NULL);
    series_reserve(definition, (pooling.rate ? pooling.rate : pooling.numerator)->count +
                                   pooling.all->area_count * pooling.other_count * pooling.numerator->year_count);
    add_regions(&pooling);
    pool_areas(&pooling);
    return true;
}
