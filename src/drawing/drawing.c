#include "drawing/drawing.h"

#include "base/arena.h"
#include "text/shape.h"

#include <assert.h>
#include <cairo.h>
#include <math.h>

/* cairo keeps path points as 24.8 fixed-point numbers: built 64 times larger, a point is true to 0.00003 pt, and
 * coordinates may reach 131 000 pt before the 24 bits overflow. */
static const double SCALE = 64.0;
static const double FARTHEST = 100000.0; /* [pt] */
static const double FINEST = 1000.0;     /* steps a point; what is kept is rounded to them, so that dumps repeat */

struct drawing {
    struct arena *arena;
    double width, height; /* [pt] */
    cairo_t *cairo;       /* path builder; NULL once finished */
    struct drawing_op *ops;
    size_t count, capacity;
    size_t clip_depth;
    const char *alternative;
    const char *csv;
    struct drawing_value *values;
    size_t value_count, value_capacity;
};

struct drawing *drawing_new(struct arena *arena, double width, double height) {
    assert(isfinite(width) && isfinite(height) && width >= 0 && height >= 0);
    struct drawing *drawing = arena_alloc(arena, sizeof *drawing);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    *drawing = (struct drawing){ .arena = arena, .width = width, .height = height, .alternative = "" };
    drawing->cairo = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_scale(drawing->cairo, SCALE, SCALE);
    return drawing;
}

static bool is_near(double x, double y) {
    return fabs(x) <= FARTHEST && fabs(y) <= FARTHEST; /* false for NAN too */
}

void drawing_move(struct drawing *drawing, double x, double y) {
    assert(is_near(x, y));
    cairo_move_to(drawing->cairo, x, y);
}

void drawing_line(struct drawing *drawing, double x, double y) {
    assert(is_near(x, y));
    cairo_line_to(drawing->cairo, x, y);
}

void drawing_curve(struct drawing *drawing, struct point a, struct point b, struct point to) {
    assert(is_near(a.x, a.y) && is_near(b.x, b.y) && is_near(to.x, to.y));
    cairo_curve_to(drawing->cairo, a.x, a.y, b.x, b.y, to.x, to.y);
}

void drawing_close(struct drawing *drawing) {
    cairo_close_path(drawing->cairo);
}

void drawing_rect(struct drawing *drawing, double x, double y, double width, double height) {
    assert(is_near(x, y) && is_near(x + width, y + height));
    cairo_rectangle(drawing->cairo, x, y, width, height);
}

void drawing_round_rect(struct drawing *drawing, struct rect rect, double radius) {
    double right = rect.x + rect.width, bottom = rect.y + rect.height;
    assert(is_near(rect.x, rect.y) && is_near(right, bottom) && radius >= 0);
    cairo_t *cairo = drawing->cairo;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right - radius, rect.y + radius, radius, -M_PI_2, 0);
    cairo_arc(cairo, right - radius, bottom - radius, radius, 0, M_PI_2);
    cairo_arc(cairo, rect.x + radius, bottom - radius, radius, M_PI_2, M_PI);
    cairo_arc(cairo, rect.x + radius, rect.y + radius, radius, M_PI, 3 * M_PI_2);
    cairo_close_path(cairo);
}

void drawing_circle(struct drawing *drawing, double x, double y, double radius) {
    assert(is_near(x, y) && radius >= 0 && radius <= FARTHEST);
    cairo_new_sub_path(drawing->cairo);
    cairo_arc(drawing->cairo, x, y, radius, 0, 2 * M_PI);
    cairo_close_path(drawing->cairo);
}

void drawing_arc(struct drawing *drawing, struct point centre, double radius, double from, double to) {
    assert(is_near(centre.x, centre.y) && radius >= 0 && radius <= FARTHEST && isfinite(from) && isfinite(to));
    if (from <= to) {
        cairo_arc(drawing->cairo, centre.x, centre.y, radius, from, to);
    } else {
        cairo_arc_negative(drawing->cairo, centre.x, centre.y, radius, from, to);
    }
}

void drawing_save(struct drawing *drawing) {
    cairo_save(drawing->cairo);
}

void drawing_restore(struct drawing *drawing) {
    cairo_restore(drawing->cairo);
}

void drawing_translate(struct drawing *drawing, double x, double y) {
    cairo_translate(drawing->cairo, x, y);
}

void drawing_scale(struct drawing *drawing, double x, double y) {
    assert(x != 0 && y != 0);
    cairo_scale(drawing->cairo, x, y);
}

void drawing_rotate(struct drawing *drawing, double radians) {
    cairo_rotate(drawing->cairo, radians);
}

/* From cairo's enlarged space to points, rounded; adding zero turns -0 into 0. */
static double rounded(double device) {
    return round(device / SCALE * FINEST) / FINEST + 0.0;
}

