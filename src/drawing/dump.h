/* Pieces that the dumps of drawings and of pages have in common. Included in drawing/ only. */
#ifndef ALMANAC_DRAWING_DUMP_H
#define ALMANAC_DRAWING_DUMP_H

#include "base/colour.h"
#include "base/source.h"

struct buffer;
struct glyph_run;

/* " 12.5": numbers of dumps show 0.01 pt. */
void dump_number(struct buffer *out, double value);

/* " #00607A", with " #00607A/0.5" for half transparent colours. */
void dump_colour(struct buffer *out, struct colour colour);

/* The run's text in quotes (quotes, backslashes and line ends escaped), face, size and colour. */
void dump_run(struct buffer *out, const struct glyph_run *run);

/* " point 12", " literal", … */
void dump_origin(struct buffer *out, struct origin origin);

#endif
