#include "layout/table.h"

#include "base/arena.h"
#include "layout/block.h"
#include "layout/caption.h"

#include <math.h>

/* A table while its rows are set. */
struct table {
    struct setter *setter;
    const struct node *node;
    struct span span;
    double *widths; /* of columns, without the gaps [pt] */
    size_t columns;
};

/* The stretch that count columns from the one of this number take, gaps between them included. */
static struct span column_span(const struct table *table, size_t column, size_t count) {
    double gap = setter_number(table->setter, NUMBER_TABLE_GAP);
    struct span span = {table->span.x, 0};
    for (size_t i = 0; i < column && i < table->columns; i++) {
        span.x += table->widths[i] + gap;
    }
    for (size_t i = column; i < column + count && i < table->columns; i++) {
        span.width += table->widths[i] + (i > column ? gap : 0);
    }
    return span;
}

static struct table_cell set_cell(const struct table *table, const struct node *cell, size_t column) {
    bool group = table_cell_style(cell) == STYLE_TABLE_GROUP;
    size_t count = group && !cell->previous && !cell->next ? table->columns : table_cell_span(cell);
    struct table_cell set = {.node = cell, .span = column_span(table, column, count), .stub = column == 0};
    struct column inner = column_new(&set.galley, set.span, table_cell_style(cell));
    inner.packed = true;
    inner.gap = setter_number(table->setter, NUMBER_TABLE_PARAGRAPH_GAP);
    inner.right = cell->align == ALIGN_RIGHT;
    block_set_children(table->setter, &inner, cell);
    if (set.galley.count > 0) {
        set.galley.slices[0].before = 0;
        if (node_identifier(cell)) {
            slice_anchor_node(table->setter, &set.galley.slices[0], cell, set.span.x);
        }
    }
    return set;
}

/* The style whose space above and below a row takes. */
static const struct text_style *row_style(const struct table *table, const struct node *row) {
    enum theme_style style = row->header                     ? STYLE_TABLE_HEAD
                             : node_has_class(row, "group") ? STYLE_TABLE_GROUP
                             : node_has_class(row, "total") ? STYLE_TABLE_TOTAL
                                                            : STYLE_TABLE_CELL;
    return setter_style(table->setter, style);
}

/* The rule below a row: strong below head and total, before a total and at the end; a block's before a group. */
static void set_rule(const struct table *table, struct table_row *row) {
    const struct node *next = row->node->next;
    bool head_end = row->node->header && !(next && next->header);
    bool strong = head_end || node_has_class(row->node, "total") || !next || node_has_class(next, "total");
    bool block = next && node_has_class(next, "group");
    enum theme_number width = strong ? NUMBER_STROKE_TABLE : block ? NUMBER_STROKE_BLOCK : NUMBER_STROKE_ROW;
    enum theme_colour colour = strong ? COLOUR_INK : block ? COLOUR_PEER : COLOUR_RULE_HAIR;
    row->rule = setter_number(table->setter, width);
    row->rule_colour = setter_colour(table->setter, colour);
}

static const struct table_row *set_row(const struct table *table, const struct node *node) {
    struct arena *arena = table->setter->arena;
    struct table_row *row = arena_alloc(arena, sizeof *row);
    const struct text_style *style = row_style(table, node);
    *row = (struct table_row){.node = node,
                              .span = table->span,
                              .above = style->before,
                              .below = style->after,
                              .bottom = node->header,
                              .lit = node_has_class(node, "subject")};
    for (const struct node *cell = node->first; cell; cell = cell->next) {
        row->count++;
    }
    row->cells = arena_array(arena, row->count, sizeof *row->cells);
    size_t column = 0, i = 0;
    for (const struct node *cell = node->first; cell; cell = cell->next) {
        row->cells[i++] = set_cell(table, cell, column);
        column += table_cell_span(cell);
    }
    set_rule(table, row);
    return row;
}

/* The head's rows as slices; below a caption the first stands as high as the caption's own space allows. */
static void set_head(const struct table *table, struct galley *galley, bool captioned) {
    size_t first = galley->count;
    for (const struct node *node = table->node->first; node && node->header; node = node->next) {
        struct table_row row = *set_row(table, node);
        row.above = captioned && galley->count == first ? 0 : row.above;
        struct slice slice = table_row_slice(table->setter, &row);
        slice.keep = true;
        *galley_add(table->setter->arena, galley) = slice;
    }
}

/* What stands above the rows on further pages: the continued caption, then the head. */
static const struct galley *set_repeat(const struct table *table, const struct slice *caption) {
    struct galley *repeat = arena_alloc(table->setter->arena, sizeof *repeat);
    if (caption && caption->height > 0) {
        *galley_add(table->setter->arena, repeat) = *caption;
    }
    set_head(table, repeat, caption != NULL);
    for (size_t i = 0; i < repeat->count; i++) {
        slice_repeat(&repeat->slices[i]);
    }
    return repeat;
}

/* A row keeps with the next one if that is a total, and a group's head with its first row. */
static bool keeps(const struct node *row) {
    return row->next && (node_has_class(row, "group") || node_has_class(row->next, "total"));
}

static void set_body(const struct table *table, struct galley *galley, const struct galley *repeat) {
    for (const struct node *node = table->node->first; node; node = node->next) {
        if (node->header) {
            continue;
        }
        const struct table_row *row = set_row(table, node);
        struct slice slice = table_row_slice(table->setter, row);
        slice.row = row;
        slice.keep = keeps(node);
        slice.repeat = repeat;
        *galley_add(table->setter->arena, galley) = slice;
    }
}

void table_set_rows(struct setter *setter, struct galley *galley, const struct node *table_node,
                    const struct table_place *place) {
    struct table table = {
        .setter = setter, .node = table_node, .span = place->span, .columns = table_column_count(table_node)};
    if (table.columns == 0) {
        return;
    }
    table.widths = arena_array(setter->arena, table.columns, sizeof *table.widths);
    table_find_widths(setter, table_node, place->widths, place->span.width, table.widths);
    set_head(&table, galley, place->caption != NULL);
    set_body(&table, galley, set_repeat(&table, place->caption));
}

/* A table without caption: a rule above it takes the caption's place. */
void table_set(struct setter *setter, struct column *column, const struct node *node) {
    struct galley block = {0};
    struct slice *rule = galley_add(setter->arena, &block);
    rule->height = setter_number(setter, NUMBER_STROKE_TABLE);
    rule->keep = true;
    rule->pos = node->pos;
    slice_add_rect(setter->arena, rule, (struct rect){column->span.x, 0, column->span.width, rule->height},
                   setter_colour(setter, COLOUR_INK), ITEM_DECORATION);
    struct table_place place = {.span = column->span};
    table_set_rows(setter, &block, node, &place);
    block.slices[0].together = block.count;
    block.slices[0].before = setter_number(setter, NUMBER_GRID_STEP);
    block.slices[block.count - 1].after = setter_number(setter, NUMBER_GRID_STEP);
    column_add(setter, column, &block, START_GRID);
}
