#include "report/trace.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "document/node.h"
#include "drawing/drawing.h"
#include "drawing/pages.h"
#include "indicator/selection.h"
#include "report/program.h"
#include "template/template.h"

/* ---- origins ---- */

static struct trace_origin resolve_point(const struct trace *trace, struct trace_origin resolved, uint32_t id) {
    if (id == 0) return resolved;
    if (id >= DRAWN_FIRST) return resolved; /* of a drawing: see resolve_drawn */
    if (id < DERIVED_FIRST) {
        resolved.point = indicators_point(trace->indicators, id);
        resolved.value = resolved.point->value;
        resolved.unit = point_series(resolved.point)->unit;
        return resolved;
    }
    const struct derived_value *derived = &trace->filled->derived[id - DERIVED_FIRST];
    resolved.expression = derived->expression;
    resolved.pos = derived->pos;
    resolved.value = derived->value;
    resolved.unit = derived->unit;
    resolved.inputs = derived->inputs;
    resolved.input_count = derived->input_count;
    return resolved;
}

struct trace_origin trace_resolve(const struct trace *trace, struct origin origin) {
    struct trace_origin resolved = { .kind = origin.kind, .pos = origin.pos, .unit = "" };
    bool written = origin.kind == ORIGIN_LITERAL || origin.kind == ORIGIN_POLICY;
    if (written && origin.id > 0 && origin.id <= trace->filled->claim_count)
        resolved.claim = trace->filled->claims[origin.id - 1].expression;
    return origin.kind == ORIGIN_POINT ? resolve_point(trace, resolved, origin.id) : resolved;
}

/* A number that the drawing made of the node computed itself. */
static struct trace_origin resolve_drawn(struct arena *arena, const struct trace *trace, const struct drawing *drawing, uint32_t id) {
    struct trace_origin resolved = { .kind = ORIGIN_POINT, .unit = "" };
    const struct drawing_value *value = drawing ? drawing_value(drawing, id) : NULL;
    if (!value) return resolved;
    const struct point_value **inputs = arena_array(arena, value->count, sizeof *inputs);
    for (size_t i = 0; i < value->count; i++) inputs[i] = indicators_point(trace->indicators, value->points[i]);
    resolved.how = value->how;
    resolved.value = value->value;
    resolved.unit = value->unit;
    resolved.inputs = inputs;
    resolved.input_count = value->count;
    return resolved;
}

/* ---- text of a page, put together again ---- */

/* One stretch of a line: runs that touch each other, with the origin of each byte's piece. */
struct stretch {
    struct buffer text;
    struct {
        size_t start; /* first byte in text */
        struct origin origin;
    } *pieces;
    size_t count, capacity;
    double x_end, y, size; /* where it ends, and how large its type is [pt] */
    uint32_t node;
    enum item_role role;
};

/* One page being read. */
struct reading {
    struct arena *arena;
    struct trace *trace;
    size_t page;
    const struct drawing *drawing; /* whose text is read; NULL: none */
    struct stretch stretch;
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Bytes of a separator inside a numeral that stands at text: decimal signs and the thousands' spaces. 0 if there is none. */
static size_t separator(const char *text, size_t size) {
    if (size == 0) return 0;
    if (*text == '.' || *text == ',') return 1;
    size_t length = 0;
    uint32_t code = utf8_decode(text, size, &length);
    return code == 0x202F || code == 0x2009 ? length : 0;
}

/* Bytes of the numeral at text, which begins with a digit. */
static size_t numeral_size(const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        if (is_digit(text[at])) {
            at++;
            continue;
        }
        size_t gap = separator(text + at, size - at);
        if (gap == 0 || at + gap >= size || !is_digit(text[at + gap])) break;
        at += gap;
    }
    return at;
}

static const char *const places[] = { "note", "table", "figure", "contents", "cover", "divider", "bibliography", "text" };

/* The part of a document that a node makes, by its kind or role; NULL if it makes none. */
static const char *place_of_node(const struct node *node) {
    static const char *const roles[][2] = { { "toc", "contents" }, { "chapter-contents", "contents" }, { "cover", "cover" },
        { "divider", "divider" }, { "bibliography", "bibliography" } };
    if (node->kind == NODE_FOOTNOTE) return places[0];
    if (node->kind == NODE_FIGURE) return strcmp(node->text, "table") == 0 ? places[1] : places[2];
    for (size_t i = 0; node->kind == NODE_BLOCK && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(node->text, roles[i][0]) == 0) return roles[i][1];
    return NULL;
}

