/* Radar: five to eight axes around one point, up to three columns. Kept for recognition; the same data stand beside it
 * as dots. */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/axis.h"
#include "chart/datum.h"
#include "chart/key.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/role.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double RADIUS = 72.0, RADIUS_LEAST = 45.0, SHRINK = 3.0;
static const double RING = 0.5;
static const double DOT = 2.6;
static const double FILL = 0.12; /* of the subject's colour */
static const double NAME_GAP = 9.0, NAME_ROOM = 21.0;
static const double RING_SIZE = 7.0, RING_GAP = 4.0, RING_NUMBER = 0.7; /* of the radius: the widest ring number */
static const double KEY_GAP = 6.5;
static const double NAME_MARGIN = 4.0;

enum { AXES_FEWEST = 5, AXES_MOST = 8, LINES_MOST = 3, RINGS = 4 };

/* For values below zero, which no axis has. */
extern const struct chart_kind chart_kind_bar;

struct radar {
    struct chart *chart;
    size_t axes, lines;
    double most;
    struct point centre;
    double radius; /* [pt] */
};

static const struct point_value *radar_point(const struct radar *radar, size_t axis, size_t line) {
    return selection_point(radar->chart->selection, axis, line);
}

/* The first axis points upwards, the others follow clockwise. */
static struct point place_at(const struct radar *radar, size_t axis, double share) {
    double angle = 2 * M_PI * (double)axis / (double)radar->axes;
    return (struct point){ radar->centre.x + sin(angle) * radar->radius * share,
                           radar->centre.y - cos(angle) * radar->radius * share };
}

static struct point value_at(const struct radar *radar, size_t axis, size_t line) {
    double share = radar_point(radar, axis, line)->value / radar->most;
    return place_at(radar, axis, fmin(fmax(share, 0), 1));
}

static bool is_closed(const struct radar *radar, size_t line) {
    for (size_t axis = 0; axis < radar->axes; axis++) {
        if (!datum_is_present(radar_point(radar, axis, line))) {
            return false;
        }
    }
    return true;
}

static void trace(const struct radar *radar, size_t line) {
    bool open = false;
    for (size_t i = 0; i <= radar->axes; i++) {
        size_t axis = i % radar->axes;
        if (!datum_is_present(radar_point(radar, axis, line))) {
            open = false;
            continue;
        }
        struct point at = value_at(radar, axis, line);
        if (open) {
            drawing_line(radar->chart->drawing, at.x, at.y);
        } else {
            drawing_move(radar->chart->drawing, at.x, at.y);
        }
        open = true;
    }
}

static bool is_missing(const struct radar *radar, size_t axis) {
    return !datum_is_present(radar_point(radar, axis, chart_main_column(radar->chart)));
}

static void draw_frame(const struct radar *radar) {
    struct drawing *drawing = radar->chart->drawing;
    struct stroke stroke = chart_stroke(radar->chart, COLOUR_RULE_HAIR, RING);
    for (int ring = 1; ring <= RINGS; ring++) {
        for (size_t axis = 0; axis < radar->axes; axis++) {
            struct point at = place_at(radar, axis, (double)ring / RINGS);
            if (axis == 0) {
                drawing_move(drawing, at.x, at.y);
            } else {
                drawing_line(drawing, at.x, at.y);
            }
        }
        drawing_close(drawing);
    }
    drawing_stroke(drawing, &stroke);
    for (size_t axis = 0; axis < radar->axes; axis++) {
        struct stroke own = stroke;
        own.dash[0] = own.dash[1] = is_missing(radar, axis) ? 2 : 0;
        drawing_segment(drawing, radar->centre, place_at(radar, axis, 1), &own);
    }
}

static void draw_ring_numbers(const struct radar *radar) {
    const struct chart *chart = radar->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    style.size = RING_SIZE;
    struct scale scale = { .count = 2, .ticks = { radar->most / 2, radar->most }, .decimals = 9 };
    for (size_t i = 0; i < scale.count; i++) {
        double share = (double)(i + 1) / 2;
        struct point at = place_at(radar, 0, share);
        struct label_place place = { at.x + RING_GAP, at.y + RING_SIZE, LABEL_LEFT, { .kind = ORIGIN_TICK } };
        const char *text = axis_tick_text(chart, &scale, i);
        if (label_text_width(chart, &style, text) < RING_NUMBER * radar->radius) { /* else it would reach a name */
            label_write_over(chart, &style, text, place);
        }
    }
}

static void draw_line(const struct radar *radar, size_t line) {
    const struct chart *chart = radar->chart;
    bool subject = line == chart_main_column(chart);
    struct stroke stroke = role_stroke(chart, line);
    trace(radar, line);
    drawing_stroke(chart->drawing, &stroke);
    for (size_t axis = 0; axis < radar->axes && subject; axis++) {
        if (is_missing(radar, axis)) {
            continue;
        }
        struct point at = value_at(radar, axis, line);
        struct stroke edge = { .colour = chart_colour(chart, COLOUR_PAPER), .width = 0.8 };
        drawing_circle(chart->drawing, at.x, at.y, DOT);
        drawing_fill_stroke(chart->drawing, stroke.colour, &edge);
    }
}

/* Where the name of an axis stands: left of corners on the left, right of those on the right. */
static struct label_place name_place(const struct radar *radar, size_t axis) {
    struct point at = place_at(radar, axis, 1);
    double dx = (at.x - radar->centre.x) / radar->radius, dy = (at.y - radar->centre.y) / radar->radius;
    enum label_side side = fabs(dx) < 0.1 ? LABEL_CENTRE : dx > 0 ? LABEL_LEFT : LABEL_RIGHT;
    return (struct label_place){ at.x + dx * NAME_GAP, at.y + dy * NAME_GAP, side, chart_literal(radar->chart) };
}

