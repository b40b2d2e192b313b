#include "batch/batch.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "batch/catalogue.h"
#include "batch/gone.h"
#include "batch/lock.h"
#include "batch/pictures.h"
#include "batch/pool.h"
#include "batch/record.h"

/* Fewer documents than this are made without taking into memory first what many would share. */
enum { SHARING = 8 };

/* A batch on its way. */
struct batch {
    struct arena *arena;
    struct diag *diag;
    const struct batch_options *options;
    const struct batch_progress *progress;
    struct record *record;
    struct program *program; /* NULL until something has to be loaded */
    struct batch_result *result;
    const struct report_job *plan;
    size_t plan_count;
    struct lot *lots;         /* the series of the editions at work */
    size_t lot_count, lot_capacity;
    struct due *due;      /* in the order of the outcomes */
    size_t due_count, done;
};

/* How series differ from what they were when some document was made. */
struct since {
    uint64_t before;
    const struct report_changes *changes;
};

/* Documents that were made in more batches than this are told the files that changed, not the values. */
enum { SINCE_MAX = 8 };

/* Series as the record names them now. */
struct lot {
    const struct indicators *indicators; /* of one edition, or of several that share them */
    uint64_t series;
    struct since since[SINCE_MAX];
    size_t since_count;
};

/* A document that is to be made, or looked at more closely. */
struct due {
    size_t outcome;
    bool doubtful;
    struct record_verdict verdict;
};

bool batch_wants(const struct report_job *job, const struct batch_options *options) {
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
    struct report_source source = { .root = batch->options->root, .batch = true };
    if (!batch->program) batch->program = batch->options->program;
    if (!batch->program) {
        batch->program = report_load(batch->arena, batch->diag, &source);
        if (diag_failed(batch->diag, 0)) record_forget_plan(batch->record); /* so that all is read, and its faults are said, until they are mended */
    }
    return batch->program != NULL;
}

/* The publication's documents: from the record while nothing they depend on has changed, else from the publication. */
static void make_plan(struct batch *batch) {
    if (batch->record && !batch->options->force && !record_plan_reason(batch->record, batch->arena)) {
        batch->plan = record_plan(batch->record, batch->arena, &batch->plan_count);
        return;
    }
    if (!load(batch)) return;
    size_t input_count = 0;
    batch->plan = report_jobs(batch->program, &batch->plan_count);
    const struct report_input *inputs = report_plan_inputs(batch->arena, batch->program, &input_count);
    if (!diag_failed(batch->diag, 0)) record_set_plan(batch->record, batch->plan, batch->plan_count, inputs, input_count);
}

/* Every Nth document that is wanted, beginning with the Ith: the same whatever is fresh, so that shards never meet. */
static void choose(struct batch *batch) {
    const struct batch_options *options = batch->options;
    struct batch_result *result = batch->result;
    result->outcomes = arena_array(batch->arena, batch->plan_count, sizeof *result->outcomes);
    size_t place = 0;
    for (size_t i = 0; i < batch->plan_count; i++) {
        if (!batch_wants(&batch->plan[i], options)) continue;
        if (options->shards > 0 && place++ % options->shards != options->shard - 1) continue;
        result->outcomes[result->count++] = (struct batch_outcome){ .job = as_asked(batch->arena, batch->plan[i], options),
            .reason = "", .messages = "" };
    }
    for (size_t n = 0; n < options->name_count; n++) {
        bool known = false;
        for (size_t i = 0; i < batch->plan_count && !known; i++)
            known = strcmp(batch->plan[i].subject, options->names[n]) == 0 || strcmp(batch->plan[i].path, options->names[n]) == 0;
        if (!known && batch->plan)
            diag_add(batch->diag, DIAG_CODE_PUBLICATION_UNKNOWN_DOCUMENT, (struct source_pos){ 0 }, "%s", options->names[n]);
    }
}

