/* A text cut into segments: the pieces between which a line may end, with their widths. */
#ifndef ALMANAC_LAYOUT_SEGMENT_H
#define ALMANAC_LAYOUT_SEGMENT_H

#include "layout/inline.h"

/* What a line break behind a segment means. */
enum segment_end {
    END_SPACE,     /* between words */
    END_HYPHEN,    /* inside a word; a hyphen is added */
    END_DASH,      /* behind a hyphen that stands there anyway */
    END_MANDATORY, /* the line must end here */
    END_FORCED,    /* anywhere in a word too wide for the line */
    END_ADDRESS,   /* inside an address, without a hyphen */
    END_COUNT
};

struct segment {
    size_t start, stop, end; /* bytes of the text; from stop to end there are only spaces */
    double x, x_stop, x_end; /* where these stand if the whole text were one line [pt] */
    double hyphen;           /* width of the hyphen, and of letters with it, that a break adds [pt] */
    const char *insert;      /* letters that the language adds before the hyphen: "asz-szony"; NULL: none */
    double spaces;           /* width of all spaces before it that a line may stretch [pt] */
    size_t word;             /* number of the word it belongs to */
    enum segment_end kind;
    bool needed; /* part of a word wider than the limit: hyphens are not counted */
};

/* Runs of the whole text, one after the other, with the piece each belongs to. */
struct text_run {
    struct glyph_run run;
    size_t start;   /* first byte in the text */
    size_t piece;
    double x;       /* if the whole text were one line [pt] */
    const struct drawing *drawing; /* instead of glyphs */
};

struct segments {
    const struct inlines *inlines;
    struct text_run *runs;
    size_t run_count, run_capacity;
    struct segment *items;
    size_t count, capacity;
    bool addresses; /* a word may be one */
    bool cut; /* a word was wider than the limit and may break anywhere */
    size_t *wide; /* where such words start, ascending */
    size_t wide_count, wide_capacity;
};

/* Shapes inlines and cuts them, in the setter's scratch arena. limit [pt]: words wider than it may break at any
 * grapheme (and are listed). */
struct segments segments_new(struct setter *setter, const struct inlines *inlines, bool hyphenate, double limit);

/* The piece that holds the byte before offset; offset > 0. */
const struct inline_piece *inlines_piece(const struct inlines *inlines, size_t offset);

/* Width of the spaces inside the line from segment first to before segment end [pt]. */
static inline double segments_spaces(const struct segments *segments, size_t first, size_t end) {
    return segments->items[end - 1].spaces - segments->items[first].spaces;
}

/* Width of the line from segment first to before segment end, without its trailing spaces, with its hyphen [pt]. */
static inline double segments_width(const struct segments *segments, size_t first, size_t end) {
    const struct segment *last = &segments->items[end - 1];
    return last->x_stop - segments->items[first].x + last->hyphen;
}

#endif
