/* Areas over the years: one column as a tint below its line, or up to four stacked on each other. */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/end_label.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/plot.h"
#include "chart/role.h"
#include "chart/trace.h"
#include "chart/years.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double TOP = 6.5;
static const double EDGE = 1.75;
static const double FILL = 0.14;        /* of the colour, for a lone area */
static const double LAYER_GAP = 0.75;   /* white between two layers */
static const double LABEL_GAP = 7.0, LABEL_SHARE = 0.4;

enum { LAYERS_MOST = 4 };

/* For values that cannot be stacked. */
extern const struct chart_kind chart_kind_line;

struct areas {
    struct chart *chart;
    struct plot plot;
    size_t layers;
    const double *xs;
    const int *steps;
    struct end_label labels[LAYERS_MOST];
    double label_width;
};

static const struct point_value *layer_point(const struct areas *areas, size_t row, size_t layer) {
    return selection_point(areas->chart->selection, row, layer);
}

/* Upper edge of the layer in row: the sum so far; NAN where a layer has no value. Layer 0 is the lowest. */
static double top_of(const struct areas *areas, size_t row, size_t layer) {
    double sum = 0;
    for (size_t i = 0; i <= layer; i++) {
        const struct point_value *point = layer_point(areas, row, i);
        sum += datum_is_present(point) ? point->value : NAN;
    }
    return sum;
}

static bool can_be_stacked(const struct areas *areas) {
    for (size_t row = 0; row < areas->chart->selection->row_count; row++) {
        for (size_t layer = 0; layer < areas->layers; layer++) {
            const struct point_value *point = layer_point(areas, row, layer);
            if (datum_is_present(point) && point->value < 0) {
                return false;
            }
        }
    }
    return true;
}

static struct scale scale_of(const struct areas *areas) {
    double high = 0;
    for (size_t row = 0; row < areas->chart->selection->row_count; row++) {
        double top = top_of(areas, row, areas->layers - 1);
        high = isfinite(top) ? fmax(high, top) : high;
    }
    return scale_round(0, high);
}

/* Layers from dark to light, a lone one in the subject's colour. */
static struct colour layer_colour(const struct areas *areas, size_t layer) {
    const struct theme *theme = areas->chart->theme;
    size_t last = theme->sequential_count - 1;
    if (areas->layers == 1) {
        return chart_colour(areas->chart, COLOUR_SUBJECT);
    }
    return theme->sequential[last - layer * last / LAYERS_MOST];
}

static struct trace edge_of(const struct areas *areas, size_t layer) {
    size_t rows = areas->chart->selection->row_count;
    double *ys = arena_array(areas->chart->arena, rows, sizeof *ys);
    for (size_t row = 0; row < rows; row++) {
        double top = top_of(areas, row, layer);
        ys[row] = isfinite(top) ? plot_y(&areas->plot, top) : NAN;
    }
    return (struct trace){ layer, areas->xs, ys, areas->steps };
}

/* One stretch without gaps, from the upper edge back along the lower one. */
static void fill_stretch(const struct areas *areas, const struct trace *trace, size_t first, size_t last) {
    struct drawing *drawing = areas->chart->drawing;
    drawing_move(drawing, trace->xs[first], trace->ys[first]);
    for (size_t row = first + 1; row <= last; row++) {
        drawing_line(drawing, trace->xs[row], trace->ys[row]);
    }
    for (size_t row = last + 1; row-- > first;) {
        double below = trace->column > 0 ? top_of(areas, row, trace->column - 1) : 0;
        drawing_line(drawing, trace->xs[row], plot_y(&areas->plot, below));
    }
    drawing_close(drawing);
    struct colour colour = layer_colour(areas, trace->column);
    struct stroke gap = { .colour = chart_colour(areas->chart, COLOUR_PAPER), .width = LAYER_GAP };
    if (areas->layers == 1) {
        drawing_fill(drawing, role_tint(areas->chart, colour, FILL));
    } else {
        drawing_fill_stroke(drawing, colour, &gap);
    }
}

static void draw_layer(const struct areas *areas, size_t layer) {
    struct trace trace = edge_of(areas, layer);
    size_t rows = areas->chart->selection->row_count, first = 0;
    for (size_t row = 0; row < rows; row++) {
        if (!trace_is_joined(&trace, row)) {
            first = row;
        }
        bool ends = row + 1 == rows || !trace_is_joined(&trace, row + 1);
        if (ends && row > first) {
            fill_stretch(areas, &trace, first, row);
        }
    }
}

