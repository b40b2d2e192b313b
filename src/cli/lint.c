/* lint: looks the filled text of documents, or files of text, over for what a style profile asks. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "batch/batch.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "report/lint.h"
#include "report/report.h"

/* One call of the program. */
struct linting {
    struct arena *arena;
    struct diag *diag;
    const struct arguments *arguments;
    const struct style *style; /* NULL: each document's own */
    size_t texts; /* documents and files looked over */
};

static void lint_file(struct linting *linting, const char *path) {
    const struct style *style = linting->style;
    if (!style) {
        style = report_style(linting->arena, linting->diag, linting->arguments->directory, NULL);
    }
    const struct source_file *file =
        style ? file_read(linting->arena, linting->diag, NULL, path, (struct source_pos){ 0 }) : NULL;
    if (file) {
        text_file_lint(linting->arena, linting->diag, file, style);
        linting->texts++;
    }
}

/* Each document lives in an arena of its own; findings of several documents at one place are kept once. */
static void lint_document(struct linting *linting, struct program *program, const struct report_job *job) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    linting->texts += report_lint(program, arena, diag, job, linting->style);
    (linting->arguments->notes ? diag_join : diag_join_faults)(linting->diag, diag);
    arena_close(arena);
}

static bool is_chosen(const struct arguments *arguments, const struct report_job *job) {
    return (!arguments->edition || strcmp(arguments->edition, job->edition) == 0) &&
           (!arguments->template || strcmp(arguments->template, job->template) == 0) &&
           (!arguments->language || strcmp(arguments->language, job->language) == 0);
}

static void lint_documents(struct linting *linting) {
    const struct arguments *arguments = linting->arguments;
    struct report_source source = { .root = arguments->directory };
    struct program *program = report_load(linting->arena, linting->diag, &source);
    size_t count = 0;
    const struct report_job *jobs = program ? report_jobs(program, &count) : NULL;
    for (size_t i = 0; i < count && arguments->name_count == 0; i++) {
        if (is_chosen(arguments, &jobs[i])) {
            lint_document(linting, program, &jobs[i]);
        }
    }
    for (size_t i = 0; program && i < arguments->name_count; i++) {
        const struct report_job *job = arguments_is_path(arguments->names[i]) ? NULL
                                                                             : batch_find(jobs, count, arguments->names[i]);
        if (job) {
            lint_document(linting, program, job);
        } else if (!arguments_is_path(arguments->names[i])) {
            diag_add(linting->diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%s",
                     arguments->names[i]);
        }
    }
    report_close(program);
}

int command_lint(struct arena *arena, const struct arguments *arguments) {
    struct linting linting = { .arena = arena, .diag = diag_new(arena), .arguments = arguments };
    const char *name = arguments->style;
    linting.style = name ? report_style(arena, linting.diag, arguments->directory, name) : NULL;
    bool ready = !name || linting.style;
    size_t files = 0;
    for (size_t i = 0; ready && i < arguments->name_count; i++) {
        if (arguments_is_path(arguments->names[i])) {
            files++;
            lint_file(&linting, arguments->names[i]);
        }
    }
    if (ready && (files == 0 || files < arguments->name_count)) {
        lint_documents(&linting);
    }
    struct buffer out = buffer_new(arena);
    if (ready && !arguments->json) {
        buffer_print(&out, "%zu texts, %zu findings\n", linting.texts,
                     diag_count(linting.diag, DIAG_WARNING));
    }
    answer_text(&out);
    return answer_diag(arena, arguments, linting.diag);
}
