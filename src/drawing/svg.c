/* Marks in SVG: a small part of SVG 1.1, read without an XML library so that nothing is fetched, run or included. */
#include "drawing/drawing.h"
#include "drawing/image.h"

#include "base/arena.h"
#include "base/colour.h"
#include "base/diag.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MOST = 32, ATTRIBUTES_MOST = 64, ELEMENTS_MOST = 20000 };

struct attribute_text {
    const char *name, *value;
};

/* A tag between < and >. */
struct tag {
    const char *name;
    struct attribute_text attributes[ATTRIBUTES_MOST];
    size_t count;
    bool closes, empty; /* </name>, <name/> */
};

/* What elements inherit. */
struct paint {
    bool fills, strokes, even_odd;
    struct colour fill;
    struct stroke stroke;
};

struct svg {
    struct arena *arena;
    struct diag *diag;
    const struct source_file *file;
    const char *at;
    struct drawing *drawing;
    struct paint paints[DEPTH_MOST];
    size_t depth, elements;
    double width; /* wanted [pt] */
    const char *fault;
};

bool svg_is_named(const char *path) {
    size_t size = strlen(path);
    return size > 4 && strcmp(path + size - 4, ".svg") == 0;
}

static bool fail(struct svg *svg, const char *fault) {
    svg->fault = svg->fault ? svg->fault : fault;
    return false;
}

static bool is_name(char byte) {
    return isalnum((unsigned char)byte) || strchr("-_:.", byte) != NULL;
}

static const char *take_name(struct svg *svg) {
    size_t size = 0;
    while (svg->at[size] && is_name(svg->at[size])) {
        size++;
    }
    const char *name = arena_copy(svg->arena, svg->at, size);
    svg->at += size;
    return name;
}

static void skip_blanks(struct svg *svg) {
    while (isspace((unsigned char)*svg->at)) {
        svg->at++;
    }
}

static bool read_attribute(struct svg *svg, struct tag *tag) {
    const char *name = take_name(svg);
    skip_blanks(svg);
    if (!*name || *svg->at != '=' || tag->count == ATTRIBUTES_MOST) {
        return fail(svg, "an attribute cannot be read");
    }
    svg->at++;
    skip_blanks(svg);
    char quote = *svg->at;
    const char *end = quote == '"' || quote == '\'' ? strchr(svg->at + 1, quote) : NULL;
    if (!end) {
        return fail(svg, "an attribute has no end");
    }
    tag->attributes[tag->count++] = (struct attribute_text){ name, arena_copy(svg->arena, svg->at + 1, (size_t)(end - svg->at) - 1) };
    svg->at = end + 1;
    return true;
}

/* Behind what begins with start and ends with end; false if it has no end. */
static bool skip_past(struct svg *svg, const char *end) {
    const char *found = strstr(svg->at, end);
    svg->at = found ? found + strlen(end) : svg->at;
    return found || fail(svg, "it has no end");
}

/* The next tag; false at the end or after a fault. Text between tags, comments and declarations are passed over. */
static bool next_tag(struct svg *svg, struct tag *tag) {
    while (!svg->fault) {
        const char *open = strchr(svg->at, '<');
        if (!open) {
            return false;
        }
        svg->at = open;
        if (strncmp(open, "<!--", 4) == 0) {
            skip_past(svg, "-->");
        } else if (strncmp(open, "<?", 2) == 0) {
            skip_past(svg, "?>");
        } else if (strncmp(open, "<!", 2) == 0) {
            if (strchr(open, '[') && strchr(open, '[') < strchr(open, '>')) {
                return fail(svg, "declarations of its own (DOCTYPE)");
            }
            skip_past(svg, ">");
        } else {
            break;
        }
    }
    svg->at++;
    *tag = (struct tag){ .closes = *svg->at == '/' };
    svg->at += tag->closes;
    tag->name = take_name(svg);
    for (skip_blanks(svg); *svg->at && *svg->at != '>' && *svg->at != '/'; skip_blanks(svg)) {
        if (!read_attribute(svg, tag)) {
            return false;
        }
    }
    tag->empty = *svg->at == '/';
    return !svg->fault && skip_past(svg, ">");
}

static const char *value_of(const struct tag *tag, const char *name) {
    for (size_t i = 0; i < tag->count; i++) {
        if (strcmp(tag->attributes[i].name, name) == 0) {
            return tag->attributes[i].value;
        }
    }
    return NULL;
}

static double number_of(struct svg *svg, const struct tag *tag, const char *name, double fallback) {
    const char *text = value_of(tag, name);
    char *end = NULL;
    double value = text ? strtod(text, &end) : fallback;
    if (text && (end == text || !(fabs(value) < 1e6))) {
        fail(svg, arena_print(svg->arena, "%s=\"%s\" is no number", name, text));
    }
    return value;
}

