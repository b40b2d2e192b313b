#include "chart/rows.h"

#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/mark.h"

#include <math.h>
#include <stdlib.h>

/* Measures that follow from the form rather than from the house style [pt]. */
static const double HEAD_MIDDLE = 5.0; /* of ticks and column heads, below the top */
static const double GRID_ABOVE = 3.0;
static const double LABEL_GAP = 6.5;
static const double LABEL_SHARE = 0.4, LABEL_SHARE_3 = 0.342; /* of the width goes to names at most */
static const double PLOT_SHARE = 0.2, VALUES_SHARE = 0.5; /* of the width: the least for the plot, the most for values */
static const double LABEL_LEAST = 40.0;
static const double PLOT_GAP = 10.0;
static const double COLUMN_GAP = 6.5;
static const double HEAD_WIDEST = 86.0, HEAD_SHARE = 0.5; /* a head; of the width for all heads */
static const double TWO_LINES = 1.7; /* leadings that two lines of a name need */
static const double NAME_APART = 6.0; /* between two names of marks */
static const double LEADER = 0.4, LEADER_FROM = 4.5, MOVED = 3.0;

/* Fits head and cells; returns what flags hang out to the right. */
static double measure(const struct chart *chart, struct rows_value *value, size_t count, bool strong) {
    value->style = strong ? chart_style(chart, STYLE_CHART_VALUE_SUBJECT)
                          : chart_style_in(chart, STYLE_CHART_VALUE, COLOUR_TEXT_2);
    const char *head = chart->selection->column_count > 1 ? chart_column_name(chart, value->column) : "";
    double room = fmin(HEAD_WIDEST, HEAD_SHARE * chart->spec->width / (double)count - COLUMN_GAP);
    value->head = label_fit(chart, &value->style, head, (struct label_room){ room, 1 });
    value->common = datum_flags_common(chart, value->column);
    value->width = value->head.width;
    double flags = datum_flags_width(chart, value->common);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const struct point_value *point = selection_point(chart->selection, row, value->column);
        value->width = fmax(value->width, label_text_width(chart, &value->style, datum_text(chart, point)));
        flags = fmax(flags, datum_flags_width(chart, datum_flags_at(chart, row, value->column) & ~value->common));
    }
    return flags;
}

/* Columns of values from the right edge inwards; returns their left edge. */
static double place_values(struct rows *rows, const struct rows_form *form) {
    double right = rows->chart->spec->width;
    for (size_t i = rows->value_count; i-- > 0;) {
        struct rows_value *value = &rows->values[i];
        value->column = form->columns[i];
        value->right = right - measure(rows->chart, value, form->column_count, i == 0);
        right = value->right - value->width - COLUMN_GAP;
    }
    return right + COLUMN_GAP;
}

/* The columns of comparators give way, the last one first, where names and plot would have less than half of the width. */
static double choose_values(struct rows *rows, const struct rows_form *form) {
    rows->value_count = form->column_count;
    double left = place_values(rows, form);
    while (rows->value_count > 1 && left < VALUES_SHARE * rows->chart->spec->width) {
        rows->value_count--;
        left = place_values(rows, form);
    }
    return left;
}

/* Half of the last tick's label stands beyond the end of the plot. */
static double last_tick_half(const struct chart *chart, const struct scale *scale) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    return label_text_width(chart, &style, axis_tick_text(chart, scale, scale->count - 1)) / 2;
}

struct rows rows_make(struct chart *chart, const struct rows_form *form) {
    size_t count = chart->selection->row_count;
    struct rows rows = { .chart = chart, .pitch = chart_pitch(chart, form->pitch, count), .foot = form->foot };
    double values_left = form->column_count ? choose_values(&rows, form)
                                             : chart->spec->width + PLOT_GAP - last_tick_half(chart, &form->scale);
    double room = values_left - PLOT_GAP - PLOT_SHARE * chart->spec->width; /* for names, beside the least plot */
    double share = form->column_count < ROWS_VALUES_MOST ? LABEL_SHARE : LABEL_SHARE_3;
    double most = fmin(chart_number(chart, NUMBER_BAR_LABEL_WIDTH), share * chart->spec->width);
    rows.label_width = fmin(label_longest_name(chart) + LABEL_GAP, fmin(most, fmax(room, LABEL_LEAST)));
    rows.first_row = chart_number(chart, NUMBER_BAR_HEAD) + form->names_height;
    rows.emphasis = emphasis_read(chart, chart_main_column(chart), count > form->emphasis + 1 ? form->emphasis : 0);
    rows.axis = (struct axis){ .scale = form->scale,
                               .left = rows.label_width,
                               .right = values_left - PLOT_GAP,
                               .top = chart_number(chart, NUMBER_BAR_HEAD) - GRID_ABOVE,
                               .bottom = rows.first_row + (double)count * rows.pitch,
                               .tick_middle = HEAD_MIDDLE };
    rows.axis.clear[0].left = values_left - PLOT_GAP / 2;
    rows.axis.clear[0].right = chart->spec->width;
    rows.axis.clear_count = form->column_count ? 1 : 0;
    return rows;
}

static void draw_name(const struct rows *rows, size_t row) {
    const struct chart *chart = rows->chart;
    bool present = datum_is_present(selection_point(chart->selection, row, chart_main_column(chart)));
    bool subject = row == chart->selection->subject_row;
    struct text_style style = chart_style_in(chart, STYLE_CHART_LABEL, present ? COLOUR_INK : COLOUR_NOTE);
    if (subject) {
        style = chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    } else if (present && emphasis_has(&rows->emphasis, row)) {
        style = chart_style(chart, STYLE_CHART_LABEL_STRONG);
    }
    size_t lines = chart->reduce > 0 && rows->pitch < TWO_LINES * style.leading ? 1 : 2;
    struct label label = label_fit_row(chart, &style, row, (struct label_room){ rows->label_width - LABEL_GAP, lines });
    label_draw(chart, &label, (struct label_place){ 0, rows_middle(rows, row), LABEL_LEFT, chart_literal(chart) });
}

