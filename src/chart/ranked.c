/* Ranked bars: rank, name, bar and value a row, the subject strong, the aggregate as an upright reference line. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/axis.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"
#include "chart/ranking.h"

#include <math.h>
#include <string.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEAD = 19.5;           /* ticks above the first row */
static const double HEAD_REFERENCE = 32.5; /* with the label of the reference line above the ticks */
static const double TICK_ABOVE = 10.0;     /* middle of the ticks above the first row */
static const double LABEL_ABOVE = 24.5;    /* middle of the reference's label */
static const double GRID_ABOVE = 4.0;
static const double STUB_TOP = 18.5, STUB_BOTTOM = 15.5; /* short line between the label and the ticks */
static const double TRIANGLE_WIDTH = 5.0, TRIANGLE_HEIGHT = 4.0, TRIANGLE_ABOVE = 5.2;
static const double REFERENCE_STROKE = 0.9;
static const double REFERENCE_CLEAR = 15.0; /* tick labels nearer than this are left out */
static const double NAME_GAP = 4.0;         /* between the longest name and the plot */
static const double NAME_SHARE = 0.52;      /* of the chart goes to rank and name at most */
static const double VALUE_GAP = 6.5;        /* between plot and values */

struct ranked {
    struct chart *chart;
    struct ranking ranking;
    size_t column;
    double first_row, pitch;        /* [pt] */
    double rank_extra;              /* [pt] that ranks of three digits need */
    double name_left, plot_left;    /* [pt] */
    double value_right, value_room; /* [pt] */
    struct axis axis;
};

static const struct point_value *row_point(const struct ranked *ranked, size_t row) {
    return selection_point(ranked->chart->selection, row, ranked->column);
}

static bool is_subject(const struct ranked *ranked, size_t row) {
    return row == ranked->chart->selection->subject_row;
}

static struct text_style name_style(const struct ranked *ranked, size_t row) {
    if (is_subject(ranked, row)) {
        return chart_style_in(ranked->chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    }
    bool present = datum_is_present(row_point(ranked, row));
    return chart_style_in(ranked->chart, STYLE_CHART_LABEL, present ? COLOUR_INK : COLOUR_NOTE);
}

static struct text_style value_style(const struct ranked *ranked, size_t row) {
    if (is_subject(ranked, row)) {
        return chart_style(ranked->chart, STYLE_CHART_VALUE_SUBJECT);
    }
    return chart_style(ranked->chart, STYLE_CHART_VALUE);
}

/* Where the plot begins at the latest. */
static double plot_latest(const struct chart *chart) {
    return fmax(NAME_SHARE * chart->spec->width, chart_number(chart, NUMBER_RANKED_PLOT_LEFT));
}

/* Width of the row's name: in full if that leaves room for the plot, else its short form. */
static double name_width(const struct ranked *ranked, size_t row) {
    const struct chart *chart = ranked->chart;
    struct text_style style = name_style(ranked, row);
    const char *full = chart->selection->rows[row].label;
    double width = full ? label_text_width(chart, &style, full) : INFINITY;
    bool fits = ranked->name_left + width + NAME_GAP <= plot_latest(chart);
    return fits ? width : label_text_width(chart, &style, chart_row_name(chart, row));
}

/* Widths of names, values and flags decide where the plot begins and ends. */
static void measure(struct ranked *ranked, double *names, double *values, double *flags) {
    const struct chart *chart = ranked->chart;
    for (size_t i = 0; i < ranked->ranking.count; i++) {
        size_t row = ranked->ranking.rows[i];
        if (row == RANKING_GAP) {
            continue;
        }
        struct text_style value = value_style(ranked, row);
        *names = fmax(*names, name_width(ranked, row));
        *values = fmax(*values, label_text_width(chart, &value, datum_text(chart, row_point(ranked, row))));
        *flags = fmax(*flags, datum_flags_width(chart, datum_flags_at(chart, row, ranked->column)));
    }
}

static struct scale scale_of(const struct ranked *ranked) {
    double low = 0, high = 0;
    for (size_t i = 0; i < ranked->ranking.count; i++) {
        size_t row = ranked->ranking.rows[i];
        if (row != RANKING_GAP && datum_is_present(row_point(ranked, row))) {
            low = fmin(low, row_point(ranked, row)->value);
            high = fmax(high, row_point(ranked, row)->value);
        }
    }
    if (ranked->ranking.reference) {
        low = fmin(low, ranked->ranking.reference->value);
        high = fmax(high, ranked->ranking.reference->value);
    }
    return scale_round(low, high);
}

static double row_middle(const struct ranked *ranked, size_t i) {
    return ranked->first_row + ((double)i + 0.5) * ranked->pitch;
}

/* What the widest rank needs beyond the room of the theme. */
static double rank_extra(const struct ranked *ranked) {
    const struct chart *chart = ranked->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_AXIS);
    const char *last = arena_print(chart->arena, "%zu", ranked->ranking.among);
    return fmax(label_text_width(chart, &style, last) - chart_number(chart, NUMBER_RANKED_RANK_RIGHT), 0);
}

