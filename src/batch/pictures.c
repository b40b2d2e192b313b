#include "batch/pictures.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"

/* At the usual resolution a folder has the document's name alone. */
static const double USUAL_DOTS = 150;

const char *pictures_folder(struct arena *arena, const char *path, double dots_per_inch) {
    size_t size = strlen(path);
    if (size > 4 && strcmp(path + size - 4, ".pdf") == 0) size -= 4;
    if (dots_per_inch == USUAL_DOTS) return arena_print(arena, "%.*s/", (int)size, path);
    return arena_print(arena, "%.*s.%gdpi/", (int)size, path, dots_per_inch);
}

/* "page-" digits ".png". */
static bool is_page(const char *name) {
    if (strncmp(name, "page-", 5) != 0) return false;
    size_t digits = strspn(name + 5, "0123456789");
    return digits > 0 && strcmp(name + 5 + digits, ".png") == 0;
}

static bool is_among(const struct report_result *result, const char *name) {
    for (size_t i = 0; i < result->file_count; i++)
        if (strcmp(result->files[i].name, name) == 0) return true;
    return false;
}

bool pictures_write(struct arena *arena, struct diag *diag, const char *folder, const struct report_result *result,
                    uint64_t *hash) {
    size_t count = 0;
    for (size_t i = 0; i < result->file_count; i++) {
        const struct report_file *file = &result->files[i];
        if (!file_write(diag, file_join(arena, folder, file->name), file->bytes, file->size)) return false;
    }
    const char *const *names = file_list(arena, folder, &count);
    *hash = HASH_START;
    for (size_t i = 0; names && i < count; i++) {
        if (is_page(names[i]) && !is_among(result, names[i])) unlink(file_join(arena, folder, names[i]));
        else *hash = hash_text(*hash, names[i]);
    }
    return names != NULL;
}
