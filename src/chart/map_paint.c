/* The land of a map: sea, neighbours, regions, outlines, circles. */
#include "chart/map.h"

#include "base/arena.h"
#include "chart/datum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* [pt] */
static const double NEIGHBOUR_LINE = 0.7, REGION_LINE = 0.6, OUTLINE = 0.8, OUTLINE_CASE = 1.8;
static const double HATCH = 4, HATCH_LINE = 0.5;
static const double SYMBOL_MOST = 9 * POINTS_PER_MM, SYMBOL_LINE = 0.75, SYMBOL_ALPHA = 0.8;
static const double FEW = 60; /* regions: with more of them lines are thinner */

static struct stroke line(const struct region_map *map, struct colour colour, double width) {
    double thinner = (double)map->area_count > FEW ? 0.5 : 1;
    return (struct stroke){ .colour = colour, .width = width * thinner, .join = JOIN_ROUND };
}

/* What of the frame the shape can cover. */
static struct rect shape_frame(const struct view *view, const struct shape *shape) {
    struct rect frame = view->frame;
    if (view->laea) {
        return frame; /* its sides are no straight lines there */
    }
    struct point low = view_point(view, (struct point){ shape->bounds.x, shape->bounds.y });
    struct point high = view_point(view, (struct point){ shape->bounds.x + shape->bounds.width,
                                                         shape->bounds.y + shape->bounds.height });
    double left = fmax(frame.x, low.x), right = fmin(frame.x + frame.width, high.x);
    double top = fmax(frame.y, high.y), bottom = fmin(frame.y + frame.height, low.y);
    return (struct rect){ left, top, fmax(0, right - left), fmax(0, bottom - top) };
}

/* Diagonals over the shape, the same ones over the whole frame, clipped to its path. */
static void paint_hatch(const struct region_map *map, const struct view *view, const struct shape *shape) {
    struct chart *chart = map->chart;
    struct drawing *drawing = chart->drawing;
    struct stroke stroke = chart_stroke(chart, COLOUR_EU, HATCH_LINE);
    if (!view_trace(drawing, map->scratch, view, shape, SPECK_KEEP)) {
        return;
    }
    drawing_clip_begin(drawing);
    struct rect area = shape_frame(view, shape);
    double bottom = area.y + area.height, first = ceil((area.x + area.y) / HATCH) * HATCH;
    for (double sum = first; sum < area.x + area.width + bottom; sum += HATCH) {
        drawing_move(drawing, sum - bottom, bottom);
        drawing_line(drawing, sum - area.y, area.y);
    }
    drawing_stroke(drawing, &stroke);
    drawing_clip_end(drawing);
}

static void paint_shape(const struct region_map *map, const struct view *view, const struct shape *shape,
                        struct colour colour, const struct stroke *border) {
    struct chart *chart = map->chart;
    if (view_trace(chart->drawing, map->scratch, view, shape, border->width > 0 ? SPECK_KEEP : SPECK_LEAVE_OUT)) {
        drawing_fill_stroke(chart->drawing, colour, border);
    }
}

static void paint_neighbours(const struct region_map *map, const struct view *view) {
    struct chart *chart = map->chart;
    struct stroke border = line(map, chart_colour(chart, COLOUR_PAPER), NEIGHBOUR_LINE);
    size_t count;
    const struct shape *const *shapes = geo_shapes(chart->geo, 0, &count);
    for (size_t i = 0; i < count; i++) {
        if (!map_is_shown(map, shapes[i]->code) &&
            view_trace(chart->drawing, map->scratch, view, shapes[i], SPECK_LEAVE_OUT)) {
            drawing_fill_stroke(chart->drawing, chart_colour(chart, COLOUR_MAP_NEIGHBOUR), &border);
        }
    }
}

/* The ground under the regions: where none with a value covers it, its diagonals stay to be seen. */
static void paint_countries(const struct region_map *map, const struct view *view) {
    struct chart *chart = map->chart;
    struct stroke border = line(map, chart_colour(chart, COLOUR_PAPER), REGION_LINE);
    for (size_t i = 0; i < map->country_count; i++) {
        const struct shape *shape = geo_shape(chart->geo, map->countries[i]);
        if (shape) {
            paint_shape(map, view, shape, chart_colour(chart, COLOUR_MISSING), &border);
        }
        if (shape && map->has_missing) {
            paint_hatch(map, view, shape);
        }
    }
}

