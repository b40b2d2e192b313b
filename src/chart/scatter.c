/* Scatter: one symbol a row by the values of two columns, its shape by group, its area by a third column if asked; as many
 * names as have room, those of the subject first. */
#include "chart/scatter.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/axis.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/placement.h"
#include "chart/role.h"
#include "chart/symbol.h"
#include "geo/region.h"
#include "text/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double HEIGHT = 312.0;
static const double TOP = 19.5;      /* with the name of the axis upwards */
static const double FOOT = 26.0;     /* ticks and the name of the axis to the right */
static const double SYMBOL = 4.4, SYMBOL_MANY = 2.8;     /* radius of few and of many */
static const double AREA_MOST = 15.0, AREA_LEAST = 1.6;  /* radius of the largest and the smallest by area */
static const double NAME_GAP = 10.0;  /* between a symbol's middle and its name, at least 8 */
static const double NOTE_HEIGHT = 11.0;
static const double KEY_GAP = 6.5;
static const double HEAD_MIDDLE = 5.0;
static const double TICK_BELOW = 9.0, NAME_BELOW = 20.0;
static const double TICK_APART = 6.0;

enum { MANY = 60, KEY_MOST = GROUPS_MOST + 4 };

const struct point_value *scatter_point(const struct scatter *scatter, size_t row, size_t column) {
    return selection_point(scatter->chart->selection, row, column);
}

bool scatter_has(const struct scatter *scatter, size_t row) {
    for (size_t column = 0; column < scatter->chart->selection->column_count; column++) {
        if (!datum_is_present(scatter_point(scatter, row, column))) {
            return false;
        }
    }
    return !scatter->sized || scatter_point(scatter, row, SCATTER_SIZE)->value >= 0;
}

double scatter_x(const struct scatter *scatter, double value) {
    const struct plot *plot = &scatter->plot;
    return plot->left + (plot->right - plot->left) * scale_place(&scatter->across, value);
}

static struct scale scale_of(const struct scatter *scatter, size_t column) {
    double low = 0, high = 0;
    bool found = false;
    for (size_t row = 0; row < scatter->chart->selection->row_count; row++) {
        if (scatter_has(scatter, row)) {
            double value = scatter_point(scatter, row, column)->value;
            low = found ? fmin(low, value) : value;
            high = found ? fmax(high, value) : value;
            found = true;
        }
    }
    struct scale scale = scale_near(low, high);
    scale.unit = chart_column_series(scatter->chart, column)->unit;
    return scale;
}

static struct point place_of(const struct scatter *scatter, size_t row) {
    return (struct point){ scatter_x(scatter, scatter_point(scatter, row, SCATTER_X)->value),
                           plot_y(&scatter->plot, scatter_point(scatter, row, SCATTER_Y)->value) };
}

/* Areas are in proportion; the smallest can still be seen. */
static double radius_of(const struct scatter *scatter, size_t row) {
    if (!scatter->sized || scatter->largest <= 0) {
        return scatter->radius;
    }
    return fmax(AREA_MOST * sqrt(scatter_point(scatter, row, SCATTER_SIZE)->value / scatter->largest), AREA_LEAST);
}

static void draw_across(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    const struct plot *plot = &scatter->plot;
    struct stroke stroke = chart_stroke(chart, COLOUR_GRID, chart_number(chart, NUMBER_STROKE_GRID));
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    double end = -INFINITY;
    for (size_t i = 0; i < scatter->across.count; i++) {
        double x = scatter_x(scatter, scatter->across.ticks[i]);
        drawing_segment(chart->drawing, (struct point){ x, plot->top }, (struct point){ x, plot->bottom }, &stroke);
        const char *text = axis_tick_text(chart, &scatter->across, i);
        double width = label_text_width(chart, &style, text);
        double left = fmax(fmin(x - width / 2, chart->spec->width - width), 0);
        if (left > end + TICK_APART) {
            label_write(chart, &style, text,
                        (struct label_place){ left, plot->bottom + TICK_BELOW, LABEL_LEFT, { .kind = ORIGIN_TICK } });
            end = left + width;
        }
    }
}

