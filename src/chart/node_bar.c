/* Node bar: the value of one point as a small bar with a threshold, for cells and running text. No words of its own. */
#include "base/buffer.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEIGHT = 7.0; /* of the upright line */
static const double BAR = 4.0;
static const double UPRIGHT = 0.75;
static const double SLASH = 1.4, SLASH_LEAN = 2.0, SLASH_GAP = 3.0, SLASH_FROM_END = 7.0;
static const double TINY = 0.5; /* a value above zero is never invisible */

static const double THRESHOLD_USUAL = 1.5, MOST_USUAL = 5.0; /* quotients */

/* Two white slashes near the end: the bar goes on. */
static void draw_cut(const struct chart *chart) {
    struct stroke stroke = { .colour = chart_colour(chart, COLOUR_PAPER), .width = SLASH };
    for (int i = 0; i < 2; i++) {
        double x = chart->spec->width - SLASH_FROM_END + i * SLASH_GAP;
        drawing_segment(chart->drawing, (struct point){ x - SLASH_LEAN / 2, 0.5 },
                        (struct point){ x + SLASH_LEAN / 2, HEIGHT - 0.5 }, &stroke);
    }
}

static void node_bar_draw(struct chart *chart) {
    const struct point_value *point = chart_first_point(chart);
    double most = chart_option_positive(chart, "max", MOST_USUAL);
    double threshold = chart_option_positive(chart, "threshold", THRESHOLD_USUAL);
    double width = chart->spec->width;
    double length = fmin(fmax(point->value, 0) / most, 1) * width;
    chart_start_exact(chart, HEIGHT);
    if (point->value > 0) {
        drawing_rect(chart->drawing, 0, (HEIGHT - BAR) / 2, fmax(length, TINY), BAR);
        drawing_fill(chart->drawing, chart_colour(chart, COLOUR_SUBJECT));
    }
    if (point->value > most) {
        draw_cut(chart);
    }
    if (threshold < most) {
        drawing_rect(chart->drawing, threshold / most * width - UPRIGHT / 2, 0, UPRIGHT, HEIGHT);
        drawing_fill(chart->drawing, chart_colour(chart, COLOUR_INK));
    }
}

static void node_bar_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->bars, out);
    alternative_add_list(chart, 0, out);
}

static const char *const options[] = { "decorative", "max", "threshold", NULL };

const struct chart_kind chart_kind_node_bar = { .has_data = true,
                                                .options = options,
                                                .natural_width = 58.0,
                                                .decorative = true,
                                                .draw = node_bar_draw,
                                                .describe = node_bar_describe };
