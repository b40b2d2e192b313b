/* PNG through libpng's simplified interface, which keeps its faults to itself. */
#include "drawing/image.h"

#include "base/arena.h"

#include <png.h>

const char *png_decode(struct arena *arena, const struct source_file *file, struct image *image) {
    png_image png = { .version = PNG_IMAGE_VERSION };
    if (!png_image_begin_read_from_memory(&png, file->text, file->size)) {
        return arena_text(arena, png.message);
    }
    if (!image_has_size(png.width, png.height)) {
        const char *fault = arena_print(arena, "%lu x %lu pixels are too many", (unsigned long)png.width, (unsigned long)png.height);
        png_image_free(&png);
        return fault;
    }
    png.format = PNG_FORMAT_RGBA;
    image->width = png.width;
    image->height = png.height;
    unsigned char *pixels = arena_alloc(arena, PNG_IMAGE_SIZE(png));
    image->pixels = pixels;
    if (!png_image_finish_read(&png, NULL, pixels, 0, NULL)) {
        return arena_text(arena, png.message);
    }
    return NULL;
}
