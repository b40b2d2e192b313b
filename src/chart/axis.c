#include "chart/axis.h"

#include "base/arena.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

/* Longer signs than "%" or "pp" would make the first label too wide. */
enum { SIGN_SIZE_MOST = 2 };

/* [pt] between zero and a note, and between a mark and a note */
static const double NOTE_INSET = 4.0, MARK_CLEAR = 8.0;

double axis_x(const struct axis *axis, double value) {
    return axis->left + (axis->right - axis->left) * scale_place(&axis->scale, value);
}

const char *axis_tick_text(const struct chart *chart, const struct scale *scale, size_t i) {
    const char *unit = scale->unit ? scale->unit : chart->selection->series->unit;
    bool with_unit = i == 0 && strlen(unit_sign(chart->spec->style, unit)) <= SIGN_SIZE_MOST;
    enum number_place place = with_unit ? NUMBER_ON_FIRST : NUMBER_ON_TICK;
    return datum_number(chart, (struct number_format){ .unit = unit, .decimals = scale->decimals, .place = place }, scale->ticks[i]);
}

static bool is_clear(const struct axis *axis, double left, double right) {
    for (size_t i = 0; i < axis->clear_count; i++) {
        if (right + AXIS_NEAR > axis->clear[i].left && left - AXIS_NEAR < axis->clear[i].right) {
            return false;
        }
    }
    return true;
}

static void draw_labels(const struct chart *chart, const struct axis *axis) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    struct origin origin = { .kind = ORIGIN_TICK };
    double end = -INFINITY; /* of the label before */
    for (size_t i = 0; i < axis->scale.count; i++) {
        struct label label = label_make(chart, &style, axis_tick_text(chart, &axis->scale, i));
        double x = axis_x(axis, axis->scale.ticks[i]);
        double left = x - label.width / 2;
        double right = x + label.width / 2;
        if (is_clear(axis, left, right) && left > end + AXIS_NEAR && left >= 0 && right <= chart->spec->width) {
            label_draw(chart, &label, (struct label_place){ x, axis->tick_middle, LABEL_CENTRE, origin });
            end = right;
        }
    }
}

static void draw_upright(const struct chart *chart, const struct axis *axis, double value,
                         const struct stroke *stroke) {
    double x = axis_x(axis, value);
    drawing_segment(chart->drawing, (struct point){ x, axis->top }, (struct point){ x, axis->bottom }, stroke);
}

void axis_draw_grid(const struct chart *chart, const struct axis *axis) {
    struct stroke stroke = chart_stroke(chart, COLOUR_GRID, chart_number(chart, NUMBER_STROKE_GRID));
    for (size_t i = 0; i < axis->scale.count; i++) {
        if (axis->scale.ticks[i] != 0) {
            draw_upright(chart, axis, axis->scale.ticks[i], &stroke);
        }
    }
    draw_labels(chart, axis);
}

void axis_draw_zero(const struct chart *chart, const struct axis *axis) {
    struct stroke stroke = chart_stroke(chart, COLOUR_INK, chart_number(chart, NUMBER_STROKE_ZERO));
    draw_upright(chart, axis, 0, &stroke);
}

void axis_write_missing(const struct chart *chart, const struct axis *axis, double middle,
                        const struct point_value *point, struct axis_stretch marks) {
    struct text_style style = chart_style(chart, STYLE_CHART_NOTE);
    struct label label = label_make(chart, &style, datum_reason(chart, point));
    bool has_zero = axis->scale.low <= 0 && axis->scale.high >= 0;
    double zero = has_zero ? axis_x(axis, 0) : axis->left;
    const double starts[] = { zero + NOTE_INSET, marks.right + MARK_CLEAR, marks.left - MARK_CLEAR - label.width,
                              zero - NOTE_INSET - label.width };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        double end = starts[i] + label.width;
        bool inside = starts[i] >= axis->left && end <= axis->right; /* false for NAN */
        bool covers = starts[i] < marks.right + NOTE_INSET && end > marks.left - NOTE_INSET;
        if (inside && !covers) {
            label_draw_over(chart, &label, (struct label_place){ starts[i], middle, LABEL_LEFT, chart_literal(chart) });
            return;
        }
    }
}
