/* The disk: reading input whole, writing output whole or not at all. */
#ifndef ALMANAC_BASE_FILE_H
#define ALMANAC_BASE_FILE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

/* Largest file that is read, also after inflating [byte]. */
#define FILE_SIZE_MOST ((size_t)256 * 1024 * 1024)

/* Reads the file root/path (root NULL: path alone) into arena as text: gzip is inflated, a byte order mark dropped,
 * NUL bytes and bad UTF-8 are diagnosed. path must stay inside root (no "..", no absolute path) when root is given.
 * Returns NULL after a diagnostic at by (the place that names the file; may be empty).
 * Errors: FILE_*. Limit: 256 MiB after inflating. */
const struct source_file *file_read(struct arena *arena, struct diag *diag, const char *root,
                                    const char *path, struct source_pos by);

/* Reads bytes as they are (images, fonts, profiles). Same limits; text is not checked. */
const struct source_file *file_read_bytes(struct arena *arena, struct diag *diag, const char *root,
                                          const char *path, struct source_pos by);

/* Makes a source file of text in memory: for tests and generated text. path and text are borrowed. */
const struct source_file *source_file_of(struct arena *arena, const char *path, const char *text);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* True if path is relative and no step of it goes up. */
bool file_stays_inside(const char *path);

/* Whether both paths, seen from root, lead to one file, be it by a link; false if one leads nowhere. */
bool file_is_same(const char *root, const char *first, const char *second);

/* Writes data to path through a temporary file in the same folder, fsync and rename: the file appears whole or not at all.
 * Makes missing folders. Errors: FILE_UNWRITABLE. */
bool file_write(struct diag *diag, const char *path, const char *data, size_t size);

/* Removes what killed processes left of writing path, or of writing into the folder path if it ends with "/". Only for paths that nobody writes now. */
void file_sweep(const char *path);

/* Names in the folder, sorted by bytes, without "." files; *count is set. NULL if it cannot be read. */
const char *const *file_list(struct arena *arena, const char *folder, size_t *count);

/* root/path as one string in arena. */
char *file_join(struct arena *arena, const char *root, const char *path);

#endif
