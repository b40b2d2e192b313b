#include "document/contents.h"

#include "base/arena.h"

#include <string.h>

enum { LEVELS_USUAL = 2 };

struct making {
    struct arena *arena;
    struct document *document;
    const struct labels *labels;
};

static struct node *add_block(struct making *making, struct node *parent, const char *role) {
    struct node *block = node_new(making->arena, making->document, NODE_BLOCK, parent->pos);
    block->text = role;
    node_add(parent, block);
    return block;
}

/* Copies inlines for an entry: without notes' marks; references and links keep only their text. */
static void copy_inlines(struct making *making, const struct node *from, struct node *to) {
    for (const struct node *child = from->first; child; child = child->next) {
        if (child->kind == NODE_NOTE_MARK || child->kind == NODE_CITATION) {
            continue;
        }
        if (child->kind == NODE_REFERENCE || child->kind == NODE_LINK) {
            copy_inlines(making, child, to);
            continue;
        }
        struct node *copy = node_copy(making->arena, making->document, child);
        node_add(to, copy);
        copy_inlines(making, child, copy);
    }
}

/* An entry for target (a heading or a figure), whose title are the inlines of title. */
static struct node *add_entry(struct making *making, struct node *list, const struct node *target,
                              const struct node *title) {
    struct node *entry = add_block(making, list, "toc-entry");
    entry->target = target->id;
    entry->label = target->label;
    copy_inlines(making, title, entry);
    struct node *page = node_new(making->arena, making->document, NODE_PAGE_NUMBER, list->pos);
    page->target = target->id;
    node_add(entry, page);
    return entry;
}

/* On a title page the heading is the document's. */
static bool is_title(const struct node *node) {
    return node->parent && node->parent->kind == NODE_BLOCK && strcmp(node->parent->text, "title-page") == 0;
}

static bool is_listed(const struct node *node, int levels) {
    return node->kind == NODE_HEADING && node->level <= levels && !node_has_class(node, "unlisted") && !is_title(node);
}

/* {levels=4}: levels that the contents list. */
static int listed_levels(const struct node *toc) {
    const char *levels = node_attribute(toc, "levels");
    return levels && *levels >= '1' && *levels <= '4' && !levels[1] ? *levels - '0' : LEVELS_USUAL;
}

static const struct node *figure_headline(const struct node *figure) {
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION && strcmp(child->text, "headline") == 0) {
            return child;
        }
    }
    return NULL;
}

/* The list of figures, or of tables; nothing if there are none. */
static void add_figures(struct making *making, struct node *toc, const char *kind, const char *title) {
    const struct node *root = making->document->root;
    struct node *list = NULL;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        const struct node *headline =
            node->kind == NODE_FIGURE && strcmp(node->text, kind) == 0 ? figure_headline(node) : NULL;
        if (!headline) {
            continue;
        }
        if (!list) {
            list = add_block(making, toc, strcmp(kind, "table") == 0 ? "toc-tables" : "toc-figures");
            struct node *head = node_new(making->arena, making->document, NODE_PARAGRAPH, toc->pos);
            struct node *text = node_new(making->arena, making->document, NODE_TEXT, toc->pos);
            text->text = title;
            text->origin = (struct origin){ .kind = ORIGIN_LITERAL, .pos = toc->pos };
            node_add(head, text);
            node_add(list, head);
        }
        add_entry(making, list, node, headline)->level = 1;
    }
}

/* True for the attribute KEY=VALUE. */
static bool says(const struct node *node, const char *key, const char *value) {
    const char *said = node_attribute(node, key);
    return said && strcmp(said, value) == 0;
}

static void fill_toc(struct making *making, struct node *toc) {
    const struct node *root = making->document->root;
    int levels = listed_levels(toc);
    for (const struct node *node = root; node && !says(toc, "lists", "only"); node = node_next(root, node)) {
        if (is_listed(node, levels)) {
            add_entry(making, toc, node, node)->level = node->level;
        }
    }
    if (!says(toc, "lists", "no")) {
        add_figures(making, toc, "figure", making->labels->figures);
        add_figures(making, toc, "table", making->labels->tables);
    }
}

/* Lists the sections from heading to the next of its level; behind the lead, before the key figures. */
static void fill_divider(struct making *making, struct node *divider) {
    const struct node *root = making->document->root;
    struct node *list = node_new(making->arena, making->document, NODE_BLOCK, divider->pos);
    list->text = "chapter-contents";
    const struct node *node = divider;
    for (const struct node *next = divider; next; next = node_next(divider, next)) {
        node = next;
    }
    while ((node = node_next(root, node)) && !(node->kind == NODE_HEADING && node->level == 1)) {
        if (is_listed(node, LEVELS_USUAL)) {
            add_entry(making, list, node, node)->level = node->level;
        }
    }
    struct node *place = divider->first;
    while (place && (place->kind == NODE_HEADING || place->kind == NODE_PARAGRAPH)) {
        place = place->next;
    }
    if (!list->first || *making->document->slides) { /* a slide has no room for it */
        return;
    }
    if (place) {
        node_insert_before(place, list);
    } else {
        node_add(divider, list);
    }
}

/* The blocks are listed first: what they receive must not be walked. */
void contents_make(struct arena *arena, struct document *document, const struct labels *labels) {
    struct making making = { arena, document, labels };
    struct node **blocks = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (struct node *node = document->root; node; node = node_next(document->root, node)) {
        if (node->kind == NODE_BLOCK && (strcmp(node->text, "toc") == 0 || strcmp(node->text, "divider") == 0)) {
            blocks = arena_grow(arena, blocks, count, &capacity, sizeof *blocks);
            blocks[count++] = node;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(blocks[i]->text, "toc") == 0) {
            fill_toc(&making, blocks[i]);
        } else if (!says(blocks[i], "contents", "no")) {
            fill_divider(&making, blocks[i]);
        }
    }
}