static void draw_heads(const struct rows *rows) {
    for (size_t i = 0; i < rows->value_count; i++) {
        const struct rows_value *value = &rows->values[i];
        struct origin origin = chart_literal(rows->chart);
        label_draw(rows->chart, &value->head, (struct label_place){ value->right, HEAD_MIDDLE, LABEL_RIGHT, origin });
        datum_flags_write(rows->chart, value->common,
                          (struct datum_flags_place){ value->right, HEAD_MIDDLE, value->head.cap, origin });
    }
}

void rows_start(const struct rows *rows) {
    chart_start(rows->chart, rows->axis.bottom + rows->foot);
    axis_draw_grid(rows->chart, &rows->axis);
    draw_heads(rows);
    for (size_t row = 0; row < rows->chart->selection->row_count; row++) {
        mark_separator(rows->chart, rows->first_row + (double)(row + 1) * rows->pitch);
        draw_name(rows, row);
        for (size_t i = 0; i < rows->value_count; i++) {
            const struct rows_value *value = &rows->values[i];
            struct datum_place place = { row, value->column, value->right, rows_middle(rows, row), value->common };
            datum_write(rows->chart, &value->style, place);
        }
    }
}

void rows_finish(const struct rows *rows) {
    if (rows->axis.scale.low <= 0 && rows->axis.scale.high >= 0) {
        axis_draw_zero(rows->chart, &rows->axis);
    }
}

double rows_middle(const struct rows *rows, size_t row) {
    return rows->first_row + ((double)row + 0.5) * rows->pitch;
}

double rows_x(const struct rows *rows, double value) {
    return axis_x(&rows->axis, value);
}

double rows_bottom(const struct rows *rows) {
    return rows->axis.bottom;
}

void rows_write_missing_beside(const struct rows *rows, size_t row, const struct point_value *point,
                               struct axis_stretch marks) {
    axis_write_missing(rows->chart, &rows->axis, rows_middle(rows, row), point, marks);
}

void rows_write_missing(const struct rows *rows, size_t row, const struct point_value *point) {
    rows_write_missing_beside(rows, row, point, (struct axis_stretch){ NAN, NAN });
}

bool rows_extent(const struct chart *chart, const size_t *columns, size_t count, double *low, double *high) {
    bool found = false;
    size_t all = count ? count : chart->selection->column_count;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        for (size_t i = 0; i < all; i++) {
            const struct point_value *point = selection_point(chart->selection, row, count ? columns[i] : i);
            if (datum_is_present(point)) {
                *low = found ? fmin(*low, point->value) : point->value;
                *high = found ? fmax(*high, point->value) : point->value;
                found = true;
            }
        }
    }
    return found;
}

static int compare_names(const void *a, const void *b) {
    const struct mark_name *left = a, *right = b;
    return (left->x > right->x) - (left->x < right->x);
}

/* From left to right each name where it wants to be or behind the one before; then back from the right edge. */
static void spread_names(const struct chart *chart, const struct mark_name *names, const struct label *labels,
                         double *lefts, size_t count) {
    double end = 0;
    for (size_t i = 0; i < count; i++) {
        lefts[i] = fmax(names[i].x - labels[i].width / 2, end);
        end = lefts[i] + labels[i].width + NAME_APART;
    }
    end = chart->spec->width;
    for (size_t i = count; i-- > 0;) {
        lefts[i] = fmin(lefts[i], end - labels[i].width);
        end = lefts[i] - NAME_APART;
    }
    /* half of the way back where both sides have room, so that neighbours share what they must move */
    for (size_t i = 0; i + 1 < count; i++) {
        double want = names[i + 1].x - labels[i + 1].width / 2;
        double shift = (lefts[i + 1] - want) / 2;
        double before = i > 0 ? lefts[i - 1] + labels[i - 1].width + NAME_APART : 0;
        bool touching = lefts[i + 1] - lefts[i] - labels[i].width < NAME_APART + 0.01;
        if (touching && shift > 0 && lefts[i] - shift >= before) {
            lefts[i] -= shift;
            lefts[i + 1] -= shift;
        }
    }
}

/* Each name has an equal share of the width at most. */
void rows_write_mark_names(const struct rows *rows, struct mark_name *names, size_t count, double middle) {
    enum { NAMES_MOST = 8 };
    const struct chart *chart = rows->chart;
    struct label labels[NAMES_MOST];
    double lefts[NAMES_MOST];
    count = count < NAMES_MOST ? count : NAMES_MOST;
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        struct label_room room = { (chart->spec->width + NAME_APART) / (double)count - NAME_APART, 1 };
        labels[i] = label_fit(chart, &names[i].style, names[i].text, room);
    }
    spread_names(chart, names, labels, lefts, count);
    for (size_t i = 0; i < count; i++) {
        label_draw(chart, &labels[i], (struct label_place){ lefts[i], middle, LABEL_LEFT, chart_literal(chart) });
        double centre = lefts[i] + labels[i].width / 2;
        if (fabs(centre - names[i].x) > MOVED) {
            struct stroke stroke = { .colour = names[i].style.colour, .width = LEADER };
            drawing_segment(chart->drawing, (struct point){ centre, middle + LEADER_FROM },
                            (struct point){ names[i].x, names[i].mark_y }, &stroke);
        }
    }
}
