#include "base/arena.h"
#include "document/node.h"
#include "output/tags.h"

#include <string.h>

/* How a named block is told to readers. */
enum block_form {
    FORM_GROUP,       /* a tag around its blocks */
    FORM_CHAPTER,     /* the same, with a heading of its own */
    FORM_TEXT,        /* a P of its own text */
    FORM_JOIN,        /* more text of the block before: a value's unit */
    FORM_FILLER,      /* transparent, if it stands on a page at all */
    FORM_TRANSPARENT, /* its blocks belong to the parent */
    FORM_ENTRY,       /* a line of contents */
    FORM_LIST,        /* a list whose items have no marks */
    FORM_LIST_ITEM    /* such an item */
};

static const struct {
    const char *role;
    enum block_form form;
    enum tag_type type; /* of a group */
} blocks[] = {
    { "cover", FORM_GROUP, TAG_SECT },
    { "cover-fact", FORM_GROUP, TAG_DIV },
    { "divider", FORM_GROUP, TAG_SECT },
    { "slide", FORM_GROUP, TAG_SECT },
    { "masthead", FORM_GROUP, TAG_SECT },
    { "title-page", FORM_GROUP, TAG_SECT },
    { "imprint", FORM_GROUP, TAG_SECT },
    { "box", FORM_GROUP, TAG_DIV },
    { "picture", FORM_GROUP, TAG_DIV },
    { "definitions", FORM_LIST, TAG_L },
    { "glossary", FORM_LIST, TAG_L },
    { "form", FORM_LIST, TAG_L },
    { "pair", FORM_GROUP, TAG_LI },
    { "term", FORM_GROUP, TAG_LBL },
    { "meaning", FORM_GROUP, TAG_LBODY },
    { "signatures", FORM_GROUP, TAG_DIV },
    { "signature", FORM_GROUP, TAG_DIV },
    { "index", FORM_LIST, TAG_L },
    { "index-entry", FORM_LIST_ITEM, TAG_LI },
    { "chapter-contents", FORM_GROUP, TAG_DIV },
    { "toc", FORM_CHAPTER, TAG_SECT },
    { "toc-figures", FORM_GROUP, TAG_SECT },
    { "toc-tables", FORM_GROUP, TAG_SECT },
    { "toc-entry", FORM_ENTRY, TAG_TOCI },
    { "key-figures", FORM_GROUP, TAG_DIV },
    { "key-figure", FORM_GROUP, TAG_DIV },
    { "key-unit", FORM_JOIN, TAG_P },
    { "side", FORM_GROUP, TAG_DIV },
    { "callout", FORM_GROUP, TAG_DIV },
    { "columns", FORM_TRANSPARENT, TAG_DIV },
    { "keep", FORM_TRANSPARENT, TAG_DIV },
    { "filler", FORM_FILLER, TAG_DIV },
    { "methods", FORM_GROUP, TAG_DIV },
    { "bibliography", FORM_LIST, TAG_L },
    { "abbreviations", FORM_LIST, TAG_L },
    { "bibliography-entry", FORM_LIST_ITEM, TAG_LI },
};

static void build_children(struct tags *tags, const struct node *node, struct tag *parent);

/* The type of a heading is settled once it is known which headings stand on the pages. */
static struct tag *add_heading(struct tags *tags, struct tag *parent, const struct node *node, int level) {
    struct tag *heading = tag_add(tags, parent, TAG_H1, node);
    heading->level = level;
    return heading;
}

/* A paragraph alone in an item, a cell or a note says nothing that its parent does not. */
static bool is_only_block(const struct node *node) {
    const struct node *parent = node->parent;
    return parent && parent->first == parent->last &&
           (parent->kind == NODE_ITEM || parent->kind == NODE_CELL || parent->kind == NODE_FOOTNOTE);
}

static void build_paragraph(struct tags *tags, const struct node *node, struct tag *parent) {
    if (is_only_block(node) && !tags_language(tags, node)) {
        tags->by_node[node->id - 1] = parent;
    } else {
        tag_add_for(tags, parent, TAG_P, node);
    }
}

static void build_item(struct tags *tags, const struct node *node, struct tag *list) {
    struct tag *item = tag_add(tags, list, TAG_LI, node);
    tags->labels[node->id - 1] = tag_add(tags, item, TAG_LBL, NULL);
    build_children(tags, node, tag_add_for(tags, item, TAG_LBODY, node));
}

