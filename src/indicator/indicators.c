#include "indicator/series.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/build.h"
#include "indicator/catalogue.h"
#include "indicator/places.h"

enum { METHOD_KEYS = 12, MAX_KEYS = 28, DEEPEST_CIRCLE = 12 };

/* The methods: a method is one file and one row. */
static const struct {
    const char *name;
    bool (*compute)(struct definition *definition);
    const char *keys[METHOD_KEYS]; /* settings of its own, beside those of every definition */
} methods[] = {
    { "select", select_compute, { "from", "where", "dimensions", "scale" } },
    { "union", union_compute, { "dimensions" } },
    { "remainder", remainder_compute, { "over", "split", "only", "confidential", "exact" } },
    { "sum", sum_compute, { "over", "members", "published", "estimated_at_most" } },
    { "crosswalk", crosswalk_compute, { "table", "to", "keep", "leave_out", "estimated_at_most", "labels" } },
    { "share", share_compute, { "over", "total" } },
    { "location-quotient", location_quotient_compute, { NULL } },
    { "pooled-rate", pooled_rate_compute,
      { "numerator", "rate", "denominator", "weight", "level", "round_to", "may_lack", "lacking_at_most",
        "aggregates" } },
    { "protect", protect_compute, { "over" } },
    { "recode", recode_compute, { "over", "table", "version" } },
    { "pool", pool_compute, { "periods", "least" } },
    { "specialisation", specialisation_compute, { "as" } },
    { "formula", formula_compute, { "compute", "with" } },
    { "screen", screen_compute, { "over", "units_at_least", "indicators_at_least" } },
    { "impute", impute_compute, { "over", "by", "groups", "as", "least" } },
    { "treat", treat_compute, { "over", "skewness", "kurtosis", "winsorise_at_most", "logarithm" } },
    { "normalise", normalise_compute, { "over", "as", "structure", "range", "by_year", "scale_levels" } },
    { "aggregate", aggregate_compute, { "over", "to", "as", "structure", "coverage" } },
    { "rank-interval", rank_interval_compute,
      { "over", "structure", "draws", "seed", "weights_within", "normalise", "aggregate", "coverage", "among" } },
    { "stars", stars_compute, { "metrics", "rules" } },
    { "change", change_compute, { "from", "to", "as" } },
    { "nodes", nodes_compute, { "share", "quotient_above", "share_at_least", "exclude" } },
    { "count", count_compute, { "over", "among", "above" } },
    { "presence", presence_compute, { NULL } },
    { "mapping", mapping_compute, { "dimension", "categories", "year" } },
    { "scoring", scoring_compute, { "rules" } },
};

enum { METHOD_COUNT = sizeof methods / sizeof *methods };

static const char *const definition_keys[] = { "name",    "title",     "method", "formula",  "unit", "decimals",
                                               "source",  "reference", "of",     "levels",   "regions",
                                               "shown",   "listed",    "note" };

enum { DEFINITION_KEYS = sizeof definition_keys / sizeof *definition_keys };

const struct series *indicators_find(const struct indicators *indicators, const char *name) {
    size_t at = map_find(indicators->index, name);
    return at == MAP_NONE ? NULL : indicators->items[at];
}

/* The definition of this name in the file, whether computed or not; NULL: none. */
static const struct yaml *find_definition(const struct indicators *indicators, const char *name) {
    for (size_t i = 0; indicators->definitions && i < indicators->definitions->count; i++) {
        const struct yaml *entry = indicators->definitions->items[i];
        const struct yaml *its = yaml_find(entry, "name");
        if (its && its->kind == YAML_SCALAR && strcmp(its->text, name) == 0) {
            return entry;
        }
    }
    return NULL;
}

/* True if any text of a definition, or of those that it names, names the one that is being computed. */
static bool leads_back(const struct definition *definition, const struct yaml *from, int depth) {
    const struct yaml *own = yaml_find(definition->entry, "name");
    if (from->kind == YAML_SCALAR) {
        const struct yaml *next = depth < DEEPEST_CIRCLE ? find_definition(definition->indicators, from->text) : NULL;
        return strcmp(from->text, own->text) == 0 || (next && leads_back(definition, next, depth + 1));
    }
    for (size_t i = 0; i < from->count; i++) {
        bool is_name = from->kind == YAML_MAP && strcmp(from->keys[i], "name") == 0;
        if (!is_name && leads_back(definition, from->items[i], depth + 1)) {
            return true;
        }
    }
    return false;
}

