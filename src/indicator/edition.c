/* Definitions of one edition, or mixed from two. */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/yaml.h"

/* Keys by what they say; every other key says how is computed. */
static const char *const classification_keys[] = { "where", "dimensions", "table", "version", "leave_out", "labels", "only",
    "members", "levels", "path", NULL };
static const char *const goalpost_keys[] = { "reference", "quotient_above", "share_at_least", "exclude", "least", "range",
    "estimated_at_most", "lacking_at_most", "may_lack", "units_at_least", "indicators_at_least", "coverage", "skewness", "kurtosis",
    "winsorise_at_most", "rules", "structure", NULL };

static bool is_listed(const char *const list[], const char *key) {
    while (*list && strcmp(*list, key) != 0) list++;
    return *list != NULL;
}

enum definition_part definition_part_of(const char *key) {
    if (is_listed(classification_keys, key)) return PART_CLASSIFICATION;
    return is_listed(goalpost_keys, key) ? PART_GOALPOST : PART_METHOD;
}

static bool is_taken(const void *context, const char *key) {
    const struct definition_edition *edition = context;
    return (edition->taken >> definition_part_of(key) & 1) != 0;
}

static const struct yaml *entry_of(struct arena *arena, const struct yaml *entry, const struct definition_edition *edition) {
    const struct yaml *now = yaml_variant(arena, entry, "editions", edition->name);
    if (!edition->older || now->kind != YAML_MAP) return now;
    const struct yaml *before = yaml_variant(arena, entry, "editions", edition->older);
    return before == now ? now : yaml_mix(arena, before, now, is_taken, edition);
}

const struct yaml *definitions_of(struct arena *arena, const struct yaml *entries, const struct definition_edition *edition) {
    if (!entries) return NULL;
    struct yaml *result = arena_alloc(arena, sizeof *result);
    *result = *entries;
    result->items = arena_array(arena, entries->count, sizeof *result->items);
    for (size_t i = 0; i < entries->count; i++) result->items[i] = (struct yaml *)entry_of(arena, entries->items[i], edition);
    return result;
}
