/* Maps: what their parts share. Included in chart/map*.c only. */
#ifndef ALMANAC_CHART_MAP_H
#define ALMANAC_CHART_MAP_H

#include "chart/kind.h"
#include "chart/label.h"
#include "chart/shade.h"
#include "geo/project.h"
#include "geo/ring.h"

struct map;

enum { MAP_COUNTRIES_MOST = 64, MAP_INSETS_MOST = 16, MAP_LEADERS_MOST = 4, MAP_CLASSES_MOST = 7 };

/* From the projection of the shapes to another. */
struct reprojection {
    struct laea from, to;
};

/* A window on the map: what part of the world is drawn where. */
struct view {
    struct rect frame;       /* [pt] */
    struct rect window;      /* [m] in the coordinates of laea */
    struct rect reach;       /* [m] in those of the shapes: all that can be seen lies in it */
    double scale;            /* [pt/m] */
    const struct reprojection *laea; /* NULL: as the shapes are */
    const struct rect *hidden; /* [m] of the shapes: rings in them stand in insets */
    size_t hidden_count;
    struct diag *diag; /* where shapes are said that cannot be read */
};

/* Rings as they are drawn, in points. */
struct land {
    struct ring *rings;
    size_t count;
};

/* A row of the selection with its place on the map. */
struct area {
    size_t row;
    const char *code;
    const struct shape *shape; /* NULL: there is none of this code */
    const struct point_value *point;
    bool shown;                /* it has a value, and that can be drawn */
};

struct map_inset {
    const struct inset *inset;
    const char *name;
    struct view view;
};

enum map_scale { MAP_CLASSES, MAP_CONTINUOUS };

struct region_map {
    struct chart *chart;
    struct arena *scratch;    /* while it is painted */
    int level;                /* of the regions: 0 to 3 */
    struct area *areas;       /* in the selection's order */
    size_t area_count;
    struct map *index;        /* code to area */
    const char *countries[MAP_COUNTRIES_MOST];
    size_t country_count;
    size_t reference;         /* row that is no area but gives a limit; SIZE_MAX: none */
    bool symbols;             /* circles instead of colours */
    bool diverging;
    enum map_scale scale;
    struct shade shade;
    double low, high;         /* of the values shown */
    double symbol_most;       /* value of the largest circle */
    bool has_missing;
    size_t labels_left_out;
    struct view main;
    struct map_inset insets[MAP_INSETS_MOST];
    size_t inset_count;
    double width, height;     /* [pt] of the map without its key */
    struct land all;          /* every ring of its countries that is seen */
    double bar_left;          /* [pt] where the scale bar begins */
};

/* ---- map_class.c ---- */
/* Finds the classes that the options ask for. */
void map_classify(struct region_map *map);
/* Colour of a value on the map, and of a class. */
struct colour map_value_colour(const struct region_map *map, double value);
struct colour map_class_colour(const struct region_map *map, size_t class);
/* What a value is on the way from the lowest (0) to the highest (1), as a colour. */
struct colour map_shade_colour(const struct region_map *map, double share);
size_t map_class_count(const struct region_map *map);

/* ---- map_view.c ---- */
/* Finds windows and sizes of the map and its insets. */
void map_arrange(struct region_map *map);
struct point view_point(const struct view *view, struct point metres);
/* Adds the rings of shape to the path as far as they are seen; with specks, also those too small to be seen. Returns
 * false if nothing is. scratch is used for the way there, and cleared. */
enum speck { SPECK_LEAVE_OUT, SPECK_KEEP };
bool view_trace(struct drawing *drawing, struct arena *scratch, const struct view *view, const struct shape *shape,
                enum speck specks);
/* The largest ring of shape with its holes; count 0: not seen. */
struct land view_land(struct arena *arena, const struct view *view, const struct shape *shape);
bool map_is_shown(const struct region_map *map, const char *code);

/* ---- map_land.c ---- */
struct point middle_of(struct rect rect);
bool segments_cross(struct point a, struct point b, struct point c, struct point d);
bool segment_meets(struct point a, struct point b, struct rect rect);
/* True if a border of the land runs through rect. */
bool land_cuts(const struct land *land, struct rect rect);
bool land_contains(const struct land *land, struct point point);
/* True if some of rect is land. */
bool land_touches(const struct land *land, struct rect rect);
/* True if the region of code has a box of its own. */
bool map_has_inset(const struct region_map *map, const char *code);

/* ---- map_paint.c ---- */
void map_paint(const struct region_map *map, const struct view *view);
/* Radius of the circle of a value [pt]. */
double map_symbol_radius(const struct region_map *map, double value);

/* ---- map_label.c ---- */
/* Finds places for the labels; draws them. */
struct labelling;
struct labelling *map_place_labels(struct region_map *map);
void map_draw_labels(struct labelling *labelling);

/* ---- map_key.c ---- */
/* Finds the lower corner where the scale bar covers no land. */
void map_place_bar(struct region_map *map);
/* Where the scale bar stands [pt]. */
struct rect map_bar_rect(const struct region_map *map);
void map_draw_bar(const struct region_map *map);
/* Height of all that stands below the map [pt]. */
double map_key_height(const struct region_map *map);
void map_draw_key(const struct region_map *map);
/* The text in lines of at most width [pt]. */
const char *const *map_wrap(const struct region_map *map, const struct text_style *style, const char *text, double width,
                            size_t *count);

#endif
