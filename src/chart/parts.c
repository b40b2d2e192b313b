#include "chart/parts.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"
#include "text/number.h"

#include <math.h>

static const double VALUE_ROOM = 4.0; /* [pt] a value inside its part keeps this much to spare */
static const double CONTRAST = 4.5;   /* of text on a part. Source: WCAG 2.1, 1.4.3 */

const struct point_value *parts_point(const struct parts *parts, size_t row, size_t part) {
    return selection_point(parts->chart->selection, row, part);
}

struct parts parts_make(const struct chart *chart) {
    struct parts parts = { chart, chart->selection->column_count, chart_option_flag(chart, "share", false) };
    if (parts.count > PARTS_MOST) {
        diag_add(chart->diag, DIAG_CODE_CHART_TOO_MANY_SERIES, chart->spec->pos, "%zu", parts.count);
        parts.count = PARTS_MOST;
    }
    return parts;
}

bool parts_can_be_stacked(const struct parts *parts) {
    for (size_t row = 0; row < parts->chart->selection->row_count; row++) {
        for (size_t part = 0; part < parts->count; part++) {
            const struct point_value *point = parts_point(parts, row, part);
            if (datum_is_present(point) && point->value < 0) {
                return false;
            }
        }
    }
    return true;
}

double parts_sum(const struct parts *parts, size_t row) {
    double sum = 0;
    for (size_t part = 0; part < parts->count; part++) {
        sum += datum_is_present(parts_point(parts, row, part)) ? parts_point(parts, row, part)->value : 0;
    }
    return sum;
}

/* The number of parts where none is missing. */
static size_t first_missing(const struct parts *parts, size_t row) {
    size_t part = 0;
    while (part < parts->count && datum_is_present(parts_point(parts, row, part))) {
        part++;
    }
    return part;
}

bool parts_has(const struct parts *parts, size_t row) {
    bool whole = first_missing(parts, row) == parts->count;
    double sum = parts_sum(parts, row);
    return parts->share ? whole && sum > 0 : whole || sum > 0;
}

const struct point_value *parts_missing(const struct parts *parts, size_t row) {
    size_t part = first_missing(parts, row);
    return parts_point(parts, row, part < parts->count ? part : 0);
}

double parts_value(const struct parts *parts, size_t row, size_t part) {
    double value = parts_point(parts, row, part)->value;
    return parts->share ? 100 * (value / parts_sum(parts, row)) : value;
}

struct scale parts_scale(const struct parts *parts) {
    double high = 0;
    for (size_t row = 0; row < parts->chart->selection->row_count; row++) {
        high = fmax(high, parts_sum(parts, row));
    }
    struct scale scale = scale_round(0, parts->share ? 100 : high);
    scale.unit = parts->share ? "percent" : NULL;
    return scale;
}

/* From the strongest colour to lighter ones, as far apart as the number of parts allows. */
static struct colour part_colour(const struct parts *parts, size_t part) {
    const struct theme *theme = parts->chart->theme;
    size_t steps = theme->sequential_count - 1;
    size_t place = parts->count > 1 ? part * steps / (parts->count - 1) : 0;
    return theme->sequential[steps - place];
}

static const char *value_text(const struct parts *parts, double value) {
    const struct chart *chart = parts->chart;
    const struct series *series = chart->selection->series;
    struct number_format format = { .unit = parts->share ? "percent" : series->unit,
                                    .decimals = parts->share ? 0 : series->decimals,
                                    .place = NUMBER_IN_TABLE };
    return datum_number(chart, format, value);
}

/* A share of the row was computed here, from all parts. */
static struct origin value_origin(const struct parts *parts, size_t row, size_t part, double printed) {
    const struct chart *chart = parts->chart;
    if (!parts->share) {
        return datum_origin(parts_point(parts, row, part));
    }
    const struct point_value **points = arena_array(chart->arena, parts->count + 1, sizeof(const struct point_value *));
    points[0] = parts_point(parts, row, part);
    for (size_t i = 0; i < parts->count; i++) {
        points[i + 1] = i == part ? NULL : parts_point(parts, row, i);
    }
    struct drawing_value value = { .how = "share of the whole row", .value = printed, .unit = "percent" };
    return datum_computed(chart, value, points, parts->count + 1);
}

void parts_draw(const struct parts *parts, size_t row, size_t part, struct rect rect) {
    const struct chart *chart = parts->chart;
    struct colour ground = part_colour(parts, part);
    mark_bar(chart, rect, &(struct bar_look){ ground, chart_colour(chart, COLOUR_PAPER), false });
    bool light = colour_contrast(chart_colour(chart, COLOUR_PAPER), ground) < CONTRAST;
    struct text_style style = chart_style_in(chart, STYLE_CHART_KEY, light ? COLOUR_INK : COLOUR_ON_STRONG);
    double printed = parts_value(parts, row, part);
    struct label label = label_make(chart, &style, value_text(parts, printed));
    if (label.width + VALUE_ROOM <= rect.width && label.cap + 2 <= rect.height) {
        label_draw(chart, &label, (struct label_place){ rect.x + rect.width / 2, rect.y + rect.height / 2, LABEL_CENTRE,
                                                        value_origin(parts, row, part, printed) });
    }
}

value_flags parts_flags(const struct parts *parts, size_t row) {
    value_flags flags = 0;
    for (size_t part = 0; part < parts->count; part++) {
        flags |= datum_flags_at(parts->chart, row, part) & ~datum_flags_common(parts->chart, part);
    }
    return flags;
}

/* A flag that a whole column has stands behind its name. */
static const char *key_text(const struct parts *parts, size_t part) {
    const struct chart *chart = parts->chart;
    const char *name = chart_column_name(chart, part);
    value_flags common = datum_flags_common(chart, part);
    return common ? arena_print(chart->arena, "%s (%s)", name, flags_text(chart->arena, common)) : name;
}

size_t parts_key(const struct parts *parts, struct key_entry entries[PARTS_MOST]) {
    for (size_t part = 0; part < parts->count; part++) {
        entries[part] = (struct key_entry){ .mark = KEY_BOX,
                                            .text = key_text(parts, part),
                                            .colour = part_colour(parts, part) };
    }
    return parts->count;
}

void parts_describe(const struct chart *chart, const char *pattern, struct buffer *out) {
    alternative_add_title(chart, pattern, out);
    if (chart_option_flag(chart, "share", false)) {
        buffer_text(out, chart->words->shares);
    }
    alternative_add_rows(chart, out);
}
