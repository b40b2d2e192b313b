/* diff: what changed between two editions. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "inspect/difference.h"
#include "proof/proof.h"
#include "report/report.h"

/* Two editions being compared. */
struct comparing {
    struct arena *arena;
    struct diag *diag;
    struct program *program;
    const struct arguments *arguments;
    const char *older, *newer;
    struct comparison *comparison;
    struct differences differences;
};

static bool is_wanted(const struct comparing *comparing, const struct report_job *job) {
    const struct arguments *arguments = comparing->arguments;
    bool named = arguments->name_count == 2;
    if (strcmp(job->edition, comparing->newer) != 0) return false;
    if (arguments->template && strcmp(arguments->template, job->template) != 0) return false;
    if (arguments->language && strcmp(arguments->language, job->language) != 0) return false;
    for (size_t i = 2; i < arguments->name_count; i++)
        named = named || strcmp(arguments->names[i], job->subject) == 0 || strcmp(arguments->names[i], job->path) == 0;
    return named;
}

/* One document in an arena of its own: memory does not grow with their number, but with what changed. */
static bool compare_document(struct comparing *comparing, const struct report_job *job) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct differences found = { 0 };
    bool done = difference_document(arena, diag, comparing->comparison, job, &found);
    difference_adopt(comparing->arena, &comparing->differences, &found);
    diag_join(comparing->diag, diag);
    arena_close(arena);
    return done;
}

static void add_once(const char **list, const char *text) {
    while (*list && strcmp(*list, text) != 0) list++;
    *list = text; /* what follows is NULL */
}

/* The documents of the newer edition, as far as they are asked for. Their subjects go into subjects, those of all its documents into peers. */
static size_t compare_documents(struct comparing *comparing, const char **subjects, const char **peers) {
    size_t count = 0, done = 0;
    const struct report_job *jobs = report_jobs(comparing->program, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(jobs[i].edition, comparing->newer) == 0) add_once(peers, jobs[i].subject);
        if (!is_wanted(comparing, &jobs[i])) continue;
        done += compare_document(comparing, &jobs[i]);
        add_once(subjects, jobs[i].subject);
    }
    return done;
}

static bool write_tables(struct comparing *comparing, const char *folder) {
    for (size_t i = 0; difference_tables[i]; i++) {
        struct buffer out = buffer_new(comparing->arena);
        difference_csv(&comparing->differences, difference_tables[i], &out);
        const char *path = arena_print(comparing->arena, "%s/%s.csv", folder, difference_tables[i]);
        if (!file_write(comparing->diag, path, out.data, out.size)) return false;
    }
    return true;
}

/* One subject's report, in an arena of its own: memory does not grow with their number. */
static void write_report(struct comparing *comparing, const char *subject, const char *language) {
    const struct arguments *arguments = comparing->arguments;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    const struct difference_editions editions = { comparing->older, comparing->newer };
    const char *path = arena_print(arena, "%s/%s.pdf", arguments->output, subject);
    const struct report_job job = { .edition = comparing->newer, .subject = subject, .template = arguments->report,
        .language = language, .path = path };
    const char *text = difference_describe(arena, &comparing->differences, subject, editions);
    struct report_result result = comparison_report(comparing->comparison, arena, diag, &job, source_file_of(arena, "differences", text));
    if (result.bytes && file_write(diag, path, result.bytes, result.size) && !arguments->quiet) fprintf(stderr, "%s\n", path);
    diag_join(comparing->diag, diag);
    arena_close(arena);
}

static void compare(struct comparing *comparing) {
    const struct arguments *arguments = comparing->arguments;
    size_t count = 0;
    report_jobs(comparing->program, &count);
    const char **subjects = arena_array(comparing->arena, count + 1, sizeof *subjects);
    const char **peers = arena_array(comparing->arena, count + 1, sizeof *peers);
    comparing->comparison = report_compare(comparing->program, comparing->diag, comparing->older, comparing->newer);
    if (!comparing->comparison) return;
    if (compare_documents(comparing, subjects, peers) == 0) {
        diag_add(comparing->diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%s",
                 arguments->name_count > 2 ? arguments->names[2] : "none of the newer edition");
        return;
    }
    difference_series(comparing->arena, comparing->comparison, subjects, peers, &comparing->differences);
    struct buffer out = buffer_new(comparing->arena);
    difference_print(&comparing->differences, arguments->json ? DIFFERENCE_JSON : DIFFERENCE_TEXT, &out);
    answer_text(&out);
    if (!arguments->output || !write_tables(comparing, arguments->output) || !arguments->report) return;
    const char *language = arguments->language ? arguments->language : report_jobs(comparing->program, &count)[0].language;
    for (size_t i = 0; subjects[i]; i++) write_report(comparing, subjects[i], language);
}

static bool is_pdf(const char *name) {
    size_t size = strlen(name);
    return size > 4 && strcmp(name + size - 4, ".pdf") == 0;
}

static int compare_files(struct arena *arena, const struct arguments *arguments) {
    struct diag *diag = diag_new(arena);
    struct buffer out = buffer_new(arena);
    const struct proof *proof = proof_compare(arena, diag, arguments->names[0], arguments->names[1]);
    if (proof) proof_print(proof, arguments->json, &out);
    answer_text(&out);
    if (proof && arguments->output && proof_write(arena, diag, proof, arguments->output) && !arguments->quiet)
        fprintf(stderr, "%s/index.html\n", arguments->output);
    return answer_diag(arena, arguments, diag);
}

int command_diff(struct arena *arena, const struct arguments *arguments) {
    if (arguments->name_count < 2) {
        fputs("almanac: diff needs two editions, or two PDF files; nothing was done.\n", stderr);
        return STATUS_USAGE;
    }
    if (arguments->name_count == 2 && is_pdf(arguments->names[0]) && is_pdf(arguments->names[1])) return compare_files(arena, arguments);
    struct diag *diag = diag_new(arena);
    struct report_source source = { .root = arguments->directory };
    struct program *program = report_load(arena, diag, &source);
    struct comparing comparing = { .arena = arena, .diag = diag, .program = program, .arguments = arguments,
        .older = arguments->names[0], .newer = arguments->names[1] };
    if (program) compare(&comparing);
    report_close(program);
    return answer_diag(arena, arguments, diag);
}
