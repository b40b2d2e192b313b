/* What the cells of a table need: the widths of their longest words and lines. */
#include "layout/table.h"

#include "base/arena.h"

#include <math.h>

/* A word that takes more of the width is not worth a column of its own: it may break. */
#define WORD_MOST 0.4

static void widen(struct text_extent *extent, struct text_extent other) {
    extent->least = fmax(extent->least, other.least);
    extent->most = fmax(extent->most, other.most);
}

static double list_indent(struct setter *setter, const struct node *list) {
    return setter_number(setter, node_has_class(list, "ticks") ? NUMBER_TABLE_TICK : NUMBER_LIST_INDENT);
}

static struct text_extent measure_blocks(struct setter *setter, const struct node *node, enum theme_style style);

/* The inlines from first on, as one paragraph. Returns what follows them. */
static const struct node *measure_inlines(struct setter *setter, const struct node *first, enum theme_style style,
                                          struct text_extent *extent) {
    struct inlines inlines = inlines_new(setter, style, NULL);
    const struct node *node = first;
    while (node && (node_is_inline(node) || node->kind == NODE_GRAPHIC)) {
        if (!node_has_class(node, "icon")) {
            inlines_add_node(&inlines, node, first->parent);
        }
        node = node->next;
    }
    widen(extent, paragraph_measure(setter, &inlines));
    return node;
}

static struct text_extent measure_block(struct setter *setter, const struct node *node, enum theme_style style) {
    struct text_extent extent = {0, 0};
    if (setter->depth >= SETTER_DEPTH_MAX) {
        return extent;
    }
    setter->depth++;
    if (node->kind == NODE_LIST) {
        double indent = list_indent(setter, node);
        bool ticks = node_has_class(node, "ticks");
        struct text_extent inner = measure_blocks(setter, node, ticks ? STYLE_TABLE_STUB : style);
        extent = (struct text_extent){inner.least + indent, inner.most + indent};
    } else {
        extent = measure_blocks(setter, node, table_text_style(node, style));
    }
    setter->depth--;
    return extent;
}

static struct text_extent measure_blocks(struct setter *setter, const struct node *node, enum theme_style style) {
    struct text_extent extent = {0, 0};
    for (const struct node *child = node->first; child;) {
        if (node_is_inline(child) || child->kind == NODE_GRAPHIC) {
            child = measure_inlines(setter, child, style, &extent);
        } else {
            widen(&extent, measure_block(setter, child, style));
            child = child->next;
        }
    }
    return extent;
}

struct text_extent table_cell_extent(const struct table *table, const struct grid_cell *cell) {
    struct setter *setter = table->setter;
    const enum theme_style style = table_cell_style(table, cell);
    struct text_extent extent = {0, 0};
    size_t index = 0;
    for (const struct node *child = cell->node->first; child; index++) {
        enum theme_style inner = table_block_style(cell->node, child, index, style);
        if (node_is_inline(child) || child->kind == NODE_GRAPHIC) {
            child = measure_inlines(setter, child, inner, &extent);
        } else {
            widen(&extent, measure_block(setter, child, inner));
            child = child->next;
        }
    }
    double left = cell_icon(cell->node)   ? setter_number(setter, NUMBER_TABLE_ICON)
                  : cell_has_mark(cell)   ? setter_number(setter, NUMBER_LIST_INDENT)
                                          : 0;
    double right = table->inset && cell->column + cell->columns == table->count ? table->gap : 0;
    return (struct text_extent){extent.least + left + right, extent.most + left + right};
}

/* A number's parts count by column: the widest before the sign stands above the widest behind it. */
static void measure_number(struct table *table, const struct grid_cell *cell, double *integers) {
    if (cell->node->align != ALIGN_RIGHT || cell->node->parent->header || cell->columns > 1) {
        return;
    }
    struct number_extent number = number_measure(table->setter, cell->node, table_cell_style(table, cell));
    struct table_column *column = &table->columns[cell->column];
    if (number.is_number) {
        column->fraction = fmax(column->fraction, number.fraction);
        column->flags = fmax(column->flags, number.flags);
        integers[cell->column] = fmax(integers[cell->column], number.integer);
    }
}

/* --- several columns in one cell --- */

struct spanning {
    struct grid_cell cell;
    struct text_extent extent;
};