void tags_find_marks(struct tags *tags) {
    const struct document *document = tags->document;
    for (const struct node *mark = document->root; mark; mark = node_next(document->root, mark)) {
        if (mark->kind == NODE_NOTE_MARK && mark->target != 0 && tags->first_marks[mark->target - 1] == 0) {
            tags->first_marks[mark->target - 1] = mark->id;
        }
    }
}

/* What takes the number before a note's text: a link back to its first mark, if that stands on a page. */
static struct tag *add_note_label(struct tags *tags, const struct node *node, struct tag *note) {
    struct tag *label = tag_add(tags, note, TAG_LBL, NULL);
    uint32_t mark = tags->first_marks[node->id - 1];
    if (!tags_place(tags, mark).is_known) {
        return label;
    }
    struct tag *link = tag_add(tags, tag_add(tags, label, TAG_REFERENCE, NULL), TAG_LINK, document_node(tags->document, mark));
    link->target.node = mark;
    return link;
}

void tags_build_note(struct tags *tags, const struct node *node, struct tag *parent) {
    struct tag *note = tag_add_for(tags, parent, TAG_NOTE, node);
    note->identifier = arena_print(tags->arena, "n%06lu", (unsigned long)node->id);
    tags->labels[node->id - 1] = add_note_label(tags, node, note);
    build_children(tags, node, note);
}

/* The notes whose first mark stands below node. */
static void add_notes(struct tags *tags, const struct node *node, struct tag *parent) {
    for (const struct node *mark = node; mark; mark = node_next(node, mark)) {
        const struct node *note = mark->kind == NODE_NOTE_MARK && mark->target != 0
                                      ? document_node(tags->document, mark->target) : NULL;
        if (note && note->kind == NODE_FOOTNOTE && !tags->by_node[note->id - 1]) {
            tags_build_note(tags, note, parent);
        }
    }
}

static void build_entry(struct tags *tags, const struct node *node, struct tag *parent) {
    struct tag *contents = tag_last(parent);
    if (!contents || contents->type != TAG_TOC) {
        contents = tag_add(tags, parent, TAG_TOC, NULL);
    }
    struct tag *entry = tag_add(tags, contents, TAG_TOCI, node);
    struct tag *link = tag_add_link(tags, entry, node);
    tags->by_node[node->id - 1] = link == entry ? tag_add(tags, entry, TAG_REFERENCE, NULL) : link;
}

static bool has_text_alone(const struct node *node) {
    return node->first && node_is_inline(node->first);
}

static void build_block(struct tags *tags, const struct node *node, struct tag *parent) {
    enum block_form form = has_text_alone(node) ? FORM_TEXT : FORM_GROUP;
    enum tag_type type = TAG_DIV;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (node->text && strcmp(node->text, blocks[i].role) == 0) {
            form = blocks[i].form;
            type = blocks[i].type;
        }
    }
    if ((form == FORM_TRANSPARENT || form == FORM_FILLER) && tags_language(tags, node)) {
        form = FORM_GROUP; /* somebody must say the language */
    }
    const struct node *before = node->previous;
    if (form == FORM_JOIN && (!before || !tags->by_node[before->id - 1])) {
        form = FORM_TEXT;
    }
    switch (form) {
    case FORM_CHAPTER: {
        struct tag *chapter = tag_add_for(tags, parent, type, node);
        add_heading(tags, chapter, NULL, 1);
        build_children(tags, node, chapter);
        break;
    }
    case FORM_GROUP:
    case FORM_LIST:
        build_children(tags, node, tag_add_for(tags, parent, type, node));
        break;
    case FORM_TEXT:
        tag_add_for(tags, parent, TAG_P, node);
        break;
    case FORM_JOIN:
        tags->by_node[node->id - 1] = tags->by_node[before->id - 1];
        break;
    case FORM_FILLER:
        if (!pages_anchor(tags->pages, node->id)) {
            break;
        }
        tags->by_node[node->id - 1] = parent;
        build_children(tags, node, parent);
        break;
    case FORM_TRANSPARENT:
        tags->by_node[node->id - 1] = parent;
        build_children(tags, node, parent);
        break;
    case FORM_ENTRY:
        build_entry(tags, node, parent);
        break;
    case FORM_LIST_ITEM:
        build_children(tags, node, tag_add_for(tags, tag_add(tags, parent, TAG_LI, NULL), TAG_LBODY, node));
        break;
    }
}

