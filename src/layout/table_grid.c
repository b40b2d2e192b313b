#include "layout/table.h"

#include "base/arena.h"

static size_t cell_columns(const struct node *cell) {
    return cell->level > 1 ? (size_t)cell->level : 1;
}

/* Rows that cell spans: as many as its section (head or body) still has. */
static size_t cell_rows(const struct node *cell) {
    size_t rows = 1;
    const struct node *row = cell->parent;
    while (rows < cell->rows && row->next && row->next->header == row->header) {
        row = row->next;
        rows++;
    }
    return rows;
}

size_t row_cell_count(const struct node *row) {
    size_t count = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        count++;
    }
    return count;
}

/* Number of free columns from column on, as many as count at most. */
static size_t free_columns(const struct table_grid *grid, size_t column, size_t count) {
    size_t found = 0;
    while (found < count && column + found < grid->columns && grid->open[column + found] == 0) {
        found++;
    }
    return found;
}

size_t grid_place(struct table_grid *grid, const struct node *row, struct grid_cell *cells) {
    size_t count = 0, column = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        while (column < grid->columns && grid->open[column] > 0) {
            column++;
        }
        size_t columns = free_columns(grid, column, cell_columns(cell));
        if (columns == 0) {
            break;
        }
        cells[count++] = (struct grid_cell){cell, column, columns, cell_rows(cell)};
        for (size_t i = 0; i < columns; i++) {
            grid->open[column + i] = cells[count - 1].rows;
        }
        column += columns;
    }
    for (size_t i = 0; i < grid->columns; i++) {
        grid->open[i] -= grid->open[i] > 0;
    }
    return count;
}

bool grid_is_closed(const struct table_grid *grid) {
    for (size_t i = 0; i < grid->columns; i++) {
        if (grid->open[i] > 0) {
            return false;
        }
    }
    return true;
}

static size_t row_width(const struct node *row) {
    size_t width = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        width += cell_columns(cell);
    }
    return width;
}

static bool spans_rows(const struct node *row) {
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (cell->rows > 1) {
            return true;
        }
    }
    return false;
}

/* Columns that cells of row take, the ones pushed aside by cells above included. */
static size_t placed_width(struct arena *arena, struct table_grid *grid, const struct node *row) {
    struct grid_cell *cells = arena_array(arena, row_cell_count(row), sizeof *cells);
    size_t count = grid_place(grid, row, cells);
    return count > 0 ? cells[count - 1].column + cells[count - 1].columns : 0;
}

struct table_grid grid_new(struct arena *arena, const struct node *table) {
    struct table_grid grid = {.columns = 0};
    bool spans = false;
    for (const struct node *row = table->first; row; row = row->next) {
        size_t width = row_width(row);
        grid.columns = width > grid.columns ? width : grid.columns;
        spans = spans || spans_rows(row);
    }
    size_t most = spans ? 0 : grid.columns;
    struct table_grid wide = {.columns = TABLE_COLUMNS_MAX,
                              .open = arena_array(arena, TABLE_COLUMNS_MAX, sizeof *wide.open)};
    for (const struct node *row = table->first; row && spans; row = row->next) {
        size_t width = placed_width(arena, &wide, row);
        most = width > most ? width : most;
    }
    grid.wanted = most;
    grid.columns = most < TABLE_COLUMNS_MAX ? most : TABLE_COLUMNS_MAX;
    grid.open = arena_array(arena, grid.columns, sizeof *grid.open);
    return grid;
}