/* "Name, unit"; no unit where the name of the column is that of a member and the unit stands at the first tick. */
static const char *axis_name(const struct chart *chart, size_t column) {
    const struct series *series = chart_column_series(chart, column);
    const char *sign = unit_sign(chart->spec->style, series->unit);
    const char *unit = *sign ? sign : strcmp(series->unit, "ratio") == 0 ? "" : series->unit;
    const char *name = chart->selection->columns[column].label;
    return *unit ? arena_print(chart->arena, "%s, %s", name, unit) : name;
}

static void draw_axis_names(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_AXIS);
    struct label_room room = { chart->spec->width, 1 };
    const char *upwards = arena_print(chart->arena, "↑ %s", axis_name(chart, SCATTER_Y));
    const char *rightwards = arena_print(chart->arena, "%s →", axis_name(chart, SCATTER_X));
    struct label up = label_fit(chart, &style, upwards, room);
    struct label right = label_fit(chart, &style, rightwards, room);
    label_draw(chart, &up, (struct label_place){ 0, scatter->plot.top - TOP + HEAD_MIDDLE, LABEL_LEFT,
                                                 chart_literal(chart) });
    label_draw(chart, &right, (struct label_place){ chart->spec->width, scatter->plot.bottom + NAME_BELOW, LABEL_RIGHT,
                                                    chart_literal(chart) });
}

/* The subject, and the regions in it. */
static bool is_strong(const struct scatter *scatter, size_t row) {
    const struct chart *chart = scatter->chart;
    if (role_of_row(chart, row) == ROLE_SUBJECT) {
        return true;
    }
    const struct region *region = chart->geo ? geo_find(chart->geo, chart->selection->rows[row].code) : NULL;
    while (region && chart->spec->subject && strcmp(region->code, chart->spec->subject) != 0) {
        region = region->parent;
    }
    return region && chart->spec->subject;
}

static void draw_symbol(const struct scatter *scatter, size_t row, bool strong) {
    const struct chart *chart = scatter->chart;
    bool uncertain = datum_is_hollow(chart, row, SCATTER_X) || datum_is_hollow(chart, row, SCATTER_Y);
    bool reference = role_of_row(chart, row) == ROLE_REFERENCE && scatter->grouping.count == 0;
    size_t group = scatter->grouping.of_rows[row];
    struct symbol_look look = { reference ? SYMBOL_SQUARE : grouping_symbol(group),
                                chart_colour(chart, strong ? COLOUR_SUBJECT : COLOUR_TEXT_2), radius_of(scatter, row),
                                uncertain || !strong };
    symbol_draw(chart, place_of(scatter, row), &look);
}

struct sized_row {
    double radius;
    size_t row;
};

static int compare_sizes(const void *a, const void *b) {
    const struct sized_row *left = a, *right = b;
    if (left->radius != right->radius) {
        return left->radius < right->radius ? 1 : -1;
    }
    return (left->row > right->row) - (left->row < right->row);
}

/* Large ones below small ones, the strong on top. */
static void draw_symbols(const struct scatter *scatter) {
    size_t rows = scatter->chart->selection->row_count, count = 0;
    struct sized_row *order = arena_array(scatter->chart->arena, rows, sizeof *order);
    for (size_t row = 0; row < rows; row++) {
        if (scatter_has(scatter, row)) {
            order[count++] = (struct sized_row){ radius_of(scatter, row), row };
        }
    }
    qsort(order, count, sizeof *order, compare_sizes);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            bool strong = is_strong(scatter, order[i].row);
            if (strong == (pass == 1)) {
                draw_symbol(scatter, order[i].row, strong);
            }
        }
    }
}

/* The strong name must stand: it is cut where neither side has room for it. */
static struct placed name_of(const struct scatter *scatter, size_t row) {
    const struct chart *chart = scatter->chart;
    bool strong = is_strong(scatter, row), must = role_of_row(chart, row) == ROLE_SUBJECT;
    struct text_style style = strong ? chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT)
                                     : chart_style(chart, STYLE_CHART_LABEL);
    const char *name = chart_row_name(chart, row);
    struct point mark = place_of(scatter, row);
    double room = fmax(chart->spec->width - mark.x, mark.x - scatter->plot.left) - NAME_GAP;
    return (struct placed){ .label = must ? label_fit(chart, &style, name, (struct label_room){ room, 1 })
                                          : label_make(chart, &style, name),
                            .mark = mark, .radius = radius_of(scatter, row), .colour = style.colour, .must = must };
}

