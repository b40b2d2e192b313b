#include "cli/answer.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "cli/arguments.h"
#include "cli/cli.h"

int answer_diag(struct arena *arena, const struct arguments *arguments, const struct diag *diag) {
    struct buffer out = buffer_new(arena);
    if (arguments->json) diag_print_json(diag, &out);
    else diag_print(diag, &out);
    if (out.size > 0) fwrite(out.data, 1, out.size, stderr);
    if (diag_count(diag, DIAG_SYSTEM) > 0) return STATUS_SYSTEM;
    return diag_failed(diag, arguments->strict) ? STATUS_INPUT : STATUS_BUILT;
}

void answer_text(const struct buffer *out) {
    if (out->size > 0) fwrite(out->data, 1, out->size, stdout);
}