static struct record_verdict judge(struct batch *batch, const struct report_job *job) {
    if (batch->options->force) return (struct record_verdict){ .state = RECORD_STALE, .reason = "--force" };
    struct record_verdict verdict = record_judge(batch->record, batch->arena, job);
    if (verdict.state == RECORD_STALE || !batch->options->strict) return verdict;
    const struct record_document *document = record_find(batch->record, batch->arena, job);
    if (document && document->warnings > 0) return (struct record_verdict){ .state = RECORD_STALE, .reason = "it has warnings, --strict" };
    return verdict;
}

static void find_due(struct batch *batch) {
    struct batch_result *result = batch->result;
    batch->due = arena_array(batch->arena, result->count, sizeof *batch->due);
    record_hold(batch->record);
    for (size_t i = 0; i < result->count; i++) {
        struct batch_outcome *outcome = &result->outcomes[i];
        struct record_verdict verdict = judge(batch, &outcome->job);
        bool fresh = verdict.state == RECORD_FRESH;
        bool doubtful = verdict.state == RECORD_DOUBTFUL;
        outcome->state = fresh ? OUTCOME_FRESH : OUTCOME_STALE;
        outcome->reason = verdict.reason;
        if (doubtful || (!fresh && !batch->options->dry_run)) batch->due[batch->due_count++] = (struct due){ i, doubtful, verdict };
    }
    record_release(batch->record);
}

/* ---- what was before ---- */

/* The series of an edition, remembered by the record when they are first asked for. */
static struct lot *lot_of(struct batch *batch, const char *edition) {
    const struct indicators *indicators = report_edition_indicators(batch->program, edition);
    for (size_t i = 0; i < batch->lot_count; i++)
        if (batch->lots[i].indicators == indicators) return &batch->lots[i];
    struct arena *arena = arena_new();
    size_t count = 0;
    const struct report_series *series = report_series(arena, indicators, &count);
    batch->lots = arena_grow(batch->arena, batch->lots, batch->lot_count, &batch->lot_capacity, sizeof *batch->lots);
    batch->lots[batch->lot_count] = (struct lot){ .indicators = indicators, .series = record_set_series(batch->record, series, count) };
    arena_close(arena);
    return &batch->lots[batch->lot_count++];
}

/* What changed since document was made; those made together share it. */
static const struct report_changes *changes_since(struct batch *batch, const struct record_document *document) {
    struct lot *lot = lot_of(batch, document->job.edition);
    for (size_t i = 0; i < lot->since_count; i++)
        if (lot->since[i].before == document->series) return lot->since[i].changes;
    if (lot->since_count == SINCE_MAX) return NULL;
    struct arena *arena = arena_new();
    size_t count = 0;
    const struct report_series *before = record_series(batch->record, arena, document->series, &count);
    struct since *since = &lot->since[lot->since_count++];
    since->before = document->series;
    since->changes = before ? report_changes(batch->arena, lot->indicators, before, count) : NULL;
    arena_close(arena);
    return since->changes;
}

/* The jobs as the pool wants them: each knows what it was when it was last built. */
static const struct report_job *const *prepare(struct batch *batch) {
    const struct report_job **jobs = arena_array(batch->arena, batch->due_count, sizeof *jobs);
    for (size_t i = 0; i < batch->due_count; i++) {
        const struct due *due = &batch->due[i];
        struct report_job *job = &batch->result->outcomes[due->outcome].job;
        job->held = record_claims(batch->record, batch->arena, job, &job->held_count);
        const struct record_document *known = due->doubtful ? record_find(batch->record, batch->arena, job) : NULL;
        struct report_before *before = arena_alloc(batch->arena, sizeof *before);
        if (known) {
            *before = (struct report_before){ .drawn = known->drawn, .changed = due->verdict.changed, .changed_count = due->verdict.changed_count,
                .first = due->verdict.reason, .changes = changes_since(batch, known) };
            job->before = before;
        }
        job->listed = batch->options->dots_per_inch <= 0;
        if (!batch->options->dry_run) lot_of(batch, job->edition); /* before the first document is made */
        jobs[i] = job;
    }
    return jobs;
}

/* ---- making ---- */

