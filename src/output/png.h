/* Pixels as a PNG file. For output/ only. */
#ifndef ALMANAC_OUTPUT_PNG_H
#define ALMANAC_OUTPUT_PNG_H

#include <stddef.h>

struct arena;

/* Pixels row by row, one a word of 32 bits, of which the lower 24 are red, green and blue. */
struct png_pixels {
    const unsigned char *rows;
    size_t width, height; /* not 0 */
    size_t stride;        /* bytes from row to row */
};

/* The file in arena, 8 bits a colour, *size set; NULL if there is no memory. Equal pixels make equal bytes. */
const char *png_write(struct arena *arena, const struct png_pixels *pixels, size_t *size);

#endif