/* "#RRGGBB", "#RGB", black, white, none. */
static bool read_paint(struct svg *svg, const char *text, struct colour *colour) {
    if (strcmp(text, "none") == 0) {
        return false;
    }
    if (strcmp(text, "black") == 0 || strcmp(text, "currentColor") == 0) {
        text = "#000000";
    } else if (strcmp(text, "white") == 0) {
        text = "#FFFFFF";
    } else if (strlen(text) == 4 && *text == '#') {
        text = arena_print(svg->arena, "#%c%c%c%c%c%c", text[1], text[1], text[2], text[2], text[3], text[3]);
    }
    if (!colour_parse(text, colour)) {
        fail(svg, arena_print(svg->arena, "the colour \"%s\"; #RRGGBB, black, white or none", text));
    }
    return true;
}

static void read_look(struct svg *svg, const struct tag *tag, struct paint *paint) {
    const char *fill = value_of(tag, "fill"), *stroke = value_of(tag, "stroke"), *rule = value_of(tag, "fill-rule");
    paint->fills = fill ? read_paint(svg, fill, &paint->fill) : paint->fills;
    paint->strokes = stroke ? read_paint(svg, stroke, &paint->stroke.colour) : paint->strokes;
    paint->stroke.width = number_of(svg, tag, "stroke-width", paint->stroke.width);
    paint->even_odd = rule ? strcmp(rule, "evenodd") == 0 : paint->even_odd;
    if (value_of(tag, "style") || value_of(tag, "class")) {
        fail(svg, "style= and class= are not read; write fill= and stroke=");
    }
}

static void apply_transform(struct svg *svg, const char *text) {
    while (text && *text && !svg->fault) {
        char name[12] = "";
        double n[3] = { 0, 0, 0 };
        size_t count = 0, size = strcspn(text, "(");
        const char *at = text + size + (text[size] == '(');
        memcpy(name, text, size < sizeof name - 1 ? size : sizeof name - 1);
        for (char *end = NULL; count < 3 && text[size] == '('; at = end + strspn(end, " ,"), count++) {
            n[count] = strtod(at, &end);
            if (end == at) {
                break;
            }
        }
        bool known = *at == ')' && count > 0;
        if (known && strcmp(name, "translate") == 0) {
            drawing_translate(svg->drawing, n[0], n[1]);
        } else if (known && strcmp(name, "scale") == 0 && n[0] != 0) {
            drawing_scale(svg->drawing, n[0], count > 1 ? n[1] : n[0]);
        } else if (known && strcmp(name, "rotate") == 0 && count == 1) {
            drawing_rotate(svg->drawing, n[0] * M_PI / 180);
        } else {
            fail(svg, arena_print(svg->arena, "transform=\"%s\"; translate, scale or rotate", text));
        }
        text = at + (*at == ')');
        text += strspn(text, " ,");
    }
}

/* points="1,2 3,4" as path data. */
static bool trace_points(struct svg *svg, const char *points, bool closed) {
    return svg_path(svg->drawing, arena_print(svg->arena, "M%s%s", points ? points : "", closed ? "Z" : ""));
}

static void trace_ellipse(struct svg *svg, const struct tag *tag, double x, double y) {
    double cx = number_of(svg, tag, "cx", 0), cy = number_of(svg, tag, "cy", 0);
    if (!svg->fault && x > 0 && y > 0) {
        svg_path(svg->drawing, arena_print(svg->arena, "M%g %gA%g %g 0 1 1 %g %gA%g %g 0 1 1 %g %gZ", cx - x, cy, x, y, cx + x, cy, x,
                                           y, cx - x, cy));
    }
}

static bool trace_shape(struct svg *svg, const struct tag *tag) {
    bool traced = true;
    if (strcmp(tag->name, "path") == 0) {
        const char *d = value_of(tag, "d");
        traced = svg_path(svg->drawing, d ? d : "") || fail(svg, "the data of a path cannot be read");
    } else if (strcmp(tag->name, "rect") == 0) {
        struct rect rect = { number_of(svg, tag, "x", 0), number_of(svg, tag, "y", 0), number_of(svg, tag, "width", 0),
                             number_of(svg, tag, "height", 0) };
        drawing_rect(svg->drawing, rect.x, rect.y, rect.width, rect.height);
    } else if (strcmp(tag->name, "circle") == 0) {
        double r = number_of(svg, tag, "r", 0);
        trace_ellipse(svg, tag, r, r);
    } else if (strcmp(tag->name, "ellipse") == 0) {
        trace_ellipse(svg, tag, number_of(svg, tag, "rx", 0), number_of(svg, tag, "ry", 0));
    } else if (strcmp(tag->name, "line") == 0) {
        drawing_move(svg->drawing, number_of(svg, tag, "x1", 0), number_of(svg, tag, "y1", 0));
        drawing_line(svg->drawing, number_of(svg, tag, "x2", 0), number_of(svg, tag, "y2", 0));
    } else if (strcmp(tag->name, "polygon") == 0 || strcmp(tag->name, "polyline") == 0) {
        bool closed = tag->name[4] == 'g';
        traced = trace_points(svg, value_of(tag, "points"), closed) || fail(svg, "points= cannot be read");
    } else {
        traced = fail(svg, arena_print(svg->arena, "<%s> is not read", tag->name));
    }
    return traced && !svg->fault;
}

