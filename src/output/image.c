/* Images as PDF objects: JPEG as it is, everything else as deflated pixels with opacity as a mask. */
#include "base/arena.h"
#include "base/buffer.h"
#include "drawing/image.h"
#include "output/object.h"
#include "output/writer.h"

/* So many of four bytes a pixel, from the first on. */
static const char *channels(struct writer *writer, const struct image *image, size_t first, size_t count) {
    size_t pixels = (size_t)image->width * image->height;
    char *bytes = arena_alloc(writer->arena, pixels * count);
    for (size_t i = 0; i < pixels; i++) {
        for (size_t k = 0; k < count; k++) {
            bytes[i * count + k] = (char)image->pixels[4 * i + first + k];
        }
    }
    return bytes;
}

static const char *entries_of(struct writer *writer, const struct image *image, const char *space, const char *more) {
    return arena_print(writer->arena, "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s/BitsPerComponent 8%s",
                       (unsigned)image->width, (unsigned)image->height, space, more);
}

static uint32_t add_image(struct writer *writer, const struct image *image) {
    size_t pixels = (size_t)image->width * image->height;
    const char *more = "";
    if (image->jpeg) {
        const char *space = image->is_grey ? "DeviceGray" : "DeviceRGB";
        const char *entries = entries_of(writer, image, space, "/Filter/DCTDecode");
        return objects_stream(writer->objects, entries, image->jpeg, image->jpeg_size, FILTER_NONE);
    }
    if (image->has_opacity) {
        const char *entries = entries_of(writer, image, "DeviceGray", "");
        uint32_t mask = objects_stream(writer->objects, entries, channels(writer, image, 3, 1), pixels, FILTER_DEFLATE);
        more = arena_print(writer->arena, "/SMask %lu 0 R", (unsigned long)mask);
    }
    return objects_stream(writer->objects, entries_of(writer, image, "DeviceRGB", more), channels(writer, image, 0, 3), pixels * 3,
                          FILTER_DEFLATE);
}

void writer_add_images(struct writer *writer, struct buffer *resources) {
    const struct opacities *shared = &writer->opacities;
    if (shared->image_count == 0) {
        return;
    }
    buffer_text(resources, "/XObject<<");
    for (size_t i = 0; i < shared->image_count; i++) {
        buffer_print(resources, "/I%zu ", i + 1);
        object_reference(resources, add_image(writer, shared->images[i]));
    }
    buffer_text(resources, ">>");
}