static void lay_out(struct ranked *ranked) {
    struct chart *chart = ranked->chart;
    double width = chart->spec->width, names = 0, values = 0, flags = 0;
    ranked->rank_extra = rank_extra(ranked);
    ranked->name_left = chart_number(chart, NUMBER_RANKED_NAME_LEFT) + ranked->rank_extra;
    measure(ranked, &names, &values, &flags);
    ranked->first_row = ranked->ranking.reference ? HEAD_REFERENCE : HEAD;
    ranked->pitch = chart_pitch(chart, chart_number(chart, NUMBER_RANKED_PITCH), ranked->ranking.count);
    double needed = fmax(chart_number(chart, NUMBER_RANKED_PLOT_LEFT), ranked->name_left + names + NAME_GAP);
    ranked->plot_left = fmin(needed, plot_latest(chart));
    ranked->value_right = width - flags;
    double room = fmax(chart_number(chart, NUMBER_RANKED_PLOT_RIGHT), values + flags + VALUE_GAP);
    ranked->axis = (struct axis){ .scale = scale_of(ranked),
                                  .left = ranked->plot_left,
                                  .right = width - room,
                                  .top = ranked->first_row - GRID_ABOVE,
                                  .bottom = ranked->first_row + (double)ranked->ranking.count * ranked->pitch,
                                  .tick_middle = ranked->first_row - TICK_ABOVE };
}

/* Keeps ticks away from the reference line. */
static void clear_reference(struct ranked *ranked) {
    double x = axis_x(&ranked->axis, ranked->ranking.reference->value);
    ranked->axis.clear[0].left = x - REFERENCE_CLEAR + AXIS_NEAR;
    ranked->axis.clear[0].right = x + REFERENCE_CLEAR - AXIS_NEAR;
    ranked->axis.clear_count = 1;
}

static void draw_triangle(const struct ranked *ranked, double x, double top) {
    struct drawing *drawing = ranked->chart->drawing;
    drawing_move(drawing, x - TRIANGLE_WIDTH / 2, top);
    drawing_line(drawing, x + TRIANGLE_WIDTH / 2, top);
    drawing_line(drawing, x, top + TRIANGLE_HEIGHT);
    drawing_close(drawing);
    drawing_fill(drawing, chart_colour(ranked->chart, COLOUR_INK));
}

/* The line over the bars, its triangle, and its label with the value, moved inwards where it would leave the frame. */
static void draw_reference(const struct ranked *ranked) {
    const struct chart *chart = ranked->chart;
    const struct point_value *point = ranked->ranking.reference;
    double x = axis_x(&ranked->axis, point->value), first = ranked->first_row;
    struct stroke stroke = chart_stroke(chart, COLOUR_INK, REFERENCE_STROKE);
    struct stroke stub = chart_stroke(chart, COLOUR_INK, chart_number(chart, NUMBER_STROKE_ZERO));
    draw_triangle(ranked, x, first - TRIANGLE_ABOVE);
    drawing_segment(chart->drawing, (struct point){ x, first - TRIANGLE_ABOVE },
                    (struct point){ x, ranked->axis.bottom }, &stroke);
    drawing_segment(chart->drawing, (struct point){ x, first - STUB_TOP }, (struct point){ x, first - STUB_BOTTOM },
                    &stub);
    struct text_style style = chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_INK);
    const char *text =
        arena_print(chart->arena, "%s\u00A0%s", ranked->ranking.reference_name, datum_text(chart, point));
    struct label label = label_make(chart, &style, text);
    double half = label.width / 2, flags = datum_flags_width(chart, point->flags);
    struct label_place place = { fmax(half, fmin(x, chart->spec->width - half - flags)), first - LABEL_ABOVE,
                                 LABEL_CENTRE, datum_origin(point) };
    label_draw(chart, &label, place);
    datum_flags_write(chart, point->flags,
                      (struct datum_flags_place){ place.x + half, place.middle, label.cap, place.origin });
}

