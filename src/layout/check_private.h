/* One page while it is looked at, shared by the checks. Used by check*.c only. */
#ifndef ALMANAC_LAYOUT_CHECK_PRIVATE_H
#define ALMANAC_LAYOUT_CHECK_PRIVATE_H

#include "layout/flow.h"
#include "layout/ink.h"

/* Text may reach so far beyond its frame, and into another's place [pt]. */
#define CHECK_SLACK 1.0

struct sheet {
    struct setter *setter;
    const struct pages *pages;
    const struct page *page;
    size_t number; /* from 0 */
    bool is_framed, is_cover, is_divider; /* text stands in the frame; covers and dividers fill themselves */
    const struct page_format *format;
    struct inks inks;   /* in the order of painting */
    struct areas areas;
};

/* Where in the sources an item comes from. */
struct source_pos sheet_position(const struct sheet *sheet, const struct page_item *item);

/* A message with the page; detail as for diag_add. */
void sheet_report(const struct sheet *sheet, enum diag_code code, const struct page_item *item, const char *detail);

/* The first bytes of a text, in quotes. */
const char *sheet_quote(const struct sheet *sheet, const struct glyph_run *run);

/* Texts on texts, on drawings and under rules; drawings on drawings; labels of a drawing on each other. */
void check_overlaps(const struct sheet *sheet);

/* Contrast and size of every text; text that a clip cuts. */
void check_types(const struct sheet *sheet);

/* What a break of pages tore apart: headings from their text, single lines. */
void check_breaks(const struct sheet *sheet);

/* Left edges and baselines of the blocks of the document's own flow. */
void check_grid(const struct sheet *sheet);

/* Figures far from their first reference; once for all pages. */
void check_distances(struct setter *setter, const struct pages *pages);

#endif
