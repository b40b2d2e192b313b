/* Four-axis figure: four scores on the diagonals of a square, names and scores outside its corners. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/role.h"
#include "text/number.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double SIDE = 119.0;
static const double STROKE = 1.75, FRAME = 0.5;
static const double DOT = 3.6, DOT_EDGE = 0.8;
static const double FILL = 0.14; /* of the subject's colour */
static const double NAME_LEAD = 11.0;
static const double CORNER_GAP = 9.0;    /* between the square and the middle of the nearest line */
static const double HEAD = 32.5;         /* above the square */
static const double FOOT = 26.0;         /* below it */
static const double NAME_GAP = 6.0;      /* between two names side by side */
static const double RING_INSET = 3.0;    /* of a ring's number, off its ring */
static const double RING_SIZE = 7.0;     /* of its type */
static const double DASH[] = { 2, 2 };

enum { AXES = 4, RINGS_USUAL = 4 };

static const double MOST_USUAL = 2; /* points of a score */

/* From the first row on, as one reads: top left, top right, bottom left, bottom right. */
static const struct {
    double x, y;
    enum label_side side;
} corners[AXES] = {
    { -1, -1, LABEL_LEFT }, { 1, -1, LABEL_RIGHT }, { -1, 1, LABEL_LEFT }, { 1, 1, LABEL_RIGHT }
};

/* Rows around the square. */
static const size_t around[AXES] = { 0, 1, 3, 2 };

struct figure {
    struct chart *chart;
    size_t column;
    double most;
    struct point centre;
    double half; /* [pt] of the side */
};

static const struct point_value *figure_point(const struct figure *figure, size_t row) {
    return selection_point(figure->chart->selection, row, figure->column);
}

static struct point place_at(const struct figure *figure, size_t row, double share) {
    return (struct point){ figure->centre.x + corners[row].x * figure->half * share,
                           figure->centre.y + corners[row].y * figure->half * share };
}

static struct point value_at(const struct figure *figure, size_t row) {
    double share = fmin(fmax(figure_point(figure, row)->value / figure->most, 0), 1);
    return place_at(figure, row, share);
}

/* The lowest corner, if it reaches no more than half of the scale while another reaches more. */
static bool is_low(const struct figure *figure, size_t row) {
    const struct point_value *point = figure_point(figure, row);
    if (!datum_is_present(point) || point->value > figure->most / 2) {
        return false;
    }
    bool another_is_higher = false;
    for (size_t i = 0; i < AXES; i++) {
        const struct point_value *other = figure_point(figure, i);
        if (datum_is_present(other) && other->value < point->value) {
            return false;
        }
        another_is_higher = another_is_higher || (datum_is_present(other) && other->value > figure->most / 2);
    }
    return another_is_higher;
}

static void draw_area(const struct figure *figure) {
    struct drawing *drawing = figure->chart->drawing;
    for (size_t i = 0; i < AXES; i++) {
        if (!datum_is_present(figure_point(figure, around[i]))) {
            return; /* an open polygon has no area */
        }
    }
    for (size_t i = 0; i < AXES; i++) {
        struct point at = value_at(figure, around[i]);
        if (i == 0) {
            drawing_move(drawing, at.x, at.y);
        } else {
            drawing_line(drawing, at.x, at.y);
        }
    }
    drawing_close(drawing);
    drawing_fill(drawing, role_tint(figure->chart, chart_colour(figure->chart, COLOUR_SUBJECT), FILL));
}

/* Rings as squares; axes on the diagonals, dashed where there is no value. */
static void draw_frame(const struct figure *figure) {
    struct drawing *drawing = figure->chart->drawing;
    struct stroke stroke = chart_stroke(figure->chart, COLOUR_PEER, FRAME);
    for (int ring = 1; ring <= RINGS_USUAL; ring++) {
        double half = figure->half * ring / RINGS_USUAL;
        drawing_rect(drawing, figure->centre.x - half, figure->centre.y - half, 2 * half, 2 * half);
    }
    drawing_stroke(drawing, &stroke);
    for (size_t row = 0; row < AXES; row++) {
        struct stroke axis = stroke;
        bool present = datum_is_present(figure_point(figure, row));
        axis.dash[0] = present ? 0 : DASH[0];
        axis.dash[1] = present ? 0 : DASH[1];
        drawing_segment(drawing, figure->centre, place_at(figure, row, 1), &axis);
    }
}

/* The sides between two corners that both have values. */
static void draw_outline(const struct figure *figure) {
    struct stroke stroke = chart_stroke(figure->chart, COLOUR_SUBJECT, STROKE);
    stroke.join = JOIN_ROUND;
    bool open = false;
    for (size_t i = 0; i <= AXES; i++) {
        size_t row = around[i % AXES];
        if (!datum_is_present(figure_point(figure, row))) {
            open = false;
            continue;
        }
        struct point at = value_at(figure, row);
        if (open) {
            drawing_line(figure->chart->drawing, at.x, at.y);
        } else {
            drawing_move(figure->chart->drawing, at.x, at.y);
        }
        open = true;
    }
    drawing_stroke(figure->chart->drawing, &stroke);
}