/* The data of the drawing at node, if the numeral is a tick in it. */
static const struct selection *scale_of(const struct trace *trace, const struct node *node, const struct trace_numeral *numeral) {
    bool tick = false;
    for (size_t i = 0; i < numeral->origin_count; i++) tick = tick || numeral->origins[i].kind == ORIGIN_TICK;
    bool drawn = tick && node && node->graphic > 0 && node->graphic <= trace->filled->graphic_count;
    return drawn ? trace->filled->graphics[node->graphic - 1].selection : NULL;
}

static void set_place(const struct reading *reading, struct trace_numeral *numeral) {
    const struct stretch *stretch = &reading->stretch;
    numeral->node = stretch->node;
    numeral->id = "";
    numeral->place = stretch->role == ITEM_HEADER ? "head" : stretch->role == ITEM_FOOTER ? "foot" : "text";
    const struct node *node = stretch->node ? document_node(reading->trace->document, stretch->node) : NULL;
    numeral->scale = scale_of(reading->trace, node, numeral);
    for (; node; node = node->parent) {
        const char *place = place_of_node(node);
        if (!place) continue;
        numeral->place = place;
        numeral->id = node->kind == NODE_FIGURE && node_identifier(node) ? node_identifier(node) : "";
        return;
    }
}

static struct trace_origin resolve(const struct reading *reading, struct origin origin) {
    bool drawn = origin.kind == ORIGIN_POINT && origin.id >= DRAWN_FIRST;
    return drawn ? resolve_drawn(reading->arena, reading->trace, reading->drawing, origin.id) : trace_resolve(reading->trace, origin);
}

static void add_numeral(struct reading *reading, size_t start, size_t size, bool word) {
    struct trace *trace = reading->trace;
    const struct stretch *stretch = &reading->stretch;
    struct trace_numeral numeral = { .page = reading->page, .word = word,
        .text = arena_copy(reading->arena, stretch->text.data + start, size) };
    struct trace_origin *origins = arena_array(reading->arena, stretch->count, sizeof *origins);
    for (size_t i = 0; i < stretch->count; i++) {
        size_t end = i + 1 < stretch->count ? stretch->pieces[i + 1].start : stretch->text.size;
        if (end > start && stretch->pieces[i].start < start + size)
            origins[numeral.origin_count++] = resolve(reading, stretch->pieces[i].origin);
    }
    numeral.origins = origins;
    set_place(reading, &numeral);
    trace->numerals = arena_grow(reading->arena, trace->numerals, trace->count, &trace->capacity, sizeof *trace->numerals);
    trace->numerals[trace->count++] = numeral;
}

/* A value computed while filling that is printed without digits is a number in words. */
static void add_words(struct reading *reading) {
    const struct stretch *stretch = &reading->stretch;
    for (size_t i = 0; i < stretch->count; i++) {
        size_t start = stretch->pieces[i].start;
        size_t end = i + 1 < stretch->count ? stretch->pieces[i + 1].start : stretch->text.size;
        uint32_t id = stretch->pieces[i].origin.id;
        bool computed = stretch->pieces[i].origin.kind == ORIGIN_POINT && id >= DERIVED_FIRST && id < DRAWN_FIRST;
        bool digits = false;
        while (end > start && stretch->text.data[end - 1] == ' ') end--;
        for (size_t at = start; at < end; at++) digits = digits || is_digit(stretch->text.data[at]);
        if (computed && !digits && end > start) add_numeral(reading, start, end - start, true);
    }
}

static void end_stretch(struct reading *reading) {
    struct stretch *stretch = &reading->stretch;
    const char *text = stretch->text.data;
    for (size_t at = 0; at < stretch->text.size;) {
        size_t size = is_digit(text[at]) ? numeral_size(text + at, stretch->text.size - at) : 0;
        if (size > 0) add_numeral(reading, at, size, false);
        at += size > 0 ? size : 1;
    }
    add_words(reading);
    stretch->text.size = 0;
    stretch->count = 0;
}

