/* Stacked bars: parts of a whole a row, as they are or as shares of 100 %. */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/key.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"
#include "chart/rows.h"
#include "text/number.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 19.5, BAR = 10.0;
static const double PART_GAP = 0.75;  /* white between two parts */
static const double VALUE_ROOM = 4.0; /* a value inside its part keeps this much to spare */
static const double CONTRAST = 4.5;   /* of text on a part. Source: WCAG 2.1, 1.4.3 */

enum { PARTS_MOST = 5 };

/* For values that are no parts. */
extern const struct chart_kind chart_kind_bar;

struct stacked {
    struct chart *chart;
    struct rows rows;
    size_t parts;
    bool share;
};

static const struct point_value *part_at(const struct stacked *stacked, size_t row, size_t part) {
    return selection_point(stacked->chart->selection, row, part);
}

static bool are_parts(const struct stacked *stacked) {
    for (size_t row = 0; row < stacked->chart->selection->row_count; row++) {
        for (size_t part = 0; part < stacked->parts; part++) {
            const struct point_value *point = part_at(stacked, row, part);
            if (datum_is_present(point) && point->value < 0) {
                return false;
            }
        }
    }
    return true;
}

static double sum_of(const struct stacked *stacked, size_t row) {
    double sum = 0;
    for (size_t part = 0; part < stacked->parts; part++) {
        sum += datum_is_present(part_at(stacked, row, part)) ? part_at(stacked, row, part)->value : 0;
    }
    return sum;
}

/* A share cannot be told where a part is missing. */
static bool is_whole(const struct stacked *stacked, size_t row) {
    for (size_t part = 0; part < stacked->parts; part++) {
        if (!datum_is_present(part_at(stacked, row, part))) {
            return false;
        }
    }
    return sum_of(stacked, row) > 0;
}

/* From the strongest colour to lighter ones, as far apart as the number of parts allows. */
static struct colour part_colour(const struct stacked *stacked, size_t part) {
    const struct theme *theme = stacked->chart->theme;
    size_t steps = theme->sequential_count - 1;
    size_t place = stacked->parts > 1 ? part * steps / (stacked->parts - 1) : 0;
    return theme->sequential[steps - place];
}

static struct scale scale_of(const struct stacked *stacked) {
    double high = 0;
    for (size_t row = 0; row < stacked->chart->selection->row_count; row++) {
        high = fmax(high, sum_of(stacked, row));
    }
    return scale_round(0, stacked->share ? 100 : high);
}

static const char *value_text(const struct stacked *stacked, double value) {
    const struct chart *chart = stacked->chart;
    const struct series *series = chart->selection->series;
    struct number_format format = { .language = chart->spec->language,
                                    .unit = stacked->share ? "percent" : series->unit,
                                    .decimals = stacked->share ? 0 : series->decimals,
                                    .place = NUMBER_IN_TABLE };
    return number_text(chart->arena, &format, value);
}

/* A share of the row was computed here, from all parts. */
static struct origin value_origin(const struct stacked *stacked, size_t row, size_t part, double printed) {
    const struct chart *chart = stacked->chart;
    if (!stacked->share) {
        return datum_origin(part_at(stacked, row, part));
    }
    const struct point_value **points = arena_array(chart->arena, stacked->parts + 1, sizeof *points);
    points[0] = part_at(stacked, row, part);
    for (size_t i = 0; i < stacked->parts; i++) {
        points[i + 1] = i == part ? NULL : part_at(stacked, row, i);
    }
    struct drawing_value value = { .how = "share of the whole row", .value = printed, .unit = "percent" };
    return datum_computed(chart, value, points, stacked->parts + 1);
}

