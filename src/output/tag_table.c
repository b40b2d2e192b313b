#include "base/arena.h"
#include "document/node.h"
#include "output/tags.h"

#include <string.h>

/* A table while its tags are built. */
struct table {
    struct tags *tags;
    struct tag *section;  /* the THead or TBody that is open */
    struct tag **heads;   /* head cells: row by row, one for each column */
    size_t columns, head_rows;
    struct tag *group;    /* head cell of the group of rows that is open */
    bool names_heads;     /* Scope would not tell which heads hold */
};

static int span_of(const struct node *cell) {
    return cell->level > 1 ? cell->level : 1;
}

static size_t row_width(const struct node *row) {
    size_t width = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        width += (size_t)span_of(cell);
    }
    return width;
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

/* The heads over column, from the top, then the group's and the row's. */
static void call_heads(struct table *table, struct tag *cell, size_t column, struct tag *stub) {
    for (size_t row = 0; row < table->head_rows; row++) {
        add_head(table->tags, cell, table->heads[row * table->columns + column]);
    }
    add_head(table->tags, cell, table->group);
    add_head(table->tags, cell, stub);
}

/* The first cell of a row names the row, unless it is empty or the table is a plain list of one column. */
static enum tag_scope scope_of(const struct table *table, const struct node *row, const struct node *cell) {
    if (!cell->first) {
        return SCOPE_NONE;
    }
    if (row->header) {
        return SCOPE_COLUMN;
    }
    return cell->header || (cell == row->first && table->columns > 1) ? SCOPE_ROW : SCOPE_NONE;
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

/* extra: columns that the row lacks, given to its last cell so that the table is a rectangle. */
static struct tag *build_cell(struct table *table, struct tag *row, const struct node *node, size_t extra) {
    enum tag_scope scope = scope_of(table, node->parent, node);
    struct tag *cell = tag_add(table->tags, row, scope == SCOPE_NONE ? TAG_TD : TAG_TH, node);
    cell->scope = scope;
    cell->column_span = span_of(node) + (node->next ? 0 : (int)extra);
    table->tags->by_node[node->id - 1] = cell;
    build_cell_blocks(table->tags, node, cell);
    return cell;
}

/* An empty cell in the head heads nothing. */
static void keep_heads(struct table *table, struct tag *cell, size_t column) {
    for (size_t i = 0; cell->type == TAG_TH && i < (size_t)cell->column_span; i++) {
        table->heads[table->head_rows * table->columns + column + i] = cell;
    }
}

static void build_row(struct table *table, const struct node *node) {
    struct tag *row = tag_add(table->tags, table->section, TAG_TR, node);
    bool is_head = table->section->type == TAG_THEAD;
    size_t column = 0, extra = table->columns - row_width(node);
    struct tag *stub = NULL;
    if (is_group(table, node)) {
        table->group = NULL;
    }
    for (const struct node *child = node->first; child; child = child->next) {
        struct tag *cell = build_cell(table, row, child, extra);
        if (is_head) {
            keep_heads(table, cell, column);
        } else if (table->names_heads) {
            call_heads(table, cell, column, stub);
        }
        if (child == node->first && cell->type == TAG_TH) {
            stub = cell;
        }
        column += (size_t)cell->column_span;
    }
    table->head_rows += is_head;
    if (is_group(table, node)) {
        table->group = stub;
    }
}

/* Head rows at the top are the table's head; a head row further down is a row of heads in the body. */
static void build_rows(struct table *table, const struct node *node, struct tag *tag) {
    enum tag_type type = TAG_THEAD;
    for (const struct node *row = node->first; row; row = row->next) {
        type = row->header ? type : TAG_TBODY;
        if (!table->section || table->section->type != type) {
            table->section = tag_add(table->tags, tag, type, NULL);
        }
        build_row(table, row);
    }
}

void tags_build_table(struct tags *tags, const struct node *node, struct tag *tag) {
    struct table table = { .tags = tags };
    size_t head_rows = 0;
    for (const struct node *row = node->first; row; row = row->next) {
        size_t width = row_width(row);
        table.columns = width > table.columns ? width : table.columns;
    }
    for (const struct node *row = node->first; row; row = row->next) {
        head_rows += row->header;
        table.names_heads |= is_group(&table, row);
    }
    table.names_heads |= head_rows > 1;
    table.heads = arena_array(tags->arena, head_rows * table.columns, sizeof *table.heads);
    if (table.columns > 0) {
        build_rows(&table, node, tag);
    }
}
