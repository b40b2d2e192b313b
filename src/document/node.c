#include "document/node.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <assert.h>
#include <string.h>

struct document *document_new(struct arena *arena) {
    struct document *document = arena_alloc(arena, sizeof *document);
    document->root = node_new(arena, document, NODE_DOCUMENT, (struct source_pos){ 0 });
    document->language = document->title = document->author = document->subject = document->keywords = document->status = "";
    for (int key = 0; key < IMPRINT_COUNT; key++) document->imprint[key] = "";
    document->archive = "";
    document->running_title = document->running_subject = document->running_edition = document->slides = "";
    return document;
}

struct node *node_new(struct arena *arena, struct document *document, enum node_kind kind, struct source_pos pos) {
    struct node *node = arena_alloc(arena, sizeof *node);
    node->kind = kind;
    node->pos = pos;
    node->text = "";
    node->label = "";
    document->nodes = arena_grow(arena, document->nodes, document->node_count, &document->node_capacity,
                                 sizeof(struct node *));
    document->nodes[document->node_count++] = node;
    node->id = document->node_count;
    return node;
}

void node_add(struct node *parent, struct node *child) {
    assert(!child->parent);
    child->parent = parent;
    child->previous = parent->last;
    child->next = NULL;
    *(parent->last ? &parent->last->next : &parent->first) = child;
    parent->last = child;
}

void node_insert_before(struct node *sibling, struct node *node) {
    assert(!node->parent && sibling->parent);
    node->parent = sibling->parent;
    node->previous = sibling->previous;
    node->next = sibling;
    *(sibling->previous ? &sibling->previous->next : &sibling->parent->first) = node;
    sibling->previous = node;
}

void node_remove(struct node *node) {
    if (!node->parent) {
        return;
    }
    *(node->previous ? &node->previous->next : &node->parent->first) = node->next;
    *(node->next ? &node->next->previous : &node->parent->last) = node->previous;
    node->parent = node->next = node->previous = NULL;
}

struct node *node_copy(struct arena *arena, struct document *document, const struct node *node) {
    struct node *copy = node_new(arena, document, node->kind, node->pos);
    uint32_t id = copy->id;
    *copy = *node;
    copy->id = id;
    copy->parent = copy->first = copy->last = copy->next = copy->previous = NULL;
    return copy;
}

/* Walks instead of calling itself, so that depth costs no stack. */
struct node *node_copy_tree(struct arena *arena, struct document *document, const struct node *node) {
    struct node *copy = node_copy(arena, document, node);
    const struct node *from = node;
    struct node *to = copy;
    for (;;) {
        if (from->first) {
            from = from->first;
        } else {
            while (from != node && !from->next) {
                from = from->parent;
                to = to->parent;
            }
            if (from == node) {
                return copy;
            }
            from = from->next;
            to = to->parent;
        }
        struct node *child = node_copy(arena, document, from);
        node_add(to, child);
        to = child;
    }
}

const struct node *document_node(const struct document *document, uint32_t id) {
    assert(id >= 1 && id <= document->node_count);
    return document->nodes[id - 1];
}

const struct attribute *node_attribute_item(const struct node *node, const char *key) {
    size_t count = node->attributes ? node->attributes->count : 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(node->attributes->items[i].key, key) == 0) {
            return &node->attributes->items[i];
        }
    }
    return NULL;
}

const char *node_attribute(const struct node *node, const char *key) {
    const struct attribute *item = node_attribute_item(node, key);
    return item ? item->value : NULL;
}

bool node_has_class(const struct node *node, const char *name) {
    size_t count = node->attributes ? node->attributes->class_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(node->attributes->classes[i], name) == 0) {
            return true;
        }
    }
    return false;
}

const char *node_identifier(const struct node *node) {
    return node->attributes ? node->attributes->id : NULL;
}

struct node *node_next(const struct node *root, const struct node *node) {
    return node->first ? node->first : node_behind(root, node);
}

struct node *node_behind(const struct node *root, const struct node *node) {
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

const char *node_language(const struct node *node, const char *document) {
    const char *language = NULL;
    for (; node && !language; node = node->parent) {
        language = node_attribute(node, "lang");
    }
    return language ? language : document;
}

bool node_is_inline(const struct node *node) {
    return node->kind >= NODE_TEXT;
}

char *node_plain_text(struct arena *arena, const struct node *node) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (const struct node *at = node; at; at = node_next(node, at)) {
        bool blank = at->kind == NODE_SOFT_BREAK || at->kind == NODE_LINE_BREAK;
        if (at->kind == NODE_TEXT || at->kind == NODE_CODE) {
            buffer_text(&out, at->text);
        } else if (blank) {
            buffer_byte(&out, ' ');
        }
    }
    return out.data ? out.data : arena_text(arena, "");
}

struct origin node_text_origin(const struct node *node) {
    const struct node *first = NULL;
    for (const struct node *below = node; below; below = node_next(node, below)) {
        if (below->kind == NODE_TEXT && strpbrk(below->text, "0123456789")) {
            return below->origin;
        }
        first = first || below->kind != NODE_TEXT ? first : below;
    }
    return first ? first->origin : (struct origin){ .kind = ORIGIN_LITERAL, .pos = node->pos };
}
