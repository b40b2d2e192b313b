/* Small multiples: a panel for each column over the years, all on one scale; the reference lies in each as a thin
 * line. */
#include "base/arena.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/plot.h"
#include "chart/role.h"
#include "chart/trace.h"
#include "chart/years.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double RULE = 0.5;
static const double NAME_BELOW = 8.0; /* middle of the panel's name below its rule */
static const double TITLE = 19.5;     /* from the rule to the plot */
static const double GAP = 13.0;       /* between panels, both ways */
static const double PLOT_SHARE = 0.5; /* of the panel's width is its height */
static const double NARROWEST = 90.0; /* fewer panels stand side by side where they would be narrower */
static const double VALUE_GAP = 3.0;
static const double DOT = 2.2;

enum { ACROSS_USUAL = 3, ACROSS_MOST = 4 };

struct panels {
    struct chart *chart;
    struct scale scale;
    size_t across, count;
    size_t reference; /* column; SIZE_MAX: none */
    double width, height, plot; /* [pt] of a panel */
};

static const struct point_value *panel_point(const struct panels *panels, size_t row, size_t column) {
    return selection_point(panels->chart->selection, row, column);
}

static size_t reference_of(const struct chart *chart) {
    for (size_t column = 0; column < chart->selection->column_count; column++) {
        if (role_of_column(chart, column) == ROLE_REFERENCE) {
            return column;
        }
    }
    return SIZE_MAX;
}

static struct trace trace_of(const struct panels *panels, const struct plot *plot, size_t column, const double *xs) {
    size_t rows = panels->chart->selection->row_count;
    double *ys = arena_array(panels->chart->arena, rows, sizeof *ys);
    for (size_t row = 0; row < rows; row++) {
        const struct point_value *point = panel_point(panels, row, column);
        ys[row] = datum_is_present(point) ? plot_y(plot, point->value) : NAN;
    }
    return (struct trace){ column, xs, ys, trace_steps(panels->chart) };
}

/* The last value of a panel as it is written. */
struct panel_value {
    struct label label;
    const struct point_value *point; /* NULL: there is none */
    double width;                    /* [pt] with flags */
};

/* With its year if it is not the last one. */
static struct panel_value value_of(const struct panels *panels, size_t column) {
    const struct chart *chart = panels->chart;
    size_t rows = chart->selection->row_count, row = rows;
    while (row > 0 && !datum_is_present(panel_point(panels, row - 1, column))) {
        row--;
    }
    struct text_style style = row ? chart_style_in(chart, STYLE_CHART_VALUE, COLOUR_TEXT_2)
                                  : chart_style(chart, STYLE_CHART_NOTE);
    struct panel_value value = { .point = row ? panel_point(panels, row - 1, column) : NULL };
    const char *text = row ? datum_text(chart, value.point) : chart->words->not_available;
    text = row && row < rows ? arena_print(chart->arena, "%s (%s)", text, chart->selection->rows[row - 1].label) : text;
    value.label = label_make(chart, &style, text);
    value.width = value.label.width + (row ? datum_flags_width(chart, value.point->flags) : 0);
    return value;
}

/* In the panel's upper corner. */
static void write_value(const struct chart *chart, const struct panel_value *value, struct point corner) {
    struct origin origin = value->point ? datum_origin(value->point) : chart_literal(chart);
    double x = corner.x - value->width;
    label_draw(chart, &value->label, (struct label_place){ x, corner.y, LABEL_LEFT, origin });
    if (value->point) {
        datum_flags_write(chart, value->point->flags, (struct datum_flags_place){ x + value->label.width, corner.y,
                                                                                  value->label.cap, origin });
    }
}

