#include "indicator/series.h"

#include <assert.h>
#include <math.h>
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

size_t series_find_member(const struct series *series, size_t dimension, const char *code) {
    assert(dimension < series->dimension_count);
    return map_find(series->dimensions[dimension].index, code);
}

static struct value_key key_at(const void *owner, size_t place) {
    const struct point_value *point = ((const struct series *)owner)->points[place];
    return (struct value_key){ point->keys, point->year };
}

static struct key_source source_of(const struct series *series) {
    return (struct key_source){ series, series->dimension_count, series->count, key_at };
}

const struct point_value *series_find(const struct series *series, const uint16_t *keys, int year) {
    struct key_source source = source_of(series);
    size_t place = late_index_find(series->index, &source, (struct value_key){ keys, year });
    return place == SIZE_MAX ? NULL : series->points[place];
}

int series_latest_year(const struct series *series, const uint16_t *keys) {
    for (size_t i = series->year_count; i > 0; i--) {
        const struct point_value *point = series_find(series, keys, series->years[i - 1]);
        if (point && point->status == VALUE_PRESENT) {
            return series->years[i - 1];
        }
    }
    return 0;
}

/* Keeps years ascending. */
static void note_year(struct arena *arena, struct series *series, int year) {
    if (series->count > 1 && series->points[series->count - 2]->year == year) {
        return; /* that of the point before */
    }
    size_t at = series->year_count;
    while (at > 0 && series->years[at - 1] > year) {
        at--;
    }
    if (at > 0 && series->years[at - 1] == year) {
        return;
    }
    series->years =
        arena_grow(arena, series->years, series->year_count, &series->year_capacity, sizeof *series->years);
    memmove(series->years + at + 1, series->years + at, (series->year_count - at) * sizeof *series->years);
    series->years[at] = year;
    series->year_count++;
}

void series_reserve(struct definition *definition, size_t count) {
    struct series *series = definition->series;
    assert(series->count == 0);
    series->capacity = count;
    series->points = arena_array(definition->scratch, count, sizeof(struct point_value *));
}

static struct point_value *append(struct definition *definition, const uint16_t *keys, int year) {
    struct series *series = definition->series;
    size_t size = series->dimension_count * sizeof *keys;
    struct point_value *point = arena_bytes(definition->arena, sizeof *point + size);
    *point = (struct point_value){ .year = (int16_t)year, .value = NAN, .status = VALUE_MISSING, .series = series };
    point->keys = memcpy(point + 1, keys, size);
    series->points = arena_grow(definition->scratch, (void *)series->points, series->count, &series->capacity,
                                sizeof(struct point_value *));
    series->points[series->count++] = point;
    point->id = (uint32_t)++definition->indicators->point_count;
    note_year(definition->arena, series, year);
    return point;
}

struct point_value *series_add(struct definition *definition, const uint16_t *keys, int year) {
    struct series *series = definition->series;
    struct key_source source = source_of(series);
    bool is_new = late_index_add(series->index, &source, (struct value_key){ keys, year });
    return is_new ? append(definition, keys, year) : NULL;
}

struct point_value *series_put(struct definition *definition, const uint16_t *keys, int year) {
    assert(!definition->series->index->index.slots);
    return append(definition, keys, year);
}

void point_miss(struct point_value *point, const char *reason) {
    point->value = NAN;
    point->status = point->status == VALUE_PRESENT ? VALUE_MISSING : point->status;
    point->reason = reason;
}

/* What a value inherits: differing definition, estimated, forecast, imputed, not significant, provisional, of low
 * reliability. A break tells of the time before it, not of the value: only a change across it bears it. */
static value_flags passing_flags(void) {
    static const char passing[] = "defnipu";
    value_flags all = 0;
    for (size_t i = 0; passing[i]; i++) {
        all |= flag_bit(passing[i]);
    }
    return all;
}

void point_compute(struct point_value *point, double value, const struct point_value *const *inputs, size_t count) {
    assert(isfinite(value));
    point->value = value;
    point->status = VALUE_PRESENT;
    point->inputs = inputs;
    point->input_count = (uint32_t)count;
    value_flags flags = 0;
    for (size_t i = 0; i < count; i++) {
        flags |= inputs[i]->flags;
    }
    point->flags |= flags ? flags & passing_flags() : 0;
}

void point_copy(struct point_value *point, const struct point_value *from) {
    point->value = from->value;
    point->status = from->status;
    point->flags = from->flags;
    point->observation = from->observation;
    point->dataset = from->dataset;
    point->inputs = from->inputs;
    point->input_count = from->input_count;
    point->reason = from->reason;
    point->evidence = from->evidence;
    point->evidence_count = from->evidence_count;
    point->level = from->level;
}

const struct point_value *find_missing(const struct point_value *const *inputs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (inputs[i]->status != VALUE_PRESENT) {
            return inputs[i];
        }
    }
    return NULL;
}

