/* Columns of one or two series, by member or by year, with their values above them where there is room. */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/key.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"
#include "chart/plot.h"
#include "chart/role.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style. */
static const double LONE = 0.62;                   /* of the step */
static const double STEP_MOST = 72.0;              /* [pt] few columns are no broader than in such a step */
static const double FIRST = 0.4, SECOND = 0.24;    /* of the step: a pair */
static const double TOP = 13.0;                    /* [pt] above the highest tick, for a value */
static const double VALUE_GAP = 6.0;               /* [pt] between the column's end and the middle of its value */
static const double NAME_GAP = 4.0;                /* [pt] between two names */
static const double YEAR_GAP = 9.0;                /* [pt] between two years; the last may stand further in */
static const double LINE_HEIGHT = 9.75;            /* [pt] of a second line of names */
static const double BELOW = 6.5;                   /* [pt] under the lowest tick, for a value below zero */
static const double SIGN_STEP = 12.0;              /* [pt] the least step that has room for a sign */
static const double NOTE_HEIGHT = 11.0;            /* [pt] of the line that counts signs left out */

enum { SERIES_MOST = 2 };

/* For names that have no room below the columns. */
extern const struct chart_kind chart_kind_bar;

struct columns {
    struct chart *chart;
    size_t series[SERIES_MOST]; /* the strong one first */
    size_t count;
    struct plot plot;
    double step;     /* [pt] between two members */
    bool has_values; /* all values fit between their neighbours */
    bool has_signs;  /* signs of missing values do */
    bool two_lines;
    double below;    /* [pt] that values below zero need under the plot */
    double key;      /* [pt] height */
};

static const struct point_value *column_point(const struct columns *columns, size_t row, size_t k) {
    return selection_point(columns->chart->selection, row, columns->series[k]);
}

static void choose_series(struct columns *columns) {
    const struct selection *selection = columns->chart->selection;
    columns->series[columns->count++] = chart_main_column(columns->chart);
    for (size_t i = 0; i < selection->column_count && columns->count < SERIES_MOST; i++) {
        if (i != columns->series[0]) {
            columns->series[columns->count++] = i;
        }
    }
    if (selection->column_count > SERIES_MOST) {
        diag_add(columns->chart->diag, DIAG_CODE_CHART_TOO_MANY_SERIES, columns->chart->spec->pos, "%zu",
                 selection->column_count);
    }
}

static struct scale scale_of(const struct columns *columns) {
    double low = 0, high = 0;
    for (size_t row = 0; row < columns->chart->selection->row_count; row++) {
        for (size_t k = 0; k < columns->count; k++) {
            const struct point_value *point = column_point(columns, row, k);
            low = datum_is_present(point) ? fmin(low, point->value) : low;
            high = datum_is_present(point) ? fmax(high, point->value) : high;
        }
    }
    return scale_round(low, high);
}

static double column_middle(const struct columns *columns, size_t row) {
    return columns->plot.left + ((double)row + 0.5) * columns->step;
}

/* The subject's row is strong; among years that is the last one. */
static bool is_strong(const struct columns *columns, size_t row) {
    const struct selection *selection = columns->chart->selection;
    return selection->by_year ? row + 1 == selection->row_count : row == selection->subject_row;
}

static bool has_strong(const struct columns *columns) {
    const struct selection *selection = columns->chart->selection;
    return selection->by_year || selection->subject_row < selection->row_count;
}

static struct text_style name_style(const struct columns *columns, size_t row) {
    const struct chart *chart = columns->chart;
    if (is_strong(columns, row)) {
        return chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    }
    return chart_style(chart, chart->selection->by_year ? STYLE_CHART_TICK : STYLE_CHART_LABEL);
}

/* Every how many years a name stands, or 1 for members; 0 if names do not fit at all. */
static size_t name_step(struct columns *columns) {
    const struct chart *chart = columns->chart;
    double widest = 0;
    bool fits = true;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        struct text_style style = name_style(columns, row);
        double width = label_text_width(chart, &style, chart_row_name(chart, row));
        widest = fmax(widest, width);
        fits = fits && label_fits(chart, &style, chart_row_name(chart, row),
                                  (struct label_room){ columns->step - NAME_GAP, LABEL_LINES_MOST });
    }
    if (chart->selection->by_year) {
        return (size_t)fmax(ceil((widest + YEAR_GAP) / columns->step), 1);
    }
    columns->two_lines = widest > columns->step - NAME_GAP;
    return fits ? 1 : 0;
}

/* Values stand above their columns if the widest has room in a step, and in a pair in its half of it. */
static bool values_fit(const struct columns *columns) {
    const struct chart *chart = columns->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_VALUE_SUBJECT);
    double room = columns->count == 1 ? columns->step : fmin(columns->step, STEP_MOST) * (FIRST + SECOND) / 2; /* of middles */
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        for (size_t k = 0; k < columns->count; k++) {
            const struct point_value *point = column_point(columns, row, k);
            double flags = datum_flags_width(chart, datum_flags_at(chart, row, columns->series[k]));
            if (label_text_width(chart, &style, datum_text(chart, point)) + 2 * flags > room - 2) {
                return false;
            }
        }
    }
    return true;
}

