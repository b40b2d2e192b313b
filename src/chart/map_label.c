/* Names and values on a map: inside their regions where they fit, else outside on a leader. */
#include "chart/map.h"

#include "base/arena.h"
#include "base/diag.h"
#include "chart/datum.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double VALUE_LEAD = 9.5, ROOM = 1.5, EDGE = 4, STEP = 6, NAME_WIDTH = 90;
static const double LEADER = 0.6, LEADER_CASE = 1.9, LEADER_RING = 1.9, LEADER_GAP = 2;
static const double NEIGHBOUR_TRACKING = 0.4;

enum { NAMES_MOST = 16, VALUES_MOST = 40, GRID = 41, OBSTACLES_MOST = 256 };

enum tag_text { TAG_BOTH, TAG_NAME, TAG_VALUE, TAG_NOTHING };

/* A name with a value below it. */
struct tag {
    const struct area *area;
    struct label name, value;
    double width, height;
    struct rect box;
    bool placed, has_leader;
    struct point from, to; /* of the leader: at the box, in the region */
};

struct labelling {
    struct region_map *map;
    struct tag *tags;
    size_t count, leaders;
    enum tag_text text;
    struct rect obstacles[OBSTACLES_MOST];
    size_t obstacle_count;
};

static void add_obstacle(struct labelling *labelling, struct rect rect) {
    if (labelling->obstacle_count < OBSTACLES_MOST) {
        labelling->obstacles[labelling->obstacle_count++] = rect;
    }
}

static bool is_free(const struct labelling *labelling, struct rect rect) {
    for (size_t i = 0; i < labelling->obstacle_count; i++) {
        if (rect_meets(labelling->obstacles[i], rect)) {
            return false;
        }
    }
    struct rect frame = labelling->map->main.frame;
    return rect.x >= frame.x + EDGE && rect.y >= frame.y + EDGE && rect.x + rect.width <= frame.x + frame.width - EDGE &&
           rect.y + rect.height <= frame.y + frame.height - EDGE;
}

/* ---- places ---- */

static struct rect box_around(struct point middle, double width, double height) {
    return (struct rect){ middle.x - width / 2 - ROOM, middle.y - height / 2 - ROOM, width + 2 * ROOM, height + 2 * ROOM };
}

static struct point inner_point(const struct land *land) {
    struct shape shape = { .rings = (struct ring *)land->rings, .count = land->count };
    double clear;
    return shape_inner_point(&shape, 0, &clear);
}

/* The place inside land that is nearest to its inner point and where a box of this size fits. */
static bool find_inside(const struct labelling *labelling, const struct land *land, double width, double height,
                        struct rect *box) {
    struct point inner = inner_point(land);
    struct rect area = ring_bounds(land->rings[0]);
    double nearest = INFINITY;
    for (int i = -1; i < GRID * GRID; i++) {
        struct point at = i < 0 ? inner
                                : (struct point){ area.x + (i % GRID + 0.5) * area.width / GRID,
                                                  area.y + (i / GRID + 0.5) * area.height / GRID };
        struct rect next = box_around(at, width, height);
        double away = hypot(at.x - inner.x, at.y - inner.y);
        if (away < nearest && land_contains(land, at) && is_free(labelling, next) && !land_cuts(land, next)) {
            nearest = away;
            *box = next;
        }
    }
    return isfinite(nearest);
}

static void measure(struct tag *tag) {
    double name = tag->name.count ? tag->name.cap + (double)(tag->name.count - 1) * tag->name.leading : 0;
    double value = tag->value.count ? (tag->name.count ? VALUE_LEAD : tag->value.cap) : 0;
    tag->width = fmax(tag->name.width, tag->value.width);
    tag->height = name + value;
}

static void keep(struct labelling *labelling, struct tag *tag, struct rect box) {
    tag->box = box;
    tag->placed = true;
    add_obstacle(labelling, box);
}

static struct text_style name_style(const struct region_map *map) {
    return chart_style_in(map->chart, STYLE_CHART_AXIS, COLOUR_INK);
}

