#include "output/raster.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "drawing/drawing.h"
#include "drawing/image.h"
#include "drawing/pages.h"
#include "output/png.h"
#include "text/font.h"
#include "text/shape.h"

#include <cairo-svg.h>
#include <cairo.h>
#include <math.h>
#include <string.h>

/* A picture may have so many pixels a side; cairo itself ends at 32 767. */
enum { PIXELS_MOST = 20000 };
static const double POINTS_PER_INCH = 72.0;

static void set_colour(cairo_t *cairo, struct colour colour) {
    cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, colour.alpha);
}

static void trace_path(cairo_t *cairo, const struct path *path) {
    const struct point *p = path->points;
    cairo_new_path(cairo);
    for (size_t i = 0; i < path->verb_count; i++) {
        switch (path->verbs[i]) {
        case PATH_MOVE:
            cairo_move_to(cairo, p->x, p->y);
            p += 1;
            break;
        case PATH_LINE:
            cairo_line_to(cairo, p->x, p->y);
            p += 1;
            break;
        case PATH_CURVE:
            cairo_curve_to(cairo, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
            p += 3;
            break;
        case PATH_CLOSE:
            cairo_close_path(cairo);
            break;
        }
    }
}

static void stroke_path(cairo_t *cairo, const struct stroke *stroke) {
    static const cairo_line_cap_t caps[] = { [CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
                                             [CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
                                             [CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE };
    static const cairo_line_join_t joins[] = { [JOIN_MITRE] = CAIRO_LINE_JOIN_MITER,
                                               [JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
                                               [JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL };
    set_colour(cairo, stroke->colour);
    cairo_set_line_width(cairo, stroke->width);
    cairo_set_dash(cairo, stroke->dash, stroke->dash[0] > 0 ? 2 : 0, 0);
    cairo_set_line_cap(cairo, caps[stroke->cap]);
    cairo_set_line_join(cairo, joins[stroke->join]);
    cairo_stroke(cairo);
}

static void outline_move(void *context, double x, double y) {
    cairo_move_to(context, x, y);
}

static void outline_line(void *context, double x, double y) {
    cairo_line_to(context, x, y);
}

static void outline_curve(void *context, double x1, double y1, double x2, double y2, double x, double y) {
    cairo_curve_to(context, x1, y1, x2, y2, x, y);
}

static void outline_close(void *context) {
    cairo_close_path(context);
}

/* Fills the run's outlines; the baseline starts at x of the current space. Font units point upwards. */
static void fill_run(cairo_t *cairo, const struct glyph_run *run, double x) {
    static const struct face_outline outline = { outline_move, outline_line, outline_curve, outline_close };
    double unit = run->size / face_metrics(run->face)->units_per_em;
    cairo_new_path(cairo);
    for (size_t i = 0; i < run->count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        cairo_save(cairo);
        cairo_translate(cairo, x + glyph->x_offset * unit, -run->rise - glyph->y_offset * unit);
        cairo_scale(cairo, unit, -unit);
        face_draw(run->face, glyph->id, &outline, cairo);
        cairo_restore(cairo);
        x += glyph->advance * unit + run->tracking * run->size;
    }
    set_colour(cairo, run->colour);
    cairo_fill(cairo);
}

static void replay_text(cairo_t *cairo, const struct drawing_op *op) {
    double x = 0;
    cairo_save(cairo);
    cairo_translate(cairo, op->at.x, op->at.y);
    cairo_rotate(cairo, -op->angle * M_PI / 180);
    for (size_t i = 0; i < op->text->count; i++) {
        fill_run(cairo, &op->text->runs[i], x);
        x += op->text->runs[i].width;
    }
    cairo_restore(cairo);
}

/* Fills, then strokes what of both the operation has. */
static void replay_paint(cairo_t *cairo, const struct drawing_op *op) {
    trace_path(cairo, &op->path);
    if (op->kind != DRAW_STROKE) {
        cairo_set_fill_rule(cairo, op->even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
        set_colour(cairo, op->fill);
        cairo_fill_preserve(cairo);
        cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_WINDING);
    }
    if (op->kind != DRAW_FILL) {
        stroke_path(cairo, &op->stroke);
    }
    cairo_new_path(cairo);
}

/* cairo wants colours multiplied by their opacity, as words of 32 bits. */
static void copy_pixels(const struct image *image, unsigned char *to, int stride) {
    for (uint32_t y = 0; y < image->height; y++) {
        uint32_t *row = (uint32_t *)(void *)(to + (size_t)y * (size_t)stride);
        const unsigned char *pixel = image->pixels + (size_t)y * image->width * 4;
        for (uint32_t x = 0; x < image->width; x++, pixel += 4) {
            uint32_t a = pixel[3], r = pixel[0] * a / 255, g = pixel[1] * a / 255, b = pixel[2] * a / 255;
            row[x] = a << 24 | r << 16 | g << 8 | b;
        }
    }
}

static void replay_image(cairo_t *cairo, const struct drawing_op *op) {
    const struct image *image = op->image;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)image->width, (int)image->height);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        copy_pixels(image, cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface));
        cairo_surface_mark_dirty(surface);
        cairo_save(cairo);
        cairo_translate(cairo, op->at.x, op->at.y);
        cairo_scale(cairo, op->width / image->width, op->height / image->height);
        cairo_set_source_surface(cairo, surface, 0, 0);
        cairo_paint(cairo);
        cairo_restore(cairo);
    }
    cairo_surface_destroy(surface);
}

static void replay_op(cairo_t *cairo, const struct drawing_op *op) {
    switch (op->kind) {
    case DRAW_FILL:
    case DRAW_STROKE:
    case DRAW_FILL_STROKE:
        replay_paint(cairo, op);
        break;
    case DRAW_CLIP_BEGIN:
        cairo_save(cairo);
        trace_path(cairo, &op->path);
        cairo_clip(cairo);
        break;
    case DRAW_CLIP_END:
        cairo_restore(cairo);
        break;
    case DRAW_TEXT:
        replay_text(cairo, op);
        break;
    case DRAW_IMAGE:
        replay_image(cairo, op);
        break;
    }
}

static void replay_drawing(cairo_t *cairo, const struct drawing *drawing) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        replay_op(cairo, &ops[i]);
    }
}

