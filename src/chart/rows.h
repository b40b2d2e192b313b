/* Charts of rows: names at the left, a value axis above, columns of values at the right; a kind draws its marks in
 * between. Included in chart/ only. */
#ifndef ALMANAC_CHART_ROWS_H
#define ALMANAC_CHART_ROWS_H

#include "chart/axis.h"
#include "chart/emphasis.h"
#include "chart/label.h"
#include "indicator/series.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;
struct point_value;

enum { ROWS_VALUES_MOST = 3 };

/* What a kind wants. */
struct rows_form {
    double pitch;                     /* [pt] */
    double names_height;              /* [pt] room above the first row for names of marks */
    double foot;                      /* [pt] below the last row */
    struct scale scale;
    size_t columns[ROWS_VALUES_MOST]; /* whose values are printed, from left to right; the first is the strong one */
    size_t column_count;
    size_t emphasis;                  /* how many names are strong, unless the template says otherwise */
};

struct rows_value {
    size_t column;
    struct text_style style;
    struct label head;
    double right, width; /* [pt] without flags */
    value_flags common;  /* of the whole column: at its head */
};

struct rows {
    struct chart *chart;
    double label_width, first_row, pitch, foot; /* [pt] */
    struct axis axis;
    struct rows_value values[ROWS_VALUES_MOST];
    size_t value_count;
    struct emphasis emphasis;
};

struct rows rows_make(struct chart *chart, const struct rows_form *form);

/* Opens the drawing; grid, heads, names, values and separators. */
void rows_start(const struct rows *rows);

/* The zero line, over the marks, if the scale has a zero. */
void rows_finish(const struct rows *rows);

double rows_middle(const struct rows *rows, size_t row);
double rows_x(const struct rows *rows, double value);
double rows_bottom(const struct rows *rows);

/* The reason why there is no value, where the mark would begin. */
void rows_write_missing(const struct rows *rows, size_t row, const struct point_value *point);

/* The same beside the marks that a row has for other columns. */
void rows_write_missing_beside(const struct rows *rows, size_t row, const struct point_value *point,
                               struct axis_stretch marks);

/* Lowest and highest present value of the columns listed; with a column count of 0 of all. */
bool rows_extent(const struct chart *chart, const size_t *columns, size_t count, double *low, double *high);

/* Names of marks above the row in which they stand, moved apart, with leaders to marks that are not below them. */
struct mark_name {
    const char *text;
    struct text_style style;
    double x;      /* [pt] of the mark */
    double mark_y; /* [pt] top of the mark */
};
void rows_write_mark_names(const struct rows *rows, struct mark_name *names, size_t count, double middle);

#endif
