#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "report/report.h"

const struct command cli_commands[] = {
    { "build", "[SUBJECT|DOCUMENT …]", "build what is out of date", command_build },
    { "check", "", "validate data, indicators, policies and templates, say what each subject lacks; write nothing", command_check },
    { "list", "[SUBJECT|DOCUMENT …]", "every document: fresh or stale, and the reason", command_list },
    { "show", "[NAME …]", "the names, series, units and coverage that a template can use", command_show },
    { "explain", "[DOCUMENT] WHAT …", "where a number, figure, table[row,column] or series[key, …] comes from, down to cells",
      command_explain },
    { "trace", "[DOCUMENT …]", "every number printed, with page and origin; --strict: none without", command_trace },
    { "chart", "DOCUMENT[#ID]|FILE[#ID]", "one chart as SVG, or as --output says; without ID a list, or all of them",
      command_chart },
    { "lint", "[DOCUMENT|FILE …]", "what a style profile finds in the filled text: numbers, spaces, countries, references",
      command_lint },
    { "import", "FILE [DATASET]", "compare a new download with the Data Package before anything is rebuilt", command_import },
    { "diff", "EDITION EDITION [SUBJECT …]|A.pdf B.pdf", "what changed between two editions: numbers by cause, nodes, ranks, sentences, claims",
      command_diff },
    { "serve", "", "the pages in the browser on loopback, with reload and the messages beside them", command_serve },
    { "init", "DIR", "a small publication to start from, in a new or empty folder", command_init },
    { NULL, NULL, NULL, NULL },
};

static void print(const struct buffer *out, FILE *stream) {
    if (out->size > 0) fwrite(out->data, 1, out->size, stream);
}

/* More about a command, for almanac COMMAND --help. */
static const struct {
    const char *name, *text;
} details[] = {
    { "show",
      "    show                      every series with dimensions, unit, years, coverage and flags; other names; functions\n"
      "    show ecosystem_share      a series: definition, years, members, and why members have no value\n"
      "    show compare              a function, or another name\n" },
    { "explain",
      "WHAT is, in a document named by its subject or path,\n"
      "    14.9, '14.9 %', 14.9@4    a number as it is printed, perhaps with its page\n"
      "    fig-jobs, 'Figure 1'      a figure or table, by its id or label\n"
      "    'tab-jobs[2,3]'           a cell of a table: row and column, from 1, heads not counted\n"
      "and with or without a document\n"
      "    'share[BE, CO]'           the newest value of a series; a year may follow the keys\n"
      "    'share[BE]'               where keys are left out, one line for each value\n"
      "    share                     the definition, and those that it rests on\n" },
    { "trace",
      "Each line: page, number, place, origin, parted by tabs. Origins: cell (of a file), point (computed), policy (a line of a\n"
      "description), literal (written in the template, perhaps with its claim), counter, tick. With --json each line is an object\n"
      "that also lists the cells that the number rests on. --strict: a number of which nothing is known is an error.\n" },
};

static const char *details_of(const struct command *command) {
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (strcmp(details[i].name, command->name) == 0) return details[i].text;
    return NULL;
}

static void print_help(struct arena *arena, const struct command *command) {
    struct buffer out = buffer_new(arena);
    const char *text = details_of(command);
    buffer_print(&out, "almanac %s: %s\n\nusage: almanac %s %s [options]\n", command->name, command->about, command->name, command->operands);
    if (text) buffer_print(&out, "\n%s", text);
    buffer_text(&out, "\noptions\n");
    arguments_usage(&out);
    print(&out, stdout);
}

/* Blanks that bring text to width columns. */
static int gap_behind(const char *text, int width) {
    int left = width - (int)utf8_count(text, strlen(text));
    return left > 0 ? left : 0;
}

static void print_usage(struct arena *arena, FILE *stream) {
    enum { CALL_WIDTH = 30 };
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "almanac: data, policies and templates to publication-grade PDF\n\nusage: almanac COMMAND [options]\n\n");
    for (const struct command *command = cli_commands; command->name; command++) {
        char *call = arena_print(arena, "%s %s", command->name, command->operands);
        buffer_print(&out, "    %s%*s %s\n", call, gap_behind(call, CALL_WIDTH), "", command->about);
    }
    buffer_text(&out, "\noptions\n");
    arguments_usage(&out);
    buffer_text(&out, "\nexit status: 0 all built, 1 something is wrong in the input, 2 usage, 3 the system failed\n");
    print(&out, stream);
}

int cli_run(int argc, char **argv) {
    arena_prepare();
    struct arena *arena = arena_new();
    struct arguments arguments;
    int status = STATUS_BUILT;
    const char *fault = arguments_read(arena, argc, argv, &arguments);
    if (fault) {
        fprintf(stderr, "almanac: %s; nothing was done. `almanac --help` lists commands and options.\n", fault);
        status = STATUS_USAGE;
    } else if (arguments.help && arguments.command) {
        print_help(arena, arguments.command);
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
