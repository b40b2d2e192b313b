/* Windows of a map: what of the world is drawn where, and how large. */
#include "chart/map.h"

#include "base/arena.h"
#include "base/diag.h"
#include "chart/clip.h"

#include <math.h>
#include <string.h>

/* [pt] Form of the map. */
static const double PADDING = 13, HEIGHT_MOST = 320, HEIGHT_LEAST = 120, SHAPE = 260 / 317.5;
static const double INSET = 68, INSET_GAP = 5, INSET_LEAST = 30, INSET_SMALL = 44, INSET_PADDING = 4, INSET_NAME = 11;
static const double DETAIL = 0.35;       /* [pt] what cannot be told apart */
static const double SPECK = 0.6;         /* [pt] islands smaller both ways are not drawn */
static const double MAGNIFY_BELOW = 22;  /* [pt] regions that are smaller than this both ways get their larger inset */
static const double MAGNIFY_MARGIN = 1.25; /* of the size of the region, around it */
static const double BEYOND = 4;          /* [pt] lines are cut that far outside the frame */

struct point view_point(const struct view *view, struct point metres) {
    if (view->laea) {
        metres = laea_project(&view->laea->to, laea_locate(&view->laea->from, metres));
    }
    return (struct point){ view->frame.x + (metres.x - view->window.x) * view->scale,
                           view->frame.y + (view->window.y + view->window.height - metres.y) * view->scale };
}

static bool is_within(struct rect inner, struct rect outer) {
    return inner.x >= outer.x - 1 && inner.y >= outer.y - 1 && inner.x + inner.width <= outer.x + outer.width + 1 &&
           inner.y + inner.height <= outer.y + outer.height + 1;
}

static bool is_hidden(const struct view *view, struct rect bounds) {
    for (size_t i = 0; i < view->hidden_count; i++) {
        if (is_within(bounds, view->hidden[i])) {
            return true;
        }
    }
    return false;
}

/* The ring in points, as far as it is seen. */
static struct ring project_ring(struct arena *arena, const struct view *view, struct ring ring) {
    struct ring simple = ring_detail(arena, ring, DETAIL / view->scale);
    struct point *points = arena_array(arena, simple.count, sizeof *points);
    for (size_t i = 0; i < simple.count; i++) {
        points[i] = view_point(view, simple.points[i]);
    }
    struct rect frame = { view->frame.x - BEYOND, view->frame.y - BEYOND, view->frame.width + 2 * BEYOND,
                          view->frame.height + 2 * BEYOND };
    return ring_clip(arena, (struct ring){ .points = points, .count = simple.count, .hole = ring.hole }, frame);
}

