/* The method annex in words. */
#include "template/annex.h"

#include "base/arena.h"

#include <string.h>

static const struct annex_words languages[] = {
    {
        .language = "en",
        .from = "From",
        .printed = "Figures of this document",
        .steps = "Steps on the way",
        .data = "Data",
        .settings = "Settings:",
        .reference = "Reference:",
        .vintage = "vintage",
        .accessed = "accessed",
    },
};

static const struct {
    const char *language, *method, *words;
} methods[] = {
    { "en", "select", "As published" },
    { "en", "union", "The first of these that has a value" },
    { "en", "remainder", "What a total leaves after its published parts" },
    { "en", "sum", "Sum of the members" },
    { "en", "crosswalk", "Weighted sum by a table that assigns one classification to another" },
    { "en", "share", "Share of the whole, in per cent" },
    { "en", "location-quotient", "Share, divided by the share of the area of reference" },
    { "en", "pooled-rate", "Rate of the whole, pooled from its regions" },
    { "en", "change", "Change between two years" },
    { "en", "nodes", "Members whose quotient and share exceed the bounds" },
    { "en", "count", "Number of members" },
    { "en", "presence", "What is stated in policy descriptions" },
    { "en", "mapping", "Number of policies whose descriptions name it" },
    { "en", "scoring", "Points by rules, from policy descriptions" },
    { "en", "protect", "As published, with as much kept back as protects confidential values" },
    { "en", "recode", "Carried over to another version of a classification" },
    { "en", "pool", "Sum over a period of years" },
    { "en", "specialisation", "Location quotient on a scale with ends" },
    { "en", "formula", "Computed by a formula" },
    { "en", "screen", "What has enough values" },
    { "en", "impute", "Blanks filled from the units of the same group" },
    { "en", "treat", "Outliers moved" },
    { "en", "normalise", "Brought to a common scale" },
    { "en", "aggregate", "Weighted mean" },
    { "en", "rank-interval", "Interval of the rank over other choices of method" },
    { "en", "stars", "Stars by rules" },
};

static const struct {
    const char *language, *key, *words;
} settings[] = {
    { "en", "levels", "for {}" },
    { "en", "regions", "for {}" },
    { "en", "level", "from {}" },
    { "en", "split", "{}" },
    { "en", "confidential", "{}" },
    { "en", "may_lack", "{} may be missing" },
    { "en", "lacking_at_most", "at most {%} may be missing" },
    { "en", "estimated_at_most", "at most {%} estimated" },
    { "en", "leave_out", "without {}" },
    { "en", "round_to", "rounded to {}" },
    { "en", "scale", "times {}" },
    { "en", "table", "table {}" },
    { "en", "aggregates", "also for {}" },
    { "en", "published", "published as {}" },
    { "en", "from", "since {}" },
};

/* Values of settings that mean nothing by themselves. */
static const struct {
    const char *language, *key, *value, *words;
} values[] = {
    { "en", "levels", "-1", "aggregates" },  { "en", "levels", "0", "countries" },
    { "en", "levels", "1", "NUTS 1" },       { "en", "levels", "2", "NUTS 2" },
    { "en", "levels", "3", "NUTS 3" },       { "en", "level", "1", "regions of NUTS 1" },
    { "en", "level", "2", "regions of NUTS 2" }, { "en", "level", "3", "regions of NUTS 3" },
    { "en", "split", "equal", "shared equally" }, { "en", "split", "none", "not shared" },
    { "en", "confidential", "round", "to two digits where the difference would disclose what is confidential" },
    { "en", "as", "difference", "a difference" }, { "en", "as", "cagr", "a mean yearly change" },
};

const struct annex_words *annex_words(const char *language) {
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (strcmp(languages[i].language, language) == 0) {
            return &languages[i];
        }
    }
    return &languages[0];
}

const char *annex_method(const char *language, const char *method) {
    const char *of = annex_words(language)->language;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].method, method) == 0 && strcmp(methods[i].language, of) == 0) {
            return methods[i].words;
        }
    }
    return method;
}

const char *annex_value(const char *language, const char *key, const char *value) {
    const char *of = annex_words(language)->language;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bool same = strcmp(values[i].key, key) == 0 && strcmp(values[i].value, value) == 0;
        if (same && strcmp(values[i].language, of) == 0) {
            return values[i].words;
        }
    }
    return value;
}

const char *annex_setting(struct arena *arena, const char *language, const char *key) {
    const char *of = annex_words(language)->language;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (strcmp(settings[i].key, key) == 0 && strcmp(settings[i].language, of) == 0) {
            return settings[i].words;
        }
    }
    char *words = arena_print(arena, "%s {}", key);
    for (char *at = words; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    return words;
}
