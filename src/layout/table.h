/* Tables: cells on a grid, widths of columns, rows bound to bands that can be split, heads that are repeated. Used
 * inside layout/ only. */
#ifndef ALMANAC_LAYOUT_TABLE_H
#define ALMANAC_LAYOUT_TABLE_H

#include "layout/paragraph.h"
#include "layout/setter.h"

/* Cells beyond so many columns are left out. */
#define TABLE_COLUMNS_MAX 1000

/* Where a table stands and what stands above it on further pages. */
struct table_place {
    struct span span;
    const struct slice *caption; /* repeated above the head; NULL: none */
    const char *widths;          /* of columns, as table_read_hints reads them; NULL: from the table or its content */
    bool split;                  /* columns that find no room stand in a further part below, the stub repeated */
};

/* Sets the notes of a table, which number.c hung into its figure, run on below its rows. Returns false if there are
 * none. */
bool table_notes_set(struct setter *setter, struct galley *galley, const struct node *figure, struct span span);

/* Sets the rows of table below what galley holds. */
void table_set_rows(struct setter *setter, struct galley *galley, const struct node *table,
                    const struct table_place *place);

/* --- the grid --- */

/* A cell where it stands. */
struct grid_cell {
    const struct node *node;
    size_t column, columns, rows;
};

/* The grid while rows are placed on it from the top. */
struct table_grid {
    size_t columns, wanted; /* wanted: with those beyond the most */
    size_t *open; /* by column: rows that a cell above still covers */
    size_t body_rows; /* placed so far */
};

/* A grid with the columns of table, nothing placed. */
struct table_grid grid_new(struct arena *arena, const struct node *table);

/* Places the cells of row, which come behind those of the rows before; cells has room for all children of row. Returns
 * how many there are. */
size_t grid_place(struct table_grid *grid, const struct node *row, struct grid_cell *cells);

/* True if no cell reaches into the next row. */
bool grid_is_closed(const struct table_grid *grid);

size_t row_cell_count(const struct node *row);

/* --- a table while it is set --- */

struct table_column {
    double x, width;          /* x from the page's left edge; without the gap behind it [pt] */
    bool subject;             /* the head names the subject */
    bool shown;               /* stands in this part */
    bool again;               /* stood in a part before, too */
    double fraction, flags;   /* widest part behind the decimal sign, and widest flags of the numbers [pt] */
};

struct table {
    struct setter *setter;
    const struct node *node;
    const struct table_place *place;
    struct span span;
    struct table_column *columns;
    size_t count;
    double gap;   /* between columns [pt] */
    bool parted;  /* set in parts, each with some of the columns */
    bool inset;   /* a ground reaches the right edge: text keeps away from it */
    bool striped; /* every other row lies on a tint */
    double bleed; /* grounds and rules reach so far beyond the columns on either side [pt] */
};

/* The stretch that a cell takes, gaps between its columns included. */
struct span table_span(const struct table *table, const struct grid_cell *cell);

/* --- cells --- */

/* A cell of a band: its blocks and the rows it spans. */
struct table_cell {
    struct galley galley;
    struct span span;
    size_t row, rows; /* in its band */
    double least;     /* height of an icon beside the text [pt] */
    double shift;     /* first line lowered to the baseline of its neighbours [pt] */
    bool stub;        /* names its row: repeated where that is split */
    bool repeated;    /* the whole of it stood on the page before */
    bool lit;
    const struct colour *ground; /* its own; NULL: none */
};

struct table_cell table_cell_set(const struct table *table, const struct grid_cell *place);

/* The style of a cell's text, and of the block or inlines from child on, the index-th of its blocks. */
enum theme_style table_cell_style(const struct table *table, const struct grid_cell *cell);
enum theme_style table_block_style(const struct node *cell, const struct node *child, size_t index,
                                   enum theme_style style);

/* True for a class of table or of the figure around it. */
bool table_has_class(const struct node *table, const char *name);

/* The style that a class of text (a paragraph, a cell, or a span that is all of it) asks for in tables; else style. */
enum theme_style table_text_style(const struct node *text, enum theme_style style);

/* The icon at the start of cell, or NULL; and whether a mark for a level stands there. */
const struct node *cell_icon(const struct node *cell);
bool cell_has_mark(const struct grid_cell *cell);

/* --- numbers --- */

/* What a number in a cell takes on either side of its decimal sign [pt]. */
struct number_extent {
    bool is_number;
    double integer, fraction, flags;
};

/* In a table of class "mixed", whose rows differ in unit, numbers end below each other instead: all of a number counts
 * as standing before the sign. */
struct number_extent number_measure(struct setter *setter, const struct node *cell, enum theme_style style);

/* --- bands --- */

struct band_row {
    const struct node *node;
    double top, content;      /* content: height between the spaces above and below [pt] */
    double baseline;          /* the lowest of its cells' first ones [pt] */
    double above, below;      /* [pt] */
    double bare_above, bare_below; /* of these, what a light ground leaves free [pt] */
    double rule;              /* below the row [pt] */
    struct colour rule_colour;
    bool bottom;              /* cells stand at the row's bottom */
    bool lit;                 /* on a light ground */
    const struct colour *ground; /* on another one; NULL: none */
};

/* Rows that cells spanning them bind together, or one row; or the part of them that stands on one page. */
struct table_band {
    struct band_row *rows;
    size_t row_count, row_capacity;
    struct table_cell *cells;
    size_t cell_count, cell_capacity;
    struct span span;
    double gap; /* between columns [pt] */
    double bleed; /* of grounds and rules beyond the span [pt] */
};

/* Finds the heights of all rows once their cells are set. */
void band_measure(struct table_band *band);
double band_height(const struct table_band *band);

/* The band as one slice. */
struct slice band_slice(struct setter *setter, const struct table_band *band);

/* Splits band between or inside rows so that the first part is at most height [pt] high. Each part of a split cell
 * keeps two lines, unless height is most of a page. A second part that is higher than a page has its height only: it
 * is split again, or made with band_slice. Returns false, and changes nothing, if that cannot be. */
bool band_split(struct setter *setter, const struct table_band *band, double height, struct slice parts[2]);

/* Height of the frame that the rows stand in [pt]. */
double table_frame_height(const struct setter *setter);

/* --- widths --- */

enum hint_unit { HINT_NONE, HINT_LENGTH, HINT_PART };

/* What is asked for a column: a length [pt], a part of the table's width (1: all), or nothing. */
struct width_hint {
    enum hint_unit unit;
    double value;
};

/* Reads up to count hints from text (NULL: none): "24" or "24mm", "20%", "*" for none, parted by spaces or commas.
 * Returns how many there are; 0 if one cannot be read. */
size_t table_read_hints(const char *text, struct width_hint *hints, size_t count);

/* Width of the longest word and the longest line of cell, an icon or mark included. */
struct text_extent table_cell_extent(const struct table *table, const struct grid_cell *cell);

/* Least and most width of every column, and the extents of their numbers. */
void table_measure_columns(struct table *table, struct text_extent *extents);

/* Finds the columns' widths, places and number extents; all columns shown. */
void table_find_columns(struct table *table);

/* Gives the columns shown their x; together they fill the table's width. */
void table_place_columns(struct table *table);

/* Shares width [pt] among count columns: hints [pt] first, the others by their content. */
void table_share_width(const struct text_extent *extents, const struct width_hint *hints, size_t count, double width,
                       double *widths);

#endif
