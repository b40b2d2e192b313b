/* The catalogue of what was built: out/index.html, plain files, no server. */
#ifndef ALMANAC_BATCH_CATALOGUE_H
#define ALMANAC_BATCH_CATALOGUE_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct record;

/* Its first and last part, which are files of share/catalogue. */
struct catalogue_file {
    const char *path;
    const unsigned char *bytes;
    size_t size;
};
extern const struct catalogue_file catalogue_files[]; /* ends with a NULL path */

/* Writes the cover and the data of a document that was just made to out/catalogue/. Errors: FILE_UNWRITABLE. */
void catalogue_keep(struct arena *arena, struct diag *diag, const char *root, const struct report_job *job,
                    const struct report_result *result);

/* Removes what killed processes left of writing what is kept beside the document at path, or of writing the page. Only while nobody writes them. */
void catalogue_sweep(struct arena *arena, const char *root, const char *path);
void catalogue_sweep_page(struct arena *arena, const char *root);

/* Removes what is kept beside the document at path, which is gone. Returns where the cover was: its folders may be empty now. */
const char *catalogue_forget(struct arena *arena, const char *root, const char *path);

/* Writes out/index.html for all documents of the record whose files are there. program gives names of regions and the title. Same documents,
 * same bytes. */
bool catalogue_write(struct arena *arena, struct diag *diag, const struct program *program, struct record *record);

#endif
