/* Scatter: one symbol a row by the values of two columns; as many names as have room, those of the subject first. */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/axis.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/placement.h"
#include "chart/plot.h"
#include "chart/role.h"
#include "chart/symbol.h"

#include <math.h>
#include <stdlib.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEIGHT = 312.0;
static const double TOP = 19.5;      /* with the names of the axes */
static const double FOOT = 26.0;     /* ticks and the name of the axis to the right */
static const double SYMBOL = 4.4;    /* radius */
static const double MEDIAN = 0.6;
static const double NAME_GAP = 10.0;  /* between a symbol's middle and its name, at least 8 */
static const double NOTE_HEIGHT = 11.0;
static const double HEAD_MIDDLE = 5.0;
static const double TICK_BELOW = 9.0, NAME_BELOW = 20.0;
static const double TICK_APART = 6.0;

enum { X, Y, COLUMNS };

struct scatter {
    struct chart *chart;
    struct plot plot; /* of the values of Y */
    struct scale across;
    size_t left_out;
};

static const struct point_value *point_of(const struct scatter *scatter, size_t row, size_t column) {
    return selection_point(scatter->chart->selection, row, column);
}

static bool has_both(const struct scatter *scatter, size_t row) {
    return datum_is_present(point_of(scatter, row, X)) && datum_is_present(point_of(scatter, row, Y));
}

static struct scale scale_of(const struct scatter *scatter, size_t column) {
    double low = 0, high = 0;
    bool found = false;
    for (size_t row = 0; row < scatter->chart->selection->row_count; row++) {
        if (has_both(scatter, row)) {
            double value = point_of(scatter, row, column)->value;
            low = found ? fmin(low, value) : value;
            high = found ? fmax(high, value) : value;
            found = true;
        }
    }
    return scale_near(low, high);
}

static double scatter_x(const struct scatter *scatter, double value) {
    const struct plot *plot = &scatter->plot;
    return plot->left + (plot->right - plot->left) * scale_place(&scatter->across, value);
}

static struct point place_of(const struct scatter *scatter, size_t row) {
    return (struct point){ scatter_x(scatter, point_of(scatter, row, X)->value),
                           plot_y(&scatter->plot, point_of(scatter, row, Y)->value) };
}

static void draw_across(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    const struct plot *plot = &scatter->plot;
    struct stroke stroke = chart_stroke(chart, COLOUR_GRID, chart_number(chart, NUMBER_STROKE_GRID));
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    double end = -INFINITY;
    for (size_t i = 0; i < scatter->across.count; i++) {
        double x = scatter_x(scatter, scatter->across.ticks[i]);
        drawing_segment(chart->drawing, (struct point){ x, plot->top }, (struct point){ x, plot->bottom }, &stroke);
        const char *text = axis_tick_text(chart, &scatter->across, i);
        double width = label_text_width(chart, &style, text);
        double left = fmin(x - width / 2, chart->spec->width - width);
        if (left > end + TICK_APART) {
            label_write(chart, &style, text,
                        (struct label_place){ left, plot->bottom + TICK_BELOW, LABEL_LEFT, { .kind = ORIGIN_TICK } });
            end = left + width;
        }
    }
}

static void draw_axis_names(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_AXIS);
    struct label_room room = { chart->spec->width, 1 };
    struct label up = label_fit(chart, &style, chart->selection->columns[Y].label, room);
    struct label right = label_fit(chart, &style, chart->selection->columns[X].label, room);
    label_draw(chart, &up, (struct label_place){ 0, HEAD_MIDDLE, LABEL_LEFT, chart_literal(chart) });
    label_draw(chart, &right, (struct label_place){ chart->spec->width, scatter->plot.bottom + NAME_BELOW, LABEL_RIGHT,
                                                    chart_literal(chart) });
}

