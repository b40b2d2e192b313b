#include "output/tags.h"

#include "base/arena.h"
#include "base/diag.h"
#include "document/node.h"

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
    [TAG_TFOOT] = { "TFoot", HOLDS_PARTS },
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
    [TAG_ANNOT] = { "Annot", HOLDS_CONTENT },
};

const char *tag_type_name(enum tag_type type) {
    return types[type].name;
}

void tag_add_kid(struct tags *tags, struct tag *tag, struct tag_kid kid) {
    tag->kids = arena_grow(tags->arena, tag->kids, tag->count, &tag->capacity, sizeof *tag->kids);
    tag->kids[tag->count++] = kid;
}

/* "en", "zh-Hant", "de-AT": a word of two or three letters, then parts of up to eight letters and digits. Source: BCP 47. */
static bool is_language(const char *text) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    size_t part = strspn(text, letters);
    if (part < 2 || part > 3 || strspn(text, letters + 52) > 0) {
        return false;
    }
    for (text += part; *text == '-'; text += part) {
        text++;
        part = strspn(text, letters);
        if (part < 1 || part > 8) {
            return false;
        }
    }
    return *text == '\0';
}

void tags_check_languages(const struct tags *tags) {
    for (uint32_t id = 1; tags->diag && id <= tags->document->node_count; id++) {
        const struct node *node = document_node(tags->document, id);
        const struct attribute *language = node_attribute_item(node, "lang");
        if (language && !is_language(language->value)) {
            diag_add(tags->diag, DIAG_CODE_PDF_LANGUAGE, language->pos.file ? language->pos : node->pos, "%s", language->value);
        }
    }
}

const char *tags_language(const struct tags *tags, const struct node *node) {
    const char *language = node ? node_attribute(node, "lang") : NULL;
    const char *around = language ? node_language(node->parent, tags->document->language) : NULL;
    return language && is_language(language) && !(around && strcmp(language, around) == 0) ? language : NULL;
}

struct tag *tag_add(struct tags *tags, struct tag *parent, enum tag_type type, const struct node *node) {
    struct tag *tag = arena_alloc(tags->arena, sizeof *tag);
    *tag = (struct tag){ .type = type, .node = node, .parent = parent, .language = tags_language(tags, node) };
    if (parent) {
        tag_add_kid(tags, parent, (struct tag_kid){ .kind = KID_TAG, .tag = tag });
    }
    return tag;
}

struct tag *tag_add_for(struct tags *tags, struct tag *parent, enum tag_type type, const struct node *node) {
    return tags->by_node[node->id - 1] = tag_add(tags, parent, type, node);
}

struct tag *tag_last(const struct tag *tag) {
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

struct tag *tag_add_link(struct tags *tags, struct tag *parent, const struct node *node) {
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

/* The nearest node from node upwards that has, or gets, a tag of its own. */
static const struct node *structural(const struct tags *tags, const struct node *node) {
    for (; node->parent; node = node->parent) {
        bool has_own = node->kind == NODE_LINK || node->kind == NODE_REFERENCE || node->kind == NODE_NOTE_MARK ||
                       node->kind == NODE_CITATION || node->kind == NODE_GRAPHIC ||
                       (node->kind == NODE_SPAN && (tags_language(tags, node) || node_attribute(node, "expansion")));
        if (tags->by_node[node->id - 1] || has_own || node->kind == NODE_FOOTNOTE) {
            break;
        }
    }
    return node;
}

/* Makes the tag of a node of text inside around. */
static struct tag *add_inline(struct tags *tags, struct tag *around, const struct node *node) {
    if (node->kind == NODE_SPAN) {
        struct tag *span = tag_add(tags, around, TAG_SPAN, node);
        span->expansion = node_attribute(node, "expansion");
        return span;
    }
    if (node->kind == NODE_GRAPHIC) {
        struct tag *figure = tag_add(tags, around, TAG_FIGURE, node);
        figure->is_inline = true;
        return figure;
    }
    return tag_add_link(tags, around, node);
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
        tags_build_note(tags, node, tags->root);
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
