/* init: a small publication to start from, written into an empty folder. */
#include <stdio.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/skeleton.h"

/* True if folder is there and holds anything a user could miss, or is no folder. Hidden files, as those of version control, do not
 * count. */
static bool is_taken(struct arena *arena, const char *folder) {
    struct stat found;
    size_t count = 0;
    if (stat(folder, &found) != 0) return false;
    return !S_ISDIR(found.st_mode) || !file_list(arena, folder, &count) || count > 0;
}

static bool write_skeleton(struct arena *arena, struct diag *diag, const char *folder, struct buffer *out) {
    for (const struct skeleton_file *file = skeleton_files; file->path; file++) {
        char *path = file_join(arena, folder, file->path);
        if (!file_write(diag, path, (const char *)file->bytes, file->size)) return false;
        buffer_print(out, "%s\n", path);
    }
    return true;
}

int command_init(struct arena *arena, const struct arguments *arguments) {
    if (arguments->name_count != 1 || *arguments->names[0] == '\0') {
        fputs("almanac: init needs one folder, which it makes; nothing was done.\n", stderr);
        return STATUS_USAGE;
    }
    struct diag *diag = diag_new(arena);
    struct buffer out = buffer_new(arena);
    const char *folder = arguments->names[0];
    if (is_taken(arena, folder)) {
        diag_add(diag, DIAG_CODE_INIT_TAKEN, (struct source_pos){ 0 }, "%s", folder);
    } else if (write_skeleton(arena, diag, folder, &out) && !arguments->quiet) {
        fprintf(stderr, "Now: almanac -C %s build\n", folder);
    }
    answer_text(&out);
    return answer_diag(arena, arguments, diag);
}
