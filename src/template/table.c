#include "template/table.h"

#include "base/arena.h"
#include "base/number.h"

#include <string.h>

/* ---- attributes of cells ---- */

/* A whole number from 1 to most under key; 1 if it is not given or cannot be read. */
static int read_span(struct filling *filling, const struct node *holder, const char *key, int most) {
    const struct attribute *item = node_attribute_item(holder, key);
    double number = 1;
    if (!item) {
        return 1;
    }
    bool whole = number_parse(item->value, &number) && number >= 1 && number <= most && number <= (int)number;
    if (!whole) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_SPAN, item->pos, "%s=\"%s\" is no whole number from 1 to %d", key,
                 item->value, most);
        return 1;
    }
    return (int)number;
}

static void read_align(struct filling *filling, struct node *cell, const struct node *holder) {
    static const char *const words[] = { [ALIGN_LEFT] = "left", [ALIGN_RIGHT] = "right", [ALIGN_CENTRE] = "centre" };
    const struct attribute *item = node_attribute_item(holder, "align");
    if (!item) {
        return;
    }
    for (enum cell_align align = ALIGN_LEFT; align <= ALIGN_CENTRE; align++) {
        if (strcmp(item->value, words[align]) == 0) {
            cell->align = align;
            return;
        }
    }
    diag_add(filling->diag, DIAG_CODE_TEMPLATE_SPAN, item->pos, "align is left, right or centre, not \"%s\"",
             item->value);
}

void cell_read(struct filling *filling, struct node *cell, struct node *holder) {
    static const char *const read[] = { "span", "rows", "align", NULL };
    int span = read_span(filling, holder, "span", SPAN_COLUMNS_MAX);
    int rows = read_span(filling, holder, "rows", SPAN_ROWS_MAX);
    cell->level = span > 1 ? span : 0;
    cell->rows = (uint16_t)(rows > 1 ? rows : 0);
    read_align(filling, cell, holder);
    holder->attributes = attributes_without(filling->arena, holder->attributes, read);
}

/* ---- the grid ---- */

/* One column on the way down the rows. */
struct column {
    uint16_t left;     /* rows that the span from above still takes */
    uint16_t taken;    /* rows that it has taken */
    struct node *span; /* the cell it belongs to */
    enum cell_align align;
};

struct grid {
    struct filling *filling;
    size_t count;
    struct column *columns;
};

static size_t columns_of(const struct node *cell) {
    return cell->level > 1 ? (size_t)cell->level : 1;
}

static size_t row_width(const struct node *row) {
    size_t width = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        width += columns_of(cell);
    }
    return width;
}

static size_t covered_columns(const struct grid *grid) {
    size_t covered = 0;
    for (size_t i = 0; i < grid->count; i++) {
        covered += grid->columns[i].left ? 1 : 0;
    }
    return covered;
}

static void cut(const struct grid *grid, const struct node *cell, const char *why) {
    diag_add(grid->filling->diag, DIAG_CODE_TEMPLATE_SPAN, cell->pos, "%s", why);
}

/* Ends the row spans that reach so far down. */
static void cut_rows(struct grid *grid, const char *why) {
    for (size_t i = 0; i < grid->count; i++) {
        struct column *column = &grid->columns[i];
        if (column->left) {
            if (i == 0 || !grid->columns[i - 1].left || grid->columns[i - 1].span != column->span) {
                cut(grid, column->span, why);
            }
            column->span->rows = (uint16_t)(column->taken > 1 ? column->taken : 0);
        }
    }
    for (size_t i = 0; i < grid->count; i++) {
        grid->columns[i].left = 0;
    }
}

/* In a row of pipes every column has its cell: the empty ones below a row span give way to it. */
static size_t drop_covered(const struct grid *grid, struct node *row, size_t excess) {
    size_t at = 0;
    for (struct node *cell = row->first, *next; cell && excess; cell = next) {
        next = cell->next;
        size_t width = columns_of(cell);
        bool covered = at < grid->count && grid->columns[at].left;
        at += width;
        if (covered && width == 1 && !cell->first) {
            node_remove(cell);
            excess--;
        }
    }
    return excess;
}

