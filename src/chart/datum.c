#include "chart/datum.h"

#include "base/arena.h"
#include "chart/kind.h"
#include "chart/label.h"

#include <math.h>

/* Flags are set small, but not below the smallest print size of 7 pt. */
static const double FLAG_SIZE = 7.0;
static const double FLAG_RISE = 2.0;
static const double FLAG_GAP = 0.6;

bool datum_is_present(const struct point_value *point) {
    return point && point->status == VALUE_PRESENT && isfinite(point->value);
}

bool datum_is_uncertain(value_flags flags) {
    return (flags & (flag_bit('e') | flag_bit('p') | flag_bit('f'))) != 0;
}

value_flags datum_flags_at(const struct chart *chart, size_t row, size_t column) {
    const struct point_value *point = selection_point(chart->selection, row, column);
    return datum_is_present(point) ? point->flags | chart->selection->rows[row].flags : 0;
}

/* As the point's own series says; without a point as that of the selection. */
static struct number_format format_of(const struct chart *chart, const struct point_value *point,
                                      enum number_place place) {
    const struct series *series = point && point_series(point) ? point_series(point) : chart->selection->series;
    return (struct number_format){ .unit = series->unit, .decimals = series->decimals, .place = place };
}

const char *datum_number(const struct chart *chart, struct number_format format, double value) {
    format.language = chart->spec->language;
    format.style = chart->spec->style;
    return number_text(chart->arena, &format, value);
}

static const char *missing_sign(const struct point_value *point) {
    if (!point) {
        return ":";
    }
    switch (point->status) {
    case VALUE_CONFIDENTIAL:
        return "c";
    case VALUE_IMPOSSIBLE:
        return "–";
    case VALUE_PRESENT:
    case VALUE_MISSING:
        break;
    }
    return ":";
}

const char *datum_text(const struct chart *chart, const struct point_value *point) {
    if (!datum_is_present(point)) {
        return missing_sign(point);
    }
    struct number_format format = format_of(chart, point, NUMBER_IN_TABLE);
    return datum_number(chart, format, point->value);
}

const char *datum_text_signed(const struct chart *chart, double value) {
    struct number_format format = format_of(chart, NULL, NUMBER_IN_TABLE);
    format.signed_value = true;
    return datum_number(chart, format, value);
}

const char *datum_in_words(const struct chart *chart, const struct point_value *point) {
    struct number_format format = format_of(chart, point, NUMBER_IN_TEXT);
    return datum_is_present(point) ? datum_number(chart, format, point->value) : datum_reason(chart, point);
}

const char *datum_reason(const struct chart *chart, const struct point_value *point) {
    if (point && point->status == VALUE_CONFIDENTIAL) {
        return chart->words->confidential;
    }
    return point && point->status == VALUE_IMPOSSIBLE ? chart->words->impossible : chart->words->not_available;
}

struct origin datum_origin(const struct point_value *point) {
    return point ? (struct origin){ .kind = ORIGIN_POINT, .id = point_id(point) } : (struct origin){ .kind = ORIGIN_LITERAL };
}

struct origin datum_computed(const struct chart *chart, struct drawing_value value, const struct point_value *const *points,
                             size_t count) {
    uint32_t *ids = arena_array(chart->arena, count, sizeof *ids);
    value.unit = value.unit ? value.unit : chart->selection->series->unit;
    value.points = ids;
    for (size_t i = 0; i < count; i++) {
        if (points[i]) {
            ids[value.count++] = point_id(points[i]);
        }
    }
    return drawing_compute(chart->drawing, &value);
}

struct origin datum_computed_column(const struct chart *chart, struct drawing_value value, size_t column) {
    size_t rows = chart->selection->row_count;
    const struct point_value **points = arena_array(chart->arena, rows, sizeof *points);
    for (size_t row = 0; row < rows; row++) {
        points[row] = selection_point(chart->selection, row, column);
    }
    return datum_computed(chart, value, points, rows);
}

static struct text_style flag_style(const struct chart *chart) {
    struct text_style style = chart_style_in(chart, STYLE_CHART_TICK, COLOUR_NOTE);
    style.size = fmin(style.size, FLAG_SIZE);
    style.rise = FLAG_RISE;
    return style;
}

value_flags datum_flags_common(const struct chart *chart, size_t column) {
    value_flags common = ~(value_flags)0;
    size_t present = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (datum_is_present(selection_point(chart->selection, row, column))) {
            common &= datum_flags_at(chart, row, column);
            present++;
        }
    }
    return present > 1 ? common : 0;
}

bool datum_is_hollow(const struct chart *chart, size_t row, size_t column) {
    const struct point_value *point = selection_point(chart->selection, row, column);
    value_flags own = datum_is_present(point) ? point->flags & ~datum_flags_common(chart, column) : 0;
    return datum_is_present(point) && datum_is_uncertain(own | chart->selection->rows[row].flags);
}

double datum_flags_width(const struct chart *chart, value_flags flags) {
    if (!flags) {
        return 0;
    }
    struct text_style style = flag_style(chart);
    return FLAG_GAP + label_text_width(chart, &style, flags_text(chart->arena, flags));
}

void datum_flags_write(const struct chart *chart, value_flags flags, struct datum_flags_place place) {
    if (!flags) {
        return;
    }
    struct text_style style = flag_style(chart);
    struct label label = label_make(chart, &style, flags_text(chart->arena, flags));
    drawing_text(chart->drawing, place.x + FLAG_GAP, place.middle + place.cap / 2, label.lines[0], place.origin);
}

void datum_write(const struct chart *chart, const struct text_style *style, struct datum_place place) {
    const struct point_value *point = selection_point(chart->selection, place.row, place.column);
    struct origin origin = datum_origin(point);
    struct text_style missing = chart_style_in(chart, STYLE_CHART_VALUE, COLOUR_NOTE);
    struct label number = label_make(chart, datum_is_present(point) ? style : &missing, datum_text(chart, point));
    label_draw(chart, &number, (struct label_place){ place.x, place.middle, LABEL_RIGHT, origin });
    value_flags flags = datum_flags_at(chart, place.row, place.column) & ~place.hidden;
    datum_flags_write(chart, flags, (struct datum_flags_place){ place.x, place.middle, number.cap, origin });
}
