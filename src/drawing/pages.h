/* Laid-out pages: every item at a fixed place, with the document node it belongs to. Made by layout/, read by output/ and inspect/. */
#ifndef ALMANAC_DRAWING_PAGES_H
#define ALMANAC_DRAWING_PAGES_H

#include "base/colour.h"
#include "base/source.h"
#include "text/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct drawing;

enum item_kind { ITEM_TEXT, ITEM_RECT, ITEM_DRAWING };

/* What an item is to a reader. Everything but ITEM_ORIGINAL becomes an artifact. */
enum item_role {
    ITEM_ORIGINAL,
    ITEM_REPEAT,     /* repeated table head, repeated caption, repeated stub */
    ITEM_HEADER,     /* running head */
    ITEM_FOOTER,     /* folio and foot */
    ITEM_BACKGROUND, /* grounds, tabs */
    ITEM_DECORATION  /* rules, fills */
};

/* Which part of its node an item shows. */
enum item_part {
    PART_BODY,
    PART_LABEL /* a list item's mark, a note's number in front of its text */
};

struct page_item {
    enum item_kind kind;
    enum item_role role;
    enum item_part part;
    uint32_t node;     /* id of the innermost node that has a structure of its own; 0 for artifacts */
    uint32_t fragment; /* 0 for a node's first piece, 1 for its continuation on a later page or column, … */
    double x, y;       /* text: start of the baseline; others: top left corner [pt] */
    double width, height; /* [pt]; text: width of the run, height 0 */
    const struct glyph_run *run;     /* ITEM_TEXT */
    struct origin origin;            /* ITEM_TEXT */
    struct colour colour;            /* ITEM_RECT */
    const struct drawing *drawing;   /* ITEM_DRAWING */
};

struct page {
    double width, height; /* [pt] */
    const char *master;   /* "cover", "contents", "divider", "body" */
    const char *label;    /* printed page number, "" for none */
    bool opens;           /* a chapter begins on it */
    double free;          /* of the frame, between what stands there and the notes at its foot [pt] */
    struct page_item *items;
    size_t count;
    size_t capacity;
};

/* Where a node with an anchor begins: for links, outline and references. */
struct anchor {
    uint32_t node;
    uint32_t page; /* from 0 */
    double x, y;   /* [pt] top of the place */
};

struct pages {
    struct page *pages;
    size_t count;
    size_t capacity;
    struct anchor *anchors; /* in page order */
    size_t anchor_count;
    size_t anchor_capacity;
    const struct pages *slides; /* of a handout: the slides that stand on its pages; else NULL */
};

/* The anchor of node, or NULL. */
const struct anchor *pages_anchor(const struct pages *pages, uint32_t node);

/* All pages as text: page, place, role, node, text; numbers to 0.01 pt: for goldens and --stop-after=pages. */
void pages_dump(const struct pages *pages, struct buffer *out);

#endif
