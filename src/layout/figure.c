#include "layout/block.h"
#include "layout/caption.h"
#include "layout/table.h"

#include "base/arena.h"
#include "base/diag.h"

#include <math.h>
#include <string.h>

/* The span that a figure asks for; in a column of its own it takes that. */
static struct span figure_span(struct setter *setter, const struct column *column, const struct node *figure) {
    const char *name = node_attribute(figure, "span");
    struct span span = setter_span(setter, "full");
    if (!column->main) {
        return column->span;
    }
    if (name) {
        format_span(setter->format ? setter->format : &setter->theme->page, name, &span);
    }
    return span;
}

static const struct node *find_child(const struct node *figure, enum node_kind kind) {
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == kind) {
            return child;
        }
    }
    return NULL;
}

static void add_slice(struct setter *setter, struct galley *block, const struct slice *slice) {
    if (slice->height > 0) {
        *galley_add(setter->arena, block) = *slice;
    }
}

/* The drawing, or whatever else a figure holds between caption and source. */
static void set_content(struct setter *setter, struct galley *block, const struct node *figure, struct span span) {
    struct column column = column_new(block, span, STYLE_TABLE_CELL);
    for (const struct node *child = figure->first; child; child = child->next) {
        bool set = child->kind != NODE_CAPTION && child->kind != NODE_SOURCE && child->kind != NODE_FOOTNOTE;
        if (set) {
            block_set(setter, &column, child);
        }
    }
}

/* Caption, content and source as one block, the whole kept together unless it is a table. */
static struct galley set_figure(struct setter *setter, const struct node *figure, struct span span) {
    struct galley block = {0};
    const struct node *table = find_child(figure, NODE_TABLE);
    struct slice caption = caption_set(setter, figure, span);
    add_slice(setter, &block, &caption);
    if (table) {
        struct slice continued = caption_set_continued(setter, figure, span);
        const char *widths = node_attribute(figure, "widths");
        const char *split = node_attribute(figure, "split");
        struct table_place place = {.span = span, .caption = &continued, .widths = widths};
        place.split = split && strcmp(split, "columns") == 0;
        if (split && !place.split) {
            diag_add(setter->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, figure->pos, "split=\"%s\"", split);
        }
        table_set_rows(setter, &block, table, &place);
    } else {
        set_content(setter, &block, figure, span);
    }
    bool notes = table && table_notes_set(setter, &block, figure, span);
    double above = notes ? 0 : setter_style(setter, STYLE_SOURCE)->before;
    struct slice source = source_set(setter, figure, span, above);
    if (source.height > 0 && block.count > 0) {
        block.slices[block.count - 1].keep = true;
    }
    add_slice(setter, &block, &source);
    if (!table) {
        galley_keep(&block, 0);
    }
    if (block.count > 0) {
        block.slices[0].keep = block.count > 1;
        block.slices[0].before = setter_number(setter, NUMBER_FIGURE_BEFORE);
        block.slices[0].together = block.count;
        block.slices[block.count - 1].after = setter_number(setter, NUMBER_FIGURE_AFTER);
        slice_anchor_node(setter, &block.slices[0], figure, span.x);
    }
    return block;
}

void figure_set(struct setter *setter, struct column *column, const struct node *node) {
    if (node_has_class(node, "landscape") && column->main && !setter->format) {
        landscape_figure_set(setter, column, node);
        return;
    }
    struct span span = figure_span(setter, column, node);
    struct galley block = set_figure(setter, node, span);
    figure_place_block(setter, &block, node);
    bool beside = column->main && span.x >= setter_span(setter, "text").x - 1;
    if (beside) {
        column_add(setter, column, &block, START_GRID);
    } else {
        column_add_wide(setter, column, &block);
    }
}

/* A picture without a caption: as a figure, but for what stands over it. */
void picture_set(struct setter *setter, struct column *column, const struct node *node) {
    struct span span = figure_span(setter, column, node);
    struct galley block = {0};
    set_content(setter, &block, node, span);
    struct slice source = source_set(setter, node, span, setter_style(setter, STYLE_SOURCE)->before);
    add_slice(setter, &block, &source);
    galley_keep(&block, 0);
    if (block.count > 0) {
        block.slices[0].before = setter_number(setter, NUMBER_GRID_STEP);
        block.slices[block.count - 1].after = setter_number(setter, NUMBER_GRID_STEP);
    }
    bool beside = column->main && span.x >= setter_span(setter, "text").x - 1;
    if (beside) {
        column_add(setter, column, &block, START_GRID);
    } else {
        column_add_wide(setter, column, &block);
    }
}

/* Sets node by itself into span; one slice, so that neighbours share a page. */
static struct slice set_half(struct setter *setter, const struct node *node, struct span span) {
    struct galley galley = {0};
    struct column column = column_new(&galley, span, STYLE_BODY);
    block_set(setter, &column, node);
    return galley_merge(setter->arena, &galley);
}

/* Spans of two neighbours: halves, or the widths that the block's attribute gives in mm. */
static void neighbour_spans(struct setter *setter, const struct node *node, struct span *spans) {
    spans[0] = setter_span(setter, "half-left");
    spans[1] = setter_span(setter, "half-right");
    struct width_hint hints[2];
    bool found = table_read_hints(node_attribute(node, "widths"), hints, 2) == 2;
    if (found && hints[0].unit == HINT_LENGTH && hints[1].unit == HINT_LENGTH) {
        struct span full = setter_span(setter, "full");
        spans[0] = (struct span){full.x, hints[0].value};
        spans[1] = (struct span){full.x + full.width - hints[1].value, hints[1].value};
    }
}

void columns_set(struct setter *setter, struct column *column, const struct node *node) {
    if (node_attribute(node, "count")) {
        text_columns_set(setter, column, node);
        return;
    }
    if (!column->main) {
        block_set_children(setter, column, node);
        return;
    }
    struct span spans[2];
    neighbour_spans(setter, node, spans);
    for (const struct node *child = node->first; child; child = child ? child->next : NULL) {
        struct slice left = set_half(setter, child, spans[0]);
        struct slice right = {0};
        child = child->next;
        if (child) {
            right = set_half(setter, child, spans[1]);
        }
        struct galley block = {0};
        struct slice *pair = galley_add(setter->arena, &block);
        pair->before = fmax(left.before, right.before);
        pair->after = fmax(left.after, right.after);
        pair->height = fmax(left.height, right.height);
        pair->pos = node->pos;
        slice_add_slice(setter->arena, pair, &left, 0);
        slice_add_slice(setter->arena, pair, &right, 0);
        figure_place_block(setter, &block, node);
        column_add_wide(setter, column, &block);
    }
}
