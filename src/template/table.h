/* Tables while they are filled: what a cell's attributes say, and rows made fit for each other; for the .c files of
 * template/ only. */
#ifndef ALMANAC_TEMPLATE_TABLE_H
#define ALMANAC_TEMPLATE_TABLE_H

#include "template/fill.h"

enum { SPAN_COLUMNS_MAX = 100, SPAN_ROWS_MAX = 1000 };

/* Takes span, rows and align out of the attributes of holder (the cell, or the row for its first cell) and gives them
 * to cell. What cannot be read is diagnosed (TEMPLATE_SPAN). */
void cell_read(struct filling *filling, struct node *cell, struct node *holder);

/* Once all rows are there: takes out the empty cells that a row span covers, cuts spans that meet other cells, gives
 * short rows empty cells, lets the only cell of a row .group span all columns, and gives cells the alignment of their
 * column's head. Errors: TEMPLATE_SPAN. */
void table_settle(struct filling *filling, struct node *table);

#endif
