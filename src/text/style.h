/* A style profile: how a house prints numbers, and what it asks of numbers, spaces, currencies, countries and references in a
 * text, read from a file. */
#ifndef ALMANAC_TEXT_STYLE_H
#define ALMANAC_TEXT_STYLE_H

#include "base/source.h"
#include "text/number.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

struct style_country {
    const char *code, *name;
};

struct style_replaced {
    const char *wrong, *right;
};

struct style {
    const char *title;
    const struct source_file *file; /* NULL: built in */
    struct number_style number;     /* how numbers are printed */
    const char *const *thousands;   /* what may stand between groups of three digits; the first one is printed */
    size_t thousands_count;
    const char *const *access;    /* words that say when an address was last looked at; none: not asked for */
    size_t access_count;
    const char *const *aggregates; /* names that need a date */
    size_t aggregate_count;
    const struct style_replaced *codes;
    size_t code_count;
    const struct style_country *order; /* protocol order; none: not asked for */
    size_t country_count;
};

/* Numbers as the house prints them, with nothing asked of countries, aggregates and addresses. */
const struct style *style_usual(struct arena *arena);

/* Reads root/path; unknown keys and words are faults. NULL after a diagnostic: FILE_*, YAML_*, STYLE_PROFILE. */
const struct style *style_read(struct arena *arena, struct diag *diag, const char *root, const char *path,
                               struct source_pos by);

#endif