static struct label_room name_room(const struct radar *radar, const struct label_place *place) {
    double left = place->x, right = radar->chart->spec->width - place->x;
    double width = place->side == LABEL_CENTRE ? 2 * fmin(left, right) : place->side == LABEL_LEFT ? right : left;
    return (struct label_room){ width, LABEL_LINES_MOST };
}

static void draw_name(const struct radar *radar, size_t axis) {
    const struct chart *chart = radar->chart;
    enum theme_colour colour = is_missing(radar, axis) ? COLOUR_NOTE : COLOUR_INK;
    struct text_style style = chart_style_in(chart, STYLE_CHART_LABEL_STRONG, colour);
    struct label_place place = name_place(radar, axis);
    struct label label = label_fit_row(chart, &style, axis, name_room(radar, &place));
    double dy = (place.middle - radar->centre.y) / (radar->radius + NAME_GAP);
    double block = label.cap + (double)(label.count - 1) * label.leading;
    place.middle = fmax(place.middle + (block - label.cap) * dy / 2, block / 2);
    label_draw(chart, &label, place);
}

static bool names_fit(const struct radar *radar) {
    struct text_style style = chart_style(radar->chart, STYLE_CHART_LABEL_STRONG);
    for (size_t axis = 0; axis < radar->axes; axis++) {
        struct label_place place = name_place(radar, axis);
        if (!label_fits(radar->chart, &style, chart_row_name(radar->chart, axis), name_room(radar, &place))) {
            return false;
        }
    }
    return true;
}

/* The usual radius, smaller where names beside it would be cut. */
static void place_centre(struct radar *radar) {
    double half = radar->chart->spec->width / 2;
    radar->radius = fmin(RADIUS, half - NAME_MARGIN) + SHRINK;
    do {
        radar->radius -= SHRINK;
        radar->centre = (struct point){ half, NAME_ROOM + radar->radius };
    } while (radar->radius > RADIUS_LEAST && !names_fit(radar));
}

/* The greatest value; *least is set to the lowest, if that is below zero. */
static double most_of(const struct chart *chart, double *least) {
    double most = *least = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        for (size_t column = 0; column < chart->selection->column_count; column++) {
            const struct point_value *point = selection_point(chart->selection, row, column);
            most = datum_is_present(point) ? fmax(most, point->value) : most;
            *least = datum_is_present(point) ? fmin(*least, point->value) : *least;
        }
    }
    return most;
}

static bool has_value(const struct radar *radar, size_t line) {
    bool found = false;
    for (size_t axis = 0; axis < radar->axes; axis++) {
        found = found || datum_is_present(radar_point(radar, axis, line));
    }
    return found;
}

static size_t make_key(const struct radar *radar, struct key_entry *entries) {
    size_t count = 0;
    for (size_t i = 0; i < radar->lines; i++) {
        if (has_value(radar, i)) {
            entries[count++] = (struct key_entry){ .mark = KEY_LINE, .text = chart_column_name(radar->chart, i),
                                                   .stroke = role_stroke(radar->chart, i) };
        }
    }
    return radar->lines > 1 ? count : 0;
}

static void draw_lines(const struct radar *radar) {
    size_t main = chart_main_column(radar->chart);
    if (is_closed(radar, main)) {
        trace(radar, main);
        drawing_fill(radar->chart->drawing, role_tint(radar->chart, chart_colour(radar->chart, COLOUR_SUBJECT), FILL));
    }
    draw_frame(radar);
    for (size_t line = 0; line < radar->lines; line++) {
        if (line != main) {
            draw_line(radar, line);
        }
    }
    draw_line(radar, main);
    draw_ring_numbers(radar);
}

static void radar_draw(struct chart *chart) {
    size_t axes = chart->selection->row_count;
    if (axes < AXES_FEWEST || axes > AXES_MOST) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", axes);
        return;
    }
    struct radar radar = { .chart = chart, .axes = axes, .lines = chart->selection->column_count };
    double least, most = most_of(chart, &least);
    if (least < 0) {
        diag_add(chart->diag, DIAG_CODE_CHART_AS_BARS, chart->spec->pos, "%s", chart->selection->series->name);
        chart_kind_bar.draw(chart);
        return;
    }
    radar.most = chart_option_positive(chart, "max", scale_round(0, most).high);
    if (radar.most < most) { /* a polygon that is cut would lie */
        chart_option_reject(chart, "max", chart_option(chart->spec, "max", ""));
        radar.most = scale_round(0, most).high;
    }
    if (radar.lines > LINES_MOST) {
        diag_add(chart->diag, DIAG_CODE_CHART_TOO_MANY_SERIES, chart->spec->pos, "%zu", radar.lines);
        radar.lines = LINES_MOST;
    }
    struct key_entry entries[LINES_MOST];
    size_t count = make_key(&radar, entries);
    place_centre(&radar);
    double bottom = radar.centre.y + radar.radius + NAME_ROOM + KEY_GAP;
    chart_start(chart, bottom + key_height(chart, entries, count, 0));
    draw_lines(&radar);
    for (size_t axis = 0; axis < axes; axis++) {
        draw_name(&radar, axis);
    }
    key_draw(chart, entries, count, (struct point){ 0, bottom });
}

static void radar_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_title(chart, chart->words->profile, out);
    alternative_add_rows(chart, out);
}

static const char *const options[] = { "max", "reference", NULL };

const struct chart_kind chart_kind_radar = {
    .has_data = true, .options = options, .draw = radar_draw, .describe = radar_describe
};
