/* The cover's picture: one bar a row with its value inside, strong where it exceeds the comparator's upright mark. */
#include "base/arena.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double TICK_WIDTH = 1.5;
static const double TICK_BEYOND = 1.4; /* the mark stands out of the bar, above and below */
static const double TICK_CASING = 0.95; /* ground colour at both sides of the mark */
static const double VALUE_INSET = 4.0;
static const double LABEL_GAP = 6.5;

struct profile {
    struct chart *chart;
    size_t main, other; /* columns; other SIZE_MAX: none */
    double left, pitch, thickness, high; /* high: the value at the right edge */
};

static const struct point_value *profile_point(const struct profile *profile, size_t row, size_t column) {
    return column == SIZE_MAX ? NULL : selection_point(profile->chart->selection, row, column);
}

/* The largest value of both series gets the whole width. */
static double highest(const struct profile *profile) {
    double high = 0;
    for (size_t row = 0; row < profile->chart->selection->row_count; row++) {
        const struct point_value *points[] = { profile_point(profile, row, profile->main),
                                               profile_point(profile, row, profile->other) };
        for (size_t i = 0; i < 2; i++) {
            high = datum_is_present(points[i]) ? fmax(high, points[i]->value) : high;
        }
    }
    return high > 0 ? high : 1;
}

static void lay_out(struct profile *profile) {
    struct chart *chart = profile->chart;
    struct span full, text;
    profile->main = chart_main_column(chart);
    profile->other = chart->selection->column_count < 2 ? SIZE_MAX : profile->main == 0 ? 1 : 0;
    bool found = theme_span(chart->theme, "full", &full) && theme_span(chart->theme, "text", &text);
    profile->left = found && text.x > full.x ? text.x - full.x : chart_number(chart, NUMBER_BAR_LABEL_WIDTH);
    profile->left = fmin(profile->left, chart->spec->width / 2);
    double natural = chart_number(chart, NUMBER_COVER_PROFILE_PITCH);
    profile->pitch = chart_pitch(chart, natural, chart->selection->row_count);
    profile->thickness = chart_number(chart, NUMBER_COVER_PROFILE_BAR) * profile->pitch / natural;
    profile->high = highest(profile);
}

static double profile_x(const struct profile *profile, double value) {
    double length = profile->chart->spec->width - profile->left;
    return profile->left + length * fmin(fmax(value, 0), profile->high) / profile->high;
}

/* The first bar stands below the top by what its mark stands out. */
static double row_top(const struct profile *profile, size_t row) {
    return TICK_BEYOND + (double)row * profile->pitch;
}

static double row_middle(const struct profile *profile, size_t row) {
    return row_top(profile, row) + profile->thickness / 2;
}

static bool is_high(const struct profile *profile, size_t row) {
    const struct point_value *mine = profile_point(profile, row, profile->main);
    const struct point_value *theirs = profile_point(profile, row, profile->other);
    return datum_is_present(mine) && datum_is_present(theirs) && mine->value > theirs->value;
}

/* The upright mark, cased in the ground's colour so that it parts the bar it lies on. The last one ends at the
 * frame. */
static void draw_tick(const struct profile *profile, size_t row) {
    const struct chart *chart = profile->chart;
    const struct point_value *point = profile_point(profile, row, profile->other);
    if (!datum_is_present(point)) {
        return;
    }
    double x = fmin(profile_x(profile, point->value), chart->spec->width - TICK_WIDTH / 2);
    double top = row_top(profile, row) - TICK_BEYOND;
    double height = profile->thickness + 2 * TICK_BEYOND;
    double casing = TICK_WIDTH + 2 * TICK_CASING;
    double right = fmin(x + casing / 2, chart->spec->width);
    drawing_rect(chart->drawing, x - casing / 2, top, right - x + casing / 2, height);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_COVER_GROUND));
    drawing_rect(chart->drawing, x - TICK_WIDTH / 2, top, TICK_WIDTH, height);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_COVER_TEXT));
}

/* Where a text of this width may stand: inside the bar, else behind it, and never under the upright mark. */
struct value_spot {
    double x;
    bool inside;
};

