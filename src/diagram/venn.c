/* Venn diagram of three circles: names outside, what they share inside. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/block.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>

/* [pt] */
static const double RADIUS = 62, DISTANCE = 74, OUTLINE = 0.9, ALPHA = 0.18, NAME_GAP = 8, RADIUS_LEAST = 34, NAME_LEAST = 45;
static const double ROOT_3 = 1.7320508075688772;
static const double GROWN = 1.6; /* circles with texts in them are larger by this at most */

enum { CIRCLES = 3, ZONES = 7, NAME_LINES = 4 };

/* Where the middle of each field lies, seen from the middle of all, in distances of the centres; and its width in radii.
 * The last three are the circles' own fields. */
static const struct {
    const char *key;
    double x, y, width;
} zones[ZONES] = {
    { "all", 0, 0, 0.62 },       { "first-second", 0, -0.44, 0.4 },    { "second-third", 0.40, 0.24, 0.4 },
    { "first-third", -0.40, 0.24, 0.4 }, { "first", -0.80, -0.44, 0.86 }, { "second", 0.80, -0.44, 0.86 },
    { "third", 0, 0.95, 0.9 },
};

struct venn {
    struct diagram *diagram;
    const struct item *items;
    double radius, distance;
    struct point middle;
    bool above; /* the names of the upper circles */
    struct block names[CIRCLES], texts[ZONES];
};

static const char *const item_keys[] = { "text", "note", NULL };

static struct point centre_of(const struct venn *venn, size_t i) {
    double high = venn->distance / ROOT_3;
    struct point at = venn->middle;
    if (i == 2) {
        return (struct point){ at.x, at.y + high };
    }
    return (struct point){ at.x + (i == 0 ? -0.5 : 0.5) * venn->distance, at.y - high / 2 };
}

static const char *zone_text(const struct venn *venn, size_t zone, struct source_pos *pos) {
    struct diagram *diagram = venn->diagram;
    if (zone >= ZONES - CIRCLES) {
        const struct item *item = &venn->items[zone - (ZONES - CIRCLES)];
        *pos = item_value_pos(item, "note");
        return item_value(diagram, item, "note");
    }
    const struct yaml *value = yaml_find(diagram->spec->body, zones[zone].key);
    *pos = value ? value->pos : diagram->spec->pos;
    return yaml_text(diagram->diag, diagram->spec->body, zones[zone].key, "");
}

static void make_texts(struct venn *venn) {
    struct text_style style = diagram_style(venn->diagram, STYLE_CHART_KEY, COLOUR_INK);
    for (size_t i = 0; i < ZONES; i++) {
        struct source_pos pos;
        const char *text = zone_text(venn, i, &pos);
        if (*text) {
            venn->texts[i] = block_make(venn->diagram, &style, text, pos,
                                        (struct block_room){ zones[i].width * venn->radius, i == 0 ? 4 : 5 });
        }
    }
}

/* Names beside the upper circles, or above them where they have too little room there; below the lower one. */
static void make_names(struct venn *venn) {
    struct diagram *diagram = venn->diagram;
    struct text_style strong = diagram_style(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_INK);
    struct block_room beside = { diagram->width / 2 - venn->distance / 2 - venn->radius - NAME_GAP, NAME_LINES };
    for (size_t i = 0; i < 2; i++) {
        venn->above = venn->above || beside.width < NAME_LEAST || !block_fits(diagram, &strong, venn->items[i].text, beside);
    }
    for (size_t i = 0; i < CIRCLES; i++) {
        struct block_room room = i == 2 ? (struct block_room){ diagram->width, 0 }
                                 : venn->above ? (struct block_room){ diagram->width / 2 - NAME_GAP, 0 } : beside;
        venn->names[i] = block_make(diagram, &strong, venn->items[i].text, venn->items[i].pos, room);
    }
}

/* What names above the circles take. */
static double names_height(const struct venn *venn) {
    return venn->above ? fmax(venn->names[0].height, venn->names[1].height) + NAME_GAP : 0;
}

/* What stands above and below the circles. */
static double rest_height(const struct venn *venn) {
    return names_height(venn) + NAME_GAP + venn->names[2].height + 4;
}

