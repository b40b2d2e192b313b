#include "drawing/dump.h"

#include "base/buffer.h"
#include "drawing/drawing.h"
#include "text/font.h"
#include "text/shape.h"

#include <math.h>

void dump_number(struct buffer *out, double value) {
    buffer_byte(out, ' ');
    buffer_number(out, value, 2);
}

static unsigned channel(double value) {
    return (unsigned)lround(fmin(fmax(value, 0), 1) * 255);
}

void dump_colour(struct buffer *out, struct colour colour) {
    buffer_print(out, " #%02X%02X%02X", channel(colour.red), channel(colour.green), channel(colour.blue));
    if (colour.alpha < 1) {
        buffer_byte(out, '/');
        buffer_number(out, colour.alpha, 2);
    }
}

static void dump_quoted(struct buffer *out, const char *text, size_t size) {
    buffer_byte(out, '"');
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' || text[i] == '\\') {
            buffer_byte(out, '\\');
        }
        if (text[i] == '\n') {
            buffer_text(out, "\\n");
        } else {
            buffer_byte(out, text[i]);
        }
    }
    buffer_byte(out, '"');
}

void dump_run(struct buffer *out, const struct glyph_run *run) {
    buffer_byte(out, ' ');
    dump_quoted(out, run->text, run->text_size);
    buffer_print(out, " %s", run->face ? face_postscript_name(run->face) : "-");
    dump_number(out, run->size);
    dump_colour(out, run->colour);
    if (run->rise != 0) {
        buffer_text(out, " rise");
        dump_number(out, run->rise);
    }
}

void dump_origin(struct buffer *out, struct origin origin) {
    if (origin.kind == ORIGIN_POINT && origin.id >= DRAWN_FIRST) {
        buffer_print(out, " computed %u", (unsigned)(origin.id - DRAWN_FIRST));
        return;
    }
    buffer_print(out, " %s", origin_kind_name(origin.kind));
    if (origin.kind == ORIGIN_POINT) {
        buffer_print(out, " %u", (unsigned)origin.id);
    }
}
