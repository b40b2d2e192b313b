#include "drawing/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/length.h"
#include "drawing/drawing.h"
#include "text/font.h"
#include "text/shape.h"

#include <math.h>

/* Below the baseline, as part of the size: descenders that meet a capital's edge do not disturb, so not all of them. */
static const double DEPTH = 0.15;
/* Capitals of a run without a face, as part of the size. */
static const double CAP = 0.7;
/* Touching by less is rounding [pt]. */
static const double TOLERANCE = 0.25;

struct box {
    double left, top, right, bottom; /* [pt] */
    const struct shaped *text;
};

/* Adds the corner at dx along and dy across the text's direction. */
static void box_add(struct box *box, const struct drawing_op *op, double dx, double dy) {
    double angle = -op->angle * M_PI / 180; /* y points down */
    double x = op->at.x + dx * cos(angle) - dy * sin(angle);
    double y = op->at.y + dx * sin(angle) + dy * cos(angle);
    box->left = fmin(box->left, x);
    box->right = fmax(box->right, x);
    box->top = fmin(box->top, y);
    box->bottom = fmax(box->bottom, y);
}

static double cap_height(const struct glyph_run *run) {
    const struct face_metrics *metrics = run->face ? face_metrics(run->face) : NULL;
    return run->size * (metrics && metrics->cap_height > 0 ? (double)metrics->cap_height / metrics->units_per_em : CAP);
}

static struct box box_of(const struct drawing_op *op) {
    struct box box = { INFINITY, INFINITY, -INFINITY, -INFINITY, op->text };
    double x = 0;
    for (size_t i = 0; i < op->text->count; i++) {
        const struct glyph_run *run = &op->text->runs[i];
        double top = -run->rise - cap_height(run);
        double bottom = -run->rise + DEPTH * run->size;
        box_add(&box, op, x, top);
        box_add(&box, op, x + run->width, top);
        box_add(&box, op, x, bottom);
        box_add(&box, op, x + run->width, bottom);
        x += run->width;
    }
    return box;
}

static bool is_outside(const struct box *box, const struct drawing *drawing) {
    return box->left < -TOLERANCE || box->top < -TOLERANCE || box->right > drawing_width(drawing) + TOLERANCE ||
           box->bottom > drawing_height(drawing) + TOLERANCE;
}

static bool is_touching(const struct box *a, const struct box *b) {
    return fmin(a->right, b->right) - fmax(a->left, b->left) > TOLERANCE &&
           fmin(a->bottom, b->bottom) - fmax(a->top, b->top) > TOLERANCE;
}

/* The text of all runs, for the message. */
static const char *box_text(struct arena *arena, const struct box *box) {
    const char *text = "";
    for (size_t i = 0; i < box->text->count; i++) {
        const struct glyph_run *run = &box->text->runs[i];
        text = arena_print(arena, "%s%.*s", text, (int)run->text_size, run->text);
    }
    return text;
}

static size_t collect(struct arena *scratch, const struct drawing *drawing, struct box **boxes) {
    size_t op_count, count = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &op_count);
    *boxes = arena_array(scratch, op_count, sizeof **boxes);
    for (size_t i = 0; i < op_count; i++) {
        if (ops[i].kind == DRAW_TEXT && ops[i].text->width > 0) {
            (*boxes)[count++] = box_of(&ops[i]);
        }
    }
    return count;
}

void drawing_check(struct arena *scratch, struct diag *diag, const struct drawing *drawing, struct source_pos pos) {
    struct box *boxes;
    size_t count = collect(scratch, drawing, &boxes);
    for (size_t i = 0; i < count; i++) {
        if (is_outside(&boxes[i], drawing)) {
            diag_add(diag, DIAG_CODE_CHART_LABEL_OUTSIDE, pos, "%s", box_text(scratch, &boxes[i]));
        }
        for (size_t k = 0; k < i; k++) {
            if (is_touching(&boxes[k], &boxes[i])) {
                diag_add(diag, DIAG_CODE_CHART_LABEL_OVERLAP, pos, "%s / %s", box_text(scratch, &boxes[k]),
                         box_text(scratch, &boxes[i]));
            }
        }
    }
}
