#include "report/table_csv.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "chart/csv.h"
#include "document/node.h"
#include "indicator/series.h"
#include "template/template.h"

/* More text than this beside a number (a flag, a sign) makes the cell a text. */
enum { BESIDE_MOST = 4 };

/* What a cell holds. */
struct cell_value {
    const char *text;   /* as printed */
    bool is_number;
    double value;
    const char *unit;   /* "" unless the unit is printed in the cell */
    value_flags flags;
};

/* The cells of a table, those that span repeated; row 0 is its head. */
struct grid {
    struct arena *arena;
    const struct indicators *indicators;
    const struct filled *filled;
    struct cell_value *fields;
    size_t *covered; /* by column: rows that a cell above still covers */
    size_t rows, columns;
};

static size_t span_of(const struct node *cell) {
    return cell->level > 1 ? (size_t)cell->level : 1;
}

static bool shows_unit(const char *text) {
    return text[strcspn(text, "%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] != '\0';
}

/* The number that a text was made from, if it is one that is there. */
static void resolve(const struct grid *grid, const struct node *text, struct cell_value *field) {
    uint32_t id = text->origin.id;
    const char *unit = "";
    if (id < DERIVED_FIRST) {
        const struct point_value *point = indicators_point(grid->indicators, id);
        field->value = point->status == VALUE_PRESENT ? point->value : NAN;
        field->flags = point->flags;
        unit = point_series(point)->unit;
    } else if (id - DERIVED_FIRST < grid->filled->derived_count) {
        field->value = grid->filled->derived[id - DERIVED_FIRST].value;
        unit = grid->filled->derived[id - DERIVED_FIRST].unit;
    }
    field->is_number = isfinite(field->value);
    field->unit = shows_unit(text->text) ? unit : "";
}

/* The text of a cell on one line: lines, paragraphs and items are parted by "; ", marks of notes left out. */
static const char *cell_text(const struct grid *grid, const struct node *cell) {
    struct buffer out = buffer_new(grid->arena);
    bool is_new = false;
    for (const struct node *node = cell->first; node;) {
        bool is_mark = node->kind == NODE_NOTE_MARK;
        is_new = is_new || node->kind == NODE_LINE_BREAK || !node_is_inline(node);
        if (node->kind == NODE_SOFT_BREAK) buffer_byte(&out, ' ');
        if (node->kind == NODE_TEXT || node->kind == NODE_CODE) {
            buffer_text(&out, is_new && out.size > 0 ? "; " : "");
            buffer_text(&out, node->text);
            is_new = false;
        }
        node = is_mark ? node_behind(cell, node) : node_next(cell, node);
    }
    return out.data ? out.data : "";
}

/* A cell with one number, beside which stand flags at most, is that number. */
static struct cell_value read_value(const struct grid *grid, const struct node *cell) {
    struct cell_value field = { .text = cell_text(grid, cell), .unit = "", .value = NAN };
    const struct node *number = NULL;
    size_t numbers = 0, beside = 0;
    for (const struct node *node = cell; node; node = node_next(cell, node)) {
        if (node->kind != NODE_TEXT) continue;
        bool is_point = node->origin.kind == ORIGIN_POINT && node->origin.id > 0 && strpbrk(node->text, "0123456789");
        numbers += is_point;
        number = is_point ? node : number;
        beside += is_point ? 0 : strlen(node->text);
    }
    if (numbers == 1 && beside <= BESIDE_MOST) resolve(grid, number, &field);
    return field;
}

/* Heads one above the other become one: "Share, 2020". */
static void join_head(struct grid *grid, struct cell_value *field, const char *text) {
    bool is_new = !field->text || !*field->text;
    if (!is_new && (!*text || strcmp(field->text, text) == 0)) return;
    field->text = is_new ? text : arena_print(grid->arena, "%s, %s", field->text, text);
}

static void read_row(struct grid *grid, const struct node *row, size_t number) {
    size_t column = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        while (column < grid->columns && grid->covered[column] > 0) column++;
        struct cell_value field = read_value(grid, cell);
        for (size_t i = 0; i < span_of(cell) && column < grid->columns; i++, column++) {
            size_t rows = cell->rows > 1 ? cell->rows : 1;
            grid->covered[column] = rows;
            for (size_t below = 0; number == 0 ? below == 0 : below < rows && number + below <= grid->rows; below++) {
                struct cell_value *to = &grid->fields[(number + below) * grid->columns + column];
                if (number == 0) join_head(grid, to, field.text);
                else *to = field;
            }
        }
    }
    for (size_t i = 0; i < grid->columns; i++) grid->covered[i] -= grid->covered[i] > 0;
}

static void measure(struct grid *grid, const struct node *table) {
    for (const struct node *row = table->first; row; row = row->next) {
        size_t width = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) width += span_of(cell);
        grid->columns = width > grid->columns ? width : grid->columns;
        grid->rows += !row->header;
    }
}

/* What a column needs beside its values. */
struct extras {
    bool flags, units;
};

static struct extras extras_of(const struct grid *grid, size_t column) {
    struct extras extras = { false, false };
    for (size_t row = 1; row <= grid->rows; row++) {
        const struct cell_value *field = &grid->fields[row * grid->columns + column];
        extras.flags |= field->is_number && field->flags != 0;
        extras.units |= field->is_number && field->unit[0] != '\0';
    }
    return extras;
}

static void write_field(const struct grid *grid, struct buffer *out, size_t row, size_t column) {
    const struct cell_value *field = &grid->fields[row * grid->columns + column];
    struct extras extras = extras_of(grid, column);
    const char *text = field->text ? field->text : "";
    buffer_text(out, column > 0 ? "," : "");
    if (field->is_number) csv_number(out, field->value);
    else csv_field(out, text);
    if (extras.units) buffer_byte(out, ',');
    if (extras.units) csv_field(out, row == 0 ? arena_print(grid->arena, "%s (unit)", text) : field->unit ? field->unit : "");
    if (extras.flags) buffer_byte(out, ',');
    if (extras.flags) csv_field(out, row == 0 ? arena_print(grid->arena, "%s (flags)", text) : flags_text(grid->arena, field->flags));
}

const char *table_csv(struct arena *arena, const struct indicators *indicators, const struct filled *filled, const struct node *table) {
    struct grid grid = { .arena = arena, .indicators = indicators, .filled = filled };
    struct buffer out = buffer_new(arena);
    size_t number = 0;
    measure(&grid, table);
    grid.fields = arena_array(arena, (grid.rows + 1) * grid.columns, sizeof *grid.fields);
    grid.covered = arena_array(arena, grid.columns, sizeof *grid.covered);
    for (const struct node *row = table->first; row; row = row->next) read_row(&grid, row, row->header ? 0 : ++number);
    for (size_t row = 0; row <= grid.rows; row++) {
        for (size_t column = 0; column < grid.columns; column++) write_field(&grid, &out, row, column);
        buffer_text(&out, "\r\n");
    }
    return grid.columns > 0 ? out.data : NULL;
}
