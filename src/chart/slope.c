/* Slopes: two periods, a line for each item, names and values at the left, values at the right. */
#include "base/arena.h"
#include "chart/datum.h"
#include "chart/end_label.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/periods.h"
#include "chart/plot.h"
#include "chart/role.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double TOP = 19.5; /* with the names of the periods */
static const double HEAD_MIDDLE = 6.0;
static const double STRONG = 2.0, QUIET = 0.75;
static const double DOT = 2.6;
static const double LABEL_GAP = 10.0, LABEL_SHARE = 0.38;
static const double LEAST = 169.0;
static const double ROOM = 13.0; /* of height for each line: labels need 9.75 and should stay near their lines */
static const double NOTE_HEIGHT = 11.0, BELOW = 6.5;

enum { BEFORE, AFTER, SIDES };

struct slopes {
    struct chart *chart;
    struct plot plot;
    struct end_label *labels[SIDES];
    size_t counts[SIDES];
    size_t left_out;
    double widths[SIDES], left, right; /* [pt] */
};

static const struct point_value *slope_point(const struct slopes *slopes, size_t row, size_t side) {
    return selection_point(slopes->chart->selection, row, side);
}

static bool is_strong(const struct slopes *slopes, size_t row) {
    return role_of_row(slopes->chart, row) == ROLE_SUBJECT;
}

static void make_labels(struct slopes *slopes, size_t side) {
    struct chart *chart = slopes->chart;
    size_t rows = chart->selection->row_count;
    slopes->labels[side] = arena_array(chart->arena, rows, sizeof *slopes->labels[side]);
    for (size_t row = 0; row < rows; row++) {
        const struct point_value *point = slope_point(slopes, row, side);
        if (!datum_is_present(point)) {
            continue;
        }
        enum role role = role_of_row(chart, row);
        bool named = side == BEFORE || !datum_is_present(slope_point(slopes, row, BEFORE));
        slopes->labels[side][slopes->counts[side]++] = (struct end_label){
            .style = role_label_style(chart, role),
            .name = named ? chart_row_name(chart, row) : "",
            .point = point,
            .note = "",
            .order = (size_t)role * rows + row,
        };
    }
    slopes->widths[side] = end_labels_width(chart, slopes->labels[side], slopes->counts[side],
                                            LABEL_SHARE * chart->spec->width);
}

static double height_of(const struct chart *chart) {
    double wanted = fmin(ROOM * (double)chart->selection->row_count, chart_number(chart, NUMBER_GRID_STEP) * 40);
    return chart_option(chart->spec, "height", NULL) ? plot_height(chart) : fmax(LEAST, wanted);
}

static void lay_out(struct slopes *slopes) {
    struct chart *chart = slopes->chart;
    double low = 0, high = 0;
    plot_extent(chart, &low, &high);
    make_labels(slopes, BEFORE);
    make_labels(slopes, AFTER);
    slopes->plot = (struct plot){ .scale = scale_cut(low, high), .top = TOP, .bottom = TOP + height_of(chart) };
    slopes->plot.scale.low = low; /* no ticks are shown: the values stand at the lines */
    slopes->plot.scale.high = high > low ? high : low + 1;
    slopes->left = slopes->widths[BEFORE] + LABEL_GAP + DOT;
    slopes->right = chart->spec->width - slopes->widths[AFTER] - LABEL_GAP - DOT;
    for (size_t side = 0; side < SIDES; side++) {
        for (size_t i = 0; i < slopes->counts[side]; i++) {
            slopes->labels[side][i].line_y = plot_y(&slopes->plot, slopes->labels[side][i].point->value);
        }
        slopes->left_out += end_labels_place(slopes->labels[side], slopes->counts[side], &slopes->plot, INFINITY);
    }
}

static void draw_dot(const struct slopes *slopes, struct point at, const struct stroke *stroke, bool hollow) {
    struct stroke edge = { .colour = hollow ? stroke->colour : chart_colour(slopes->chart, COLOUR_PAPER), .width = hollow ? 1 : 0.8 };
    drawing_circle(slopes->chart->drawing, at.x, at.y, stroke->width > 1 ? DOT : DOT * 0.7);
    drawing_fill_stroke(slopes->chart->drawing, hollow ? chart_colour(slopes->chart, COLOUR_PAPER) : stroke->colour, &edge);
}