/* Names at their symbols: the strong ones first, then in the order of rows. */
static void draw_names(struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    size_t rows = chart->selection->row_count, count = 0;
    struct placed *names = arena_array(chart->arena, rows, sizeof *names);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t row = 0; row < rows; row++) {
            if (scatter_has(scatter, row) && is_strong(scatter, row) == (pass == 0)) {
                names[count++] = name_of(scatter, row);
            }
        }
    }
    struct rect frame = { scatter->plot.left, scatter->plot.top - HEAD_MIDDLE, chart->spec->width - scatter->plot.left - 1,
                          scatter->plot.bottom - scatter->plot.top + HEAD_MIDDLE };
    scatter->left_out = placement_make(names, count, frame);
    placement_draw(chart, names, count);
}

static const char *size_words(const struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    const struct point_value most = { .value = scatter->largest, .status = VALUE_PRESENT,
                                      .from.series = chart_column_series(chart, SCATTER_SIZE) };
    const struct phrase_value values[] = { { "name", chart->selection->columns[SCATTER_SIZE].label },
                                           { "most", datum_in_words(chart, &most) },
                                           { NULL, NULL } };
    return phrase_text(chart->arena, chart->words->area, values);
}

/* How the number in words was computed is noted once there is a drawing. */
static struct origin words_origin(const struct chart *chart, const struct scatter_words *words, const char *how,
                                  size_t column) {
    struct drawing_value value = { .how = how, .value = words->value, .unit = words->unit };
    return chart->drawing && isfinite(words->value) ? datum_computed_column(chart, value, column) : chart_literal(chart);
}

static void add_line(const struct chart *chart, struct key_entry *entries, size_t *count, struct key_entry entry) {
    if (entry.text) {
        entry.mark = KEY_LINE;
        entry.origin = entry.origin.kind == ORIGIN_NONE ? chart_literal(chart) : entry.origin;
        entries[(*count)++] = entry;
    }
}

static void add_medians(const struct scatter *scatter, struct key_entry *entries, size_t *count) {
    struct stroke dashed = chart_stroke(scatter->chart, COLOUR_PEER, 1);
    dashed.dash[0] = dashed.dash[1] = 2;
    for (enum scatter_column column = SCATTER_X; column <= SCATTER_Y; column++) {
        struct scatter_words words = scatter_median_words(scatter, column, column == SCATTER_X ? "→" : "↑");
        add_line(scatter->chart, entries, count,
                 (struct key_entry){ .text = words.text, .stroke = dashed,
                                     .origin = words_origin(scatter->chart, &words, "median", column) });
    }
}

/* Groups, what areas mean, lines. */
static size_t make_key(const struct scatter *scatter, struct key_entry entries[KEY_MOST]) {
    const struct chart *chart = scatter->chart;
    size_t count = grouping_key(chart, &scatter->grouping, entries);
    if (scatter->sized) {
        struct symbol_look look = { SYMBOL_DISC, chart_colour(chart, COLOUR_TEXT_2), SYMBOL, true };
        struct scatter_words most = { .value = scatter->largest, .unit = chart_column_series(chart, SCATTER_SIZE)->unit };
        entries[count++] = (struct key_entry){ .mark = KEY_SYMBOL, .text = size_words(scatter), .symbol = look,
                                               .origin = words_origin(chart, &most, "largest value", SCATTER_SIZE) };
    }
    if (chart_option_flag(chart, "medians", true)) {
        add_medians(scatter, entries, &count);
    }
    if (chart_option_flag(chart, "fit", false)) {
        struct scatter_words words = scatter_fit_words(scatter);
        add_line(chart, entries, &count,
                 (struct key_entry){ .text = words.text, .stroke = chart_stroke(chart, COLOUR_EU, 1),
                                     .origin = words_origin(chart, &words, "share of the variance explained", SCATTER_Y) });
    }
    return count;
}