/* In full on one line, then on two. */
static void place_inside(struct labelling *labelling, struct tag *tag) {
    const struct chart *chart = labelling->map->chart;
    struct land land = view_land(chart->arena, &labelling->map->main, tag->area->shape);
    struct rect box;
    if (land.count == 0) {
        tag->area = NULL; /* in an inset only */
        return;
    }
    if (find_inside(labelling, &land, tag->width, tag->height, &box)) {
        keep(labelling, tag, box);
        return;
    }
    struct text_style style = name_style(labelling->map);
    struct label_room narrow = { tag->name.width * 0.7, 2 };
    const char *name = chart_row_name(chart, tag->area->row);
    if (tag->name.count == 1 && label_fits(chart, &style, name, narrow)) {
        struct tag before = *tag;
        tag->name = label_fit(chart, &style, name, narrow);
        measure(tag);
        if (find_inside(labelling, &land, tag->width, tag->height, &box)) {
            keep(labelling, tag, box);
        } else {
            *tag = before;
        }
    }
}

/* The value alone, where the name finds no room. */
static void place_value(struct labelling *labelling, struct tag *tag) {
    struct land land = view_land(labelling->map->chart->arena, &labelling->map->main, tag->area->shape);
    struct rect box;
    tag->name.count = 0;
    tag->name.width = 0;
    measure(tag);
    if (find_inside(labelling, &land, tag->width, tag->height, &box)) {
        keep(labelling, tag, box);
    }
}

static bool is_on_land(const struct labelling *labelling, struct rect box) {
    return land_touches(&labelling->map->all, box);
}

/* Where a leader to point leaves the box: the middle of the side that faces it. */
static struct point leave_box(struct rect box, struct point to) {
    struct point middle = middle_of(box);
    double across = (to.x - middle.x) / box.width, along = (to.y - middle.y) / box.height;
    if (fabs(across) > fabs(along)) {
        return (struct point){ across > 0 ? box.x + box.width + LEADER_GAP : box.x - LEADER_GAP, middle.y };
    }
    return (struct point){ middle.x, along > 0 ? box.y + box.height + LEADER_GAP : box.y - LEADER_GAP };
}