/* Twice the area, with the sign of the direction. */
static double direction(struct ring ring) {
    double twice = 0;
    for (size_t i = 0; i < ring.count; i++) {
        struct point a = ring.points[i], b = ring.points[i + 1 < ring.count ? i + 1 : 0];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice;
}

/* Holes run against their outer rings, so that they stay empty. */
static void trace_ring(struct drawing *drawing, struct ring ring) {
    bool backward = (direction(ring) < 0) != ring.hole;
    for (size_t i = 0; i < ring.count; i++) {
        struct point point = ring.points[backward ? ring.count - 1 - i : i];
        if (i == 0) {
            drawing_move(drawing, point.x, point.y);
        } else {
            drawing_line(drawing, point.x, point.y);
        }
    }
    drawing_close(drawing);
}

/* True if some of the shape may be seen; its points are there then. */
static bool can_be_seen(const struct view *view, const struct shape *shape) {
    return rect_meets(shape->bounds, view->reach) && shape_read(shape, view->diag);
}

bool view_trace(struct drawing *drawing, struct arena *scratch, const struct view *view, const struct shape *shape,
                enum speck specks) {
    bool seen = false, can_be = can_be_seen(view, shape);
    for (size_t i = 0; i < shape->count && can_be; i++) {
        struct rect bounds = shape->rings[i].bounds;
        bool speck = fmax(bounds.width, bounds.height) * view->scale < SPECK;
        if (!rect_meets(bounds, view->reach) || is_hidden(view, bounds) || (speck && specks == SPECK_LEAVE_OUT)) {
            continue;
        }
        struct ring ring = project_ring(scratch, view, shape->rings[i]);
        if (ring.count > 2) {
            trace_ring(drawing, ring);
            seen = true;
        }
    }
    arena_clear(scratch);
    return seen;
}

struct land view_land(struct arena *arena, const struct view *view, const struct shape *shape) {
    struct land land = { arena_array(arena, shape->count, sizeof *land.rings), 0 };
    double most = 0;
    bool of_largest = false, can_be = can_be_seen(view, shape);
    for (size_t i = 0; i < shape->count && can_be; i++) {
        if (is_hidden(view, shape->rings[i].bounds)) {
            continue;
        }
        struct ring ring = project_ring(arena, view, shape->rings[i]);
        if (ring.hole && of_largest && ring.count > 2) {
            land.rings[land.count++] = ring;
        }
        if (ring.hole) {
            continue;
        }
        double area = fabs(direction(ring));
        of_largest = ring.count > 2 && area > most;
        if (of_largest) {
            most = area;
            land.rings[0] = ring;
            land.count = 1;
        }
    }
    return land;
}

static struct land all_land(const struct region_map *map) {
    struct land land = { 0 };
    size_t capacity = 0;
    struct arena *arena = map->chart->arena;
    for (size_t i = 0; i < map->country_count; i++) {
        const struct shape *shape = geo_shape(map->chart->geo, map->countries[i]);
        bool is_there = shape && shape_read(shape, map->chart->diag);
        for (size_t k = 0; is_there && k < shape->count; k++) {
            struct ring ring = project_ring(arena, &map->main, shape->rings[k]);
            if (ring.count > 2) {
                land.rings = arena_grow(arena, land.rings, land.count, &capacity, sizeof *land.rings);
                land.rings[land.count++] = ring;
            }
        }
    }
    return land;
}

static bool begins_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

/* True if the code is that of a country on the map or lies in one. */
bool map_is_shown(const struct region_map *map, const char *code) {
    for (size_t i = 0; i < map->country_count; i++) {
        if (begins_with(code, map->countries[i])) {
            return true;
        }
    }
    return false;
}

/* The first code of the inset that has a shape. */
static const struct shape *inset_shape(const struct region_map *map, const struct inset *inset) {
    for (size_t i = 0; i < inset->code_count; i++) {
        const struct shape *shape = geo_shape(map->chart->geo, inset->codes[i]);
        if (shape && map_is_shown(map, shape->code)) {
            return shape;
        }
    }
    return NULL;
}

/* A lone country is never sent into an inset: it is the map. */
static bool is_whole_map(const struct region_map *map, const struct shape *shape) {
    return map->country_count == 1 && begins_with(map->countries[0], shape->code);
}

/* Around all countries of the map, without what is far away. */
static struct rect main_window(const struct region_map *map) {
    struct rect window = { 0 };
    for (size_t i = 0; i < map->country_count; i++) {
        const struct shape *shape = geo_shape(map->chart->geo, map->countries[i]);
        for (size_t k = 0; shape && k < shape->count; k++) {
            struct rect bounds = shape->rings[k].bounds;
            if (!is_hidden(&map->main, bounds)) {
                window = window.width > 0 ? rect_join(window, bounds) : bounds;
            }
        }
    }
    return window;
}

/* Insets for regions far away that belong to the map. */
static void find_far_insets(struct region_map *map) {
    size_t count;
    const struct inset *insets = geo_insets(map->chart->geo, &count);
    struct rect *hidden = arena_array(map->chart->arena, MAP_INSETS_MOST, sizeof *hidden);
    for (size_t i = 0; i < count && map->inset_count < MAP_INSETS_MOST; i++) {
        const struct shape *shape = insets[i].magnify > 0 ? NULL : inset_shape(map, &insets[i]);
        if (shape && !is_whole_map(map, shape)) {
            hidden[map->inset_count] = shape->bounds;
            map->insets[map->inset_count++] = (struct map_inset){ .inset = &insets[i] };
        }
    }
    map->main.hidden = hidden;
    map->main.hidden_count = map->inset_count;
}

/* The boxes below the map: as large as they may be, in two rows where one would make them too small. */
struct strip {
    size_t in_row;
    double side, height; /* [pt] of a box, of all rows */
};

static double inset_side(const struct region_map *map, size_t count) {
    double room = (map->width - INSET_GAP) / (double)count - INSET_GAP;
    return fmax(INSET_LEAST, fmin(INSET, room));
}

static struct strip strip_make(const struct region_map *map, size_t count) {
    if (count == 0) {
        return (struct strip){ 1, 0, 0 };
    }
    bool two = inset_side(map, count) < INSET_SMALL;
    struct strip strip = { .in_row = two ? (count + 1) / 2 : count };
    strip.side = inset_side(map, strip.in_row);
    strip.height = (two ? 2 : 1) * (strip.side + INSET_GAP);
    return strip;
}

/* Fits window into the view's frame. */
static void view_fit(struct view *view, struct rect window, double padding) {
    view->scale = fmin((view->frame.width - 2 * padding) / fmax(window.width, 1),
                       (view->frame.height - 2 * padding) / fmax(window.height, 1));
    double width = view->frame.width / view->scale, height = view->frame.height / view->scale;
    view->window = (struct rect){ window.x + (window.width - width) / 2, window.y + (window.height - height) / 2, width,
                                  height };
}

/* Far regions are projected around themselves: upright, and as they are. */
static void arrange_far_inset(const struct region_map *map, struct map_inset *inset, struct rect frame) {
    const struct shape *shape = inset_shape(map, inset->inset);
    struct reprojection *laea = arena_alloc(map->chart->arena, sizeof *laea);
    struct point middle = middle_of(shape->bounds);
    laea->from = laea_europe();
    laea->to = laea_make(laea_locate(&laea->from, middle), (struct point){ 0, 0 });
    inset->view = (struct view){ .frame = frame, .laea = laea, .diag = map->chart->diag };
    struct rect window = { 0 };
    bool is_there = shape_read(shape, map->chart->diag);
    for (size_t i = 0; i < shape->count && is_there; i++) {
        struct ring ring = shape->rings[i];
        for (size_t k = 0; k < ring.count; k++) {
            struct point point = laea_project(&laea->to, laea_locate(&laea->from, ring.points[k]));
            struct rect at = { point.x, point.y, 1, 1 };
            window = window.width > 0 ? rect_join(window, at) : at;
        }
    }
    inset->view.frame.height -= INSET_NAME;
    inset->view.frame.y += INSET_NAME;
    view_fit(&inset->view, window, INSET_PADDING);
    inset->view.frame = frame;
    inset->view.window.height = frame.height / inset->view.scale;
    double reach = 0.55 * hypot(inset->view.window.width, inset->view.window.height); /* its corners, turned any way */
    inset->view.reach = (struct rect){ middle.x - reach, middle.y - reach, 2 * reach, 2 * reach };
}

static const char *inset_name(const struct region_map *map, const struct inset *inset) {
    const struct shape *shape = inset_shape(map, inset);
    return inset->name ? inset->name : !shape ? inset->codes[0] : geo_name(map->chart->geo, shape->code, map->chart->spec->language);
}

/* The corner where a box of this side covers no land of the map nor another inset; false if there is none. */
static bool find_corner(const struct region_map *map, double side, struct rect *frame) {
    struct rect bar = map_bar_rect(map);
    double right = map->width - side - INSET_GAP, bottom = map->main.frame.height - side - INSET_GAP;
    const struct point corners[] = { { right, bottom }, { right, INSET_GAP }, { INSET_GAP, INSET_GAP },
                                     { INSET_GAP, bottom - bar.height - INSET_GAP } };
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        *frame = (struct rect){ corners[i].x, corners[i].y, side, side };
        bool is_free = !land_touches(&map->all, *frame) && !rect_meets(*frame, bar);
        for (size_t k = 0; k < map->inset_count; k++) {
            is_free = is_free && !rect_meets(*frame, map->insets[k].view.frame);
        }
        if (is_free) {
            return true;
        }
    }
    return false;
}

