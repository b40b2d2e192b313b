/* Lines over the years: one a column, names and last values at their ends. */
#include "base/arena.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/end_label.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/plot.h"
#include "chart/role.h"
#include "chart/trace.h"
#include "chart/years.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double TOP = 6.5;           /* above the highest tick */
static const double TOP_FORECAST = 13.0; /* the same with a word above it */
static const double FORECAST_MIDDLE = 6.5, FORECAST_INSET = 3.0;
static const double LABEL_GAP = 7.0;     /* between the last point and its label */
static const double LABEL_SHARE = 0.4;   /* of the chart goes to names at most */
static const double END_DOT = 2.6;       /* radius at the end of the strong line */
static const double MOST_MOVED = 26.0;   /* of a label from its line */
static const double NOTE_HEIGHT = 11.0;  /* of the line that counts labels left out */

enum { YEAR_MOST = 9999 };

struct lines {
    struct chart *chart;
    struct plot plot;
    const double *xs;
    const int *steps;
    struct end_label *labels;
    size_t label_count, left_out;
    double label_width;
};

static const struct point_value *line_point(const struct lines *lines, size_t row, size_t column) {
    return selection_point(lines->chart->selection, row, column);
}

/* The last row with a value; SIZE_MAX if there is none. */
static size_t last_row(const struct lines *lines, size_t column) {
    size_t row = lines->chart->selection->row_count;
    while (row > 0 && !datum_is_present(line_point(lines, row - 1, column))) {
        row--;
    }
    return row > 0 ? row - 1 : SIZE_MAX;
}

static struct scale scale_of(const struct lines *lines) {
    double low = 0, high = 0;
    plot_extent(lines->chart, &low, &high);
    const char *zero = chart_option(lines->chart->spec, "zero", "auto");
    if (strcmp(zero, "auto") == 0) {
        return scale_near(low, high);
    }
    return chart_option_flag(lines->chart, "zero", true) ? scale_round(low, high) : scale_cut(low, high);
}

/* True if row has values, all of them flagged f. */
static bool is_forecast(const struct selection *selection, size_t row) {
    bool found = false;
    for (size_t column = 0; column < selection->column_count; column++) {
        const struct point_value *point = selection_point(selection, row, column);
        if (datum_is_present(point) && !(point->flags & flag_bit('f'))) {
            return false;
        }
        found = found || datum_is_present(point);
    }
    return found;
}

/* The first row of which no value is an observation: flagged f, or from the year on that the option names. The row count
 * if there is none. */
static size_t forecast_row(const struct chart *chart) {
    const struct selection *selection = chart->selection;
    size_t rows = selection->row_count, from = chart_option_count(chart, "forecast", 0, YEAR_MOST), row = rows;
    while (row > 0) {
        bool ahead = from > 0 && selection->by_year && strtoul(selection->rows[row - 1].code, NULL, 10) >= from;
        if (!ahead && !is_forecast(selection, row - 1)) {
            break;
        }
        row--;
    }
    return row;
}

/* The subject's label first, then the others' in the order of columns: the last ones go first. */
static size_t importance(const struct chart *chart, size_t column) {
    return (size_t)role_of_column(chart, column) * chart->selection->column_count + column;
}

static void make_labels(struct lines *lines) {
    struct chart *chart = lines->chart;
    size_t columns = chart->selection->column_count, rows = chart->selection->row_count;
    lines->labels = arena_array(chart->arena, columns, sizeof *lines->labels);
    for (size_t column = 0; column < columns; column++) {
        size_t row = last_row(lines, column);
        if (row == SIZE_MAX) {
            continue;
        }
        struct end_label *label = &lines->labels[lines->label_count++];
        *label = (struct end_label){ .style = role_label_style(chart, role_of_column(chart, column)),
                                     .name = columns > 1 ? chart_column_name(chart, column) : "",
                                     .point = line_point(lines, row, column),
                                     .note = row + 1 < rows ? chart->selection->rows[row].label : "",
                                     .order = importance(chart, column) };
        if (role_is_equal(chart)) {
            label->style.colour = role_colour(chart, column);
        }
    }
    double most = LABEL_SHARE * chart->spec->width;
    lines->label_width = end_labels_width(chart, lines->labels, lines->label_count, most);
}

static void place_labels(struct lines *lines) {
    for (size_t i = 0; i < lines->label_count; i++) {
        lines->labels[i].line_y = plot_y(&lines->plot, lines->labels[i].point->value);
    }
    lines->left_out = end_labels_place(lines->labels, lines->label_count, &lines->plot, MOST_MOVED);
}

