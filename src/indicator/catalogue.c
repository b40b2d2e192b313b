#include "indicator/catalogue.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indicator/build.h"

/* A catalogue being read. */
struct reading {
    struct indicators *indicators;
    struct diag *diag;
    struct map *ids; /* of families and indicators: each stands once */
};

static const struct yaml *list_under(const struct reading *reading, const struct yaml *map, const char *key) {
    const struct yaml *list = yaml_find(map, key);
    if (!list || list->kind != YAML_LIST) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, yaml_key_pos(map, key), "%s: a list", key);
        return NULL;
    }
    return list;
}

/* The id, if nothing else has it. */
static const char *read_id(const struct reading *reading, const struct yaml *map) {
    const char *id = yaml_need(reading->diag, map, "id");
    if (id && !map_add(reading->ids, id, 0)) {
        diag_add(reading->diag, DIAG_CODE_INDICATOR_DUPLICATE_NAME, yaml_find(map, "id")->pos, "%s", id);
        return NULL;
    }
    return id;
}

/* Fixes the members named under "where". */
static bool read_where(const struct reading *reading, struct catalogue_entry *entry) {
    const struct yaml *where = yaml_find(entry->about, "where");
    for (size_t i = 0; i < CATALOGUE_KEYS; i++) {
        entry->keys[i] = CATALOGUE_FREE;
    }
    for (size_t i = 0; where && where->kind == YAML_MAP && i < where->count; i++) {
        size_t dimension = series_find_dimension(entry->series, where->keys[i]);
        if (dimension == SIZE_MAX || dimension >= CATALOGUE_KEYS) {
            diag_add(reading->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, where->key_pos[i], "%s in %s", where->keys[i],
                     entry->series->name);
            return false;
        }
        const char *code = yaml_text(reading->diag, where, where->keys[i], "");
        size_t member = series_find_member(entry->series, dimension, code);
        if (member == SIZE_MAX) {
            diag_add(reading->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, where->items[i]->pos, "%s in %s", code,
                     entry->series->name);
            return false;
        }
        entry->keys[dimension] = (uint16_t)member;
    }
    for (size_t i = 0; i < entry->series->dimension_count && i < CATALOGUE_KEYS; i++) {
        if (entry->keys[i] == CATALOGUE_FREE) {
            return true;
        }
    }
    diag_add(reading->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, entry->pos, "where leaves no dimension of %s free",
             entry->series->name);
    return false;
}

static bool read_entry(const struct reading *reading, const struct yaml *map, struct catalogue_entry *entry) {
    static const char *const known[] = { "id", "title", "definition", "series", "where", "note", "unit", "year", "since", "map",
                                         "places", NULL };
    struct diag *diag = reading->diag;
    yaml_check_keys(diag, map, known);
    *entry = (struct catalogue_entry){ .id = read_id(reading, map), .title = yaml_need(diag, map, "title"),
                                       .definition = yaml_need(diag, map, "definition"), .about = map, .pos = map->pos };
    const char *name = yaml_need(diag, map, "series");
    entry->series = name ? indicators_find(reading->indicators, name) : NULL;
    if (name && !entry->series) {
        diag_add(diag, DIAG_CODE_INDICATOR_UNKNOWN_SERIES, yaml_find(map, "series")->pos, "%s", name);
    }
    return entry->id && entry->title && entry->definition && entry->series && read_where(reading, entry);
}

static bool read_family(const struct reading *reading, const struct yaml *map, struct catalogue_family *family) {
    static const char *const known[] = { "id", "title", "text", "indicators", NULL };
    yaml_check_keys(reading->diag, map, known);
    *family = (struct catalogue_family){ .id = read_id(reading, map), .title = yaml_need(reading->diag, map, "title"),
                                         .text = yaml_text(reading->diag, map, "text", ""), .about = map, .pos = map->pos };
    const struct yaml *list = list_under(reading, map, "indicators");
    struct catalogue_entry *entries = arena_array(reading->indicators->arena, list ? list->count : 0, sizeof *entries);
    for (size_t i = 0; list && i < list->count; i++) {
        family->count += read_entry(reading, list->items[i], &entries[family->count]);
    }
    family->entries = entries;
    return family->id && family->title;
}

const struct catalogue *catalogue_read(struct indicators *indicators, struct diag *diag, const struct yaml *top) {
    static const char *const known[] = { "families", NULL };
    struct catalogue *catalogue = arena_alloc(indicators->arena, sizeof *catalogue);
    const char *path = yaml_text(diag, top, "catalogue", NULL);
    const struct source_file *file = path ? indicators_file(indicators, diag, path, yaml_key_pos(top, "catalogue")) : NULL;
    const struct yaml *map = file ? yaml_parse(indicators->arena, diag, file) : NULL;
    const struct reading reading = { indicators, diag, map_new(indicators->arena) };
    if (!map) {
        return catalogue;
    }
    yaml_check_keys(diag, map, known);
    const struct yaml *list = list_under(&reading, map, "families");
    struct catalogue_family *families = arena_array(indicators->arena, list ? list->count : 0, sizeof *families);
    for (size_t i = 0; list && i < list->count; i++) {
        catalogue->count += read_family(&reading, list->items[i], &families[catalogue->count]);
    }
    catalogue->families = families;
    return catalogue;
}
