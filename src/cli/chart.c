/* chart: one chart of a document as a file, a list of its charts, or all of them into a folder. */
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/length.h"
#include "base/number.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "report/report.h"

/* One call of the command. */
struct charting {
    struct arena *arena;
    struct diag *diag;
    const struct arguments *arguments;
    const char *document, *id; /* id NULL: all */
    const struct report_chart *charts;
    size_t count;
};

/* What stands behind the last point of a path. */
static enum report_format format_of(const char *path) {
    const char *point = strrchr(path, '.');
    return report_format_find(point ? point + 1 : "");
}

static bool is_folder(const char *path) {
    return format_of(path) == FORMAT_COUNT;
}

static const struct report_chart *find_chart(const struct charting *charting) {
    for (size_t i = 0; i < charting->count; i++)
        if (strcmp(charting->charts[i].id, charting->id) == 0) return &charting->charts[i];
    diag_add(charting->diag, DIAG_CODE_CHART_UNKNOWN_ID, (struct source_pos){ 0 }, "%s", charting->id);
    return NULL;
}

/* Writes chart to path, to standard output if that is NULL. */
static void write_chart(const struct charting *charting, const struct report_chart *chart, const char *path,
                        enum report_format format) {
    size_t size = 0;
    struct arena *scratch = arena_new();
    struct diag *diag = diag_new(scratch);
    const char *bytes = chart->drawing ? report_chart_write(scratch, diag, chart, format, &size) : NULL;
    if (bytes && path) {
        file_write(diag, path, bytes, size);
    } else if (bytes) {
        struct buffer out = buffer_new(scratch);
        buffer_add(&out, bytes, size);
        answer_text(&out);
    }
    diag_join(charting->diag, diag);
    arena_close(scratch);
}

/* Charts without an id, as those in running text, have no name of their own and are left out. */
static void write_all(const struct charting *charting) {
    static const char *const endings[FORMAT_COUNT] = { [FORMAT_SVG] = "svg", [FORMAT_PNG] = "png", [FORMAT_CSV] = "csv" };
    for (size_t i = 0; i < charting->count; i++) {
        const struct report_chart *chart = &charting->charts[i];
        bool chosen = charting->id ? strcmp(chart->id, charting->id) == 0 : *chart->id != '\0';
        for (int format = 0; format < FORMAT_COUNT && chosen; format++) {
            const char *name = arena_print(charting->arena, "%s.%s", chart->id, endings[format]);
            write_chart(charting, chart, file_join(charting->arena, charting->arguments->output, name),
                        (enum report_format)format);
        }
    }
}

static void list_chart(const struct charting *charting, const struct report_chart *chart, struct buffer *out) {
    if (!charting->arguments->json) {
        buffer_print(out, "%-20s %-14s %s\n", *chart->id ? chart->id : "-", chart->kind, chart->headline);
        return;
    }
    const struct {
        const char *key, *text;
    } fields[] = { { "id", chart->id }, { "kind", chart->kind }, { "headline", chart->headline },
                   { "subtitle", chart->subtitle }, { "alternative", chart->alternative } };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buffer_print(out, "%s\"%s\":", i ? "," : "{", fields[i].key);
        json_quote(out, fields[i].text);
    }
    buffer_text(out, "}\n");
}

static void list(const struct charting *charting) {
    struct buffer out = buffer_new(charting->arena);
    for (size_t i = 0; i < charting->count; i++) list_chart(charting, &charting->charts[i], &out);
    answer_text(&out);
}

static void answer(const struct charting *charting) {
    const char *output = charting->arguments->output;
    const struct report_chart *chart = charting->id ? find_chart(charting) : NULL;
    if (charting->id && !chart) return;
    if (output && is_folder(output)) write_all(charting);
    else if (chart) write_chart(charting, chart, output, output ? format_of(output) : FORMAT_SVG);
    else list(charting);
}

/* DOCUMENT#ID in two. A document that is a template file takes the place of --template. */
static struct charting charting_of(struct arena *arena, const struct arguments *arguments, struct arguments *own) {
    const char *name = arguments->names[0], *hash = strrchr(name, '#');
    struct charting charting = { .arena = arena, .diag = diag_new(arena), .arguments = own };
    charting.document = hash ? arena_copy(arena, name, (size_t)(hash - name)) : name;
    charting.id = hash ? hash + 1 : NULL;
    *own = *arguments;
    if (arguments_is_path(charting.document)) own->template = charting.document;
    return charting;
}

static int run(struct charting *charting, struct report_chart_size size) {
    const struct arguments *arguments = charting->arguments;
    struct report_source source = { .root = arguments->directory,
        .template = arguments_is_path(arguments->template) ? arguments->template : NULL };
    struct program *program = report_load(charting->arena, charting->diag, &source);
    const struct report_job *job = program ? question_document(charting->arena, program, arguments, charting->document) : NULL;
    if (program && !job)
        diag_add(charting->diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%s", charting->document);
    if (job) {
        charting->charts = report_charts(program, charting->arena, charting->diag, job, size, &charting->count);
        answer(charting);
    }
    int status = answer_diag(charting->arena, arguments, charting->diag);
    report_close(program);
    return status;
}

static int refuse(const char *why) {
    fprintf(stderr, "almanac: %s; nothing was done. `almanac --help` lists commands and options.\n", why);
    return STATUS_USAGE;
}

int command_chart(struct arena *arena, const struct arguments *arguments) {
    struct report_chart_size size = { 0 };
    if (arguments->name_count != 1) return refuse("chart needs one document or template file, with #ID for one of its charts");
    if (arguments->width && (!length_parse(arguments->width, &size.width) || size.width < 20 || size.width > 2000))
        return refuse("--width must be a length from 20 to 2000 pt");
    if (arguments->scale && (!number_parse(arguments->scale, &size.scale) || size.scale < 0.25 || size.scale > 8))
        return refuse("--scale must be a number from 0.25 to 8");
    struct arguments own;
    struct charting charting = charting_of(arena, arguments, &own);
    bool lone = own.output && !is_folder(own.output);
    if (lone && !charting.id) return refuse("a file holds one chart: DOCUMENT#ID");
    return run(&charting, size);
}
