#include "drawing/drawing.h"

#include "base/buffer.h"
#include "drawing/dump.h"
#include "drawing/image.h"
#include "text/shape.h"

#include <string.h>

/* True for four corners, closed, with sides along the axes: what drawing_rect leaves when it is not turned. */
static bool is_rect(const struct path *path) {
    static const enum path_verb verbs[] = { PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE };
    const struct point *p = path->points;
    return path->verb_count == 5 && memcmp(path->verbs, verbs, sizeof verbs) == 0 && p[0].y == p[1].y &&
           p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x;
}

static void dump_points(struct buffer *out, const struct point *points, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dump_number(out, points[i].x);
        dump_number(out, points[i].y);
    }
}

static void dump_verbs(struct buffer *out, const struct path *path) {
    static const struct {
        const char *name;
        size_t points;
    } verbs[] = {
        [PATH_MOVE] = { " M", 1 }, [PATH_LINE] = { " L", 1 }, [PATH_CURVE] = { " C", 3 }, [PATH_CLOSE] = { " Z", 0 }
    };
    const struct point *next = path->points;
    for (size_t i = 0; i < path->verb_count; i++) {
        buffer_text(out, verbs[path->verbs[i]].name);
        dump_points(out, next, verbs[path->verbs[i]].points);
        next += verbs[path->verbs[i]].points;
    }
}

/* Rectangles (place and size), then segments, else the verbs one by one. */
static void dump_path(struct buffer *out, const struct drawing_op *op) {
    const struct path *path = &op->path;
    if (is_rect(path)) {
        struct point size = { path->points[2].x - path->points[0].x, path->points[2].y - path->points[0].y };
        buffer_text(out, " rect");
        dump_points(out, path->points, 1);
        dump_points(out, &size, 1);
    } else if (path->verb_count == 2 && path->verbs[1] == PATH_LINE) {
        buffer_text(out, " line");
        dump_points(out, path->points, 2);
    } else {
        buffer_text(out, op->even_odd ? " even-odd" : " path");
        dump_verbs(out, path);
    }
}

static void dump_stroke(struct buffer *out, const struct stroke *stroke) {
    static const char *const caps[] = { [CAP_BUTT] = "", [CAP_ROUND] = " round-cap", [CAP_SQUARE] = " square-cap" };
    static const char *const joins[] = { [JOIN_MITRE] = "", [JOIN_ROUND] = " round-join", [JOIN_BEVEL] = " bevel" };
    dump_colour(out, stroke->colour);
    dump_number(out, stroke->width);
    if (stroke->dash[0] > 0) {
        buffer_text(out, " dash");
        dump_number(out, stroke->dash[0]);
        dump_number(out, stroke->dash[1]);
    }
    buffer_print(out, "%s%s", caps[stroke->cap], joins[stroke->join]);
}

static void dump_text(struct buffer *out, const struct drawing_op *op) {
    buffer_text(out, "text");
    dump_points(out, &op->at, 1);
    if (op->angle != 0) {
        buffer_text(out, " angle");
        dump_number(out, op->angle);
    }
    for (size_t i = 0; i < op->text->count; i++) {
        dump_run(out, &op->text->runs[i]);
    }
    dump_origin(out, op->origin);
    buffer_byte(out, '\n');
}

static void dump_painted(struct buffer *out, const struct drawing_op *op) {
    bool fills = op->kind == DRAW_FILL || op->kind == DRAW_FILL_STROKE;
    bool strokes = op->kind == DRAW_STROKE || op->kind == DRAW_FILL_STROKE;
    if (fills) {
        buffer_text(out, "fill");
        dump_colour(out, op->fill);
    }
    if (strokes) {
        buffer_text(out, fills ? " stroke" : "stroke");
        dump_stroke(out, &op->stroke);
    }
    dump_path(out, op);
    buffer_byte(out, '\n');
}

static void dump_op(struct buffer *out, const struct drawing_op *op) {
    switch (op->kind) {
    case DRAW_FILL:
    case DRAW_STROKE:
    case DRAW_FILL_STROKE:
        dump_painted(out, op);
        break;
    case DRAW_CLIP_BEGIN:
        buffer_text(out, "clip");
        dump_path(out, op);
        buffer_byte(out, '\n');
        break;
    case DRAW_CLIP_END:
        buffer_text(out, "clip end\n");
        break;
    case DRAW_TEXT:
        dump_text(out, op);
        break;
    case DRAW_IMAGE:
        buffer_text(out, "image");
        dump_number(out, op->at.x);
        dump_number(out, op->at.y);
        dump_number(out, op->width);
        dump_number(out, op->height);
        buffer_print(out, " %u x %u%s\n", (unsigned)op->image->width, (unsigned)op->image->height, op->image->jpeg ? " jpeg" : "");
        break;
    }
}

/* The CSV, each of its lines behind a bar. */
static void dump_csv(struct buffer *out, const char *csv) {
    while (*csv) {
        size_t size = strcspn(csv, "\r\n");
        buffer_text(out, "csv | ");
        buffer_add(out, csv, size);
        buffer_byte(out, '\n');
        csv += size;
        csv += *csv == '\r';
        csv += *csv == '\n';
    }
}

void drawing_dump(const struct drawing *drawing, struct buffer *out) {
    buffer_text(out, "drawing");
    dump_number(out, drawing_width(drawing));
    dump_number(out, drawing_height(drawing));
    buffer_byte(out, '\n');
    if (*drawing_alternative(drawing)) {
        buffer_print(out, "alternative %s\n", drawing_alternative(drawing));
    }
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        dump_op(out, &ops[i]);
    }
    if (drawing_csv(drawing)) {
        dump_csv(out, drawing_csv(drawing));
    }
}
