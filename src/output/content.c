#include "output/content.h"

#include "base/arena.h"
#include "output/content_private.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* MOST_DECIMALS that a number is written with. */
enum { MOST_DECIMALS = 5 };

#define NUMBER_LIMIT 1e7

static const double powers_of_ten[MOST_DECIMALS + 1] = { 1, 10, 100, 1000, 10000, 100000 };

long content_units(double value, int decimals) {
    assert(isfinite(value));
    double limited = value < -NUMBER_LIMIT ? -NUMBER_LIMIT : value > NUMBER_LIMIT ? NUMBER_LIMIT : value;
    return content_round(limited * powers_of_ten[decimals]);
}

/* The decimals of rest, without final zeros; to: behind the whole part. */
static char *write_fraction(char *to, unsigned long rest, int decimals) {
    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    if (decimals == 0) {
        return to;
    }
    *to = '.';
    for (int place = decimals; place > 0; place--, rest /= 10) {
        to[place] = (char)('0' + rest % 10);
    }
    return to + decimals + 1;
}

/* Most numbers have one to three digits before the point. */
static char *write_whole(char *to, unsigned long whole) {
    if (whole >= 1000) {
        return count_write(to, whole);
    }
    if (whole >= 100) {
        *to++ = (char)('0' + whole / 100);
    }
    if (whole >= 10) {
        *to++ = (char)('0' + whole / 10 % 10);
    }
    *to++ = (char)('0' + whole % 10);
    return to;
}

char *content_write_units(char *to, long value, int decimals) {
    static const unsigned long powers[MOST_DECIMALS + 1] = { 1, 10, 100, 1000, 10000, 100000 };
    unsigned long size = value < 0 ? (unsigned long)-value : (unsigned long)value;
    unsigned long whole = decimals == DECIMALS ? size / 100 : size / powers[decimals];
    if (value < 0) {
        *to++ = '-';
    }
    if (whole > 0 || size == 0) {
        to = write_whole(to, whole);
    }
    return write_fraction(to, size - whole * powers[decimals], decimals);
}

void content_add_units(struct buffer *out, long value, int decimals) {
    buffer_end(out, content_write_units(buffer_room(out, CONTENT_NUMBER_SIZE), value, decimals));
}

void content_number(struct buffer *out, double value, int decimals) {
    content_add_units(out, content_units(value, decimals), decimals);
}

void content_put(struct content *content, double value) {
    content_put_units(content, content_units(value, DECIMALS), DECIMALS);
}

void content_put_units(struct content *content, long value, int decimals) {
    char *end = content_write_units(buffer_room(&content->out, CONTENT_NUMBER_SIZE), value, decimals);
    *end = ' ';
    buffer_end(&content->out, end + 1);
}

/* What a page starts with; no colour is -1, so the first one is always set. */
static const struct state first_state = {
    .fill = { -1, -1, -1, 100 }, .stroke = { -1, -1, -1, 100 }, .width = 100 };

struct content *content_new(struct arena *arena, struct embed *embed, struct opacities *opacities, double page_height) {
    struct content *content = arena_alloc(arena, sizeof *content);
    *content = (struct content){ .arena = arena, .embed = embed, .opacities = opacities, .out = buffer_new(arena),
                                 .page_height = page_height, .height = page_height, .state = first_state };
    return content;
}

void content_end_text(struct content *content) {
    if (content->is_text) {
        content_put_operator(content, "ET");
        content->is_text = false;
    }
}

void content_begin_tag(struct content *content, const char *type, uint32_t mark) {
    assert(!content->is_marked);
    content_end_text(content);
    buffer_byte(&content->out, '/');
    buffer_text(&content->out, type);
    buffer_text(&content->out, "<</MCID ");
    buffer_count(&content->out, mark);
    buffer_text(&content->out, ">>BDC\n");
    content->is_marked = true;
}

void content_begin_artifact(struct content *content, const char *properties) {
    assert(!content->is_marked);
    content_end_text(content);
    buffer_text(&content->out, "/Artifact");
    buffer_text(&content->out, properties);
    buffer_text(&content->out, "BDC\n");
    content->is_marked = true;
}

void content_end(struct content *content) {
    assert(content->is_marked && content->saved_count == 0);
    content_end_text(content);
    content_put_operator(content, "EMC");
    content->is_marked = false;
}