/* What the figure cannot show: rows without a value, and names without room. */
static void write_notes(const struct scatter *scatter, double top) {
    const struct chart *chart = scatter->chart;
    size_t missing = chart->selection->row_count - scatter->shown;
    plot_write_left_out(chart, scatter->left_out, top + (missing ? 1.5 : 0.5) * NOTE_HEIGHT);
    if (missing == 0) {
        return;
    }
    struct text_style style = chart_style(chart, STYLE_CHART_NOTE);
    const char *text = phrase_text(chart->arena, chart->words->not_shown,
                                   (const struct phrase_value[]){ { "count", arena_print(chart->arena, "%zu", missing) },
                                                                  { NULL, NULL } });
    label_write(chart, &style, text,
                (struct label_place){ 0, top + NOTE_HEIGHT / 2, LABEL_LEFT, chart_literal(chart) });
}

static void scatter_lay_out(struct scatter *scatter, double key) {
    const struct chart *chart = scatter->chart;
    double height = chart_option_length(chart, "height", fmin(HEIGHT, chart->spec->width)) - TOP - FOOT - chart->reduce;
    double inset = scatter->sized ? AREA_MOST : scatter->radius * 1.25;
    scatter->plot = plot_make(chart, scale_of(scatter, SCATTER_Y), key + TOP, fmax(height, SYMBOL));
    scatter->plot.right -= inset;
    scatter->across = scale_of(scatter, SCATTER_X);
}

static void scatter_measure(struct scatter *scatter) {
    const struct chart *chart = scatter->chart;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (scatter_has(scatter, row)) {
            scatter->shown++;
            double size = scatter->sized ? scatter_point(scatter, row, SCATTER_SIZE)->value : 0;
            scatter->largest = fmax(scatter->largest, size);
        }
    }
    scatter->radius = scatter->shown > MANY ? SYMBOL_MANY : SYMBOL;
}

static void scatter_draw(struct chart *chart) {
    size_t columns = chart->selection->column_count;
    struct scatter scatter = { .chart = chart, .sized = columns == SCATTER_COLUMNS };
    if (columns != SCATTER_SIZE && columns != SCATTER_COLUMNS) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", columns);
        return;
    }
    struct key_entry entries[KEY_MOST];
    scatter_measure(&scatter);
    scatter.grouping = grouping_read(chart);
    size_t count = make_key(&scatter, entries);
    double key = count ? key_height(chart, entries, count, 0) + KEY_GAP : 0;
    scatter_lay_out(&scatter, key);
    bool complete = scatter.shown == chart->selection->row_count;
    chart_start(chart, scatter.plot.bottom + FOOT + (complete ? 1 : 2) * NOTE_HEIGHT);
    key_draw(chart, entries, make_key(&scatter, entries), (struct point){ 0, 0 });
    plot_draw_grid(chart, &scatter.plot);
    draw_across(&scatter);
    draw_axis_names(&scatter);
    if (chart_option_flag(chart, "medians", true)) {
        scatter_draw_medians(&scatter);
    }
    if (chart_option_flag(chart, "fit", false)) {
        scatter_draw_fit(&scatter);
    }
    draw_symbols(&scatter);
    draw_names(&scatter);
    write_notes(&scatter, scatter.plot.bottom + FOOT);
}

static void scatter_describe(const struct chart *chart, struct buffer *out) {
    struct scatter scatter = { .chart = chart };
    alternative_add_title(chart, chart->words->scatter, out);
    scatter.sized = chart->selection->column_count == SCATTER_COLUMNS;
    scatter_measure(&scatter);
    const char *sentences[] = { scatter_median_words(&scatter, SCATTER_X, chart_column_name(chart, SCATTER_X)).text,
                                scatter_median_words(&scatter, SCATTER_Y, chart_column_name(chart, SCATTER_Y)).text, NULL };
    sentences[2] = chart_option_flag(chart, "fit", false) ? scatter_fit_words(&scatter).text : NULL;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        if (sentences[i]) {
            buffer_print(out, " %s.", sentences[i]);
        }
    }
    alternative_add_rows(chart, out);
}

static const char *const options[] = { "fit", "groups", "height", "medians", "reference", NULL };

const struct chart_kind chart_kind_scatter = { .has_data = true, .many_units = true, .options = options,
                                               .draw = scatter_draw, .describe = scatter_describe };