static void replay_item(cairo_t *cairo, const struct page_item *item) {
    cairo_save(cairo);
    cairo_translate(cairo, item->x, item->y);
    switch (item->kind) {
    case ITEM_TEXT:
        fill_run(cairo, item->run, 0);
        break;
    case ITEM_RECT:
        set_colour(cairo, item->colour);
        cairo_rectangle(cairo, 0, 0, item->width, item->height);
        cairo_fill(cairo);
        break;
    case ITEM_DRAWING:
        replay_drawing(cairo, item->drawing);
        break;
    }
    cairo_restore(cairo);
}

static void replay_page(cairo_t *cairo, const struct page *page) {
    for (size_t i = 0; i < page->count; i++) {
        replay_item(cairo, &page->items[i]);
    }
}

/* What is to be drawn: a drawing or a page. */
struct picture {
    double width, height; /* [pt] */
    const struct drawing *drawing;
    const struct page *page;
};

static void replay_picture(cairo_t *cairo, const struct picture *picture) {
    if (picture->drawing) {
        replay_drawing(cairo, picture->drawing);
    } else {
        replay_page(cairo, picture->page);
    }
}

static cairo_status_t add_bytes(void *context, const unsigned char *data, unsigned int size) {
    buffer_add(context, (const char *)data, size);
    return CAIRO_STATUS_SUCCESS;
}

/* The bytes collected, or NULL after a diagnostic. */
static const char *result(struct diag *diag, const struct buffer *out, cairo_status_t status, size_t *size) {
    if (status != CAIRO_STATUS_SUCCESS || !out->data) {
        diag_add(diag, DIAG_CODE_RASTER_FAILED, (struct source_pos){ 0 }, "%s", cairo_status_to_string(status));
        return NULL;
    }
    *size = out->size;
    return out->data;
}

