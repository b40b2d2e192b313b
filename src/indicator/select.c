/* Method select: the observations of a dataset as they are, some dimensions fixed by "where", values times "scale". */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/runs.h"

enum { MAX_DATASET_DIMENSIONS = 32 };

/* One reading of a dataset. */
struct selecting {
    struct definition *definition;
    const struct dataset *dataset;
    double scale;
    const struct observation *first_twice; /* the first that falls on a point already there; NULL: none */
    size_t twice;
    bool one_each; /* every dimension of the dataset is fixed or one of the series */
    int named_year; /* the year that year_name is the text of */
    const char *year_name;
    size_t fixed[MAX_DATASET_DIMENSIONS];        /* key that a dimension must have; SIZE_MAX: any */
    size_t from[MAX_SERIES_DIMENSIONS];          /* dimension of the dataset for each of the series */
    uint16_t *members[MAX_SERIES_DIMENSIONS];    /* member of the series for each code; UINT16_MAX: none */
    size_t fixed_dimensions[MAX_DATASET_DIMENSIONS], fixed_keys[MAX_DATASET_DIMENSIONS]; /* to be looked at in each observation */
    size_t fixed_count, width;                   /* width: dimensions of the series */
};

/* Fixes dimensions; false after a diagnostic. */
static bool read_where(struct selecting *selecting) {
    const struct yaml *where = yaml_find(selecting->definition->entry, "where");
    struct diag *diag = selecting->definition->diag;
    for (size_t i = 0; where && i < where->count && where->kind == YAML_MAP; i++) {
        size_t dimension = dataset_find_dimension(selecting->dataset, where->keys[i]);
        if (dimension == SIZE_MAX) {
            diag_add(diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, where->key_pos[i], "%s", where->keys[i]);
            return false;
        }
        const char *code = yaml_text(diag, where, where->keys[i], "");
        selecting->fixed[dimension] = dimension_find(&selecting->dataset->dimensions[dimension], code);
        if (selecting->fixed[dimension] == SIZE_MAX) {
            diag_add(diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, where->items[i]->pos, "%s in %s", code,
                     selecting->dataset->name);
            return false;
        }
    }
    return true;
}

static bool add_dimension(struct selecting *selecting, const char *name, const char *from, struct source_pos pos) {
    struct definition *definition = selecting->definition;
    size_t dimension = dataset_find_dimension(selecting->dataset, from);
    if (dimension == SIZE_MAX || definition->series->dimension_count >= MAX_SERIES_DIMENSIONS) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, pos, "%s", from);
        return false;
    }
    selecting->from[definition->series->dimension_count] = dimension;
    definition_add_dimension(definition, name);
    return true;
}

/* Names the dimensions: those mapped, or all that are not fixed. */
static bool read_dimensions(struct selecting *selecting) {
    const struct yaml *mapping = yaml_find(selecting->definition->entry, "dimensions");
    struct diag *diag = selecting->definition->diag;
    for (size_t i = 0; mapping && i < mapping->count && mapping->kind == YAML_MAP; i++) {
        const char *from = yaml_text(diag, mapping, mapping->keys[i], "");
        if (!add_dimension(selecting, mapping->keys[i], from, mapping->key_pos[i])) {
            return false;
        }
    }
    for (size_t i = 0; !mapping && i < selecting->dataset->dimension_count; i++) {
        const char *name = selecting->dataset->dimensions[i].name;
        if (selecting->fixed[i] == SIZE_MAX &&
            !add_dimension(selecting, name, name, selecting->definition->entry->pos)) {
            return false;
        }
    }
    return selecting->definition->series->dimension_count > 0;
}

static bool is_one_each(const struct selecting *selecting) {
    size_t covered = 0;
    for (size_t i = 0; i < selecting->dataset->dimension_count; i++) {
        bool taken = selecting->fixed[i] != SIZE_MAX;
        for (size_t k = 0; k < selecting->definition->series->dimension_count && !taken; k++) {
            taken = selecting->from[k] == i;
        }
        covered += taken;
    }
    return covered == selecting->dataset->dimension_count;
}

/* Codes of a dataset stand in it once each, so that none of them can be a member already. */
static void map_members(struct selecting *selecting, size_t at) {
    struct definition *definition = selecting->definition;
    const struct dimension *from = &selecting->dataset->dimensions[selecting->from[at]];
    bool is_region = strcmp(definition->series->dimensions[at].name, "geo") == 0;
    const struct coded_region *regions =
        is_region ? runs_regions(definition->indicators, selecting->dataset, selecting->from[at]) : NULL;
    dimension_reserve(definition, at, from->count);
    selecting->members[at] = arena_bytes(definition->scratch, from->count * sizeof(uint16_t));
    for (size_t k = 0; k < from->count; k++) {
        const char *code = from->codes[k];
        struct member member = { .code = code, .label = code, .short_label = code, .ranked = true,
                                 .region = is_region ? regions[k].region : NULL };
        size_t found = definition->lists[at] ? definition_member(definition, at, code)
                                             : definition_add_member(definition, at, &member, is_region && regions[k].fits);
        selecting->members[at][k] = found == SIZE_MAX ? UINT16_MAX : (uint16_t)found;
    }
}

