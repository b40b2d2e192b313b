#include "output/tags.h"

#include "base/arena.h"
#include "document/node.h"

#include <assert.h>
#include <string.h>

/* What a tag may hold directly. */
enum holds {
    HOLDS_CONTENT, /* marked content and tags of text */
    HOLDS_BLOCKS,  /* blocks: content is wrapped in a P */
    HOLDS_PARTS    /* its own parts only: content has no place */
};

static const struct {
    const char *name;
    enum holds holds;
} types[TAG_TYPE_COUNT] = {
    [TAG_DOCUMENT] = { "Document", HOLDS_BLOCKS },
    [TAG_SECT] = { "Sect", HOLDS_BLOCKS },
    [TAG_DIV] = { "Div", HOLDS_BLOCKS },
    [TAG_BLOCK_QUOTE] = { "BlockQuote", HOLDS_BLOCKS },
    [TAG_H1] = { "H1", HOLDS_CONTENT },
    [TAG_H2] = { "H2", HOLDS_CONTENT },
    [TAG_H3] = { "H3", HOLDS_CONTENT },
    [TAG_H4] = { "H4", HOLDS_CONTENT },
    [TAG_H5] = { "H5", HOLDS_CONTENT },
    [TAG_H6] = { "H6", HOLDS_CONTENT },
    [TAG_P] = { "P", HOLDS_CONTENT },
    [TAG_L] = { "L", HOLDS_PARTS },
    [TAG_LI] = { "LI", HOLDS_PARTS },
    [TAG_LBL] = { "Lbl", HOLDS_CONTENT },
    [TAG_LBODY] = { "LBody", HOLDS_CONTENT },
    [TAG_TABLE] = { "Table", HOLDS_PARTS },
    [TAG_CAPTION] = { "Caption", HOLDS_BLOCKS },
    [TAG_THEAD] = { "THead", HOLDS_PARTS },
    [TAG_TBODY] = { "TBody", HOLDS_PARTS },
    [TAG_TR] = { "TR", HOLDS_PARTS },
    [TAG_TH] = { "TH", HOLDS_CONTENT },
    [TAG_TD] = { "TD", HOLDS_CONTENT },
    [TAG_TOC] = { "TOC", HOLDS_PARTS },
    [TAG_TOCI] = { "TOCI", HOLDS_PARTS },
    [TAG_REFERENCE] = { "Reference", HOLDS_CONTENT },
    [TAG_NOTE] = { "Note", HOLDS_CONTENT },
    [TAG_LINK] = { "Link", HOLDS_CONTENT },
    [TAG_SPAN] = { "Span", HOLDS_CONTENT },
    [TAG_FIGURE] = { "Figure", HOLDS_CONTENT },
};

const char *tag_type_name(enum tag_type type) {
    return types[type].name;
}

/* How a named block is told to readers. */
enum block_form {
    FORM_GROUP,       /* a tag around its blocks */
    FORM_CHAPTER,     /* the same, with a heading of its own */
    FORM_TEXT,        /* a P of its own text */
    FORM_JOIN,        /* more text of the block before: a value's unit */
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
    { "bibliography", FORM_LIST, TAG_L },
    { "bibliography-entry", FORM_LIST_ITEM, TAG_LI },
};

void tag_add_kid(struct tags *tags, struct tag *tag, struct tag_kid kid) {
    tag->kids = arena_grow(tags->arena, tag->kids, tag->count, &tag->capacity, sizeof *tag->kids);
    tag->kids[tag->count++] = kid;
}

/* The language of node where it differs from the document's. */
static const char *language_of(const struct tags *tags, const struct node *node) {
    const char *language = node ? node_attribute(node, "lang") : NULL;
    const char *around = tags->document->language;
    return language && !(around && strcmp(language, around) == 0) ? language : NULL;
}

struct tag *tag_add(struct tags *tags, struct tag *parent, enum tag_type type, const struct node *node) {
    struct tag *tag = arena_alloc(tags->arena, sizeof *tag);
    *tag = (struct tag){ .type = type, .node = node, .parent = parent, .language = language_of(tags, node) };
    if (parent) {
        tag_add_kid(tags, parent, (struct tag_kid){ .kind = KID_TAG, .tag = tag });
    }
    return tag;
}

/* Makes a tag that takes node's content. */
static struct tag *add_for(struct tags *tags, struct tag *parent, enum tag_type type, const struct node *node) {
    return tags->by_node[node->id - 1] = tag_add(tags, parent, type, node);
}

static struct tag *last_kid(const struct tag *tag) {
    return tag->count > 0 && tag->kids[tag->count - 1].kind == KID_TAG ? tag->kids[tag->count - 1].tag : NULL;
}

