/* Icons: strokes on a square of 24 units. Which there are is a table; a new one is some rows of it. */
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/kind.h"

#include <string.h>

static const double SQUARE = 24.0; /* units */
static const double STROKE = 1.5;  /* units */

enum icon_verb {
    ICON_END,    /* of the icon */
    ICON_MOVE,   /* x y */
    ICON_LINE,   /* x y */
    ICON_CURVE,  /* x y x y x y */
    ICON_CLOSE,  /* */
    ICON_CIRCLE, /* x y r */
    ICON_DOT,    /* x y r, filled */
    ICON_ELLIPSE, /* x y rx ry */
    ICON_BOWL    /* x y rx ry: the lower half of an ellipse */
};

enum { ICON_NUMBERS = 6, ICON_STEPS = 24 };

struct icon_step {
    enum icon_verb verb;
    double at[ICON_NUMBERS]; /* units */
};

struct icon {
    const char *name;
    struct icon_step steps[ICON_STEPS];
};

#define M(x, y) { ICON_MOVE, { x, y } }
#define L(x, y) { ICON_LINE, { x, y } }
#define C(ax, ay, bx, by, x, y) { ICON_CURVE, { ax, ay, bx, by, x, y } }
#define Z { ICON_CLOSE, { 0 } }
#define O(x, y, r) { ICON_CIRCLE, { x, y, r } }
#define DOT(x, y, r) { ICON_DOT, { x, y, r } }
#define E(x, y, rx, ry) { ICON_ELLIPSE, { x, y, rx, ry } }
#define U(x, y, rx, ry) { ICON_BOWL, { x, y, rx, ry } }

static const struct icon icons[] = {
    { "objectives", { O(11, 13, 8.5), O(11, 13, 4.5), M(11, 13), L(20, 4), M(16.5, 4), L(20, 4), L(20, 7.5) } },
    { "focus", { O(10, 10, 6.5), M(14.8, 14.8), L(21, 21), M(7, 10), L(13, 10) } },
    { "authorities",
      { M(3, 9), L(12, 3.5), L(21, 9), Z, M(6, 9.5), L(6, 18), M(10, 9.5), L(10, 18), M(14, 9.5), L(14, 18),
        M(18, 9.5), L(18, 18), M(4.5, 18), L(19.5, 18), M(3, 20.5), L(21, 20.5) } },
    { "budget",
      { E(12, 6, 7.5, 2.8), M(4.5, 6), L(4.5, 18), M(19.5, 6), L(19.5, 18), U(12, 12, 7.5, 2.8),
        U(12, 18, 7.5, 2.8) } },
    { "instruments",
      { M(4, 6.5), L(13, 6.5), O(15, 6.5, 2), M(17, 6.5), L(20, 6.5), M(4, 12), L(7, 12), O(9, 12, 2), M(11, 12),
        L(20, 12), M(4, 17.5), L(12, 17.5), O(14, 17.5, 2), M(16, 17.5), L(20, 17.5) } },
    { "beneficiaries",
      { O(9, 8, 3.2), M(3, 20), C(3, 15.5, 5.5, 13.7, 9, 13.7), C(12.5, 13.7, 15, 15.5, 15, 20), O(16.8, 9, 2.4),
        M(17, 14), C(19.6, 14.2, 21.2, 15.6, 21.2, 18.8) } },
    { "evidence",
      { M(3.5, 3.5), L(3.5, 20.5), L(20.5, 20.5), M(6.5, 16), L(10.5, 11.5), L(14, 14), L(20, 6.5),
        DOT(20, 6.5, 1.2) } },
    { "continuity", { O(12, 12, 8.5), M(12, 7), L(12, 12), L(15.5, 14.2) } },
    { "networks",
      { O(5.5, 6.5, 2.5), O(18.5, 8.5, 2.5), O(10, 18, 2.5), M(8.46, 6.96), L(15.54, 8.04), M(6.59, 9.29),
        L(8.91, 15.21), M(16.5, 10.74), L(12, 15.76) } },
    { "alignment",
      { O(12, 12, 8.5), M(3.5, 12), L(20.5, 12), M(12, 3.5), C(6, 8, 6, 16, 12, 20.5), M(12, 3.5),
        C(18, 8, 18, 16, 12, 20.5) } },
    { "resilience",
      { M(12, 3), L(19.5, 6), L(19.5, 11.5), C(19.5, 16, 16.5, 19.4, 12, 21), C(7.5, 19.4, 4.5, 16, 4.5, 11.5),
        L(4.5, 6), Z, M(8.5, 12), L(11, 14.5), L(15.5, 9.5) } },
    { "green",
      { M(5, 19), C(2.6, 11.4, 9, 4.6, 20, 4.5), C(20.6, 14.5, 14.6, 20.6, 5, 19), M(5, 20.5),
        C(6.6, 15.6, 10, 12, 15, 9.5) } },
};

