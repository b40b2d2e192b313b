/* row and cell: tables whose cells hold blocks, or span rows. */
#include "template/directive.h"

#include "base/arena.h"
#include "template/priority.h"
#include "template/request.h"
#include "template/table.h"

#include <string.h>

struct table_cell {
    const struct plan *icon; /* NULL if there is none */
};

static void misplaced(struct filling *filling, const struct node *node, const char *why) {
    diag_add(filling->diag, DIAG_CODE_TEMPLATE_MISPLACED, node->pos, "%s", why);
}

/* ---- rows ---- */

static const void *read_row(struct reading *reading, struct node *node) {
    (void)reading;
    return node;
}

static void keep_cells(struct filling *filling, struct node *row) {
    for (struct node *child = row->first, *next; child; child = next) {
        next = child->next;
        if (child->kind != NODE_CELL) {
            misplaced(filling, child, "only cells may stand in a row");
            node_remove(child);
        }
    }
}

static void fill_row(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)typed;
    if (to->kind != NODE_FIGURE || strcmp(to->text, "table") != 0) {
        misplaced(filling, node, "row belongs into a table");
        return;
    }
    bool go_on = to->last && to->last->kind == NODE_TABLE;
    struct node *table = go_on ? to->last : fill_new(filling, to, NODE_TABLE, node->pos);
    struct node *row = fill_new(filling, table, NODE_ROW, node->pos);
    row->attributes = fill_attributes(filling, node, NULL);
    row->header = node_has_class(row, "header");
    if (priority_drops(filling, row)) {
        node_remove(row);
        filling->seam = true;
        return;
    }
    fill_children(filling, node, row);
    keep_cells(filling, row);
    if (!row->first) {
        misplaced(filling, node, "a row without cells");
        node_remove(row);
    }
    filling->seam = true;
}

/* ---- cells ---- */

static const void *read_cell(struct reading *reading, struct node *node) {
    struct table_cell *cell = arena_alloc(reading->arena, sizeof *cell);
    cell->icon = plan_icon(reading, node);
    return cell;
}

/* A heading in a cell would stand in the contents: there it is a line of strong text. */
static void lower_heading(struct filling *filling, struct node *heading) {
    struct node *strong = node_new(filling->arena, filling->document, NODE_STRONG, heading->pos);
    while (heading->first) {
        struct node *child = heading->first;
        node_remove(child);
        node_add(strong, child);
    }
    node_add(heading, strong);
    heading->kind = NODE_PARAGRAPH;
    heading->level = 0;
    heading->attributes = fill_class(filling->arena, "head");
}

/* Cells hold text, not tables or figures. */
static void check_blocks(struct filling *filling, struct node *cell) {
    for (struct node *node = cell, *next; node; node = next) {
        next = node_next(cell, node);
        if (node->kind == NODE_HEADING) {
            lower_heading(filling, node);
        } else if (node->kind == NODE_TABLE || node->kind == NODE_FIGURE) {
            next = node_behind(cell, node);
            misplaced(filling, node, "a cell cannot hold a table or a figure");
            node_remove(node);
        }
    }
}

/* A lone paragraph's words stand in the cell themselves, as in a table of pipes. */
static void unwrap(struct node *cell) {
    struct node *paragraph = cell->first;
    if (!paragraph || paragraph->next || paragraph->kind != NODE_PARAGRAPH || paragraph->attributes) {
        return;
    }
    node_remove(paragraph);
    while (paragraph->first) {
        struct node *child = paragraph->first;
        node_remove(child);
        node_add(cell, child);
    }
}

static void fill_cell(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    static const char *const own[] = { "icon", NULL };
    const struct table_cell *read = typed;
    if (to->kind != NODE_ROW) {
        misplaced(filling, node, "cell belongs into a row");
        return;
    }
    struct node *cell = fill_new(filling, to, NODE_CELL, node->pos);
    cell->attributes = fill_attributes(filling, node, own);
    cell->header = to->header || node_has_class(cell, "header");
    cell_read(filling, cell, cell);
    if (read->icon) {
        struct node *graphic = fill_new(filling, cell, NODE_GRAPHIC, node->pos);
        graphic->attributes = fill_class(filling->arena, "icon");
        request_add(filling, read->icon, graphic, (struct request_titles){ 0 });
    }
    filling->seam = false;
    fill_children(filling, node, cell);
    check_blocks(filling, cell);
    unwrap(cell);
    filling->seam = true;
}

const struct directive directive_row = { "row", BODY_MARKDOWN, read_row, fill_row };
const struct directive directive_cell = { "cell", BODY_MARKDOWN, read_cell, fill_cell };
