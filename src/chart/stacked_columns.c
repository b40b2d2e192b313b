/* Stacked columns: parts of a whole a year or member, upright, as they are or as shares of 100 %. */
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/parts.h"
#include "chart/plot.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double WIDTH = 0.62, STEP_MOST = 72.0; /* of the step; [pt] few columns are no broader than in such a step */
static const double TOP = 13.0, KEY_GAP = 3.0;
static const double PART_GAP = 0.75;
static const double NAME_GAP = 4.0, YEAR_GAP = 9.0, LINE_HEIGHT = 9.75, NOTE_HEIGHT = 11.0;
static const double SIGN_STEP = 12.0;  /* the least step that has room for a sign */
static const double FLAGS_ABOVE = 3.0; /* middle of flags over the column */
static const double SIGN_ABOVE = 6.0; /* of a missing column, over the zero line */

/* Where names have no room, or values are no parts. */
extern const struct chart_kind chart_kind_stacked;

struct stack {
    struct chart *chart;
    struct parts parts;
    struct plot plot;
    double step;     /* [pt] between two columns */
    size_t flags_left_out;
    size_t every;    /* a name stands below every so manyth year */
    bool two_lines;
};

static double column_width(const struct stack *stack) {
    return WIDTH * fmin(stack->step, STEP_MOST);
}

static double middle_of(const struct stack *stack, size_t row) {
    return stack->plot.left + ((double)row + 0.5) * stack->step;
}

static struct text_style name_style(const struct stack *stack, size_t row) {
    const struct chart *chart = stack->chart;
    if (row == chart->selection->subject_row) {
        return chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    }
    return chart_style(chart, chart->selection->by_year ? STYLE_CHART_TICK : STYLE_CHART_LABEL);
}

static struct label_room name_room(const struct stack *stack) {
    return (struct label_room){ stack->step - NAME_GAP, LABEL_LINES_MOST };
}

/* False where names do not fit below their columns. */
static bool measure_names(struct stack *stack) {
    const struct chart *chart = stack->chart;
    double widest = 0;
    bool fits = true;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        struct text_style style = name_style(stack, row);
        widest = fmax(widest, label_text_width(chart, &style, chart_row_name(chart, row)));
        fits = fits && label_fits(chart, &style, chart_row_name(chart, row), name_room(stack));
    }
    bool years = chart->selection->by_year;
    stack->every = years ? (size_t)fmax(ceil((widest + YEAR_GAP) / stack->step), 1) : 1;
    stack->two_lines = !years && widest > stack->step - NAME_GAP;
    return years || fits;
}

static void draw_name(const struct stack *stack, size_t row) {
    const struct chart *chart = stack->chart;
    struct text_style style = name_style(stack, row);
    bool years = chart->selection->by_year;
    struct label label = years ? label_make(chart, &style, chart_row_name(chart, row))
                               : label_fit(chart, &style, chart_row_name(chart, row), name_room(stack));
    double middle = stack->plot.bottom + PLOT_FOOT_MIDDLE + (stack->two_lines ? LINE_HEIGHT / 2 : 0);
    struct origin origin = years ? (struct origin){ .kind = ORIGIN_TICK } : chart_literal(chart);
    double x = fmin(middle_of(stack, row), chart->spec->width - label.width / 2);
    label_draw(chart, &label, (struct label_place){ x, middle, LABEL_CENTRE, origin });
}

/* Over the column, which ends at value. */
static void write_flags(const struct stack *stack, size_t row, double value) {
    const struct chart *chart = stack->chart;
    value_flags flags = parts_flags(&stack->parts, row);
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    struct datum_flags_place place = { middle_of(stack, row) - datum_flags_width(chart, flags) / 2,
                                       plot_y(&stack->plot, value) - FLAGS_ABOVE, style_cap_height(&style),
                                       datum_origin(parts_point(&stack->parts, row, 0)) };
    if (stack->flags_left_out == 0) {
        datum_flags_write(chart, flags, place);
    }
}

