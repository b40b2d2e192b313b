/* Grouped horizontal bars of one to three series, with their values in columns at the right. */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/axis.h"
#include "chart/datum.h"
#include "chart/emphasis.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"

#include <math.h>
#include <string.h>

enum { SERIES_MOST = 3, COLUMNS_MOST = SERIES_MOST + 1, EMPHASIS_USUAL = 3 };

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEAD_MIDDLE = 5.0;    /* of ticks and column heads, below the top */
static const double GRID_ABOVE = 3.0;     /* grid lines begin above the first row */
static const double LABEL_GAP = 6.5;      /* between a name and the plot */
static const double COLUMN_GAP = 6.5;     /* between two columns of values, at least */
static const double PLOT_GAP = 10.0;      /* between the plot and the first column */
static const double NAME_INSET = 4.0;     /* of a series name in or after its bar */
static const double NAME_DROP = 1.0;      /* of a name after a thin bar, off the thick one above */
static const double SLIM = 0.9; /* part of their usual thickness from which bars hold a name */
static const double NAME_HEIGHT = 6.5;    /* two names nearer than this must not lie over each other */
static const double HEAD_WIDEST = 86.0;   /* a longer column head is cut */
static const double HEAD_SHARE = 0.6;      /* of the width for the heads of all series at most */
static const double PLOT_SHARE = 0.3;     /* the plot should have at least this share of the width */
static const double VALUES_SHARE = 0.5;   /* of the width for names and plot at least */
static const double PLOT_LEAST = 0.2, LABEL_LEAST = 40.0; /* of the width; [pt] */
static const double LABEL_SHARE = 0.4, LABEL_SHARE_3 = 0.342; /* of a narrow chart goes to the names at most */

struct column {
    struct text_style head_style, style;
    struct label head;
    double right, width; /* [pt]; width without flags */
    double cells;        /* [pt] width without the head */
    double flags;        /* [pt] that flags hang out to the right */
    value_flags common;  /* flags of all its values, shown at the head */
    size_t series;       /* column of the selection, SIZE_MAX: difference */
};

struct bars {
    struct chart *chart;
    size_t series[SERIES_MOST]; /* columns of the selection, the strong one first */
    size_t count;
    double label_width, first_row, pitch; /* [pt] */
    double slimmer; /* part of their usual thickness that bars have */
    struct column columns[COLUMNS_MOST];
    size_t column_count;
    struct axis axis;
    struct emphasis emphasis;
};

static void choose_series(struct bars *bars) {
    const struct chart *chart = bars->chart;
    const struct selection *selection = chart->selection;
    bars->series[bars->count++] = chart_main_column(chart);
    for (size_t i = 0; i < selection->column_count; i++) {
        if (i == bars->series[0]) {
            continue;
        }
        if (bars->count == SERIES_MOST) {
            diag_add(chart->diag, DIAG_CODE_CHART_TOO_MANY_SERIES, chart->spec->pos, "%zu", selection->column_count);
            return;
        }
        bars->series[bars->count++] = i;
    }
}

static const struct point_value *bar_point(const struct bars *bars, size_t row, size_t k) {
    return selection_point(bars->chart->selection, row, bars->series[k]);
}

/* Strong, the aggregate's grey, then the darker grey of a second comparator. */
static struct colour bar_colour(const struct bars *bars, size_t k) {
    static const enum theme_colour colours[SERIES_MOST] = { COLOUR_SUBJECT, COLOUR_EU, COLOUR_TEXT_2 };
    return chart_colour(bars->chart, colours[k]);
}

/* True if the subject is one of the rows of a lone series: then it is strong, and the others are quiet. */
static bool has_strong_row(const struct bars *bars) {
    return bars->count == 1 && bars->chart->selection->subject_row < bars->chart->selection->row_count;
}

static bool is_quiet(const struct bars *bars, size_t row) {
    return has_strong_row(bars) && row != bars->chart->selection->subject_row;
}

