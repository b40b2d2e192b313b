/* The page builder: a galley becomes pages, slice by slice, with the notes of each page at its foot. */
#ifndef ALMANAC_LAYOUT_FLOW_H
#define ALMANAC_LAYOUT_FLOW_H

#include "layout/setter.h"

/* A page number that is not known yet. */
struct page_reference {
    size_t page, item; /* where it stands */
    uint32_t node;     /* whose page is meant */
    const struct text_style *style;
};

/* Where the content of a page ends, for checks. */
struct page_fill {
    double bottom;     /* of the last slice, or of the frame if notes follow it [pt] */
    bool opens;        /* begins a chapter, or fills itself */
    bool alone;        /* holds a figure that has the page to itself */
    struct source_pos pos; /* of the last thing on it */
};

struct flow_result {
    struct pages *pages;
    struct page_fill *fills; /* by page */
    struct page_reference *references;
    size_t reference_count;
};

/* How far to the right what stands on page number (from 0) is moved: on pages of even number inner and outer margin
 * are exchanged, where the theme says so [pt]. */
double page_shift(const struct setter *setter, const char *master, size_t number);

/* Cuts galley into pages. */
struct flow_result flow_pages(struct setter *setter, const struct galley *galley);

#endif
