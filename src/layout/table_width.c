#include "layout/table.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "drawing/drawing.h"
#include "layout/block.h"

#include <math.h>

size_t table_cell_span(const struct node *cell) {
    return cell->level > 1 ? (size_t)cell->level : 1;
}

static size_t row_width(const struct node *row) {
    size_t width = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        width += table_cell_span(cell);
    }
    return width;
}

size_t table_column_count(const struct node *table) {
    size_t count = 0;
    for (const struct node *row = table->first; row; row = row->next) {
        size_t width = row_width(row);
        count = width > count ? width : count;
    }
    return count;
}

enum theme_style table_cell_style(const struct node *cell) {
    const struct node *row = cell->parent;
    if (row->header) {
        return STYLE_TABLE_HEAD;
    }
    if (node_has_class(row, "total")) {
        return STYLE_TABLE_TOTAL;
    }
    if (node_has_class(row, "group")) {
        return STYLE_TABLE_GROUP;
    }
    if (!cell->previous || cell->header) {
        return STYLE_TABLE_STUB;
    }
    bool subject = node_has_class(row, "subject") || node_has_class(cell, "subject");
    return subject ? STYLE_TABLE_SUBJECT : STYLE_TABLE_CELL;
}

size_t table_read_widths(const char *text, double *widths, size_t count) {
    size_t found = 0;
    double mm;
    while (text && found < count) {
        while (*text == ' ' || *text == ',') {
            text++;
        }
        text = number_read(text, &mm);
        if (text && mm > 0) {
            widths[found++] = length_from_mm(mm);
        }
    }
    return found;
}

static void widen(struct text_extent *extent, struct text_extent other) {
    extent->least = fmax(extent->least, other.least);
    extent->most = fmax(extent->most, other.most);
}

/* What the blocks or inlines below node need; lists need room for their marks too. */
static struct text_extent measure(struct setter *setter, const struct node *node, enum theme_style style) {
    struct text_extent extent = {0, 0};
    struct inlines inlines = inlines_new(setter, style, NULL);
    double indent = node->kind == NODE_LIST ? setter_number(setter, NUMBER_LIST_INDENT) : 0;
    if (setter->depth >= SETTER_DEPTH_MAX) {
        return extent;
    }
    setter->depth++;
    for (const struct node *child = node->first; child; child = child->next) {
        if (node_is_inline(child)) {
            inlines_add_node(&inlines, child, node);
        } else if (child->kind == NODE_GRAPHIC) {
            const struct drawing *drawing = setter_drawing(setter, child);
            double width = drawing ? drawing_width(drawing) : 0;
            widen(&extent, (struct text_extent){width, width});
        } else {
            struct text_extent inner = measure(setter, child, style);
            widen(&extent, (struct text_extent){inner.least + indent, inner.most + indent});
        }
    }
    setter->depth--;
    widen(&extent, paragraph_measure(setter, &inlines));
    return extent;
}

/* Least and most width of every column; cells that span several do not count. */
static void measure_columns(struct setter *setter, const struct node *table, struct text_extent *extents) {
    for (const struct node *row = table->first; row; row = row->next) {
        size_t column = 0;
        bool group = node_has_class(row, "group");
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            if (table_cell_span(cell) == 1 && !group) {
                widen(&extents[column], measure(setter, cell, table_cell_style(cell)));
            }
            column += table_cell_span(cell);
        }
    }
}

/* Shares width among the columns by what they need: all get their widest line if there is room (and the rest in
 * proportion), else their longest word and a share by what they lack. Source: CSS 2.1, 17.5.2.2. */
static void share(const struct text_extent *extents, size_t count, double width, double *widths) {
    double least = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        least += extents[i].least;
        most += extents[i].most;
    }
    for (size_t i = 0; i < count; i++) {
        if (most <= width) {
            widths[i] = most > 0 ? extents[i].most * width / most : width / (double)count;
        } else if (least >= width) {
            widths[i] = extents[i].least * width / least;
        } else {
            widths[i] = extents[i].least + (width - least) * (extents[i].most - extents[i].least) / (most - least);
        }
    }
}

/* Widths given by hand reach to the start of the next column; they are scaled if they miss the table's width. */
static bool use_hints(const char *hints, size_t count, double width, double *widths) {
    size_t found = table_read_widths(hints, widths, count);
    double sum = 0;
    for (size_t i = 0; i < found; i++) {
        sum += widths[i];
    }
    if (found != count || sum <= 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        widths[i] *= width / sum;
    }
    return true;
}

void table_find_widths(struct setter *setter, const struct node *table, const char *hints, double width,
                       double *widths) {
    size_t count = table_column_count(table);
    double gap = setter_number(setter, NUMBER_TABLE_GAP);
    const char *own = node_attribute(table, "widths");
    if (use_hints(own ? own : hints, count, width, widths)) {
        for (size_t i = 0; i + 1 < count; i++) {
            widths[i] = fmax(widths[i] - gap, 1);
        }
        return;
    }
    struct text_extent *extents = arena_array(setter->arena, count, sizeof *extents);
    measure_columns(setter, table, extents);
    share(extents, count, fmax(width - gap * (double)(count - 1), (double)count), widths);
}
