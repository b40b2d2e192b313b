/* A file as a table of cells, each knowing its place. Delimited text goes through libcsv. */
#ifndef ALMANAC_DATA_TABLE_H
#define ALMANAC_DATA_TABLE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;

/* How a delimited file is written. delimiter 0: guess from the first line, and say so if two fit equally well. */
struct dialect {
    char delimiter; /* ',', ';', '\t', '|' or 0 */
    char quote;     /* '"' or '\'' or 0 for none */
    char decimal;   /* '.' or ',' */
    int skip_lines; /* lines before the header */
};

struct cell {
    const char *text; /* unquoted; trailing blanks kept */
    uint32_t line;    /* physical line on which the field starts */
    uint32_t field;   /* from 0 */
};

struct table {
    const struct source_file *file;
    struct dialect dialect; /* as used; delimiter 0: no delimited text, a cell's field is its byte column */
    const struct cell *header;
    size_t column_count;
    size_t row_count;
    /* private */
    struct cell *cells;          /* row by row, kept_count each */
    size_t kept_count;           /* columns that were kept */
    const size_t *places;        /* of each column among those kept; SIZE_MAX: not kept */
    const uint32_t *line_starts; /* where each physical line begins [byte] */
};

/* A field as it stands in the file, before anything is copied. */
struct field {
    const char *text;
    size_t size;
};

/* What of a file is kept: files are much larger than what a publication uses of them. */
struct table_choice {
    void *user;
    struct arena *scratch; /* takes what grows while the file is read; NULL: the table's own */
    /* Called once, behind the header. Clears the columns in wanted that nobody will ask for, and says how many fields
     * from the left decide about a row. Returns false after a diagnostic if the table cannot be used. */
    bool (*choose)(void *user, const struct table *table, bool *wanted, size_t *deciding);
    /* True if the row with these deciding fields is kept. Not called if none decide. */
    bool (*keep)(void *user, const struct field *fields);
};

/* Reads a delimited file with a header row. Rows of another width than the header are diagnosed (CSV_RAGGED_ROW) and
 * left out. Returns NULL if there is no header. Errors: CSV_*. Limits: 10 000 columns, 4 000 000 cells, fields 1
 * MiB. */
const struct table *table_read(struct arena *arena, struct diag *diag, const struct source_file *file,
                               struct dialect dialect);

/* The same, keeping only what choice wants. Rows that are not kept are not checked either. */
const struct table *table_read_chosen(struct arena *arena, struct diag *diag, const struct source_file *file,
                                      struct dialect dialect, const struct table_choice *choice);

/* The cell at row, column; asserts both, and that the column was kept. */
const struct cell *table_cell(const struct table *table, size_t row, size_t column);

/* Takes the text of a confidential cell away, so that nobody can print it. The cell must be one of the table's. */
void table_mask(const struct table *table, const struct cell *cell);

/* Index of the column named name, or SIZE_MAX. */
size_t table_find_column(const struct table *table, const char *name);

/* Where the cell stands, with the byte column found by reading the record again. */
struct source_pos table_cell_pos(const struct table *table, const struct cell *cell);

/* "column" and rows as text, with line numbers. */
void table_dump(const struct table *table, struct buffer *out);

#endif
