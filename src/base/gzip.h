/* Gzip, inflated whole; wraps libdeflate. */
#ifndef ALMANAC_BASE_GZIP_H
#define ALMANAC_BASE_GZIP_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

enum gzip_result { GZIP_DONE, GZIP_DAMAGED, GZIP_TOO_LARGE };

/* True if the bytes begin as a gzip file does. */
bool gzip_is(const char *data, size_t size);

/* Adds the inflated content of all members of the gzip file to out, which never grows beyond limit bytes. */
enum gzip_result gzip_inflate(struct buffer *out, const char *data, size_t size, size_t limit);

#endif
