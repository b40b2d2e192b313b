#include "chart/symbol.h"

#include "chart/kind.h"

/* [pt] */
static const double EDGE = 0.8;     /* white around a solid symbol, so that two that touch stay two */
static const double OUTLINE = 1.6;  /* of a hollow one */
static const double TICK_WIDTH = 2.0, TICK_HEIGHT = 12.0;

static void trace_polygon(struct drawing *drawing, const struct point *corners, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i == 0) {
            drawing_move(drawing, corners[i].x, corners[i].y);
        } else {
            drawing_line(drawing, corners[i].x, corners[i].y);
        }
    }
    drawing_close(drawing);
}

static void trace(struct drawing *drawing, struct point at, enum symbol symbol, double r) {
    switch (symbol) {
    case SYMBOL_DISC:
    case SYMBOL_RING:
        drawing_circle(drawing, at.x, at.y, r);
        break;
    case SYMBOL_DIAMOND:
        trace_polygon(drawing,
                      (const struct point[]){ { at.x, at.y - r }, { at.x + r, at.y }, { at.x, at.y + r },
                                              { at.x - r, at.y } },
                      4);
        break;
    case SYMBOL_TICK:
        drawing_rect(drawing, at.x - TICK_WIDTH / 2, at.y - TICK_HEIGHT / 2, TICK_WIDTH, TICK_HEIGHT);
        break;
    case SYMBOL_SQUARE:
        drawing_rect(drawing, at.x - r * 0.89, at.y - r * 0.89, 1.78 * r, 1.78 * r); /* as large as the disc */
        break;
    case SYMBOL_TRIANGLE:
        trace_polygon(drawing,
                      (const struct point[]){ { at.x, at.y - 1.25 * r }, { at.x + 1.15 * r, at.y + 0.8 * r },
                                              { at.x - 1.15 * r, at.y + 0.8 * r } },
                      3);
        break;
    }
}

void symbol_draw(const struct chart *chart, struct point at, const struct symbol_look *look) {
    bool hollow = look->hollow || look->symbol == SYMBOL_RING;
    if (look->symbol == SYMBOL_TICK) {
        trace(chart->drawing, at, look->symbol, look->radius);
        drawing_fill(chart->drawing, look->colour);
        return;
    }
    struct stroke stroke = { .colour = hollow ? look->colour : chart_colour(chart, COLOUR_PAPER), .width = hollow ? OUTLINE : EDGE };
    trace(chart->drawing, at, look->symbol, hollow ? look->radius - OUTLINE / 2 : look->radius);
    drawing_fill_stroke(chart->drawing, hollow ? chart_colour(chart, COLOUR_PAPER) : look->colour, &stroke);
}
