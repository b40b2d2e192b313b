/* Drawings as SVG or PNG and pages as PNG, through cairo, with text as glyph outlines: no system fonts. */
#ifndef ALMANAC_OUTPUT_RASTER_H
#define ALMANAC_OUTPUT_RASTER_H

#include <stddef.h>

struct arena;
struct diag;
struct drawing;
struct page;

/* What a picture is called, and what it shows for those who do not see it. */
struct picture_words {
    const char *title, *description; /* "" or NULL: none */
};

/* Bytes in arena, *size set; NULL after a diagnostic. words NULL: the drawing's text alternative alone. */
const char *drawing_to_svg(struct arena *arena, struct diag *diag, const struct drawing *drawing,
                           const struct picture_words *words, size_t *size);
const char *drawing_to_png(struct arena *arena, struct diag *diag, const struct drawing *drawing, double dots_per_inch, size_t *size);
const char *page_to_png(struct arena *arena, struct diag *diag, const struct page *page, double dots_per_inch, size_t *size);

#endif