static void draw_shape(struct svg *svg, const struct tag *tag, struct paint paint) {
    drawing_save(svg->drawing);
    apply_transform(svg, value_of(tag, "transform"));
    if (!svg->fault && trace_shape(svg, tag)) {
        if (paint.fills && paint.strokes) {
            drawing_fill_stroke(svg->drawing, paint.fill, &paint.stroke);
        } else if (paint.strokes) {
            drawing_stroke(svg->drawing, &paint.stroke);
        } else if (paint.even_odd) {
            drawing_fill_even_odd(svg->drawing, paint.fill);
        } else {
            drawing_fill(svg->drawing, paint.fills ? paint.fill : (struct colour){ 0 });
        }
    }
    drawing_restore(svg->drawing);
}

/* The drawing in the proportions of viewBox, or of width and height. */
static void begin(struct svg *svg, const struct tag *tag) {
    double box[4] = { 0, 0, 0, 0 };
    const char *view = value_of(tag, "viewBox");
    for (int i = 0; view && i < 4; i++) {
        char *end = NULL;
        box[i] = strtod(view, &end);
        view = end + strspn(end, " ,");
    }
    box[2] = view ? box[2] : number_of(svg, tag, "width", 0);
    box[3] = view ? box[3] : number_of(svg, tag, "height", 0);
    bool sound = box[2] > 0 && box[3] > 0 && box[2] < 1e5 && box[3] < 1e5 && fabs(box[0]) < 1e5 && fabs(box[1]) < 1e5 &&
                 box[3] / box[2] < 100 && box[2] / box[3] < 100;
    if (!sound) {
        fail(svg, "viewBox, or width and height, are missing or no sizes");
        return;
    }
    double scale = svg->width / box[2];
    svg->drawing = drawing_new(svg->arena, svg->width, box[3] * scale);
    drawing_save(svg->drawing);
    drawing_scale(svg->drawing, scale, scale);
    drawing_translate(svg->drawing, -box[0], -box[1]);
    svg->paints[0] = (struct paint){ .fills = true, .fill = { 0, 0, 0, 1 }, .stroke = { .colour = { 0, 0, 0, 1 }, .width = 1 } };
}

static bool is_passed_over(const char *name) {
    return strcmp(name, "title") == 0 || strcmp(name, "desc") == 0 || strcmp(name, "metadata") == 0;
}

static void open_group(struct svg *svg, const struct tag *tag) {
    if (svg->depth + 1 >= DEPTH_MOST) {
        fail(svg, "groups too deep in each other");
        return;
    }
    svg->paints[svg->depth + 1] = svg->paints[svg->depth];
    svg->depth++;
    read_look(svg, tag, &svg->paints[svg->depth]);
    drawing_save(svg->drawing);
    apply_transform(svg, value_of(tag, "transform"));
}

static void close_group(struct svg *svg) {
    if (svg->depth > 0) {
        svg->depth--;
        drawing_restore(svg->drawing);
    }
}

static void read_tag(struct svg *svg, const struct tag *tag) {
    bool group = strcmp(tag->name, "g") == 0, root = strcmp(tag->name, "svg") == 0;
    if (tag->closes) {
        if (group) {
            close_group(svg);
        }
    } else if (root && !svg->drawing) {
        begin(svg, tag);
    } else if (!svg->drawing || root) {
        fail(svg, "it does not begin with <svg>");
    } else if (group) {
        open_group(svg, tag);
        if (tag->empty) {
            close_group(svg);
        }
    } else if (is_passed_over(tag->name)) {
        if (!tag->empty) {
            skip_past(svg, arena_print(svg->arena, "</%s>", tag->name));
        }
    } else {
        struct paint paint = svg->paints[svg->depth];
        read_look(svg, tag, &paint);
        draw_shape(svg, tag, paint);
    }
}

static uint32_t line_of(const struct svg *svg) {
    uint32_t line = 1;
    for (const char *c = svg->file->text; c < svg->at; c++) {
        line += *c == '\n';
    }
    return line;
}

struct drawing *svg_read(struct arena *arena, struct diag *diag, const struct source_file *file, double width) {
    struct svg svg = { .arena = arena, .diag = diag, .file = file, .at = file->text, .width = width };
    struct tag tag;
    while (!svg.fault && next_tag(&svg, &tag)) {
        read_tag(&svg, &tag);
        if (++svg.elements > ELEMENTS_MOST) {
            fail(&svg, "too many elements");
        }
    }
    if (!svg.drawing && !svg.fault) {
        fail(&svg, "there is no <svg>");
    }
    for (; svg.drawing && svg.depth > 0; svg.depth--) {
        drawing_restore(svg.drawing);
    }
    if (svg.drawing) {
        drawing_restore(svg.drawing);
    }
    if (svg.fault) {
        diag_add(diag, DIAG_CODE_IMAGE_UNREADABLE, (struct source_pos){ file, line_of(&svg), 1 }, "%s", svg.fault);
        if (svg.drawing) {
            drawing_finish(svg.drawing);
        }
        return NULL;
    }
    return svg.drawing;
}
