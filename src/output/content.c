#include "output/content.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "drawing/drawing.h"
#include "output/embed.h"
#include "text/font.h"
#include "text/shape.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* DECIMALS of coordinates; COLOUR_DECIMALS keep 256 steps apart; TURN_DECIMALS of sines. */
enum { DECIMALS = 2, COLOUR_DECIMALS = 3, TURN_DECIMALS = 5, PER_EM = 1000, MOST_DECIMALS = 5 };

#define NUMBER_LIMIT 1e7

static const double powers_of_ten[MOST_DECIMALS + 1] = { 1, 10, 100, 1000, 10000, 100000 };

/* A colour in thousandths, as it is written; -1: not known. */
struct ink {
    long red, green, blue;
    int opacity; /* percent */
};

struct dash {
    long on, off; /* in units of the last decimal */
};

/* What PDF keeps between operators and q and Q save. Lengths in units of the last decimal. */
struct state {
    struct ink fill, stroke;
    long width, tracking;
    struct dash dash;
    enum line_cap cap;
    enum line_join join;
    const struct face *face;
    double size;
};

struct content {
    struct arena *arena;
    struct embed *embed;
    struct opacities *opacities;
    struct buffer out;
    double page_height, height; /* of the page; of the page or the frame that is open */
    struct state state;
    struct state *saved; /* by q, restored by Q */
    size_t saved_count, saved_capacity;
    bool is_marked, is_text, is_turned; /* a turned line has no place that Td could go on from */
    long line_x, line_y;                /* start of the line of the open text object */
};

static long in_units(double value, int decimals) {
    assert(isfinite(value));
    double limited = fmin(fmax(value, -NUMBER_LIMIT), NUMBER_LIMIT);
    return lround(limited * powers_of_ten[decimals]);
}

/* Adds value units of the last of decimals places. */
static void add_units(struct buffer *out, long value, int decimals) {
    char digits[24];
    size_t at = sizeof digits;
    unsigned long rest = value < 0 ? (unsigned long)-value : (unsigned long)value;
    bool has_fraction = false;
    for (int place = 0; place < decimals; place++, rest /= 10) {
        has_fraction |= rest % 10 != 0;
        if (has_fraction) {
            digits[--at] = (char)('0' + rest % 10);
        }
    }
    if (has_fraction) {
        digits[--at] = '.';
    }
    for (; rest > 0; rest /= 10) {
        digits[--at] = (char)('0' + rest % 10);
    }
    if (value < 0) {
        digits[--at] = '-';
    }
    if (value == 0) {
        digits[--at] = '0';
    }
    buffer_add(out, digits + at, sizeof digits - at);
}

void content_number(struct buffer *out, double value, int decimals) {
    add_units(out, in_units(value, decimals), decimals);
}

/* A coordinate or length, then a blank. */
static void put(struct content *content, double value) {
    content_number(&content->out, value, DECIMALS);
    buffer_byte(&content->out, ' ');
}

static void put_units(struct content *content, long value, int decimals) {
    add_units(&content->out, value, decimals);
    buffer_byte(&content->out, ' ');
}

