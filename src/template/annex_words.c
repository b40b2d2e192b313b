/* The method annex in words. */
#include "template/annex.h"

#include <string.h>

static const struct annex_words languages[] = {
    {
        .language = "en",
        .title = "How the figures were computed",
        .what = "What",
        .from = "From what",
        .how = "How",
        .printed = "Figures of this document",
        .steps = "Steps on the way",
        .data = "Data",
        .unit = "unit",
        .reference = "reference",
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
    { "en", "scoring", "Points by rules, from policy descriptions" },
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
