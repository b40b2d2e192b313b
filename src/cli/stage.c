#include "cli/commands.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "batch/batch.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "report/report.h"

static struct report_source source_of(const struct arguments *arguments) {
    return (struct report_source){ .root = arguments->directory, .package = arguments->package,
        .indicators = arguments->indicators, .template = arguments_is_path(arguments->template) ? arguments->template : NULL };
}

static bool chosen(const struct report_job *job, const struct arguments *arguments) {
    if (arguments->edition && strcmp(job->edition, arguments->edition) != 0) return false;
    if (arguments->template && strcmp(job->template, arguments->template) != 0) return false;
    if (arguments->language && strcmp(job->language, arguments->language) != 0) return false;
    for (size_t i = 0; i < arguments->name_count; i++)
        if (strcmp(job->subject, arguments->names[i]) == 0 || strcmp(job->path, arguments->names[i]) == 0) return true;
    return arguments->name_count == 0;
}

static size_t build_stage(struct arena *arena, struct program *program, struct diag *diag, const struct report_job *job,
                          enum report_stage stage) {
    struct report_result result = report_build(program, arena, diag, job, stage);
    struct buffer out = buffer_new(arena);
    if (result.bytes) buffer_add(&out, result.bytes, result.size);
    answer_text(&out);
    return 1;
}

/* The documents whose stage is wanted: a template file filled for one subject, or those of the publication. */
static void print_stages(struct arena *arena, struct program *program, struct diag *diag, const struct arguments *arguments) {
    size_t count = 0, printed = 0;
    const struct report_job *jobs = report_jobs(program, &count);
    if (arguments_is_path(arguments->template) && count > 0) {
        struct report_job job = { .edition = arguments->edition ? arguments->edition : jobs[0].edition,
            .subject = arguments->subject ? arguments->subject : jobs[0].subject, .template = arguments->template,
            .language = arguments->language ? arguments->language : jobs[0].language, .path = "" };
        printed += build_stage(arena, program, diag, &job, arguments->stage);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (chosen(&jobs[i], arguments)) printed += build_stage(arena, program, diag, &jobs[i], arguments->stage);
    if (printed == 0)
        diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%s",
                 arguments->name_count ? arguments->names[0] : "none chosen");
}

static void print_program(struct arena *arena, struct diag *diag, const struct arguments *arguments) {
    struct report_source source = source_of(arguments);
    struct buffer out = buffer_new(arena);
    struct program *program = report_load(arena, diag, &source);
    if (!program) return;
    if (arguments->stage == STAGE_TABLE) report_dump_tables(program, &out);
    else if (arguments->stage == STAGE_SERIES) report_dump_series(program, &out);
    else print_stages(arena, program, diag, arguments);
    answer_text(&out);
    report_close(program);
}

int command_stage(struct arena *arena, const struct arguments *arguments) {
    struct diag *diag = diag_new(arena);
    if (arguments->package) {
        struct report_source source = source_of(arguments);
        struct buffer out = buffer_new(arena);
        report_dump_package(arena, diag, &source, &out);
        answer_text(&out);
    } else {
        print_program(arena, diag, arguments);
    }
    return answer_diag(arena, arguments, diag);
}

int command_check(struct arena *arena, const struct arguments *arguments) {
    struct diag *diag = diag_new(arena);
    struct report_source source = { .root = arguments->directory };
    struct program *program = report_load(arena, diag, &source);
    size_t count = 0;
    const struct report_job *jobs = program ? report_jobs(program, &count) : NULL;
    for (size_t i = 0; i < count; i++) {
        struct arena *scratch = arena_new();
        struct diag *own = diag_new(scratch);
        if (chosen(&jobs[i], arguments)) report_build(program, scratch, own, &jobs[i], STAGE_PAGES);
        (arguments->notes ? diag_join : diag_join_faults)(diag, own);
        arena_close(scratch);
    }
    struct buffer lacks = buffer_new(arena);
    if (program) report_dump_lacks(program, arguments->json, &lacks);
    answer_text(&lacks);
    int status = answer_diag(arena, arguments, diag);
    report_close(program);
    return status;
}
