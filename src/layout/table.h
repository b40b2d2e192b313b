/* Tables: widths of columns, rows as slices that can be split, heads that are repeated. */
#ifndef ALMANAC_LAYOUT_TABLE_H
#define ALMANAC_LAYOUT_TABLE_H

#include "layout/setter.h"

/* Where a table stands and what stands above it on further pages. */
struct table_place {
    struct span span;
    const struct slice *caption; /* repeated above the head; NULL: none */
    const char *widths;          /* of columns in mm, "24 12 26.8"; NULL: from the table or its content */
};

/* Sets the rows of table below what galley holds. */
void table_set_rows(struct setter *setter, struct galley *galley, const struct node *table,
                    const struct table_place *place);

/* Reads up to count widths in mm from text (NULL: none) into widths [pt]. Returns how many there are. */
size_t table_read_widths(const char *text, double *widths, size_t count);

/* A cell: its blocks, and the columns it spans. */
struct table_cell {
    const struct node *node;
    struct galley galley;
    struct span span;
    bool stub;
};

/* A row, or the part of one that stands on one page. */
struct table_row {
    const struct node *node;
    struct table_cell *cells;
    size_t count;
    struct span span;
    double above, below;  /* [pt] */
    double rule;          /* below the row [pt] */
    struct colour rule_colour;
    bool bottom;          /* cells stand at the row's bottom */
    bool lit;             /* on a light ground */
    bool part;            /* not the first part of a split row: the stub is repeated */
};

/* The row as one slice. */
struct slice table_row_slice(struct setter *setter, const struct table_row *row);

/* Splits row so that the first part is at most height [pt] high. Each part of a split cell keeps two lines. A second
 * part that is higher than a page has its height only: it is split again, or made with table_row_slice. Returns
 * false, and changes nothing, if that cannot be. */
bool table_row_split(struct setter *setter, const struct table_row *row, double height, struct slice parts[2]);

/* Widths of columns [pt] so that the table fills width: from hints in mm, or from what the cells hold. */
void table_find_widths(struct setter *setter, const struct node *table, const char *hints, double width,
                       double *widths);

/* Number of columns, and the style of a cell's text. */
size_t table_column_count(const struct node *table);
enum theme_style table_cell_style(const struct node *cell);
size_t table_cell_span(const struct node *cell);

#endif