static void paint_regions(const struct region_map *map, const struct view *view) {
    struct chart *chart = map->chart;
    struct stroke border = line(map, chart_colour(chart, COLOUR_PAPER), REGION_LINE);
    for (size_t i = 0; i < map->area_count; i++) {
        const struct area *area = &map->areas[i];
        if (area->shape && area->shown) {
            struct colour colour = map->symbols ? chart_colour(chart, COLOUR_TINT_2)
                                                : map_value_colour(map, area->point->value);
            paint_shape(map, view, area->shape, colour, &border);
        } else if (area->shape) {
            paint_shape(map, view, area->shape, chart_colour(chart, COLOUR_MISSING), &border);
            paint_hatch(map, view, area->shape);
        }
    }
}

/* The level that is outlined: the next one above of which a lone country has more than one, else countries. */
static int outline_level(const struct region_map *map) {
    size_t found = 0;
    if (map->country_count == 1) {
        geo_shapes_in(map->chart->geo, 1, map->countries[0], &found);
    }
    return map->level == 2 && found > 1 ? 1 : 0;
}

static void paint_outlines(const struct region_map *map, const struct view *view) {
    struct chart *chart = map->chart;
    struct stroke passes[] = { line(map, chart_colour(chart, COLOUR_PAPER), OUTLINE_CASE), line(map, chart_colour(chart, COLOUR_INK), OUTLINE) };
    size_t count; /* all that may be shown, in code order */
    const char *start = map->country_count == 1 ? map->countries[0] : "";
    const struct shape *const *shapes = geo_shapes_in(chart->geo, outline_level(map), start, &count);
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            if (map_is_shown(map, shapes[i]->code) &&
                view_trace(chart->drawing, map->scratch, view, shapes[i], SPECK_LEAVE_OUT)) {
                drawing_stroke(chart->drawing, &passes[pass]);
            }
        }
    }
}

double map_symbol_radius(const struct region_map *map, double value) {
    double most = fmin(SYMBOL_MOST, map->width / 12);
    return map->symbol_most > 0 ? most * sqrt(fmax(0, value) / map->symbol_most) : 0;
}

static int compare_values(const void *a, const void *b) {
    const struct area *const *left = a, *const *right = b;
    double x = (*left)->point->value, y = (*right)->point->value;
    return x > y ? -1 : x < y ? 1 : strcmp((*left)->code, (*right)->code);
}

/* Circles, the largest first, so that small ones lie on top. */
static void paint_symbols(const struct region_map *map, const struct view *view) {
    struct chart *chart = map->chart;
    const struct area **order = arena_array(chart->arena, map->area_count, sizeof(struct area *));
    size_t count = 0;
    for (size_t i = 0; i < map->area_count; i++) {
        const struct area *area = &map->areas[i];
        if (area->shape && area->shown && rect_meets(area->shape->bounds, view->reach) && shape_read(area->shape, chart->diag)) {
            order[count++] = area;
        }
    }
    if (count == 0) {
        return;
    }
    qsort((void *)order, count, sizeof(struct area *), compare_values);
    struct stroke edge = { .colour = chart_colour(chart, COLOUR_PAPER), .width = SYMBOL_LINE };
    struct colour fill = colour_with_alpha(chart_colour(chart, COLOUR_SUBJECT), SYMBOL_ALPHA);
    for (size_t i = 0; i < count; i++) {
        double clear, radius = map_symbol_radius(map, order[i]->point->value);
        struct point at =
            view_point(view, shape_inner_point(order[i]->shape, shape_largest_ring(order[i]->shape), &clear));
        bool inside = at.x >= view->frame.x && at.x <= view->frame.x + view->frame.width && at.y >= view->frame.y &&
                      at.y <= view->frame.y + view->frame.height;
        if (radius > 0 && inside) {
            drawing_circle(chart->drawing, at.x, at.y, radius);
            drawing_fill_stroke(chart->drawing, fill, &edge);
        }
    }
}

void map_paint(const struct region_map *map, const struct view *view) {
    struct drawing *drawing = map->chart->drawing;
    struct rect frame = view->frame;
    drawing_rect(drawing, frame.x, frame.y, frame.width, frame.height);
    drawing_fill(drawing, chart_colour(map->chart, COLOUR_MAP_SEA));
    drawing_rect(drawing, frame.x, frame.y, frame.width, frame.height);
    drawing_clip_begin(drawing);
    paint_neighbours(map, view);
    paint_countries(map, view);
    paint_regions(map, view);
    if (map->level > 0) {
        paint_outlines(map, view);
    }
    if (map->symbols) {
        paint_symbols(map, view);
    }
    drawing_clip_end(drawing);
}