/* Says why there is no such series: it leads back to this definition, stands below it, or is nowhere. */
static void unknown_series(const struct definition *definition, const char *name, struct source_pos pos) {
    const struct yaml *theirs = find_definition(definition->indicators, name);
    bool itself = theirs == definition->entry;
    if (itself || (theirs && leads_back(definition, theirs, 0))) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_CIRCLE, pos, "%s%s", name, itself ? ", itself" : "");
        return;
    }
    bool below = theirs && theirs->pos.line > definition->entry->pos.line;
    diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_SERIES, pos, "%s%s", name, below ? ", which stands below" : "");
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

/* Both have a version of a classification, and these differ: one code may then mean two things. */
static bool differ(const char *a, const char *b) {
    return *a && *b && strcmp(a, b) != 0;
}

static bool mixes_versions(const struct definition *definition, const struct series *a, const struct series *b,
                           struct source_pos pos) {
    const char *const versions[][3] = { { "NUTS", a->nuts, b->nuts }, { "NACE", a->nace, b->nace } };
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        if (differ(versions[i][1], versions[i][2])) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_MIXED_VERSIONS, pos, "%s has %s %s, %s has %s %s", a->name,
                     versions[i][0], versions[i][1], b->name, versions[i][0], versions[i][2]);
            return true;
        }
    }
    return false;
}

const struct series *definition_series(const struct definition *definition, const char *key) {
    const char *name = yaml_need(definition->diag, definition->entry, key);
    const struct series *series = name ? indicators_find(definition->indicators, name) : NULL;
    if (name && !series) {
        unknown_series(definition, name, yaml_find(definition->entry, key)->pos);
    }
    for (size_t i = 0; series && i < definition->input_count; i++) {
        if (mixes_versions(definition, definition->inputs[i], series, yaml_find(definition->entry, key)->pos)) {
            return NULL;
        }
    }
    return series;
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

bool definition_input(struct definition *definition, const char *name, struct source_pos pos) {
    const struct series *input = indicators_find(definition->indicators, name);
    if (!input) {
        unknown_series(definition, name, pos);
        return false;
    }
    if (definition->input_count == MAX_INPUT_SERIES) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_LIMIT, pos, "%d series", MAX_INPUT_SERIES);
        return false;
    }
    for (size_t i = 0; i < definition->input_count; i++) {
        if (mixes_versions(definition, definition->inputs[i], input, pos)) {
            return false;
        }
    }
    definition->inputs[definition->input_count++] = input;
    definition->series->nuts = *definition->series->nuts ? definition->series->nuts : input->nuts;
    definition->series->nace = *definition->series->nace ? definition->series->nace : input->nace;
    join_source(definition, input);
    return true;
}

static bool read_inputs(struct definition *definition) {
    size_t count = 0;
    const char *const *names = yaml_texts(definition->arena, definition->diag, definition->entry, "of", &count);
    for (size_t i = 0; i < count; i++) {
        if (!definition_input(definition, names[i], yaml_key_pos(definition->entry, "of"))) {
            return false;
        }
    }
    return true;
}

bool definition_levels(const struct definition *definition, const char *key, uint32_t *bits) {
    static const char *const names[] = { "-1", "0", "1", "2", "3" };
    const struct yaml *levels = yaml_find(definition->entry, key);
    size_t count = 0;
    const char *const *texts = yaml_texts(definition->arena, definition->diag, definition->entry, key, &count);
    bool all_known = true;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < sizeof names / sizeof *names && strcmp(names[at], texts[i]) != 0) {
            at++;
        }
        if (at == sizeof names / sizeof *names) {
            diag_add(definition->diag, DIAG_CODE_YAML_WRONG_KIND, levels->pos, "level %s", texts[i]);
            all_known = false;
        } else {
            *bits |= UINT32_C(1) << at;
        }
    }
    return all_known;
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
    series->places = places_new(definition->scratch);
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
    series->nace = "";
    series->datasets = definition->indicators->datasets;
    series->pos = entry->pos;
    series->definition = entry;
    if (decimals >= 0 && decimals <= 9) {
        series->decimals = (int)decimals;
    } else {
        diag_add(definition->diag, DIAG_CODE_YAML_WRONG_KIND, yaml_key_pos(entry, "decimals"), "0 to 9");
    }
    return series;
}

/* regions: codes; an aggregate stands for itself and its members. */
static bool read_regions(struct definition *definition) {
    size_t count = 0;
    const char *const *codes = yaml_texts(definition->arena, definition->diag, definition->entry, "regions", &count);
    definition->regions = codes ? map_new(definition->arena) : NULL;
    for (size_t i = 0; i < count; i++) {
        size_t members = 0;
        const char *const *member = geo_members(definition->indicators->geo, codes[i], &members);
        bool regions_known = geo_count(definition->indicators->geo) > 0;
        if (regions_known && !geo_find(definition->indicators->geo, codes[i]) && members == 0) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, yaml_key_pos(definition->entry, "regions"),
                     "%s, no region", codes[i]);
            return false;
        }
        map_add(definition->regions, codes[i], 0);
        for (size_t k = 0; k < members; k++) {
            map_add(definition->regions, member[k], 0);
        }
    }
    return true;
}