#undef M
#undef L
#undef C
#undef Z
#undef O
#undef DOT
#undef E
#undef U

static const struct icon *icon_find(const char *name) {
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++) {
        if (strcmp(icons[i].name, name) == 0) {
            return &icons[i];
        }
    }
    return NULL;
}

/* Four curves of a quarter each; 0.5523 of the radius makes them round.
 * Source: 4/3 (√2 − 1). */
static void trace_ellipse(struct drawing *drawing, const double *at, bool upper) {
    static const double ROUND = 0.5523;
    double x = at[0], y = at[1], rx = at[2], ry = at[3], cx = rx * ROUND, cy = ry * ROUND;
    struct point right = { x + rx, y }, bottom = { x, y + ry }, left = { x - rx, y }, top = { x, y - ry };
    drawing_move(drawing, right.x, right.y);
    drawing_curve(drawing, (struct point){ x + rx, y + cy }, (struct point){ x + cx, y + ry }, bottom);
    drawing_curve(drawing, (struct point){ x - cx, y + ry }, (struct point){ x - rx, y + cy }, left);
    if (!upper) {
        return;
    }
    drawing_curve(drawing, (struct point){ x - rx, y - cy }, (struct point){ x - cx, y - ry }, top);
    drawing_curve(drawing, (struct point){ x + cx, y - ry }, (struct point){ x + rx, y - cy }, right);
    drawing_close(drawing);
}

/* Dots are filled later; all else is one path. */
static void trace_step(struct drawing *drawing, const struct icon_step *step) {
    const double *at = step->at;
    switch (step->verb) {
    case ICON_MOVE:
        drawing_move(drawing, at[0], at[1]);
        break;
    case ICON_LINE:
        drawing_line(drawing, at[0], at[1]);
        break;
    case ICON_CURVE:
        drawing_curve(drawing, (struct point){ at[0], at[1] }, (struct point){ at[2], at[3] },
                      (struct point){ at[4], at[5] });
        break;
    case ICON_CLOSE:
        drawing_close(drawing);
        break;
    case ICON_CIRCLE:
        drawing_circle(drawing, at[0], at[1], at[2]);
        break;
    case ICON_ELLIPSE:
        trace_ellipse(drawing, at, true);
        break;
    case ICON_BOWL:
        trace_ellipse(drawing, at, false);
        break;
    case ICON_DOT:
    case ICON_END:
        break;
    }
}

static void draw_steps(const struct chart *chart, const struct icon *icon, double scale) {
    struct colour colour = chart_colour(chart, COLOUR_SUBJECT);
    struct stroke stroke = { .colour = colour, .width = STROKE * scale, .cap = CAP_ROUND, .join = JOIN_ROUND };
    for (size_t i = 0; i < ICON_STEPS && icon->steps[i].verb != ICON_END; i++) {
        trace_step(chart->drawing, &icon->steps[i]);
    }
    drawing_stroke(chart->drawing, &stroke);
    for (size_t i = 0; i < ICON_STEPS && icon->steps[i].verb != ICON_END; i++) {
        const double *at = icon->steps[i].at;
        if (icon->steps[i].verb == ICON_DOT) {
            drawing_circle(chart->drawing, at[0], at[1], at[2]);
            drawing_fill(chart->drawing, colour);
        }
    }
}

static void icon_draw(struct chart *chart) {
    const char *name = chart_option(chart->spec, "name", "");
    const struct icon *icon = icon_find(name);
    if (!icon) {
        diag_add(chart->diag, DIAG_CODE_CHART_NO_ICON, chart->spec->pos, "%s", name);
        return;
    }
    double size = chart->spec->width;
    chart_start_exact(chart, size);
    drawing_save(chart->drawing);
    drawing_scale(chart->drawing, size / SQUARE, size / SQUARE);
    draw_steps(chart, icon, size / SQUARE);
    drawing_restore(chart->drawing);
}

/* The word beside it says the same; asked for, its name must do. */
static void icon_describe(const struct chart *chart, struct buffer *out) {
    buffer_text(out, chart_option(chart->spec, "name", ""));
}

static const char *const options[] = { "decorative", "name", NULL };

const struct chart_kind chart_kind_icon = {
    .options = options, .natural_width = 21.0, .decorative = true, .draw = icon_draw, .describe = icon_describe
};
