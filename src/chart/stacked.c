/* Stacked bars: parts of a whole a row, as they are or as shares of 100 %. */
#include "base/diag.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/parts.h"
#include "chart/rows.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 19.5, BAR = 10.0;
static const double PART_GAP = 0.75;  /* white between two parts */
static const double FLAGS_GAP = 1.0;

/* For values that are no parts. */
extern const struct chart_kind chart_kind_bar;

/* Behind the end of the bar. */
static void write_flags(const struct rows *rows, const struct parts *parts, size_t row, double end) {
    struct text_style style = chart_style(rows->chart, STYLE_CHART_KEY);
    struct datum_flags_place place = { end + FLAGS_GAP, rows_middle(rows, row), style_cap_height(&style),
                                       datum_origin(parts_point(parts, row, 0)) };
    datum_flags_write(rows->chart, parts_flags(parts, row), place);
}

/* What the widest flags need beyond the longest bar. */
static double flags_room(const struct parts *parts) {
    double room = 0;
    for (size_t row = 0; row < parts->chart->selection->row_count; row++) {
        value_flags flags = parts_flags(parts, row);
        room = flags ? fmax(room, FLAGS_GAP + datum_flags_width(parts->chart, flags)) : room;
    }
    return room;
}

static void draw_row(const struct rows *rows, const struct parts *parts, size_t row) {
    double from = 0;
    if (!parts_has(parts, row)) {
        rows_write_missing(rows, row, parts_missing(parts, row));
        return;
    }
    for (size_t part = 0; part < parts->count; part++) {
        if (!datum_is_present(parts_point(parts, row, part))) {
            continue;
        }
        double value = parts_value(parts, row, part);
        double left = rows_x(rows, from), right = rows_x(rows, from + value);
        double gap = from > 0 ? fmin(PART_GAP, (right - left) / 2) : 0;
        parts_draw(parts, row, part,
                   (struct rect){ left + gap, rows_middle(rows, row) - BAR / 2, right - left - gap, BAR });
        from += value;
    }
    write_flags(rows, parts, row, rows_x(rows, from));
}

static void stacked_draw(struct chart *chart) {
    struct parts parts = parts_make(chart);
    if (!parts_can_be_stacked(&parts)) {
        diag_add(chart->diag, DIAG_CODE_CHART_AS_BARS, chart->spec->pos, "%s", chart->selection->series->name);
        chart_kind_bar.draw(chart);
        return;
    }
    struct key_entry entries[PARTS_MOST];
    size_t count = parts_key(&parts, entries);
    double foot = key_height(chart, entries, count, 0);
    struct rows_form form = { .pitch = PITCH, .scale = parts_scale(&parts), .foot = foot };
    struct rows rows = rows_make(chart, &form);
    rows.axis.right -= flags_room(&parts);
    rows_start(&rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&rows, &parts, row);
    }
    rows_finish(&rows);
    key_draw(chart, entries, count, (struct point){ 0, rows_bottom(&rows) + 1 });
}

static void stacked_describe(const struct chart *chart, struct buffer *out) {
    parts_describe(chart, chart->words->parts, out);
}

static const char *const options[] = { "emphasis", "share", NULL };

const struct chart_kind chart_kind_stacked = {
    .has_data = true, .options = options, .draw = stacked_draw, .describe = stacked_describe
};
