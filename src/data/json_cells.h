/* The values or statuses of a large JSON-stat file, walked along in the text without a tree of them. For json_stat.c only. */
#ifndef ALMANAC_DATA_JSON_CELLS_H
#define ALMANAC_DATA_JSON_CELLS_H

#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct source_file;

/* A list, or a map of places in rising order, of numbers, nulls and plain texts. */
struct json_cells {
    const char *text; /* of the file; NULL: there are none */
    size_t start, end;
    bool is_map;
    size_t count;     /* items */
    size_t places;    /* one more than the last place */
};

/* One item. */
struct json_cell {
    size_t place;
    struct json json; /* its text is not copied: offset and size say where it stands, a text without its quotes */
    size_t next;      /* where the walk goes on */
};

/* What stands under "value" and "status" of the map that the file is. False if the file is of another form, holds what a reader
 * of whole trees must judge (escapes, nested items, faults), or has no values. A status that is one text for all is left alone. */
bool json_cells_find(const struct source_file *file, struct json_cells *values, struct json_cells *statuses);

/* The item before the first one. */
struct json_cell json_cells_begin(const struct json_cells *cells);

/* Steps to the next item; false at the end. cells were found before, so what stands there is known to be well formed. */
bool json_cells_next(const struct json_cells *cells, struct json_cell *cell);

#endif
