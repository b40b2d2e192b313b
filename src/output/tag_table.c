#include "base/arena.h"
#include "document/node.h"
#include "output/tags.h"

#include <string.h>

/* A table while its tags are built. */
struct table {
    struct tags *tags;
    const struct node *node;
    struct tag *section;  /* the THead, TBody or TFoot that is open */
    struct tag **heads;   /* head cells: row by row, one for each column */
    size_t columns, head_rows;
    size_t *open;         /* by column: rows that a cell above still covers */
    struct tag **stubs;   /* by column: the cell that names the rows there; held while it covers them */
    struct tag *group;    /* head cell of the group of rows that is open */
    bool names_heads;     /* Scope would not tell which heads hold */
};

static int span_of(const struct node *cell) {
    return cell->level > 1 ? cell->level : 1;
}

/* Rows that cell spans: as many as head or body still have. */
static int rows_of(const struct node *cell) {
    int rows = 1;
    const struct node *row = cell->parent;
    while (rows < cell->rows && row->next && row->next->header == row->header) {
        row = row->next;
        rows++;
    }
    return rows;
}

/* The first column from column on that no cell above covers. */
static size_t free_column(const struct table *table, size_t column) {
    while (column < table->columns && table->open[column] > 0) {
        column++;
    }
    return column;
}

static bool is_covered(const struct table *table) {
    for (size_t i = 0; i < table->columns; i++) {
        if (table->open[i] > 0) {
            return true;
        }
    }
    return false;
}

static void close_row(struct table *table) {
    for (size_t i = 0; i < table->columns; i++) {
        table->open[i] -= table->open[i] > 0;
        table->stubs[i] = table->open[i] > 0 ? table->stubs[i] : NULL;
    }
}

static bool is_group(const struct table *table, const struct node *row) {
    return !row->header && table->columns > 1 && row->first &&
           (node_has_class(row, "group") || (row->first == row->last && span_of(row->first) > 1));
}

/* A head needs a name by which data cells can call it. */
static void name_head(struct tags *tags, struct tag *cell) {
    if (!cell->identifier) {
        cell->identifier = arena_print(tags->arena, "h%06lu", (unsigned long)cell->node->id);
    }
}

static void add_head(struct tags *tags, struct tag *cell, struct tag *head) {
    if (!head || head == cell || (cell->header_count > 0 && cell->headers[cell->header_count - 1] == head)) {
        return;
    }
    size_t capacity = cell->header_count;
    name_head(tags, head);
    cell->headers = arena_grow(tags->arena, cell->headers, cell->header_count, &capacity, sizeof(struct tag *));
    cell->headers[cell->header_count++] = head;
}

/* The heads over the cell in column, from the top, then the group's and those that name the row. What runs over the
 * whole table has none of the columns' heads. */
static void call_heads(struct table *table, struct tag *cell, size_t column) {
    size_t end = column + (size_t)cell->column_span;
    bool whole = table->columns > 1 && (size_t)cell->column_span == table->columns;
    for (size_t row = 0; row < table->head_rows && !whole; row++) {
        for (size_t i = column; i < end; i++) {
            add_head(table->tags, cell, table->heads[row * table->columns + i]);
        }
    }
    add_head(table->tags, cell, table->group);
    for (size_t i = 0; i < column; i++) {
        add_head(table->tags, cell, table->stubs[i]);
    }
}

/* The cell in the first column names its row, unless it is empty or the table is a plain list of one column. */
static enum tag_scope scope_of(const struct table *table, const struct node *cell, size_t column) {
    if (!cell->first) {
        return SCOPE_NONE;
    }
    if (cell->parent->header) {
        return SCOPE_COLUMN;
    }
    return cell->header || (column == 0 && table->columns > 1) ? SCOPE_ROW : SCOPE_NONE;
}

/* Blocks in a cell; text alone is met on the pages. */
static void build_cell_blocks(struct tags *tags, const struct node *cell, struct tag *tag) {
    for (const struct node *child = cell->first; child; child = child->next) {
        if (node_is_inline(child) || child->kind == NODE_GRAPHIC) {
            continue;
        }
        if (child->kind == NODE_PARAGRAPH && cell->first == cell->last) {
            tags->by_node[child->id - 1] = tag;
        } else {
            tags_build_block(tags, child, tag);
        }
    }
}

