#include "report/program.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "drawing/drawing.h"
#include "drawing/pages.h"
#include "indicator/series.h"
#include "template/template.h"

/* What is being printed about: the place of one text. */
struct place {
    const struct program *program;
    const struct filled *filled;
    struct buffer *out;
    size_t page;
    struct origin origin;
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

static void print_position(struct buffer *out, struct source_pos pos) {
    if (!pos.file) return;
    buffer_print(out, " %s", pos.file->path);
    if (pos.line) buffer_print(out, ":%u", pos.line);
    if (pos.column) buffer_print(out, ":%u", pos.column);
}

static void print_point(const struct place *place, uint32_t id) {
    const struct point_value *point = indicators_point(place->program->world.indicators, id);
    if (!point) return;
    buffer_print(place->out, " %s[", point->series->name);
    for (size_t i = 0; i < point->series->dimension_count; i++)
        buffer_print(place->out, "%s%s", i ? "," : "", point->series->dimensions[i].members[point->keys[i]].code);
    buffer_print(place->out, ",%d]", point->year);
}

static void print_derived(const struct place *place, uint32_t id) {
    size_t index = id - DERIVED_FIRST;
    if (index >= place->filled->derived_count) return;
    const struct derived_value *value = &place->filled->derived[index];
    buffer_print(place->out, " {{ %s }}", value->expression);
    print_position(place->out, value->pos);
}

static void print_numeral(const struct place *place, const char *text, size_t size) {
    buffer_print(place->out, "page %zu\t%.*s\t%s", place->page, (int)size, text, origin_kind_name(place->origin.kind));
    if (place->origin.kind == ORIGIN_POINT && place->origin.id >= DERIVED_FIRST) print_derived(place, place->origin.id);
    else if (place->origin.kind == ORIGIN_POINT) print_point(place, place->origin.id);
    else print_position(place->out, place->origin.pos);
    buffer_byte(place->out, '\n');
}

static void trace_run(const struct place *place, const struct glyph_run *run) {
    size_t at = 0;
    while (at < run->text_size) {
        if (!is_digit(run->text[at])) {
            at++;
            continue;
        }
        size_t size = numeral_size(run->text + at, run->text_size - at);
        print_numeral(place, run->text + at, size);
        at += size;
    }
}

static void trace_drawing(struct place place, const struct drawing *drawing) {
    size_t count = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].kind != DRAW_TEXT) continue;
        place.origin = ops[i].origin;
        for (size_t r = 0; r < ops[i].text->count; r++) trace_run(&place, &ops[i].text->runs[r]);
    }
}

void trace_dump(const struct program *program, const struct filled *filled, const struct pages *pages, struct buffer *out) {
    for (size_t p = 0; p < pages->count; p++) {
        struct place place = { .program = program, .filled = filled, .out = out, .page = p + 1 };
        for (size_t i = 0; i < pages->pages[p].count; i++) {
            const struct page_item *item = &pages->pages[p].items[i];
            place.origin = item->origin;
            if (item->kind == ITEM_TEXT) trace_run(&place, item->run);
            if (item->kind == ITEM_DRAWING) trace_drawing(place, item->drawing);
        }
    }
}