/* Captions, then the figure or table, then sources. Two forms: see the head of tags.h. */
static void build_figure(struct tags *tags, const struct node *node, struct tag *parent) {
    bool is_table = false;
    for (const struct node *child = node->first; child; child = child->next) {
        is_table |= child->kind == NODE_TABLE;
    }
    struct tag *group = is_table ? parent : tag_add(tags, parent, TAG_DIV, node);
    struct tag *holder = is_table ? tag_add(tags, parent, TAG_TABLE, node) : group;
    struct tag *caption = tag_add(tags, holder, TAG_CAPTION, NULL);
    bool has_table = false;
    tags->by_node[node->id - 1] = group;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION) {
            tag_add_for(tags, caption, TAG_P, child);
        } else if (child->kind == NODE_GRAPHIC) {
            tag_add_for(tags, group, TAG_FIGURE, child);
        } else if (child->kind == NODE_SOURCE) {
            tag_add_for(tags, group, TAG_P, child);
        } else if (child->kind == NODE_FOOTNOTE) {
            tags_build_note(tags, child, group);
        } else if (child->kind == NODE_TABLE) {
            struct tag *table = has_table ? tag_add(tags, group, TAG_TABLE, child) : holder;
            tags_build_table(tags, child, table);
            has_table = true;
        }
    }
}

static void build_list(struct tags *tags, const struct node *node, struct tag *parent) {
    struct tag *list = tag_add_for(tags, parent, TAG_L, node);
    list->is_ordered = node->ordered;
    for (const struct node *item = node->first; item; item = item->next) {
        build_item(tags, item, list);
    }
}

void tags_build_block(struct tags *tags, const struct node *node, struct tag *parent) {
    switch (node->kind) {
    case NODE_DOCUMENT:
        build_children(tags, node, parent);
        break;
    case NODE_HEADING:
        tags->by_node[node->id - 1] = add_heading(tags, parent, node, node->level);
        break;
    case NODE_PARAGRAPH:
        build_paragraph(tags, node, parent);
        break;
    case NODE_CODE_BLOCK:
    case NODE_CAPTION:
    case NODE_SOURCE:
        tag_add_for(tags, parent, TAG_P, node);
        break;
    case NODE_LIST:
        build_list(tags, node, parent);
        break;
    case NODE_ITEM:
        build_item(tags, node, parent->type == TAG_L ? parent : tag_add(tags, parent, TAG_L, NULL));
        break;
    case NODE_QUOTE:
        build_children(tags, node, tag_add_for(tags, parent, TAG_BLOCK_QUOTE, node));
        break;
    case NODE_TABLE:
        tags_build_table(tags, node, tag_add(tags, parent, TAG_TABLE, node));
        break;
    case NODE_FIGURE:
        build_figure(tags, node, parent);
        break;
    case NODE_GRAPHIC:
        tag_add_for(tags, parent, TAG_FIGURE, node);
        break;
    case NODE_BLOCK:
        build_block(tags, node, parent);
        break;
    case NODE_FOOTNOTE: /* built at its first mark */
    case NODE_ROW:      /* built with their table */
    case NODE_CELL:
    case NODE_BREAK:
    case NODE_DIRECTIVE:
    case NODE_TEXT: /* inlines: made as they are met on the pages */
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_CODE:
    case NODE_LINK:
    case NODE_SPAN:
    case NODE_REFERENCE:
    case NODE_CITATION:
    case NODE_NOTE_MARK:
    case NODE_PAGE_NUMBER:
    case NODE_EXPRESSION:
    case NODE_KIND_COUNT:
        break;
    }
}

/* True where a note may stand between blocks. In cells and captions it waits for the end of the table or figure. */
static bool takes_notes(const struct tag *tag) {
    return tag->type == TAG_DOCUMENT || tag->type == TAG_SECT || tag->type == TAG_DIV || tag->type == TAG_LBODY ||
           tag->type == TAG_BLOCK_QUOTE;
}

static void build_children(struct tags *tags, const struct node *node, struct tag *parent) {
    for (const struct node *child = node->first; child; child = child->next) {
        tags_build_block(tags, child, parent);
        if (takes_notes(parent)) {
            add_notes(tags, child, parent);
        }
    }
}

void tags_build_blocks(struct tags *tags) {
    const struct document *document = tags->document;
    tags->root = tag_add(tags, NULL, TAG_DOCUMENT, document->root);
    if (document->root) {
        tags->by_node[document->root->id - 1] = tags->root;
        build_children(tags, document->root, tags->root);
    }
}