/* Gives the row's last cell the columns that are free behind it, so that the table is a rectangle. */
static int width_of(const struct table *table, const struct node *node, size_t column) {
    size_t free = 0;
    while (column + free < table->columns && table->open[column + free] == 0) {
        free++;
    }
    bool fills = !node->next || (size_t)span_of(node) > free;
    return fills ? (int)free : span_of(node);
}

static struct tag *build_cell(struct table *table, struct tag *row, const struct node *node, size_t column) {
    enum tag_scope scope = scope_of(table, node, column);
    struct tag *cell = tag_add(table->tags, row, scope == SCOPE_NONE ? TAG_TD : TAG_TH, node);
    cell->scope = scope;
    cell->column_span = width_of(table, node, column);
    cell->row_span = rows_of(node);
    table->tags->by_node[node->id - 1] = cell;
    build_cell_blocks(table->tags, node, cell);
    return cell;
}

/* Notes what the cell covers, and which rows or columns it is a head of; an empty cell in the head heads nothing. */
static void cover(struct table *table, struct tag *cell, size_t column, bool is_head) {
    for (size_t i = column; i < column + (size_t)cell->column_span; i++) {
        table->open[i] = (size_t)cell->row_span;
        table->stubs[i] = !is_head && cell->scope == SCOPE_ROW && i == column ? cell : NULL;
        for (int row = 0; is_head && cell->type == TAG_TH && row < cell->row_span; row++) {
            table->heads[(table->head_rows + (size_t)row) * table->columns + i] = cell;
        }
    }
}

/* What stands beyond the last column is told with the row's last cell. */
static void build_row(struct table *table, const struct node *node) {
    struct tag *row = tag_add(table->tags, table->section, TAG_TR, node);
    bool is_head = table->section->type == TAG_THEAD, is_name = is_group(table, node);
    size_t column = 0;
    if (is_name || node_has_class(node, "total")) {
        table->group = NULL;
    }
    for (const struct node *child = node->first; child; child = child->next) {
        column = free_column(table, column);
        if (column >= table->columns) {
            table->tags->by_node[child->id - 1] = tag_last(row);
            continue;
        }
        struct tag *cell = build_cell(table, row, child, column);
        cover(table, cell, column, is_head);
        if (!is_head && table->names_heads) {
            call_heads(table, cell, column);
        }
        if (is_name && child == node->first && cell->type == TAG_TH) {
            table->group = cell;
        }
        column += (size_t)cell->column_span;
    }
    table->head_rows += is_head;
    close_row(table);
}

/* Totals at the end are the table's foot. */
static bool is_foot(const struct table *table, const struct node *row) {
    for (const struct node *rest = row; rest; rest = rest->next) {
        if (rest->header || !node_has_class(rest, "total")) {
            return false;
        }
    }
    return row->previous && !row->previous->header && !is_covered(table);
}

/* Head rows at the top are the table's head; a head row further down is a row of heads in the body. */
static void build_rows(struct table *table, struct tag *tag) {
    enum tag_type type = TAG_THEAD;
    for (const struct node *row = table->node->first; row; row = row->next) {
        type = type == TAG_TFOOT || is_foot(table, row) ? TAG_TFOOT : row->header ? type : TAG_TBODY;
        if (!table->section || table->section->type != type) {
            table->section = tag_add(table->tags, tag, type, NULL);
        }
        build_row(table, row);
    }
}

/* Columns of the widest row. */
static size_t count_columns(const struct node *node) {
    size_t most = 0;
    for (const struct node *row = node->first; row; row = row->next) {
        size_t width = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            width += (size_t)span_of(cell);
        }
        most = width > most ? width : most;
    }
    return most;
}

static bool spans(const struct node *row) {
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (cell->rows > 1 || (row->header && cell->level > 1)) {
            return true;
        }
    }
    return false;
}

void tags_build_table(struct tags *tags, const struct node *node, struct tag *tag) {
    struct table table = { .tags = tags, .node = node, .columns = count_columns(node) };
    size_t head_rows = 0;
    for (const struct node *row = node->first; row; row = row->next) {
        head_rows += row->header;
        table.names_heads |= is_group(&table, row) || spans(row);
    }
    table.names_heads |= head_rows > 1;
    table.heads = arena_array(tags->arena, (head_rows + 1) * table.columns, sizeof *table.heads);
    table.open = arena_array(tags->arena, table.columns, sizeof *table.open);
    table.stubs = arena_array(tags->arena, table.columns, sizeof *table.stubs);
    if (table.columns > 0) {
        build_rows(&table, tag);
    }
}