static void save(struct content *content) {
    content_end_text(content);
    content_put_operator(content, "q");
    content->saved = arena_grow(content->arena, content->saved, content->saved_count, &content->saved_capacity,
                                sizeof *content->saved);
    content->saved[content->saved_count++] = content->state;
}

static void restore(struct content *content) {
    assert(content->saved_count > 0);
    content_end_text(content);
    content_put_operator(content, "Q");
    content->state = content->saved[--content->saved_count];
}

/* Sets a colour by the operator (rg or RG) and its opacity by the shared graphics state of the prefix (a or A). */
static void set_ink(struct content *content, struct ink *ink, struct colour colour, const char *operator) {
    bool is_fill = operator[0] == 'r';
    struct ink wanted = { content_units(colour.red, COLOUR_DECIMALS), content_units(colour.green, COLOUR_DECIMALS),
                          content_units(colour.blue, COLOUR_DECIMALS),
                          (int)lround(fmin(fmax(colour.alpha, 0), 1) * 100) };
    if (wanted.red != ink->red || wanted.green != ink->green || wanted.blue != ink->blue) {
        content_put_units(content, wanted.red, COLOUR_DECIMALS);
        content_put_units(content, wanted.green, COLOUR_DECIMALS);
        content_put_units(content, wanted.blue, COLOUR_DECIMALS);
        content_put_operator(content, operator);
    }
    if (wanted.opacity != ink->opacity) {
        (is_fill ? content->opacities->fill : content->opacities->stroke)[wanted.opacity] = true;
        buffer_print(&content->out, "/%c%d gs\n", is_fill ? 'a' : 'A', wanted.opacity);
    }
    *ink = wanted;
}

void content_set_fill(struct content *content, struct colour colour) {
    set_ink(content, &content->state.fill, colour, "rg");
}

static void set_dash(struct content *content, const double dash[2]) {
    struct dash wanted = { content_units(dash[0], DECIMALS), content_units(dash[1], DECIMALS) };
    if (wanted.on == content->state.dash.on && wanted.off == content->state.dash.off) {
        return;
    }
    content->state.dash = wanted;
    if (wanted.on <= 0 && wanted.off <= 0) {
        content_put_operator(content, "[]0 d");
        return;
    }
    buffer_byte(&content->out, '[');
    content_put_units(content, wanted.on, DECIMALS);
    content_add_units(&content->out, wanted.off, DECIMALS);
    content_put_operator(content, "]0 d");
}

static void set_stroke(struct content *content, const struct stroke *stroke) {
    struct state *state = &content->state;
    set_ink(content, &state->stroke, stroke->colour, "RG");
    long width = content_units(stroke->width, DECIMALS);
    if (width != state->width) {
        content_put_units(content, width, DECIMALS);
        content_put_operator(content, "w");
        state->width = width;
    }
    if (stroke->cap != state->cap) {
        buffer_print(&content->out, "%d J\n", (int)stroke->cap);
        state->cap = stroke->cap;
    }
    if (stroke->join != state->join) {
        buffer_print(&content->out, "%d j\n", (int)stroke->join);
        state->join = stroke->join;
    }
    set_dash(content, stroke->dash);
}

void content_rect(struct content *content, struct rect rect, struct colour colour) {
    assert(content->is_marked);
    content_end_text(content);
    content_set_fill(content, colour);
    content_put(content, rect.x);
    content_put(content, content->height - rect.y - rect.height);
    content_put(content, rect.width);
    content_put(content, rect.height);
    content_put_operator(content, "re f");
}

void content_frame_begin(struct content *content, struct rect rect) {
    assert(content->is_marked && content->height == content->page_height);
    save(content);
    buffer_text(&content->out, "1 0 0 1 ");
    content_put(content, rect.x);
    content_put(content, content->height - rect.y - rect.height);
    content_put_operator(content, "cm");
    content->height = rect.height;
}

void content_frame_end(struct content *content) {
    content->height = content->page_height;
    restore(content);
}

static void put_point(struct content *content, struct point point) {
    content_put(content, point.x);
    content_put(content, content->height - point.y);
}

static bool is_same_place(struct point a, struct point b) {
    return content_units(a.x, DECIMALS) == content_units(b.x, DECIMALS) && content_units(a.y, DECIMALS) == content_units(b.y, DECIMALS);
}