static struct scale scale_of(const struct bars *bars) {
    double low = 0, high = 0;
    for (size_t row = 0; row < bars->chart->selection->row_count; row++) {
        for (size_t k = 0; k < bars->count; k++) {
            const struct point_value *point = bar_point(bars, row, k);
            if (datum_is_present(point)) {
                low = fmin(low, point->value);
                high = fmax(high, point->value);
            }
        }
    }
    return scale_round(low, high);
}

/* The difference of the two series where both are known; it is rounded once, when printed. */
static bool difference_at(const struct bars *bars, size_t row, double *difference) {
    const struct point_value *mine = bar_point(bars, row, 0);
    const struct point_value *theirs = bar_point(bars, row, 1);
    if (!datum_is_present(mine) || !datum_is_present(theirs)) {
        return false;
    }
    *difference = mine->value - theirs->value;
    return true;
}

static const char *cell_text(const struct bars *bars, const struct column *column, size_t row) {
    double difference;
    if (column->series != SIZE_MAX) {
        return datum_text(bars->chart, selection_point(bars->chart->selection, row, column->series));
    }
    return difference_at(bars, row, &difference) ? datum_text_signed(bars->chart, difference) : "–";
}

/* Fits the head and measures all cells of the column. */
static void column_measure(const struct bars *bars, struct column *column, const char *head) {
    const struct chart *chart = bars->chart;
    double room = fmin(HEAD_WIDEST, HEAD_SHARE * chart->spec->width / (double)bars->count - COLUMN_GAP);
    column->head = label_fit(chart, &column->head_style, head, (struct label_room){ room, 1 });
    column->cells = 0;
    column->common = column->series == SIZE_MAX ? 0 : datum_flags_common(chart, column->series);
    column->flags = datum_flags_width(chart, column->common);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        column->cells = fmax(column->cells, label_text_width(chart, &column->style, cell_text(bars, column, row)));
        if (column->series != SIZE_MAX) {
            value_flags flags = datum_flags_at(chart, row, column->series) & ~column->common;
            column->flags = fmax(column->flags, datum_flags_width(chart, flags));
        }
    }
    column->width = fmax(column->head.width, column->cells);
}

static void add_column(struct bars *bars, size_t k) {
    const struct chart *chart = bars->chart;
    struct column *column = &bars->columns[bars->column_count++];
    column->series = bars->series[k];
    column->style = k == 0 ? chart_style(chart, STYLE_CHART_VALUE_SUBJECT)
                           : chart_style_in(chart, STYLE_CHART_VALUE, COLOUR_TEXT_2);
    column->head_style = column->style;
    bool named = *chart->selection->columns[column->series].code; /* a lone series without a dimension is not */
    column_measure(bars, column, named ? chart_column_name(chart, column->series) : "");
}

static void add_difference(struct bars *bars) {
    const struct chart *chart = bars->chart;
    const char *unit = chart->selection->series->unit;
    bool points = unit && strcmp(unit, "percent") == 0;
    struct column *column = &bars->columns[bars->column_count++];
    column->series = SIZE_MAX;
    column->style = chart_style(chart, STYLE_CHART_VALUE);
    column->head_style = chart_style(chart, STYLE_CHART_LABEL_STRONG);
    column_measure(bars, column, points ? chart->words->difference_points : chart->words->difference);
}

/* Columns from the right edge inwards, a fixed step apart unless one is wider. Returns the left edge of the first. */
static double place_columns(struct bars *bars) {
    double right = bars->chart->spec->width;
    double step = chart_number(bars->chart, NUMBER_BAR_VALUE_STEP);
    for (size_t i = bars->column_count; i-- > 0;) {
        struct column *column = &bars->columns[i];
        column->right = right - column->flags;
        right = column->right - fmax(step, column->width + COLUMN_GAP);
    }
    return bars->columns[0].right - bars->columns[0].width;
}

/* Makes and places the columns of values; returns their left edge. Two series have a third column with their
 * difference, which gives way to the plot in a narrow chart unless it was asked for. */
