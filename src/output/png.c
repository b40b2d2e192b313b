#include "output/png.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <libdeflate.h>
#include <stdint.h>
#include <string.h>

/* Level and filter are measured on first pages and charts, which are even areas with sharp edges: a filter makes them a quarter larger,
 * a higher level saves a fortieth. COLOURS: bytes a pixel. */
enum { DEFLATE_LEVEL = 1, NO_FILTER = 0, COLOURS = 3 };

static void add_row(unsigned char *to, const unsigned char *from, size_t width) {
    *to++ = NO_FILTER;
    for (size_t x = 0; x < width; x++, from += sizeof(uint32_t), to += COLOURS) {
        uint32_t word;
        memcpy(&word, from, sizeof word);
        to[0] = (unsigned char)(word >> 16 & 0xFF);
        to[1] = (unsigned char)(word >> 8 & 0xFF);
        to[2] = (unsigned char)(word & 0xFF);
    }
}

static void add_number(struct buffer *out, uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        buffer_byte(out, (char)(unsigned char)(number >> shift & 0xFF));
    }
}

/* A chunk: size, kind of four letters, data, check sum of kind and data. */
static void add_chunk(struct buffer *out, const char *kind, const char *data, size_t size) {
    add_number(out, (uint32_t)size);
    size_t start = out->size;
    buffer_text(out, kind);
    buffer_add(out, data, size);
    add_number(out, libdeflate_crc32(0, out->data + start, out->size - start));
}

static void add_header(struct buffer *out, const struct png_pixels *pixels) {
    static const char signature[] = "\x89PNG\r\n\x1A\n", rest[] = "\x08\x02\x00\x00"; /* 8 bits; red, green, blue */
    struct buffer header = buffer_new(out->arena);
    add_number(&header, (uint32_t)pixels->width);
    add_number(&header, (uint32_t)pixels->height);
    buffer_add(&header, rest, sizeof rest); /* its final zero: not interlaced */
    buffer_add(out, signature, sizeof signature - 1);
    add_chunk(out, "IHDR", header.data, header.size);
}

const char *png_write(struct arena *arena, const struct png_pixels *pixels, size_t *size) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!compressor) {
        return NULL;
    }
    struct arena *scratch = arena_new();
    size_t row = 1 + pixels->width * COLOURS, limit = libdeflate_zlib_compress_bound(compressor, pixels->height * row);
    unsigned char *rows = arena_bytes(scratch, pixels->height * row);
    char *packed = arena_bytes(scratch, limit);
    for (size_t y = 0; y < pixels->height; y++) {
        add_row(rows + y * row, pixels->rows + y * pixels->stride, pixels->width);
    }
    size_t packed_size = libdeflate_zlib_compress(compressor, rows, pixels->height * row, packed, limit);
    struct buffer out = buffer_new(arena);
    add_header(&out, pixels);
    add_chunk(&out, "IDAT", packed, packed_size);
    add_chunk(&out, "IEND", "", 0);
    arena_close(scratch);
    libdeflate_free_compressor(compressor);
    *size = out.size;
    return packed_size > 0 ? out.data : NULL;
}