static void draw_dot(const struct figure *figure, size_t row) {
    const struct chart *chart = figure->chart;
    if (!datum_is_present(figure_point(figure, row))) {
        return;
    }
    struct point at = value_at(figure, row);
    struct colour colour = chart_colour(chart, is_low(figure, row) ? COLOUR_ATTENTION : COLOUR_SUBJECT);
    bool hollow = datum_is_hollow(chart, row, figure->column);
    struct stroke edge = { .colour = hollow ? colour : chart_colour(chart, COLOUR_PAPER), .width = hollow ? 1.4 : DOT_EDGE };
    drawing_circle(chart->drawing, at.x, at.y, hollow ? DOT - 0.7 : DOT);
    drawing_fill_stroke(chart->drawing, hollow ? chart_colour(chart, COLOUR_PAPER) : colour, &edge);
}

static const char *number_of(const struct figure *figure, double value) {
    return datum_number(figure->chart, (struct number_format){ .decimals = 2, .place = NUMBER_ON_TICK }, value);
}

/* Numbers of the inner rings, to the right of the centre, on the rings' inner side. */
static void draw_ring_numbers(const struct figure *figure) {
    const struct chart *chart = figure->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    style.size = RING_SIZE;
    double end = figure->centre.x;
    for (int ring = 1; ring < RINGS_USUAL; ring++) {
        const char *text = number_of(figure, figure->most * ring / RINGS_USUAL);
        double right = figure->centre.x + figure->half * ring / RINGS_USUAL - RING_INSET / 2;
        double left = right - label_text_width(chart, &style, text);
        if (left > end) {
            label_write(chart, &style, text, (struct label_place){ right, figure->centre.y, LABEL_RIGHT,
                                                                   { .kind = ORIGIN_TICK } });
            end = right + RING_INSET;
        }
    }
}

static const char *score_text(const struct figure *figure, size_t row) {
    const struct chart *chart = figure->chart;
    const struct point_value *point = figure_point(figure, row);
    if (!datum_is_present(point)) {
        return datum_reason(chart, point);
    }
    const struct phrase_value values[] = { { "value", number_of(figure, point->value) },
                                           { "most", number_of(figure, figure->most) },
                                           { NULL, NULL } };
    return phrase_text(chart->arena, chart->words->of_most, values);
}

static struct label name_of(const struct figure *figure, size_t row) {
    struct text_style style = chart_style(figure->chart, STYLE_CHART_LABEL_STRONG);
    struct label_room room = { (figure->chart->spec->width - NAME_GAP) / 2, 1 };
    return label_fit_row(figure->chart, &style, row, room);
}

/* How far names beside each other must move out so that both have room [pt]. */
static double widening(const struct figure *figure, size_t top_left) {
    double needed = name_of(figure, top_left).width + NAME_GAP + name_of(figure, top_left + 1).width;
    return fmax(needed - 2 * figure->half, 0) / 2;
}

/* Name above score at the top, both below the square at the bottom. */
static void draw_corner(const struct figure *figure, size_t row) {
    const struct chart *chart = figure->chart;
    double out = figure->half + widening(figure, row - row % 2);
    double x = figure->centre.x + corners[row].x * fmin(out, chart->spec->width / 2);
    double edge = figure->centre.y + corners[row].y * figure->half;
    double name_middle = corners[row].y < 0 ? edge - CORNER_GAP - NAME_LEAD : edge + CORNER_GAP;
    struct text_style score = is_low(figure, row) ? chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_ATTENTION)
                                                  : chart_style_in(chart, STYLE_CHART_LABEL, COLOUR_TEXT_2);
    struct label name = name_of(figure, row);
    label_draw(chart, &name, (struct label_place){ x, name_middle, corners[row].side, chart_literal(chart) });
    struct label_place below = { x, name_middle + NAME_LEAD, corners[row].side,
                                 datum_origin(figure_point(figure, row)) };
    label_write(chart, &score, score_text(figure, row), below);
}

static void four_axis_draw(struct chart *chart) {
    if (chart->selection->row_count != AXES) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", chart->selection->row_count);
        return;
    }
    double side = fmin(SIDE, chart->spec->width);
    struct figure figure = { .chart = chart, .column = chart_main_column(chart), .most = chart_option_positive(chart, "max", MOST_USUAL),
                             .centre = { chart->spec->width / 2, HEAD + side / 2 }, .half = side / 2 };
    chart_start(chart, HEAD + side + FOOT);
    draw_area(&figure);
    draw_frame(&figure);
    draw_ring_numbers(&figure);
    draw_outline(&figure);
    for (size_t row = 0; row < AXES; row++) {
        draw_dot(&figure, row);
        draw_corner(&figure, row);
    }
}

static void four_axis_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->profile, out);
    alternative_add_list(chart, chart_main_column(chart), out);
}

static const char *const options[] = { "max", NULL };

const struct chart_kind chart_kind_four_axis = {
    .has_data = true, .options = options, .draw = four_axis_draw, .describe = four_axis_describe
};
