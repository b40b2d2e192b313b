#include "cli/arguments.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"

/* How the value of an option is kept. */
enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_COUNT, OPTION_SHARD, OPTION_STAGE, OPTION_FORMAT, OPTION_DOTS };

struct option {
    const char *name, *value, *about;
    enum option_kind kind;
    size_t offset; /* of its field in struct arguments */
};

/* Fewer dots show nothing; more make a page larger than a picture may be. */
enum { DOTS_LEAST = 20, DOTS_MOST = 600 };

#define FIELD(name) offsetof(struct arguments, name)

static const struct option options[] = {
    { "-C", "DIR", "the publication is in DIR (default: the current folder)", OPTION_TEXT, FIELD(directory) },
    { "--edition", "E", "only documents of edition E", OPTION_TEXT, FIELD(edition) },
    { "--lang", "L", "only documents in language L", OPTION_TEXT, FIELD(language) },
    { "--template", "T", "only documents of template T; with --stop-after also the path of a template file", OPTION_TEXT,
      FIELD(template) },
    { "--subject", "S", "the region to fill a template file for", OPTION_TEXT, FIELD(subject) },
    { "--jobs", "N", "at most N workers at once (default: one a core)", OPTION_COUNT, FIELD(jobs) },
    { "--shard", "I/N", "only every Nth document, starting with the Ith: for job arrays", OPTION_SHARD, FIELD(shard) },
    { "--force", NULL, "build even what is fresh", OPTION_FLAG, FIELD(force) },
    { "--dry-run", NULL, "say what is due and why, make nothing", OPTION_FLAG, FIELD(dry_run) },
    { "--keep-going", NULL, "go on when a document cannot be written (a faulty one never stops the others)", OPTION_FLAG,
      FIELD(keep_going) },
    { "--prune", NULL, "remove documents that the publication no longer has", OPTION_FLAG, FIELD(prune) },
    { "--watch", NULL, "with build: build again whenever a file changes, keeping loaded what did not change", OPTION_FLAG, FIELD(watch) },
    { "--strict", NULL, "warnings are errors", OPTION_FLAG, FIELD(strict) },
    { "--notes", NULL, "what was done with the documents, beside what is wrong: figures that moved, for instance", OPTION_FLAG,
      FIELD(notes) },
    { "--format", "FORMAT", "pdf, or png: the same pages as pictures, in a folder a document", OPTION_FORMAT, FIELD(png) },
    { "--dpi", "N", "with --format png: dots an inch, from 20 to 600 (default: 150)", OPTION_DOTS, FIELD(dots) },
    { "--quiet", NULL, "no progress and no summary: what was made, and what is wrong", OPTION_FLAG, FIELD(quiet) },
    { "--json", NULL, "answers and messages as JSON, one object a line", OPTION_FLAG, FIELD(json) },
    { "--stop-after", "STAGE", "print a stage as text and stop: table series document drawing pages tags artifacts", OPTION_STAGE,
      FIELD(stage) },
    { "--package", "FILE", "with --stop-after=table or series: this Data Package alone, without a publication", OPTION_TEXT,
      FIELD(package) },
    { "--indicators", "FILE", "with --package: the definitions to compute on it", OPTION_TEXT, FIELD(indicators) },
    { "--output", "FILE", "with chart: the file, .svg, .png or .csv; or a folder, for all charts in all three; with diff: a folder for tables", OPTION_TEXT,
      FIELD(output) },
    { "--report", "T", "with diff: a typeset report for each subject by template T, into the folder of --output", OPTION_TEXT,
      FIELD(report) },
    { "--port", "N", "with serve: the port on 127.0.0.1 (default: any that is free)", OPTION_COUNT, FIELD(port) },
    { "--width", "LENGTH", "with chart: another width than the template's, as 83mm", OPTION_TEXT, FIELD(width) },
    { "--scale", "N", "with chart: type and strokes N times as large, as 1.5 on slides", OPTION_TEXT, FIELD(scale) },
    { "--style", "S", "with lint: a profile of data/styles, or the path of one (default: what each document is printed in)", OPTION_TEXT,
      FIELD(style) },
    { "--help", NULL, "this text", OPTION_FLAG, FIELD(help) },
    { "--version", NULL, "the version", OPTION_FLAG, FIELD(version) },
};

