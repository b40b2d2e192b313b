/* Maps: regions coloured by class or on a continuous scale, or with circles in proportion. */
#include "chart/map.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double INSET_LINE = 0.5, INSET_NAME = 11, INSET_SPARE = 4;

/* Beyond so many regions the text alternative counts them instead of naming each. */
enum { NAMED_MOST = 40, LISTED_MOST = 12 };

/* The level of a code: that of its region, else that of its shape's letters. */
static int level_of(const struct chart *chart, const char *code) {
    const struct region *region = geo_find(chart->geo, code);
    return region ? region->level : -1;
}

static void add_country(struct region_map *map, const char *code) {
    const struct region *region = geo_find(map->chart->geo, code);
    const struct region *country = region ? geo_country(map->chart->geo, region) : NULL;
    for (size_t i = 0; country && i < map->country_count; i++) {
        country = strcmp(map->countries[i], country->code) == 0 ? NULL : country;
    }
    if (country && map->country_count < MAP_COUNTRIES_MOST) {
        map->countries[map->country_count++] = country->code;
    }
}

static void find_level(struct region_map *map) {
    const struct selection *selection = map->chart->selection;
    map->level = 0;
    for (size_t row = 0; row < selection->row_count; row++) {
        int level = level_of(map->chart, selection->rows[row].code);
        map->level = level > map->level ? level : map->level;
    }
}

/* The rows of the deepest level are the areas; a wider one can give a limit. */
static void find_areas(struct region_map *map) {
    const struct chart *chart = map->chart;
    const struct selection *selection = chart->selection;
    const char *reference = chart_option(chart->spec, "reference", selection->series->reference);
    map->areas = arena_array(chart->arena, selection->row_count, sizeof *map->areas);
    map->reference = SIZE_MAX;
    map->index = map_new(chart->arena);
    for (size_t row = 0; row < selection->row_count; row++) {
        const char *code = selection->rows[row].code;
        if (level_of(chart, code) == map->level) {
            const struct point_value *point = selection_point(selection, row, 0);
            map_add(map->index, code, map->area_count);
            map->areas[map->area_count++] =
                (struct area){ row, code, geo_shape(chart->geo, code), point, datum_is_present(point) };
            add_country(map, code);
        } else if (reference && strcmp(code, reference) == 0) {
            map->reference = row;
        }
    }
}

/* Rows without a shape are named in one message. */
static void check_shapes(struct region_map *map) {
    struct buffer names = buffer_new(map->chart->arena);
    size_t missing = 0;
    for (size_t i = 0; i < map->area_count; i++) {
        if (!map->areas[i].shape && missing++ < LISTED_MOST) {
            buffer_print(&names, "%s%s", missing > 1 ? ", " : "", map->areas[i].code);
        }
    }
    if (missing > 0) {
        diag_add(map->chart->diag, DIAG_CODE_MAP_ROW_WITHOUT_SHAPE, map->chart->spec->pos, "%s%s", names.data,
                 missing > LISTED_MOST ? ", …" : "");
    }
}

static void check_values(struct region_map *map) {
    for (size_t i = 0; i < map->area_count && map->symbols; i++) {
        struct area *area = &map->areas[i];
        if (area->shown && area->point->value < 0) {
            diag_add(map->chart->diag, DIAG_CODE_MAP_BELOW_ZERO, map->chart->spec->pos, "%s", area->code);
            area->shown = false;
        }
    }
}

static bool has_value(const struct region_map *map, const char *code) {
    size_t at = map_find(map->index, code);
    return at != MAP_NONE && map->areas[at].shown;
}

/* Land of the map's countries that no row with a value covers. */
static bool has_bare_land(const struct region_map *map) {
    for (size_t country = 0; country < map->country_count; country++) {
        size_t count;
        const struct shape *const *shapes = geo_shapes_in(map->chart->geo, map->level, map->countries[country], &count);
        for (size_t i = 0; i < count; i++) {
            if (!has_value(map, shapes[i]->code)) {
                return true;
            }
        }
    }
    return false;
}

static void read_options(struct region_map *map) {
    const struct chart *chart = map->chart;
    const char *mark = chart_option(chart->spec, "mark", "colour");
    const char *palette = chart_option(chart->spec, "palette", "sequential");
    map->symbols = strcmp(mark, "circle") == 0;
    if (!map->symbols && strcmp(mark, "colour") != 0) {
        chart_option_reject(chart, "mark", mark);
    }
    map->diverging = strcmp(palette, "diverging") == 0;
    if (!map->diverging && strcmp(palette, "sequential") != 0) {
        chart_option_reject(chart, "palette", palette);
    }
    map->scale = strcmp(chart_option(chart->spec, "classes", ""), "continuous") == 0 ? MAP_CONTINUOUS : MAP_CLASSES;
}

static const struct area *find_inset_area(const struct region_map *map, const struct map_inset *inset) {
    for (size_t k = 0; k < inset->inset->code_count; k++) {
        size_t at = map_find(map->index, inset->inset->codes[k]);
        if (at != MAP_NONE) {
            return &map->areas[at];
        }
    }
    return NULL;
}

