#include "indicator/series.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indicator/build.h"

enum { METHOD_KEYS = 12, MAX_KEYS = 28 };

/* The methods: a method is one file and one row. */
static const struct {
    const char *name;
    bool (*compute)(struct definition *definition);
    const char *keys[METHOD_KEYS]; /* settings of its own, beside those of every definition */
} methods[] = {
    { "select", select_compute, { "from", "where", "dimensions", "scale" } },
    { "union", union_compute, { "dimensions" } },
    { "remainder", remainder_compute, { "over", "split", "only" } },
    { "sum", sum_compute, { "over", "members", "published", "estimated_at_most" } },
    { "crosswalk", crosswalk_compute, { "table", "to", "keep", "leave_out", "estimated_at_most", "labels" } },
    { "share", share_compute, { "over", "total" } },
    { "location-quotient", location_quotient_compute, { NULL } },
    { "pooled-rate", pooled_rate_compute,
      { "numerator", "rate", "denominator", "weight", "level", "round_to", "may_lack", "lacking_at_most",
        "aggregates" } },
    { "change", change_compute, { "from", "to", "as" } },
    { "nodes", nodes_compute, { "share", "quotient_above", "share_at_least", "exclude" } },
    { "count", count_compute, { "over", "among" } },
    { "presence", presence_compute, { NULL } },
    { "scoring", scoring_compute, { "rules" } },
};

enum { METHOD_COUNT = sizeof methods / sizeof *methods };

static const char *const definition_keys[] = { "name",    "title",     "method", "formula",  "unit", "decimals",
                                               "source",  "reference", "of",     "levels",   "shown", "listed", "note" };

enum { DEFINITION_KEYS = sizeof definition_keys / sizeof *definition_keys };

const struct series *indicators_find(const struct indicators *indicators, const char *name) {
    size_t at = map_find(indicators->index, name);
    return at == MAP_NONE ? NULL : indicators->items[at];
}

const struct series *definition_series(const struct definition *definition, const char *key) {
    const char *name = yaml_need(definition->diag, definition->entry, key);
    const struct series *series = name ? indicators_find(definition->indicators, name) : NULL;
    if (name && !series) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_SERIES, yaml_find(definition->entry, key)->pos, "%s",
                 name);
    }
    return series;
}

size_t definition_dimension(const struct definition *definition, const struct series *from, const char *key) {
    const char *name = yaml_need(definition->diag, definition->entry, key);
    size_t dimension = name ? series_find_dimension(from, name) : SIZE_MAX;
    if (name && dimension == SIZE_MAX) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, yaml_find(definition->entry, key)->pos,
                 "%s in %s", name, from->name);
    }
    return dimension;
}

static void check_keys(const struct definition *definition, size_t method) {
    const char *known[MAX_KEYS] = { NULL };
    size_t count = 0;
    for (size_t i = 0; i < DEFINITION_KEYS; i++) {
        known[count++] = definition_keys[i];
    }
    for (size_t i = 0; i < METHOD_KEYS && methods[method].keys[i]; i++) {
        known[count++] = methods[method].keys[i];
    }
    yaml_check_keys(definition->diag, definition->entry, known);
}

/* Both have regions of a version, and these differ: one code may then mean two territories. */
static bool mixes_versions(const struct series *a, const struct series *b) {
    return *a->nuts && *b->nuts && strcmp(a->nuts, b->nuts) != 0;
}

/* Sources of inputs, each named once, unless the definition says its own. */
static void join_source(struct definition *definition, const struct series *input) {
    struct series *series = definition->series;
    if (yaml_find(definition->entry, "source") || strstr(series->source, input->source)) {
        return;
    }
    series->source = *series->source ? arena_print(definition->arena, "%s; %s", series->source, input->source)
                                     : input->source;
}

static bool add_input(struct definition *definition, const char *name, struct source_pos pos) {
    const struct series *input = indicators_find(definition->indicators, name);
    if (!input) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_SERIES, pos, "%s", name);
        return false;
    }
    if (definition->input_count == MAX_INPUT_SERIES) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_LIMIT, pos, "%d series", MAX_INPUT_SERIES);
        return false;
    }
    for (size_t i = 0; i < definition->input_count; i++) {
        if (mixes_versions(definition->inputs[i], input)) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_MIXED_VERSIONS, pos, "%s has NUTS %s, %s has NUTS %s",
                     definition->inputs[i]->name, definition->inputs[i]->nuts, name, input->nuts);
            return false;
        }
    }
    definition->inputs[definition->input_count++] = input;
    definition->series->nuts = *definition->series->nuts ? definition->series->nuts : input->nuts;
    join_source(definition, input);
    return true;
}

static bool read_inputs(struct definition *definition) {
    size_t count = 0;
    const char *const *names = yaml_texts(definition->arena, definition->diag, definition->entry, "of", &count);
    for (size_t i = 0; i < count; i++) {
        if (!add_input(definition, names[i], yaml_key_pos(definition->entry, "of"))) {
            return false;
        }
    }
    return true;
}

/* "levels: [-1, 0]": aggregates and countries only. */
static void read_levels(struct definition *definition) {
    static const char *const names[] = { "-1", "0", "1", "2", "3" };
    const struct yaml *levels = yaml_find(definition->entry, "levels");
    size_t count = 0;
    const char *const *texts = yaml_texts(definition->arena, definition->diag, definition->entry, "levels", &count);
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < sizeof names / sizeof *names && strcmp(names[at], texts[i]) != 0) {
            at++;
        }
        if (at == sizeof names / sizeof *names) {
            diag_add(definition->diag, DIAG_CODE_YAML_WRONG_KIND, levels->pos, "level %s", texts[i]);
        } else {
            definition->levels |= UINT32_C(1) << at;
            definition->has_levels = true;
        }
    }
}

