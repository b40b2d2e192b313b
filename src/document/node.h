/* The document tree: what a document says, before anyone knows where on the page. Read from Markdown with placeholders,
 * filled by template/, numbered once, then const for layout/ and output/. */
#ifndef ALMANAC_DOCUMENT_NODE_H
#define ALMANAC_DOCUMENT_NODE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct yaml;

enum node_kind {
    /* blocks from Markdown */
    NODE_DOCUMENT,
    NODE_HEADING,   /* level 1 to 6; label: its number ("1.1"), "" if none */
    NODE_PARAGRAPH,
    NODE_LIST,      /* ordered, start */
    NODE_ITEM,
    NODE_QUOTE,
    NODE_CODE_BLOCK,
    NODE_BREAK,     /* thematic break */
    NODE_TABLE,     /* children: rows; a caption lies outside, in the NODE_FIGURE */
    NODE_ROW,       /* header: a head row */
    NODE_CELL,      /* header: a head cell; align */
    NODE_FOOTNOTE,  /* a note's text; text: its label in the source; label: printed mark */
    NODE_DIRECTIVE, /* ::: name; only before filling. text: name; body or children */
    /* blocks made by filling */
    NODE_BLOCK,     /* a named group; text: its role ("cover", "divider", "key-figures", "side", "callout", "toc", …) */
    NODE_FIGURE,    /* a figure or table with caption; text: "figure" or "table"; label: "Figure 1";
                     * children in this order: NODE_CAPTION…, then NODE_GRAPHIC or NODE_TABLE, then NODE_SOURCE… */
    NODE_CAPTION,   /* text: "label", "headline" or "subtitle"; children: inlines */
    NODE_GRAPHIC,   /* a drawing goes here; graphic: its number */
    NODE_SOURCE,    /* source and note line under a figure; children: inlines */
    /* inlines */
    NODE_TEXT,      /* text, with origin */
    NODE_SOFT_BREAK,
    NODE_LINE_BREAK,
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_CODE,
    NODE_LINK,      /* text: address */
    NODE_SPAN,      /* [text]{attributes} */
    /* @fig-x; text: target id; target: node id once numbered; children: the printed text ("Figure 1") */
    NODE_REFERENCE,
    NODE_CITATION,  /* [@key]; text: key; children: printed text */
    NODE_NOTE_MARK, /* footnote mark; text: label in the source; target: the NODE_FOOTNOTE's id; label: printed mark */
    NODE_PAGE_NUMBER, /* the page on which node `target` begins, known to layout only */
    NODE_EXPRESSION,  /* {{ … }}; text: the expression; only before filling */
    NODE_KIND_COUNT
};

enum cell_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

/* One key=value of {…}; the value may hold {{ }} before filling. Classes and the id have fields of their own. */
struct attribute {
    const char *key;
    const char *value;
    struct source_pos pos;
};

struct attributes {
    const char *id; /* NULL if none */
    const char **classes;
    size_t class_count;
    struct attribute *items;
    size_t count;
};

struct node {
    enum node_kind kind;
    uint32_t id; /* from 1, unique in its tree, in order of creation */
    struct source_pos pos;
    struct origin origin; /* of NODE_TEXT */
    const char *text;
    const char *label;
    const struct attributes *attributes; /* NULL if none */
    const struct yaml *body;             /* NODE_DIRECTIVE with a YAML body */
    struct node *parent, *first, *last, *next, *previous;
    int level;            /* heading level; list start; column span of a cell (0 means 1) */
    uint16_t rows;        /* row span of a cell (0 means 1) */
    bool ordered, tight, header;
    enum cell_align align;
    uint32_t target;      /* node id */
    uint32_t graphic;     /* from 1; 0: none */
    uint32_t number;      /* counter behind label, for outlines and tests */
};