/* A ground for the name, so that it is read whatever land lies under it. */
static void draw_band(const struct region_map *map, struct rect frame, double height) {
    drawing_rect(map->chart->drawing, frame.x, frame.y, frame.width, height);
    drawing_fill(map->chart->drawing, chart_colour(map->chart, COLOUR_MAP_SEA));
}

/* The name, with its value where both fit on the line; a name too long is broken in two. */
static void draw_inset_name(const struct region_map *map, const struct map_inset *inset) {
    const struct chart *chart = map->chart;
    struct text_style style = chart_style_in(chart, STYLE_CHART_TICK, COLOUR_INK);
    struct rect frame = inset->view.frame;
    const struct area *area = find_inset_area(map, inset);
    double room = frame.width - INSET_SPARE;
    const char *value = area && area->shown ? datum_text(chart, area->point) : "";
    double value_width = *value ? label_text_width(chart, &style, value) : 0;
    double middle = frame.y + INSET_NAME / 2;
    bool both = *value && label_text_width(chart, &style, inset->name) + value_width + INSET_SPARE <= room;
    struct label name = label_fit(chart, &style, inset->name, (struct label_room){ room, 2 });
    double top = name.count > 1 ? middle + name.leading / 2 : middle;
    draw_band(map, frame, INSET_NAME + (name.count > 1 ? name.leading : 0));
    label_draw(chart, &name, (struct label_place){ frame.x + INSET_SPARE / 2, top, LABEL_LEFT, chart_literal(chart) });
    if (both) {
        label_write(chart, &style, value, (struct label_place){ frame.x + frame.width - INSET_SPARE / 2, middle, LABEL_RIGHT,
                                                                datum_origin(area->point) });
    }
}

static void draw_inset(const struct region_map *map, const struct map_inset *inset) {
    struct rect frame = inset->view.frame;
    struct stroke edge = chart_stroke(map->chart, COLOUR_PEER, INSET_LINE);
    map_paint(map, &inset->view);
    draw_inset_name(map, inset);
    drawing_rect(map->chart->drawing, frame.x, frame.y, frame.width, frame.height);
    drawing_stroke(map->chart->drawing, &edge);
}

static void map_draw(struct chart *chart) {
    struct region_map *map = arena_alloc(chart->arena, sizeof *map);
    map->chart = chart;
    find_level(map);
    read_options(map);
    find_areas(map);
    check_values(map);
    if (map->country_count == 0 || !geo_shape(chart->geo, map->countries[0])) {
        diag_add(chart->diag, DIAG_CODE_MAP_NO_LAND, chart->spec->pos, "%s", chart->selection->series->name);
        return;
    }
    check_shapes(map);
    map->has_missing = has_bare_land(map);
    map_classify(map);
    map_arrange(map);
    struct labelling *labels = map_place_labels(map);
    chart_start(chart, map->height + map_key_height(map));
    map->scratch = arena_new();
    map_paint(map, &map->main);
    for (size_t i = 0; i < map->inset_count; i++) {
        draw_inset(map, &map->insets[i]);
    }
    arena_close(map->scratch);
    map_draw_labels(labels);
    map_draw_bar(map);
    map_draw_key(map);
}

/* "below 30 000: Here, There." of every class. */
static void add_classes(const struct region_map *map, struct buffer *out) {
    const struct chart *chart = map->chart;
    const char **names = arena_array(chart->arena, map->area_count, sizeof *names);
    for (size_t class = 0; class < map_class_count(map) && map_class_count(map) > 1; class++) {
        size_t count = 0;
        for (size_t i = 0; i < map->area_count; i++) {
            const struct area *area = &map->areas[i];
            if (area->shown && shade_class(&map->shade, area->point->value) == class) {
                names[count++] = chart_row_name(chart, area->row);
            }
        }
        const char *list = map->area_count <= NAMED_MOST ? list_text(chart->arena, chart->spec->language, names, count)
                                                         : arena_print(chart->arena, "%zu", count);
        phrase_add(out, chart->words->group,
                   (const struct phrase_value[]){ { "name", shade_text(chart, &map->shade, class) },
                                                  { "list", count ? list : "0" }, { NULL, NULL } });
    }
}

static void map_describe(const struct chart *chart, struct buffer *out) {
    struct chart quiet = *chart;
    quiet.diag = diag_new(chart->arena); /* what is wrong has been said while drawing */
    struct region_map map = { .chart = &quiet };
    find_level(&map);
    read_options(&map);
    find_areas(&map);
    map_classify(&map);
    alternative_add_summary(chart, chart->words->map, out);
    add_classes(&map, out);
}

static const char *const options[] = { "classes", "count",   "decorative", "height", "labels", "limits", "mark",
                                       "palette", "reference", "round",    "width",  NULL };

const struct chart_kind chart_kind_map = {
    .has_data = true, .options = options, .draw = map_draw, .describe = map_describe
};