static bool compute(struct definition *definition, size_t method) {
    check_keys(definition, method);
    definition_levels(definition, "levels", &definition->levels);
    definition->has_levels = definition->levels != 0;
    definition->shown_only = yaml_flag(definition->diag, definition->entry, "shown", false);
    if (!read_regions(definition) || !read_inputs(definition)) {
        return false;
    }
    if (!methods[method].compute(definition)) {
        return false;
    }
    forget_version(definition);
    return true;
}

static void define(struct indicators *indicators, struct diag *diag, const struct yaml *entry) {
    struct definition definition = { .arena = indicators->arena, .scratch = indicators->scratch, .diag = diag,
                                     .indicators = indicators, .entry = entry };
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
    arena_clear(indicators->scratch);
    definition.series = describe(&definition, name, methods[at].name);
    definition.series->first_id = (uint32_t)indicators->point_count + 1;
    if (!compute(&definition, at)) {
        diag_add(diag, DIAG_CODE_INDICATOR_LEFT_OUT, entry->pos, "%s", name);
        return;
    }
    series_settle(&definition);
    indicators->point_count += definition.series->count;
    definition.series->described = series_describe_hash(definition.series);
    indicators->items = arena_grow(indicators->arena, (void *)indicators->items, indicators->count,
                                   &indicators->capacity, sizeof(struct series *));
    map_add(indicators->index, name, indicators->count);
    indicators->items[indicators->count++] = definition.series;
}

static void read_definitions(struct indicators *indicators, struct diag *diag, const struct source_file *file) {
    static const char *const known[] = { "lists", "series", "catalogue", NULL };
    indicators_keep_file(indicators, file);
    const struct yaml *top = yaml_parse(indicators->arena, diag, file);
    if (!top) {
        return;
    }
    yaml_check_keys(diag, top, known);
    const struct yaml *lists = definitions_of(indicators->arena, yaml_find(top, "lists"), &indicators->edition);
    for (size_t i = 0; lists && lists->kind == YAML_MAP && i < lists->count; i++) {
        code_list_read(indicators, diag, lists->keys[i], lists->items[i]);
    }
    const struct yaml *series = definitions_of(indicators->arena, yaml_find(top, "series"), &indicators->edition);
    indicators->definitions = series && series->kind == YAML_LIST ? series : NULL;
    for (size_t i = 0; indicators->definitions && i < series->count; i++) {
        define(indicators, diag, series->items[i]);
    }
    indicators->catalogue = catalogue_read(indicators, diag, top);
}

const struct indicators *indicators_compute(struct arena *arena, struct diag *diag,
                                            const struct indicator_source *source) {
    return indicators_compute_edition(arena, diag, source, &(struct definition_edition){ NULL, NULL, 0 });
}

const struct indicators *indicators_compute_edition(struct arena *arena, struct diag *diag, const struct indicator_source *source,
                                                    const struct definition_edition *edition) {
    struct indicators *indicators = arena_alloc(arena, sizeof *indicators);
    indicators->arena = arena;
    indicators->datasets = source->datasets;
    indicators->geo = source->geo;
    indicators->policies = source->policies;
    indicators->root = source->root;
    indicators->edition = *edition;
    indicators->index = map_new(arena);
    indicators->hash = HASH_START;
    const char *slash = strrchr(source->path, '/');
    indicators->folder = slash ? arena_copy(arena, source->path, (size_t)(slash - source->path)) : NULL;
    const struct source_file *file = file_read(arena, diag, source->root, source->path, (struct source_pos){ 0 });
    indicators->scratch = arena_new();
    indicators->points = arena_new_long(arena);
    if (file) {
        read_definitions(indicators, diag, file);
    }
    arena_close(indicators->scratch);
    indicators->scratch = NULL;
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
    size_t low = 0, high = indicators->count;
    while (high - low > 1) { /* the last series that does not begin behind it; one without points stands before its equal */
        size_t middle = low + (high - low) / 2;
        bool behind = indicators->items[middle]->first_id > id;
        low = behind ? low : middle;
        high = behind ? middle : high;
    }
    return &indicators->items[low]->points[id - indicators->items[low]->first_id];
}

const struct catalogue *indicators_catalogue(const struct indicators *indicators) {
    static const struct catalogue none = { NULL, 0 };
    return indicators->catalogue ? indicators->catalogue : &none;
}

uint64_t indicators_hash(const struct indicators *indicators) {
    return indicators->hash;
}

const struct source_file *const *indicators_files(const struct indicators *indicators, size_t *count) {
    *count = indicators->file_count;
    return indicators->files;
}