static const struct option *find_option(const char *name, size_t size) {
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strlen(options[i].name) == size && memcmp(options[i].name, name, size) == 0) return &options[i];
    return NULL;
}

static bool read_count(const char *text, size_t *count) {
    int used = 0;
    unsigned long number = 0;
    if (*text < '0' || *text > '9' || sscanf(text, "%6lu%n", &number, &used) != 1 || text[used] != '\0') return false;
    *count = number;
    return number > 0;
}

static bool read_shard(const char *text, struct arguments *arguments) {
    unsigned long index = 0, total = 0;
    int used = 0;
    if (sscanf(text, "%6lu/%6lu%n", &index, &total, &used) != 2 || text[used] != '\0') return false;
    arguments->shard = index;
    arguments->shards = total;
    return index >= 1 && index <= total;
}

static bool set_option(const struct option *option, const char *value, struct arguments *arguments) {
    char *field = (char *)arguments + option->offset;
    switch (option->kind) {
    case OPTION_FLAG: *(bool *)field = true; return true;
    case OPTION_TEXT: *(const char **)field = value; return true;
    case OPTION_COUNT: return read_count(value, (size_t *)field);
    case OPTION_SHARD: return read_shard(value, arguments);
    case OPTION_STAGE:
        arguments->stop = true;
        arguments->stage = report_stage_find(value);
        return arguments->stage < STAGE_PDF;
    case OPTION_FORMAT:
        arguments->png = strcmp(value, "png") == 0;
        return arguments->png || strcmp(value, "pdf") == 0;
    case OPTION_DOTS: return read_count(value, (size_t *)field) && arguments->dots >= DOTS_LEAST && arguments->dots <= DOTS_MOST;
    }
    return false;
}

static void add_name(struct arena *arena, struct arguments *arguments, const char *text, size_t *capacity) {
    arguments->names = arena_grow(arena, arguments->names, arguments->name_count, capacity, sizeof *arguments->names);
    arguments->names[arguments->name_count++] = text;
}

static const struct command *find_command(const char *name) {
    for (const struct command *command = cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

/* One option at argv[*index], with its value behind "=" or in the next argument. */
static const char *read_option(struct arena *arena, int argc, char **argv, int *index, struct arguments *arguments) {
    const char *text = argv[*index];
    const char *equals = strchr(text, '=');
    const struct option *option = find_option(text, equals ? (size_t)(equals - text) : strlen(text));
    if (!option) return arena_print(arena, "unknown option %s", text);
    if (option->kind == OPTION_FLAG && equals) return arena_print(arena, "%s takes no value", option->name);
    const char *value = equals ? equals + 1 : NULL;
    if (option->kind != OPTION_FLAG && !value) value = *index + 1 < argc ? argv[++*index] : NULL;
    if (option->kind != OPTION_FLAG && !value) return arena_print(arena, "%s needs a value: %s", option->name, option->value);
    if (!set_option(option, value, arguments)) return arena_print(arena, "%s cannot be %s", option->name, value);
    return NULL;
}

const char *arguments_read(struct arena *arena, int argc, char **argv, struct arguments *arguments) {
    size_t capacity = 0;
    bool only_names = false;
    *arguments = (struct arguments){ .directory = ".", .stage = STAGE_PDF };
    for (int i = 1; i < argc; i++) {
        if (!only_names && strcmp(argv[i], "--") == 0) only_names = true;
        else if (!only_names && argv[i][0] == '-' && argv[i][1] != '\0') {
            const char *fault = read_option(arena, argc, argv, &i, arguments);
            if (fault) return fault;
        } else if (!arguments->command && !only_names) {
            arguments->command = find_command(argv[i]);
            if (!arguments->command) return arena_print(arena, "unknown command %s", argv[i]);
        } else {
            add_name(arena, arguments, argv[i], &capacity);
        }
    }
    if (!arguments->command && arguments->stop) arguments->command = find_command("build");
    if (!arguments->command && !arguments->help && !arguments->version) return "no command";
    return NULL;
}

bool arguments_is_path(const char *template) {
    struct stat found;
    return template && (strchr(template, '/') || strchr(template, '.')) && stat(template, &found) == 0;
}

void arguments_usage(struct buffer *out) {
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        char *call = arena_print(out->arena, "%s %s", options[i].name, options[i].value ? options[i].value : "");
        buffer_print(out, "    %-22s %s\n", call, options[i].about);
    }
}