/* Text of a group's own is its title: a P, or the heading made with the group, before everything else in it. */
static struct tag *title_of(struct tags *tags, struct tag *group) {
    struct tag *first = group->count > 0 && group->kids[0].kind == KID_TAG ? group->kids[0].tag : NULL;
    if (first && !first->node && types[first->type].holds == HOLDS_CONTENT) {
        return first;
    }
    struct tag *title = tag_add(tags, group, TAG_P, NULL);
    struct tag_kid kid = group->kids[group->count - 1];
    memmove(group->kids + 1, group->kids, (group->count - 1) * sizeof *group->kids);
    group->kids[0] = kid;
    return title;
}

/* The tag that takes content meant for tag: itself, its title, or none. */
static struct tag *content_tag(struct tags *tags, struct tag *tag) {
    switch (types[tag->type].holds) {
    case HOLDS_CONTENT:
        return tag;
    case HOLDS_BLOCKS:
        return title_of(tags, tag);
    case HOLDS_PARTS:
        return NULL;
    }
    return NULL;
}

struct tag_target tags_target(const struct tags *tags, const struct node *node) {
    struct tag_target target = { .address = NULL, .node = node->target };
    if (node->kind == NODE_LINK && node->text && node->text[0] != '#') {
        target.address = node->text[0] ? node->text : NULL;
        target.node = 0;
    }
    for (uint32_t id = 1; node->kind == NODE_LINK && !target.address && node->text && id <= tags->document->node_count; id++) {
        const char *identifier = node_identifier(document_node(tags->document, id));
        if (identifier && node->text[0] == '#' && strcmp(identifier, node->text + 1) == 0) {
            target.node = id;
            break;
        }
    }
    if (target.node != 0 && !tags_place(tags, target.node).is_known) {
        target.node = 0;
    }
    return target;
}

static bool is_target(struct tag_target target) {
    return target.address || target.node != 0;
}

/* A Link in a Reference (a Link alone if it leaves the document); text that leads nowhere stays what it was. */
static struct tag *add_link(struct tags *tags, struct tag *parent, const struct node *node) {
    struct tag_target target = tags_target(tags, node);
    if (!is_target(target)) {
        return parent;
    }
    if (!target.address) {
        parent = tag_add(tags, parent, TAG_REFERENCE, NULL);
    }
    struct tag *link = tag_add(tags, parent, TAG_LINK, node);
    link->target = target;
    return link;
}

/* --- blocks --- */

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
    if (is_only_block(node) && !language_of(tags, node)) {
        tags->by_node[node->id - 1] = parent;
    } else {
        add_for(tags, parent, TAG_P, node);
    }
}

static void build_item(struct tags *tags, const struct node *node, struct tag *list) {
    struct tag *item = tag_add(tags, list, TAG_LI, node);
    tags->labels[node->id - 1] = tag_add(tags, item, TAG_LBL, NULL);
    build_children(tags, node, add_for(tags, item, TAG_LBODY, node));
}

static void build_note(struct tags *tags, const struct node *node, struct tag *parent) {
    struct tag *note = add_for(tags, parent, TAG_NOTE, node);
    note->identifier = arena_print(tags->arena, "n%06lu", (unsigned long)node->id);
    tags->labels[node->id - 1] = tag_add(tags, note, TAG_LBL, NULL);
    build_children(tags, node, note);
}

/* The notes whose first mark stands below node. */
static void add_notes(struct tags *tags, const struct node *node, struct tag *parent) {
    for (const struct node *mark = node; mark; mark = node_next(node, mark)) {
        const struct node *note = mark->kind == NODE_NOTE_MARK && mark->target != 0
                                      ? document_node(tags->document, mark->target) : NULL;
        if (note && note->kind == NODE_FOOTNOTE && !tags->by_node[note->id - 1]) {
            build_note(tags, note, parent);
        }
    }
}