/* Circles as large as width and height allow; names take a fifth of the width on either side. */
static void make_circles(struct venn *venn) {
    struct diagram *diagram = venn->diagram;
    double most = diagram->width * 0.6 / (2 + DISTANCE / RADIUS);
    venn->radius = fmax(RADIUS_LEAST, fmin(RADIUS * GROWN, most));
    venn->distance = venn->radius * DISTANCE / RADIUS;
    make_names(venn);
    double fitting = (diagram_page_height(diagram) - rest_height(venn)) / (2 + 1.5 * DISTANCE / RADIUS / ROOT_3);
    if (fitting >= venn->radius) return;
    venn->radius = fmax(RADIUS_LEAST, fitting);
    venn->distance = venn->radius * DISTANCE / RADIUS;
    venn->above = false;
    make_names(venn);
}

static void draw_circles(const struct venn *venn) {
    struct diagram *diagram = venn->diagram;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < CIRCLES; i++) {
            struct point at = centre_of(venn, i);
            struct colour colour = diagram->theme->qualitative[i % diagram->theme->qualitative_count];
            struct stroke outline = { .colour = colour, .width = OUTLINE };
            drawing_circle(diagram->drawing, at.x, at.y, venn->radius);
            if (pass == 0) {
                drawing_fill(diagram->drawing, colour_with_alpha(colour, ALPHA));
            } else {
                drawing_stroke(diagram->drawing, &outline);
            }
        }
    }
}

static void draw_names(const struct venn *venn) {
    const struct diagram *diagram = venn->diagram;
    for (size_t i = 0; i < CIRCLES; i++) {
        struct point at = centre_of(venn, i);
        const struct block *name = &venn->names[i];
        double out = i == 0 ? -1 : 1;
        if (i == 2) {
            block_draw(diagram, name, (struct point){ at.x, at.y + venn->radius + NAME_GAP }, BLOCK_CENTRE);
        } else if (venn->above) {
            double y = names_height(venn) - NAME_GAP - name->height;
            block_draw(diagram, name, (struct point){ diagram->width / 2 + out * diagram->width / 4, y }, BLOCK_CENTRE);
        } else {
            double y = fmax(0, at.y - venn->radius / 2 - name->height / 2);
            struct point place = { at.x + out * (venn->radius + NAME_GAP / 2), y };
            block_draw(diagram, name, place, i == 0 ? BLOCK_RIGHT : BLOCK_LEFT);
        }
    }
}

static void say(const struct venn *venn) {
    struct diagram *diagram = venn->diagram;
    const struct item *items = venn->items;
    const char *pairs[] = { arena_print(diagram->arena, "%s, %s, %s", items[0].text, items[1].text, items[2].text),
                            arena_print(diagram->arena, "%s, %s", items[0].text, items[1].text),
                            arena_print(diagram->arena, "%s, %s", items[1].text, items[2].text),
                            arena_print(diagram->arena, "%s, %s", items[0].text, items[2].text) };
    diagram_say(diagram, "", diagram->words->venn);
    for (size_t i = 0; i < CIRCLES; i++) {
        const char *note = item_value(diagram, &items[i], "note");
        diagram_say(diagram, *note ? items[i].text : "", *note ? note : items[i].text);
    }
    for (size_t i = ZONES - CIRCLES; i-- > 0;) {
        struct source_pos pos;
        const char *text = zone_text(venn, i, &pos);
        diagram_say(diagram, arena_print(diagram->arena, "%s %s", diagram->words->overlap, pairs[i]), text);
    }
}

static void draw(struct diagram *diagram) {
    const struct item_rule rule = { CIRCLES, CIRCLES, item_keys };
    struct venn venn = { .diagram = diagram };
    size_t count;
    venn.items = items_read(diagram, diagram->spec->body, "circles", &rule, &count);
    if (count == 0) {
        return;
    }
    make_circles(&venn);
    make_texts(&venn);
    double high = venn.distance / ROOT_3, top = names_height(&venn) + high / 2 + venn.radius + 1;
    double bottom = high + venn.radius + NAME_GAP + venn.names[2].height + 3;
    venn.middle = (struct point){ diagram->width / 2, top };
    say(&venn);
    diagram_start(diagram, top + bottom);
    draw_circles(&venn);
    draw_names(&venn);
    for (size_t i = 0; i < ZONES; i++) {
        struct point at = { venn.middle.x + zones[i].x * venn.distance,
                            venn.middle.y + zones[i].y * venn.distance - venn.texts[i].height / 2 };
        block_draw(diagram, &venn.texts[i], at, BLOCK_CENTRE);
    }
}

static const char *const keys[] = { "circles", "all", "first-second", "second-third", "first-third", NULL };

const struct diagram_kind diagram_kind_venn = { keys, draw };