static double lay_out_columns(struct bars *bars) {
    const struct chart *chart = bars->chart;
    for (size_t k = 0; k < bars->count; k++) {
        add_column(bars, k);
    }
    double left = place_columns(bars);
    if (bars->count != 2 || !chart_option_flag(chart, "difference", true)) {
        return left;
    }
    add_difference(bars);
    double plot = place_columns(bars) - PLOT_GAP - bars->label_width;
    if (plot < PLOT_SHARE * chart->spec->width && !chart_option(chart->spec, "difference", NULL)) {
        bars->column_count--;
    }
    return place_columns(bars);
}

static void lay_out(struct bars *bars) {
    struct chart *chart = bars->chart;
    double width = chart->spec->width;
    size_t rows = chart->selection->row_count;
    choose_series(bars);
    bars->emphasis = emphasis_read(chart, bars->series[0], rows > EMPHASIS_USUAL + 1 ? EMPHASIS_USUAL : 0);
    double share = bars->count < SERIES_MOST ? LABEL_SHARE : LABEL_SHARE_3;
    bars->label_width = fmin(chart_number(chart, NUMBER_BAR_LABEL_WIDTH), share * width);
    double values_left = lay_out_columns(bars);
    while (bars->column_count > 1 && values_left < VALUES_SHARE * width) { /* comparators' values give way first */
        bars->column_count--;
        values_left = place_columns(bars);
    }
    bars->label_width = fmin(bars->label_width, fmax(values_left - PLOT_GAP - PLOT_LEAST * width, LABEL_LEAST));
    bars->first_row = chart_number(chart, NUMBER_BAR_HEAD);
    double natural = chart_number(chart, bars->count < SERIES_MOST ? NUMBER_BAR_PITCH : NUMBER_BAR_PITCH_3);
    bars->pitch = chart_pitch(chart, natural, rows);
    bars->slimmer = bars->pitch / natural;
    double plot_right = bars->label_width + chart_number(chart, NUMBER_BAR_PLOT_WIDTH);
    bars->axis = (struct axis){ .scale = scale_of(bars),
                                .left = bars->label_width,
                                .right = fmin(plot_right, values_left - PLOT_GAP),
                                .top = bars->first_row - GRID_ABOVE,
                                .bottom = bars->first_row + (double)rows * bars->pitch,
                                .tick_middle = HEAD_MIDDLE };
    bars->axis.clear[0].left = values_left - PLOT_GAP / 2;
    bars->axis.clear[0].right = width;
    bars->axis.clear_count = 1;
}

static double row_middle(const struct bars *bars, size_t row) {
    return bars->first_row + ((double)row + 0.5) * bars->pitch;
}

static double bar_thickness(const struct bars *bars, size_t k) {
    return bars->slimmer * chart_number(bars->chart, k == 0 ? NUMBER_BAR_SUBJECT : NUMBER_BAR_COMPARATOR);
}

/* Top of bar k of row: the bars of a row are one block in its middle. */
static double bar_top(const struct bars *bars, size_t row, size_t k) {
    double gap = chart_number(bars->chart, NUMBER_BAR_GAP);
    double block = (double)(bars->count - 1) * gap;
    for (size_t i = 0; i < bars->count; i++) {
        block += bar_thickness(bars, i);
    }
    double top = row_middle(bars, row) - block / 2;
    for (size_t i = 0; i < k; i++) {
        top += bar_thickness(bars, i) + gap;
    }
    return top;
}

/* What stands where the strong bar would begin. */
static void draw_missing(const struct bars *bars, size_t row) {
    const struct chart *chart = bars->chart;
    double middle = bars->count == 1 ? row_middle(bars, row) : bar_top(bars, row, 0) + bar_thickness(bars, 0) / 2;
    axis_write_missing(chart, &bars->axis, middle, bar_point(bars, row, 0), (struct axis_stretch){ NAN, NAN });
}