static void draw_lines(const struct panels *panels, const struct plot *plot, size_t column, const double *xs) {
    const struct chart *chart = panels->chart;
    struct stroke quiet = chart_stroke(chart, COLOUR_PEER, 0.75);
    struct stroke strong = { .colour = chart_colour(chart, COLOUR_SUBJECT), .width = 1.5, .join = JOIN_ROUND };
    if (panels->reference != SIZE_MAX && panels->reference != column) {
        struct trace reference = trace_of(panels, plot, panels->reference, xs);
        trace_draw(chart, &reference, &quiet);
    }
    struct trace trace = trace_of(panels, plot, column, xs);
    trace_draw(chart, &trace, &strong);
    struct breaks breaks = { .top = plot->top };
    trace_write_breaks(chart, &trace, &breaks);
    for (size_t row = chart->selection->row_count; row-- > 0;) {
        if (isfinite(trace.ys[row])) {
            drawing_circle(chart->drawing, xs[row], trace.ys[row], DOT);
            drawing_fill(chart->drawing, strong.colour);
            break;
        }
    }
}

/* Name at the left, value at the right, under a rule. */
static void draw_title(const struct panels *panels, size_t column, struct point at) {
    const struct chart *chart = panels->chart;
    struct stroke rule = chart_stroke(chart, COLOUR_PEER, RULE);
    bool subject = role_of_column(chart, column) == ROLE_SUBJECT;
    struct text_style style = subject ? chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT)
                                      : chart_style(chart, STYLE_CHART_LABEL_STRONG);
    drawing_segment(chart->drawing, (struct point){ at.x, at.y + RULE / 2 },
                    (struct point){ at.x + panels->width, at.y + RULE / 2 }, &rule);
    struct panel_value value = value_of(panels, column);
    struct label name = label_fit(chart, &style, chart_column_name(chart, column),
                                  (struct label_room){ panels->width - value.width - VALUE_GAP, 1 });
    label_draw(chart, &name, (struct label_place){ at.x, at.y + NAME_BELOW, LABEL_LEFT, chart_literal(chart) });
    write_value(chart, &value, (struct point){ at.x + panels->width, at.y + NAME_BELOW });
}

/* Axis and years are drawn by the chart's own functions, which begin at its left edge: the panel is moved there. */
static void draw_panel(const struct panels *panels, size_t column) {
    const struct chart *chart = panels->chart;
    struct point at = { (double)(column % panels->across) * (panels->width + GAP),
                        (double)(column / panels->across) * (panels->height + GAP) };
    draw_title(panels, column, at);
    struct plot plot = plot_make(chart, panels->scale, at.y + TITLE, panels->plot);
    plot.right = panels->width;
    const double *xs = trace_xs(chart, plot.left + DOT, plot.right - DOT);
    drawing_save(chart->drawing);
    drawing_translate(chart->drawing, at.x, 0);
    plot_draw_grid(chart, &plot);
    plot_draw_zero(chart, &plot);
    draw_lines(panels, &plot, column, xs);
    years_write_ends(chart, xs, plot.bottom + PLOT_FOOT_MIDDLE);
    drawing_restore(chart->drawing);
}

static void multiples_draw(struct chart *chart) {
    size_t count = chart->selection->column_count;
    struct panels panels = { .chart = chart, .count = count, .reference = reference_of(chart) };
    double low = 0, high = 0;
    plot_extent(chart, &low, &high);
    panels.scale = scale_near(low, high);
    panels.across = chart_option_count(chart, "across", ACROSS_USUAL, ACROSS_MOST);
    panels.across = panels.across == 0 ? 1 : panels.across > count ? count : panels.across;
    panels.across++;
    do {
        panels.across--;
        panels.width = (chart->spec->width - (double)(panels.across - 1) * GAP) / (double)panels.across;
    } while (panels.across > 1 && panels.width < NARROWEST);
    panels.plot = round(panels.width * PLOT_SHARE / 6.5) * 6.5;
    size_t down = (count + panels.across - 1) / panels.across;
    panels.plot = fmax(panels.plot - chart->reduce / (double)down, panels.plot / 3);
    panels.height = TITLE + panels.plot + PLOT_FOOT;
    chart_start(chart, (double)down * (panels.height + GAP) - GAP);
    for (size_t column = 0; column < count; column++) {
        draw_panel(&panels, column);
    }
}

static void multiples_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_trends(chart, chart->words->panels, out);
}

static const char *const options[] = { "across", "reference", NULL };

const struct chart_kind chart_kind_multiples = {
    .has_data = true, .options = options, .draw = multiples_draw, .describe = multiples_describe
};
