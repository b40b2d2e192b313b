/* Heat map: a table of coloured cells, the value in each. */
#include "base/arena.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/shade.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 16.25, GAP = 1.0;
static const double HEAD_ABOVE = 2.0, HEAD_GAP = 5.0;
static const double LABEL_GAP = 6.5, LABEL_SHARE = 0.35;
static const double HEAD_SPARE = 3.0;
static const double SIGN_PATCH = 11.0; /* free of diagonals, for the sign of a missing value */
static const double CELL_SPARE = 1.0; /* beside the value */

struct cells {
    struct chart *chart;
    struct shade shade;
    double label_width, width, pitch, top; /* [pt] width of a cell */
    bool has_values;                /* all of them fit in their cells */
};

/* The value with the flags that not the whole column has. */
static const char *cell_text(const struct chart *chart, size_t row, size_t column) {
    value_flags flags = datum_flags_at(chart, row, column) & ~datum_flags_common(chart, column);
    const char *value = datum_text(chart, selection_point(chart->selection, row, column));
    return flags ? arena_print(chart->arena, "%s\u202F%s", value, flags_text(chart->arena, flags)) : value;
}

static bool values_fit(const struct cells *cells) {
    const struct chart *chart = cells->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        for (size_t column = 0; column < chart->selection->column_count; column++) {
            double width = label_text_width(chart, &style, cell_text(chart, row, column));
            if (width + 2 * CELL_SPARE > cells->width - GAP) {
                return false;
            }
        }
    }
    return true;
}

static double cell_left(const struct cells *cells, size_t column) {
    return cells->label_width + (double)column * cells->width;
}

static void draw_cell(const struct cells *cells, size_t row, size_t column) {
    const struct chart *chart = cells->chart;
    const struct point_value *point = selection_point(chart->selection, row, column);
    struct rect rect = { cell_left(cells, column), cells->top + (double)row * cells->pitch, cells->width - GAP, cells->pitch - GAP };
    struct colour text = chart_colour(chart, COLOUR_NOTE);
    if (datum_is_present(point)) {
        struct colour ground = shade_colour(chart, &cells->shade, shade_class(&cells->shade, point->value));
        drawing_rect(chart->drawing, rect.x, rect.y, rect.width, rect.height);
        drawing_fill(chart->drawing, ground);
        text = shade_text_colour(chart, ground);
    } else {
        shade_draw_missing(chart, rect);
    }
    if (!cells->has_values) {
        return;
    }
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    style.colour = text;
    const char *shown = cell_text(chart, row, column);
    struct label_place place = { rect.x + rect.width / 2, rect.y + rect.height / 2, LABEL_CENTRE, datum_origin(point) };
    if (!datum_is_present(point)) {
        drawing_rect(chart->drawing, place.x - SIGN_PATCH / 2, rect.y + 2, SIGN_PATCH, rect.height - 4);
        drawing_fill(chart->drawing, chart_colour(chart, COLOUR_MISSING));
    }
    label_write(chart, &style, shown, place);
}

/* Heads that do not fit are set as small as ticks before they are cut. */
static struct label head_of(const struct cells *cells, size_t column) {
    const struct chart *chart = cells->chart;
    bool strong = column == chart->selection->subject_column;
    struct text_style style = strong ? chart_style_in(chart, STYLE_CHART_AXIS, COLOUR_SUBJECT)
                                     : chart_style(chart, STYLE_CHART_KEY);
    double flags = datum_flags_width(chart, datum_flags_common(chart, column));
    struct label_room room = { cells->width - HEAD_SPARE - 2 * flags, LABEL_LINES_MOST };
    const char *name = chart_column_name(chart, column);
    style.size = label_fits(chart, &style, name, room) ? style.size : chart_style(chart, STYLE_CHART_TICK).size;
    return label_fit(chart, &style, name, room);
}

static double head_height(const struct label *head) {
    return head->cap + (double)(head->count - 1) * head->leading;
}

/* Heads end on one line; flags of a whole column stand behind them. */
static void draw_head(const struct cells *cells, const struct label *head, size_t column) {
    const struct chart *chart = cells->chart;
    double x = cell_left(cells, column) + (cells->width - GAP) / 2;
    struct label_place place = { x, cells->top - HEAD_GAP - head_height(head) / 2, LABEL_CENTRE, chart_literal(chart) };
    label_draw(chart, head, place);
    struct datum_flags_place flags = { x + head->lines[head->count - 1]->width / 2, cells->top - HEAD_GAP - head->cap / 2,
                                       head->cap, place.origin };
    datum_flags_write(chart, datum_flags_common(chart, column), flags);
}

static void draw_name(const struct cells *cells, size_t row) {
    const struct chart *chart = cells->chart;
    bool strong = row == chart->selection->subject_row;
    struct text_style style = strong ? chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT)
                                     : chart_style(chart, STYLE_CHART_LABEL);
    struct label label = label_fit_row(chart, &style, row, (struct label_room){ cells->label_width - LABEL_GAP, 1 });
    double middle = cells->top + (double)row * cells->pitch + (cells->pitch - GAP) / 2;
    label_draw(chart, &label, (struct label_place){ 0, middle, LABEL_LEFT, chart_literal(chart) });
}

/* Makes the heads and leaves room for the highest. */
static const struct label *make_heads(struct cells *cells) {
    struct chart *chart = cells->chart;
    struct label *heads = arena_array(chart->arena, chart->selection->column_count, sizeof *heads);
    for (size_t column = 0; column < chart->selection->column_count && chart->selection->column_count > 1; column++) {
        heads[column] = head_of(cells, column);
        cells->top = fmax(cells->top, HEAD_ABOVE + head_height(&heads[column]) + HEAD_GAP);
    }
    return heads;
}

static void heat_map_draw(struct chart *chart) {
    struct cells cells = { .chart = chart, .shade = shade_make(chart),
                           .pitch = chart_pitch(chart, PITCH, chart->selection->row_count) };
    cells.label_width = fmin(label_longest_name(chart) + LABEL_GAP, LABEL_SHARE * chart->spec->width);
    cells.width = (chart->spec->width - cells.label_width) / (double)chart->selection->column_count;
    const struct label *heads = make_heads(&cells);
    cells.has_values = values_fit(&cells);
    chart_start(chart, cells.top + (double)chart->selection->row_count * cells.pitch);
    for (size_t column = 0; column < chart->selection->column_count && cells.top > 0; column++) {
        draw_head(&cells, &heads[column], column);
    }
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_name(&cells, row);
        for (size_t column = 0; column < chart->selection->column_count; column++) {
            draw_cell(&cells, row, column);
        }
    }
}

static void heat_map_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->cells, out);
    alternative_add_rows(chart, out);
}

static const char *const options[] = { NULL };

const struct chart_kind chart_kind_heat_map = {
    .has_data = true, .options = options, .draw = heat_map_draw, .describe = heat_map_describe
};
