/* Land, lines and rectangles on a map, in points. */
#include "chart/map.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

static double cross(struct point a, struct point b, struct point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool segments_cross(struct point a, struct point b, struct point c, struct point d) {
    return cross(a, b, c) * cross(a, b, d) <= 0 && cross(c, d, a) * cross(c, d, b) <= 0;
}

static bool rect_contains(struct rect rect, struct point point) {
    return point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y && point.y <= rect.y + rect.height;
}

bool segment_meets(struct point a, struct point b, struct rect rect) {
    if (fmax(a.x, b.x) < rect.x || fmin(a.x, b.x) > rect.x + rect.width || fmax(a.y, b.y) < rect.y ||
        fmin(a.y, b.y) > rect.y + rect.height) {
        return false;
    }
    struct point corners[4] = { { rect.x, rect.y }, { rect.x + rect.width, rect.y },
                                { rect.x + rect.width, rect.y + rect.height }, { rect.x, rect.y + rect.height } };
    return rect_contains(rect, a) || rect_contains(rect, b) || segments_cross(a, b, corners[0], corners[2]) ||
           segments_cross(a, b, corners[1], corners[3]);
}

bool land_cuts(const struct land *land, struct rect rect) {
    for (size_t i = 0; i < land->count; i++) {
        struct ring ring = land->rings[i];
        for (size_t k = 0; k < ring.count; k++) {
            if (segment_meets(ring.points[k], ring.points[k + 1 < ring.count ? k + 1 : 0], rect)) {
                return true;
            }
        }
    }
    return false;
}

bool land_contains(const struct land *land, struct point point) {
    bool inside = false;
    for (size_t i = 0; i < land->count; i++) {
        inside ^= ring_contains(land->rings[i], point);
    }
    return inside;
}

struct point middle_of(struct rect rect) {
    return (struct point){ rect.x + rect.width / 2, rect.y + rect.height / 2 };
}

bool land_touches(const struct land *land, struct rect rect) {
    return land_contains(land, middle_of(rect)) || land_cuts(land, rect);
}

bool map_has_inset(const struct region_map *map, const char *code) {
    for (size_t i = 0; i < map->inset_count; i++) {
        for (size_t k = 0; k < map->insets[i].inset->code_count; k++) {
            if (strcmp(map->insets[i].inset->codes[k], code) == 0) {
                return true;
            }
        }
    }
    return false;
}
