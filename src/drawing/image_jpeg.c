/* JPEG through TurboJPEG, which keeps its faults to itself. The file's bytes go into the document as they are once they have been decoded
 * without a warning. */
#include "drawing/image.h"

#include "base/arena.h"

#include <turbojpeg.h>

static const char *decode(struct arena *arena, tjhandle handle, const struct source_file *file, struct image *image) {
    int width = 0, height = 0, sampling = 0, space = 0;
    const unsigned char *bytes = (const unsigned char *)file->text;
    if (tjDecompressHeader3(handle, bytes, (unsigned long)file->size, &width, &height, &sampling, &space) != 0) {
        return arena_text(arena, tjGetErrorStr2(handle));
    }
    if (width <= 0 || height <= 0 || !image_has_size((uint64_t)width, (uint64_t)height)) {
        return arena_print(arena, "%d x %d pixels are too many", width, height);
    }
    if (space == TJCS_CMYK || space == TJCS_YCCK) {
        return "colours for printing (CMYK); save it as RGB";
    }
    unsigned char *pixels = arena_alloc(arena, (size_t)width * (size_t)height * 4);
    if (tjDecompress2(handle, bytes, (unsigned long)file->size, pixels, width, 0, height, TJPF_RGBA, TJFLAG_STOPONWARNING) != 0) {
        return arena_text(arena, tjGetErrorStr2(handle));
    }
    *image = (struct image){ .width = (uint32_t)width,
                             .height = (uint32_t)height,
                             .pixels = pixels,
                             .jpeg = file->text,
                             .jpeg_size = file->size,
                             .is_grey = space == TJCS_GRAY };
    return NULL;
}

const char *jpeg_decode(struct arena *arena, const struct source_file *file, struct image *image) {
    tjhandle handle = tjInitDecompress();
    if (!handle) {
        return "no decoder";
    }
    const char *fault = decode(arena, handle, file, image);
    tjDestroy(handle);
    return fault;
}