/* A line needs both values; a lone one is a dot. */
static void draw_line(const struct slopes *slopes, size_t row) {
    const struct chart *chart = slopes->chart;
    bool strong = is_strong(slopes, row);
    enum role role = role_of_row(chart, row);
    enum theme_colour colour = strong ? COLOUR_SUBJECT : role == ROLE_PEER ? COLOUR_PEER : COLOUR_TEXT_2;
    struct stroke stroke = chart_stroke(chart, colour, strong ? STRONG : QUIET);
    struct point ends[SIDES];
    for (size_t side = 0; side < SIDES; side++) {
        const struct point_value *point = slope_point(slopes, row, side);
        bool present = datum_is_present(point);
        ends[side] = (struct point){ side == BEFORE ? slopes->left : slopes->right,
                                     present ? plot_y(&slopes->plot, point->value) : NAN };
    }
    if (isfinite(ends[BEFORE].y) && isfinite(ends[AFTER].y)) {
        drawing_segment(chart->drawing, ends[BEFORE], ends[AFTER], &stroke);
    }
    for (size_t side = 0; side < SIDES; side++) {
        if (isfinite(ends[side].y)) {
            draw_dot(slopes, ends[side], &stroke, datum_is_hollow(chart, row, side));
        }
    }
}

/* The periods above their ends, inside the frame. */
static void draw_heads(const struct slopes *slopes) {
    const struct chart *chart = slopes->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_AXIS);
    for (size_t side = 0; side < SIDES; side++) {
        struct label_room room = { chart->spec->width / 2 - LABEL_GAP, 1 };
        struct label head = label_fit(chart, &style, chart_column_name(chart, side), room);
        double middle = chart->spec->width / 2;
        double before = fmin(slopes->left + DOT, middle - LABEL_GAP / 2) - head.width;
        double after = fmax(slopes->right - DOT, middle + LABEL_GAP / 2);
        double left = side == BEFORE ? fmax(before, 0) : fmin(after, chart->spec->width - head.width);
        label_draw(chart, &head, (struct label_place){ left, HEAD_MIDDLE, LABEL_LEFT, chart_literal(chart) });
    }
}

static void slope_draw(struct chart *chart) {
    const struct selection *periods = periods_make(chart, SIDES);
    if (!periods) {
        return;
    }
    chart->selection = periods;
    struct slopes slopes = { .chart = chart };
    lay_out(&slopes);
    double foot = slopes.plot.bottom + BELOW;
    chart_start(chart, foot + (slopes.left_out ? NOTE_HEIGHT : 0));
    draw_heads(&slopes);
    for (int pass = 0; pass < 2; pass++) { /* the strong line on top */
        for (size_t row = 0; row < chart->selection->row_count; row++) {
            if (is_strong(&slopes, row) == (pass == 1)) {
                draw_line(&slopes, row);
            }
        }
    }
    end_labels_draw_left(chart, slopes.labels[BEFORE], slopes.counts[BEFORE],
                         (struct end_label_place){ slopes.left - DOT, slopes.widths[BEFORE], slopes.widths[BEFORE] });
    struct end_label_place after = { slopes.right + DOT, slopes.right + DOT + LABEL_GAP, slopes.widths[AFTER] };
    end_labels_draw(chart, slopes.labels[AFTER], slopes.counts[AFTER], after);
    plot_write_left_out(chart, slopes.left_out, foot + NOTE_HEIGHT / 2);
}

static void slope_describe(const struct chart *chart, struct buffer *out) {
    periods_describe(chart, chart->words->slopes, out);
}

static const char *const options[] = { "height", "periods", "reference", NULL };

const struct chart_kind chart_kind_slope = {
    .has_data = true, .options = options, .draw = slope_draw, .describe = slope_describe
};
