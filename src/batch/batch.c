#include "batch/batch.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "batch/pictures.h"
#include "batch/pool.h"
#include "batch/record.h"

/* A batch on its way. */
struct batch {
    struct arena *arena;
    struct diag *diag;
    const struct batch_options *options;
    const struct batch_progress *progress;
    struct record *record;
    struct program *program; /* NULL until something has to be loaded */
    struct batch_result *result;
    const size_t *due; /* indexes of outcomes */
    size_t due_count, done;
};

static bool wanted(const struct report_job *job, const struct batch_options *options) {
    if (options->edition && strcmp(job->edition, options->edition) != 0) return false;
    if (options->language && strcmp(job->language, options->language) != 0) return false;
    if (options->template && strcmp(job->template, options->template) != 0) return false;
    for (size_t i = 0; i < options->name_count; i++)
        if (strcmp(job->subject, options->names[i]) == 0 || strcmp(job->path, options->names[i]) == 0) return true;
    return options->name_count == 0;
}

const struct report_job *batch_find(const struct report_job *jobs, size_t count, const char *name) {
    const struct report_job *found = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t subject = strlen(jobs[i].subject);
        bool is_path = strcmp(jobs[i].path, name) == 0;
        bool is_subject = strcmp(jobs[i].subject, name) == 0;
        bool is_both = strncmp(name, jobs[i].subject, subject) == 0 && name[subject] == '/' &&
                       strcmp(name + subject + 1, jobs[i].template) == 0;
        if (!is_path && !is_subject && !is_both) continue;
        if (found) return NULL;
        found = &jobs[i];
    }
    return found;
}

/* The document in the form that is asked for. */
static struct report_job as_asked(struct arena *arena, struct report_job job, const struct batch_options *options) {
    if (options->dots_per_inch > 0) {
        job.path = pictures_folder(arena, job.path, options->dots_per_inch);
        job.dots_per_inch = options->dots_per_inch;
    }
    return job;
}

static bool load(struct batch *batch) {
    struct report_source source = { .root = batch->options->root };
    if (!batch->program) batch->program = report_load(batch->arena, batch->diag, &source);
    return batch->program != NULL;
}

/* The publication's documents: from the record while nothing they depend on has changed, else from the publication. */
static const struct report_job *plan(struct batch *batch, size_t *count) {
    *count = 0;
    if (batch->record && !batch->options->force && !record_plan_reason(batch->record, batch->arena))
        return record_plan(batch->record, batch->arena, count);
    if (!load(batch)) return NULL;
    size_t input_count = 0;
    const struct report_job *jobs = report_jobs(batch->program, count);
    const struct report_input *inputs = report_plan_inputs(batch->arena, batch->program, &input_count);
    if (!diag_failed(batch->diag, 0)) record_set_plan(batch->record, jobs, *count, inputs, input_count);
    return jobs;
}

