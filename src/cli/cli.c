#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "report/report.h"

const struct command cli_commands[] = {
    { "build", "[SUBJECT|DOCUMENT …]", "build what is out of date", command_build },
    { "check", "", "validate data, indicators, policies and templates, say what each subject lacks; write nothing", command_check },
    { "list", "[SUBJECT|DOCUMENT …]", "every document: fresh or stale, and the reason", command_list },
    { "show", "[SERIES]", "the names, series, units and coverage that a template can use", command_show },
    { "explain", "DOCUMENT WHAT …", "where a number, figure, table[row,column] or series[key, …] comes from, down to cells",
      command_explain },
    { "trace", "[DOCUMENT …]", "every number printed, with page and origin; --strict: none without", command_trace },
    { "lint", "[DOCUMENT|FILE …]", "what a style profile finds in the filled text: numbers, spaces, countries, references",
      command_lint },
    { "import", "FILE [DATASET]", "compare a new download with the Data Package before anything is rebuilt", command_import },
    { NULL, NULL, NULL, NULL },
};

static void print(const struct buffer *out, FILE *stream) {
    if (out->size > 0) fwrite(out->data, 1, out->size, stream);
}

static void print_usage(struct arena *arena, FILE *stream) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "almanac: data, policies and templates to publication-grade PDF\n\nusage: almanac COMMAND [options]\n\n");
    for (const struct command *command = cli_commands; command->name; command++) {
        char *call = arena_print(arena, "%s %s", command->name, command->operands);
        buffer_print(&out, "    %-30s %s\n", call, command->about);
    }
    buffer_text(&out, "\noptions\n");
    arguments_usage(&out);
    buffer_text(&out, "\nexit status: 0 all built, 1 something is wrong in the input, 2 usage, 3 the system failed\n");
    print(&out, stream);
}

int cli_run(int argc, char **argv) {
    struct arena *arena = arena_new();
    struct arguments arguments;
    int status = STATUS_BUILT;
    const char *fault = arguments_read(arena, argc, argv, &arguments);
    if (fault) {
        fprintf(stderr, "almanac: %s; nothing was done. `almanac --help` lists commands and options.\n", fault);
        status = STATUS_USAGE;
    } else if (arguments.help) {
        print_usage(arena, stdout);
    } else if (arguments.version) {
        puts("almanac " ALMANAC_VERSION);
    } else {
        status = arguments.command->run(arena, &arguments);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) status = STATUS_SYSTEM;
    arena_close(arena);
    return status;
}
