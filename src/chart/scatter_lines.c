/* Lines that sum up a scatter: the medians, the straight line of least squares. */
#include "chart/scatter.h"

#include "base/arena.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "text/number.h"

#include <math.h>
#include <stdlib.h>

static const double MEDIAN = 0.6, FIT = 1.0; /* [pt] */

enum { FIT_ROWS_LEAST = 3 }; /* any two points lie on a line */

static int compare_values(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The values of column of all rows shown; *count is set. */
static double *values_of(const struct scatter *scatter, size_t column, size_t *count) {
    size_t rows = scatter->chart->selection->row_count;
    double *values = arena_array(scatter->chart->arena, rows, sizeof *values);
    *count = 0;
    for (size_t row = 0; row < rows; row++) {
        if (scatter_has(scatter, row)) {
            values[(*count)++] = scatter_point(scatter, row, column)->value;
        }
    }
    return values;
}

/* NAN where no row is shown. */
static double median(const struct scatter *scatter, size_t column) {
    size_t count;
    double *values = values_of(scatter, column, &count);
    if (count == 0) {
        return NAN;
    }
    qsort(values, count, sizeof *values, compare_values);
    return count % 2 ? values[count / 2] : values[count / 2 - 1] / 2 + values[count / 2] / 2;
}

void scatter_draw_medians(const struct scatter *scatter) {
    const struct plot *plot = &scatter->plot;
    struct stroke stroke = chart_stroke(scatter->chart, COLOUR_PEER, MEDIAN);
    stroke.dash[0] = stroke.dash[1] = 2;
    double across = median(scatter, SCATTER_X);
    if (isnan(across)) {
        return;
    }
    double x = scatter_x(scatter, across), y = plot_y(plot, median(scatter, SCATTER_Y));
    struct drawing *drawing = scatter->chart->drawing;
    drawing_segment(drawing, (struct point){ x, plot->top }, (struct point){ x, plot->bottom }, &stroke);
    drawing_segment(drawing, (struct point){ plot->left, y }, (struct point){ plot->right, y }, &stroke);
}

struct scatter_words scatter_median_words(const struct scatter *scatter, enum scatter_column column, const char *axis) {
    const struct chart *chart = scatter->chart;
    const struct series *series = chart_column_series(chart, column);
    const struct point_value point = { .value = median(scatter, column), .status = VALUE_PRESENT, .from.series = series };
    if (isnan(point.value)) {
        return (struct scatter_words){ .text = NULL };
    }
    const struct phrase_value values[] = { { "axis", axis },
                                           { "value", datum_in_words(chart, &point) },
                                           { NULL, NULL } };
    return (struct scatter_words){ phrase_text(chart->arena, chart->words->median_of, values), point.value, series->unit };
}

struct fit {
    double slope, offset; /* offset: of Y at the mean of X */
    double mean;          /* of X */
    double low, high;     /* of X */
    double explained;     /* share of the variance of Y */
};

/* Least squares, from deviations of the means. False for fewer than three rows or where all have one X. */
static bool fit_make(const struct scatter *scatter, struct fit *fit) {
    size_t count;
    const double *xs = values_of(scatter, SCATTER_X, &count), *ys = values_of(scatter, SCATTER_Y, &count);
    double xx = 0, yy = 0, xy = 0;
    *fit = (struct fit){ .low = INFINITY, .high = -INFINITY };
    for (size_t i = 0; i < count; i++) {
        fit->mean += xs[i] / (double)count;
        fit->offset += ys[i] / (double)count;
        fit->low = fmin(fit->low, xs[i]);
        fit->high = fmax(fit->high, xs[i]);
    }
    for (size_t i = 0; i < count; i++) {
        xx += (xs[i] - fit->mean) * (xs[i] - fit->mean);
        yy += (ys[i] - fit->offset) * (ys[i] - fit->offset);
        xy += (xs[i] - fit->mean) * (ys[i] - fit->offset);
    }
    fit->slope = xy / xx;
    fit->explained = yy > 0 ? xy / xx * (xy / yy) : 0;
    return count >= FIT_ROWS_LEAST && xx > 0 && isfinite(fit->slope) && isfinite(fit->explained);
}

/* The line within the values of X, cut at the frame. */
void scatter_draw_fit(const struct scatter *scatter) {
    const struct plot *plot = &scatter->plot;
    struct drawing *drawing = scatter->chart->drawing;
    struct fit fit;
    if (!fit_make(scatter, &fit)) {
        return;
    }
    double low = fit.offset + (fit.low - fit.mean) * fit.slope, high = fit.offset + (fit.high - fit.mean) * fit.slope;
    double scale = (plot->bottom - plot->top) / (plot->scale.high - plot->scale.low);
    struct point from = { scatter_x(scatter, fit.low), plot->bottom - (low - plot->scale.low) * scale };
    struct point to = { scatter_x(scatter, fit.high), plot->bottom - (high - plot->scale.low) * scale };
    struct stroke stroke = chart_stroke(scatter->chart, COLOUR_EU, FIT);
    drawing_rect(drawing, plot->left, plot->top, plot->right - plot->left, plot->bottom - plot->top);
    drawing_clip_begin(drawing);
    drawing_segment(drawing, from, to, &stroke);
    drawing_clip_end(drawing);
}

struct scatter_words scatter_fit_words(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    struct fit fit;
    if (!fit_make(scatter, &fit)) {
        return (struct scatter_words){ .text = NULL };
    }
    struct number_format format = { .unit = "ratio", .decimals = 2, .place = NUMBER_IN_TABLE };
    const struct phrase_value values[] = { { "share", datum_number(chart, format, fit.explained) }, { NULL, NULL } };
    return (struct scatter_words){ phrase_text(chart->arena, chart->words->fit, values), fit.explained, "ratio" };
}