/* How many rows have flags, if those of one are wider than its step; else 0: all can be written. */
static size_t flags_without_room(const struct stack *stack) {
    const struct chart *chart = stack->chart;
    size_t count = 0;
    bool fit = true;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        value_flags flags = parts_flags(&stack->parts, row);
        fit = fit && datum_flags_width(chart, flags) < stack->step - 1;
        count += flags != 0;
    }
    return fit ? 0 : count;
}

/* How many columns are missing without a sign that says so. */
static size_t signs_without_room(const struct stack *stack) {
    size_t count = 0;
    for (size_t row = 0; row < stack->chart->selection->row_count && stack->step < SIGN_STEP; row++) {
        count += !parts_has(&stack->parts, row);
    }
    return count;
}

static void draw_column(const struct stack *stack, size_t row) {
    const struct parts *parts = &stack->parts;
    double left = middle_of(stack, row) - column_width(stack) / 2, from = 0;
    if (!parts_has(parts, row)) {
        const struct point_value *point = parts_missing(parts, row);
        struct text_style style = chart_style_in(stack->chart, STYLE_CHART_VALUE, COLOUR_NOTE);
        struct label_place place = { middle_of(stack, row), plot_y(&stack->plot, 0) - SIGN_ABOVE, LABEL_CENTRE,
                                     datum_origin(point) };
        if (stack->step >= SIGN_STEP) {
            label_write_over(stack->chart, &style, datum_is_present(point) ? "–" : datum_text(stack->chart, point), place);
        }
        return;
    }
    for (size_t part = 0; part < parts->count; part++) {
        if (!datum_is_present(parts_point(parts, row, part))) {
            continue;
        }
        double value = parts_value(parts, row, part);
        double bottom = plot_y(&stack->plot, from), top = plot_y(&stack->plot, from + value);
        double gap = from > 0 ? fmin(PART_GAP, (bottom - top) / 2) : 0;
        parts_draw(parts, row, part, (struct rect){ left, top, column_width(stack), bottom - top - gap });
        from += value;
    }
    write_flags(stack, row, from);
}

static void stacked_columns_draw(struct chart *chart) {
    struct stack stack = { .chart = chart, .parts = parts_make(chart) };
    struct key_entry entries[PARTS_MOST];
    size_t count = parts_key(&stack.parts, entries), rows = chart->selection->row_count;
    double key = key_height(chart, entries, count, 0) + KEY_GAP;
    stack.plot = plot_make(chart, parts_scale(&stack.parts), key + TOP, plot_height(chart));
    stack.step = (stack.plot.right - stack.plot.left) / (double)rows;
    if (!parts_can_be_stacked(&stack.parts) || !measure_names(&stack)) {
        diag_add(chart->diag, DIAG_CODE_CHART_AS_BARS, chart->spec->pos, "%s", chart->selection->series->name);
        chart_kind_stacked.draw(chart);
        return;
    }
    double foot = stack.plot.bottom + PLOT_FOOT + (stack.two_lines ? LINE_HEIGHT : 0);
    stack.flags_left_out = flags_without_room(&stack);
    size_t left_out = stack.flags_left_out + signs_without_room(&stack);
    chart_start(chart, foot + (left_out ? NOTE_HEIGHT : 0));
    key_draw(chart, entries, count, (struct point){ 0, 0 });
    plot_draw_grid(chart, &stack.plot);
    for (size_t row = 0; row < rows; row++) {
        draw_column(&stack, row);
        if ((rows - 1 - row) % stack.every == 0) {
            draw_name(&stack, row);
        }
    }
    plot_draw_zero(chart, &stack.plot);
    plot_write_left_out(chart, left_out, foot + NOTE_HEIGHT / 2);
}

static void stacked_columns_describe(const struct chart *chart, struct buffer *out) {
    if (chart->selection->by_year) {
        alternative_add_trends(chart, chart->words->stacks, out);
    } else {
        parts_describe(chart, chart->words->stacks, out);
    }
}

static const char *const options[] = { "height", "share", NULL };

const struct chart_kind chart_kind_stacked_columns = {
    .has_data = true, .options = options, .draw = stacked_columns_draw, .describe = stacked_columns_describe
};
