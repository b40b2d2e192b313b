/* Position strip: where the subject stands between the lowest and the highest row, with the middle half and the
 * reference. No words of its own. */
#include "base/arena.h"
#include "base/buffer.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/ranking.h"

#include <math.h>
#include <stdlib.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEIGHT = 13.0;
static const double LINE = 0.75;
static const double BAND = 5.0;
static const double TICK_WIDTH = 1.75, TICK_HEIGHT = 11.0;
static const double DOT = 3.9, DOT_EDGE = 0.8;

struct strip {
    struct chart *chart;
    struct ranking ranking;
    double *values; /* ascending, of the ranked rows */
    size_t count;
    double low, high; /* ends of the scale */
};

static int compare_values(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void collect(struct strip *strip) {
    const struct selection *selection = strip->chart->selection;
    strip->values = arena_array(strip->chart->arena, selection->row_count, sizeof *strip->values);
    for (size_t row = 0; row < selection->row_count; row++) {
        const struct point_value *point = selection_point(selection, row, 0);
        if (row != strip->ranking.reference_row && datum_is_present(point)) {
            strip->values[strip->count++] = point->value;
        }
    }
    qsort(strip->values, strip->count, sizeof *strip->values, compare_values);
    const struct point_value *reference = strip->ranking.reference;
    strip->low = strip->count ? strip->values[0] : reference->value;
    strip->high = strip->count ? strip->values[strip->count - 1] : reference->value;
    strip->low = reference ? fmin(strip->low, reference->value) : strip->low;
    strip->high = reference ? fmax(strip->high, reference->value) : strip->high;
}

static double strip_x(const struct strip *strip, double value) {
    double left = DOT + DOT_EDGE / 2, right = strip->chart->spec->width - left;
    double range = strip->high - strip->low;
    return range > 0 ? left + (right - left) * (value - strip->low) / range : (left + right) / 2;
}

/* The value below which the share of the rows lies, interpolated between two.
 * Source: Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), type 7. */
static double quantile(const struct strip *strip, double share) {
    double place = share * (double)(strip->count - 1);
    size_t below = (size_t)place;
    size_t above = below + 1 < strip->count ? below + 1 : below;
    return strip->values[below] + (strip->values[above] - strip->values[below]) * (place - (double)below);
}

static void draw_range(const struct strip *strip) {
    struct drawing *drawing = strip->chart->drawing;
    struct stroke line = chart_stroke(strip->chart, COLOUR_RULE_HAIR, LINE);
    double left = strip_x(strip, strip->values[0]), right = strip_x(strip, strip->values[strip->count - 1]);
    drawing_segment(drawing, (struct point){ left, HEIGHT / 2 }, (struct point){ right, HEIGHT / 2 }, &line);
    double from = strip_x(strip, quantile(strip, 0.25)), to = strip_x(strip, quantile(strip, 0.75));
    drawing_rect(drawing, from, (HEIGHT - BAND) / 2, to - from, BAND);
    drawing_fill(drawing, chart_colour(strip->chart, COLOUR_BAND));
}

static void draw_reference(const struct strip *strip) {
    double x = strip_x(strip, strip->ranking.reference->value);
    drawing_rect(strip->chart->drawing, x - TICK_WIDTH / 2, (HEIGHT - TICK_HEIGHT) / 2, TICK_WIDTH, TICK_HEIGHT);
    drawing_fill(strip->chart->drawing, chart_colour(strip->chart, COLOUR_EU));
}

/* The subject's dot; hollow if its value is uncertain where others are not. */
static void draw_subject(const struct strip *strip) {
    const struct chart *chart = strip->chart;
    size_t row = chart->selection->subject_row;
    if (row >= chart->selection->row_count || !datum_is_present(selection_point(chart->selection, row, 0))) {
        return;
    }
    bool hollow = datum_is_hollow(chart, row, 0);
    struct colour colour = chart_colour(chart, COLOUR_SUBJECT);
    struct stroke edge = { .colour = hollow ? colour : chart_colour(chart, COLOUR_PAPER), .width = hollow ? 1.4 : DOT_EDGE };
    double x = strip_x(strip, selection_point(chart->selection, row, 0)->value);
    drawing_circle(chart->drawing, x, HEIGHT / 2, hollow ? DOT - 0.7 : DOT);
    drawing_fill_stroke(chart->drawing, hollow ? chart_colour(chart, COLOUR_PAPER) : colour, &edge);
}

static void position_strip_draw(struct chart *chart) {
    struct strip strip = { .chart = chart, .ranking = ranking_make(chart, 0) };
    collect(&strip);
    chart_start_exact(chart, HEIGHT);
    if (strip.count > 0) {
        draw_range(&strip);
    }
    if (strip.ranking.reference) {
        draw_reference(&strip);
    }
    draw_subject(&strip);
}

static void position_strip_describe(const struct chart *chart, struct buffer *out) {
    struct ranking ranking = ranking_make(chart, 0);
    alternative_add_position(chart, &ranking, chart->words->strip, out);
}

static const char *const options[] = { "decorative", "reference", NULL };

const struct chart_kind chart_kind_position_strip = { .has_data = true,
                                                      .options = options,
                                                      .natural_width = 106.0,
                                                      .draw = position_strip_draw,
                                                      .describe = position_strip_describe };
