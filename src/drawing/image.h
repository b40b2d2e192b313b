/* Pictures from files: PNG and JPEG decoded to pixels, marks in SVG to paths. Foreign bytes: sizes have limits, and nothing is handed on
 * that was not decoded whole. */
#ifndef ALMANAC_DRAWING_IMAGE_H
#define ALMANAC_DRAWING_IMAGE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct drawing;

/* Larger pictures are refused: sides and pixels. */
enum { IMAGE_SIDE_MAX = 20000, IMAGE_PIXELS_MAX = 40000000 };

struct image {
    uint32_t width, height;      /* [pixels] */
    const unsigned char *pixels; /* red, green, blue, opacity by rows from the top */
    bool has_opacity;            /* some pixel is not opaque */
    const char *jpeg;            /* the file's own bytes, which decode without a fault; NULL: no JPEG */
    size_t jpeg_size;
    bool is_grey;                /* of the JPEG */
    uint64_t hash;               /* of the file */
};

/* The picture in file; NULL after IMAGE_UNREADABLE at by. */
const struct image *image_read(struct arena *arena, struct diag *diag, const struct source_file *file, struct source_pos by);

/* True if the file's name says that it is SVG. */
bool svg_is_named(const char *path);

/* Draws the paths of an SVG file, so wide [pt], as a drawing of its own; NULL after IMAGE_UNREADABLE at its line. Read are svg, g, path, rect,
 * circle, ellipse, line, polyline, polygon, title and desc, with fill, stroke, stroke-width, fill-rule and transform. */
struct drawing *svg_read(struct arena *arena, struct diag *diag, const struct source_file *file, double width);

/* private */

/* What is wrong, or NULL. */
const char *png_decode(struct arena *arena, const struct source_file *file, struct image *image);
const char *jpeg_decode(struct arena *arena, const struct source_file *file, struct image *image);
bool image_has_size(uint64_t width, uint64_t height);

/* Adds the path data d to the drawing's path; false if they cannot be read. */
bool svg_path(struct drawing *drawing, const char *d);

#endif
