/* A key in one row or more: a box or a line, then the name. Never framed. Included in chart/ only. */
#ifndef ALMANAC_CHART_KEY_H
#define ALMANAC_CHART_KEY_H

#include "base/source.h"
#include "chart/symbol.h"
#include "drawing/drawing.h"

#include <stddef.h>

struct chart;

enum key_mark { KEY_BOX, KEY_LINE, KEY_SYMBOL };

struct key_entry {
    enum key_mark mark;
    const char *text;
    struct colour colour;      /* KEY_BOX */
    struct stroke stroke;      /* KEY_LINE */
    struct symbol_look symbol; /* KEY_SYMBOL */
    struct origin origin;      /* of the text; ORIGIN_NONE: that of a word */
};

/* Height of the key between left and the right edge [pt]. */
double key_height(const struct chart *chart, const struct key_entry *entries, size_t count, double left);
void key_draw(const struct chart *chart, const struct key_entry *entries, size_t count, struct point top_left);

#endif
