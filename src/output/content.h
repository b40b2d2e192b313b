/* Page content: PDF operators for marked content, text, rectangles and drawings. For output/ only.
 *
 * Coordinates come in as everywhere in the program, points from the top left corner, and are turned to PDF's axes here. Numbers
 * have two decimals: 0.01 pt is finer than any printer. Operators that would repeat the current state are left out. */
#ifndef ALMANAC_OUTPUT_CONTENT_H
#define ALMANAC_OUTPUT_CONTENT_H

#include "base/colour.h"
#include "base/length.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct content;
struct drawing_op;
struct embed;
struct glyph_run;
struct image;

/* What the pages of a document share: opacities in use, in percent ("/a40" sets fills, "/A40" strokes), and images ("/I1"). */
enum { CONTENT_OPACITY_COUNT = 101 };
struct opacities {
    bool fill[CONTENT_OPACITY_COUNT];
    bool stroke[CONTENT_OPACITY_COUNT];
    const struct image **images;
    size_t image_count, image_capacity;
};

/* Starts the content of a page of this height [pt]. embed and opacities collect what the pages use. */
struct content *content_new(struct arena *arena, struct embed *embed, struct opacities *opacities, double page_height);

/* Marked content: never one inside the other. type is a structure type without slash; properties is a dictionary "<<…>>". */
void content_begin_tag(struct content *content, const char *type, uint32_t mark);
void content_begin_artifact(struct content *content, const char *properties);
void content_end(struct content *content);

/* Everything below stands inside marked content. */

/* What a reader hears behind a run: what it ends with, or a word space where only distance parts it from what follows. The space
 * has no glyph: it goes into the text of the last character. */
enum content_end { END_AS_IS, END_WITH_SPACE };

/* A run with its baseline starting at a point. */
void content_text(struct content *content, const struct glyph_run *run, struct point at, enum content_end end);
void content_rect(struct content *content, struct rect rect, struct colour colour);

/* A frame of own coordinates whose top left corner is rect's: drawing operations until content_frame_end are in it. */
void content_frame_begin(struct content *content, struct rect rect);
void content_frame_end(struct content *content);
void content_draw(struct content *content, const struct drawing_op *op);

/* The bytes; everything begun must have been ended. */
const struct buffer *content_finish(struct content *content);

/* Adds value with at most decimals (0 to 5) digits after the point, without trailing zeros or a zero before the point:
 * PDF's shortest form. Beyond 10 million the value is clamped. */
void content_number(struct buffer *out, double value, int decimals);

#endif