/* True if the line crosses neither a leader nor another label. */
static bool is_line_free(const struct labelling *labelling, struct point from, struct point to) {
    for (size_t i = 0; i < labelling->obstacle_count; i++) {
        if (segment_meets(from, to, labelling->obstacles[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < labelling->count; i++) {
        const struct tag *tag = &labelling->tags[i];
        if (tag->has_leader && segments_cross(from, to, tag->from, tag->to)) {
            return false;
        }
    }
    return true;
}

/* A box may not lie on a leader that is there already. */
static bool is_off_leaders(const struct labelling *labelling, struct rect box) {
    for (size_t i = 0; i < labelling->count; i++) {
        const struct tag *tag = &labelling->tags[i];
        if (tag->has_leader && segment_meets(tag->from, tag->to, box)) {
            return false;
        }
    }
    return true;
}

/* The nearest place off the land from which a line to the region crosses nothing. */
static void place_outside(struct labelling *labelling, struct tag *tag) {
    const struct region_map *map = labelling->map;
    struct land land = view_land(map->chart->arena, &map->main, tag->area->shape);
    struct point inner = inner_point(&land);
    struct rect frame = map->main.frame;
    double nearest = INFINITY;
    for (double y = frame.y; y < frame.y + frame.height; y += STEP) {
        for (double x = frame.x; x < frame.x + frame.width; x += STEP) {
            struct rect box = box_around((struct point){ x, y }, tag->width, tag->height);
            struct point from = leave_box(box, inner);
            double length = hypot(from.x - inner.x, from.y - inner.y);
            if (length < nearest && is_free(labelling, box) && !is_on_land(labelling, box) &&
                is_off_leaders(labelling, box) && is_line_free(labelling, from, inner)) {
                nearest = length;
                tag->box = box;
                tag->from = from;
                tag->to = inner;
            }
        }
    }
    if (isfinite(nearest)) {
        tag->has_leader = true;
        labelling->leaders++;
        keep(labelling, tag, tag->box);
    }
}

/* ---- drawing ---- */

static void draw_leader(const struct region_map *map, const struct tag *tag) {
    struct drawing *drawing = map->chart->drawing;
    struct stroke passes[] = { { .colour = chart_colour(map->chart, COLOUR_PAPER), .width = LEADER_CASE },
                               chart_stroke(map->chart, COLOUR_INK, LEADER) };
    double length = hypot(tag->to.x - tag->from.x, tag->to.y - tag->from.y);
    double share = length > LEADER_RING ? (length - LEADER_RING) / length : 0;
    struct point end = { tag->from.x + share * (tag->to.x - tag->from.x), tag->from.y + share * (tag->to.y - tag->from.y) };
    for (size_t i = 0; i < 2; i++) {
        drawing_segment(drawing, tag->from, end, &passes[i]);
    }
    drawing_circle(drawing, tag->to.x, tag->to.y, LEADER_RING);
    drawing_fill_stroke(drawing, chart_colour(map->chart, COLOUR_PAPER), &passes[1]);
}

/* Shapes the label anew in its final colour. */
static struct label recolour(const struct chart *chart, const struct label *label, struct text_style style) {
    struct label coloured = *label;
    for (size_t i = 0; i < label->count; i++) {
        struct shaped *line = arena_alloc(chart->arena, sizeof *line);
        struct glyph_run *runs = arena_array(chart->arena, label->lines[i]->count, sizeof *runs);
        for (size_t k = 0; k < label->lines[i]->count; k++) {
            runs[k] = label->lines[i]->runs[k];
            runs[k].colour = style.colour;
        }
        *line = (struct shaped){ runs, label->lines[i]->count, label->lines[i]->width };
        coloured.lines[i] = line;
    }
    return coloured;
}

static void draw_tag(const struct region_map *map, const struct tag *tag) {
    const struct chart *chart = map->chart;
    struct text_style style = name_style(map);
    if (!tag->has_leader && !map->symbols && tag->area->shown) {
        style.colour = shade_text_colour(chart, map_value_colour(map, tag->area->point->value));
    }
    double x = tag->box.x + tag->box.width / 2, top = tag->box.y + ROOM;
    if (tag->name.count) {
        struct label name = recolour(chart, &tag->name, style);
        double block = name.cap + (double)(name.count - 1) * name.leading;
        label_draw(chart, &name, (struct label_place){ x, top + block / 2, LABEL_CENTRE, chart_literal(chart) });
    }
    if (tag->value.count) {
        struct label value = recolour(chart, &tag->value, style);
        double bottom = tag->box.y + tag->box.height - ROOM;
        label_draw(chart, &value, (struct label_place){ x, bottom - value.cap / 2, LABEL_CENTRE,
                                                        datum_origin(tag->area->point) });
    }
}

/* Name of a country beside the map's own, where it has the room. */
static void draw_neighbour(struct labelling *labelling, const struct shape *shape) {
    const struct chart *chart = labelling->map->chart;
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    style.tracking = NEIGHBOUR_TRACKING / style.size;
    struct land land = view_land(chart->arena, &labelling->map->main, shape);
    struct rect box;
    if (land.count == 0) {
        return;
    }
    struct label name = label_make(chart, &style, geo_name(chart->geo, shape->code, chart->spec->language));
    if (find_inside(labelling, &land, name.width, name.cap, &box) && is_off_leaders(labelling, box)) {
        struct point middle = middle_of(box);
        label_draw(chart, &name, (struct label_place){ middle.x, middle.y, LABEL_CENTRE, chart_literal(chart) });
        add_obstacle(labelling, box);
    }
}

static void draw_neighbours(struct labelling *labelling) {
    size_t count;
    const struct shape *const *shapes = geo_shapes(labelling->map->chart->geo, 0, &count);
    for (size_t i = 0; i < count; i++) {
        if (!map_is_shown(labelling->map, shapes[i]->code)) {
            draw_neighbour(labelling, shapes[i]);
        }
    }
}

/* ---- which ---- */

static enum tag_text text_of(const struct region_map *map) {
    static const struct {
        const char *name;
        enum tag_text text;
    } words[] = { { "both", TAG_BOTH }, { "names", TAG_NAME }, { "values", TAG_VALUE }, { "none", TAG_NOTHING } };
    const char *wanted = chart_option(map->chart->spec, "labels", "auto");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].name, wanted) == 0) {
            return words[i].text;
        }
    }
    if (strcmp(wanted, "auto") != 0) {
        chart_option_reject(map->chart, "labels", wanted);
    }
    return map->symbols || map->area_count > VALUES_MOST ? TAG_NOTHING
           : map->area_count > NAMES_MOST                ? TAG_VALUE
                                                         : TAG_BOTH;
}