const char *point_label(struct arena *arena, const struct point_value *point) {
    const char *parts[2 * MAX_SERIES_DIMENSIONS];
    size_t count = 0;
    for (size_t i = 0; i < point->series->dimension_count; i++) {
        parts[count++] = i ? ", " : "";
        parts[count++] = point->series->dimensions[i].members[point->keys[i]].code;
    }
    return arena_join(arena, parts, count);
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
    dimension->index = map_new(definition->scratch);
    series->dimensions = dimensions;
    const struct code_list *list = code_list_find(definition->indicators, name);
    definition->lists[at] = list;
    for (size_t i = 0; list && i < list->count; i++) {
        dimension->members = arena_grow(definition->scratch, dimension->members, dimension->count, &dimension->capacity,
                                        sizeof *dimension->members);
        map_add(dimension->index, list->members[i].code, dimension->count);
        dimension->members[dimension->count++] = list->members[i];
    }
}

/* A list's members may have got other labels in an earlier series. */
static void keep_labels(struct series_dimension *dimension, const struct series_dimension *from) {
    for (size_t i = 0; i < dimension->count; i++) {
        size_t member = map_find(from->index, dimension->members[i].code);
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

/* True if the definition wants the region: it exists, is of the version of the series and of a wanted level. */
static bool is_wanted(const struct definition *definition, const struct region *region) {
    const struct geo *geo = definition->indicators->geo;
    const char *version = definition->series->nuts;
    return region && (!*version || geo_has_version(geo, region->code, version)) &&
           (!definition->has_levels || definition->levels >> (region->level + 1) & 1) &&
           (!definition->shown_only || is_shown(geo, region));
}

/* Adds a member of a free dimension; a region must exist, be of a wanted level and of the version of the series.
 * Where no regions were read at all, any code will do. */
static size_t add_member(struct definition *definition, size_t at, struct member member) {
    struct series_dimension *dimension = &definition->series->dimensions[at];
    if (definition->lists[at] || dimension->count >= UINT16_MAX) {
        return SIZE_MAX;
    }
    bool is_region = strcmp(dimension->name, region_dimension) == 0;
    if (is_region && definition->regions && map_find(definition->regions, member.code) == MAP_NONE) {
        return SIZE_MAX;
    }
    if (is_region && geo_count(definition->indicators->geo) > 0) {
        const struct region *region = geo_find(definition->indicators->geo, member.code);
        if (!is_wanted(definition, region)) {
            return SIZE_MAX;
        }
        member.label = member.short_label = region->name;
    }
    dimension->members = arena_grow(definition->scratch, dimension->members, dimension->count, &dimension->capacity,
                                    sizeof *dimension->members);
    map_add(dimension->index, member.code, dimension->count);
    dimension->members[dimension->count] = member;
    return dimension->count++;
}

size_t definition_member(struct definition *definition, size_t dimension, const char *code) {
    size_t found = series_find_member(definition->series, dimension, code);
    struct member member = { .code = code, .label = code, .short_label = code, .ranked = true };
    return found != MAP_NONE ? found : add_member(definition, dimension, member);
}

static size_t take_anew(struct definition *definition, size_t dimension, const struct member *taken) {
    size_t found = series_find_member(definition->series, dimension, taken->code);
    return found != MAP_NONE ? found : add_member(definition, dimension, *taken);
}

size_t definition_take(struct definition *definition, size_t dimension, const struct series *from,
                       size_t from_dimension, size_t member) {
    const struct series_dimension *source = &from->dimensions[from_dimension];
    struct taking *taking = &definition->taking[dimension];
    if (taking->from != source) {
        *taking = (struct taking){ source, arena_array(definition->scratch, source->count, sizeof *taking->members) };
    }
    if (taking->members[member] == 0) {
        taking->members[member] = take_anew(definition, dimension, &source->members[member]) + 2;
    }
    return taking->members[member] - 2;
}

bool definition_keys_of(struct definition *definition, const struct series *from, const struct point_value *point,
                        uint16_t *keys) {
    for (size_t i = 0; i < from->dimension_count; i++) {
        size_t member = definition_take(definition, i, from, i, point->keys[i]);
        if (member == SIZE_MAX) {
            return false;
        }
        keys[i] = (uint16_t)member;
    }
    return true;
}

const struct point_value *series_match(const struct series *from, const struct series *series, const uint16_t *keys,
                                       int year) {
    uint16_t wanted[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < from->dimension_count; i++) {
        size_t dimension = series_find_dimension(series, from->dimensions[i].name);
        if (dimension == SIZE_MAX) {
            return NULL;
        }
        size_t member = series_find_member(from, i, series->dimensions[dimension].members[keys[dimension]].code);
        if (member == MAP_NONE) {
            return NULL;
        }
        wanted[i] = (uint16_t)member;
    }
    return series_find(from, wanted, year);
}
