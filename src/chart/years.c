#include "chart/years.h"

#include "chart/kind.h"
#include "chart/label.h"

#include <math.h>
#include <stdlib.h>

static const double YEAR_GAP = 8.0; /* [pt] between two years, at least */

/* Centred at x, but within the frame. */
static void write_year(const struct chart *chart, const char *label, double x, double middle) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    double half = label_text_width(chart, &style, label) / 2;
    struct label_place place = { fmax(fmin(x, chart->spec->width - half), half), middle, LABEL_CENTRE,
                                 { .kind = ORIGIN_TICK } };
    label_write(chart, &style, label, place);
}

static bool is_round_year(const char *label, int step) {
    return atoi(label) % step == 0;
}

/* True if the labels of years that step divides, with the first and the last, have room. */
static bool years_fit(const struct chart *chart, const double *xs, const struct text_style *style, int step) {
    double end = -INFINITY;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const char *label = chart->selection->rows[row].label;
        double half = label_text_width(chart, style, label) / 2;
        if (!is_round_year(label, step)) {
            continue;
        }
        if (xs[row] - half < end + YEAR_GAP) {
            return false;
        }
        end = xs[row] + half;
    }
    return true;
}

static int year_step(const struct chart *chart, const double *xs, const struct text_style *style) {
    static const int steps[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 };
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps && !years_fit(chart, xs, style, steps[i])) {
        i++;
    }
    return steps[i];
}

void years_write(const struct chart *chart, const double *xs, double middle) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    size_t rows = chart->selection->row_count;
    int step = year_step(chart, xs, &style);
    for (size_t row = 0; row < rows; row++) {
        const char *label = chart->selection->rows[row].label;
        double room = xs[rows - 1] - xs[row];
        bool near_last = row + 1 < rows && room < label_text_width(chart, &style, label) + YEAR_GAP;
        if (row + 1 == rows || (is_round_year(label, step) && !near_last)) {
            write_year(chart, label, xs[row], middle);
        }
    }
}

void years_write_ends(const struct chart *chart, const double *xs, double middle) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    size_t last = chart->selection->row_count - 1;
    const char *first_year = chart->selection->rows[0].label, *last_year = chart->selection->rows[last].label;
    struct origin tick = { .kind = ORIGIN_TICK };
    double width = label_text_width(chart, &style, last_year);
    if (last > 0 && xs[0] + label_text_width(chart, &style, first_year) + YEAR_GAP <= xs[last] - width) {
        label_write(chart, &style, first_year, (struct label_place){ xs[0], middle, LABEL_LEFT, tick });
    }
    label_write(chart, &style, last_year, (struct label_place){ fmax(xs[last], width), middle, LABEL_RIGHT, tick });
}
