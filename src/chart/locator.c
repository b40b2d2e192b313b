/* Locator: the subject's place on the continent, without words. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/clip.h"
#include "chart/kind.h"
#include "chart/locator_far.h"
#include "geo/ring.h"

#include <math.h>
#include <string.h>

/* The window in ETRS89-LAEA metres: the mainland with its islands, without the overseas territories. */
static const struct rect usual_window = { 2.55e6, 1.35e6, 3.5e6, 4.1e6 };
/* It grows by at most this share of its width and height to take in a subject beyond its edge. */
static const double GROWTH = 0.3;
static const double GROWTH_MARGIN = 0.1e6; /* [m] */

static const double BORDER = 0.35;    /* [pt] */
static const double DETAIL = 0.25;    /* [pt] what simplifying may move */
static const double SPECK = 0.6;      /* [pt] islands smaller both ways are not drawn, unless the subject's */
static const double RING_BELOW = 6.0; /* [pt] a subject smaller both ways gets a ring around it */
static const double FAR_BOX = 0.34;      /* a subject beyond the window: side of its box, of the width */
static const double RING_GAP = 2.0, RING_STROKE = 0.9;

enum paint_order { PAINT_OTHERS, PAINT_MEMBERS };

struct locator {
    struct chart *chart;
    const char *group;
    const struct shape *subject; /* NULL: none to be shown */
    const struct shape *far;     /* the subject's, if it lies beyond the window */
    struct rect window;          /* [m] */
    double scale;    /* [pt/m] */
    double x, y;     /* [pt] place of the window's top left corner */
    double width, height;
};

static struct point project(const struct locator *locator, struct point metres) {
    const struct rect *window = &locator->window;
    return (struct point){ locator->x + (metres.x - window->x) * locator->scale,
                           locator->y + (window->y + window->height - metres.y) * locator->scale };
}

/* The group to which most countries belong: the members are drawn darker. Equal numbers: the first in code order. */
static const char *largest_group(const struct geo *geo) {
    size_t count, most = 0;
    const struct region *const *countries = geo_level(geo, 0, &count);
    const char *largest = "";
    for (size_t i = 0; i < count; i++) {
        size_t size = 0;
        for (size_t k = 0; k < count; k++) {
            size += strcmp(countries[k]->group, countries[i]->group) == 0;
        }
        if (*countries[i]->group && size > most) {
            most = size;
            largest = countries[i]->group;
        }
    }
    return largest;
}

static bool is_member(const struct locator *locator, const char *code) {
    const struct region *region = geo_find(locator->chart->geo, code);
    return region && *locator->group && strcmp(region->group, locator->group) == 0;
}

static bool is_speck(const struct locator *locator, const struct ring *ring) {
    return fmax(ring->bounds.width, ring->bounds.height) * locator->scale < SPECK;
}

/* Adds what of the ring lies in the window to the path. */
static void trace_ring(const struct locator *locator, const struct ring *ring) {
    struct arena *arena = locator->chart->arena;
    struct ring simple = ring_detail(arena, *ring, DETAIL / locator->scale);
    struct ring inside = ring_clip(arena, simple, locator->window);
    for (size_t i = 0; i < inside.count; i++) {
        struct point point = project(locator, inside.points[i]);
        if (i == 0) {
            drawing_move(locator->chart->drawing, point.x, point.y);
        } else {
            drawing_line(locator->chart->drawing, point.x, point.y);
        }
    }
    if (inside.count) {
        drawing_close(locator->chart->drawing);
    }
}

static void draw_shape(const struct locator *locator, const struct shape *shape, enum theme_colour colour) {
    struct chart *chart = locator->chart;
    bool keep_specks = colour == COLOUR_SUBJECT;
    struct stroke border = { .colour = chart_colour(chart, COLOUR_PAPER), .width = BORDER, .join = JOIN_ROUND };
    bool seen = rect_meets(shape->bounds, locator->window) && shape_read(shape, chart->diag);
    for (size_t i = 0; i < shape->count && seen; i++) {
        if (keep_specks || !is_speck(locator, &shape->rings[i])) {
            trace_ring(locator, &shape->rings[i]);
        }
    }
    drawing_fill_stroke(chart->drawing, chart_colour(chart, colour), &border);
}

static void draw_countries(const struct locator *locator, enum paint_order order) {
    size_t count;
    const struct shape *const *shapes = geo_shapes(locator->chart->geo, 0, &count);
    for (size_t i = 0; i < count; i++) {
        bool member = is_member(locator, shapes[i]->code);
        if (member == (order == PAINT_MEMBERS)) {
            draw_shape(locator, shapes[i], member ? COLOUR_MAP_MEMBER : COLOUR_MAP_OTHER);
        }
    }
}

