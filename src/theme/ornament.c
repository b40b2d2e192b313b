#include "theme/ornament.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "theme/names.h"

#include <math.h>
#include <string.h>

/* No mark of a house needs more; a longer list is a slip. */
enum { POINTS_MAX = 500, ORNAMENTS_MAX = 200 };

/* A page is no larger [pt]. */
#define PLACE_MAX 20000.0

/* One reading of the ornaments. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    struct theme *theme;
    struct ornament *ornaments;
    size_t count;
    bool complete;
};

static void reject(struct reading *reading, struct source_pos pos, const char *detail) {
    diag_add(reading->diag, DIAG_CODE_THEME_WRONG, pos, "ornaments: %s", detail);
    reading->complete = false;
}

static double read_length(struct reading *reading, const struct yaml *value) {
    double points = 0;
    if (value->kind != YAML_SCALAR || !length_parse(value->text, &points) || !(fabs(points) <= PLACE_MAX)) {
        reject(reading, value->pos, "a length is wanted");
    }
    return points;
}

/* The colour of a name under key, at the opacity of the ornament; false if there is none. */
static bool read_colour(struct reading *reading, const struct yaml *map, const char *key, struct colour *colour) {
    const char *name = yaml_text(reading->diag, map, key, NULL);
    double opacity = yaml_number(reading->diag, map, "opacity", 1);
    for (size_t i = 0; name && i < COLOUR_COUNT; i++) {
        if (strcmp(theme_colour_names[i], name) == 0) {
            *colour = colour_with_alpha(reading->theme->colours[i], fmin(fmax(opacity, 0), 1));
            return true;
        }
    }
    if (name) {
        reject(reading, yaml_key_pos(map, key), theme_no_colour(reading->arena, name));
    }
    return false;
}

/* A place: a list of two lengths. */
static struct point read_point(struct reading *reading, const struct yaml *value) {
    if (value->kind != YAML_LIST || value->count < 2) {
        reject(reading, value->pos, "a place is a list of two lengths");
        return (struct point){ 0 };
    }
    return (struct point){ read_length(reading, value->items[0]), read_length(reading, value->items[1]) };
}

static void read_polygon(struct reading *reading, const struct yaml *value, struct ornament *ornament) {
    if (value->kind != YAML_LIST || value->count < 2 || value->count > POINTS_MAX) {
        reject(reading, value->pos, "a polygon is a list of two places or more");
        return;
    }
    struct point *points = arena_array(reading->arena, value->count, sizeof *points);
    for (size_t i = 0; i < value->count; i++) {
        points[i] = read_point(reading, value->items[i]);
    }
    ornament->points = points;
    ornament->count = value->count;
}

/* The first place of an ornament that has one only. */
static void read_place(struct reading *reading, const struct yaml *value, struct ornament *ornament) {
    struct point *point = arena_alloc(reading->arena, sizeof *point);
    *point = read_point(reading, value);
    ornament->points = point;
    ornament->count = 1;
}

static void read_circle(struct reading *reading, const struct yaml *value, struct ornament *ornament) {
    read_place(reading, value, ornament);
    bool whole = value->kind == YAML_LIST && value->count == 3;
    ornament->radius = whole ? read_length(reading, value->items[2]) : 0;
    if (!(ornament->radius > 0)) {
        reject(reading, value->pos, "a circle is a list of its middle and its radius");
    }
}

static void read_text(struct reading *reading, const struct yaml *map, struct ornament *ornament) {
    const struct yaml *at = yaml_find(map, "at");
    const char *style = yaml_text(reading->diag, map, "style", "");
    ornament->text = yaml_text(reading->diag, map, "text", "");
    ornament->right = yaml_flag(reading->diag, map, "right", false);
    ornament->style = STYLE_COUNT;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        ornament->style = strcmp(theme_style_names[i], style) == 0 ? (enum theme_style)i : ornament->style;
    }
    if (!at || ornament->style == STYLE_COUNT) {
        reject(reading, map->pos, "a text needs at and style");
        return;
    }
    read_place(reading, at, ornament);
}

static void read_ornament(struct reading *reading, const struct yaml *map, const char *master) {
    static const char *const known[] = { "polygon", "circle", "text", "at",    "style", "right",
                                         "fill",    "stroke", "width", "opacity", NULL };
    const struct yaml *polygon = yaml_find(map, "polygon"), *circle = yaml_find(map, "circle");
    yaml_check_keys(reading->diag, map, known);
    struct ornament ornament = { .master = master, .pos = map->pos };
    ornament.filled = read_colour(reading, map, "fill", &ornament.fill);
    ornament.stroked = read_colour(reading, map, "stroke", &ornament.stroke);
    ornament.width = yaml_number(reading->diag, map, "width", 1);
    if (!(ornament.width > 0)) {
        reject(reading, yaml_key_pos(map, "width"), "a width is above 0");
        return;
    }
    if (polygon) {
        ornament.kind = ORNAMENT_POLYGON;
        read_polygon(reading, polygon, &ornament);
    } else if (circle) {
        ornament.kind = ORNAMENT_CIRCLE;
        read_circle(reading, circle, &ornament);
    } else {
        ornament.kind = ORNAMENT_TEXT;
        read_text(reading, map, &ornament);
    }
    reading->ornaments[reading->count++] = ornament;
}

/* The ornaments of one master. */
static void read_list(struct reading *reading, const struct yaml *list, const char *master) {
    for (size_t i = 0; list->kind == YAML_LIST && i < list->count && reading->count < ORNAMENTS_MAX; i++) {
        if (list->items[i]->kind == YAML_MAP) {
            read_ornament(reading, list->items[i], master);
        } else {
            reject(reading, list->items[i]->pos, "an ornament is a map");
        }
    }
    if (list->kind != YAML_LIST) {
        reject(reading, list->pos, "a master has a list of ornaments");
    }
}

/* Contents have the ornaments of the body where the house gives them none. */
static void read_contents(struct reading *reading, const struct yaml *map) {
    const struct yaml *body = yaml_find(map, "body");
    if (body && !yaml_find(map, "contents")) {
        read_list(reading, body, "contents");
    }
}

bool ornaments_read(struct arena *arena, struct diag *diag, const struct yaml *root, struct theme *theme) {
    static const char *const masters[] = { "cover", "divider", "contents", "body", "landscape", NULL };
    const struct yaml *map = yaml_find(root, "ornaments");
    if (!map) {
        return true;
    }
    struct reading reading = { .arena = arena, .diag = diag, .theme = theme, .complete = true };
    reading.ornaments = arena_array(arena, ORNAMENTS_MAX, sizeof *reading.ornaments);
    yaml_check_keys(diag, map, masters);
    for (size_t i = 0; map->kind == YAML_MAP && i < map->count; i++) {
        read_list(&reading, map->items[i], map->keys[i]);
    }
    read_contents(&reading, map);
    theme->ornaments = reading.ornaments;
    theme->ornament_count = reading.count;
    return reading.complete && map->kind == YAML_MAP;
}
