#include "chart/placement.h"

#include "chart/kind.h"

#include <math.h>

/* [pt] */
#define NEAR 8.0
#define FAR 11.0
#define FARTHEST 17.0 /* from the middle of a mark of the usual radius */
static const double RADIUS = 4.4; /* a larger mark pushes its name as much farther off */
static const double LEADER_BEYOND = 14.0, LEADER = 0.4;
static const double SPARE = 1.0; /* between a name and anything else */

/* In which direction from the mark a name stands, in order of preference. */
static const struct {
    double x, y;
} directions[] = { { 1, 0 },      { -1, 0 },    { 0, -1 },      { 0, 1 },
                 { 0.7, -0.7 }, { 0.7, 0.7 }, { -0.7, -0.7 }, { -0.7, 0.7 } };

enum { DIRECTIONS = sizeof directions / sizeof *directions, RINGS = 3 };

static struct rect box_at(const struct placed *name, size_t direction, double distance) {
    double width = name->label.width, height = name->label.cap;
    double dx = directions[direction].x, dy = directions[direction].y;
    double x = name->mark.x + dx * distance, y = name->mark.y + dy * distance;
    double left = dx > 0 ? x : dx < 0 ? x - width : x - width / 2;
    return (struct rect){ left, y - height / 2, width, height };
}

static bool is_inside(const struct rect *box, const struct rect *frame) {
    return box->x >= frame->x && box->y >= frame->y && box->x + box->width <= frame->x + frame->width &&
           box->y + box->height <= frame->y + frame->height;
}

static bool touches_box(const struct rect *a, const struct rect *b) {
    return a->x < b->x + b->width + 2 * SPARE && b->x < a->x + a->width + 2 * SPARE &&
           a->y < b->y + b->height + 2 * SPARE && b->y < a->y + a->height + 2 * SPARE;
}

/* The distance from the mark's middle to the nearest point of the box. */
static double distance_to(const struct rect *box, struct point mark) {
    double dx = fmax(fmax(box->x - mark.x, mark.x - box->x - box->width), 0);
    double dy = fmax(fmax(box->y - mark.y, mark.y - box->y - box->height), 0);
    return hypot(dx, dy);
}

static bool is_free(const struct placed *names, size_t count, size_t own, const struct rect *box) {
    for (size_t i = 0; i < count; i++) {
        if (distance_to(box, names[i].mark) < names[i].radius + SPARE / 2) {
            return false;
        }
        if (i < own && !names[i].left_out && touches_box(box, &names[i].box)) {
            return false;
        }
    }
    return true;
}

static bool place(struct placed *names, size_t count, size_t own, const struct rect *frame) {
    static const double rings[RINGS] = { NEAR, FAR, FARTHEST };
    for (size_t i = 0; i < RINGS * DIRECTIONS; i++) {
        double distance = rings[i / DIRECTIONS] + fmax(names[own].radius - RADIUS, 0);
        struct rect box = box_at(&names[own], i % DIRECTIONS, distance);
        if (is_inside(&box, frame) && is_free(names, count, own, &box)) {
            names[own].box = box;
            return true;
        }
    }
    return false;
}

size_t placement_make(struct placed *names, size_t count, struct rect frame) {
    size_t left_out = 0;
    for (size_t i = 0; i < count; i++) {
        if (place(names, count, i, &frame)) {
            continue;
        }
        struct rect right = box_at(&names[i], 0, NEAR), left = box_at(&names[i], 1, NEAR);
        names[i].box = is_inside(&right, &frame) ? right : left;
        names[i].left_out = !names[i].must;
        left_out += names[i].left_out;
    }
    return left_out;
}

static void draw_leader(const struct chart *chart, const struct placed *name) {
    double x = fmin(fmax(name->mark.x, name->box.x), name->box.x + name->box.width);
    double y = fmin(fmax(name->mark.y, name->box.y), name->box.y + name->box.height);
    double length = hypot(x - name->mark.x, y - name->mark.y);
    if (length <= LEADER_BEYOND + fmax(name->radius - RADIUS, 0)) {
        return;
    }
    double share = name->radius / length;
    struct stroke stroke = { .colour = name->colour, .width = LEADER };
    struct point from = { name->mark.x + (x - name->mark.x) * share, name->mark.y + (y - name->mark.y) * share };
    drawing_segment(chart->drawing, from, (struct point){ x, y }, &stroke);
}

void placement_draw(const struct chart *chart, const struct placed *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!names[i].left_out) {
            draw_leader(chart, &names[i]);
            struct label_place place = { names[i].box.x, names[i].box.y + names[i].box.height / 2, LABEL_LEFT,
                                         chart_literal(chart) };
            label_draw_over(chart, &names[i].label, place);
        }
    }
}
