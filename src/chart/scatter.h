/* The parts of a scatter that its files share. Included by scatter*.c only. */
#ifndef ALMANAC_CHART_SCATTER_H
#define ALMANAC_CHART_SCATTER_H

#include "chart/grouping.h"
#include "chart/plot.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;
struct point_value;

enum scatter_column { SCATTER_X, SCATTER_Y, SCATTER_SIZE, SCATTER_COLUMNS };

struct scatter {
    const struct chart *chart;
    struct plot plot; /* of the values of Y */
    struct scale across;
    struct grouping grouping;
    bool sized;       /* the third column is the area of the symbols */
    double largest;   /* of the third column */
    double radius;    /* [pt] of symbols of one size */
    size_t shown, left_out;
};

const struct point_value *scatter_point(const struct scatter *scatter, size_t row, size_t column);

/* True if row has all that its symbol needs. */
bool scatter_has(const struct scatter *scatter, size_t row);

double scatter_x(const struct scatter *scatter, double value);

/* Half of the rows lie left of one line and below the other. The words of the key name both values; NULL without rows. */
void scatter_draw_medians(const struct scatter *scatter);
const char *scatter_median_words(const struct scatter *scatter);

/* The straight line of least squares. The words of the key name its share of the variance; NULL without a line. */
void scatter_draw_fit(const struct scatter *scatter);
const char *scatter_fit_words(const struct scatter *scatter);

#endif
