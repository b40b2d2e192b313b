/* Three periods a row as ring, ring with a point, and disc; where rising or falling is meant, it says which. */
#include "base/number.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/periods.h"
#include "chart/rows.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 26.0;
static const double RING = 4.6, POINT = 1.8, DISC = 6.0;
static const double LINE = 2.25, RING_STROKE = 1.6;
static const double SIGN = 3.2, SIGN_ROOM = 12.0; /* the triangle of rising and falling */
static const double REFERENCE = 1.0;              /* line at the reference value */
static const double KEY_GAP = 2.0, KEY_TEXT = 4.0;

enum { FIRST, MIDDLE, LAST, COUNT };

struct periods {
    struct chart *chart;
    struct rows rows;
    double sign_x;
};

static const struct point_value *period_point(const struct periods *periods, size_t row, size_t period) {
    return selection_point(periods->chart->selection, row, period);
}

/* 1 rising, -1 falling, 0 neither, by the numbers as printed. */
static int direction(const struct periods *periods, size_t row) {
    const struct point_value *first = period_point(periods, row, FIRST), *last = period_point(periods, row, LAST);
    if (!datum_is_present(first) || !datum_is_present(last)) {
        return 0;
    }
    return (last->value > first->value) - (last->value < first->value);
}

static struct colour row_colour(const struct periods *periods, size_t row) {
    return chart_colour(periods->chart, direction(periods, row) < 0 ? COLOUR_ATTENTION : COLOUR_SUBJECT);
}

static void draw_ring(const struct periods *periods, struct point at, struct colour colour, bool with_point) {
    struct stroke stroke = { .colour = colour, .width = RING_STROKE };
    drawing_circle(periods->chart->drawing, at.x, at.y, RING - RING_STROKE / 2);
    drawing_fill_stroke(periods->chart->drawing, chart_colour(periods->chart, COLOUR_PAPER), &stroke);
    if (with_point) {
        drawing_circle(periods->chart->drawing, at.x, at.y, POINT);
        drawing_fill(periods->chart->drawing, colour);
    }
}

static void draw_disc(const struct periods *periods, struct point at, struct colour colour, bool hollow) {
    struct stroke edge = { .colour = hollow ? colour : chart_colour(periods->chart, COLOUR_PAPER), .width = hollow ? RING_STROKE : 0.8 };
    drawing_circle(periods->chart->drawing, at.x, at.y, hollow ? DISC - RING_STROKE / 2 : DISC);
    drawing_fill_stroke(periods->chart->drawing, hollow ? chart_colour(periods->chart, COLOUR_PAPER) : colour, &edge);
}

static void draw_mark(const struct periods *periods, struct point at, size_t period, struct colour colour) {
    if (period == LAST) {
        draw_disc(periods, at, colour, false);
    } else {
        draw_ring(periods, at, colour, period == MIDDLE);
    }
}

static void draw_line(const struct periods *periods, size_t row) {
    struct stroke stroke = { .colour = row_colour(periods, row), .width = LINE };
    double y = rows_middle(&periods->rows, row), from = NAN;
    for (size_t period = 0; period < COUNT; period++) {
        const struct point_value *point = period_point(periods, row, period);
        double x = datum_is_present(point) ? rows_x(&periods->rows, point->value) : NAN;
        if (isfinite(from) && isfinite(x)) {
            drawing_segment(periods->chart->drawing, (struct point){ from, y }, (struct point){ x, y }, &stroke);
        }
        from = x;
    }
}

/* A triangle beside the values: up or down. */
static void draw_sign(const struct periods *periods, size_t row) {
    int way = direction(periods, row);
    double x = periods->sign_x, y = rows_middle(&periods->rows, row);
    if (way == 0) {
        return;
    }
    struct drawing *drawing = periods->chart->drawing;
    drawing_move(drawing, x, y - way * SIGN);
    drawing_line(drawing, x + SIGN, y + way * SIGN * 0.7);
    drawing_line(drawing, x - SIGN, y + way * SIGN * 0.7);
    drawing_close(drawing);
    drawing_fill(drawing, row_colour(periods, row));
}