/* Left edge and width of column k within its step. */
static void extent(const struct columns *columns, size_t row, size_t k, double *left, double *width) {
    double middle = column_middle(columns, row), step = fmin(columns->step, STEP_MOST);
    double block = columns->count == 1 ? LONE : FIRST + SECOND;
    *width = step * (columns->count == 1 ? LONE : k == 0 ? FIRST : SECOND);
    *left = middle - step * block / 2 + (k == 0 ? 0 : step * FIRST);
}

static struct colour colour_of(const struct columns *columns, size_t row, size_t k) {
    bool quiet = k == 0 && has_strong(columns) && !columns->chart->selection->by_year && !is_strong(columns, row);
    return chart_colour(columns->chart, k > 0 ? COLOUR_EU : quiet ? COLOUR_PEER : COLOUR_SUBJECT);
}

static void draw_value(const struct columns *columns, size_t row, size_t k, double x) {
    const struct chart *chart = columns->chart;
    const struct point_value *point = column_point(columns, row, k);
    bool strong = k == 0 && (is_strong(columns, row) || !has_strong(columns));
    struct text_style style = strong ? chart_style(chart, STYLE_CHART_VALUE_SUBJECT)
                                     : chart_style_in(chart, STYLE_CHART_VALUE, COLOUR_TEXT_2);
    bool present = datum_is_present(point);
    double end = plot_y(&columns->plot, present ? point->value : 0);
    double middle = present && point->value < 0 ? end + VALUE_GAP : end - VALUE_GAP;
    struct label_place place = { x, middle, LABEL_CENTRE, datum_origin(point) };
    double width = label_write_over(chart, &style, datum_text(chart, point), place);
    struct datum_flags_place flags = { x + width / 2, middle, style_cap_height(&style), place.origin };
    datum_flags_write(chart, datum_flags_at(chart, row, columns->series[k]), flags);
}

/* Where not all values fit, that of the last year still stands over its column, unless it would lie over others. */
static void draw_last_value(const struct columns *columns, size_t row) {
    const struct chart *chart = columns->chart;
    const struct point_value *point = column_point(columns, row, 0);
    struct text_style style = chart_style(chart, STYLE_CHART_VALUE_SUBJECT);
    double flags = datum_flags_width(chart, datum_flags_at(chart, row, columns->series[0]));
    double width = label_text_width(chart, &style, datum_text(chart, point)), cap = style_cap_height(&style);
    double x = fmin(column_middle(columns, row), chart->spec->width - flags - width / 2 - 1);
    double bottom = plot_y(&columns->plot, fmax(point->value, 0)) - VALUE_GAP + cap / 2 + 1;
    for (size_t other = 0; other < row; other++) {
        const struct point_value *before = column_point(columns, other, 0);
        bool below = column_middle(columns, other) + columns->step * LONE / 2 > x - width / 2;
        if (point->value < 0 || (below && datum_is_present(before) && plot_y(&columns->plot, before->value) < bottom)) {
            return;
        }
    }
    draw_value(columns, row, 0, x);
}

static void draw_column(const struct columns *columns, size_t row, size_t k) {
    const struct chart *chart = columns->chart;
    const struct point_value *point = column_point(columns, row, k);
    double left, width;
    extent(columns, row, k, &left, &width);
    if (datum_is_present(point)) {
        double zero = plot_y(&columns->plot, 0);
        double end = mark_end(zero, plot_y(&columns->plot, point->value), -point->value);
        struct rect rect = { left, fmin(zero, end), width, fabs(zero - end) };
        struct bar_look look = { colour_of(columns, row, k), chart_colour(chart, COLOUR_PAPER),
                                 datum_is_hollow(chart, row, columns->series[k]) };
        mark_bar(chart, rect, &look);
    }
    if (columns->has_values || (!datum_is_present(point) && columns->has_signs)) {
        draw_value(columns, row, k, left + width / 2);
    } else if (datum_is_present(point) && chart->selection->by_year && columns->count == 1 && is_strong(columns, row)) {
        draw_last_value(columns, row);
    }
}

static void draw_name(const struct columns *columns, size_t row) {
    const struct chart *chart = columns->chart;
    struct text_style style = name_style(columns, row);
    bool years = chart->selection->by_year;
    struct label label = years ? label_make(chart, &style, chart_row_name(chart, row))
                               : label_fit(chart, &style, chart_row_name(chart, row),
                                           (struct label_room){ columns->step - NAME_GAP, LABEL_LINES_MOST });
    double middle = columns->plot.bottom + columns->below + PLOT_FOOT_MIDDLE + (columns->two_lines ? LINE_HEIGHT / 2 : 0);
    struct origin origin = years ? (struct origin){ .kind = ORIGIN_TICK } : chart_literal(chart);
    double x = fmin(column_middle(columns, row), chart->spec->width - label.width / 2);
    label_draw(chart, &label, (struct label_place){ x, middle, LABEL_CENTRE, origin });
}

