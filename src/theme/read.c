/* The values of a theme, each read from its place in the YAML. */
#include "theme/read.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "base/yaml.h"
#include "text/font.h"
#include "theme/names.h"
#include "theme/ornament.h"

#include <math.h>
#include <string.h>

/* No length or count of a page is larger: a slip of the keyboard, not a style. */
#define VALUE_MAX 20000.0

enum { COLUMNS_MAX = 60, WEIGHT_MIN = 1, WEIGHT_MAX = 1000 };

static void check_keys(struct reader *reader, const struct yaml *map, const char *const known[]) {
    if (!reader->is_checked) {
        yaml_check_keys(reader->diag, map, known);
    }
}

static void report(struct reader *reader, enum diag_code code, struct source_pos pos, const char *detail) {
    diag_add(reader->diag, code, pos, "%s", detail);
    reader->complete = false;
}

/* The map under key, or NULL after THEME_MISSING. */
static const struct yaml *need_map(struct reader *reader, const struct yaml *map, const char *key) {
    const struct yaml *found = yaml_find(map, key);
    if (!found || found->kind != YAML_MAP) {
        report(reader, found ? DIAG_CODE_THEME_WRONG : DIAG_CODE_THEME_MISSING, yaml_key_pos(map, key), key);
        return NULL;
    }
    return found;
}

/* Reads a length, count or ratio; what names it in messages. */
static double read_value(struct reader *reader, const struct yaml *value, const char *what) {
    double points = 0;
    if (value->kind != YAML_SCALAR || !length_parse(value->text, &points) || !(fabs(points) <= VALUE_MAX)) {
        const char *text = value->kind == YAML_SCALAR ? value->text : "not a number";
        report(reader, DIAG_CODE_THEME_WRONG, value->pos, arena_print(reader->arena, "%s: %s", what, text));
    }
    return points;
}

static double need_value(struct reader *reader, const struct yaml *map, const char *key, const char *what) {
    const struct yaml *value = yaml_find(map, key);
    if (!value) {
        report(reader, DIAG_CODE_THEME_MISSING, yaml_key_pos(map, key), what);
        return 0;
    }
    return read_value(reader, value, what);
}

static double value_or_zero(struct reader *reader, const struct yaml *map, const char *key) {
    const struct yaml *value = yaml_find(map, key);
    return value ? read_value(reader, value, key) : 0;
}

/* As need_value, for what must be larger than nothing. */
static double need_positive(struct reader *reader, const struct yaml *map, const char *key, const char *what) {
    double value = need_value(reader, map, key, what);
    if (yaml_find(map, key) && !(value > 0)) {
        report(reader, DIAG_CODE_THEME_WRONG, yaml_key_pos(map, key),
               arena_print(reader->arena, "%s must be larger than 0", what));
    }
    return value;
}

/* A number of columns that may be left out. */
static double count_or(struct reader *reader, const struct yaml *map, const char *key, double usual) {
    double count = yaml_find(map, key) ? value_or_zero(reader, map, key) : usual;
    if (count != floor(count) || !(count >= 0 && count <= COLUMNS_MAX)) {
        report(reader, DIAG_CODE_THEME_WRONG, yaml_key_pos(map, key), key);
        count = usual;
    }
    return count;
}

/* Reads the page format under key, which also names it in messages. */
static void read_page(struct reader *reader, const struct yaml *root, const char *key, struct page_format *page) {
    static const char *const known[] = { "width", "height", "left", "right", "top", "frame-height", "columns", "column-width",
                                         "gutter", "side-columns", "text-columns", "mirrored", NULL };
    const struct yaml *map = need_map(reader, root, key);
    if (!map) {
        return;
    }
    check_keys(reader, map, known);
    const char *names[sizeof known / sizeof *known];
    for (size_t i = 0; known[i]; i++) {
        names[i] = arena_print(reader->arena, "%s.%s", key, known[i]);
    }
    page->width = need_positive(reader, map, "width", names[0]);
    page->height = need_positive(reader, map, "height", names[1]);
    page->left = need_value(reader, map, "left", names[2]);
    page->right = need_value(reader, map, "right", names[3]);
    page->top = need_value(reader, map, "top", names[4]);
    page->frame_height = need_positive(reader, map, "frame-height", names[5]);
    page->column_width = need_positive(reader, map, "column-width", names[7]);
    page->gutter = need_value(reader, map, "gutter", names[8]);
    double columns = need_positive(reader, map, "columns", names[6]);
    if (columns != floor(columns) || columns > COLUMNS_MAX) {
        report(reader, DIAG_CODE_THEME_WRONG, yaml_key_pos(map, "columns"), names[6]);
        columns = 1;
    }
    page->columns = (int)columns;
    page->side_columns = (int)count_or(reader, map, "side-columns", 4);
    page->text_columns = (int)count_or(reader, map, "text-columns", 8);
    page->mirrored = yaml_flag(reader->diag, map, "mirrored", false);
}

