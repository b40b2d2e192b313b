/* The tree as text, for people and goldens. */
#include "document/node.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <assert.h>

/* Derived numbers carry ids from here on; they print as d0, d1, … */
static const uint32_t DERIVED_BIT = UINT32_C(0x80000000);

static const char *const kind_names[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = "document",       [NODE_HEADING] = "heading",
    [NODE_PARAGRAPH] = "paragraph",     [NODE_LIST] = "list",
    [NODE_ITEM] = "item",               [NODE_QUOTE] = "quote",
    [NODE_CODE_BLOCK] = "code-block",   [NODE_BREAK] = "break",
    [NODE_TABLE] = "table",             [NODE_ROW] = "row",
    [NODE_CELL] = "cell",               [NODE_FOOTNOTE] = "footnote",
    [NODE_DIRECTIVE] = "directive",     [NODE_BLOCK] = "block",
    [NODE_FIGURE] = "figure",           [NODE_CAPTION] = "caption",
    [NODE_GRAPHIC] = "graphic",         [NODE_SOURCE] = "source",
    [NODE_TEXT] = "text",               [NODE_SOFT_BREAK] = "soft-break",
    [NODE_LINE_BREAK] = "line-break",   [NODE_EMPHASIS] = "emphasis",
    [NODE_STRONG] = "strong",           [NODE_CODE] = "code",
    [NODE_LINK] = "link",               [NODE_SPAN] = "span",
    [NODE_REFERENCE] = "reference",     [NODE_CITATION] = "citation",
    [NODE_NOTE_MARK] = "note-mark",     [NODE_PAGE_NUMBER] = "page-number",
    [NODE_EXPRESSION] = "expression",
};

const char *node_kind_name(enum node_kind kind) {
    assert(kind < NODE_KIND_COUNT);
    return kind_names[kind];
}

/* Adds text in quotes; quotes, backslashes and line ends are escaped. */
static void dump_quoted(const char *text, struct buffer *out) {
    buffer_byte(out, '"');
    for (; *text; text++) {
        if (*text == '\n') {
            buffer_text(out, "\\n");
        } else {
            if (*text == '"' || *text == '\\') {
                buffer_byte(out, '\\');
            }
            buffer_byte(out, *text);
        }
    }
    buffer_byte(out, '"');
}

static void dump_attributes(const struct attributes *attributes, struct buffer *out) {
    if (!attributes) {
        return;
    }
    if (attributes->id) {
        buffer_print(out, " #%s", attributes->id);
    }
    for (size_t i = 0; i < attributes->class_count; i++) {
        buffer_print(out, " .%s", attributes->classes[i]);
    }
    for (size_t i = 0; i < attributes->count; i++) {
        buffer_print(out, " %s=", attributes->items[i].key);
        dump_quoted(attributes->items[i].value, out);
    }
}

static void dump_origin(struct origin origin, struct buffer *out) {
    if (origin.kind == ORIGIN_NONE || origin.kind == ORIGIN_LITERAL) {
        return;
    }
    buffer_print(out, " %s", origin_kind_name(origin.kind));
    if (origin.kind == ORIGIN_POINT && origin.id >= DERIVED_BIT) {
        buffer_print(out, " d%u", origin.id - DERIVED_BIT);
    } else if (origin.kind == ORIGIN_POINT) {
        buffer_print(out, " %u", origin.id);
    }
}

static void dump_properties(const struct node *node, struct buffer *out) {
    static const char *const aligns[] = { [ALIGN_LEFT] = "left", [ALIGN_RIGHT] = "right", [ALIGN_CENTRE] = "centre" };
    if (node->kind == NODE_HEADING || (node->kind == NODE_BLOCK && node->level)) {
        buffer_print(out, " %d", node->level);
    }
    if (node->kind == NODE_LIST && node->ordered) {
        buffer_print(out, " ordered %d", node->level);
    }
    if (node->tight) {
        buffer_text(out, " tight");
    }
    if (node->header) {
        buffer_text(out, " head");
    }
    if (node->kind == NODE_CELL && node->align != ALIGN_NONE) {
        buffer_print(out, " %s", aligns[node->align]);
    }
    if (node->kind == NODE_CELL && node->level > 1) {
        buffer_print(out, " columns %d", node->level);
    }
    if (node->kind == NODE_CELL && node->rows > 1) {
        buffer_print(out, " rows %d", node->rows);
    }
    if (node->graphic) {
        buffer_print(out, " drawing %u", node->graphic);
    }
}

static void dump_node(const struct node *node, bool with_positions, struct buffer *out) {
    buffer_text(out, node_kind_name(node->kind));
    dump_properties(node, out);
    dump_attributes(node->attributes, out);
    if (node->label[0]) {
        buffer_text(out, " label=");
        dump_quoted(node->label, out);
    }
    if (node->text[0] || node->kind == NODE_TEXT) {
        buffer_byte(out, ' ');
        dump_quoted(node->text, out);
    }
    dump_origin(node->origin, out);
    if (node->target) {
        buffer_print(out, " -> %u", node->target);
    }
    if (with_positions && node->pos.line) {
        buffer_print(out, " @%u:%u", node->pos.line, node->pos.column);
    }
    buffer_byte(out, '\n');
}

void document_dump(const struct document *document, bool with_positions, struct buffer *out) {
    int depth = 0;
    const struct node *node = document->root;
    while (node) {
        buffer_indent(out, depth);
        dump_node(node, with_positions, out);
        if (node->first) {
            node = node->first;
            depth++;
            continue;
        }
        while (node && !node->next) {
            node = node == document->root ? NULL : node->parent;
            depth--;
        }
        node = node ? node->next : NULL;
    }
}
