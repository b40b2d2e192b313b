/* Looks a text over for what a style profile asks: one paragraph, cell or caption at a time, as it is printed. */
#ifndef ALMANAC_TEXT_LINT_H
#define ALMANAC_TEXT_LINT_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct style;

struct lint_finding {
    enum diag_code code; /* STYLE_* */
    size_t offset;       /* where it begins in the text [byte] */
    const char *detail;  /* what stands there, and what should */
};

struct lint_list {
    struct lint_finding *items;
    size_t count, capacity;
};

/* What text it is. */
struct lint_place {
    const char *language; /* NULL: English */
    const bool *dated;    /* by aggregate of the style: it is dated elsewhere in the document; NULL: none is */
    bool in_notes;        /* a note or an entry of the bibliography, whose addresses need a date of access */
};

/* Findings in text, by place. */
struct lint_list lint_text(struct arena *arena, const struct style *style, const char *text, struct lint_place place);

/* Marks the aggregates of the style that text dates in brackets, "EU-27 (from 2020)": dated has one place for each. */
void lint_find_dated(const struct style *style, const char *text, bool *dated);

#endif