/* Bounds of the ring with the largest extent: the mainland of a country with islands. */
static struct rect mainland(const struct shape *shape) {
    struct rect largest = { 0 };
    for (size_t i = 0; i < shape->count; i++) {
        struct rect bounds = shape->rings[i].bounds;
        if (bounds.width * bounds.height >= largest.width * largest.height) {
            largest = bounds;
        }
    }
    return largest;
}

/* Finds the subject's shape and takes it into the window; one too far away gets a box. */
static void find_subject(struct locator *locator) {
    const struct chart *chart = locator->chart;
    const char *code = chart->spec->subject;
    const struct shape *shape = code ? geo_shape(chart->geo, code) : NULL;
    if (shape) {
        struct rect land = mainland(shape);
        bool inside = land.x >= usual_window.x && land.y >= usual_window.y &&
                      land.x + land.width <= usual_window.x + usual_window.width &&
                      land.y + land.height <= usual_window.y + usual_window.height;
        struct rect margin = { land.x - GROWTH_MARGIN, land.y - GROWTH_MARGIN, land.width + 2 * GROWTH_MARGIN,
                               land.height + 2 * GROWTH_MARGIN };
        struct rect window = inside ? usual_window : rect_join(usual_window, margin);
        if (window.width <= (1 + GROWTH) * usual_window.width && window.height <= (1 + GROWTH) * usual_window.height) {
            locator->window = window;
            locator->subject = shape;
            return;
        }
        locator->far = shape;
        return;
    }
    diag_add(chart->diag, DIAG_CODE_CHART_NO_SHAPE, chart->spec->pos, "%s", code ? code : "");
}

/* A ring around a subject too small to be seen by its colour; at the edge it moves inwards, as it may not leave
 * the frame. */
static void draw_ring(const struct locator *locator) {
    struct chart *chart = locator->chart;
    struct rect land = mainland(locator->subject);
    double size = fmax(land.width, land.height) * locator->scale;
    if (size >= RING_BELOW) {
        return;
    }
    struct point centre = project(locator, (struct point){ land.x + land.width / 2, land.y + land.height / 2 });
    double radius = fmax(size / 2 + RING_GAP, RING_BELOW / 2 + RING_STROKE);
    double reach = radius + RING_STROKE / 2;
    centre.x = fmax(reach, fmin(centre.x, locator->width - reach));
    centre.y = fmax(reach, fmin(centre.y, locator->height - reach));
    struct stroke stroke = chart_stroke(chart, COLOUR_SUBJECT, RING_STROKE);
    drawing_circle(chart->drawing, centre.x, centre.y, radius);
    drawing_stroke(chart->drawing, &stroke);
}

/* The size asked for, else the cover's locator, smaller in a narrow span. */
static void find_size(struct locator *locator) {
    const struct chart *chart = locator->chart;
    double width = chart_number(chart, NUMBER_COVER_LOCATOR_WIDTH);
    double shape = chart_number(chart, NUMBER_COVER_LOCATOR_HEIGHT) / width;
    locator->width = chart_option_length(chart, "width", fmin(chart->spec->width, width));
    locator->height = chart_option_length(chart, "height", locator->width * shape);
}

/* The window as large as it fits, at the right edge: the locator closes the frame on that side. */
static void place_window(struct locator *locator) {
    const struct rect *window = &locator->window;
    locator->scale = fmin(locator->width / window->width, locator->height / window->height);
    locator->x = locator->width - window->width * locator->scale;
    locator->y = (locator->height - window->height * locator->scale) / 2;
}

static void locator_draw(struct chart *chart) {
    struct locator locator = { .chart = chart, .window = usual_window };
    find_size(&locator);
    locator.group = chart_option(chart->spec, "group", largest_group(chart->geo));
    find_subject(&locator);
    place_window(&locator);
    chart->drawing = drawing_new(chart->arena, locator.width, locator.height);
    drawing_rect(chart->drawing, locator.x, locator.y, locator.window.width * locator.scale,
                 locator.window.height * locator.scale);
    drawing_clip_begin(chart->drawing);
    draw_countries(&locator, PAINT_OTHERS);
    draw_countries(&locator, PAINT_MEMBERS);
    if (locator.subject) {
        draw_shape(&locator, locator.subject, COLOUR_SUBJECT);
    }
    drawing_clip_end(chart->drawing);
    if (locator.subject) {
        draw_ring(&locator);
    }
    if (locator.far) {
        double side = FAR_BOX * locator.width;
        locator_draw_far(chart, locator.far, (struct rect){ 0, locator.height - side, side, side });
    }
}

static void locator_describe(const struct chart *chart, struct buffer *out) {
    const char *name = chart->spec->subject_name ? chart->spec->subject_name : chart->spec->subject;
    phrase_add(out, chart->words->locator, (const struct phrase_value[]){ { "subject", name }, { NULL, NULL } });
}

static const char *const options[] = { "group", "height", "width", NULL };

const struct chart_kind chart_kind_locator = { .options = options, .draw = locator_draw, .describe = locator_describe };