/* Cells that reach beyond the last column end there, the last of the row first. */
static size_t cut_columns(const struct grid *grid, struct node *row, size_t excess) {
    for (struct node *cell = row->last; cell && excess; cell = cell->previous) {
        size_t width = columns_of(cell);
        size_t less = width - 1 < excess ? width - 1 : excess;
        if (less) {
            cut(grid, cell, "it goes beyond the last column");
            cell->level = width - less > 1 ? (int)(width - less) : 0;
            excess -= less;
        }
    }
    return excess;
}

/* The only cell of a group's row takes all columns that are left. */
static void widen_group(const struct grid *grid, struct node *row) {
    bool lone = row->first && row->first == row->last && node_has_class(row, "group");
    size_t room = grid->count - covered_columns(grid);
    if (lone && room > 1) {
        row->first->level = (int)room;
    }
}

/* The first column from at on that no span from above takes. */
static size_t next_column(const struct grid *grid, size_t at) {
    while (at < grid->count && grid->columns[at].left) {
        at++;
    }
    return at;
}

/* How many of the columns from at on are free for a cell so wide. */
static size_t free_columns(const struct grid *grid, size_t at, size_t width) {
    size_t count = 0;
    while (count < width && at + count < grid->count && !grid->columns[at + count].left) {
        count++;
    }
    return count;
}

/* Gives cell its columns from at on. The rows that it spans are noted in starts, since they begin below this row. */
static void place_cell(struct grid *grid, struct node *cell, size_t at, struct column *starts) {
    size_t width = columns_of(cell);
    size_t room = free_columns(grid, at, width);
    if (room < width) {
        cut(grid, cell, "it meets a cell that spans rows, or the end of the row");
        cell->level = room > 1 ? (int)room : 0;
    }
    struct column *column = &grid->columns[at];
    if (cell->align == ALIGN_NONE && !cell->header && width == 1) {
        cell->align = column->align;
    } else if (cell->header && width == 1) {
        column->align = cell->align;
    }
    for (size_t i = 0; i < room && cell->rows > 1; i++) {
        starts[at + i] = (struct column){ .left = (uint16_t)(cell->rows - 1), .taken = 1, .span = cell };
    }
}

static void place_row(struct grid *grid, struct node *row) {
    struct column *starts = arena_array(grid->filling->arena, grid->count, sizeof *starts);
    size_t at = next_column(grid, 0);
    for (struct node *cell = row->first; at < grid->count; cell = cell->next) {
        if (!cell) {
            cell = fill_new(grid->filling, row, NODE_CELL, row->pos);
            cell->header = row->header;
        }
        place_cell(grid, cell, at, starts);
        at = next_column(grid, at + columns_of(cell));
    }
    for (size_t i = 0; i < grid->count; i++) {
        struct column *column = &grid->columns[i];
        enum cell_align align = column->align;
        if (starts[i].left) {
            *column = starts[i];
            column->align = align;
        } else if (column->left) {
            column->left--;
            column->taken++;
        }
    }
}

static void settle_row(struct grid *grid, struct node *row) {
    if (row->previous && row->previous->header && !row->header) {
        cut_rows(grid, "it reaches from the head into the body");
    }
    size_t wide = row_width(row) + covered_columns(grid);
    size_t excess = wide > grid->count ? drop_covered(grid, row, wide - grid->count) : 0;
    if (cut_columns(grid, row, excess)) {
        cut_rows(grid, "it meets a cell that is not empty");
    }
    widen_group(grid, row);
    place_row(grid, row);
}

/* A head says how many columns there are: a span below it makes no more of them, a cell of its own does. */
static size_t count_columns(const struct node *table) {
    size_t heads = 0, cells = 0, spans = 0;
    for (const struct node *row = table->first; row; row = row->next) {
        size_t width = row_width(row), count = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            count++;
        }
        heads = row->header && width > heads ? width : heads;
        cells = count > cells ? count : cells;
        spans = width > spans ? width : spans;
    }
    return heads == 0 ? spans : heads > cells ? heads : cells;
}

void table_settle(struct filling *filling, struct node *table) {
    struct grid grid = { .filling = filling, .count = count_columns(table) };
    grid.columns = arena_array(filling->arena, grid.count, sizeof *grid.columns);
    for (struct node *row = table->first; row; row = row->next) {
        settle_row(&grid, row);
    }
    cut_rows(&grid, "it reaches below the last row");
}