static struct value_spot value_spot(const struct profile *profile, size_t row, double width) {
    const struct point_value *other = profile_point(profile, row, profile->other);
    double half = TICK_WIDTH / 2 + TICK_CASING;
    double end = profile_x(profile, profile_point(profile, row, profile->main)->value);
    double mark = datum_is_present(other) ? profile_x(profile, other->value) : -INFINITY;
    struct value_spot spot = { profile->left + VALUE_INSET, true };
    if (mark + half + VALUE_INSET / 2 > spot.x && mark - half < spot.x + width + VALUE_INSET / 2) {
        spot.x = mark + half + VALUE_INSET / 2;
    }
    if (spot.x + width + VALUE_INSET / 2 <= end) {
        return spot;
    }
    spot = (struct value_spot){ end + VALUE_INSET, false };
    if (mark + half + VALUE_INSET / 2 > spot.x && mark - half < spot.x + width + VALUE_INSET / 2) {
        spot.x = mark + half + VALUE_INSET / 2;
    }
    return spot;
}

static void draw_value(const struct profile *profile, size_t row, bool hollow) {
    const struct chart *chart = profile->chart;
    const struct point_value *point = profile_point(profile, row, profile->main);
    struct text_style style = chart_style(chart, STYLE_COVER_VALUE);
    double width = label_text_width(chart, &style, datum_text(chart, point));
    struct value_spot spot = value_spot(profile, row, width);
    enum theme_colour inside = is_high(profile, row) ? COLOUR_COVER_BAR_HIGH_TEXT : COLOUR_COVER_BAR_TEXT;
    style.colour = chart_colour(chart, spot.inside && !hollow ? inside : COLOUR_COVER_TEXT);
    double x = fmax(fmin(spot.x, chart->spec->width - width), 0);
    struct label_place place = { x, row_middle(profile, row), LABEL_LEFT, datum_origin(point) };
    label_write(chart, &style, datum_text(chart, point), place);
}

static void draw_missing(const struct profile *profile, size_t row) {
    const struct chart *chart = profile->chart;
    struct text_style style = chart_style_in(chart, STYLE_COVER_LABEL, COLOUR_COVER_2);
    struct label_place place = { profile->left, row_middle(profile, row), LABEL_LEFT, chart_literal(chart) };
    const struct point_value *point = profile_point(profile, row, profile->main);
    label_write(chart, &style, datum_reason(chart, point), place);
}

static void draw_row(const struct profile *profile, size_t row) {
    const struct chart *chart = profile->chart;
    const struct point_value *point = profile_point(profile, row, profile->main);
    struct text_style style = chart_style(chart, STYLE_COVER_LABEL);
    struct label label = label_fit_row(chart, &style, row, (struct label_room){ profile->left - LABEL_GAP, 2 });
    label_draw(chart, &label, (struct label_place){ 0, row_middle(profile, row), LABEL_LEFT, chart_literal(chart) });
    if (!datum_is_present(point)) {
        draw_missing(profile, row);
        return;
    }
    bool hollow = datum_is_hollow(chart, row, profile->main);
    struct bar_look look = { chart_colour(chart, is_high(profile, row) ? COLOUR_COVER_BAR_HIGH : COLOUR_COVER_BAR),
                             chart_colour(chart, COLOUR_COVER_GROUND), hollow };
    struct rect rect = mark_bar_rect(profile->left, profile_x(profile, point->value), row_top(profile, row),
                                     profile->thickness);
    mark_bar(chart, rect, &look);
    draw_tick(profile, row);
    draw_value(profile, row, hollow);
}

/* On the cover heights are free of the grid, but the last bar's mark must stay inside. */
static void profile_draw(struct chart *chart) {
    struct profile profile = { .chart = chart };
    lay_out(&profile);
    chart_start(chart, (double)chart->selection->row_count * profile.pitch);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&profile, row);
    }
}

static const char *const options[] = { NULL };

const struct chart_kind chart_kind_cover_profile = {
    .has_data = true, .options = options, .draw = profile_draw, .describe = alternative_add_bars
};
