#include "layout/table.h"

#include "base/arena.h"
#include "drawing/drawing.h"
#include "layout/block.h"
#include "layout/mark.h"

#include <math.h>

/* Classes of text in cells. */
static const struct {
    const char *name;
    enum theme_style style;
} classes[] = {
    {"name", STYLE_TABLE_NAME},   {"gloss", STYLE_TABLE_GLOSS}, {"amount", STYLE_TABLE_AMOUNT},
    {"count", STYLE_TABLE_COUNT}, {"score", STYLE_TABLE_SCORE}, {"head", STYLE_H4},
};

static enum theme_style class_style(const struct node *node, enum theme_style style) {
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (node_has_class(node, classes[i].name)) {
            return classes[i].style;
        }
    }
    return style;
}

enum theme_style table_text_style(const struct node *text, enum theme_style style) {
    const struct node *only = text->first && text->first == text->last ? text->first : NULL;
    enum theme_style inner = only && only->kind == NODE_SPAN ? class_style(only, style) : style;
    return class_style(text, inner);
}

bool table_has_class(const struct node *table, const char *name) {
    const struct node *figure = table->parent;
    return node_has_class(table, name) || (figure && figure->kind == NODE_FIGURE && node_has_class(figure, name));
}

/* True if nothing stands before cell in its row. */
static bool opens_row(const struct node *cell) {
    for (const struct node *before = cell->previous; before; before = before->previous) {
        if (before->first) {
            return false;
        }
    }
    return true;
}

/* In the row of a total its name and the numbers are strong, words beside them are not. */
static enum theme_style total_style(const struct grid_cell *cell) {
    return opens_row(cell->node) || cell->node->align == ALIGN_RIGHT ? STYLE_TABLE_TOTAL : STYLE_TABLE_CELL;
}

enum theme_style table_cell_style(const struct table *table, const struct grid_cell *cell) {
    const struct node *row = cell->node->parent;
    bool subject = table->columns[cell->column].subject || node_has_class(row, "subject") ||
                   node_has_class(cell->node, "subject");
    if (row->header) {
        return subject ? STYLE_TABLE_HEAD_SUBJECT : STYLE_TABLE_HEAD;
    }
    if (node_has_class(row, "total")) {
        return total_style(cell);
    }
    if (node_has_class(row, "group")) {
        return STYLE_TABLE_GROUP;
    }
    bool held = node_has_class(row, "lit") && cell_has_mark(cell);
    bool stub = cell->column == 0 || cell->node->header;
    if (held || (stub && !table_has_class(table->node, "plain"))) {
        return STYLE_TABLE_STUB;
    }
    return subject && !stub ? STYLE_TABLE_SUBJECT : STYLE_TABLE_CELL;
}

enum theme_style table_block_style(const struct node *cell, const struct node *child, size_t index,
                                   enum theme_style style) {
    const struct node *text = node_is_inline(child) || child->kind == NODE_GRAPHIC ? cell : child;
    bool named = cell_icon(cell) != NULL;
    enum theme_style plain = !named ? style : index == 0 ? STYLE_TABLE_NAME : STYLE_TABLE_GLOSS;
    return table_text_style(text, class_style(cell, plain));
}

const struct node *cell_icon(const struct node *cell) {
    const struct node *first = cell->first;
    if (first && first->kind == NODE_PARAGRAPH) {
        first = first->first;
    }
    return first && first->kind == NODE_GRAPHIC && node_has_class(first, "icon") ? first : NULL;
}

/* In a row of class "level" the mark stands before the first cell that does not name the criterion. */
bool cell_has_mark(const struct grid_cell *cell) {
    const struct node *before = cell->node->previous;
    bool first = cell->column > 0 && (!before || (!before->previous && cell->column == 1));
    return first && cell->rows == 1 && node_has_class(cell->node->parent, "level");
}

/* The first slice of the cell, an empty one if it holds nothing. */
static struct slice *first_slice(struct setter *setter, struct table_cell *cell) {
    return cell->galley.count > 0 ? &cell->galley.slices[0] : galley_add(setter->arena, &cell->galley);
}

static void add_icon(struct setter *setter, struct table_cell *cell, const struct node *icon) {
    const struct drawing *drawing = setter_drawing(setter, icon);
    if (!drawing) {
        return;
    }
    struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                     .role = ITEM_ORIGINAL,
                                     .node = icon->id,
                                     .x = cell->span.x,
                                     .width = drawing_width(drawing),
                                     .height = drawing_height(drawing),
                                     .drawing = drawing}};
    slice_add_item(setter->arena, first_slice(setter, cell), &item);
    cell->least = drawing_height(drawing);
}

static void add_mark(struct setter *setter, struct table_cell *cell, const struct grid_cell *place,
                     const struct text_style *style) {
    bool held = node_has_class(place->node->parent, "lit");
    struct slice *slice = first_slice(setter, cell);
    struct point at = {cell->span.x, slice->baseline};
    mark_set(setter, slice, held ? SETTER_MARK_HELD : SETTER_MARK_OPEN, at, style);
}

