/* What stands in the side span beside the text: notes, and callouts with their rule. */
#include "layout/block.h"

/* True if blocks of the side span go there: elsewhere, and on pages without one, they stand where they are met. */
static bool goes_beside(const struct setter *setter, const struct column *column) {
    return column->main && setter_has_side(setter);
}

/* The column that blocks of the side span are set into. */
static struct column side_column(struct setter *setter, const struct column *column, struct galley *galley,
                                 enum theme_style style) {
    return column_new(galley, goes_beside(setter, column) ? setter_span(setter, "side") : column->span, style);
}

/* Hands a set block to the side span of the document's own flow, or to the column itself. */
static void add_side(struct setter *setter, struct column *column, struct galley *block) {
    if (block->count == 0) {
        return;
    }
    if (!goes_beside(setter, column)) {
        column_add(setter, column, block, START_HALF);
        return;
    }
    if (column->side.count > 0) {
        block->slices[0].before = setter_number(setter, NUMBER_SIDE_GAP);
    }
    galley_join(setter->arena, &column->side, block);
}

void side_set(struct setter *setter, struct column *column, const struct node *node) {
    struct galley block = {0};
    struct column side = side_column(setter, column, &block, STYLE_MARGIN_NOTE);
    block_set_children(setter, &side, node);
    add_side(setter, column, &block);
}

static bool is_head(const struct node *node) {
    return node->kind == NODE_HEADING || (node->kind == NODE_PARAGRAPH && node_has_class(node, "head"));
}

/* Heads stand right above their text; other blocks a little apart. */
static void set_callout_text(struct setter *setter, struct column *column, const struct node *node) {
    bool below_head = true;
    for (const struct node *child = node->first; child; child = child->next) {
        bool head = is_head(child);
        column->gap = below_head ? 0 : setter_number(setter, NUMBER_TABLE_PARAGRAPH_GAP);
        column->style = head ? STYLE_CALLOUT_HEAD : STYLE_CALLOUT;
        if (head) {
            struct inlines inlines = inlines_new(setter, STYLE_CALLOUT_HEAD, NULL);
            inlines_add(&inlines, child);
            struct paragraph paragraph = paragraph_in(column, setter_style(setter, STYLE_CALLOUT_HEAD));
            struct galley lines = {0};
            paragraph_set(setter, &lines, &inlines, &paragraph);
            column_add(setter, column, &lines, START_FREE);
        } else {
            block_set(setter, column, child);
        }
        below_head = head;
    }
}

void callout_set(struct setter *setter, struct column *column, const struct node *node) {
    double rule = setter_number(setter, NUMBER_STROKE_CALLOUT);
    double inset = rule + setter_number(setter, NUMBER_CALLOUT_INSET);
    struct galley text = {0};
    struct column inner = side_column(setter, column, &text, STYLE_CALLOUT);
    struct span span = inner.span;
    inner.span = (struct span){span.x + inset, span.width - inset};
    inner.packed = true;
    set_callout_text(setter, &inner, node);
    struct slice merged = galley_merge(setter->arena, &text);
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    slice->height = merged.height;
    slice->baseline = merged.baseline;
    slice->after = setter_number(setter, NUMBER_GRID_STEP) / 2;
    slice->pos = node->pos;
    slice_add_rect(setter->arena, slice, (struct rect){span.x, 0, rule, merged.height},
                   setter_colour(setter, COLOUR_SUBJECT), ITEM_DECORATION);
    slice_add_slice(setter->arena, slice, &merged, 0);
    add_side(setter, column, &block);
}

/* A box in the text: the same on a ground, over the whole column. */
void box_set(struct setter *setter, struct column *column, const struct node *node) {
    double inset = setter_number(setter, NUMBER_CALLOUT_INSET), rule = setter_number(setter, NUMBER_STROKE_TABLE);
    struct span span = column->span;
    struct galley text = {0};
    struct column inner = column_new(&text, (struct span){span.x + inset, span.width - 2 * inset}, STYLE_CALLOUT);
    inner.packed = true;
    set_callout_text(setter, &inner, node);
    struct slice merged = galley_merge(setter->arena, &text);
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    slice->height = merged.height + 2 * inset;
    slice->before = slice->after = setter_number(setter, NUMBER_GRID_STEP);
    slice->pos = node->pos;
    slice_add_rect(setter->arena, slice, (struct rect){span.x, 0, span.width, slice->height},
                   setter_colour(setter, COLOUR_TINT), ITEM_BACKGROUND);
    slice_add_rect(setter->arena, slice, (struct rect){span.x, 0, span.width, rule},
                   setter_colour(setter, COLOUR_SUBJECT), ITEM_DECORATION);
    slice_add_slice(setter->arena, slice, &merged, inset);
    column_add(setter, column, &block, START_GRID);
}