/* Keys of the observation in the series; false if it is not selected. */
static bool find_keys(const struct selecting *selecting, const struct observation *observation, uint16_t *keys) {
    for (size_t i = 0; i < selecting->fixed_count; i++) {
        if (observation->keys[selecting->fixed_dimensions[i]] != selecting->fixed_keys[i]) {
            return false;
        }
    }
    for (size_t i = 0; i < selecting->width; i++) {
        keys[i] = selecting->members[i][observation->keys[selecting->from[i]]];
        if (keys[i] == UINT16_MAX) {
            return false;
        }
    }
    return true;
}

/* The dimension that leaves fewest observations, by the number of its codes; SIZE_MAX: none is fixed. */
static size_t find_sharpest(const struct selecting *selecting) {
    size_t sharpest = SIZE_MAX, most = 0;
    for (size_t i = 0; i < selecting->dataset->dimension_count; i++) {
        size_t codes = selecting->dataset->dimensions[i].count;
        if (selecting->fixed[i] != SIZE_MAX && codes > most) {
            sharpest = i;
            most = codes;
        }
    }
    return sharpest;
}

static const char *reason_of(struct selecting *selecting, const struct point_value *point) {
    static const char *const words[] = {
        [VALUE_MISSING] = "is not available", [VALUE_CONFIDENTIAL] = "is confidential",
        [VALUE_IMPOSSIBLE] = "cannot exist"
    };
    struct arena *arena = selecting->definition->arena;
    if (selecting->named_year != point->year) {
        selecting->named_year = point->year;
        selecting->year_name = arena_print(arena, "%d", point->year);
    }
    const char *const parts[] = { point_label(arena, point), ", ", selecting->year_name, " ", words[point->status], " in ",
                                  selecting->dataset->source };
    return arena_join(arena, parts, sizeof parts / sizeof *parts);
}

static void add_point(struct selecting *selecting, const struct observation *observation, const uint16_t *keys) {
    struct definition *definition = selecting->definition;
    struct point_value *point = selecting->one_each ? series_put(definition, keys, observation->year)
                                                    : series_add(definition, keys, observation->year);
    if (!point) {
        selecting->first_twice = selecting->first_twice ? selecting->first_twice : observation;
        selecting->twice++;
        return;
    }
    point_take(point, observation);
    if (point->status == VALUE_PRESENT) {
        point->value = observation->value * selecting->scale;
    } else {
        point_note(definition->arena, point, &(struct point_aside){ .observation = observation, .reason = reason_of(selecting, point) });
    }
}

/* Adds the observations that are selected, in their order. */
static void add_all(struct selecting *selecting) {
    const struct dataset *dataset = selecting->dataset;
    size_t sharpest = find_sharpest(selecting);
    struct run run = { NULL, dataset->count };
    if (sharpest != SIZE_MAX) {
        run = runs_find(selecting->definition->indicators, dataset, sharpest, selecting->fixed[sharpest]);
    }
    for (size_t i = 0; i < dataset->dimension_count; i++) {
        if (selecting->fixed[i] != SIZE_MAX && i != sharpest) {
            selecting->fixed_dimensions[selecting->fixed_count] = i;
            selecting->fixed_keys[selecting->fixed_count++] = selecting->fixed[i];
        }
    }
    selecting->width = selecting->definition->series->dimension_count;
    series_reserve(selecting->definition, run.count);
    for (size_t i = 0; i < run.count; i++) {
        uint16_t keys[MAX_SERIES_DIMENSIONS];
        const struct observation *observation = &dataset->observations[run.places ? run.places[i] : i];
        if (find_keys(selecting, observation, keys)) {
            add_point(selecting, observation, keys);
        }
    }
}

bool select_compute(struct definition *definition) {
    const char *name = yaml_need(definition->diag, definition->entry, "from");
    const struct dataset *dataset = name ? datasets_find(definition->indicators->datasets, name) : NULL;
    if (!dataset || dataset->dimension_count > MAX_DATASET_DIMENSIONS) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DATASET, yaml_key_pos(definition->entry, "from"), "%s",
                 name ? name : "");
        return false;
    }
    struct selecting selecting = { .definition = definition, .dataset = dataset, .year_name = "0" };
    selecting.scale = yaml_number(definition->diag, definition->entry, "scale", 1);
    memset(selecting.fixed, 0xFF, sizeof selecting.fixed);
    definition->series->nuts = dataset->nuts;
    definition->series->nace = dataset->nace;
    definition->series->source = *definition->series->source ? definition->series->source : dataset->source;
    if (!read_where(&selecting) || !read_dimensions(&selecting)) {
        return false;
    }
    for (size_t i = 0; i < definition->series->dimension_count; i++) {
        map_members(&selecting, i);
    }
    selecting.one_each = is_one_each(&selecting);
    add_all(&selecting);
    if (selecting.twice > 0) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_AMBIGUOUS, observation_pos(dataset, selecting.first_twice),
                 "%s, %zu observations", definition->series->name, selecting.twice);
    }
    return true;
}