/* Sets the blocks of cell, each in its style; a gloss stands close to what it explains. */
static void set_blocks(struct setter *setter, struct column *inner, const struct node *cell) {
    const enum theme_style style = inner->style;
    const struct node *child = cell->first;
    child = child && child == cell_icon(cell) ? child->next : child;
    for (size_t index = 0; child; index++) {
        size_t before = inner->galley->count;
        inner->style = table_block_style(cell, child, index, style);
        if (node_is_inline(child) || child->kind == NODE_GRAPHIC) {
            child = block_set_inlines(setter, inner, child);
        } else {
            block_set(setter, inner, child);
            child = child->next;
        }
        if (inner->style == STYLE_TABLE_GLOSS && inner->galley->count > before) {
            inner->galley->slices[before].before = 0;
        }
    }
}

/* Moves the right edge so that numbers stand with their decimal signs below each other, flags behind them. */
static double number_inset(const struct table *table, const struct grid_cell *place, enum theme_style style) {
    const struct table_column *column = &table->columns[place->column];
    if (place->columns > 1 || (column->fraction <= 0 && column->flags <= 0)) {
        return 0;
    }
    struct number_extent own = {.is_number = false};
    if (!place->node->parent->header) {
        own = number_measure(table->setter, place->node, style);
    }
    return own.is_number ? column->flags - own.flags + column->fraction - own.fraction : column->flags;
}

/* The space that numbers leave at the right of a cell; a head whose words need it does without. */
static double right_inset(const struct table *table, const struct grid_cell *place, enum theme_style style) {
    double inset = number_inset(table, place, style);
    bool head = place->node->parent->header && inset > 0;
    double room = head ? table_span(table, place).width - inset : 0;
    return head && table_cell_extent(table, place).least > room ? 0 : inset;
}

/* The column of text in a cell: without icon or mark, and the space that numbers leave at the right. */
static struct column text_column(const struct table *table, const struct grid_cell *place, struct table_cell *set) {
    struct setter *setter = table->setter;
    struct column inner = column_new(&set->galley, set->span, table_cell_style(table, place));
    inner.packed = true;
    inner.gap = setter_number(setter, NUMBER_TABLE_PARAGRAPH_GAP);
    inner.right = place->node->align == ALIGN_RIGHT;
    double left = cell_icon(place->node)    ? setter_number(setter, NUMBER_TABLE_ICON)
                  : cell_has_mark(place)    ? setter_number(setter, NUMBER_LIST_INDENT)
                                            : 0;
    double right = inner.right ? right_inset(table, place, inner.style) : 0;
    bool last = place->column + place->columns == table->count;
    right += table->inset && last ? table->gap : 0;
    inner.span.x += left;
    inner.span.width = fmax(inner.span.width - left - right, 1);
    return inner;
}

/* What lies on the dark ground of heads and totals has the colour of their text, whatever its style. */
static void cast_on_ground(struct setter *setter, struct galley *galley, enum theme_style style) {
    for (size_t i = 0; i < galley->count; i++) {
        for (size_t k = 0; k < galley->slices[i].count; k++) {
            struct page_item *item = &galley->slices[i].items[k].item;
            if (item->kind == ITEM_TEXT) {
                struct glyph_run *run = arena_alloc(setter->arena, sizeof *run);
                *run = *item->run;
                run->colour = setter_style(setter, style)->colour;
                item->run = run;
            }
        }
    }
}

/* The style whose colour all text of row has, because it lies on a dark ground; STYLE_COUNT: each has its own. */
static enum theme_style ground_style(const struct setter *setter, const struct node *row) {
    if (!(setter_number(setter, NUMBER_TABLE_HEAD_GROUND) > 0)) {
        return STYLE_COUNT;
    }
    return row->header ? STYLE_TABLE_HEAD : node_has_class(row, "total") ? STYLE_TABLE_TOTAL : STYLE_COUNT;
}

struct table_cell table_cell_set(const struct table *table, const struct grid_cell *place) {
    struct setter *setter = table->setter;
    struct table_cell set = {.span = table_span(table, place), .rows = place->rows};
    set.stub = !place->node->parent->header && (place->column == 0 || place->node->header) && table->count > 1;
    set.lit = node_has_class(place->node, "lit");
    struct column inner = text_column(table, place, &set);
    const struct text_style *style = setter_style(setter, inner.style);
    set_blocks(setter, &inner, place->node);
    if (cell_icon(place->node)) {
        add_icon(setter, &set, cell_icon(place->node));
    }
    if (cell_has_mark(place)) {
        add_mark(setter, &set, place, style);
    }
    if (ground_style(setter, place->node->parent) != STYLE_COUNT) {
        cast_on_ground(setter, &set.galley, ground_style(setter, place->node->parent));
    }
    if (set.galley.count > 0) {
        set.galley.slices[0].before = 0;
        if (node_identifier(place->node)) {
            slice_anchor_node(setter, &set.galley.slices[0], place->node, set.span.x);
        }
    }
    return set;
}
