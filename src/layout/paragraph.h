/* Paragraphs: optimum-fit line breaking over a whole text, and the lines as slices. */
#ifndef ALMANAC_LAYOUT_PARAGRAPH_H
#define ALMANAC_LAYOUT_PARAGRAPH_H

#include "layout/inline.h"
#include "layout/segment.h"

enum paragraph_form {
    FORM_RAGGED,    /* spaces at their natural width, unused rest at the right */
    FORM_JUSTIFIED, /* spaces stretched or shrunk so that lines end at both edges */
    FORM_BALANCED   /* for headlines: no more lines than needed, as even as they can be */
};

struct paragraph {
    const struct text_style *style; /* leading, space above and below */
    double x, width;                /* [pt] */
    double first, rest;             /* indent of the first and of the other lines [pt] */
    enum paragraph_form form;
    bool hyphenate;
    bool right; /* lines end at the right edge */
};

/* Ends of lines: ends[i] is the number of segments up to the end of line i. */
struct line_ends {
    const size_t *ends;
    size_t count;
};

/* A paragraph of more segments is broken in parts, so that time and memory stay in proportion (LAYOUT_LONG_PARAGRAPH). */
#define PARAGRAPH_PART 16384

/* The spaces of a justified line grow by this part of their width at badness 100, and may shrink by that. */
#define SPACE_STRETCH 0.5
#define SPACE_SHRINK 0.25

/* Where an address is divided a justified line may end before the edge: by this part of its measure at badness 100. */
#define ADDRESS_REST 0.15

/* Breaks segments into lines so that the sum of demerits is least. Linear in the length of the text. */
struct line_ends paragraph_break(struct setter *setter, const struct segments *segments,
                                 const struct paragraph *paragraph);

/* Sum of the demerits of these lines, by the same rules; adds a line for each to out (NULL: none): demerits, fitness,
 * text. For goldens and comparisons. */
double paragraph_demerits(struct setter *setter, const struct segments *segments, const struct paragraph *paragraph,
                          const struct line_ends *ends, struct buffer *out);

/* Sets inlines as lines, one slice each, below what galley holds; at least two lines stay together at either end of
 * a page. */
void paragraph_set(struct setter *setter, struct galley *galley, const struct inlines *inlines,
                   const struct paragraph *paragraph);

/* Width of the widest unbreakable piece and of the text on one line [pt]. */
struct text_extent {
    double least, most;
};
struct text_extent paragraph_measure(struct setter *setter, const struct inlines *inlines);

/* Adds line number i of ends to slice, its baseline at y below the slice's top. */
void line_set(struct setter *setter, struct slice *slice, const struct segments *segments,
              const struct paragraph *paragraph, const struct line_ends *ends, size_t i);

#endif
