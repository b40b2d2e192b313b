/* Drawings as SVG or PNG and pages as PNG, through cairo, with text as glyph outlines: no system fonts. */
#ifndef ALMANAC_OUTPUT_RASTER_H
#define ALMANAC_OUTPUT_RASTER_H

#include <stddef.h>

struct arena;
struct diag;
struct drawing;
struct page;

/* Bytes in arena, *size set; NULL after a diagnostic. */
const char *drawing_to_svg(struct arena *arena, struct diag *diag, const struct drawing *drawing, size_t *size);
const char *drawing_to_png(struct arena *arena, struct diag *diag, const struct drawing *drawing, double dots_per_inch, size_t *size);
const char *page_to_png(struct arena *arena, struct diag *diag, const struct page *page, double dots_per_inch, size_t *size);

#endif
