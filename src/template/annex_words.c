/* The method annex in words: English, over which those of a language file stand. */
#include "template/annex.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/wording.h"
#include "base/yaml.h"

#include <string.h>

static const struct annex_words english = {
    .from = "From",
    .printed = "Figures of this document",
    .steps = "Steps on the way",
    .data = "Data",
    .settings = "Settings:",
    .reference = "Reference:",
    .vintage = "vintage",
    .accessed = "accessed",
};

static const struct wording_place places[] = {
    { "from", offsetof(struct annex_words, from), 1 },
    { "printed", offsetof(struct annex_words, printed), 1 },
    { "steps", offsetof(struct annex_words, steps), 1 },
    { "data", offsetof(struct annex_words, data), 1 },
    { "settings", offsetof(struct annex_words, settings), 1 },
    { "reference", offsetof(struct annex_words, reference), 1 },
    { "vintage", offsetof(struct annex_words, vintage), 1 },
    { "accessed", offsetof(struct annex_words, accessed), 1 },
    { 0 },
};

/* What a key is in words. */
struct phrase {
    const char *key, *words;
};

static const struct phrase methods[] = {
    { "select", "As published" },
    { "union", "The first of these that has a value" },
    { "remainder", "What a total leaves after its published parts" },
    { "sum", "Sum of the members" },
    { "crosswalk", "Weighted sum by a table that assigns one classification to another" },
    { "share", "Share of the whole, in per cent" },
    { "location-quotient", "Share, divided by the share of the area of reference" },
    { "pooled-rate", "Rate of the whole, pooled from its regions" },
    { "change", "Change between two years" },
    { "nodes", "Members whose quotient and share exceed the bounds" },
    { "count", "Number of members" },
    { "presence", "What is stated in policy descriptions" },
    { "mapping", "Number of policies whose descriptions name it" },
    { "scoring", "Points by rules, from policy descriptions" },
    { "protect", "As published, with as much kept back as protects confidential values" },
    { "recode", "Carried over to another version of a classification" },
    { "pool", "Sum over a period of years" },
    { "specialisation", "Location quotient on a scale with ends" },
    { "formula", "Computed by a formula" },
    { "screen", "What has enough values" },
    { "impute", "Blanks filled from the units of the same group" },
    { "treat", "Outliers moved" },
    { "normalise", "Brought to a common scale" },
    { "aggregate", "Weighted mean" },
    { "rank-interval", "Interval of the rank over other choices of method" },
    { "stars", "Stars by rules" },
    { 0 },
};

static const struct phrase settings[] = {
    { "levels", "for {}" },
    { "regions", "for {}" },
    { "level", "from {}" },
    { "split", "{}" },
    { "confidential", "{}" },
    { "may_lack", "{} may be missing" },
    { "lacking_at_most", "at most {%} may be missing" },
    { "estimated_at_most", "at most {%} estimated" },
    { "leave_out", "without {}" },
    { "round_to", "rounded to {}" },
    { "scale", "times {}" },
    { "table", "table {}" },
    { "aggregates", "also for {}" },
    { "published", "published as {}" },
    { "from", "since {}" },
    { 0 },
};

/* Values of settings that mean nothing by themselves: key=value. */
static const struct phrase values[] = {
    { "levels=-1", "aggregates" },
    { "levels=0", "countries" },
    { "levels=1", "NUTS 1" },
    { "levels=2", "NUTS 2" },
    { "levels=3", "NUTS 3" },
    { "level=1", "regions of NUTS 1" },
    { "level=2", "regions of NUTS 2" },
    { "level=3", "regions of NUTS 3" },
    { "split=equal", "shared equally" },
    { "split=none", "not shared" },
    { "confidential=round", "to two digits where the difference would disclose what is confidential" },
    { "as=difference", "a difference" },
    { "as=cagr", "a mean yearly change" },
    { 0 },
};

const struct annex_words *annex_words(struct arena *arena, const struct yaml *words) {
    return wording_over(arena, &english, sizeof english, yaml_find(words, "annex"), places);
}

static const char *phrase_of(const struct phrase *phrases, const char *key) {
    for (; phrases->key; phrases++) {
        if (strcmp(phrases->key, key) == 0) {
            return phrases->words;
        }
    }
    return NULL;
}

const char *annex_method(const struct yaml *words, const char *method) {
    const char *english_words = phrase_of(methods, method);
    return wording_text(yaml_find(words, "methods"), method, english_words ? english_words : method);
}

const char *annex_value(struct arena *arena, const struct yaml *words, const char *key, const char *value) {
    const char *both = arena_print(arena, "%s=%s", key, value), *english_words = phrase_of(values, both);
    return english_words ? wording_text(yaml_find(words, "values"), both, english_words) : value;
}

/* True if text has the place of a value: {} or {%}. */
static bool has_place(const char *text) {
    const char *open = strchr(text, '{');
    return open && strchr(open, '}');
}

const char *annex_setting(struct arena *arena, const struct yaml *words, const char *key) {
    const char *english_words = phrase_of(settings, key);
    if (english_words) {
        const char *own = wording_text(yaml_find(words, "settings"), key, english_words);
        return has_place(own) ? own : english_words;
    }
    char *plain = arena_print(arena, "%s {}", key);
    for (char *at = plain; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    return plain;
}

static void check_phrases(struct arena *arena, struct diag *diag, const struct yaml *map, const struct phrase *phrases) {
    size_t count = 0;
    while (phrases[count].key) {
        count++;
    }
    struct wording_place *keys = arena_array(arena, count + 1, sizeof *keys);
    for (size_t i = 0; i < count; i++) {
        keys[i].key = phrases[i].key;
    }
    wording_check(arena, diag, map, keys);
}

void annex_check_words(struct arena *arena, struct diag *diag, const struct yaml *words) {
    wording_check(arena, diag, yaml_find(words, "annex"), places);
    check_phrases(arena, diag, yaml_find(words, "methods"), methods);
    check_phrases(arena, diag, yaml_find(words, "settings"), settings);
    check_phrases(arena, diag, yaml_find(words, "values"), values);
    const struct yaml *own = yaml_find(words, "settings");
    for (const struct phrase *setting = settings; setting->key; setting++) {
        if (!has_place(wording_text(own, setting->key, setting->words))) {
            diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, yaml_key_pos(own, setting->key), "%s: no {} for the value", setting->key);
        }
    }
}
