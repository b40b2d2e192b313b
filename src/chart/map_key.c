/* What stands under a map: classes, circles, the sign of missing values, the owner's notice; and the scale bar. */
#include "chart/map.h"

#include "base/arena.h"
#include "chart/datum.h"
#include "chart/plot.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double KEY_GAP = 6, KEY_BOX = 7, KEY_TEXT = 9, KEY_LINE = 9.75, MISSING_GAP = 12, MISSING_WIDTH = 56;
static const double BOX_LINE = 0.35, NOTICE_GAP = 4;
static const double BAR_LEFT = 10, BAR_BOTTOM = 12, BAR_END = 6, BAR_LINE = 0.9, BAR_TEXT_GAP = 5, BAR_SHARE = 0.22;
static const double CIRCLES_GAP = 8, CIRCLE_LINE = 0.75;

enum { STRIPS = 60, CIRCLES = 3, NOTICE_LINES_MOST = 6 };

const char *const *map_wrap(const struct region_map *map, const struct text_style *style, const char *text, double width,
                            size_t *count) {
    const struct chart *chart = map->chart;
    size_t break_count, capacity = 0, size = strlen(text);
    const struct text_break *breaks =
        text_breaks(chart->arena, chart->shaper, chart->spec->language, text, size, &break_count);
    const char **lines = NULL;
    *count = 0;
    for (size_t start = 0, i = 0; i < break_count; i++) {
        bool last = i + 1 == break_count;
        const char *longer = last ? NULL : arena_copy(chart->arena, text + start, breaks[i + 1].offset - start);
        if (last || label_text_width(chart, style, longer) > width) {
            size_t end = breaks[i].offset;
            while (end > start && text[end - 1] == ' ') {
                end--;
            }
            lines = arena_grow(chart->arena, (void *)lines, *count, &capacity, sizeof *lines);
            lines[(*count)++] = arena_copy(chart->arena, text + start, end - start);
            start = breaks[i].offset;
        }
    }
    return lines;
}

/* ---- scale bar ---- */