static struct colour read_colour(struct reader *reader, const struct yaml *value, const char *what) {
    struct colour colour = { 0 };
    if (value->kind != YAML_SCALAR || !colour_parse(value->text, &colour)) {
        report(reader, DIAG_CODE_THEME_WRONG, value->pos,
               arena_print(reader->arena, "%s: a colour is written \"#RRGGBB\"", what));
    }
    return colour;
}

/* A copy of names with the NULL at its end that yaml_check_keys wants. */
static const char *const *ended_list(struct arena *arena, const char *const *names, size_t count) {
    const char **list = arena_array(arena, count + 1, sizeof *list);
    memcpy(list, names, count * sizeof *list);
    return list;
}

static void read_colours(struct reader *reader, const struct yaml *root) {
    const struct yaml *map = need_map(reader, root, "colours");
    if (!map) {
        return;
    }
    check_keys(reader, map, ended_list(reader->arena, theme_colour_names, COLOUR_COUNT));
    for (size_t i = 0; i < COLOUR_COUNT; i++) {
        const struct yaml *value = yaml_find(map, theme_colour_names[i]);
        if (value) {
            reader->theme->colours[i] = read_colour(reader, value, theme_colour_names[i]);
        } else if (i == COLOUR_PAPER) {
            reader->theme->colours[i] = (struct colour){ 1, 1, 1, 1 };
        } else {
            report(reader, DIAG_CODE_THEME_MISSING, yaml_key_pos(root, "colours"), theme_colour_names[i]);
        }
    }
}

/* Reads least to most colours under key; returns how many. */
static size_t read_palette(struct reader *reader, const struct yaml *map, const char *key, size_t least,
                           struct colour *colours) {
    enum { MOST = 7 };
    const struct yaml *list = yaml_find(map, key);
    if (!list) {
        report(reader, DIAG_CODE_THEME_MISSING, yaml_key_pos(map, key), key);
        return 0;
    }
    if (list->kind != YAML_LIST || list->count < least || list->count > MOST) {
        report(reader, DIAG_CODE_THEME_WRONG, list->pos, arena_print(reader->arena, "%s: a list of %zu to %d colours is wanted", key, least, MOST));
        return 0;
    }
    for (size_t i = 0; i < list->count; i++) {
        colours[i] = read_colour(reader, list->items[i], key);
    }
    return list->count;
}

/* Grounds of cells may be left out. */
static void read_grounds(struct reader *reader, const struct yaml *map) {
    struct theme *theme = reader->theme;
    const struct yaml *list = yaml_find(map, "grounds");
    size_t room = sizeof theme->grounds / sizeof *theme->grounds;
    if (list && (list->kind != YAML_LIST || list->count > room)) {
        report(reader, DIAG_CODE_THEME_WRONG, list->pos, arena_print(reader->arena, "grounds: a list of up to %zu colours is wanted", room));
        return;
    }
    theme->ground_count = list ? list->count : 0;
    for (size_t i = 0; i < theme->ground_count; i++) {
        theme->grounds[i] = read_colour(reader, list->items[i], "grounds");
    }
}