/* The value inside its part if it fits, in white or ink, whichever can be read. */
static void draw_value(const struct stacked *stacked, size_t row, size_t part, struct rect rect) {
    const struct chart *chart = stacked->chart;
    double value = part_at(stacked, row, part)->value;
    double printed = stacked->share ? 100 * value / sum_of(stacked, row) : value;
    struct colour ground = part_colour(stacked, part);
    bool light = colour_contrast(chart_paper, ground) < CONTRAST;
    struct text_style style = chart_style_in(chart, STYLE_CHART_KEY, light ? COLOUR_INK : COLOUR_ON_STRONG);
    struct label label = label_make(chart, &style, value_text(stacked, printed));
    if (label.width + VALUE_ROOM <= rect.width) {
        label_draw(chart, &label, (struct label_place){ rect.x + rect.width / 2, rect.y + rect.height / 2, LABEL_CENTRE,
                                                        value_origin(stacked, row, part, printed) });
    }
}

static void draw_row(const struct stacked *stacked, size_t row) {
    double sum = sum_of(stacked, row), from = 0;
    if (stacked->share ? !is_whole(stacked, row) : !datum_is_present(part_at(stacked, row, 0)) && sum == 0) {
        size_t part = 0;
        while (part + 1 < stacked->parts && datum_is_present(part_at(stacked, row, part))) {
            part++;
        }
        rows_write_missing(&stacked->rows, row, part_at(stacked, row, part));
        return;
    }
    for (size_t part = 0; part < stacked->parts; part++) {
        if (!datum_is_present(part_at(stacked, row, part))) {
            continue;
        }
        double value = part_at(stacked, row, part)->value * (stacked->share ? 100 / sum : 1);
        double left = rows_x(&stacked->rows, from), right = rows_x(&stacked->rows, from + value);
        double gap = from > 0 ? fmin(PART_GAP, (right - left) / 2) : 0;
        struct rect rect = { left + gap, rows_middle(&stacked->rows, row) - BAR / 2, right - left - gap, BAR };
        struct bar_look look = { part_colour(stacked, part), chart_paper, false };
        mark_bar(stacked->chart, rect, &look);
        draw_value(stacked, row, part, rect);
        from += value;
    }
}

static size_t make_key(const struct stacked *stacked, struct key_entry *entries) {
    for (size_t part = 0; part < stacked->parts; part++) {
        entries[part] = (struct key_entry){ .mark = KEY_BOX,
                                            .text = chart_column_name(stacked->chart, part),
                                            .colour = part_colour(stacked, part) };
    }
    return stacked->parts;
}

static void stacked_draw(struct chart *chart) {
    struct stacked stacked = { .chart = chart, .parts = chart->selection->column_count,
                               .share = chart_option_flag(chart, "share", false) };
    if (stacked.parts > PARTS_MOST) {
        diag_add(chart->diag, DIAG_CODE_CHART_TOO_MANY_SERIES, chart->spec->pos, "%zu", stacked.parts);
        stacked.parts = PARTS_MOST;
    }
    if (!are_parts(&stacked)) {
        diag_add(chart->diag, DIAG_CODE_CHART_AS_BARS, chart->spec->pos, "%s", chart->selection->series->name);
        chart_kind_bar.draw(chart);
        return;
    }
    struct key_entry entries[PARTS_MOST];
    size_t count = make_key(&stacked, entries);
    double foot = key_height(chart, entries, count, 0);
    struct rows_form form = { .pitch = PITCH, .scale = scale_of(&stacked), .foot = foot };
    stacked.rows = rows_make(chart, &form);
    rows_start(&stacked.rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&stacked, row);
    }
    rows_finish(&stacked.rows);
    key_draw(chart, entries, count, (struct point){ 0, rows_bottom(&stacked.rows) + 1 });
}

/* Of each row its parts, one after the other. */
static void stacked_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->parts, out);
    alternative_add_rows(chart, out);
}

static const char *const options[] = { "emphasis", "share", NULL };

const struct chart_kind chart_kind_stacked = {
    .has_data = true, .options = options, .draw = stacked_draw, .describe = stacked_describe
};
