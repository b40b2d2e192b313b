/* Large files that are not kept in memory: read through once, then read again where something is wanted of them. */
#ifndef ALMANAC_BASE_PART_H
#define ALMANAC_BASE_PART_H

#include "base/source.h"

#include <stdbool.h>

struct arena;
struct diag;

/* As file_read, but the text is checked and hashed piece by piece, and not kept: text is NULL. What is compressed is kept all the
 * same, since no part of it can be read alone. */
const struct source_file *file_read_passing(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                            struct source_pos by);

/* Copies size bytes of the text of file from offset from to to. False if the file is no longer what was read, cannot be read, or
 * has no such bytes. */
bool file_part(const struct source_file *file, size_t from, char *to, size_t size);

/* A place in a file: where one of its lines begins. */
struct part_line {
    const struct source_file *file;
    uint32_t line;
    size_t offset;
};

/* The line of pos in a file that is not kept, or the part of it that lies near its column: read into arena, *size bytes long, the
 * column at its byte *at. *near remembers the place for the next question. NULL where file_part fails or there is no such line. */
const char *part_of_line(struct arena *arena, struct source_pos pos, struct part_line *near, size_t *size, size_t *at);

/* The hash of a file's bytes, as file_read and file_read_passing have it. False if it cannot be read. */
bool file_hash(const char *path, uint64_t *hash);

#endif
