/* Dots with range: the subject's disc, the country's diamond, the reference's tick, on the band of all others. */
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/role.h"
#include "chart/rows.h"
#include "chart/symbol.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 26.0;
static const double DISC = 4.4, DIAMOND = 5.4;
static const double BAND = 5.0;
static const double NAMES = 9.0, NAMES_ABOVE = 13.0;
static const double KEY_HEIGHT = 13.0, KEY_BOX = 24.0, KEY_GAP = 6.5;

enum { MARKS_MOST = 3, BAND_FEWEST = 2 };

struct dots {
    struct chart *chart;
    struct rows rows;
    size_t marks[MARKS_MOST]; /* columns with marks of their own: the subject's first */
    size_t mark_count;
};

static const struct point_value *point_at(const struct dots *dots, size_t row, size_t column) {
    return selection_point(dots->chart->selection, row, column);
}

/* The subject and the first column of each role but that of the peers. */
static void choose_marks(struct dots *dots) {
    for (int role = ROLE_SUBJECT; role <= ROLE_REFERENCE; role++) {
        for (size_t column = 0; column < dots->chart->selection->column_count; column++) {
            if ((int)role_of_column(dots->chart, column) == role) {
                dots->marks[dots->mark_count++] = column;
                break;
            }
        }
    }
}

/* Range of the subject and its peers; false if there are too few for one. */
static bool band_of(const struct dots *dots, size_t row, double *low, double *high) {
    size_t count = 0, peers = 0;
    for (size_t column = 0; column < dots->chart->selection->column_count; column++) {
        enum role role = role_of_column(dots->chart, column);
        const struct point_value *point = point_at(dots, row, column);
        if ((role == ROLE_PEER || role == ROLE_SUBJECT) && datum_is_present(point)) {
            *low = count ? fmin(*low, point->value) : point->value;
            *high = count ? fmax(*high, point->value) : point->value;
            count++;
            peers += role == ROLE_PEER;
        }
    }
    return peers >= BAND_FEWEST;
}

static void draw_band(const struct dots *dots, size_t row) {
    double low, high;
    if (band_of(dots, row, &low, &high)) {
        double left = rows_x(&dots->rows, low);
        double top = rows_middle(&dots->rows, row) - BAND / 2;
        drawing_rect(dots->chart->drawing, left, top, rows_x(&dots->rows, high) - left, BAND);
        drawing_fill(dots->chart->drawing, chart_colour(dots->chart, COLOUR_BAND));
    }
}

static struct symbol_look look_of(const struct dots *dots, size_t row, size_t column) {
    static const struct {
        enum symbol symbol;
        enum theme_colour colour;
    } looks[] = { [ROLE_SUBJECT] = { SYMBOL_DISC, COLOUR_SUBJECT },
                  [ROLE_COUNTRY] = { SYMBOL_DIAMOND, COLOUR_TEXT_2 },
                  [ROLE_REFERENCE] = { SYMBOL_TICK, COLOUR_EU },
                  [ROLE_PEER] = { SYMBOL_RING, COLOUR_PEER } };
    enum role role = role_of_column(dots->chart, column);
    return (struct symbol_look){ looks[role].symbol, chart_colour(dots->chart, looks[role].colour),
                                 role == ROLE_COUNTRY ? DIAMOND : DISC,
                                 role == ROLE_COUNTRY || datum_is_hollow(dots->chart, row, column) };
}

/* How far band and marks of row reach; NAN if there are none. */
static struct axis_stretch marks_of(const struct dots *dots, size_t row) {
    struct axis_stretch marks = { NAN, NAN };
    double low, high;
    if (band_of(dots, row, &low, &high)) {
        marks = (struct axis_stretch){ rows_x(&dots->rows, low), rows_x(&dots->rows, high) };
    }
    for (size_t i = 0; i < dots->mark_count; i++) {
        const struct point_value *point = point_at(dots, row, dots->marks[i]);
        if (datum_is_present(point)) { /* fmin and fmax pass over NAN */
            marks.left = fmin(marks.left, rows_x(&dots->rows, point->value));
            marks.right = fmax(marks.right, rows_x(&dots->rows, point->value));
        }
    }
    return marks;
}

/* The reference lies below the country, the subject on top. */
static void draw_row(const struct dots *dots, size_t row) {
    draw_band(dots, row);
    for (size_t i = dots->mark_count; i-- > 0;) {
        const struct point_value *point = point_at(dots, row, dots->marks[i]);
        if (datum_is_present(point)) {
            struct symbol_look look = look_of(dots, row, dots->marks[i]);
            struct point at = { rows_x(&dots->rows, point->value), rows_middle(&dots->rows, row) };
            symbol_draw(dots->chart, at, &look);
        } else if (i == 0) {
            rows_write_missing_beside(&dots->rows, row, point, marks_of(dots, row));
        }
    }
}

static void write_names(const struct dots *dots) {
    const struct chart *chart = dots->chart;
    struct mark_name names[MARKS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < dots->mark_count && chart->selection->column_count > 1; i++) {
        const struct point_value *point = point_at(dots, 0, dots->marks[i]);
        if (!datum_is_present(point)) {
            continue;
        }
        struct text_style style = i == 0 ? chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_SUBJECT)
                                         : chart_style_in(chart, STYLE_CHART_KEY, COLOUR_TEXT_2);
        names[count++] = (struct mark_name){ chart_column_name(chart, dots->marks[i]), style,
                                             rows_x(&dots->rows, point->value),
                                             rows_middle(&dots->rows, 0) - DISC };
    }
    rows_write_mark_names(&dots->rows, names, count, rows_middle(&dots->rows, 0) - NAMES_ABOVE);
}

static bool has_band(const struct dots *dots) {
    double low, high;
    for (size_t row = 0; row < dots->chart->selection->row_count; row++) {
        if (band_of(dots, row, &low, &high)) {
            return true;
        }
    }
    return false;
}

static void draw_key(const struct dots *dots) {
    const struct chart *chart = dots->chart;
    double middle = rows_bottom(&dots->rows) + KEY_HEIGHT / 2 + 1;
    double x = dots->rows.axis.left;
    drawing_rect(chart->drawing, x, middle - BAND / 2, KEY_BOX, BAND);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_BAND));
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    const char *text = chart_option(chart->spec, "range", chart->words->range);
    struct label_place place = { x + KEY_BOX + KEY_GAP, middle, LABEL_LEFT, chart_literal(chart) };
    label_write(chart, &style, text, place);
}

static void dots_draw(struct chart *chart) {
    struct dots dots = { .chart = chart };
    choose_marks(&dots);
    double low = 0, high = 0;
    rows_extent(chart, NULL, 0, &low, &high);
    struct rows_form form = { .pitch = PITCH, .names_height = NAMES, .scale = scale_near(low, high), .emphasis = 3,
                              .foot = has_band(&dots) ? KEY_HEIGHT : 0,
                              .columns = { dots.marks[0] }, .column_count = 1 };
    dots.rows = rows_make(chart, &form);
    rows_start(&dots.rows);
    rows_finish(&dots.rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&dots, row);
    }
    write_names(&dots);
    if (form.foot > 0) {
        draw_key(&dots);
    }
}

static void dots_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->dots, out);
}

static const char *const options[] = { "emphasis", "range", "reference", NULL };

const struct chart_kind chart_kind_dots = {
    .has_data = true, .options = options, .draw = dots_draw, .describe = dots_describe
};
