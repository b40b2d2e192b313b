/* Method presence: what is listed for regions, as 1 (listed) and 0 (not listed, while something else is). A country has what
 * is listed for itself or for one of its regions. Where all regions of a country have the same list, nothing is known
 * of any one of them: the list is then the country's, and the regions' values are missing. */
#include "indicator/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"
#include "base/yaml.h"
#include "geo/region.h"

static const char *const region_dimension = "geo";

/* A region with a list of its own. */
struct listed {
    const struct region *region;
    const struct region *country; /* itself for a country */
    size_t member;                /* of the input */
    const struct point_value **points; /* in the year looked at, by member of the other dimension; NULL: not listed */
    size_t point_count;
};

struct presence {
    struct definition *definition;
    const struct series *of;
    size_t geo, over; /* dimensions of the input */
    struct listed *listed;
    size_t count;
};

static size_t other_count(const struct presence *presence) {
    return presence->of->dimensions[presence->over].count;
}

static void look_up(const struct presence *presence, struct listed *listed, int year) {
    uint16_t keys[2];
    keys[presence->geo] = (uint16_t)listed->member;
    listed->point_count = 0;
    for (size_t i = 0; i < other_count(presence); i++) {
        keys[presence->over] = (uint16_t)i;
        const struct point_value *point = series_find(presence->of, keys, year);
        listed->points[i] = point && point->status == VALUE_PRESENT ? point : NULL;
        listed->point_count += listed->points[i] != NULL;
    }
}

static bool same_lists(const struct presence *presence, const struct listed *a, const struct listed *b) {
    for (size_t i = 0; i < other_count(presence); i++) {
        if (!a->points[i] != !b->points[i]) {
            return false;
        }
    }
    return true;
}

/* True if several regions of the country, and not the country itself, have lists, and these are all the same. */
static bool says_once(const struct presence *presence, const struct region *country) {
    const struct listed *first = NULL;
    size_t regions = 0;
    for (size_t i = 0; i < presence->count; i++) {
        const struct listed *listed = &presence->listed[i];
        if (listed->country != country || listed->point_count == 0) {
            continue;
        }
        if (listed->region == country || (first && !same_lists(presence, first, listed))) {
            return false;
        }
        first = first ? first : listed;
        regions++;
    }
    return regions > 1;
}

/* What is listed for the regions of area, or for area alone. */
static void add_points(const struct presence *presence, const struct region *area, bool with_regions, int year) {
    struct definition *definition = presence->definition;
    size_t member = definition_member(definition, 0, area->code);
    for (size_t i = 0; member != SIZE_MAX && i < other_count(presence); i++) {
        size_t other = definition_take(definition, 1, presence->of, presence->over, i);
        const struct point_value **inputs = NULL;
        size_t count = 0, capacity = 0;
        for (size_t k = 0; k < presence->count; k++) {
            const struct listed *listed = &presence->listed[k];
            if (listed->points[i] && (listed->region == area || (with_regions && listed->country == area))) {
                inputs = arena_grow(definition->scratch, (void *)inputs, count, &capacity, sizeof(struct point_value *));
                inputs[count++] = listed->points[i];
            }
        }
        const uint16_t keys[] = { (uint16_t)member, (uint16_t)other };
        struct point_value *point = other == SIZE_MAX ? NULL : series_add(definition, keys, year);
        if (point) {
            point_compute(definition, point, count > 0, inputs, count);
        }
    }
}

/* All members of a region are missing. */
static void add_missing(const struct presence *presence, const struct listed *listed, int year) {
    struct definition *definition = presence->definition;
    size_t member = definition_member(definition, 0, listed->region->code);
    for (size_t i = 0; member != SIZE_MAX && i < other_count(presence); i++) {
        size_t other = definition_take(definition, 1, presence->of, presence->over, i);
        const uint16_t keys[] = { (uint16_t)member, (uint16_t)other };
        struct point_value *point = other == SIZE_MAX ? NULL : series_add(definition, keys, year);
        if (point) {
            point_miss(point, arena_print(definition->arena, "there is one list for the whole of %s",
                                          listed->country->code));
        }
    }
}

static int compare_listed(const void *a, const void *b) {
    return strcmp(((const struct listed *)a)->region->code, ((const struct listed *)b)->region->code);
}

/* The regions of the input, in code order: a country before its regions. */
static void list_regions(struct presence *presence) {
    const struct geo *geo = presence->definition->indicators->geo;
    const struct series_dimension *regions = &presence->of->dimensions[presence->geo];
    presence->listed = arena_array(presence->definition->arena, regions->count, sizeof *presence->listed);
    for (size_t i = 0; i < regions->count; i++) {
        const struct region *region = geo_find(geo, regions->members[i].code);
        const struct region *country = region ? geo_country(geo, region) : NULL;
        if (country) {
            struct listed *listed = &presence->listed[presence->count++];
            *listed = (struct listed){ .region = region, .country = country, .member = i };
            listed->points =
                arena_array(presence->definition->arena, other_count(presence), sizeof(struct point_value *));
        }
    }
    if (presence->count > 1) {
        qsort(presence->listed, presence->count, sizeof *presence->listed, compare_listed);
    }
}

static void add_year(const struct presence *presence, int year) {
    for (size_t i = 0; i < presence->count; i++) {
        look_up(presence, &presence->listed[i], year);
    }
    bool once = false;
    for (size_t i = 0; i < presence->count; i++) {
        const struct listed *listed = &presence->listed[i];
        if (i == 0 || presence->listed[i - 1].country != listed->country) {
            once = says_once(presence, listed->country);
            add_points(presence, listed->country, true, year);
        }
        if (listed->region == listed->country || listed->point_count == 0) {
            continue;
        }
        if (once) {
            add_missing(presence, listed, year);
        } else {
            add_points(presence, listed->region, false, year);
        }
    }
}

bool presence_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    struct presence presence = { .definition = definition, .of = definition->inputs[0] };
    presence.geo = series_find_dimension(presence.of, region_dimension);
    if (presence.geo == SIZE_MAX || presence.of->dimension_count != 2) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, definition->entry->pos,
                 "%s, and one other, in %s", region_dimension, presence.of->name);
        return false;
    }
    presence.over = 1 - presence.geo;
    definition_add_dimension(definition, region_dimension);
    definition_add_dimension(definition, presence.of->dimensions[presence.over].name);
    list_regions(&presence);
    for (size_t i = 0; i < presence.of->year_count; i++) {
        add_year(&presence, presence.of->years[i]);
    }
    return true;
}