static void read_palettes(struct reader *reader, const struct yaml *root) {
    static const char *const known[] = { "sequential", "diverging", "qualitative", "grounds", NULL };
    const struct yaml *map = need_map(reader, root, "palettes");
    if (!map) {
        return;
    }
    check_keys(reader, map, known);
    struct theme *theme = reader->theme;
    struct colour qualitative[7];
    theme->sequential_count = read_palette(reader, map, "sequential", 5, theme->sequential);
    theme->diverging_count = read_palette(reader, map, "diverging", 5, theme->diverging);
    size_t count = read_palette(reader, map, "qualitative", 1, qualitative);
    size_t room = sizeof theme->qualitative / sizeof *theme->qualitative;
    theme->qualitative_count = count < room ? count : room;
    memcpy(theme->qualitative, qualitative, theme->qualitative_count * sizeof *qualitative);
    read_grounds(reader, map);
}

const char *theme_no_colour(struct arena *arena, const char *name) {
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < COLOUR_COUNT; i++) {
        nearest_offer(&near, theme_colour_names[i]);
    }
    const char *more = near.name ? arena_print(arena, "; the nearest is %s", near.name) : "";
    return arena_print(arena, "%s is not the name of a colour%s", *name ? name : "this", more);
}

/* The theme's colour of a name, for a style. */
static struct colour named_colour(struct reader *reader, const struct yaml *map, const char *style) {
    const struct yaml *value = yaml_find(map, "colour");
    for (size_t i = 0; value && value->kind == YAML_SCALAR && i < COLOUR_COUNT; i++) {
        if (strcmp(theme_colour_names[i], value->text) == 0) {
            return reader->theme->colours[i];
        }
    }
    const char *what = arena_print(reader->arena, "%s.colour", style);
    if (!value) {
        report(reader, DIAG_CODE_THEME_MISSING, map->pos, what);
    } else {
        const char *text = value->kind == YAML_SCALAR ? value->text : "";
        report(reader, DIAG_CODE_THEME_WRONG, value->pos, arena_print(reader->arena, "%s: %s", what, theme_no_colour(reader->arena, text)));
    }
    return (struct colour){ 0 };
}

/* Said once, though most styles name the same family. */
static void report_family(struct reader *reader, struct source_pos pos, const char *family) {
    if (!reader->unknown || strcmp(reader->unknown, family) != 0) {
        const char *near = fonts_nearest(reader->fonts, family);
        report(reader, DIAG_CODE_THEME_FACE, pos, near ? arena_print(reader->arena, "%s; the nearest is %s", family, near) : family);
    }
    reader->unknown = family;
    reader->complete = false;
}

/* A face that a style asks for. */
struct wanted {
    const char *style, *family;
    int weight;
    bool italic;
    struct source_pos pos;
};

/* From here on a weight is bold. */
enum { WEIGHT_BOLD = 600 };

/* Says of bold or italic text that it will not look so; of neighbouring weights the nearest does. Once for each family. */
static void check_nearest(struct reader *reader, const struct face *face, struct wanted wanted) {
    bool heavy = face_weight(face) >= WEIGHT_BOLD || wanted.weight < WEIGHT_BOLD;
    if (reader->is_checked || (heavy && (face_is_italic(face) || !wanted.italic)) ||
        (reader->nearest && strcmp(reader->nearest, wanted.family) == 0)) {
        return;
    }
    reader->nearest = wanted.family;
    diag_add(reader->diag, DIAG_CODE_THEME_NEAREST_FACE, wanted.pos, "%s: %s %d%s, set in %s", wanted.style, wanted.family, wanted.weight,
             wanted.italic ? " italic" : "", face_postscript_name(face));
}

/* Which family stands for which in all styles, as "faces" says. */
static void read_faces(struct reader *reader, const struct yaml *root) {
    const struct yaml *map = yaml_find(root, "faces");
    bool sound = map && map->kind == YAML_MAP;
    for (size_t i = 0; sound && i < map->count; i++) {
        sound = map->items[i]->kind == YAML_SCALAR;
    }
    if (map && !sound) {
        report(reader, DIAG_CODE_THEME_WRONG, yaml_key_pos(root, "faces"), "faces: a family for each family, both by name");
    }
    reader->faces = sound ? map : NULL;
}

