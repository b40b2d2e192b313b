#include "indicator/series.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "geo/region.h"
#include "indicator/build.h"

/* The dimension whose members are regions. */
static const char *const region_dimension = "geo";


uint64_t series_describe_hash(const struct series *series) {
    const char *const texts[] = { series->name,   series->title,  series->unit,
                                  series->source, series->formula, series->reference };
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        hash = hash_text(hash, texts[i]);
    }
    return hash_bytes(hash, &series->decimals, sizeof series->decimals);
}

size_t series_find_dimension(const struct series *series, const char *name) {
    for (size_t i = 0; i < series->dimension_count; i++) {
        if (strcmp(series->dimensions[i].name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

struct member_index *member_index_new(struct arena *arena) {
    struct member_index *index = arena_alloc(arena, sizeof *index);
    index->arena = arena;
    return index;
}

size_t member_index_find(struct member_index *index, const struct member *members, size_t count, const char *code) {
    index->map = index->map ? index->map : map_new(index->arena);
    for (; index->count < count; index->count++) {
        map_add(index->map, members[index->count].code, index->count);
    }
    return map_find(index->map, code);
}

size_t dimension_find_member(const struct series_dimension *dimension, const char *code) {
    return member_index_find(dimension->index, dimension->members, dimension->count, code);
}

size_t series_find_member(const struct series *series, size_t dimension, const char *code) {
    assert(dimension < series->dimension_count);
    return dimension_find_member(&series->dimensions[dimension], code);
}

void definition_add_dimension(struct definition *definition, const char *name) {
    struct series *series = definition->series;
    size_t at = series->dimension_count++;
    struct series_dimension *dimensions = arena_array(definition->arena, at + 1, sizeof *dimensions);
    if (at > 0) {
        memcpy(dimensions, series->dimensions, at * sizeof *dimensions);
    }
    struct series_dimension *dimension = &dimensions[at];
    dimension->name = name;
    dimension->index = member_index_new(definition->scratch);
    series->dimensions = dimensions;
    const struct code_list *list = code_list_find(definition->indicators, name);
    definition->lists[at] = list;
    if (list) {
        dimension->index = list->index;
        dimension->count = dimension->capacity = list->count;
        dimension->members = arena_bytes(definition->scratch, list->count * sizeof *list->members);
        memcpy(dimension->members, list->members, list->count * sizeof *list->members);
    }
}

/* A list's members may have got other labels in an earlier series. */
static void keep_labels(struct series_dimension *dimension, const struct series_dimension *from) {
    for (size_t i = 0; i < dimension->count; i++) {
        const char *code = dimension->members[i].code;
        bool same_place = i < from->count && from->members[i].code == code;
        size_t member = same_place ? i : dimension_find_member(from, code);
        if (member != MAP_NONE) {
            dimension->members[i].label = from->members[member].label;
            dimension->members[i].short_label = from->members[member].short_label;
        }
    }
}

void definition_copy_dimensions(struct definition *definition, const struct series *from, const char *without) {
    for (size_t i = 0; i < from->dimension_count; i++) {
        if (!without || strcmp(from->dimensions[i].name, without) != 0) {
            definition_add_dimension(definition, from->dimensions[i].name);
            keep_labels(&definition->series->dimensions[definition->series->dimension_count - 1], &from->dimensions[i]);
        }
    }
}

/* True for aggregates, countries and the regions that tables and maps show for their country. */
static bool is_shown(const struct geo *geo, const struct region *region) {
    const struct region *country = geo_country(geo, region);
    if (!country || region == country) {
        return true;
    }
    size_t count = 0;
    const struct region *const *shown = geo_display_regions(geo, country, &count);
    for (size_t i = 0; i < count; i++) {
        if (shown[i] == region) {
            return true;
        }
    }
    return false;
}

/* True if the definition wants the region: it exists, is of the version of the series (fits: surely so) and of a wanted level. */
static bool is_wanted(const struct definition *definition, const struct region *region, bool fits) {
    const struct geo *geo = definition->indicators->geo;
    const char *version = definition->series->nuts;
    return region && (fits || !*version || geo_has_version(geo, region->code, version)) &&
           (!definition->has_levels || definition->levels >> (region->level + 1) & 1) &&
           (!definition->shown_only || is_shown(geo, region));
}

/* Adds a member of a free dimension; a region must exist, be of a wanted level and of the version of the series.
 * Where no regions were read at all, any code will do. */
size_t definition_add_member(struct definition *definition, size_t at, const struct member *wanted, bool fits) {
    struct series_dimension *dimension = &definition->series->dimensions[at];
    if (definition->lists[at] || dimension->count >= UINT16_MAX) {
        return SIZE_MAX;
    }
    struct member member = *wanted;
    bool is_region = strcmp(dimension->name, region_dimension) == 0;
    if (is_region && definition->regions && map_find(definition->regions, member.code) == MAP_NONE) {
        return SIZE_MAX;
    }
    if (is_region && geo_count(definition->indicators->geo) > 0) {
        member.region = member.region ? member.region : geo_find(definition->indicators->geo, member.code);
        if (!is_wanted(definition, member.region, fits)) {
            return SIZE_MAX;
        }
        member.label = member.short_label = member.region->name;
    }
    dimension->members = arena_grow(definition->scratch, dimension->members, dimension->count, &dimension->capacity,
                                    sizeof *dimension->members);
    dimension->members[dimension->count] = member;
    return dimension->count++;
}

size_t definition_member(struct definition *definition, size_t dimension, const char *code) {
    definition->taking[dimension].alone = false;
    size_t found = series_find_member(definition->series, dimension, code);
    struct member member = { .code = code, .label = code, .short_label = code, .ranked = true };
    return found != MAP_NONE ? found : definition_add_member(definition, dimension, &member, false);
}

size_t definition_region(struct definition *definition, size_t dimension, const struct region *region, bool fits) {
    definition->taking[dimension].alone = false;
    size_t found = series_find_member(definition->series, dimension, region->code);
    struct member member = { .code = region->code, .label = region->name, .short_label = region->name, .ranked = true, .region = region };
    return found != MAP_NONE ? found : definition_add_member(definition, dimension, &member, fits);
}

/* Of a source that alone gave the members so far, a member asked for the first time is new. */
static size_t take_anew(struct definition *definition, size_t dimension, const struct series *from, const struct series_dimension *source,
                        size_t member) {
    const struct series_dimension *ours = &definition->series->dimensions[dimension];
    const struct member *taken = &source->members[member];
    if (member < ours->count && ours->members[member].code == taken->code) {
        return member;
    }
    size_t found = definition->taking[dimension].alone ? MAP_NONE : series_find_member(definition->series, dimension, taken->code);
    bool fits = *from->nuts && taken->region && strcmp(from->nuts, definition->series->nuts) == 0;
    return found != MAP_NONE ? found : definition_add_member(definition, dimension, taken, fits);
}

void dimension_reserve(struct definition *definition, size_t at, size_t count) {
    struct series_dimension *dimension = &definition->series->dimensions[at];
    if (dimension->count == 0 && dimension->capacity < count) {
        dimension->members = arena_bytes(definition->scratch, count * sizeof *dimension->members);
        dimension->capacity = count;
    }
}

size_t definition_take_first(struct definition *definition, size_t dimension, const struct series *from, size_t from_dimension,
                             size_t member) {
    const struct series_dimension *source = &from->dimensions[from_dimension];
    struct taking *taking = &definition->taking[dimension];
    if (taking->from != source) {
        dimension_reserve(definition, dimension, source->count);
        *taking = (struct taking){ .from = source, .alone = definition->series->dimensions[dimension].count == 0,
                                   .members = arena_array(definition->scratch, source->count, sizeof *taking->members) };
    }
    if (taking->members[member] == 0) {
        taking->members[member] = (uint32_t)(take_anew(definition, dimension, from, source, member) + 2);
    }
    return (size_t)taking->members[member] - 2;
}

bool definition_keys_of(struct definition *definition, const struct series *from, const struct point_value *point,
                        uint16_t *keys) {
    for (size_t i = 0; i < from->dimension_count; i++) {
        size_t member = definition_take(definition, i, from, i, point_keys(point)[i]);
        if (member == SIZE_MAX) {
            return false;
        }
        keys[i] = (uint16_t)member;
    }
    return true;
}
