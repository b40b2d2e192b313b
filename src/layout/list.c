#include "layout/block.h"

#include "base/arena.h"
#include "layout/mark.h"

#include <math.h>

#define DASH "\xE2\x80\x93" /* U+2013 */

/* Where less than this many em of a line is left, lists in lists move no further to the right. */
#define LEAST_MEASURE 10

/* A list while its items are set. */
struct list {
    const struct node *node;
    struct text_style *mark; /* the items' style in the subject's colour */
    double indent;           /* [pt] */
    struct column inner;     /* of an item's blocks */
};

static bool has_ticks(const struct node *list) {
    return node_has_class(list, "ticks");
}

/* Ticked items outside running text are set as what names a row: they are looked for. */
static enum theme_style item_style(const struct column *column, const struct node *list) {
    enum theme_style plain = column->style == STYLE_BODY ? STYLE_LIST_ITEM : column->style;
    return has_ticks(list) && plain != STYLE_LIST_ITEM ? STYLE_TABLE_STUB : plain;
}

static const char *mark_text(struct setter *setter, const struct node *list, int number) {
    return list->ordered ? arena_print(setter->arena, "%d.", number) : DASH;
}

static int count_items(const struct node *list) {
    int count = 0;
    for (const struct node *item = list->first; item; item = item->next) {
        count++;
    }
    return count;
}

/* Text stands indented by the theme's number, or more behind wide numbers. */
static double list_indent(struct setter *setter, const struct node *list, const struct text_style *mark) {
    double indent = setter_number(setter, has_ticks(list) ? NUMBER_TABLE_TICK : NUMBER_LIST_INDENT);
    if (list->ordered) {
        const char *widest = mark_text(setter, list, list->level + count_items(list) - 1);
        indent = fmax(indent, setter_width(setter, mark, widest) + mark->size / 3);
    }
    return indent;
}

/* Puts the mark before the first line of an item. */
static void add_mark(struct setter *setter, const struct list *list, struct slice *first, const struct node *item,
                     int number) {
    if (has_ticks(list->node)) {
        struct point at = {list->inner.span.x - list->indent, first->baseline};
        mark_set(setter, first, SETTER_MARK_TICK, at, list->mark);
        return;
    }
    struct slice marked = *first;
    marked.items = NULL;
    marked.notes = NULL;
    marked.faults = NULL;
    marked.anchors = NULL;
    marked.count = marked.capacity = 0;
    marked.note_count = marked.note_capacity = 0;
    marked.fault_count = marked.fault_capacity = 0;
    marked.anchor_count = marked.anchor_capacity = 0;
    struct label label = {.style = list->mark,
                          .text = mark_text(setter, list->node, number),
                          .x = list->inner.span.x - list->indent,
                          .y = first->baseline,
                          .node = item->id,
                          .role = ITEM_ORIGINAL,
                          .part = PART_LABEL,
                          .origin = {.kind = list->node->ordered ? ORIGIN_COUNTER : ORIGIN_LITERAL, .pos = item->pos},
                          .pos = item->pos};
    setter_label(setter, &marked, &label);
    slice_add_slice(setter->arena, &marked, first, 0);
    *first = marked;
}

static void set_item(struct setter *setter, struct list *list, struct galley *block, const struct node *item,
                     int number) {
    struct galley galley = {0};
    list->inner.galley = &galley;
    block_set_children(setter, &list->inner, item);
    if (galley.count > 0) {
        add_mark(setter, list, &galley.slices[0], item, number);
        galley.slices[0].before = block->count > 0 ? list->inner.gap : 0;
    }
    galley_join(setter->arena, block, &galley);
}

static bool is_nested(const struct node *list) {
    return list->parent && list->parent->kind == NODE_ITEM;
}

/* Said once, by the first list that does not move. */
static void report_deep(struct setter *setter, struct slice *first, const struct node *node, bool deep) {
    if (deep && first->fault_count == 0) {
        const char *detail = "a list in lists";
        slice_add_fault(setter->arena, first, (struct fault){DIAG_CODE_LAYOUT_DEEP_LIST, node->pos, detail});
    }
}

void list_set(struct setter *setter, struct column *column, const struct node *node) {
    const struct text_style *style = setter_style(setter, item_style(column, node));
    struct list list = {.node = node, .mark = setter_resize(setter, style, style->size), .inner = *column};
    list.mark->colour = setter_colour(setter, COLOUR_SUBJECT);
    list.indent = list_indent(setter, node, list.mark);
    list.inner.style = item_style(column, node);
    list.inner.main = false;
    list.inner.right = false;
    list.inner.packed = true;
    list.inner.gap = node->tight ? 0 : setter_number(setter, NUMBER_GRID_STEP) / 2;
    bool deep = list.inner.span.width - list.indent < LEAST_MEASURE * style->size && is_nested(node);
    list.inner.span.x += deep ? 0 : list.indent;
    list.inner.span.width -= deep ? 0 : list.indent;
    struct galley block = {0};
    int number = node->level;
    for (const struct node *item = node->first; item; item = item->next) {
        set_item(setter, &list, &block, item, number++);
    }
    if (block.count > 0) {
        block.slices[block.count - 1].after = style->after;
        report_deep(setter, &block.slices[0], node, deep);
    }
    column_add(setter, column, &block, START_HALF);
}