/* The upper edge of a lone area. */
static void draw_edge(const struct areas *areas) {
    struct trace trace = edge_of(areas, 0);
    struct stroke stroke = { .colour = layer_colour(areas, 0), .width = EDGE, .join = JOIN_ROUND };
    trace_draw(areas->chart, &trace, &stroke);
    struct breaks breaks = { .top = areas->plot.top };
    trace_write_breaks(areas->chart, &trace, &breaks);
}

/* The last row in which all layers have a value; the row count if there is none. */
static size_t last_row(const struct areas *areas) {
    size_t rows = areas->chart->selection->row_count;
    for (size_t row = rows; row > 0; row--) {
        if (isfinite(top_of(areas, row - 1, areas->layers - 1))) {
            return row - 1;
        }
    }
    return rows;
}

/* Names and last values, each beside the middle of its layer. */
static size_t make_labels(struct areas *areas) {
    const struct chart *chart = areas->chart;
    size_t row = last_row(areas), rows = chart->selection->row_count;
    for (size_t layer = 0; layer < areas->layers && row < rows; layer++) {
        areas->labels[layer] = (struct end_label){
            .style = chart_style_in(chart, areas->layers == 1 ? STYLE_CHART_LABEL_STRONG : STYLE_CHART_LABEL,
                                    areas->layers == 1 ? COLOUR_SUBJECT : COLOUR_INK),
            .name = areas->layers > 1 ? chart_column_name(chart, layer) : "",
            .point = layer_point(areas, row, layer),
            .note = row + 1 < rows ? chart->selection->rows[row].label : "",
            .order = layer,
        };
    }
    return row < rows ? areas->layers : 0;
}

static void place_labels(struct areas *areas, size_t count) {
    size_t row = last_row(areas);
    for (size_t layer = 0; layer < count; layer++) {
        double low = layer > 0 ? top_of(areas, row, layer - 1) : 0, high = top_of(areas, row, layer);
        areas->labels[layer].line_y = plot_y(&areas->plot, areas->layers == 1 ? high : (low + high) / 2);
    }
    end_labels_place(areas->labels, count, &areas->plot, INFINITY);
}

static void area_draw(struct chart *chart) {
    struct areas areas = { .chart = chart, .layers = chart->selection->column_count };
    if (areas.layers > LAYERS_MOST) {
        diag_add(chart->diag, DIAG_CODE_CHART_TOO_MANY_SERIES, chart->spec->pos, "%zu", areas.layers);
        areas.layers = LAYERS_MOST;
    }
    if (!can_be_stacked(&areas)) {
        chart_kind_line.draw(chart); /* below zero there is no area */
        return;
    }
    size_t count = make_labels(&areas);
    areas.label_width = end_labels_width(chart, areas.labels, count, LABEL_SHARE * chart->spec->width);
    areas.plot = plot_make(chart, scale_of(&areas), TOP, plot_height(chart));
    areas.plot.right = chart->spec->width - areas.label_width - LABEL_GAP;
    areas.xs = trace_xs(chart, areas.plot.left, areas.plot.right);
    areas.steps = trace_steps(chart);
    place_labels(&areas, count);
    chart_start(chart, areas.plot.bottom + PLOT_FOOT);
    for (size_t layer = 0; layer < areas.layers; layer++) {
        draw_layer(&areas, layer);
    }
    plot_draw_grid(chart, &areas.plot);
    if (areas.layers == 1) {
        draw_edge(&areas);
    }
    plot_draw_zero(chart, &areas.plot);
    years_write(chart, areas.xs, areas.plot.bottom + PLOT_FOOT_MIDDLE);
    end_labels_draw(chart, areas.labels, count,
                    (struct end_label_place){ areas.plot.right, areas.plot.right + LABEL_GAP, areas.label_width });
}

static void area_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_trends(chart, chart->words->areas, out);
}

static const char *const options[] = { "height", NULL };

const struct chart_kind chart_kind_area = {
    .has_data = true, .options = options, .draw = area_draw, .describe = area_describe
};
