/* show, explain, trace: questions that are answered without writing anything. */
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "batch/batch.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "inspect/inspect.h"
#include "report/report.h"
#include "report/trace.h"

/* One call of the program that asks something. */
struct asking {
    struct arena *arena;
    struct diag *diag;
    struct program *program;
    const struct arguments *arguments;
    struct buffer *out;
};

/* Loads the publication and lets ask answer. */
static int question(struct arena *arena, const struct arguments *arguments, void (*ask)(const struct asking *asking)) {
    struct diag *diag = diag_new(arena);
    struct report_source source = { .root = arguments->directory,
        .template = arguments_is_path(arguments->template) ? arguments->template : NULL };
    struct buffer out = buffer_new(arena);
    struct program *program = report_load(arena, diag, &source);
    struct asking asking = { arena, diag, program, arguments, &out };
    if (program) ask(&asking);
    answer_text(&out);
    int status = answer_diag(arena, arguments, diag);
    report_close(program);
    return status;
}

static bool is_chosen(const struct report_job *job, const struct arguments *arguments) {
    if (arguments->edition && strcmp(job->edition, arguments->edition) != 0) return false;
    if (arguments->template && strcmp(job->template, arguments->template) != 0) return false;
    return !arguments->language || strcmp(job->language, arguments->language) == 0;
}

/* The documents that --edition, --template and --lang leave; a template file stands for one document of --subject. */
static const struct report_job *chosen_jobs(const struct asking *asking, size_t *count) {
    const struct arguments *arguments = asking->arguments;
    size_t all = 0;
    const struct report_job *jobs = report_jobs(asking->program, &all);
    struct report_job *chosen = arena_array(asking->arena, all, sizeof *chosen);
    *count = 0;
    if (arguments_is_path(arguments->template) && all > 0) {
        chosen[0] = jobs[0];
        chosen[0].template = chosen[0].path = arguments->template;
        if (arguments->subject) chosen[0].subject = arguments->subject;
        if (arguments->edition) chosen[0].edition = arguments->edition;
        if (arguments->language) chosen[0].language = arguments->language;
        *count = 1;
        return chosen;
    }
    for (size_t i = 0; i < all; i++)
        if (is_chosen(&jobs[i], arguments)) chosen[(*count)++] = jobs[i];
    return chosen;
}

static const struct report_job *find_job(const struct asking *asking, const char *name) {
    size_t count = 0;
    const struct report_job *jobs = chosen_jobs(asking, &count);
    return batch_find(jobs, count, name);
}

static void unknown_document(const struct asking *asking, const char *name) {
    enum { SHOWN_MAX = 60 };
    bool cut = strlen(name) > SHOWN_MAX;
    diag_add(asking->diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%.*s%s", SHOWN_MAX,
             *name ? name : "an empty name", cut ? "…" : "");
}

static struct inspection inspection_of(const struct asking *asking) {
    return (struct inspection){ asking->arena, asking->diag, asking->program, asking->arguments->json, asking->out };
}

static void ask_show(const struct asking *asking) {
    struct inspection inspection = inspection_of(asking);
    if (asking->arguments->name_count == 0) inspect_show(&inspection, NULL);
    for (size_t i = 0; i < asking->arguments->name_count; i++) inspect_show(&inspection, asking->arguments->names[i]);
}

/* Each document's trace lives in an arena of its own: memory does not grow with their number. */
static void trace_one(const struct asking *asking, const struct report_job *job) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct buffer out = buffer_new(arena);
    const struct trace *trace = report_trace(asking->program, arena, diag, job);
    struct inspection inspection = { arena, diag, asking->program, asking->arguments->json, &out };
    if (trace) inspect_trace(&inspection, trace);
    answer_text(&out);
    diag_join(asking->diag, diag);
    arena_close(arena);
}

static void ask_trace(const struct asking *asking) {
    const struct arguments *arguments = asking->arguments;
    size_t count = 0;
    const struct report_job *jobs = chosen_jobs(asking, &count);
    for (size_t i = 0; i < count && arguments->name_count == 0; i++) trace_one(asking, &jobs[i]);
    for (size_t i = 0; i < arguments->name_count; i++) {
        const struct report_job *job = batch_find(jobs, count, arguments->names[i]);
        if (job) trace_one(asking, job);
        else unknown_document(asking, arguments->names[i]);
    }
    if (count == 0 && arguments->name_count == 0) unknown_document(asking, "none chosen");
}

/* The document that the first name or --template means, and the number of names before what is asked. */
static const struct report_job *asked_document(const struct asking *asking, size_t *skip) {
    const struct arguments *arguments = asking->arguments;
    size_t count = 0;
    *skip = 0;
    if (arguments_is_path(arguments->template)) return chosen_jobs(asking, &count);
    const struct report_job *job = find_job(asking, arguments->names[0]);
    *skip = job != NULL;
    return job;
}

/* True if the names are those of series: no document is called so. */
static bool asks_series(const struct asking *asking) {
    struct inspection inspection = inspection_of(asking);
    const char *first = asking->arguments->names[0];
    bool one = asking->arguments->name_count == 1;
    return one || strchr(first, '[') || inspect_is_series(&inspection, first);
}

/* What the document says of its own layout is no answer, unless there is no other. */
static const struct trace *traced(const struct asking *asking, const struct report_job *job) {
    struct diag *diag = diag_new(asking->arena);
    const struct trace *trace = report_trace(asking->program, asking->arena, diag, job);
    if (!trace) diag_join(asking->diag, diag);
    return trace;
}

static void explain_in(const struct asking *asking, const struct report_job *job, size_t skip) {
    const struct arguments *arguments = asking->arguments;
    struct inspection inspection = inspection_of(asking);
    if (skip == arguments->name_count) {
        diag_add(asking->diag, DIAG_CODE_INSPECT_NOTHING_ASKED, (struct source_pos){ 0 },
                 "%s; name a number, figure, table or series, or see `almanac trace %s`", job->path, job->subject);
        return;
    }
    const struct trace *trace = traced(asking, job);
    for (size_t i = skip; trace && i < arguments->name_count; i++) inspect_explain_printed(&inspection, trace, arguments->names[i]);
}

static void ask_explain(const struct asking *asking) {
    const struct arguments *arguments = asking->arguments;
    struct inspection inspection = inspection_of(asking);
    size_t skip = 0;
    const struct report_job *job = asked_document(asking, &skip);
    if (job) {
        explain_in(asking, job, skip);
    } else if (asks_series(asking)) {
        for (size_t i = 0; i < arguments->name_count; i++) inspect_explain(&inspection, arguments->names[i]);
    } else {
        unknown_document(asking, arguments->names[0]);
    }
}

const struct report_job *question_document(struct arena *arena, struct program *program,
                                           const struct arguments *arguments, const char *name) {
    size_t count = 0;
    const struct asking asking = { .arena = arena, .program = program, .arguments = arguments };
    const struct report_job *jobs = chosen_jobs(&asking, &count);
    if (arguments_is_path(arguments->template)) return count > 0 ? jobs : NULL;
    return batch_find(jobs, count, name);
}

int command_show(struct arena *arena, const struct arguments *arguments) {
    return question(arena, arguments, ask_show);
}

int command_explain(struct arena *arena, const struct arguments *arguments) {
    if (arguments->name_count == 0) {
        fputs("almanac: explain needs the name of a series, or a document and what is printed in it; nothing was done.\n", stderr);
        return STATUS_USAGE;
    }
    return question(arena, arguments, ask_explain);
}

int command_trace(struct arena *arena, const struct arguments *arguments) {
    return question(arena, arguments, ask_trace);
}