static void draw_row(const struct periods *periods, size_t row) {
    double y = rows_middle(&periods->rows, row);
    bool any = false;
    draw_line(periods, row);
    for (size_t period = 0; period < COUNT; period++) {
        const struct point_value *point = period_point(periods, row, period);
        if (!datum_is_present(point)) {
            continue;
        }
        struct point at = { rows_x(&periods->rows, point->value), y };
        bool hollow = period == LAST && datum_is_hollow(periods->chart, row, period);
        if (hollow) {
            draw_disc(periods, at, row_colour(periods, row), true);
        } else {
            draw_mark(periods, at, period, row_colour(periods, row));
        }
        any = true;
    }
    if (!any) {
        rows_write_missing(&periods->rows, row, period_point(periods, row, LAST));
    }
    draw_sign(periods, row);
}

/* The periods by their marks, drawn as in the rows. */
static void draw_key(const struct periods *periods) {
    const struct chart *chart = periods->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    double width = 0;
    for (size_t period = 0; period < COUNT; period++) {
        width += label_text_width(chart, &style, chart_column_name(chart, period)) + 4 * DISC + KEY_TEXT;
    }
    double x = fmax(fmin(periods->rows.axis.left, chart->spec->width - width), 0), middle = rows_bottom(&periods->rows) + DISC + KEY_GAP;
    for (size_t period = 0; period < COUNT; period++) {
        draw_mark(periods, (struct point){ x + DISC, middle }, period, chart_colour(chart, COLOUR_SUBJECT));
        struct label_place place = { x + 2 * DISC + KEY_TEXT, middle, LABEL_LEFT, chart_literal(chart) };
        x = place.x + label_write(chart, &style, chart_column_name(chart, period), place) + 2 * DISC;
    }
}

static bool find_value(const struct chart *chart, double *value) {
    const char *text = chart_option(chart->spec, "value", NULL);
    if (text && !number_parse(text, value)) {
        chart_option_reject(chart, "value", text);
        return false;
    }
    return text != NULL;
}

static struct scale scale_of(const struct chart *chart) {
    double low = 0, high = 0, value;
    rows_extent(chart, NULL, 0, &low, &high);
    if (find_value(chart, &value)) {
        low = fmin(low, value);
        high = fmax(high, value);
    }
    return scale_near(low, high);
}

static void draw_reference(const struct periods *periods) {
    double value;
    if (chart_option(periods->chart->spec, "value", NULL) && find_value(periods->chart, &value)) {
        struct stroke stroke = chart_stroke(periods->chart, COLOUR_INK, REFERENCE);
        double x = rows_x(&periods->rows, value);
        drawing_segment(periods->chart->drawing, (struct point){ x, periods->rows.axis.top },
                        (struct point){ x, periods->rows.axis.bottom }, &stroke);
    }
}

static void three_periods_draw(struct chart *chart) {
    const struct selection *selection = periods_make(chart, COUNT);
    if (!selection) {
        return;
    }
    chart->selection = selection;
    struct periods periods = { .chart = chart };
    struct rows_form form = { .pitch = PITCH, .scale = scale_of(chart), .foot = 2 * DISC + 2 * KEY_GAP,
                              .columns = { LAST, FIRST }, .column_count = 2 };
    periods.rows = rows_make(chart, &form);
    periods.rows.axis.right -= SIGN_ROOM;
    periods.sign_x = periods.rows.axis.right + SIGN_ROOM;
    rows_start(&periods.rows);
    rows_finish(&periods.rows);
    draw_reference(&periods);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&periods, row);
    }
    draw_key(&periods);
}

static void three_periods_describe(const struct chart *chart, struct buffer *out) {
    periods_describe(chart, chart->words->dots, out);
}

static const char *const options[] = { "emphasis", "periods", "value", NULL };

const struct chart_kind chart_kind_three_periods = {
    .has_data = true, .options = options, .draw = three_periods_draw, .describe = three_periods_describe
};