static const struct {
    enum path_verb verb;
    size_t points;
} verbs[] = {
    [CAIRO_PATH_MOVE_TO] = { PATH_MOVE, 1 },
    [CAIRO_PATH_LINE_TO] = { PATH_LINE, 1 },
    [CAIRO_PATH_CURVE_TO] = { PATH_CURVE, 3 },
    [CAIRO_PATH_CLOSE_PATH] = { PATH_CLOSE, 0 },
};

/* After close_path cairo adds a move_to of its own; a move that nothing follows draws nothing, so it is dropped. */
static bool is_stray(const cairo_path_t *from, int i) {
    int next = i + from->data[i].header.length;
    return from->data[i].header.type == CAIRO_PATH_MOVE_TO &&
           (next >= from->num_data || from->data[next].header.type == CAIRO_PATH_MOVE_TO);
}

static struct path path_copy(struct arena *arena, const cairo_path_t *from) {
    size_t most = from->num_data > 0 ? (size_t)from->num_data : 0;
    enum path_verb *path_verbs = arena_array(arena, most, sizeof *path_verbs);
    struct point *points = arena_array(arena, most, sizeof *points);
    struct path path = { .verbs = path_verbs, .points = points };
    for (int i = 0; i < from->num_data; i += from->data[i].header.length) {
        if (is_stray(from, i)) {
            continue;
        }
        cairo_path_data_type_t type = from->data[i].header.type;
        path_verbs[path.verb_count++] = verbs[type].verb;
        for (size_t k = 0; k < verbs[type].points; k++) {
            const cairo_path_data_t *data = &from->data[i + 1 + (int)k];
            points[path.point_count++] = (struct point){ rounded(data->point.x), rounded(data->point.y) };
        }
    }
    return path;
}

/* Takes cairo's current path away, in points of the drawing. Under the identity matrix cairo hands out its own
 * (enlarged) space, so each point is converted once. */
static struct path path_take(struct drawing *drawing) {
    cairo_t *cairo = drawing->cairo;
    cairo_matrix_t matrix;
    cairo_get_matrix(cairo, &matrix);
    cairo_identity_matrix(cairo);
    cairo_path_t *from = cairo_copy_path(cairo);
    struct path path = path_copy(drawing->arena, from);
    cairo_path_destroy(from);
    cairo_set_matrix(cairo, &matrix);
    cairo_new_path(cairo);
    return path;
}

static struct drawing_op *op_add(struct drawing *drawing, struct drawing_op op) {
    drawing->ops = arena_grow(drawing->arena, drawing->ops, drawing->count, &drawing->capacity, sizeof *drawing->ops);
    drawing->ops[drawing->count] = op;
    return &drawing->ops[drawing->count++];
}

/* Adds op with the current path; an empty path paints nothing and leaves no trace. */
static void paint(struct drawing *drawing, struct drawing_op op) {
    op.path = path_take(drawing);
    if (op.path.verb_count > 0) {
        op_add(drawing, op);
    }
}

void drawing_fill(struct drawing *drawing, struct colour colour) {
    paint(drawing, (struct drawing_op){ .kind = DRAW_FILL, .fill = colour });
}

void drawing_fill_even_odd(struct drawing *drawing, struct colour colour) {
    paint(drawing, (struct drawing_op){ .kind = DRAW_FILL, .fill = colour, .even_odd = true });
}

/* A stroke of no width is none: readers of PDF would show a hairline. */
void drawing_stroke(struct drawing *drawing, const struct stroke *stroke) {
    if (stroke->width > 0) {
        paint(drawing, (struct drawing_op){ .kind = DRAW_STROKE, .stroke = *stroke });
    } else {
        path_take(drawing);
    }
}

void drawing_fill_stroke(struct drawing *drawing, struct colour colour, const struct stroke *stroke) {
    bool wide = stroke->width > 0;
    paint(drawing, wide ? (struct drawing_op){ .kind = DRAW_FILL_STROKE, .fill = colour, .stroke = *stroke }
                        : (struct drawing_op){ .kind = DRAW_FILL, .fill = colour });
}

/* A clip to nothing stays a clip: an empty path becomes one point, which encloses no area. */
void drawing_clip_begin(struct drawing *drawing) {
    cairo_t *cairo = drawing->cairo;
    if (!cairo_has_current_point(cairo)) {
        cairo_rectangle(cairo, 0, 0, 0, 0);
    }
    op_add(drawing, (struct drawing_op){ .kind = DRAW_CLIP_BEGIN, .path = path_take(drawing) });
    drawing->clip_depth++;
}

void drawing_clip_end(struct drawing *drawing) {
    assert(drawing->clip_depth > 0);
    drawing->clip_depth--;
    op_add(drawing, (struct drawing_op){ .kind = DRAW_CLIP_END });
}

void drawing_segment(struct drawing *drawing, struct point a, struct point b, const struct stroke *stroke) {
    drawing_move(drawing, a.x, a.y);
    drawing_line(drawing, b.x, b.y);
    drawing_stroke(drawing, stroke);
}