static const struct face *named_face(struct reader *reader, const struct yaml *map, const char *style) {
    const char *family = yaml_text(reader->diag, map, "face", NULL);
    if (!family) {
        report(reader, DIAG_CODE_THEME_MISSING, map->pos, arena_print(reader->arena, "%s.face", style));
        return NULL;
    }
    double weight = need_positive(reader, map, "weight", arena_print(reader->arena, "%s.weight", style));
    if (!(weight >= WEIGHT_MIN && weight <= WEIGHT_MAX)) {
        return NULL; /* said above, or not a weight */
    }
    bool italic = yaml_flag(reader->diag, map, "italic", false);
    const struct yaml *other = yaml_find(reader->faces, family);
    struct source_pos pos = other ? other->pos : yaml_key_pos(map, "face");
    family = other && other->kind == YAML_SCALAR ? other->text : family;
    const struct face *face = fonts_find(reader->fonts, family, (int)weight, italic);
    if (!face) {
        report_family(reader, pos, family);
    } else {
        check_nearest(reader, face, (struct wanted){ style, family, (int)weight, italic, pos });
    }
    return face;
}

static const char *const style_keys[] = { "face",   "weight", "italic", "size",   "leading",    "tracking",
                                          "before", "after",  "rise",   "colour", "small-caps", NULL };

static struct text_style read_style(struct reader *reader, const struct yaml *map, const char *name) {
    check_keys(reader, map, style_keys);
    struct text_style style = {
        .face = named_face(reader, map, name),
        .size = need_positive(reader, map, "size", arena_print(reader->arena, "%s.size", name)),
        .leading = need_positive(reader, map, "leading", arena_print(reader->arena, "%s.leading", name)),
        .tracking = value_or_zero(reader, map, "tracking"),
        .before = value_or_zero(reader, map, "before"),
        .after = value_or_zero(reader, map, "after"),
        .rise = value_or_zero(reader, map, "rise"),
        .colour = named_colour(reader, map, name),
        .small_caps = yaml_flag(reader->diag, map, "small-caps", false),
    };
    reader->complete = reader->complete && style.face;
    return style;
}

static void read_styles(struct reader *reader, const struct yaml *root) {
    const struct yaml *map = need_map(reader, root, "styles");
    if (!map) {
        return;
    }
    check_keys(reader, map, ended_list(reader->arena, theme_style_names, STYLE_COUNT));
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        const struct yaml *value = yaml_find(map, theme_style_names[i]);
        if (!value) {
            report(reader, DIAG_CODE_THEME_MISSING, yaml_key_pos(root, "styles"), theme_style_names[i]);
        } else if (value->kind != YAML_MAP) {
            report(reader, DIAG_CODE_THEME_WRONG, value->pos, theme_style_names[i]);
        } else {
            reader->theme->styles[i] = read_style(reader, value, theme_style_names[i]);
        }
    }
}

/* Reads the number at a dotted path; what is missing is said at the innermost map that is there. */
static double read_number(struct reader *reader, const struct yaml *root, const char *path) {
    const struct yaml *map = root;
    const char *rest = path;
    for (const char *dot = strchr(rest, '.'); dot; dot = strchr(rest, '.')) {
        const char *key = arena_copy(reader->arena, rest, (size_t)(dot - rest));
        const struct yaml *inner = yaml_find(map, key);
        if (!inner) {
            struct source_pos whole = { .file = root->pos.file };
            report(reader, DIAG_CODE_THEME_MISSING, map == root ? whole : map->pos, path);
            return 0;
        }
        map = inner;
        rest = dot + 1;
    }
    return need_value(reader, map, rest, path);
}

/* Appends the key that stands after prefix in path, if it begins with prefix and the key is new. */
static size_t add_child(struct reader *reader, const char *path, const char *prefix, const char **keys, size_t count) {
    size_t length = strlen(prefix);
    if (strncmp(path, prefix, length) != 0) {
        return count;
    }
    const char *key = arena_copy(reader->arena, path + length, strcspn(path + length, "."));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i], key) == 0) {
            return count;
        }
    }
    keys[count] = key;
    return count + 1;
}

