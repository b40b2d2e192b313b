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

/* What sums up a scatter, in words, with the number in them; text is NULL where there is nothing to say. */
struct scatter_words {
    const char *text;
    double value;
    const char *unit;
};

/* Half of the rows lie left of one line and below the other. The words call the column as axis says. */
void scatter_draw_medians(const struct scatter *scatter);
struct scatter_words scatter_median_words(const struct scatter *scatter, enum scatter_column column, const char *axis);

/* The straight line of least squares; its words name the share of the variance that it explains. */
void scatter_draw_fit(const struct scatter *scatter);
struct scatter_words scatter_fit_words(const struct scatter *scatter);

#endif