static void add_magnified_inset(struct region_map *map, const struct inset *inset, const struct shape *shape) {
    double size = fmax(shape->bounds.width, shape->bounds.height) * map->main.scale;
    double side = fmax(INSET_LEAST + INSET_NAME, size * inset->magnify * MAGNIFY_MARGIN + INSET_NAME);
    struct rect frame;
    if (size >= MAGNIFY_BELOW || side > 1.5 * INSET || !find_corner(map, side, &frame)) {
        return;
    }
    struct view view = { .frame = frame, .scale = map->main.scale * inset->magnify, .diag = map->chart->diag };
    double width = side / view.scale;
    struct point middle = middle_of(shape->bounds);
    view.window = (struct rect){ middle.x - width / 2, middle.y - (side - INSET_NAME) / 2 / view.scale, width, width };
    view.reach = view.window;
    map->insets[map->inset_count++] = (struct map_inset){ .inset = inset, .view = view };
}

/* Dense capitals: a larger picture of what is too small on the map of its country, where there is a free corner. */
static void add_magnified_insets(struct region_map *map) {
    size_t count;
    const struct inset *insets = geo_insets(map->chart->geo, &count);
    for (size_t i = 0; i < count && map->country_count == 1 && !map->symbols && map->inset_count < MAP_INSETS_MOST; i++) {
        for (size_t k = 0; k < map->area_count && insets[i].magnify > 0; k++) {
            const struct area *area = &map->areas[k];
            if (area->shape && strcmp(insets[i].codes[0], area->code) == 0) {
                add_magnified_inset(map, &insets[i], area->shape);
            }
        }
    }
}

