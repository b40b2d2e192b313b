/* serve: the page in the browser on loopback, with reload. */
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "inspect/serve.h"

static void say_ready(void *context, unsigned port) {
    (void)context;
    printf("http://127.0.0.1:%u/\n", port);
    fflush(stdout);
}

static void say(void *context, const char *line) {
    const struct arguments *arguments = context;
    if (!arguments->quiet) fprintf(stderr, "%s\n", line);
}

int command_serve(struct arena *arena, const struct arguments *arguments) {
    struct diag *diag = diag_new(arena);
    const struct serving serving = { .root = arguments->directory, .port = (unsigned)arguments->port, .ready = say_ready, .said = say,
        .context = (void *)arguments, .stopped = interrupt_came };
    interrupt_hold();
    serve(diag, &serving);
    return answer_diag(arena, arguments, diag);
}
