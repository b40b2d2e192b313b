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

static const char *const styles_folder = "data/styles";
static const char *const usual_style = "interinstitutional";

/* One call of the program. */
struct linting {
    struct arena *arena;
    struct diag *diag;
    const struct arguments *arguments;
    const struct style *style;
    size_t texts; /* documents and files looked over */
};

/* The profile of that name in the publication, or the file. */
static const struct style *find_style(struct arena *arena, struct diag *diag, const struct arguments *arguments) {
    const char *name = arguments->style ? arguments->style : usual_style;
    if (arguments_is_path(name)) {
        return report_style(arena, diag, NULL, name);
    }
    return report_style(arena, diag, arguments->directory, arena_print(arena, "%s/%s.yaml", styles_folder, name));
}

static void lint_file(struct linting *linting, const char *path) {
    const struct source_file *file = file_read(linting->arena, linting->diag, NULL, path, (struct source_pos){ 0 });
    if (file) {
        text_file_lint(linting->arena, linting->diag, file, linting->style);
        linting->texts++;
    }
}

/* Each document lives in an arena of its own; findings of several documents at one place are kept once. */
static void lint_document(struct linting *linting, struct program *program, const struct report_job *job) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    linting->texts += report_lint(program, arena, diag, job, linting->style);
    diag_join(linting->diag, diag);
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
    linting.style = find_style(arena, linting.diag, arguments);
    size_t files = 0;
    for (size_t i = 0; linting.style && i < arguments->name_count; i++) {
        if (arguments_is_path(arguments->names[i])) {
            files++;
            lint_file(&linting, arguments->names[i]);
        }
    }
    if (linting.style && (files == 0 || files < arguments->name_count)) {
        lint_documents(&linting);
    }
    struct buffer out = buffer_new(arena);
    if (linting.style && !arguments->json) {
        buffer_print(&out, "%zu texts, %zu findings\n", linting.texts,
                     diag_count(linting.diag, DIAG_WARNING));
    }
    answer_text(&out);
    return answer_diag(arena, arguments, linting.diag);
}