/* With no region below the countries the version of NUTS does not matter. */
static void forget_version(struct definition *definition) {
    if (definition->has_levels && (definition->levels & ~UINT32_C(3)) == 0) {
        definition->series->nuts = "";
    }
}

static struct series *describe(const struct definition *definition, const char *name, const char *method) {
    const struct yaml *entry = definition->entry;
    struct series *series = arena_alloc(definition->arena, sizeof *series);
    series->name = name;
    series->method = method;
    series->title = yaml_text(definition->diag, entry, "title", name);
    series->formula = yaml_text(definition->diag, entry, "formula", "");
    series->unit = yaml_text(definition->diag, entry, "unit", "");
    double decimals = yaml_number(definition->diag, entry, "decimals", 0);
    series->source = yaml_text(definition->diag, entry, "source", "");
    series->reference = yaml_text(definition->diag, entry, "reference", "");
    series->listed = yaml_flag(definition->diag, entry, "listed", false);
    series->nuts = "";
    series->pos = entry->pos;
    series->definition = entry;
    if (decimals >= 0 && decimals <= 9) {
        series->decimals = (int)decimals;
    } else {
        diag_add(definition->diag, DIAG_CODE_YAML_WRONG_KIND, yaml_key_pos(entry, "decimals"), "0 to 9");
    }
    return series;
}

static bool compute(struct definition *definition, size_t method) {
    check_keys(definition, method);
    read_levels(definition);
    definition->shown_only = yaml_flag(definition->diag, definition->entry, "shown", false);
    if (!read_inputs(definition)) {
        return false;
    }
    size_t points = definition->indicators->point_count;
    if (!methods[method].compute(definition)) {
        definition->indicators->point_count = points;
        return false;
    }
    forget_version(definition);
    return true;
}

static void define(struct indicators *indicators, struct diag *diag, const struct yaml *entry) {
    struct definition definition = { .arena = indicators->arena, .diag = diag, .indicators = indicators,
                                     .entry = entry };
    const char *name = yaml_need(diag, entry, "name");
    const char *method = yaml_need(diag, entry, "method");
    size_t at = 0;
    while (method && at < METHOD_COUNT && strcmp(methods[at].name, method) != 0) {
        at++;
    }
    if (!name || !method) {
        return;
    }
    if (at == METHOD_COUNT) {
        diag_add(diag, DIAG_CODE_INDICATOR_UNKNOWN_METHOD, yaml_find(entry, "method")->pos, "%s", method);
        return;
    }
    if (indicators_find(indicators, name)) {
        diag_add(diag, DIAG_CODE_INDICATOR_DUPLICATE_NAME, entry->pos, "%s", name);
        return;
    }
    definition.series = describe(&definition, name, methods[at].name);
    if (!compute(&definition, at)) {
        diag_add(diag, DIAG_CODE_INDICATOR_LEFT_OUT, entry->pos, "%s", name);
        return;
    }
    indicators->items = arena_grow(indicators->arena, (void *)indicators->items, indicators->count,
                                   &indicators->capacity, sizeof(struct series *));
    map_add(indicators->index, name, indicators->count);
    indicators->items[indicators->count++] = definition.series;
}

static void read_definitions(struct indicators *indicators, struct diag *diag, const struct source_file *file) {
    static const char *const known[] = { "lists", "series", NULL };
    indicators_keep_file(indicators, file);
    const struct yaml *top = yaml_parse(indicators->arena, diag, file);
    if (!top) {
        return;
    }
    yaml_check_keys(diag, top, known);
    const struct yaml *lists = yaml_find(top, "lists");
    for (size_t i = 0; lists && lists->kind == YAML_MAP && i < lists->count; i++) {
        code_list_read(indicators, diag, lists->keys[i], lists->items[i]);
    }
    const struct yaml *series = yaml_find(top, "series");
    for (size_t i = 0; series && series->kind == YAML_LIST && i < series->count; i++) {
        define(indicators, diag, series->items[i]);
    }
}

const struct indicators *indicators_compute(struct arena *arena, struct diag *diag,
                                            const struct indicator_source *source) {
    struct indicators *indicators = arena_alloc(arena, sizeof *indicators);
    indicators->arena = arena;
    indicators->datasets = source->datasets;
    indicators->geo = source->geo;
    indicators->policies = source->policies;
    indicators->root = source->root;
    indicators->index = map_new(arena);
    indicators->hash = HASH_START;
    const char *slash = strrchr(source->path, '/');
    indicators->folder = slash ? arena_copy(arena, source->path, (size_t)(slash - source->path)) : NULL;
    const struct source_file *file = file_read(arena, diag, source->root, source->path, (struct source_pos){ 0 });
    if (file) {
        read_definitions(indicators, diag, file);
    }
    return indicators;
}

const struct series *indicators_at(const struct indicators *indicators, size_t index) {
    assert(index < indicators->count);
    return indicators->items[index];
}

size_t indicators_count(const struct indicators *indicators) {
    return indicators->count;
}

const struct dataset *indicators_dataset(const struct indicators *indicators, const char *name) {
    return indicators->datasets ? datasets_find(indicators->datasets, name) : NULL;
}

const struct point_value *indicators_point(const struct indicators *indicators, uint32_t id) {
    assert(id > 0 && id <= indicators->point_count);
    return indicators->points[id - 1];
}

uint64_t indicators_hash(const struct indicators *indicators) {
    return indicators->hash;
}

const struct source_file *const *indicators_files(const struct indicators *indicators, size_t *count) {
    *count = indicators->file_count;
    return indicators->files;
}
