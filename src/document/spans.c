/* [text]{attributes}: the reader leaves an empty span where {…} stood; here it finds what it belongs to. */
#include "document/scan.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

/* The place of the bracket that matches the one at the end of text node last: its node, offset in its text. */
struct bracket {
    struct node *node;
    size_t offset;
};

static struct bracket find_bracket(struct node *last) {
    size_t depth = 0;
    for (struct node *node = last; node; node = node->previous) {
        size_t size = node->kind == NODE_TEXT ? strlen(node->text) : 0;
        for (size_t i = size; i > 0; i--) {
            char byte = node->text[i - 1];
            depth += byte == ']' ? 1 : 0;
            depth -= byte == '[' && depth ? 1 : 0;
            if (byte == '[' && depth == 0) {
                return (struct bracket){ node, i - 1 };
            }
        }
    }
    return (struct bracket){ 0 };
}

/* Cuts text node at offset into two; the second begins skip bytes later and is returned. */
static struct node *split_text(struct arena *arena, struct document *document, struct node *node, size_t offset,
                               size_t skip) {
    struct node *rest = node_copy(arena, document, node);
    rest->text = node->text + offset + skip;
    rest->pos.column += (uint32_t)(offset + skip);
    rest->origin.pos = rest->pos;
    node->text = arena_copy(arena, node->text, offset);
    if (node->next) {
        node_insert_before(node->next, rest);
    } else {
        node_add(node->parent, rest);
    }
    return rest;
}

static void remove_if_empty(struct node *node) {
    if (node->text[0] == '\0') {
        node_remove(node);
    }
}

/* Moves what stands between the brackets into span. */
static bool fill_span(struct arena *arena, struct document *document, struct node *span) {
    struct node *last = span->previous;
    if (!last || last->kind != NODE_TEXT || last->text[0] == '\0' || last->text[strlen(last->text) - 1] != ']') {
        return false;
    }
    struct bracket open = find_bracket(last);
    if (!open.node) {
        return false;
    }
    last->text = arena_copy(arena, last->text, strlen(last->text) - 1);
    struct node *inner = split_text(arena, document, open.node, open.offset, 1);
    while (inner != span) {
        struct node *next = inner->next;
        node_remove(inner);
        if (inner->kind != NODE_TEXT || inner->text[0]) {
            node_add(span, inner);
        }
        inner = next;
    }
    remove_if_empty(open.node);
    return true;
}

static void trim_end(struct arena *arena, struct node *node) {
    if (!node || node->kind != NODE_TEXT) {
        return;
    }
    size_t size = strlen(node->text);
    while (size && node->text[size - 1] == ' ') {
        size--;
    }
    node->text = arena_copy(arena, node->text, size);
    remove_if_empty(node);
}

/* What {…} belongs to: the link before it, the heading or cell that it ends; the first cell stands for its row. */
static struct node *find_owner(struct node *container, struct node *span) {
    if (span->previous && span->previous->kind == NODE_LINK) {
        return span->previous;
    }
    if (container->last != span) {
        return NULL;
    }
    if (container->kind == NODE_CELL) {
        return container->previous ? container : container->parent;
    }
    return container->kind == NODE_HEADING ? container : NULL;
}

static bool give_away(struct arena *arena, struct node *container, struct node *span) {
    struct node *owner = find_owner(container, span);
    if (!owner || owner->attributes) {
        return false;
    }
    owner->attributes = span->attributes;
    node_remove(span);
    if (owner->kind != NODE_LINK) {
        trim_end(arena, container->last);
    }
    return true;
}

void spans_join(struct arena *arena, struct diag *diag, struct document *document, struct node *container) {
    for (struct node *node = container->first; node;) {
        struct node *next = node->next;
        bool bare = node->kind == NODE_SPAN && !node->first;
        if (bare && !fill_span(arena, document, node) && !give_away(arena, container, node)) {
            diag_add(diag, DIAG_CODE_MARKDOWN_UNUSED_ATTRIBUTES, node->pos, NULL);
            node_remove(node);
        }
        node = next;
    }
}