static const char *death_message(struct batch *batch, const struct report_job *job, int signal) {
    struct diag *diag = diag_new(batch->arena);
    struct buffer out = buffer_new(batch->arena);
    diag_add(diag, DIAG_CODE_BATCH_WORKER_DIED, (struct source_pos){ 0 }, "%s, signal %d", job->path, signal);
    diag_print(diag, &out);
    return out.data;
}

/* What remains of an answer: most documents have nothing to say. */
static const char *kept(struct batch *batch, const char *text) {
    return text && *text ? arena_text(batch->arena, text) : "";
}

static void note_outcome(struct batch *batch, const struct due *due, const struct pool_answer *answer) {
    struct batch_outcome *outcome = &batch->result->outcomes[due->outcome];
    bool looked = answer->unchanged || batch->options->dry_run;
    outcome->messages = answer->died ? death_message(batch, &outcome->job, answer->signal) : kept(batch, answer->messages);
    outcome->errors = answer->died ? 1 : answer->errors;
    outcome->warnings = answer->warnings;
    outcome->pages = answer->pages;
    outcome->size = answer->size;
    if (answer->unchanged) outcome->reason = "";
    else if (answer->reason && *answer->reason) outcome->reason = kept(batch, answer->reason);
    if (looked) outcome->messages = "";
    if (answer->unchanged) outcome->state = OUTCOME_FRESH;
    else if (!batch->options->dry_run) outcome->state = answer->written ? OUTCOME_BUILT : OUTCOME_FAILED;
}

static void note_record(struct batch *batch, const struct due *due, const struct pool_answer *answer) {
    const struct report_job *job = &batch->result->outcomes[due->outcome].job;
    if (batch->options->dry_run) return;
    const struct record_entry entry = {
        .document = { .job = *job, .title = answer->title, .kind = answer->kind,
            .status = answer->status, .program = ALMANAC_VERSION, .selections = answer->selections, .drawn = answer->drawn,
            .series = lot_of(batch, job->edition)->series, .hash = answer->hash, .size = answer->size, .pages = answer->pages, .warnings = answer->warnings },
        .inputs = answer->inputs, .input_count = answer->input_count, .claims = answer->claims, .claim_count = answer->claim_count };
    if (answer->written) record_add(batch->record, &entry);
    else if (answer->unchanged) record_confirm(batch->record, &entry);
}

static bool document_done(void *context, size_t index, const struct pool_answer *answer) {
    struct batch *batch = context;
    const struct due *due = &batch->due[index];
    note_outcome(batch, due, answer);
    note_record(batch, due, answer);
    batch->done++;
    if (batch->progress) batch->progress->report(batch->progress->context, batch->done, batch->due_count);
    if (!answer->full || batch->options->keep_going) return true;
    diag_add(batch->diag, DIAG_CODE_BATCH_STOPPED, (struct source_pos){ 0 }, "%s", batch->result->outcomes[due->outcome].job.path);
    return false;
}

static void make(struct batch *batch) {
    if (batch->due_count == 0 || !load(batch)) return;
    if (batch->due_count >= SHARING) report_share(batch->program);
    const struct report_job *const *jobs = prepare(batch);
    report_warm(batch->program, jobs, batch->due_count);
    struct pool pool = { .program = batch->program, .workers = batch->options->workers, .strict = batch->options->strict,
        .notes = batch->options->notes, .check = batch->options->dry_run,
        .stage = batch->options->dots_per_inch > 0 ? STAGE_PNG : STAGE_PDF };
    if (batch->progress) batch->progress->report(batch->progress->context, 0, batch->due_count);
    batch->result->signal = pool_run(&pool, jobs, batch->due_count, document_done, batch);
}

static void count_outcomes(struct batch_result *result) {
    for (size_t i = 0; i < result->count; i++) {
        enum outcome_state state = result->outcomes[i].state;
        result->fresh += state == OUTCOME_FRESH;
        result->stale += state == OUTCOME_STALE;
        result->built += state == OUTCOME_BUILT;
        result->failed += state == OUTCOME_FAILED;
        result->gone += state == OUTCOME_GONE;
        result->pruned += state == OUTCOME_PRUNED;
    }
}