/* A run with its origin goes on where the stretch ends, or begins a new one. */
struct piece {
    const struct glyph_run *run;
    struct origin origin;
    double x, y;
    uint32_t node;
    enum item_role role;
};

static bool goes_on(const struct stretch *stretch, const struct piece *piece) {
    enum { HUNDREDTHS = 25 }; /* a gap that no reader sees [pt/100] */
    return stretch->count > 0 && fabs(stretch->x_end - piece->x) * 100 < HUNDREDTHS &&
           fabs(stretch->y - (piece->y - piece->run->rise)) * 100 < HUNDREDTHS && stretch->role == piece->role;
}

static bool is_same(struct origin a, struct origin b) {
    return a.kind == b.kind && a.id == b.id && a.pos.file == b.pos.file && a.pos.line == b.pos.line &&
           a.pos.column == b.pos.column;
}

static void add_piece(struct reading *reading, const struct piece *piece) {
    struct stretch *stretch = &reading->stretch;
    if (!goes_on(stretch, piece)) {
        end_stretch(reading);
        stretch->node = piece->node;
        stretch->role = piece->role;
        stretch->y = piece->y - piece->run->rise;
    }
    if (stretch->count == 0 || !is_same(stretch->pieces[stretch->count - 1].origin, piece->origin)) {
        stretch->pieces = arena_grow(reading->arena, stretch->pieces, stretch->count, &stretch->capacity, sizeof *stretch->pieces);
        stretch->pieces[stretch->count].start = stretch->text.size;
        stretch->pieces[stretch->count++].origin = piece->origin;
    }
    buffer_add(&stretch->text, piece->run->text, piece->run->text_size);
    stretch->x_end = piece->x + piece->run->width;
}

static void read_drawing(struct reading *reading, const struct page_item *item) {
    size_t count = 0;
    const struct drawing_op *ops = drawing_ops(item->drawing, &count);
    reading->drawing = item->drawing;
    for (size_t i = 0; i < count; i++) {
        if (ops[i].kind != DRAW_TEXT) continue;
        end_stretch(reading);
        double x = 0;
        for (size_t r = 0; r < ops[i].text->count; r++) {
            struct piece piece = { &ops[i].text->runs[r], ops[i].origin, x, ops[i].text->runs[r].rise, item->node, item->role };
            add_piece(reading, &piece);
            x += piece.run->width;
        }
    }
    end_stretch(reading);
    reading->drawing = NULL;
}

static void read_page(struct reading *reading, const struct page *page) {
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind == ITEM_TEXT) {
            struct piece piece = { item->run, item->origin, item->x, item->y, item->node, item->role };
            add_piece(reading, &piece);
        } else if (item->kind == ITEM_DRAWING) {
            end_stretch(reading);
            read_drawing(reading, item);
        }
    }
    end_stretch(reading);
}

static void list_drawings(struct arena *arena, struct trace *trace) {
    const struct filled *filled = trace->filled;
    trace->drawings = arena_array(arena, filled->graphic_count, sizeof *trace->drawings);
    trace->drawing_count = filled->graphic_count;
    for (size_t i = 0; i < filled->graphic_count; i++) {
        const struct node *node = document_node(trace->document, filled->graphics[i].node);
        while (node && node->kind != NODE_FIGURE) node = node->parent;
        trace->drawings[i] = (struct trace_drawing){ .id = node && node_identifier(node) ? node_identifier(node) : "",
            .label = node && node->label ? node->label : "", .selection = filled->graphics[i].selection };
    }
}

const struct trace *trace_make(struct arena *arena, const char *path, const struct indicators *indicators,
                               const struct filled *filled, const struct pages *pages) {
    struct trace *trace = arena_alloc(arena, sizeof *trace);
    *trace = (struct trace){ .path = path, .document = filled->document, .filled = filled, .indicators = indicators,
        .page_count = pages->count };
    for (size_t p = 0; p < pages->count; p++) {
        struct reading reading = { .arena = arena, .trace = trace, .page = p + 1 };
        reading.stretch.text = buffer_new(arena);
        read_page(&reading, &pages->pages[p]);
    }
    list_drawings(arena, trace);
    return trace;
}
