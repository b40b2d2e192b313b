/* A series as a table for composites: one row a unit and year, one column a member of one dimension (the indicators). For
 * the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_PANEL_H
#define ALMANAC_INDICATOR_PANEL_H

#include "indicator/series.h"

struct arena;
struct definition;

struct panel_row {
    uint16_t *keys; /* as in the series; that of the columns is 0 */
    int year;
};

struct panel {
    const struct series *of;
    size_t over; /* dimension of the columns */
    size_t column_count, row_count;
    struct panel_row *rows;            /* in the order of the series' points */
    const struct point_value **points; /* row by row; NULL where the series has no such point */
    const uint32_t *row_of;              /* by point of the series */
};

/* The panel of series over its dimension. */
struct panel panel_make(struct arena *arena, const struct series *of, size_t over);

/* The panel of the only input over the dimension named under "over"; false after a diagnostic. */
bool panel_read(struct definition *definition, struct panel *panel);

/* The value at row, column; NAN if missing. */
double panel_value(const struct panel *panel, size_t row, size_t column);

/* Copies a column to values, which holds row_count. */
void panel_column(const struct panel *panel, size_t column, double *values);

/* Copies all values, row by row. */
double *panel_values(struct arena *arena, const struct panel *panel);

/* Makes a point of the series being built for each present point of the panel, with the same members: value is that
 * of values at the same place, NAN with reason. The series must have the dimensions of the panel's. */
struct point_value *panel_add(struct definition *definition, const struct panel *panel, size_t row, size_t column,
                              double value);

/* "division B, C, D": the code of a column. */
const char *panel_code(const struct panel *panel, size_t column);

#endif