static void choose(struct batch *batch, const struct report_job *jobs, size_t count) {
    const struct batch_options *options = batch->options;
    struct batch_result *result = batch->result;
    result->outcomes = arena_array(batch->arena, count, sizeof *result->outcomes);
    size_t place = 0;
    for (size_t i = 0; i < count; i++) {
        if (!wanted(&jobs[i], options)) continue;
        if (options->shards > 0 && place++ % options->shards != options->shard - 1) continue;
        result->outcomes[result->count++] = (struct batch_outcome){ .job = as_asked(batch->arena, jobs[i], options), .reason = "", .messages = "" };
    }
    for (size_t n = 0; n < options->name_count; n++) {
        bool known = false;
        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(jobs[i].subject, options->names[n]) == 0 || strcmp(jobs[i].path, options->names[n]) == 0;
        if (!known)
            diag_add(batch->diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%s", options->names[n]);
    }
}

static void find_due(struct batch *batch) {
    struct batch_result *result = batch->result;
    size_t *due = arena_array(batch->arena, result->count, sizeof *due);
    for (size_t i = 0; i < result->count; i++) {
        struct batch_outcome *outcome = &result->outcomes[i];
        const char *reason = batch->options->force ? "--force" : record_reason(batch->record, batch->arena, outcome->job.path);
        outcome->state = reason ? OUTCOME_STALE : OUTCOME_FRESH;
        outcome->reason = reason ? reason : "";
        if (reason) due[batch->due_count++] = i;
    }
    batch->due = due;
    result->stale = batch->due_count;
    result->fresh = result->count - batch->due_count;
}

static const char *death_message(struct batch *batch, const struct report_job *job, int signal) {
    struct diag *diag = diag_new(batch->arena);
    struct buffer out = buffer_new(batch->arena);
    diag_add(diag, DIAG_CODE_BATCH_WORKER_DIED, (struct source_pos){ 0 }, "%s, signal %d", job->path, signal);
    diag_print(diag, &out);
    return out.data;
}

static void document_done(void *context, size_t index, const struct pool_answer *answer) {
    struct batch *batch = context;
    struct batch_outcome *outcome = &batch->result->outcomes[batch->due[index]];
    outcome->messages = answer->died ? death_message(batch, &outcome->job, answer->signal) : answer->messages;
    outcome->errors = answer->died ? 1 : answer->errors;
    outcome->warnings = answer->warnings;
    outcome->pages = answer->pages;
    outcome->size = answer->size;
    outcome->state = answer->written ? OUTCOME_BUILT : OUTCOME_FAILED;
    batch->result->built += answer->written;
    batch->result->failed += !answer->written;
    if (answer->written)
        record_add(batch->record, &(struct record_entry){ .job = &outcome->job, .inputs = answer->inputs,
            .input_count = answer->input_count, .hash = answer->hash, .size = answer->size, .pages = answer->pages,
            .warnings = answer->warnings, .status = answer->status, .claims = answer->claims, .claim_count = answer->claim_count });
    batch->done++;
    if (batch->progress) batch->progress->report(batch->progress->context, batch->done, batch->due_count);
}

static void make(struct batch *batch) {
    if (batch->due_count == 0 || batch->options->dry_run || !load(batch)) return;
    const struct report_job **jobs = arena_array(batch->arena, batch->due_count, sizeof *jobs);
    for (size_t i = 0; i < batch->due_count; i++) {
        struct report_job *job = &batch->result->outcomes[batch->due[i]].job;
        job->held = record_claims(batch->record, batch->arena, job->path, &job->held_count);
        jobs[i] = job;
    }
    struct pool pool = { .program = batch->program, .workers = batch->options->workers, .strict = batch->options->strict,
        .notes = batch->options->notes, .stage = batch->options->dots_per_inch > 0 ? STAGE_PNG : STAGE_PDF };
    if (batch->progress) batch->progress->report(batch->progress->context, 0, batch->due_count);
    pool_run(batch->arena, &pool, jobs, batch->due_count, document_done, batch);
}

/* out/ is needed for everything: that it cannot be had is said once, not once a document. */
static bool has_folder(struct arena *arena, struct diag *diag, const char *root) {
    char *folder = file_join(arena, root, "out");
    mkdir(folder, 0777);
    struct stat found;
    if (stat(folder, &found) == 0 && S_ISDIR(found.st_mode) && access(folder, W_OK | X_OK) == 0) return true;
    diag_add(diag, DIAG_CODE_FILE_UNWRITABLE, (struct source_pos){ 0 }, "%s", folder);
    return false;
}

struct batch_result batch_build(struct arena *arena, struct diag *diag, const struct batch_options *options,
                                const struct batch_progress *progress) {
    struct batch_result result = { 0 };
    struct batch batch = { .arena = arena, .diag = diag, .options = options, .progress = progress, .result = &result };
    if (!has_folder(arena, diag, options->root)) return result;
    batch.record = record_open(arena, diag, options->root);
    size_t count = 0;
    const struct report_job *jobs = plan(&batch, &count);
    choose(&batch, jobs, count);
    find_due(&batch);
    make(&batch);
    report_close(batch.program);
    record_close(batch.record);
    return result;
}