static void build_entry(struct tags *tags, const struct node *node, struct tag *parent) {
    struct tag *contents = last_kid(parent);
    if (!contents || contents->type != TAG_TOC) {
        contents = tag_add(tags, parent, TAG_TOC, NULL);
    }
    struct tag *entry = tag_add(tags, contents, TAG_TOCI, node);
    struct tag *link = add_link(tags, entry, node);
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
    const struct node *before = node->previous;
    if (form == FORM_JOIN && (!before || !tags->by_node[before->id - 1])) {
        form = FORM_TEXT;
    }
    switch (form) {
    case FORM_CHAPTER: {
        struct tag *chapter = add_for(tags, parent, type, node);
        add_heading(tags, chapter, NULL, 1);
        build_children(tags, node, chapter);
        break;
    }
    case FORM_GROUP:
    case FORM_LIST:
        build_children(tags, node, add_for(tags, parent, type, node));
        break;
    case FORM_TEXT:
        add_for(tags, parent, TAG_P, node);
        break;
    case FORM_JOIN:
        tags->by_node[node->id - 1] = tags->by_node[before->id - 1];
        break;
    case FORM_TRANSPARENT:
        tags->by_node[node->id - 1] = parent;
        build_children(tags, node, parent);
        break;
    case FORM_ENTRY:
        build_entry(tags, node, parent);
        break;
    case FORM_LIST_ITEM:
        build_children(tags, node, add_for(tags, tag_add(tags, parent, TAG_LI, NULL), TAG_LBODY, node));
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
            add_for(tags, caption, TAG_P, child);
        } else if (child->kind == NODE_GRAPHIC) {
            add_for(tags, group, TAG_FIGURE, child);
        } else if (child->kind == NODE_SOURCE) {
            add_for(tags, group, TAG_P, child);
        } else if (child->kind == NODE_TABLE) {
            struct tag *table = has_table ? tag_add(tags, group, TAG_TABLE, child) : holder;
            tags_build_table(tags, child, table);
            has_table = true;
        }
    }
}

static void build_list(struct tags *tags, const struct node *node, struct tag *parent) {
    struct tag *list = add_for(tags, parent, TAG_L, node);
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
        add_for(tags, parent, TAG_P, node);
        break;
    case NODE_LIST:
        build_list(tags, node, parent);
        break;
    case NODE_ITEM:
        build_item(tags, node, parent->type == TAG_L ? parent : tag_add(tags, parent, TAG_L, NULL));
        break;
    case NODE_QUOTE:
        build_children(tags, node, add_for(tags, parent, TAG_BLOCK_QUOTE, node));
        break;
    case NODE_TABLE:
        tags_build_table(tags, node, tag_add(tags, parent, TAG_TABLE, node));
        break;
    case NODE_FIGURE:
        build_figure(tags, node, parent);
        break;
    case NODE_GRAPHIC:
        add_for(tags, parent, TAG_FIGURE, node);
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

/* --- text --- */

/* The nearest node from node upwards that has, or gets, a tag of its own. */
static const struct node *structural(const struct tags *tags, const struct node *node) {
    for (; node->parent; node = node->parent) {
        bool has_own = node->kind == NODE_LINK || node->kind == NODE_REFERENCE || node->kind == NODE_NOTE_MARK ||
                       node->kind == NODE_CITATION || node->kind == NODE_GRAPHIC ||
                       (node->kind == NODE_SPAN && language_of(tags, node));
        if (tags->by_node[node->id - 1] || has_own || node->kind == NODE_FOOTNOTE) {
            break;
        }
    }
    return node;
}

/* Makes the tag of a node of text inside around. */
static struct tag *add_inline(struct tags *tags, struct tag *around, const struct node *node) {
    if (node->kind == NODE_SPAN) {
        return tag_add(tags, around, TAG_SPAN, node);
    }
    if (node->kind == NODE_GRAPHIC) {
        struct tag *figure = tag_add(tags, around, TAG_FIGURE, node);
        figure->is_inline = true;
        return figure;
    }
    return add_link(tags, around, node);
}

/* The tag for node's content, made if need be. */
static struct tag *find_or_add(struct tags *tags, const struct node *node) {
    node = structural(tags, node);
    struct tag *known = tags->by_node[node->id - 1];
    if (known) {
        return known;
    }
    if (!node->parent) {
        return tags->root;
    }
    if (node->kind == NODE_FOOTNOTE) { /* printed although no mark leads to it */
        build_note(tags, node, tags->root);
        return tags->by_node[node->id - 1];
    }
    struct tag *around = find_or_add(tags, node->parent);
    around = around ? content_tag(tags, around) : NULL;
    return around ? tags->by_node[node->id - 1] = add_inline(tags, around, node) : NULL;
}

static struct tag *label_of(struct tags *tags, const struct node *node) {
    for (const struct node *owner = node; owner; owner = owner->parent) {
        if (owner->kind == NODE_FOOTNOTE) {
            find_or_add(tags, owner);
        }
        if (owner->kind == NODE_ITEM || owner->kind == NODE_FOOTNOTE) {
            return tags->labels[owner->id - 1];
        }
    }
    return NULL;
}

struct tag *tags_for(struct tags *tags, const struct node *node, enum item_part part) {
    struct tag *label = part == PART_LABEL ? label_of(tags, node) : NULL;
    if (label) {
        return label;
    }
    struct tag *tag = find_or_add(tags, node);
    return tag ? content_tag(tags, tag) : NULL;
}
