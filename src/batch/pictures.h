/* Documents as pictures of their pages: a folder in place of each PDF. */
#ifndef ALMANAC_BATCH_PICTURES_H
#define ALMANAC_BATCH_PICTURES_H

#include "report/report.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct diag;

/* The folder for the pages of the document at path: "out/x.pdf" → "out/x/" at the usual resolution, "out/x.300dpi/" at another. */
const char *pictures_folder(struct arena *arena, const char *path, double dots_per_inch);

/* Writes result's files into folder, each whole or not at all, and removes the pages of an earlier, longer document. *hash is of the names
 * in the folder. Errors: FILE_UNWRITABLE. */
bool pictures_write(struct arena *arena, struct diag *diag, const char *folder, const struct report_result *result,
                    uint64_t *hash);

#endif