static void lay_out(struct lines *lines) {
    struct chart *chart = lines->chart;
    make_labels(lines);
    double top = forecast_row(chart) < chart->selection->row_count ? TOP_FORECAST : TOP;
    lines->plot = plot_make(chart, scale_of(lines), top, plot_height(chart));
    lines->plot.right = chart->spec->width - lines->label_width - LABEL_GAP;
    lines->xs = trace_xs(chart, lines->plot.left + END_DOT, lines->plot.right - END_DOT);
    lines->steps = trace_steps(chart);
    place_labels(lines);
}

static struct trace trace_of(const struct lines *lines, size_t column) {
    const struct chart *chart = lines->chart;
    double *ys = arena_array(chart->arena, chart->selection->row_count, sizeof *ys);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const struct point_value *point = line_point(lines, row, column);
        ys[row] = datum_is_present(point) ? plot_y(&lines->plot, point->value) : NAN;
    }
    return (struct trace){ column, lines->xs, ys, lines->steps };
}

static void draw_end(const struct lines *lines, const struct trace *trace) {
    const struct chart *chart = lines->chart;
    size_t row = last_row(lines, trace->column);
    bool hollow = datum_is_hollow(chart, row, trace->column);
    struct stroke edge = { .colour = role_colour(chart, trace->column), .width = 1 };
    drawing_circle(chart->drawing, trace->xs[row], trace->ys[row], END_DOT - (hollow ? edge.width / 2 : 0));
    if (hollow) {
        drawing_fill_stroke(chart->drawing, chart_colour(chart, COLOUR_PAPER), &edge);
    } else {
        drawing_fill(chart->drawing, edge.colour);
    }
}

/* Others lie below the reference, the reference below the country, the subject on top. */
static void draw_lines(const struct lines *lines) {
    const struct chart *chart = lines->chart;
    struct breaks breaks = { .top = lines->plot.top };
    for (int role = ROLE_PEER; role >= ROLE_SUBJECT; role--) {
        for (size_t column = 0; column < chart->selection->column_count; column++) {
            if ((int)role_of_column(chart, column) != role || last_row(lines, column) == SIZE_MAX) {
                continue;
            }
            struct trace trace = trace_of(lines, column);
            struct stroke stroke = role_stroke(chart, column);
            trace_draw(chart, &trace, &stroke);
            if (role != ROLE_PEER) {
                trace_write_breaks(chart, &trace, &breaks);
            }
            if (role == ROLE_SUBJECT || role_is_equal(chart)) {
                draw_end(lines, &trace);
            }
        }
    }
}

/* What lies ahead of the newest observation stands on a tinted ground. */
static void draw_forecast(const struct lines *lines) {
    const struct chart *chart = lines->chart;
    size_t rows = chart->selection->row_count, row = forecast_row(chart);
    if (row >= rows) {
        return;
    }
    double left = row > 0 ? (lines->xs[row - 1] + lines->xs[row]) / 2 : lines->plot.left;
    struct text_style style = chart_style(chart, STYLE_CHART_NOTE);
    struct label word = label_make(chart, &style, chart->words->forecast);
    drawing_rect(chart->drawing, left, 0, lines->plot.right - left, lines->plot.bottom);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_TINT));
    double x = fmin(left + FORECAST_INSET, lines->plot.right - word.width);
    label_draw(chart, &word, (struct label_place){ x, FORECAST_MIDDLE, LABEL_LEFT, chart_literal(chart) });
}

static void line_draw(struct chart *chart) {
    struct lines lines = { .chart = chart };
    lay_out(&lines);
    double foot = lines.plot.bottom + PLOT_FOOT;
    chart_start(chart, foot + (lines.left_out ? NOTE_HEIGHT : 0));
    draw_forecast(&lines);
    plot_draw_grid(chart, &lines.plot);
    plot_draw_zero(chart, &lines.plot);
    years_write(chart, lines.xs, lines.plot.bottom + PLOT_FOOT_MIDDLE);
    draw_lines(&lines);
    struct end_label_place place = { lines.plot.right - END_DOT, lines.plot.right + LABEL_GAP, lines.label_width };
    end_labels_draw(chart, lines.labels, lines.label_count, place);
    plot_write_left_out(chart, lines.left_out, foot + NOTE_HEIGHT / 2);
}

static void line_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_trends(chart, chart->words->lines, out);
}

static const char *const options[] = { "forecast", "height", "reference", "zero", NULL };

const struct chart_kind chart_kind_line = {
    .has_data = true, .options = options, .draw = line_draw, .describe = line_describe
};
