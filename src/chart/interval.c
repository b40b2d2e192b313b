/* Intervals: a dot on the line from the lowest to the highest that it may be. Columns: value, low, high. */
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/rows.h"
#include "chart/symbol.h"

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 19.5, LINE = 2.5, DOT = 4.4, PEER_DOT = 3.4;

enum { VALUE, LOW, HIGH, COLUMNS };

static void draw_row(const struct rows *rows, size_t row) {
    const struct chart *chart = rows->chart;
    const struct point_value *points[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) {
        points[i] = selection_point(chart->selection, row, i);
    }
    double y = rows_middle(rows, row);
    if (datum_is_present(points[LOW]) && datum_is_present(points[HIGH])) {
        struct stroke stroke = chart_stroke(chart, COLOUR_BAND, LINE);
        drawing_segment(chart->drawing, (struct point){ rows_x(rows, points[LOW]->value), y },
                        (struct point){ rows_x(rows, points[HIGH]->value), y }, &stroke);
    }
    if (!datum_is_present(points[VALUE])) {
        rows_write_missing(rows, row, points[VALUE]);
        return;
    }
    bool subject = row == chart->selection->subject_row || chart->selection->subject_row >= chart->selection->row_count;
    struct symbol_look look = { SYMBOL_DISC, chart_colour(chart, subject ? COLOUR_SUBJECT : COLOUR_EU),
                                subject ? DOT : PEER_DOT, datum_is_hollow(chart, row, VALUE) };
    symbol_draw(chart, (struct point){ rows_x(rows, points[VALUE]->value), y }, &look);
}

static void interval_draw(struct chart *chart) {
    if (chart->selection->column_count != COLUMNS) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", chart->selection->column_count);
        return;
    }
    double low = 0, high = 0;
    rows_extent(chart, NULL, 0, &low, &high);
    struct rows_form form = { .pitch = PITCH, .scale = scale_near(low, high), .columns = { VALUE, LOW, HIGH },
                              .column_count = COLUMNS };
    struct rows rows = rows_make(chart, &form);
    rows_start(&rows);
    rows_finish(&rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&rows, row);
    }
}

static void interval_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->intervals, out);
    alternative_add_rows(chart, out);
}

static const char *const options[] = { "emphasis", NULL };

const struct chart_kind chart_kind_interval = {
    .has_data = true, .options = options, .draw = interval_draw, .describe = interval_describe
};