static int compare_values(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* NAN where no row has both values. */
static double median(const struct scatter *scatter, size_t column) {
    size_t rows = scatter->chart->selection->row_count, count = 0;
    double *values = arena_array(scatter->chart->arena, rows, sizeof *values);
    for (size_t row = 0; row < rows; row++) {
        if (has_both(scatter, row)) {
            values[count++] = point_of(scatter, row, column)->value;
        }
    }
    if (count == 0) {
        return NAN;
    }
    qsort(values, count, sizeof *values, compare_values);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* Half of the rows lie left of one line and below the other. */
static void draw_medians(const struct scatter *scatter) {
    const struct plot *plot = &scatter->plot;
    struct stroke stroke = chart_stroke(scatter->chart, COLOUR_PEER, MEDIAN);
    stroke.dash[0] = stroke.dash[1] = 2;
    double across = median(scatter, X);
    if (isnan(across)) {
        return;
    }
    double x = scatter_x(scatter, across), y = plot_y(plot, median(scatter, Y));
    struct drawing *drawing = scatter->chart->drawing;
    drawing_segment(drawing, (struct point){ x, plot->top }, (struct point){ x, plot->bottom }, &stroke);
    drawing_segment(drawing, (struct point){ plot->left, y }, (struct point){ plot->right, y }, &stroke);
}

static bool is_strong(const struct scatter *scatter, size_t row) {
    enum role role = role_of_row(scatter->chart, row);
    return role == ROLE_SUBJECT;
}

static void draw_symbols(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    for (int pass = 0; pass < 2; pass++) { /* the strong one on top */
        for (size_t row = 0; row < chart->selection->row_count; row++) {
            bool strong = is_strong(scatter, row);
            if (!has_both(scatter, row) || strong != (pass == 1)) {
                continue;
            }
            bool hollow = datum_is_hollow(chart, row, X) || datum_is_hollow(chart, row, Y);
            bool reference = role_of_row(chart, row) == ROLE_REFERENCE;
            struct symbol_look look = { reference ? SYMBOL_SQUARE : SYMBOL_DISC,
                                        chart_colour(chart, strong ? COLOUR_SUBJECT : COLOUR_TEXT_2), SYMBOL,
                                        hollow || !strong };
            symbol_draw(chart, place_of(scatter, row), &look);
        }
    }
}

/* The strong name must stand: it is cut where neither side has room for it. */
static struct placed name_of(const struct scatter *scatter, size_t row) {
    const struct chart *chart = scatter->chart;
    bool strong = is_strong(scatter, row);
    struct text_style style = strong ? chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT)
                                     : chart_style_in(chart, STYLE_CHART_LABEL, COLOUR_TEXT_2);
    const char *name = chart_row_name(chart, row);
    struct point mark = place_of(scatter, row);
    double room = fmax(chart->spec->width - mark.x, mark.x - scatter->plot.left) - NAME_GAP;
    return (struct placed){ .label = strong ? label_fit(chart, &style, name, (struct label_room){ room, 1 })
                                            : label_make(chart, &style, name),
                            .mark = mark, .radius = SYMBOL, .colour = style.colour, .must = strong };
}

/* Names at their symbols: the subject's first, then in the order of rows. */
static void draw_names(struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    size_t rows = chart->selection->row_count, count = 0;
    struct placed *names = arena_array(chart->arena, rows, sizeof *names);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t row = 0; row < rows; row++) {
            if (has_both(scatter, row) && is_strong(scatter, row) == (pass == 0)) {
                names[count++] = name_of(scatter, row);
            }
        }
    }
    struct rect frame = { scatter->plot.left, scatter->plot.top - HEAD_MIDDLE, chart->spec->width - scatter->plot.left,
                          scatter->plot.bottom - scatter->plot.top + HEAD_MIDDLE };
    scatter->left_out = placement_make(names, count, frame);
    placement_draw(chart, names, count);
}

static void scatter_draw(struct chart *chart) {
    if (chart->selection->column_count != COLUMNS) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", chart->selection->column_count);
        return;
    }
    struct scatter scatter = { .chart = chart };
    double height = chart_option_length(chart, "height", fmin(HEIGHT, chart->spec->width)) - TOP - FOOT;
    scatter.plot = plot_make(chart, scale_of(&scatter, Y), TOP, fmax(height, SYMBOL));
    scatter.plot.right -= SYMBOL * 1.25;
    scatter.across = scale_of(&scatter, X);
    chart_start(chart, scatter.plot.bottom + FOOT + NOTE_HEIGHT);
    plot_draw_grid(chart, &scatter.plot);
    draw_across(&scatter);
    draw_axis_names(&scatter);
    if (chart_option_flag(chart, "medians", true)) {
        draw_medians(&scatter);
    }
    draw_symbols(&scatter);
    draw_names(&scatter);
    plot_write_left_out(chart, scatter.left_out, scatter.plot.bottom + FOOT + NOTE_HEIGHT / 2);
}

static void scatter_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->scatter, out);
    alternative_add_rows(chart, out);
}

static const char *const options[] = { "height", "medians", "reference", NULL };

const struct chart_kind chart_kind_scatter = {
    .has_data = true, .options = options, .draw = scatter_draw, .describe = scatter_describe
};
