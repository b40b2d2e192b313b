/* A drawing: a display list of paths, text and clips in points, y downwards. Paths are built by cairo, kept as our own
 * operations, and replayed by output/ as PDF operators, SVG, PNG or text. */
#ifndef ALMANAC_DRAWING_DRAWING_H
#define ALMANAC_DRAWING_DRAWING_H

#include "base/colour.h"
#include "base/length.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct drawing;
struct image;
struct shaped;

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

/* A path in drawing coordinates: one point for move and line, three for curve, none for close. */
struct path {
    const enum path_verb *verbs;
    size_t verb_count;
    const struct point *points;
    size_t point_count;
};

enum line_cap { CAP_BUTT, CAP_ROUND, CAP_SQUARE };   /* PDF's J values */
enum line_join { JOIN_MITRE, JOIN_ROUND, JOIN_BEVEL }; /* PDF's j values */

struct stroke {
    struct colour colour;
    double width;   /* [pt] */
    double dash[2]; /* on, off [pt]; 0, 0: solid */
    enum line_cap cap;
    enum line_join join;
};

enum drawing_kind { DRAW_FILL, DRAW_STROKE, DRAW_FILL_STROKE, DRAW_CLIP_BEGIN, DRAW_CLIP_END, DRAW_TEXT, DRAW_IMAGE };

struct drawing_op {
    enum drawing_kind kind;
    bool even_odd; /* fills and clips */
    struct path path;
    struct colour fill;
    struct stroke stroke;
    /* text: baseline start, angle in degrees counter-clockwise, runs, origin of what it says */
    struct point at;
    double angle;
    const struct shaped *text;
    struct origin origin;
    /* image: its top left corner is at, its size [pt] */
    const struct image *image;
    double width, height;
};

/* Starts a drawing of the given size [pt] in arena. Finish it with drawing_finish. */
struct drawing *drawing_new(struct arena *arena, double width, double height);

/* Current path, through the current transformation. */
void drawing_move(struct drawing *drawing, double x, double y);
void drawing_line(struct drawing *drawing, double x, double y);
void drawing_curve(struct drawing *drawing, struct point a, struct point b, struct point to);
void drawing_close(struct drawing *drawing);
void drawing_rect(struct drawing *drawing, double x, double y, double width, double height);
void drawing_round_rect(struct drawing *drawing, struct rect rect, double radius);
void drawing_circle(struct drawing *drawing, double x, double y, double radius);
void drawing_arc(struct drawing *drawing, struct point centre, double radius, double from, double to); /* radians */

void drawing_save(struct drawing *drawing);
void drawing_restore(struct drawing *drawing);
void drawing_translate(struct drawing *drawing, double x, double y);
void drawing_scale(struct drawing *drawing, double x, double y);
void drawing_rotate(struct drawing *drawing, double radians);

/* Use up the current path. */
void drawing_fill(struct drawing *drawing, struct colour colour);
void drawing_fill_even_odd(struct drawing *drawing, struct colour colour);
void drawing_stroke(struct drawing *drawing, const struct stroke *stroke);
void drawing_fill_stroke(struct drawing *drawing, struct colour colour, const struct stroke *stroke);
void drawing_clip_begin(struct drawing *drawing); /* clips what follows to the current path */
void drawing_clip_end(struct drawing *drawing);

/* Straight line from a to b. */
void drawing_segment(struct drawing *drawing, struct point a, struct point b, const struct stroke *stroke);

/* Text with its baseline starting at x, y; the current transformation moves and turns it but does not scale it. shaped is borrowed. */
void drawing_text(struct drawing *drawing, double x, double y, const struct shaped *shaped, struct origin origin);

/* An image (borrowed) in rect; the current transformation does not count. */
void drawing_image(struct drawing *drawing, struct rect rect, const struct image *image);

/* A number that was computed while drawing: how, in words, and from which points, by their ids (ORIGIN_POINT). */
struct drawing_value {
    const char *how;
    double value;
    const char *unit;
    const uint32_t *points;
    size_t count;
};

/* Ids of ORIGIN_POINT from here on are numbers of the drawing itself. */
#define DRAWN_FIRST UINT32_C(0xC0000000)

/* Remembers value (borrowed) and gives the origin of the text that states it. */
struct origin drawing_compute(struct drawing *drawing, const struct drawing_value *value);

/* The value with this id; NULL if the drawing has none. */
const struct drawing_value *drawing_value(const struct drawing *drawing, uint32_t id);

/* Text alternative and the data behind the drawing, as CSV; both borrowed. */
void drawing_describe(struct drawing *drawing, const char *alternative, const char *csv);

/* Frees the cairo side; the drawing is const from then on. Safe to call twice. */
void drawing_finish(struct drawing *drawing);

/* The finished drawing factor times as large, type and strokes with it; alternative and data are shared. Owner: arena. */
const struct drawing *drawing_enlarge(struct arena *arena, const struct drawing *drawing, double factor);

double drawing_width(const struct drawing *drawing);
double drawing_height(const struct drawing *drawing);
const char *drawing_alternative(const struct drawing *drawing); /* "" if none */
const char *drawing_csv(const struct drawing *drawing);         /* NULL if none */
const struct drawing_op *drawing_ops(const struct drawing *drawing, size_t *count);

/* hash of all that is drawn, its alternative and its data; without the places in files that the words come from. */
uint64_t drawing_hash(uint64_t hash, const struct drawing *drawing);

/* The drawing as text, numbers to 0.01 pt: for goldens and --stop-after=drawing. */
void drawing_dump(const struct drawing *drawing, struct buffer *out);

#endif
