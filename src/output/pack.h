/* A saved file made smaller: small objects go together into deflated object streams, the cross-reference table into a stream
 * (ISO 32000-1, 7.5.7 and 7.5.8), neither of which libharu can write. Half of a tagged file are small objects. For object.c only. */
#ifndef ALMANAC_OUTPUT_PACK_H
#define ALMANAC_OUTPUT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct libdeflate_compressor;

/* One object of the saved file: "12 0 obj\n…\nendobj\n". */
struct pack_object {
    size_t start, end; /* bytes in the file; equal for a number that is not in use */
    bool is_stream;
};

struct pack_file {
    const char *bytes;
    size_t header_size;                /* before the first object */
    const struct pack_object *objects; /* by number; 0 is never in use */
    size_t count;
    const char *trailer;               /* entries, without Size */
};

/* The file in arena, *size set; NULL if it cannot be deflated. */
const char *pack_write(struct arena *arena, struct libdeflate_compressor *deflate, const struct pack_file *file, size_t *size);

#endif
