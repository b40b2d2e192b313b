/* Sparkline: the course of one column over the years in one line of text, with an arrow for the direction. */
#include "base/arena.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/trace.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEIGHT = 13.0;
static const double STROKE = 0.9;
static const double DOT = 1.9;
static const double ARROW_GAP = 5.0, ARROW = 6.0; /* the arrow's length along each axis */
static const double ARROW_HEAD = 2.6;

/* A change smaller than this share of the first value is none. */
static const double STEADY = 0.02;

struct spark {
    struct chart *chart;
    size_t first, last; /* rows with values */
    double low, high;
    struct trace trace;
};

static const struct point_value *spark_point(const struct spark *spark, size_t row) {
    return selection_point(spark->chart->selection, row, 0);
}

static void find_extent(struct spark *spark) {
    bool found = false;
    for (size_t row = 0; row < spark->chart->selection->row_count; row++) {
        const struct point_value *point = spark_point(spark, row);
        if (!datum_is_present(point)) {
            continue;
        }
        spark->low = found ? fmin(spark->low, point->value) : point->value;
        spark->high = found ? fmax(spark->high, point->value) : point->value;
        spark->first = found ? spark->first : row;
        spark->last = row;
        found = true;
    }
}

/* Equal values run along the middle. */
static double spark_y(const struct spark *spark, double value) {
    double room = HEIGHT - 2 * DOT, range = spark->high - spark->low;
    return range > 0 ? DOT + room * (spark->high - value) / range : HEIGHT / 2;
}

static void make_trace(struct spark *spark, double right) {
    struct chart *chart = spark->chart;
    size_t rows = chart->selection->row_count;
    double *ys = arena_array(chart->arena, rows, sizeof *ys);
    for (size_t row = 0; row < rows; row++) {
        const struct point_value *point = spark_point(spark, row);
        ys[row] = datum_is_present(point) ? spark_y(spark, point->value) : NAN;
    }
    spark->trace = (struct trace){ 0, trace_xs(chart, DOT, right - DOT), ys, trace_steps(chart) };
}

/* 1 up, 0 steady, -1 down. */
static int direction(const struct spark *spark) {
    double from = spark_point(spark, spark->first)->value, to = spark_point(spark, spark->last)->value;
    double change = to - from;
    return fabs(change) <= STEADY * fabs(from) ? 0 : change > 0 ? 1 : -1;
}

/* An arrow of three strokes: up, along or down. */
static void draw_arrow(const struct spark *spark, double left) {
    struct drawing *drawing = spark->chart->drawing;
    struct stroke stroke = chart_stroke(spark->chart, COLOUR_INK, STROKE);
    int way = direction(spark);
    double x = left + ARROW, y = HEIGHT / 2 - way * ARROW / 2;
    drawing_move(drawing, left, HEIGHT / 2 + way * ARROW / 2);
    drawing_line(drawing, x, y);
    drawing_move(drawing, x - ARROW_HEAD * (way == 0 ? 0.8 : 1), way == 0 ? y - ARROW_HEAD * 0.8 : y);
    drawing_line(drawing, x, y);
    drawing_line(drawing, way == 0 ? x - ARROW_HEAD * 0.8 : x, y + (way == 0 ? 0.8 : way) * ARROW_HEAD);
    drawing_stroke(drawing, &stroke);
}

static void sparkline_draw(struct chart *chart) {
    struct spark spark = { .chart = chart };
    struct stroke stroke = chart_stroke(chart, COLOUR_TEXT_2, STROKE);
    stroke.join = JOIN_ROUND;
    bool arrow = chart_option_flag(chart, "arrow", true);
    find_extent(&spark);
    double right = chart->spec->width - (arrow ? ARROW_GAP + ARROW + STROKE : 0);
    make_trace(&spark, right);
    chart_start_exact(chart, HEIGHT);
    trace_draw(chart, &spark.trace, &stroke);
    drawing_circle(chart->drawing, spark.trace.xs[spark.last], spark.trace.ys[spark.last], DOT);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_SUBJECT));
    if (arrow && spark.first != spark.last) {
        draw_arrow(&spark, right + ARROW_GAP);
    }
}

static void sparkline_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_trends(chart, chart->words->spark, out);
}

static const char *const options[] = { "arrow", "decorative", NULL };

const struct chart_kind chart_kind_sparkline = { .has_data = true,
                                                 .options = options,
                                                 .natural_width = 64.0, /* 52 for the line */
                                                 .draw = sparkline_draw,
                                                 .describe = sparkline_describe };
