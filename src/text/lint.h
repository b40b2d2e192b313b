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

/* Findings in text of size bytes, by place. in_notes: the text is a note or an entry of the bibliography, whose addresses need
 * a date of access. */
struct lint_list lint_text(struct arena *arena, const struct style *style, const char *text, bool in_notes);

#endif
