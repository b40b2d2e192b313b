/* What a kind of diagram is given and must provide. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_KIND_H
#define ALMANAC_DIAGRAM_KIND_H

#include "base/buffer.h"
#include "base/length.h"
#include "diagram/diagram.h"
#include "diagram/words.h"
#include "drawing/drawing.h"
#include "theme/theme.h"

#include <stddef.h>

/* One diagram being drawn. */
struct diagram {
    struct arena *arena;
    struct diag *diag;
    const struct theme *theme;
    struct shaper *shaper;
    const struct diagram_spec *spec;
    const struct diagram_words *words;
    struct drawing *drawing; /* NULL until diagram_start */
    struct buffer said;      /* the text alternative, written in reading order */
    double width;
};

struct diagram_kind {
    const char *const *keys; /* of its body, NULL at the end */
    /* Says what it shows, starts the drawing and draws. If nothing can be drawn it says so and starts none. */
    void (*draw)(struct diagram *diagram);
};

/* Opens diagram->drawing, as high as height in whole half steps of the grid. */
void diagram_start(struct diagram *diagram, double height);
/* The highest that fits on a page under its caption [pt]. */
double diagram_page_height(const struct diagram *diagram);

struct colour diagram_colour(const struct diagram *diagram, enum theme_colour colour);
/* A style of the theme at another size [pt] and in another colour. */
struct text_style diagram_style(const struct diagram *diagram, enum theme_style style, enum theme_colour colour);
struct text_style diagram_style_sized(const struct diagram *diagram, enum theme_style style, enum theme_colour colour,
                                      double size);
struct stroke diagram_stroke(const struct diagram *diagram, enum theme_colour colour, double width);

/* Adds "Name: text. " to the text alternative. */
void diagram_say(struct diagram *diagram, const char *name, const char *text);
/* Adds "Name: one; two; three. "; nothing for an empty list. */
struct item;
void diagram_say_items(struct diagram *diagram, const char *name, const struct item *items, size_t count);

#endif