/* Pixels on white paper. */
static const char *picture_to_png(struct arena *arena, struct diag *diag, const struct picture *picture,
                                  double dots_per_inch, size_t *size) {
    double scale = dots_per_inch / POINTS_PER_INCH;
    double width = ceil(picture->width * scale), height = ceil(picture->height * scale);
    if (!(width >= 1 && height >= 1 && width <= PIXELS_MOST && height <= PIXELS_MOST)) {
        diag_add(diag, DIAG_CODE_RASTER_FAILED, (struct source_pos){ 0 }, "%g × %g pixels", width, height);
        return NULL;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    replay_picture(cairo, picture);
    cairo_status_t status = cairo_status(cairo);
    const char *bytes = NULL;
    if (status == CAIRO_STATUS_SUCCESS) {
        cairo_surface_flush(surface);
        struct png_pixels pixels = { cairo_image_surface_get_data(surface), (size_t)width, (size_t)height,
                                     (size_t)cairo_image_surface_get_stride(surface) };
        bytes = png_write(arena, &pixels, size);
        status = bytes ? status : CAIRO_STATUS_NO_MEMORY;
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    if (!bytes) {
        diag_add(diag, DIAG_CODE_RASTER_FAILED, (struct source_pos){ 0 }, "%s", cairo_status_to_string(status));
    }
    return bytes;
}

static void add_escaped(struct buffer *out, const char *text) {
    for (; *text; text++) {
        if (*text == '&') {
            buffer_text(out, "&amp;");
        } else if (*text == '<') {
            buffer_text(out, "&lt;");
        } else {
            buffer_byte(out, *text);
        }
    }
}

static void add_element(struct buffer *out, const char *name, const char *text) {
    if (text && *text) {
        buffer_print(out, "\n<%s>", name);
        add_escaped(out, text);
        buffer_print(out, "</%s>", name);
    }
}

/* Copies cairo's SVG with three changes: it is one image to a screen reader, with title and description, and no number
 * behind id="surface", which counts the surfaces of the process and so would differ from run to run. */
static struct buffer finish_svg(struct arena *arena, const struct buffer *from, const struct picture_words *words) {
    static const char surface[] = "<g id=\"surface";
    struct buffer out = buffer_new(arena);
    const char *root = strstr(from->data, "<svg");
    const char *text = root ? strchr(root, '>') : NULL;
    if (!text) {
        return *from;
    }
    buffer_add(&out, from->data, (size_t)(text - from->data));
    buffer_text(&out, " role=\"img\">");
    text++;
    add_element(&out, "title", words->title);
    add_element(&out, "desc", words->description);
    const char *group = strstr(text, surface);
    if (group) {
        buffer_add(&out, text, (size_t)(group - text) + sizeof surface - 1);
        text = group + sizeof surface - 1;
        text += strspn(text, "0123456789");
    }
    buffer_text(&out, text);
    return out;
}

const char *drawing_to_svg(struct arena *arena, struct diag *diag, const struct drawing *drawing,
                           const struct picture_words *words, size_t *size) {
    const struct picture_words own = { drawing_alternative(drawing), NULL };
    struct buffer raw = buffer_new(arena);
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(add_bytes, &raw, drawing_width(drawing), drawing_height(drawing));
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    cairo_t *cairo = cairo_create(surface);
    replay_drawing(cairo, drawing);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : status;
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS || !raw.data) {
        return result(diag, &raw, status, size);
    }
    struct buffer out = finish_svg(arena, &raw, words ? words : &own);
    return result(diag, &out, status, size);
}

const char *drawing_to_png(struct arena *arena, struct diag *diag, const struct drawing *drawing,
                           double dots_per_inch, size_t *size) {
    struct picture picture = { drawing_width(drawing), drawing_height(drawing), drawing, NULL };
    return picture_to_png(arena, diag, &picture, dots_per_inch, size);
}

const char *page_to_png(struct arena *arena, struct diag *diag, const struct page *page, double dots_per_inch,
                        size_t *size) {
    struct picture picture = { page->width, page->height, NULL, page };
    return picture_to_png(arena, diag, &picture, dots_per_inch, size);
}