static void draw_bars(const struct bars *bars, size_t row) {
    for (size_t k = 0; k < bars->count; k++) {
        const struct point_value *point = bar_point(bars, row, k);
        if (datum_is_present(point)) {
            double zero = axis_x(&bars->axis, 0);
            double end = mark_end(zero, axis_x(&bars->axis, point->value), point->value);
            struct rect rect = mark_bar_rect(zero, end, bar_top(bars, row, k), bar_thickness(bars, k));
            struct colour colour = is_quiet(bars, row) ? chart_colour(bars->chart, COLOUR_PEER) : bar_colour(bars, k);
            struct bar_look look = { colour, chart_colour(bars->chart, COLOUR_PAPER),
                                     datum_is_hollow(bars->chart, row, bars->series[k]) };
            mark_bar(bars->chart, rect, &look);
        } else if (k == 0) {
            draw_missing(bars, row);
        }
    }
}

static void draw_name(const struct bars *bars, size_t row) {
    const struct chart *chart = bars->chart;
    bool present = datum_is_present(bar_point(bars, row, 0));
    enum theme_style strength = emphasis_has(&bars->emphasis, row) ? STYLE_CHART_LABEL_STRONG : STYLE_CHART_LABEL;
    struct text_style style = present ? chart_style(chart, strength)
                                      : chart_style_in(chart, STYLE_CHART_LABEL, COLOUR_NOTE);
    if (present && has_strong_row(bars) && !is_quiet(bars, row)) {
        style = chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    }
    size_t lines = bars->slimmer < 1 && bars->pitch < 1.7 * style.leading ? 1 : 2;
    struct label label = label_fit_row(chart, &style, row, (struct label_room){ bars->label_width - LABEL_GAP, lines });
    label_draw(chart, &label, (struct label_place){ 0, row_middle(bars, row), LABEL_LEFT, chart_literal(chart) });
}

static void draw_difference(const struct bars *bars, const struct column *column, size_t row) {
    double difference = 0;
    bool known = difference_at(bars, row, &difference);
    const struct point_value *const both[] = { bar_point(bars, row, 0), bar_point(bars, row, 1) };
    struct label_place place = { column->right, row_middle(bars, row), LABEL_RIGHT, datum_origin(both[0]) };
    if (known) {
        place.origin = datum_computed(bars->chart, (struct drawing_value){ .how = "difference", .value = difference }, both, 2);
    }
    struct text_style missing = chart_style_in(bars->chart, STYLE_CHART_VALUE, COLOUR_NOTE);
    label_write(bars->chart, known ? &column->style : &missing, cell_text(bars, column, row), place);
}

static void draw_values(const struct bars *bars, size_t row) {
    for (size_t i = 0; i < bars->column_count; i++) {
        const struct column *column = &bars->columns[i];
        if (column->series == SIZE_MAX) {
            draw_difference(bars, column, row);
        } else {
            struct datum_place place = { row, column->series, column->right, row_middle(bars, row),
                                         column->common };
            struct text_style style = is_quiet(bars, row) ? chart_style(bars->chart, STYLE_CHART_VALUE) : column->style;
            datum_write(bars->chart, &style, place);
        }
    }
}

static void draw_heads(const struct bars *bars) {
    for (size_t i = 0; i < bars->column_count; i++) {
        const struct column *column = &bars->columns[i];
        struct origin origin = chart_literal(bars->chart);
        label_draw(bars->chart, &column->head, (struct label_place){ column->right, HEAD_MIDDLE, LABEL_RIGHT, origin });
        datum_flags_write(bars->chart, column->common,
                    (struct datum_flags_place){ column->right, HEAD_MIDDLE, column->head.cap, origin });
    }
}

/* Where a series name stands, and what it covers. */
struct series_name {
    struct label label;
    double x, middle;
};