/* Gives the columns of a cell what they lack together: to each as much as it has already, or the same. */
static void spread(struct text_extent *extents, const struct spanning *wide, double gap) {
    struct text_extent have = {0, 0};
    size_t first = wide->cell.column, count = wide->cell.columns;
    for (size_t i = first; i < first + count; i++) {
        have.least += extents[i].least;
        have.most += extents[i].most;
    }
    double gaps = gap * (double)(count - 1);
    double least = fmax(wide->extent.least - gaps - have.least, 0);
    double most = fmax(wide->extent.most - gaps - have.most, 0);
    for (size_t i = first; i < first + count; i++) {
        double part = have.most > 0 ? extents[i].most / have.most : 1 / (double)count;
        extents[i].least += least * part;
        extents[i].most += most * part;
        extents[i].most = fmax(extents[i].most, extents[i].least);
    }
}

/* What is learned about columns while rows are measured. */
struct measuring {
    struct table *table;
    struct text_extent *extents;
    double *integers;      /* widest part of numbers before the sign [pt] */
    const struct width_hint *hints; /* NULL: all columns are measured */
    struct spanning *wide; /* cells over several columns */
    size_t wide_count, wide_capacity;
};

/* A group's name runs over all columns and asks for nothing. */
static void measure_row(struct measuring *measuring, struct table_grid *grid, const struct node *row,
                        struct arena *arena) {
    struct grid_cell *cells = arena_array(arena, row_cell_count(row), sizeof *cells);
    size_t count = grid_place(grid, row, cells);
    for (size_t i = 0; i < count && !node_has_class(row, "group"); i++) {
        bool given = measuring->hints && cells[i].columns == 1 && measuring->hints[cells[i].column].unit != HINT_NONE;
        struct text_extent extent = given ? (struct text_extent){0, 0} : table_cell_extent(measuring->table, &cells[i]);
        measure_number(measuring->table, &cells[i], measuring->integers);
        if (cells[i].columns == 1) {
            widen(&measuring->extents[cells[i].column], extent);
        } else {
            measuring->wide = arena_grow(arena, measuring->wide, measuring->wide_count, &measuring->wide_capacity,
                                         sizeof *measuring->wide);
            measuring->wide[measuring->wide_count++] = (struct spanning){cells[i], extent};
        }
    }
}

static bool has_wide_cells(struct table *table) {
    struct arena *arena = table->setter->arena;
    struct table_grid grid = grid_new(arena, table->node);
    bool wide = false;
    for (const struct node *row = table->node->first; row && !wide; row = row->next) {
        struct grid_cell *cells = arena_array(arena, row_cell_count(row), sizeof *cells);
        size_t count = grid_place(&grid, row, cells);
        for (size_t i = 0; i < count && !wide; i++) {
            wide = cells[i].columns > 1 && !node_has_class(row, "group");
        }
    }
    return wide;
}

/* The widths that are given, if nothing else depends on what their columns hold; NULL if it does. */
static const struct width_hint *given_widths(struct table *table) {
    const char *own = node_attribute(table->node, "widths"), *text = own ? own : table->place->widths;
    struct width_hint *hints = arena_array(table->setter->arena, table->count, sizeof *hints);
    bool given = text && !table->place->split && table_read_hints(text, hints, table->count) > 0;
    return given && !has_wide_cells(table) ? hints : NULL;
}

void table_measure_columns(struct table *table, struct text_extent *extents) {
    struct arena *arena = table->setter->arena;
    struct setter setter = *table->setter; /* what is set to be measured is kept for one row only */
    struct table measured = *table;
    setter.arena = arena_new();
    measured.setter = &setter;
    struct table_grid grid = grid_new(arena, table->node);
    struct measuring measuring = {.table = &measured,
                                  .extents = extents,
                                  .hints = given_widths(table),
                                  .integers = arena_array(arena, table->count, sizeof *measuring.integers)};
    for (const struct node *row = table->node->first; row; row = row->next) {
        measure_row(&measuring, &grid, row, arena);
        arena_clear(setter.arena);
    }
    arena_close(setter.arena);
    for (size_t i = 0; i < table->count; i++) {
        double need = measuring.integers[i] + table->columns[i].fraction + table->columns[i].flags;
        widen(&extents[i], (struct text_extent){need, need});
        extents[i].least = fmin(extents[i].least, WORD_MOST * table->span.width);
    }
    for (size_t i = 0; i < measuring.wide_count; i++) {
        spread(extents, &measuring.wide[i], table->gap);
    }
}
