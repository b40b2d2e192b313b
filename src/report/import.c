/* A new download beside the file that it would take the place of. */
#include "report/report.h"

#include "data/compare.h"
#include "data/dataset.h"

bool report_import(struct arena *arena, struct diag *diag, const struct report_import *import, bool json, struct buffer *out) {
    const struct dataset *new = dataset_read_as(arena, diag, import->root, import->package, import->name, import->file);
    const struct dataset *old = new ? dataset_read_as(arena, diag, import->root, import->package, new->name, NULL) : NULL;
    if (old) dataset_compare(diag, old, new, json, out);
    return old != NULL;
}
