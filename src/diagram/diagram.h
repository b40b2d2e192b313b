/* Diagrams: boxes, arrows and bars that say how things hang together. A kind and a YAML body become a drawing. */
#ifndef ALMANAC_DIAGRAM_DIAGRAM_H
#define ALMANAC_DIAGRAM_DIAGRAM_H

#include "base/source.h"

#include <stdbool.h>

struct arena;
struct buffer;
struct diag;
struct drawing;
struct shaper;
struct theme;
struct yaml;

/* What a diagram shows. All borrowed. */
struct diagram_spec {
    const char *kind;
    double width;             /* [pt], from the span in the theme; 0: the whole frame */
    double most_height;       /* [pt] that it should not exceed; 0: what a page holds */
    bool on_slide;            /* in the measures of a slide, where the kind has some */
    const struct yaml *body;  /* a map; the keys of its caption are passed over */
    const char *headline;     /* for the text alternative */
    const char *language;
    const struct yaml *words; /* what the language file says for the program's own; NULL: nothing */
    struct source_pos pos;
};

struct diagram_tools {
    const struct theme *theme;
    struct shaper *shaper;
};

/* Draws spec as high as it needs to be. What is too large breaks into rows, is set smaller or left out, which is said
 * (DIAGRAM_*); text is never cut. NULL if nothing can be drawn. The drawing carries its text alternative: levels and
 * links in reading order. */
const struct drawing *diagram_draw(struct arena *arena, struct diag *diag, const struct diagram_tools *tools,
                                   const struct diagram_spec *spec);

/* How much larger type, strokes and marks of a diagram are than usual, by the key scale of its body: 1 without it, and after
 * a diagnostic. Whoever draws it asks for a width smaller by so much, and enlarges what comes. */
double diagram_scale(struct diag *diag, const struct yaml *body);

/* Says what is wrong with the words of diagrams in a language file: see wording_check(). */
void diagram_check_words(struct arena *arena, struct diag *diag, const struct yaml *map);

/* True if the table has this kind; the kinds' names one a line. */
bool diagram_has_kind(const char *kind);
void diagram_list_kinds(struct buffer *out);

#endif
