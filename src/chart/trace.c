#include "chart/trace.h"

#include "base/arena.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"

#include <math.h>
#include <stdlib.h>

static const double BREAK_GAP = 3.0;             /* [pt] */
static const double UNCERTAIN_DASH[] = { 3, 2 }; /* [pt] */
static const double BREAK_APART = 9.0;           /* [pt] of two: closer breaks share the first one's "b" */
static const double BREAK_ABOVE = 8.0;           /* [pt] middle of "b" above the line */

static int year_of(const struct chart *chart, size_t row) {
    return atoi(chart->selection->rows[row].code);
}

const int *trace_steps(const struct chart *chart) {
    size_t count = chart->selection->row_count;
    int *steps = arena_array(chart->arena, count, sizeof *steps);
    int least = 0;
    for (size_t row = 1; chart->selection->by_year && row < count; row++) {
        int step = year_of(chart, row) - year_of(chart, row - 1);
        least = least == 0 || step < least ? step : least;
    }
    for (size_t row = 1; chart->selection->by_year && row < count; row++) {
        steps[row] = year_of(chart, row) - year_of(chart, row - 1) > least;
    }
    return steps;
}

const double *trace_xs(const struct chart *chart, double left, double right) {
    size_t count = chart->selection->row_count;
    double *xs = arena_array(chart->arena, count, sizeof *xs);
    bool by_year = chart->selection->by_year;
    double first = by_year ? year_of(chart, 0) : 0;
    double length = by_year ? year_of(chart, count - 1) - first : (double)(count - 1);
    for (size_t row = 0; row < count; row++) {
        double place = by_year ? year_of(chart, row) - first : (double)row;
        xs[row] = length > 0 ? left + (right - left) * place / length : (left + right) / 2;
    }
    return xs;
}

bool trace_is_joined(const struct trace *trace, size_t row) {
    return row > 0 && !trace->steps[row] && isfinite(trace->ys[row]) && isfinite(trace->ys[row - 1]);
}

static bool is_break(const struct chart *chart, const struct trace *trace, size_t row) {
    return trace_is_joined(trace, row) && (datum_flags_at(chart, row, trace->column) & flag_bit('b')) != 0;
}

/* The part of the way from row - 1 to row at share. */
static struct point between(const struct trace *trace, size_t row, double share) {
    return (struct point){ trace->xs[row - 1] + (trace->xs[row] - trace->xs[row - 1]) * share,
                           trace->ys[row - 1] + (trace->ys[row] - trace->ys[row - 1]) * share };
}

/* A line leads to row dashed if its value is uncertain. A dashed line keeps its own dash. */
static bool is_dashed(const struct chart *chart, const struct trace *trace, size_t row, const struct stroke *stroke) {
    return stroke->dash[0] == 0 && datum_is_hollow(chart, row, trace->column);
}

static void paint(const struct chart *chart, const struct stroke *stroke, bool dashed) {
    struct stroke own = *stroke;
    own.dash[0] = dashed ? UNCERTAIN_DASH[0] : own.dash[0];
    own.dash[1] = dashed ? UNCERTAIN_DASH[1] : own.dash[1];
    drawing_stroke(chart->drawing, &own);
}

static bool is_lone(const struct trace *trace, size_t row, size_t count) {
    return isfinite(trace->ys[row]) && !trace_is_joined(trace, row) &&
           (row + 1 == count || !trace_is_joined(trace, row + 1));
}

static void draw_dot(const struct chart *chart, const struct trace *trace, size_t row, const struct stroke *stroke) {
    drawing_circle(chart->drawing, trace->xs[row], trace->ys[row], fmax(stroke->width, 1));
    drawing_fill(chart->drawing, stroke->colour);
}

/* The line to row goes on in the stroke of the one before, unless it changes from solid to dashed. */
void trace_draw(const struct chart *chart, const struct trace *trace, const struct stroke *stroke) {
    size_t count = chart->selection->row_count;
    bool open = false, dashed = false;
    for (size_t row = 0; row < count; row++) {
        if (is_lone(trace, row, count)) {
            draw_dot(chart, trace, row, stroke);
        }
        bool joined = trace_is_joined(trace, row);
        bool next_dashed = joined && is_dashed(chart, trace, row, stroke);
        if (open && (!joined || next_dashed != dashed)) {
            paint(chart, stroke, dashed);
            open = false;
        }
        if (!joined) {
            continue;
        }
        if (!open) {
            drawing_move(chart->drawing, trace->xs[row - 1], trace->ys[row - 1]);
        }
        if (is_break(chart, trace, row)) {
            double length = hypot(trace->xs[row] - trace->xs[row - 1], trace->ys[row] - trace->ys[row - 1]);
            double half = length > 0 ? fmin(BREAK_GAP / 2 / length, 0.45) : 0;
            struct point end = between(trace, row, 0.5 - half), start = between(trace, row, 0.5 + half);
            drawing_line(chart->drawing, end.x, end.y);
            drawing_move(chart->drawing, start.x, start.y);
        }
        drawing_line(chart->drawing, trace->xs[row], trace->ys[row]);
        open = true;
        dashed = next_dashed;
    }
    if (open) {
        paint(chart, stroke, dashed);
    }
}

static bool has_mark_at(const struct breaks *breaks, struct point at) {
    for (size_t i = 0; i < breaks->count; i++) {
        if (fabs(breaks->marks[i].x - at.x) < BREAK_APART && fabs(breaks->marks[i].y - at.y) < BREAK_APART) {
            return true;
        }
    }
    return false;
}

void trace_write_breaks(const struct chart *chart, const struct trace *trace, struct breaks *breaks) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    for (size_t row = 1; row < chart->selection->row_count && breaks->count < BREAKS_MOST; row++) {
        struct point at = between(trace, row, 0.5);
        at.y += at.y - BREAK_ABOVE < breaks->top ? BREAK_ABOVE : -BREAK_ABOVE;
        if (is_break(chart, trace, row) && !has_mark_at(breaks, at)) {
            breaks->marks[breaks->count++] = at;
            label_write(chart, &style, "b", (struct label_place){ at.x, at.y, LABEL_CENTRE, chart_literal(chart) });
        }
    }
}
