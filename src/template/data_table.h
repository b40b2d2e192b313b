/* Tables whose rows come from data: what their YAML says, read once, and the rows it makes; for the .c files of
 * template/ only. */
#ifndef ALMANAC_TEMPLATE_DATA_TABLE_H
#define ALMANAC_TEMPLATE_DATA_TABLE_H

#include "template/request.h"

/* A column: its head, and what stands in a cell. */
struct data_column {
    struct source_pos pos;
    fragment head;
    fragment series;              /* member of the columns' dimension; NULL if value, text or chart says it all */
    size_t number;                /* of the column of the selection, if series is given */
    const struct formula *value;
    fragment text;                /* Markdown instead of a value */
    const struct plan *drawing;   /* beside the value; NULL if there is none */
    const struct formula *total;
    fragment missing;             /* sign for a missing value; NULL: it is a fault */
    enum cell_align align;
    int decimals;                 /* -1: those of the value */
    bool unit, signs, flags;      /* printed with its unit, with its sign, with its flags */
};

struct data_table {
    struct plan plan;
    const struct formula *sort;   /* of rows that are no selection */
    bool descending;
    const struct formula *group;
    fragment total;               /* head of the row of totals */
    struct data_column *columns;
    size_t column_count;
};

/* Reads the keys of a table from data out of map. NULL after a diagnostic. */
const struct data_table *data_table_read(struct reading *reading, struct node *node);

/* Makes the table below to. Returns the series that it shows, or NULL. */
const struct series *data_table_fill(struct filling *filling, const struct node *node, const struct data_table *table,
                                     struct node *to);

/* One row being filled. selected: where its points stand in the selection; selection NULL: the rows are a list. */
struct data_row {
    struct filling *filling;
    const struct value *series;
    struct grid_cell selected;
};

/* ---- data_rows.c ---- */

/* The rows of a table being filled. */
struct data_rows {
    struct filling *filling;
    const struct data_table *table;
    struct data_row row;
    const struct value *members;
    size_t count;         /* of the rows that are printed */
    size_t *order;        /* numbers of their members */
    const char **groups;  /* their groups; NULL: none */
    struct value *values; /* column by column, for totals */
};

/* Finds, sorts, cuts and groups the rows of table; false after a diagnostic. */
bool data_rows_find(struct data_rows *rows);

/* ---- data_column.c ---- */

bool data_column_read(struct reading *reading, const struct yaml *map, fragment missing, struct data_column *column);

/* The value of column in row; KIND_FAULT if the column has none. Names row and it are bound to the member. */
struct value data_column_value(const struct data_row *row, const struct data_column *column);

/* Fills cell with value and what the column shows beside it. */
void data_column_fill(const struct data_row *row, const struct data_column *column, struct value value,
                      struct node *cell);

/* Binds row and it to member while work is done; hand the scopes back in the end. */
struct data_scope {
    struct scope row, it;
};
void data_scope_enter(struct evaluation *evaluation, struct data_scope *scope, struct value member);
void data_scope_leave(struct evaluation *evaluation, const struct data_scope *scope);

#endif
