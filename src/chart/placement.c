#include "chart/placement.h"

#include "chart/kind.h"

#include <math.h>

/* [pt] */
#define NEAR 8.0
#define FAR 11.0
#define FARTHER 17.0
#define FARTHEST 26.0 /* from the middle of a mark of the usual radius */
static const double RADIUS = 4.4; /* a larger mark pushes its name as much farther off */
static const double LEADER_BEYOND = 14.0, LEADER = 0.4;
static const double SPARE = 1.0; /* between a name and anything else */

/* In which direction from the mark a name stands, in order of preference. */
static const struct {
    double x, y;
} directions[] = { { 1, 0 },      { -1, 0 },    { 0, -1 },      { 0, 1 },
                 { 0.7, -0.7 }, { 0.7, 0.7 }, { -0.7, -0.7 }, { -0.7, 0.7 } };

enum { DIRECTIONS = sizeof directions / sizeof *directions, RINGS = 4 };

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

/* The line from the mark of name to the nearest point of box; length 0 if it needs none. */
struct leader {
    struct point from, to;
    double length;
};

static struct leader leader_of(const struct placed *name, const struct rect *box) {
    struct leader leader = { name->mark, { 0, 0 }, 0 };
    leader.to.x = fmin(fmax(name->mark.x, box->x), box->x + box->width);
    leader.to.y = fmin(fmax(name->mark.y, box->y), box->y + box->height);
    double length = hypot(leader.to.x - leader.from.x, leader.to.y - leader.from.y);
    leader.length = length > LEADER_BEYOND + fmax(name->radius - RADIUS, 0) ? length : 0;
    return leader;
}

/* The distance from the line to a point. */
static double leader_distance(const struct leader *leader, struct point at) {
    double dx = leader->to.x - leader->from.x, dy = leader->to.y - leader->from.y;
    double share = ((at.x - leader->from.x) * dx + (at.y - leader->from.y) * dy) / (leader->length * leader->length);
    share = fmin(fmax(share, 0), 1);
    return hypot(leader->from.x + share * dx - at.x, leader->from.y + share * dy - at.y);
}

/* True if the line runs through the box: what of it lies between the box's sides has a length. Source: Liang and Barsky
 * (1984). */
static bool leader_crosses(const struct leader *leader, const struct rect *box) {
    double ends[2] = { 0, 1 };
    const double starts[2] = { leader->from.x, leader->from.y };
    const double steps[2] = { leader->to.x - leader->from.x, leader->to.y - leader->from.y };
    const double lows[2] = { box->x, box->y }, highs[2] = { box->x + box->width, box->y + box->height };
    for (size_t i = 0; i < 2; i++) {
        if (steps[i] == 0 && (starts[i] < lows[i] || starts[i] > highs[i])) {
            return false;
        }
        if (steps[i] != 0) {
            double a = (lows[i] - starts[i]) / steps[i], b = (highs[i] - starts[i]) / steps[i];
            ends[0] = fmax(ends[0], fmin(a, b));
            ends[1] = fmin(ends[1], fmax(a, b));
        }
    }
    return ends[0] < ends[1];
}

/* True if neither the name in box nor its leader touches a mark, nor a name placed before, nor the leader of one. */
static bool is_free(const struct placed *names, size_t count, size_t own, const struct rect *box) {
    struct leader leader = leader_of(&names[own], box);
    for (size_t i = 0; i < count; i++) {
        if (distance_to(box, names[i].mark) < names[i].radius + SPARE / 2) {
            return false;
        }
        if (i != own && leader.length > 0 && leader_distance(&leader, names[i].mark) < names[i].radius + SPARE / 2) {
            return false;
        }
        if (i >= own || names[i].left_out) {
            continue;
        }
        struct leader other = leader_of(&names[i], &names[i].box);
        if (touches_box(box, &names[i].box) || (leader.length > 0 && leader_crosses(&leader, &names[i].box)) ||
            (other.length > 0 && leader_crosses(&other, box))) {
            return false;
        }
    }
    return true;
}

static bool place(struct placed *names, size_t count, size_t own, const struct rect *frame) {
    static const double rings[RINGS] = { NEAR, FAR, FARTHER, FARTHEST };
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

/* Right or left of its mark, wherever there is room, and within the frame. */
static struct rect box_within(const struct placed *name, const struct rect *frame) {
    struct rect box = box_at(name, 0, NEAR);
    if (box.x + box.width > frame->x + frame->width) {
        box = box_at(name, 1, NEAR);
    }
    box.x = fmax(box.x, frame->x);
    box.y = fmin(fmax(box.y, frame->y), frame->y + frame->height - box.height);
    return box;
}

size_t placement_make(struct placed *names, size_t count, struct rect frame) {
    size_t left_out = 0;
    for (size_t i = 0; i < count; i++) {
        if (place(names, count, i, &frame)) {
            continue;
        }
        names[i].box = box_within(&names[i], &frame);
        names[i].left_out = !names[i].must;
        left_out += names[i].left_out;
    }
    return left_out;
}

static void draw_leader(const struct chart *chart, const struct placed *name) {
    struct leader leader = leader_of(name, &name->box);
    if (leader.length == 0) {
        return;
    }
    double share = name->radius / leader.length;
    struct stroke stroke = { .colour = name->colour, .width = LEADER };
    struct point from = { leader.from.x + (leader.to.x - leader.from.x) * share,
                          leader.from.y + (leader.to.y - leader.from.y) * share };
    drawing_segment(chart->drawing, from, leader.to, &stroke);
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