/* Right end of the other bars of row that a name of this height would lie over. */
static double end_of_neighbours(const struct bars *bars, size_t row, size_t k, const struct series_name *name) {
    double end = 0;
    for (size_t i = 0; i < bars->count; i++) {
        double top = bar_top(bars, row, i), bottom = top + bar_thickness(bars, i), half = name->label.cap / 2;
        bool beside = i != k && name->middle - half < bottom && name->middle + half > top;
        if (beside && datum_is_present(bar_point(bars, row, i))) {
            end = fmax(end, axis_x(&bars->axis, fmax(bar_point(bars, row, i)->value, 0)));
        }
    }
    return end;
}

/* The name of series k at its bar in row: inside the strong bar if it is solid and long enough, else after it. */
static struct series_name name_at(const struct bars *bars, size_t row, size_t k) {
    const struct chart *chart = bars->chart;
    struct rect bar = mark_bar_rect(axis_x(&bars->axis, 0), axis_x(&bars->axis, bar_point(bars, row, k)->value),
                                    bar_top(bars, row, k), bar_thickness(bars, k));
    const char *text = chart_column_name(chart, bars->series[k]);
    bool hollow = datum_is_hollow(chart, row, bars->series[k]);
    struct text_style inside = chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_ON_STRONG);
    struct text_style after = k == 0 ? chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_SUBJECT)
                                     : chart_style_in(chart, STYLE_CHART_TICK, COLOUR_TEXT_2);
    struct series_name name = { .label = label_make(chart, &inside, text), .x = bar.x + NAME_INSET };
    bool slim = bars->slimmer < SLIM; /* no bar holds a name, and rows are near: names stand side by side */
    name.middle = slim ? row_middle(bars, row) : bar.y + bar.height / 2 + (k == 0 ? 0 : NAME_DROP);
    if (k > 0 || hollow || slim || name.label.width + 2 * NAME_INSET > bar.width) {
        name.label = label_make(chart, &after, text);
        name.x = fmax(bar.x + bar.width, end_of_neighbours(bars, row, k, &name)) + NAME_INSET;
    }
    return name;
}

/* Moves name to the right of the others that it would lie over. Returns false if it reaches the values. */
static bool name_settle(const struct bars *bars, struct series_name *name, const struct series_name *others,
                        size_t count) {
    for (size_t i = 0; i < count; i++) {
        double end = others[i].x + others[i].label.width;
        bool beside = fabs(others[i].middle - name->middle) < NAME_HEIGHT;
        if (beside && others[i].x < name->x + name->label.width && name->x < end + NAME_INSET) {
            name->x = end + NAME_INSET;
        }
    }
    const struct column *values = &bars->columns[0];
    return name->x + name->label.width <= values->right - values->cells - COLUMN_GAP;
}

/* Names every series once, in the first row where its name has room. A lone series needs no name. */
static void draw_series_names(const struct bars *bars) {
    const struct chart *chart = bars->chart;
    struct series_name names[SERIES_MOST];
    size_t count = 0;
    for (size_t k = 0; k < bars->count && bars->count > 1; k++) {
        for (size_t row = 0; row < chart->selection->row_count; row++) {
            if (!datum_is_present(bar_point(bars, row, k))) {
                continue;
            }
            struct series_name name = name_at(bars, row, k);
            if (name_settle(bars, &name, names, count)) {
                struct label_place place = { name.x, name.middle, LABEL_LEFT, chart_literal(chart) };
                label_draw(chart, &name.label, place);
                names[count++] = name;
                break;
            }
        }
    }
}

static void bar_draw(struct chart *chart) {
    struct bars bars = { .chart = chart };
    lay_out(&bars);
    chart_start(chart, bars.axis.bottom);
    axis_draw_grid(chart, &bars.axis);
    draw_heads(&bars);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        mark_separator(chart, bars.first_row + (double)(row + 1) * bars.pitch);
        draw_name(&bars, row);
        draw_bars(&bars, row);
        draw_values(&bars, row);
    }
    axis_draw_zero(chart, &bars.axis);
    draw_series_names(&bars);
}

static const char *const options[] = { "difference", "emphasis", NULL };

const struct chart_kind chart_kind_bar = {
    .has_data = true, .options = options, .draw = bar_draw, .describe = alternative_add_bars
};