void map_arrange(struct region_map *map) {
    const struct chart *chart = map->chart;
    map->width = fmin(chart_option_length(chart, "width", chart->spec->width), chart->spec->width);
    map->main.diag = chart->diag;
    find_far_insets(map);
    struct rect window = main_window(map);
    struct strip strip = strip_make(map, map->inset_count);
    double most = fmin(HEIGHT_MOST, map->width * SHAPE) + strip.height;
    double needed = (map->width - 2 * PADDING) * window.height / fmax(window.width, 1) + 2 * PADDING + strip.height;
    map->height = chart_option_length(chart, "height", fmax(HEIGHT_LEAST + strip.height, fmin(most, needed)));
    map->height = fmax(map->height - chart->reduce, fmin(map->height, HEIGHT_LEAST));
    map->main.frame = (struct rect){ 0, 0, map->width, fmax(HEIGHT_LEAST / 2, map->height - strip.height) };
    view_fit(&map->main, window, map->symbols ? fmax(PADDING, map_symbol_radius(map, map->symbol_most)) : PADDING);
    for (size_t i = 0; i < map->inset_count; i++) {
        double x = INSET_GAP + (double)(i % strip.in_row) * (strip.side + INSET_GAP);
        double y = map->height - strip.height + (double)(i / strip.in_row) * (strip.side + INSET_GAP);
        arrange_far_inset(map, &map->insets[i], (struct rect){ x, y, strip.side, strip.side });
    }
    map->main.frame.height = map->height; /* neighbours bleed to the edge below the insets too */
    map->main.window.height = map->height / map->main.scale;
    map->main.window.y -= strip.height / map->main.scale;
    map->main.reach = map->main.window;
    map->all = all_land(map);
    map_place_bar(map);
    add_magnified_insets(map);
    for (size_t i = 0; i < map->inset_count; i++) {
        map->insets[i].name = inset_name(map, map->insets[i].inset);
    }
}