/* The mean of the first series, as a point that lies nowhere among its others; false if no name was given for it, or a value is missing. */
static bool find_mean(const struct columns *columns, struct point_value *mean) {
    size_t rows = columns->chart->selection->row_count;
    double sum = 0;
    for (size_t row = 0; row < rows; row++) {
        const struct point_value *point = column_point(columns, row, 0);
        if (!datum_is_present(point)) {
            return false;
        }
        sum += point->value;
        *mean = (struct point_value){ .status = VALUE_PRESENT, .origin = POINT_LOOSE, .from.series = point_series(point) };
    }
    mean->value = rows > 0 ? sum / (double)rows : 0;
    return rows > 0 && *chart_option(columns->chart->spec, "mean", "");
}

static struct stroke mean_stroke(const struct chart *chart) {
    struct stroke dashed = chart_stroke(chart, COLOUR_ATTENTION, 1);
    dashed.dash[0] = 4;
    dashed.dash[1] = 3;
    return dashed;
}

/* Behind the columns, so that no value is struck through; its value stands in the key. */
static void draw_mean(const struct columns *columns) {
    struct point_value mean;
    if (find_mean(columns, &mean)) {
        struct stroke dashed = mean_stroke(columns->chart);
        double y = plot_y(&columns->plot, mean.value);
        drawing_segment(columns->chart->drawing, (struct point){ columns->plot.left, y },
                        (struct point){ columns->plot.right, y }, &dashed);
    }
}

static size_t make_key(const struct columns *columns, struct key_entry *entries) {
    const struct chart *chart = columns->chart;
    size_t count = 0;
    struct point_value mean;
    for (size_t k = 0; k < columns->count && columns->count > 1; k++) {
        entries[count++] = (struct key_entry){ .mark = KEY_BOX,
                                               .text = chart_column_name(chart, columns->series[k]),
                                               .colour = chart_colour(chart, k == 0 ? COLOUR_SUBJECT : COLOUR_EU) };
    }
    if (find_mean(columns, &mean)) {
        struct drawing_value value = { .how = "mean", .value = mean.value };
        entries[count++] = (struct key_entry){
            .mark = KEY_LINE, .stroke = mean_stroke(chart),
            .text = arena_print(chart->arena, "%s %s", chart_option(chart->spec, "mean", ""), datum_text(chart, &mean)),
            .origin = chart->drawing ? datum_computed_column(chart, value, columns->series[0]) : chart_literal(chart) };
    }
    return count;
}

static void lay_out(struct columns *columns) {
    struct chart *chart = columns->chart;
    struct key_entry entries[SERIES_MOST + 1];
    choose_series(columns);
    columns->key = key_height(chart, entries, make_key(columns, entries), 0);
    columns->plot = plot_make(chart, scale_of(columns), columns->key + TOP, plot_height(chart));
    columns->step = (columns->plot.right - columns->plot.left) / (double)chart->selection->row_count;
    columns->has_values = values_fit(columns);
    columns->below = columns->has_values && columns->plot.scale.low < 0 ? BELOW : 0;
    columns->has_signs = columns->step >= SIGN_STEP;
}

/* How many values are missing without a sign that says so. */
static size_t signs_left_out(const struct columns *columns) {
    size_t count = 0;
    for (size_t row = 0; row < columns->chart->selection->row_count && !columns->has_signs; row++) {
        for (size_t k = 0; k < columns->count; k++) {
            count += !datum_is_present(column_point(columns, row, k));
        }
    }
    return count;
}

static void columns_draw(struct chart *chart) {
    struct columns columns = { .chart = chart };
    struct key_entry entries[SERIES_MOST + 1];
    lay_out(&columns);
    size_t every = name_step(&columns);
    if (every == 0) {
        diag_add(chart->diag, DIAG_CODE_CHART_AS_BARS, chart->spec->pos, "%s", chart->selection->series->name);
        chart_kind_bar.draw(chart);
        return;
    }
    double foot = columns.plot.bottom + columns.below + PLOT_FOOT + (columns.two_lines ? LINE_HEIGHT : 0);
    size_t left_out = signs_left_out(&columns);
    chart_start(chart, foot + (left_out ? NOTE_HEIGHT : 0));
    plot_write_left_out(chart, left_out, foot + NOTE_HEIGHT / 2);
    key_draw(chart, entries, make_key(&columns, entries), (struct point){ 0, 0 });
    plot_draw_grid(chart, &columns.plot);
    draw_mean(&columns);
    size_t rows = chart->selection->row_count;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < columns.count; k++) {
            draw_column(&columns, row, k);
        }
        if ((rows - 1 - row) % every == 0) {
            draw_name(&columns, row);
        }
    }
    plot_draw_zero(chart, &columns.plot);
}

static void columns_describe(const struct chart *chart, struct buffer *out) {
    if (chart->selection->by_year) {
        alternative_add_trends(chart, chart->words->columns, out);
    } else {
        alternative_add_summary(chart, chart->words->columns, out);
    }
}

static const char *const options[] = { "height", "mean", NULL };

const struct chart_kind chart_kind_columns = {
    .has_data = true, .options = options, .draw = columns_draw, .describe = columns_describe
};