/* ---- the folder ---- */

/* out/ is needed for everything: that it cannot be had is said once, not once a document. */
static bool has_folder(struct arena *arena, struct diag *diag, const char *root) {
    char *folder = file_join(arena, root, "out");
    mkdir(folder, 0777);
    struct stat found;
    if (stat(folder, &found) == 0 && S_ISDIR(found.st_mode) && access(folder, W_OK | X_OK) == 0) return true;
    diag_add(diag, DIAG_CODE_FILE_UNWRITABLE, (struct source_pos){ 0 }, "%s", folder);
    return false;
}

/* What a killed build left half-written goes, also where nothing is due now. */
static void sweep(struct batch *batch, const char *name) {
    const struct batch_options *options = batch->options;
    if (options->dry_run || !record_was_killed(batch->record, name)) return;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < batch->plan_count; i++) {
        if (options->shards > 0 && i % options->shards != options->shard - 1) continue;
        file_sweep(file_join(arena, options->root, as_asked(arena, batch->plan[i], options).path));
        catalogue_sweep(arena, options->root, batch->plan[i].path);
        arena_clear(arena);
    }
    catalogue_sweep_page(arena, options->root);
    record_end(batch->record, name);
    arena_close(arena);
}

/* The catalogue says what is there now: it is written where something was made or removed, or where it is gone. */
static void list_documents(struct batch *batch) {
    const struct batch_options *options = batch->options;
    bool changed = false;
    for (size_t i = 0; i < batch->result->count; i++) {
        enum outcome_state state = batch->result->outcomes[i].state;
        changed = changed || state == OUTCOME_BUILT || state == OUTCOME_PRUNED;
    }
    bool there = file_exists(file_join(batch->arena, options->root, "out/index.html"));
    if (options->dry_run || options->dots_per_inch > 0 || (there && !changed) || !batch->record || !load(batch)) return;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    catalogue_write(arena, diag, batch->program, batch->record);
    diag_join(batch->diag, diag);
    arena_close(arena);
}

static void run(struct batch *batch) {
    const struct batch_options *options = batch->options;
    const char *name = options->shards > 0 ? arena_print(batch->arena, "%zu/%zu", options->shard, options->shards) : "";
    make_plan(batch);
    choose(batch);
    find_due(batch);
    bool marked = batch->due_count > 0 && !options->dry_run;
    sweep(batch, name);
    if (marked) record_begin(batch->record, name);
    make(batch);
    if (batch->plan && options->shard <= 1) {
        const struct gone gone = { batch->arena, batch->diag, options, batch->record, batch->plan, batch->plan_count };
        gone_add(&gone, batch->result);
    }
    if (marked) record_flush(batch->record);
    list_documents(batch);
    if (marked && batch->result->signal == 0) record_end(batch->record, name);
    if (marked && options->shards == 0) record_clean(batch->record);
}

struct batch_result batch_build(struct arena *arena, struct diag *diag, const struct batch_options *options,
                                const struct batch_progress *progress) {
    struct batch_result result = { 0 };
    struct batch batch = { .arena = arena, .diag = diag, .options = options, .progress = progress, .result = &result };
    int lock = -1;
    signal(SIGXFSZ, SIG_IGN); /* a file that grows beyond the limit of the process is a document that cannot be written */
    if (!options->dry_run && (!has_folder(arena, diag, options->root) || !lock_open(diag, options->root, options->shard, &lock)))
        return result;
    batch.record = record_open(arena, diag, options->root, options->dry_run ? RECORD_READ : RECORD_WRITE);
    run(&batch);
    count_outcomes(&result);
    if (batch.program != options->program) report_close(batch.program);
    if (!record_close(batch.record)) diag_add(diag, DIAG_CODE_BATCH_RECORD_LOST, (struct source_pos){ 0 }, "%s", options->root);
    lock_close(lock);
    return result;
}