static void put_operator(struct content *content, const char *name) {
    buffer_text(&content->out, name);
    buffer_byte(&content->out, '\n');
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

static void end_text(struct content *content) {
    if (content->is_text) {
        put_operator(content, "ET");
        content->is_text = false;
    }
}

void content_begin_tag(struct content *content, const char *type, uint32_t mark) {
    assert(!content->is_marked);
    end_text(content);
    buffer_print(&content->out, "/%s<</MCID %lu>>BDC\n", type, (unsigned long)mark);
    content->is_marked = true;
}

void content_begin_artifact(struct content *content, const char *properties) {
    assert(!content->is_marked);
    end_text(content);
    buffer_print(&content->out, "/Artifact%sBDC\n", properties);
    content->is_marked = true;
}

void content_end(struct content *content) {
    assert(content->is_marked && content->saved_count == 0);
    end_text(content);
    put_operator(content, "EMC");
    content->is_marked = false;
}

static void save(struct content *content) {
    end_text(content);
    put_operator(content, "q");
    content->saved = arena_grow(content->arena, content->saved, content->saved_count, &content->saved_capacity,
                                sizeof *content->saved);
    content->saved[content->saved_count++] = content->state;
}

static void restore(struct content *content) {
    assert(content->saved_count > 0);
    end_text(content);
    put_operator(content, "Q");
    content->state = content->saved[--content->saved_count];
}

/* Sets a colour by the operator (rg or RG) and its opacity by the shared graphics state of the prefix (a or A). */
static void set_ink(struct content *content, struct ink *ink, struct colour colour, const char *operator) {
    bool is_fill = operator[0] == 'r';
    struct ink wanted = { in_units(colour.red, COLOUR_DECIMALS), in_units(colour.green, COLOUR_DECIMALS),
                          in_units(colour.blue, COLOUR_DECIMALS),
                          (int)lround(fmin(fmax(colour.alpha, 0), 1) * 100) };
    if (wanted.red != ink->red || wanted.green != ink->green || wanted.blue != ink->blue) {
        put_units(content, wanted.red, COLOUR_DECIMALS);
        put_units(content, wanted.green, COLOUR_DECIMALS);
        put_units(content, wanted.blue, COLOUR_DECIMALS);
        put_operator(content, operator);
    }
    if (wanted.opacity != ink->opacity) {
        (is_fill ? content->opacities->fill : content->opacities->stroke)[wanted.opacity] = true;
        buffer_print(&content->out, "/%c%d gs\n", is_fill ? 'a' : 'A', wanted.opacity);
    }
    *ink = wanted;
}

static void set_fill(struct content *content, struct colour colour) {
    set_ink(content, &content->state.fill, colour, "rg");
}

static void set_dash(struct content *content, const double dash[2]) {
    struct dash wanted = { in_units(dash[0], DECIMALS), in_units(dash[1], DECIMALS) };
    if (wanted.on == content->state.dash.on && wanted.off == content->state.dash.off) {
        return;
    }
    content->state.dash = wanted;
    if (wanted.on <= 0 && wanted.off <= 0) {
        put_operator(content, "[]0 d");
        return;
    }
    buffer_byte(&content->out, '[');
    put_units(content, wanted.on, DECIMALS);
    add_units(&content->out, wanted.off, DECIMALS);
    put_operator(content, "]0 d");
}

static void set_stroke(struct content *content, const struct stroke *stroke) {
    struct state *state = &content->state;
    set_ink(content, &state->stroke, stroke->colour, "RG");
    long width = in_units(stroke->width, DECIMALS);
    if (width != state->width) {
        put_units(content, width, DECIMALS);
        put_operator(content, "w");
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

/* --- text --- */

static void set_font(struct content *content, const struct glyph_run *run) {
    struct state *state = &content->state;
    if (run->face != state->face || run->size != state->size) {
        buffer_print(&content->out, "/F%zu ", face_index(run->face));
        put(content, run->size);
        put_operator(content, "Tf");
        state->face = run->face;
        state->size = run->size;
    }
    long tracking = in_units(run->tracking * run->size, COLOUR_DECIMALS);
    if (tracking != state->tracking) {
        put_units(content, tracking, COLOUR_DECIMALS);
        put_operator(content, "Tc");
        state->tracking = tracking;
    }
}

static void begin_text(struct content *content) {
    if (!content->is_text) {
        put_operator(content, "BT");
        content->is_text = true;
        content->is_turned = false;
        content->line_x = content->line_y = 0;
    }
}

/* Starts a line at x, y on PDF's axes; angle in degrees counter-clockwise. */
static void place_line(struct content *content, double x, double y, double angle) {
    long at_x = in_units(x, DECIMALS), at_y = in_units(y, DECIMALS);
    bool is_turned = angle != 0;
    if (is_turned || content->is_turned) {
        double turn = angle * acos(-1) / 180;
        const double matrix[] = { cos(turn), sin(turn), -sin(turn), cos(turn) };
        for (int i = 0; i < 4; i++) {
            put_units(content, in_units(matrix[i], TURN_DECIMALS), TURN_DECIMALS);
        }
        put_units(content, at_x, DECIMALS);
        put_units(content, at_y, DECIMALS);
        put_operator(content, "Tm");
    } else {
        put_units(content, at_x - content->line_x, DECIMALS);
        put_units(content, at_y - content->line_y, DECIMALS);
        put_operator(content, "Td");
    }
    content->is_turned = is_turned;
    content->line_x = at_x;
    content->line_y = at_y;
}

/* One byte of a string between brackets. A raw carriage return would be read as a line feed. */
static void put_string_byte(struct content *content, uint32_t byte) {
    if (byte == '(' || byte == ')' || byte == '\\') {
        buffer_byte(&content->out, '\\');
    }
    if (byte == '\r') {
        buffer_text(&content->out, "\\r");
    } else {
        buffer_byte(&content->out, (char)byte);
    }
}

static void put_character(struct content *content, const struct glyph_run *run, size_t number, enum content_end end) {
    const struct glyph *glyph = &run->glyphs[number];
    const char *text = run->text + glyph->start;
    size_t size = glyph->size;
    bool is_space = size > 0 && text[size - 1] == ' ';
    if (end == END_WITH_SPACE && number + 1 == run->count && !is_space) {
        text = arena_print(content->arena, "%.*s ", (int)size, text);
        size++;
    }
    uint32_t id = embed_character(content->embed, run->face, glyph->id, text, size);
    put_string_byte(content, id >> 8);
    put_string_byte(content, id & 0xFF);
}

/* Raises what follows by font units: marks above letters. */
static void set_rise(struct content *content, const struct glyph_run *run, int32_t units) {
    put(content, units * run->size / face_metrics(run->face)->units_per_em);
    put_operator(content, "Ts");
}

/* The glyphs from an open [( on. The two pens, in font units, are where the shaped text wants the glyph and where PDF would put it by the
 * widths of the font; their difference, carried along unrounded, becomes a number of the array (1/1000 em, leftwards). */
static void put_glyphs(struct content *content, const struct glyph_run *run, enum content_end end) {
    double units_per_em = face_metrics(run->face)->units_per_em;
    double wanted = 0, actual = 0;
    int32_t rise = 0;
    for (size_t i = 0; i < run->count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        if (glyph->y_offset != rise) {
            put_operator(content, ")]TJ");
            set_rise(content, run, rise = glyph->y_offset);
            buffer_text(&content->out, "[(");
        }
        long shift = lround((actual - wanted - glyph->x_offset) * PER_EM / units_per_em);
        if (shift != 0) {
            buffer_byte(&content->out, ')');
            add_units(&content->out, shift, 0);
            buffer_byte(&content->out, '(');
            actual -= (double)shift * units_per_em / PER_EM;
        }
        put_character(content, run, i, end);
        wanted += glyph->advance;
        actual += face_glyph_advance(run->face, glyph->id);
    }
    put_operator(content, ")]TJ");
    if (rise != 0) {
        set_rise(content, run, 0);
    }
}

/* Where a run is set, on PDF's axes; angle in degrees counter-clockwise. */
struct setting {
    struct point at;
    double angle;
    enum content_end end;
};

/* The run's rise goes into the place: no reader sees a difference, and no operator is needed. */
static void put_run(struct content *content, const struct glyph_run *run, struct setting setting) {
    if (run->count == 0) {
        return;
    }
    begin_text(content);
    set_fill(content, run->colour);
    set_font(content, run);
    double turn = setting.angle * acos(-1) / 180;
    place_line(content, setting.at.x - run->rise * sin(turn), setting.at.y + run->rise * cos(turn), setting.angle);
    buffer_text(&content->out, "[(");
    put_glyphs(content, run, setting.end);
}

void content_text(struct content *content, const struct glyph_run *run, struct point at, enum content_end end) {
    assert(content->is_marked);
    put_run(content, run, (struct setting){ .at = { at.x, content->height - at.y }, .end = end });
}

/* Every label of a drawing is a word of its own. */
static void draw_text(struct content *content, const struct drawing_op *op) {
    double turn = op->angle * acos(-1) / 180;
    double passed = 0;
    for (size_t i = 0; i < op->text->count; i++) {
        struct setting setting = { .at = { op->at.x + passed * cos(turn), content->height - op->at.y + passed * sin(turn) },
                                   .angle = op->angle,
                                   .end = i + 1 == op->text->count ? END_WITH_SPACE : END_AS_IS };
        put_run(content, &op->text->runs[i], setting);
        passed += op->text->runs[i].width;
    }
}

/* --- paths --- */

void content_rect(struct content *content, struct rect rect, struct colour colour) {
    assert(content->is_marked);
    end_text(content);
    set_fill(content, colour);
    put(content, rect.x);
    put(content, content->height - rect.y - rect.height);
    put(content, rect.width);
    put(content, rect.height);
    put_operator(content, "re f");
}

void content_frame_begin(struct content *content, struct rect rect) {
    assert(content->is_marked && content->height == content->page_height);
    save(content);
    buffer_text(&content->out, "1 0 0 1 ");
    put(content, rect.x);
    put(content, content->height - rect.y - rect.height);
    put_operator(content, "cm");
    content->height = rect.height;
}

void content_frame_end(struct content *content) {
    content->height = content->page_height;
    restore(content);
}

static void put_point(struct content *content, struct point point) {
    put(content, point.x);
    put(content, content->height - point.y);
}

static bool is_same_place(struct point a, struct point b) {
    return in_units(a.x, DECIMALS) == in_units(b.x, DECIMALS) && in_units(a.y, DECIMALS) == in_units(b.y, DECIMALS);
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
    put(content, points[2].x - points[0].x);
    put(content, points[0].y - points[2].y);
    put_operator(content, "re");
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
            put_operator(content, "m");
            break;
        case PATH_LINE:
            /* A line too short to see is left out, but not the first one of a path: with round caps that is a dot. */
            if (i == 0 || path->verbs[i - 1] == PATH_MOVE || !is_same_place(point[-1], point[0])) {
                put_point(content, *point);
                put_operator(content, "l");
            }
            point++;
            break;
        case PATH_CURVE:
            put_point(content, point[0]);
            put_point(content, point[1]);
            put_point(content, point[2]);
            put_operator(content, "c");
            point += 3;
            break;
        case PATH_CLOSE:
            put_operator(content, "h");
            break;
        }
    }
    assert(point == path->points + path->point_count);
}

void content_draw(struct content *content, const struct drawing_op *op) {
    assert(content->is_marked);
    if (op->kind != DRAW_TEXT) {
        end_text(content);
    }
    switch (op->kind) {
    case DRAW_FILL:
        set_fill(content, op->fill);
        put_path(content, &op->path);
        put_operator(content, op->even_odd ? "f*" : "f");
        break;
    case DRAW_STROKE:
        set_stroke(content, &op->stroke);
        put_path(content, &op->path);
        put_operator(content, "S");
        break;
    case DRAW_FILL_STROKE:
        set_fill(content, op->fill);
        set_stroke(content, &op->stroke);
        put_path(content, &op->path);
        put_operator(content, op->even_odd ? "B*" : "B");
        break;
    case DRAW_CLIP_BEGIN:
        save(content);
        put_path(content, &op->path);
        put_operator(content, op->even_odd ? "W* n" : "W n");
        break;
    case DRAW_CLIP_END:
        restore(content);
        break;
    case DRAW_TEXT:
        draw_text(content, op);
        break;
    }
}

const struct buffer *content_finish(struct content *content) {
    assert(!content->is_marked && content->saved_count == 0);
    buffer_add(&content->out, "", 0);
    return &content->out;
}
