/* Diverging bars: one value a row on both sides of a line, in two colours and with the line's value named. */
#include "base/number.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"
#include "chart/rows.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 19.5, BAR = 8.6;
static const double LINE = 0.75;

struct diverging {
    struct chart *chart;
    struct rows rows;
    size_t column;
    double base;
};

static double base_of(const struct chart *chart) {
    const char *text = chart_option(chart->spec, "base", NULL);
    double base = 0;
    if (text && !number_parse(text, &base)) {
        chart_option_reject(chart, "base", text);
        return 0;
    }
    return base;
}

static void draw_row(const struct diverging *diverging, size_t row) {
    const struct chart *chart = diverging->chart;
    const struct theme *theme = chart->theme;
    const struct point_value *point = selection_point(chart->selection, row, diverging->column);
    if (!datum_is_present(point)) {
        rows_write_missing(&diverging->rows, row, point);
        return;
    }
    double from = rows_x(&diverging->rows, diverging->base), to = rows_x(&diverging->rows, point->value);
    bool above = point->value >= diverging->base;
    to = mark_end(from, to, point->value - diverging->base);
    struct bar_look look = { theme->diverging[above ? theme->diverging_count - 1 : 0], chart_colour(chart, COLOUR_PAPER),
                             datum_is_hollow(chart, row, diverging->column) };
    mark_bar(chart, mark_bar_rect(from, to, rows_middle(&diverging->rows, row) - BAR / 2, BAR), &look);
}

static void diverging_draw(struct chart *chart) {
    struct diverging diverging = { .chart = chart, .column = chart_main_column(chart), .base = base_of(chart) };
    double low = diverging.base, high = diverging.base, least = 0, most = 0;
    if (rows_extent(chart, &diverging.column, 1, &least, &most)) {
        low = fmin(low, least);
        high = fmax(high, most);
    }
    struct rows_form form = { .pitch = PITCH, .columns = { diverging.column }, .column_count = 1,
                              .scale = diverging.base == 0 ? scale_round(low, high) : scale_cut(low, high) };
    diverging.rows = rows_make(chart, &form);
    rows_start(&diverging.rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&diverging, row);
    }
    struct stroke stroke = chart_stroke(chart, COLOUR_INK, LINE);
    double x = rows_x(&diverging.rows, diverging.base);
    drawing_segment(chart->drawing, (struct point){ x, diverging.rows.axis.top },
                    (struct point){ x, diverging.rows.axis.bottom }, &stroke);
}

static void diverging_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->bars, out);
}

static const char *const options[] = { "base", "emphasis", NULL };

const struct chart_kind chart_kind_diverging = {
    .has_data = true, .options = options, .draw = diverging_draw, .describe = diverging_describe
};