static const char *value_text(const struct chart *chart, const struct area *area) {
    value_flags flags = datum_flags_at(chart, area->row, 0) & ~datum_flags_common(chart, 0);
    const char *value = datum_text(chart, area->point);
    return flags ? arena_print(chart->arena, "%s\u202F%s", value, flags_text(chart->arena, flags)) : value;
}

static void make_tag(const struct labelling *labelling, struct tag *tag, const struct area *area) {
    const struct chart *chart = labelling->map->chart;
    struct text_style name = name_style(labelling->map);
    struct text_style value = chart_style_in(chart, STYLE_CHART_KEY, COLOUR_INK);
    tag->area = area;
    const char *text = chart_row_name(chart, area->row);
    struct label_room room = { NAME_WIDTH, 2 };
    if (labelling->text != TAG_VALUE) {
        tag->name = label_fits(chart, &name, text, room) ? label_fit(chart, &name, text, room)
                                                         : label_make(chart, &name, text);
    }
    if (labelling->text != TAG_NAME) {
        tag->value = label_make(chart, &value, value_text(chart, area));
    }
    measure(tag);
}

static void make_tags(struct labelling *labelling) {
    struct region_map *map = labelling->map;
    labelling->tags = arena_array(map->chart->arena, map->area_count, sizeof *labelling->tags);
    for (size_t i = 0; i < map->area_count; i++) {
        if (map->areas[i].shape && !map_has_inset(map, map->areas[i].code)) {
            struct tag *tag = &labelling->tags[labelling->count++];
            make_tag(labelling, tag, &map->areas[i]);
            place_inside(labelling, tag);
        }
    }
    for (size_t i = 0; i < labelling->count; i++) {
        struct tag *tag = &labelling->tags[i];
        if (tag->area && !tag->placed && labelling->leaders < MAP_LEADERS_MOST) {
            place_outside(labelling, tag);
        }
        if (tag->area && !tag->placed && tag->name.count && tag->value.count) {
            place_value(labelling, tag);
        }
        map->labels_left_out += tag->area && !tag->placed;
    }
}

struct labelling *map_place_labels(struct region_map *map) {
    struct labelling *labelling = arena_alloc(map->chart->arena, sizeof *labelling);
    labelling->map = map;
    labelling->text = text_of(map);
    add_obstacle(labelling, map_bar_rect(map));
    for (size_t i = 0; i < map->inset_count; i++) {
        add_obstacle(labelling, map->insets[i].view.frame);
    }
    if (labelling->text != TAG_NOTHING) {
        make_tags(labelling);
    }
    return labelling;
}

void map_draw_labels(struct labelling *labelling) {
    for (size_t i = 0; i < labelling->count; i++) {
        if (labelling->tags[i].has_leader) {
            draw_leader(labelling->map, &labelling->tags[i]);
        }
    }
    for (size_t i = 0; i < labelling->count; i++) {
        if (labelling->tags[i].placed) {
            draw_tag(labelling->map, &labelling->tags[i]);
        }
    }
    if (labelling->map->country_count == 1) {
        draw_neighbours(labelling);
    }
}