/* True for move, three lines and close along the axes: an re operator. */
static bool is_rect(const struct path *path, size_t verb, const struct point *points) {
    static const enum path_verb verbs[] = { PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE };
    if (path->verb_count - verb < 5 || memcmp(path->verbs + verb, verbs, sizeof verbs) != 0) {
        return false;
    }
    return points[0].y == points[1].y && points[1].x == points[2].x && points[2].y == points[3].y &&
           points[3].x == points[0].x;
}

static void put_rect(struct content *content, const struct point *points) {
    put_point(content, points[0]);
    content_put(content, points[2].x - points[0].x);
    content_put(content, points[0].y - points[2].y);
    content_put_operator(content, "re");
}

static void put_path(struct content *content, const struct path *path) {
    const struct point *point = path->points;
    if (path->verb_count == 0) {
        buffer_text(&content->out, "0 0 0 0 re\n"); /* painting needs a path, be it empty */
    }
    for (size_t i = 0; i < path->verb_count; i++) {
        switch (path->verbs[i]) {
        case PATH_MOVE:
            if (is_rect(path, i, point)) {
                put_rect(content, point);
                point += 4;
                i += 4;
                break;
            }
            put_point(content, *point++);
            content_put_operator(content, "m");
            break;
        case PATH_LINE:
            /* A line too short to see is left out, but not the first one of a path: with round caps that is a dot. */
            if (i == 0 || path->verbs[i - 1] == PATH_MOVE || !is_same_place(point[-1], point[0])) {
                put_point(content, *point);
                content_put_operator(content, "l");
            }
            point++;
            break;
        case PATH_CURVE:
            put_point(content, point[0]);
            put_point(content, point[1]);
            put_point(content, point[2]);
            content_put_operator(content, "c");
            point += 3;
            break;
        case PATH_CLOSE:
            content_put_operator(content, "h");
            break;
        }
    }
    assert(point == path->points + path->point_count);
}

/* The number of an image among those of the document, from 1. */
static size_t image_number(struct content *content, const struct image *image) {
    struct opacities *shared = content->opacities;
    for (size_t i = 0; i < shared->image_count; i++) {
        if (shared->images[i] == image) {
            return i + 1;
        }
    }
    shared->images = arena_grow(content->arena, shared->images, shared->image_count, &shared->image_capacity, sizeof *shared->images);
    shared->images[shared->image_count++] = image;
    return shared->image_count;
}

/* A matrix maps the image's unit square to its place. */
static void put_image(struct content *content, const struct drawing_op *op) {
    save(content);
    content_put(content, op->width);
    buffer_text(&content->out, "0 0 ");
    content_put(content, op->height);
    put_point(content, (struct point){ op->at.x, op->at.y + op->height });
    content_put_operator(content, "cm");
    buffer_print(&content->out, "/I%zu Do\n", image_number(content, op->image));
    restore(content);
}

void content_draw(struct content *content, const struct drawing_op *op) {
    assert(content->is_marked);
    if (op->kind != DRAW_TEXT) {
        content_end_text(content);
    }
    switch (op->kind) {
    case DRAW_FILL:
        content_set_fill(content, op->fill);
        put_path(content, &op->path);
        content_put_operator(content, op->even_odd ? "f*" : "f");
        break;
    case DRAW_STROKE:
        set_stroke(content, &op->stroke);
        put_path(content, &op->path);
        content_put_operator(content, "S");
        break;
    case DRAW_FILL_STROKE:
        content_set_fill(content, op->fill);
        set_stroke(content, &op->stroke);
        put_path(content, &op->path);
        content_put_operator(content, op->even_odd ? "B*" : "B");
        break;
    case DRAW_CLIP_BEGIN:
        save(content);
        put_path(content, &op->path);
        content_put_operator(content, op->even_odd ? "W* n" : "W n");
        break;
    case DRAW_CLIP_END:
        restore(content);
        break;
    case DRAW_TEXT:
        content_draw_text(content, op);
        break;
    case DRAW_IMAGE:
        put_image(content, op);
        break;
    }
}

const struct buffer *content_finish(struct content *content) {
    assert(!content->is_marked && content->saved_count == 0);
    buffer_add(&content->out, "", 0);
    return &content->out;
}
