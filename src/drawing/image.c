#include "drawing/image.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

bool image_has_size(uint64_t width, uint64_t height) {
    return width > 0 && height > 0 && width <= IMAGE_SIDE_MAX && height <= IMAGE_SIDE_MAX && width * height <= IMAGE_PIXELS_MAX;
}

static void find_opacity(struct image *image) {
    size_t count = (size_t)image->width * image->height;
    for (size_t i = 0; i < count && !image->has_opacity; i++) {
        image->has_opacity = image->pixels[4 * i + 3] < 255;
    }
}

const struct image *image_read(struct arena *arena, struct diag *diag, const struct source_file *file, struct source_pos by) {
    static const char png[] = "\x89PNG\r\n\x1A\n", jpeg[] = "\xFF\xD8\xFF";
    struct image *image = arena_alloc(arena, sizeof *image);
    const char *fault = "neither PNG nor JPEG";
    if (file->size > sizeof png && memcmp(file->text, png, sizeof png - 1) == 0) {
        fault = png_decode(arena, file, image);
    } else if (file->size > sizeof jpeg && memcmp(file->text, jpeg, sizeof jpeg - 1) == 0) {
        fault = jpeg_decode(arena, file, image);
    }
    if (fault) {
        diag_add(diag, DIAG_CODE_IMAGE_UNREADABLE, by, "%s: %s", file->path, fault);
        return NULL;
    }
    image->hash = file->hash;
    find_opacity(image);
    return image;
}