/* The longest round distance that takes no more than its share of the width [m]. */
static double bar_distance(const struct region_map *map) {
    double most = map->width * BAR_SHARE / map->main.scale, power = pow(10, floor(log10(most)));
    double times = most / power;
    return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

static const char *bar_text(const struct region_map *map) {
    double distance = bar_distance(map);
    bool far = distance >= 1000;
    return datum_number(map->chart, (struct number_format){ .unit = far ? "km" : "m", .place = NUMBER_IN_TEXT },
                        far ? distance / 1000 : distance);
}

/* Above the boxes of far regions. */
static double bar_y(const struct region_map *map) {
    double top = map->height;
    for (size_t i = 0; i < map->inset_count; i++) {
        struct rect frame = map->insets[i].view.frame;
        bool below = map->insets[i].inset->magnify <= 0; /* the others stand in corners */
        top = below ? fmin(top, frame.y) : top;
    }
    return top - BAR_BOTTOM;
}

struct rect map_bar_rect(const struct region_map *map) {
    struct text_style style = chart_style(map->chart, STYLE_CHART_TICK);
    double width = bar_distance(map) * map->main.scale + BAR_TEXT_GAP +
                   label_text_width(map->chart, &style, bar_text(map));
    return (struct rect){ map->bar_left - 2, bar_y(map) - BAR_END, width + 4, 2 * BAR_END };
}

void map_place_bar(struct region_map *map) {
    map->bar_left = BAR_LEFT;
    struct rect left = map_bar_rect(map);
    map->bar_left = map->width - BAR_LEFT - left.width;
    struct rect right = map_bar_rect(map);
    if (!land_touches(&map->all, left) || land_touches(&map->all, right)) {
        map->bar_left = BAR_LEFT;
    }
}

void map_draw_bar(const struct region_map *map) {
    const struct chart *chart = map->chart;
    struct text_style style = chart_style_in(chart, STYLE_CHART_TICK, COLOUR_INK);
    struct stroke stroke = chart_stroke(chart, COLOUR_INK, BAR_LINE);
    double y = bar_y(map), right = map->bar_left + bar_distance(map) * map->main.scale;
    drawing_segment(chart->drawing, (struct point){ map->bar_left, y }, (struct point){ right, y }, &stroke);
    for (int i = 0; i < 2; i++) {
        double x = i == 0 ? map->bar_left : right;
        drawing_segment(chart->drawing, (struct point){ x, y - BAR_END / 2 }, (struct point){ x, y + BAR_END / 2 }, &stroke);
    }
    struct origin tick = { .kind = ORIGIN_TICK, .pos = chart->spec->pos };
    label_write(chart, &style, bar_text(map), (struct label_place){ right + BAR_TEXT_GAP, y, LABEL_LEFT, tick });
}

/* ---- key ---- */

static struct text_style key_style(const struct region_map *map) {
    return chart_style(map->chart, STYLE_CHART_KEY);
}

static const char *limit_text(const struct region_map *map, double limit) {
    const struct series *series = map->chart->selection->series;
    return datum_number(map->chart, (struct number_format){ .unit = series->unit, .decimals = series->decimals,
                                                            .place = NUMBER_ON_TICK }, limit);
}

static struct origin tick_origin(const struct region_map *map) {
    return (struct origin){ .kind = ORIGIN_TICK, .pos = map->chart->spec->pos };
}

static double missing_width(const struct region_map *map) {
    return map->has_missing ? MISSING_GAP + MISSING_WIDTH : 0;
}

static double circles_height(const struct region_map *map) {
    return 2 * map_symbol_radius(map, map->symbol_most) + 2;
}

static const char *const *notice_lines(const struct region_map *map, size_t *count) {
    struct text_style style = chart_style(map->chart, STYLE_CHART_TICK);
    const char *notice = geo_notice(map->chart->geo);
    *count = 0;
    const char *const *lines = *notice ? map_wrap(map, &style, notice, map->width, count) : NULL;
    *count = *count < NOTICE_LINES_MOST ? *count : NOTICE_LINES_MOST;
    return lines;
}

/* Of the classes or circles alone. */
static double scale_height(const struct region_map *map) {
    return map->symbols ? fmax(circles_height(map), KEY_BOX + KEY_TEXT) : KEY_BOX + KEY_TEXT + 2;
}

double map_key_height(const struct region_map *map) {
    size_t lines;
    notice_lines(map, &lines);
    double left_out = map->labels_left_out ? KEY_LINE : 0;
    return KEY_GAP + scale_height(map) + left_out + (lines ? NOTICE_GAP + (double)lines * KEY_LINE : 0);
}

static void draw_box(const struct region_map *map, struct rect box, struct colour colour) {
    struct stroke edge = chart_stroke(map->chart, COLOUR_PEER, BOX_LINE);
    drawing_rect(map->chart->drawing, box.x, box.y, box.width, box.height);
    drawing_fill_stroke(map->chart->drawing, colour, &edge);
}

static void write_key(const struct region_map *map, const char *text, struct label_place place) {
    struct text_style style = key_style(map);
    label_write(map->chart, &style, text, place);
}

/* Texts below boxes too narrow for whole phrases: the lower limits alone. */
static bool phrases_fit(const struct region_map *map, double width) {
    struct text_style style = key_style(map);
    for (size_t i = 0; i < map_class_count(map); i++) {
        if (label_text_width(map->chart, &style, shade_text(map->chart, &map->shade, i)) > width - 3) {
            return false;
        }
    }
    return true;
}

static void draw_classes(const struct region_map *map, double top) {
    size_t count = map_class_count(map);
    double width = (map->width - missing_width(map)) / (double)count;
    bool phrases = phrases_fit(map, width);
    for (size_t i = 0; i < count; i++) {
        struct rect box = { (double)i * width, top, width, KEY_BOX };
        draw_box(map, box, map_class_colour(map, i));
        const char *text = count == 1 ? limit_text(map, map->low)
                           : phrases ? shade_text(map->chart, &map->shade, i)
                           : i > 0 ? limit_text(map, map->shade.limits[i - 1]) : "";
        struct label_place place = { box.x, top + KEY_BOX + KEY_TEXT / 2 + 2, phrases || i == 0 ? LABEL_LEFT : LABEL_CENTRE,
                                     tick_origin(map) };
        if (*text) {
            write_key(map, text, place);
        }
    }
}

/* Many strips of colour from the lowest to the highest value. */
static void draw_strips(const struct region_map *map, double top) {
    double width = map->width - missing_width(map), strip = width / STRIPS;
    for (size_t i = 0; i < STRIPS; i++) {
        double overlap = i + 1 < STRIPS ? 0.5 : 0; /* no hairline of paper between two */
        drawing_rect(map->chart->drawing, (double)i * strip, top, strip + overlap, KEY_BOX);
        drawing_fill(map->chart->drawing, map_shade_colour(map, ((double)i + 0.5) / STRIPS));
    }
    double middle = top + KEY_BOX + KEY_TEXT / 2 + 2;
    write_key(map, limit_text(map, map->low), (struct label_place){ 0, middle, LABEL_LEFT, tick_origin(map) });
    write_key(map, limit_text(map, (map->low + map->high) / 2),
              (struct label_place){ width / 2, middle, LABEL_CENTRE, tick_origin(map) });
    write_key(map, limit_text(map, map->high), (struct label_place){ width, middle, LABEL_RIGHT, tick_origin(map) });
}

/* Round values of about the whole, a third and a tenth of the largest circle, nested on one foot. */
static void draw_circles(const struct region_map *map, double top) {
    static const double shares[CIRCLES] = { 1, 0.35, 0.08 };
    const struct chart *chart = map->chart;
    struct stroke stroke = chart_stroke(chart, COLOUR_SUBJECT, CIRCLE_LINE);
    struct text_style style = key_style(map);
    double reach = map_symbol_radius(map, map->symbol_most), foot = top + 2 * reach, free_below = INFINITY;
    for (size_t i = 0; i < CIRCLES; i++) {
        double value = map->symbol_most * shares[i], power = pow(10, floor(log10(value)));
        value = floor(value / power * 2) / 2 * power;
        double radius = map_symbol_radius(map, value), y = foot - 2 * radius;
        drawing_circle(chart->drawing, reach, foot - radius, radius);
        drawing_stroke(chart->drawing, &stroke);
        if (i == 0 || y - style.size > free_below) {
            drawing_segment(chart->drawing, (struct point){ reach, y }, (struct point){ 2 * reach + CIRCLES_GAP - 2, y }, &stroke);
            write_key(map, limit_text(map, value),
                      (struct label_place){ 2 * reach + CIRCLES_GAP, fmax(y, top + style.size / 2), LABEL_LEFT, tick_origin(map) });
            free_below = y;
        }
    }
}

static void draw_missing(const struct region_map *map, double top) {
    double left = map->symbols ? map->width - MISSING_WIDTH : map->width - MISSING_WIDTH;
    struct rect box = { left, top, MISSING_WIDTH, KEY_BOX };
    shade_draw_missing(map->chart, box);
    struct label_place place = { left, top + KEY_BOX + KEY_TEXT / 2 + 2, LABEL_LEFT, chart_literal(map->chart) };
    write_key(map, map->chart->words->not_classed, place);
}

void map_draw_key(const struct region_map *map) {
    double top = map->height + KEY_GAP;
    if (map->symbols) {
        draw_circles(map, top);
    } else if (map->scale == MAP_CONTINUOUS) {
        draw_strips(map, top);
    } else {
        draw_classes(map, top);
    }
    if (map->has_missing) {
        draw_missing(map, top);
    }
    double y = top + scale_height(map);
    if (map->labels_left_out) {
        plot_write_left_out(map->chart, map->labels_left_out, y + KEY_LINE / 2);
        y += KEY_LINE;
    }
    size_t count;
    const char *const *lines = notice_lines(map, &count);
    struct text_style style = chart_style(map->chart, STYLE_CHART_TICK);
    for (size_t i = 0; i < count; i++) {
        struct label_place place = { 0, y + NOTICE_GAP + ((double)i + 0.5) * KEY_LINE, LABEL_LEFT, chart_literal(map->chart) };
        label_write(map->chart, &style, lines[i], place);
    }
}