static void draw_rank(const struct ranked *ranked, size_t row, double middle) {
    const struct chart *chart = ranked->chart;
    size_t rank = ranked->ranking.ranks[row];
    struct text_style style = is_subject(ranked, row) ? chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_SUBJECT)
                                                      : chart_style(chart, STYLE_CHART_TICK);
    const char *text = rank ? arena_print(chart->arena, "%zu", rank) : "–";
    struct label_place place = { chart_number(chart, NUMBER_RANKED_RANK_RIGHT) + ranked->rank_extra, middle, LABEL_RIGHT,
                                 datum_origin(row_point(ranked, row)) };
    if (rank) {
        struct drawing_value value = { .how = "rank among the rows shown", .value = (double)rank, .unit = "" };
        place.origin = datum_computed_column(chart, value, ranked->column);
    }
    label_write(chart, &style, text, place);
}

static void draw_bar(const struct ranked *ranked, size_t row, double middle) {
    const struct chart *chart = ranked->chart;
    const struct point_value *point = row_point(ranked, row);
    double zero = axis_x(&ranked->axis, 0);
    if (!datum_is_present(point)) {
        axis_write_missing(chart, &ranked->axis, middle, point, (struct axis_stretch){ NAN, NAN });
        return;
    }
    double thickness = chart_number(chart, is_subject(ranked, row) ? NUMBER_RANKED_SUBJECT : NUMBER_RANKED_PEER);
    struct bar_look look = { chart_colour(chart, is_subject(ranked, row) ? COLOUR_SUBJECT : COLOUR_PEER), chart_colour(chart, COLOUR_PAPER),
                             datum_is_hollow(chart, row, ranked->column) };
    double end = mark_end(zero, axis_x(&ranked->axis, point->value), point->value);
    struct rect rect = mark_bar_rect(zero, end, middle - thickness / 2, thickness);
    mark_bar(chart, rect, &look);
}

static void draw_row(const struct ranked *ranked, size_t row, double middle) {
    const struct chart *chart = ranked->chart;
    struct text_style name = name_style(ranked, row);
    struct text_style value = value_style(ranked, row);
    double room = ranked->plot_left - ranked->name_left - NAME_GAP;
    draw_rank(ranked, row, middle);
    struct label label = label_fit_row(chart, &name, row, (struct label_room){ room, 1 });
    label_draw(chart, &label,
               (struct label_place){ ranked->name_left, middle, LABEL_LEFT, chart_literal(chart) });
    draw_bar(ranked, row, middle);
    datum_write(chart, &value, (struct datum_place){ row, ranked->column, ranked->value_right, middle, 0 });
}

/* Rows that are left out: three dots in the place of a name. */
static void draw_gap(const struct ranked *ranked, double middle) {
    const struct chart *chart = ranked->chart;
    struct text_style style = chart_style_in(chart, STYLE_CHART_LABEL, COLOUR_NOTE);
    struct label_place place = { ranked->name_left, middle, LABEL_LEFT, chart_literal(chart) };
    label_write(chart, &style, "…", place);
}

static void ranked_draw(struct chart *chart) {
    struct ranked ranked = { .chart = chart, .column = chart_main_column(chart) };
    ranked.ranking = ranking_make(chart, ranked.column);
    lay_out(&ranked);
    if (ranked.ranking.reference) {
        clear_reference(&ranked);
    }
    chart_start(chart, ranked.axis.bottom);
    axis_draw_grid(chart, &ranked.axis);
    for (size_t i = 0; i < ranked.ranking.count; i++) {
        if (ranked.ranking.rows[i] == RANKING_GAP) {
            draw_gap(&ranked, row_middle(&ranked, i));
        } else {
            draw_row(&ranked, ranked.ranking.rows[i], row_middle(&ranked, i));
        }
    }
    axis_draw_zero(chart, &ranked.axis);
    if (ranked.ranking.reference) {
        draw_reference(&ranked);
    }
}

static void ranked_describe(const struct chart *chart, struct buffer *out) {
    struct ranking ranking = ranking_make(chart, chart_main_column(chart));
    alternative_add_position(chart, &ranking, chart->words->ranked, out);
}

static const char *const options[] = { "reference", "rows", "window", NULL };

const struct chart_kind chart_kind_ranked = {
    .has_data = true, .options = options, .draw = ranked_draw, .describe = ranked_describe
};
