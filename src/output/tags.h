/* The structure tree: what a reader that cannot see the pages is told, and which piece of page content belongs where in it.
 * Blocks come in the order of the document, pieces of text in the order of the pages' items. For output/ only.
 *
 * Two decisions:
 * - A figure is a Div of Caption, Figure and source lines. The Caption stands beside the Figure, not in it, because readers that speak the
 *   Figure's alternative pass over everything inside it, and the finding would be lost. A table's Caption is the Table's first
 *   child: nothing replaces a table's content, and readers speak its Caption as the table's name.
 * - A note stands behind the block that holds its first mark, not at the end of the page: read in a row, it is near what it explains.
 *   Its own number leads back to that mark. */
#ifndef ALMANAC_OUTPUT_TAGS_H
#define ALMANAC_OUTPUT_TAGS_H

#include "base/length.h"
#include "drawing/pages.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct document;
struct drawing;
struct node;

enum tag_type {
    TAG_DOCUMENT, TAG_SECT, TAG_DIV, TAG_BLOCK_QUOTE,
    TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6,
    TAG_P, TAG_L, TAG_LI, TAG_LBL, TAG_LBODY,
    TAG_TABLE, TAG_CAPTION, TAG_THEAD, TAG_TBODY, TAG_TFOOT, TAG_TR, TAG_TH, TAG_TD,
    TAG_TOC, TAG_TOCI, TAG_REFERENCE, TAG_NOTE, TAG_LINK, TAG_SPAN, TAG_FIGURE, TAG_ANNOT,
    TAG_TYPE_COUNT
};

enum tag_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW };

/* Where a link leads: an address of the web or a node; neither: nowhere. */
struct tag_target {
    const char *address;
    uint32_t node;
};

enum tag_kid_kind { KID_TAG, KID_MARK, KID_LINK };

struct tag_kid {
    enum tag_kid_kind kind;
    struct tag *tag;
    size_t index; /* of the mark, or of the link annotation */
};

struct tag {
    enum tag_type type;
    const struct node *node; /* what it was made from; NULL if it only wraps */
    struct tag *parent;
    struct tag_kid *kids;
    size_t count, capacity;
    bool is_used;            /* says something; others are not written */
    const char *identifier;  /* ID, NULL if none */
    const char *language;    /* if other than its parent's */
    const char *expansion;   /* Span: what an abbreviation stands for */
    struct tag_target target;        /* Link */
    const char *alternative;         /* Figure */
    const struct drawing *drawing;   /* Figure: whose data is attached */
    struct rect box;                 /* Figure, on box_page */
    uint32_t box_page;
    bool is_inline;                  /* Figure in a line of text */
    bool is_ordered;                 /* L */
    int level;                       /* heading: its level in the document */
    enum tag_scope scope;            /* TH */
    int column_span, row_span;       /* TH, TD; 0 and 1 are one column, one row */
    struct tag **headers;            /* TH, TD: the heads that hold for it, where Scope does not tell */
    size_t header_count;
    uint32_t object;                 /* while it is written */
};

/* Consecutive items of one page that belong to one tag, or to none: an artifact. */
struct mark {
    struct tag *tag;     /* NULL: artifact */
    enum item_role role; /* of an artifact */
    uint32_t page;
    size_t first, count; /* items */
    uint32_t number;     /* MCID on its page */
    struct rect box;     /* around its items, text without height */
};

/* A place on a page where a node begins. */
struct tag_place {
    bool is_known;
    uint32_t page;
    double x, y; /* [pt] from the top left corner */
};

struct tags {
    struct arena *arena;
    struct diag *diag; /* NULL: nothing is said */
    const struct document *document;
    const struct pages *pages;
    struct tag *root;
    struct tag **by_node;     /* by node id - 1: where its content goes */
    uint32_t *first_marks;    /* by id of a note - 1: its first mark; 0: none */
    struct tag **labels;      /* by node id - 1: where its label goes, for list items and notes */
    struct tag_place *places; /* by node id - 1 */
    struct mark *marks;       /* in order of pages and items */
    size_t mark_count, mark_capacity;
    size_t *page_marks;       /* first mark of each page, and one more: the end */
};

/* Builds the tree and assigns every item. diag may be NULL. */
struct tags *tags_build(struct arena *arena, struct diag *diag, const struct document *document,
                        const struct pages *pages);

/* "P", "H1", … */
const char *tag_type_name(enum tag_type type);

/* Where node begins: its anchor, else its first item. */
struct tag_place tags_place(const struct tags *tags, uint32_t node);

/* The box [pt] that an item covers, and the box around two. */
struct rect tags_item_box(const struct page_item *item);
struct rect tags_join_boxes(struct rect a, struct rect b);

/* What follows is for the files that build the tree only. */

/* Makes a tag as the last child of parent (NULL for the root). */
struct tag *tag_add(struct tags *tags, struct tag *parent, enum tag_type type, const struct node *node);
void tag_add_kid(struct tags *tags, struct tag *tag, struct tag_kid kid);

/* The same for a tag that takes node's content. */
struct tag *tag_add_for(struct tags *tags, struct tag *parent, enum tag_type type, const struct node *node);

/* Adds a Link in a Reference (a Link alone if it leaves the document) for node and returns it; text that leads nowhere stays
 * in parent, which is returned then. */
struct tag *tag_add_link(struct tags *tags, struct tag *parent, const struct node *node);

/* The last kid, if it is a tag, else NULL. */
struct tag *tag_last(const struct tag *tag);

/* The language of node where it differs from that around it, else NULL. node may be NULL. */
const char *tags_language(const struct tags *tags, const struct node *node);

/* Says which languages are none. Errors: PDF_LANGUAGE. */
void tags_check_languages(const struct tags *tags);

/* Makes the tags of all blocks in the order of the document, tags of text inside them as they are met. */
void tags_build_blocks(struct tags *tags);

/* Makes the tags of one block below parent, without its notes. */
void tags_build_block(struct tags *tags, const struct node *node, struct tag *parent);

/* Finds the first mark of every note. */
void tags_find_marks(struct tags *tags);

/* Makes the tags of a note at the end of parent. */
void tags_build_note(struct tags *tags, const struct node *node, struct tag *parent);

/* Finds or makes the tag for the content, or for the label, of node; NULL if it can hold none. */
struct tag *tags_for(struct tags *tags, const struct node *node, enum item_part part);

/* The Table of node with its rows, behind what parent has; the Caption is added by the caller before. */
void tags_build_table(struct tags *tags, const struct node *node, struct tag *table);

/* Where a link, reference, note mark or contents entry leads. */
struct tag_target tags_target(const struct tags *tags, const struct node *node);

#endif
