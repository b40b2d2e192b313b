/* import: what a new download would change, before anything is rebuilt. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "report/report.h"

static const char *const usual_package = "data/datapackage.yaml";

int command_import(struct arena *arena, const struct arguments *arguments) {
    if (arguments->name_count < 1 || arguments->name_count > 2) {
        fputs("almanac: import needs a file, and perhaps the name of the dataset; nothing was done.\n", stderr);
        return STATUS_USAGE;
    }
    struct diag *diag = diag_new(arena);
    struct buffer out = buffer_new(arena);
    const struct report_import import = { .root = arguments->directory,
                                          .package = arguments->package ? arguments->package : usual_package,
                                          .file = arguments->names[0],
                                          .name = arguments->name_count > 1 ? arguments->names[1] : NULL };
    report_import(arena, diag, &import, arguments->json, &out);
    answer_text(&out);
    return answer_diag(arena, arguments, diag);
}
