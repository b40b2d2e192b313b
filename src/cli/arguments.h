/* The command line, typed. */
#ifndef ALMANAC_CLI_ARGUMENTS_H
#define ALMANAC_CLI_ARGUMENTS_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct command;

struct arguments {
    const struct command *command; /* NULL: only --help or --version */
    const char *directory;         /* -C */
    const char *edition, *language, *template, *subject;
    const char *package, *indicators, *output, *style, *report;
    const char *width, *scale;     /* of a chart */
    enum report_stage stage;       /* STAGE_PDF unless --stop-after */
    bool watch;
    size_t port, jobs, shard, shards, dots; /* dots: an inch, of pictures; 0: as usual */
    bool force, dry_run, keep_going, prune, strict, notes, quiet, json, help, version, stop, png;
    const char **names;            /* everything that is no option */
    size_t name_count;
};

/* Reads argv. Returns NULL and fills *arguments, or a message that says what is wrong with the call (in arena). */
const char *arguments_read(struct arena *arena, int argc, char **argv, struct arguments *arguments);

/* One command: its name, what follows it, a line about it, what it does. */
struct command {
    const char *name, *operands, *about;
    int (*run)(struct arena *arena, const struct arguments *arguments);
};
extern const struct command cli_commands[]; /* ends with a NULL name */

/* True if the value of --template names a file or folder on the disk, not one of the publication's templates. */
bool arguments_is_path(const char *template);

/* The options, one a line, for the usage text. */
void arguments_usage(struct buffer *out);

#endif
