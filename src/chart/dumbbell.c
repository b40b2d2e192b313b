/* Dumbbells: two values a row joined by a bar, the strong one a disc, the other a ring; values in columns. */
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/role.h"
#include "chart/rows.h"
#include "chart/symbol.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 26.0;
static const double DISC = 4.4, RING = 4.8;
static const double JOIN = 2.5;
static const double NAMES = 9.0;       /* above the first row, for the names of the marks */
static const double NAMES_ABOVE = 12.0; /* middle of the names above the middle of the row */

enum { STRONG, OTHER, SIDES };

struct dumbbell {
    struct chart *chart;
    struct rows rows;
    size_t columns[SIDES];
};

static const struct point_value *point_at(const struct dumbbell *dumbbell, size_t row, size_t side) {
    return selection_point(dumbbell->chart->selection, row, dumbbell->columns[side]);
}

static bool has_both(const struct dumbbell *dumbbell, size_t row) {
    return datum_is_present(point_at(dumbbell, row, STRONG)) && datum_is_present(point_at(dumbbell, row, OTHER));
}

static void draw_join(const struct dumbbell *dumbbell, size_t row) {
    double a = rows_x(&dumbbell->rows, point_at(dumbbell, row, STRONG)->value);
    double b = rows_x(&dumbbell->rows, point_at(dumbbell, row, OTHER)->value);
    drawing_rect(dumbbell->chart->drawing, fmin(a, b), rows_middle(&dumbbell->rows, row) - JOIN / 2, fabs(a - b), JOIN);
    drawing_fill(dumbbell->chart->drawing, chart_colour(dumbbell->chart, COLOUR_RULE_HAIR));
}

static void draw_mark(const struct dumbbell *dumbbell, size_t row, size_t side) {
    const struct chart *chart = dumbbell->chart;
    const struct point_value *point = point_at(dumbbell, row, side);
    if (!datum_is_present(point)) {
        return;
    }
    struct symbol_look look = { side == STRONG ? SYMBOL_DISC : SYMBOL_RING,
                                chart_colour(chart, side == STRONG ? COLOUR_SUBJECT : COLOUR_EU),
                                side == STRONG ? DISC : RING, datum_is_hollow(chart, row, dumbbell->columns[side]) };
    struct point at = { rows_x(&dumbbell->rows, point->value), rows_middle(&dumbbell->rows, row) };
    symbol_draw(chart, at, &look);
}

/* Above the first row that has both marks. */
static void write_names(const struct dumbbell *dumbbell) {
    const struct chart *chart = dumbbell->chart;
    size_t row = 0;
    while (row < chart->selection->row_count && !has_both(dumbbell, row)) {
        row++;
    }
    if (row == chart->selection->row_count) {
        return;
    }
    double middle = rows_middle(&dumbbell->rows, row);
    struct mark_name names[SIDES];
    for (size_t side = 0; side < SIDES; side++) {
        struct text_style style = side == STRONG ? chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_SUBJECT)
                                                 : chart_style_in(chart, STYLE_CHART_KEY, COLOUR_TEXT_2);
        names[side] = (struct mark_name){ chart_column_name(chart, dumbbell->columns[side]), style,
                                          rows_x(&dumbbell->rows, point_at(dumbbell, row, side)->value),
                                          middle - RING };
    }
    rows_write_mark_names(&dumbbell->rows, names, SIDES, middle - NAMES_ABOVE);
}

static void dumbbell_draw(struct chart *chart) {
    if (chart->selection->column_count != SIDES) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", chart->selection->column_count);
        return;
    }
    size_t strong = chart_main_column(chart);
    struct dumbbell dumbbell = { .chart = chart, .columns = { strong, 1 - strong } };
    double low = 0, high = 0;
    rows_extent(chart, NULL, 0, &low, &high);
    struct rows_form form = { .pitch = PITCH, .names_height = NAMES, .scale = scale_near(low, high), .emphasis = 3,
                              .columns = { strong, 1 - strong }, .column_count = SIDES };
    dumbbell.rows = rows_make(chart, &form);
    rows_start(&dumbbell.rows);
    rows_finish(&dumbbell.rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (has_both(&dumbbell, row)) {
            draw_join(&dumbbell, row);
        } else if (!datum_is_present(point_at(&dumbbell, row, STRONG)) &&
                   !datum_is_present(point_at(&dumbbell, row, OTHER))) {
            rows_write_missing(&dumbbell.rows, row, point_at(&dumbbell, row, STRONG));
        }
        draw_mark(&dumbbell, row, OTHER);
        draw_mark(&dumbbell, row, STRONG);
    }
    write_names(&dumbbell);
}

static void dumbbell_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->dots, out);
}

static const char *const options[] = { "emphasis", NULL };

const struct chart_kind chart_kind_dumbbell = {
    .has_data = true, .options = options, .draw = dumbbell_draw, .describe = dumbbell_describe
};