/* Degrees counter-clockwise of what was the x axis, to 0.001; y points down, hence the sign. */
static double angle_of(const cairo_matrix_t *matrix) {
    double degrees = -atan2(matrix->yx, matrix->xx) * 180 / M_PI;
    return round(degrees * FINEST) / FINEST + 0.0;
}

void drawing_image(struct drawing *drawing, struct rect rect, const struct image *image) {
    op_add(drawing, (struct drawing_op){ .kind = DRAW_IMAGE,
                                         .at = { rect.x, rect.y },
                                         .image = image,
                                         .width = rect.width,
                                         .height = rect.height });
}

void drawing_text(struct drawing *drawing, double x, double y, const struct shaped *shaped, struct origin origin) {
    assert(is_near(x, y));
    cairo_matrix_t matrix;
    cairo_get_matrix(drawing->cairo, &matrix);
    cairo_matrix_transform_point(&matrix, &x, &y);
    op_add(drawing, (struct drawing_op){ .kind = DRAW_TEXT,
                                         .at = { rounded(x), rounded(y) },
                                         .angle = angle_of(&matrix),
                                         .text = shaped,
                                         .origin = origin });
}

struct origin drawing_compute(struct drawing *drawing, const struct drawing_value *value) {
    drawing->values = arena_grow(drawing->arena, drawing->values, drawing->value_count, &drawing->value_capacity,
                                 sizeof *drawing->values);
    drawing->values[drawing->value_count] = *value;
    return (struct origin){ .kind = ORIGIN_POINT, .id = DRAWN_FIRST + (uint32_t)drawing->value_count++ };
}

const struct drawing_value *drawing_value(const struct drawing *drawing, uint32_t id) {
    bool known = id >= DRAWN_FIRST && id - DRAWN_FIRST < drawing->value_count;
    return known ? &drawing->values[id - DRAWN_FIRST] : NULL;
}

void drawing_describe(struct drawing *drawing, const char *alternative, const char *csv) {
    drawing->alternative = alternative ? alternative : "";
    drawing->csv = csv;
}

void drawing_finish(struct drawing *drawing) {
    assert(drawing->clip_depth == 0);
    if (drawing->cairo) {
        cairo_destroy(drawing->cairo);
        drawing->cairo = NULL;
    }
}

double drawing_width(const struct drawing *drawing) {
    return drawing->width;
}

double drawing_height(const struct drawing *drawing) {
    return drawing->height;
}

const char *drawing_alternative(const struct drawing *drawing) {
    return drawing->alternative;
}

const char *drawing_csv(const struct drawing *drawing) {
    return drawing->csv;
}

const struct drawing_op *drawing_ops(const struct drawing *drawing, size_t *count) {
    *count = drawing->count;
    return drawing->ops;
}

/* To the steps in which points are kept. */
static struct point point_enlarge(struct point from, double factor) {
    return (struct point){ round(from.x * factor * FINEST) / FINEST, round(from.y * factor * FINEST) / FINEST };
}

static struct path path_enlarge(struct arena *arena, const struct path *from, double factor) {
    struct path path = *from;
    struct point *points = arena_array(arena, from->point_count, sizeof *points);
    for (size_t i = 0; i < from->point_count; i++) {
        points[i] = point_enlarge(from->points[i], factor);
    }
    path.points = points;
    return path;
}

static const struct shaped *text_enlarge(struct arena *arena, const struct shaped *from, double factor) {
    struct glyph_run *runs = arena_array(arena, from->count, sizeof *runs);
    struct shaped *shaped = arena_alloc(arena, sizeof *shaped);
    for (size_t i = 0; i < from->count; i++) {
        runs[i] = from->runs[i];
        runs[i].size *= factor;
        runs[i].rise *= factor;
        runs[i].width *= factor;
    }
    *shaped = (struct shaped){ runs, from->count, from->width * factor };
    return shaped;
}

const struct drawing *drawing_enlarge(struct arena *arena, const struct drawing *drawing, double factor) {
    assert(!drawing->cairo && factor > 0);
    struct drawing *large = arena_alloc(arena, sizeof *large);
    *large = *drawing;
    large->arena = arena;
    large->width *= factor;
    large->height *= factor;
    large->capacity = drawing->count;
    large->ops = arena_array(arena, drawing->count, sizeof *large->ops);
    for (size_t i = 0; i < drawing->count; i++) {
        struct drawing_op *op = &large->ops[i];
        *op = drawing->ops[i];
        op->path = path_enlarge(arena, &op->path, factor);
        op->stroke.width *= factor;
        op->stroke.dash[0] *= factor;
        op->stroke.dash[1] *= factor;
        op->at = point_enlarge(op->at, factor);
        op->text = op->text ? text_enlarge(arena, op->text, factor) : NULL;
        op->width *= factor;
        op->height *= factor;
    }
    return large;
}