/* Diagnoses keys in the maps of numbers below prefix ("" or "chart.bar.") that no number has. */
static void check_numbers(struct reader *reader, const struct yaml *map, const char *prefix) {
    static const char *const sections[] = { "name", "base", "page", "landscape", "colours", "palettes", "faces", "styles",
                                            "masters", "slides", "slides-4x3", "ornaments" };
    size_t section_count = prefix[0] == '\0' ? sizeof sections / sizeof *sections : 0;
    const char **keys = arena_array(reader->arena, NUMBER_COUNT + section_count + 1, sizeof *keys);
    size_t count = 0;
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        count = add_child(reader, theme_number_names[i], prefix, keys, count);
    }
    size_t number_count = count;
    for (size_t i = 0; i < section_count; i++) {
        keys[count++] = sections[i];
    }
    check_keys(reader, map, keys);
    for (size_t i = 0; i < number_count; i++) {
        const struct yaml *inner = yaml_find(map, keys[i]);
        if (inner && inner->kind == YAML_MAP) {
            check_numbers(reader, inner, arena_print(reader->arena, "%s%s.", prefix, keys[i]));
        }
    }
}

void theme_check_part(struct reader *reader, const struct yaml *part) {
    const struct yaml *colours = yaml_find(part, "colours"), *styles = yaml_find(part, "styles");
    check_numbers(reader, part, "");
    if (colours) {
        check_keys(reader, colours, ended_list(reader->arena, theme_colour_names, COLOUR_COUNT));
    }
    if (styles) {
        check_keys(reader, styles, ended_list(reader->arena, theme_style_names, STYLE_COUNT));
    }
    for (size_t i = 0; styles && styles->kind == YAML_MAP && i < styles->count; i++) {
        check_keys(reader, styles->items[i], style_keys);
    }
}

/* Numbers that a theme may leave out: what they ask for is then not done. */
static bool is_optional(enum theme_number number) {
    static const enum theme_number optional[] = { NUMBER_CONTENTS_LEADER, NUMBER_CONTENTS_INDENT, NUMBER_TABLE_INSET,
                                                  NUMBER_TABLE_HEAD_GROUND, NUMBER_DIVIDER_BARE, NUMBER_RUNNING_INDENT,
                                                  NUMBER_FIGURE_DATA_ROWS };
    bool found = false;
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++) {
        found = found || optional[i] == number;
    }
    return found;
}

static bool is_given(struct reader *reader, const struct yaml *root, const char *path) {
    const struct yaml *map = root;
    for (const char *rest = path; map && *rest;) {
        size_t size = strcspn(rest, ".");
        map = yaml_find(map, arena_copy(reader->arena, rest, size));
        rest += size + (rest[size] == '.');
    }
    return map != NULL;
}

/* Strokes of 0 are not drawn; there are none of less. */
static void check_stroke(struct reader *reader, const struct yaml *root, enum theme_number number) {
    static const char strokes[] = "strokes.";
    const char *path = theme_number_names[number];
    size_t size = sizeof strokes - 1;
    if (strncmp(path, strokes, size) == 0 && reader->theme->numbers[number] < 0) {
        report(reader, DIAG_CODE_THEME_WRONG, yaml_key_pos(yaml_find(root, "strokes"), path + size),
               arena_print(reader->arena, "%s must not be less than 0", path));
    }
}

static void read_numbers(struct reader *reader, const struct yaml *root) {
    check_numbers(reader, root, "");
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        if (is_optional((enum theme_number)i) && !is_given(reader, root, theme_number_names[i])) {
            continue;
        }
        reader->theme->numbers[i] = read_number(reader, root, theme_number_names[i]);
        check_stroke(reader, root, (enum theme_number)i);
    }
}

void theme_read_values(struct reader *reader, const struct yaml *yaml) {
    reader->theme->name = yaml_text(reader->diag, yaml, "name", reader->path);
    read_page(reader, yaml, "page", &reader->theme->page);
    read_page(reader, yaml, "landscape", &reader->theme->landscape);
    read_colours(reader, yaml);
    read_palettes(reader, yaml);
    read_faces(reader, yaml);
    read_styles(reader, yaml);
    read_numbers(reader, yaml);
    reader->complete = ornaments_read(reader->arena, reader->diag, yaml, reader->theme) && reader->complete;
    theme_read_masters(reader, yaml);
}
