#include "base/gzip.h"

#include "base/buffer.h"

#include <libdeflate.h>
#include <stdint.h>

/* A member has a header of 10 bytes, a block of at least 2 and a trailer of 8, which ends with the size of the content
 * modulo 2^32. Source: RFC 1952. */
enum { MEMBER_SIZE_MIN = 20 };

/* Deflate reaches no higher ratio: 258 bytes from two bits. */
enum { RATIO_MAX = 1032 };

/* The first room tried, where the trailer promises less [byte]. */
enum { ROOM_MIN = 4096 };

bool gzip_is(const char *data, size_t size) {
    return size >= 2 && (unsigned char)data[0] == 0x1F && (unsigned char)data[1] == 0x8B;
}

/* Room for the content that the trailer at the end of data promises, as far as size bytes can hold so much. */
static size_t first_room(const char *data, size_t size) {
    const unsigned char *end = (const unsigned char *)data + size;
    size_t promised = (size_t)end[-4] | (size_t)end[-3] << 8 | (size_t)end[-2] << 16 | (size_t)end[-1] << 24;
    size_t possible = size > SIZE_MAX / RATIO_MAX ? SIZE_MAX : size * RATIO_MAX;
    promised = promised > possible ? possible : promised;
    return promised < ROOM_MIN ? ROOM_MIN : promised;
}

/* Adds the content of the first member of data to out; *used is set to the compressed size of that member. */
static enum gzip_result add_member(struct buffer *out, const char *data, size_t size, size_t limit, size_t *used) {
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    if (!inflater) {
        return GZIP_DAMAGED;
    }
    enum gzip_result result = GZIP_TOO_LARGE;
    for (size_t room = first_room(data, size);; room *= 2) {
        room = room > limit ? limit : room;
        char *content = buffer_room(out, room);
        size_t content_size = 0;
        enum libdeflate_result status =
            libdeflate_gzip_decompress_ex(inflater, data, size, content, room, used, &content_size);
        if (status == LIBDEFLATE_SUCCESS) {
            buffer_end(out, content + content_size);
            result = GZIP_DONE;
        } else if (status != LIBDEFLATE_INSUFFICIENT_SPACE) {
            result = GZIP_DAMAGED;
        }
        if (status != LIBDEFLATE_INSUFFICIENT_SPACE || room == limit) {
            break;
        }
    }
    libdeflate_free_decompressor(inflater);
    return result;
}

enum gzip_result gzip_inflate(struct buffer *out, const char *data, size_t size, size_t limit) {
    while (size > 0) {
        if (size < MEMBER_SIZE_MIN || !gzip_is(data, size)) {
            return GZIP_DAMAGED;
        }
        size_t used = 0;
        enum gzip_result result = add_member(out, data, size, limit - out->size, &used);
        if (result != GZIP_DONE) {
            return result;
        }
        data += used;
        size -= used;
    }
    return GZIP_DONE;
}