/* What a publication office gives a document. */
enum imprint_key { IMPRINT_PUBLISHER, IMPRINT_ISBN, IMPRINT_DOI, IMPRINT_CATALOGUE_NUMBER, IMPRINT_COUNT };

struct document {
    struct node *root;
    uint32_t node_count; /* ids run from 1 to node_count */
    size_t node_capacity;
    struct node **nodes; /* by id - 1 */
    const char *language;
    const char *title;   /* whole title for the reader's window: "Belgium: …" as the template says */
    const char *author, *subject, *keywords; /* metadata, "" if none */
    const char *imprint[IMPRINT_COUNT];      /* by enum imprint_key, "" where there is none */
    const char *archive;                     /* the form of PDF/A that is asked for: "2a" or "3a"; "": the publication's */
    const char *status; /* how far its text is: "draft", or "" */
    const char *running_title;   /* left of the running head */
    const char *running_subject;
    const char *running_edition; /* right of the running head */
    const char *slides;  /* their form, "16:9" or "4:3"; "": pages */
    bool handout;        /* four slides to a page of paper */
    bool notes_by_chapter; /* numbers of notes begin anew with every heading of level 1 */
    struct origin running_title_origin, running_subject_origin, running_edition_origin;
};

struct document *document_new(struct arena *arena);

/* Makes a node of kind in document; it has no parent yet. */
struct node *node_new(struct arena *arena, struct document *document, enum node_kind kind, struct source_pos pos);

/* Hangs child behind the last child of parent, or takes it out of its tree. */
void node_add(struct node *parent, struct node *child);
void node_insert_before(struct node *sibling, struct node *node);
void node_remove(struct node *node);

/* Copies node (without children) into document; node_copy_tree with all below it. */
struct node *node_copy(struct arena *arena, struct document *document, const struct node *node);
struct node *node_copy_tree(struct arena *arena, struct document *document, const struct node *node);

/* The node with this id (1 to node_count). */
const struct node *document_node(const struct document *document, uint32_t id);

/* The value of key=…, or NULL. */
const char *node_attribute(const struct node *node, const char *key);

/* The same with its place in the source. */
const struct attribute *node_attribute_item(const struct node *node, const char *key);
/* The language of the text in node: that of the nearest lang= from node (may be NULL) upwards, else document. */
const char *node_language(const struct node *node, const char *document);
bool node_has_class(const struct node *node, const char *name);
/* {#id}, or NULL. */
const char *node_identifier(const struct node *node);

/* A copy of attributes (NULL: none) with item behind the others. */
const struct attributes *attributes_with(struct arena *arena, const struct attributes *attributes,
                                         struct attribute item);

/* A copy of attributes (NULL: none) without those whose keys are in the NULL-terminated list; NULL if none is left. */
const struct attributes *attributes_without(struct arena *arena, const struct attributes *attributes,
                                            const char *const keys[]);

/* The next node in document order below root, NULL at the end; start with node = root. */
struct node *node_next(const struct node *root, const struct node *node);

/* The next node in document order that is not below node, NULL at the end. */
struct node *node_behind(const struct node *root, const struct node *node);

bool node_is_inline(const struct node *node);

/* All text below node, in reading order, without marks of notes: for outlines, titles and alternatives. */
char *node_plain_text(struct arena *arena, const struct node *node);

/* Where the text below node comes from, if one origin must do: that of its first text with a figure, else of its first. */
struct origin node_text_origin(const struct node *node);

/* The kind's name in dumps: "heading", "note-mark", … */
const char *node_kind_name(enum node_kind kind);

/* hash of all that the document says and how it is built, without the places in files and the numbers of points that its words
 * come from: what a page is made from. A field more in a node or a document belongs here, too. */
uint64_t document_hash(uint64_t hash, const struct document *document);

/* The tree as text, a node a line, indented: kind, id attribute, label, text in quotes, origin; with_positions adds
 * line:column. */
void document_dump(const struct document *document, bool with_positions, struct buffer *out);

#endif
