#include "batch/record_private.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/map.h"

/* The plan is kept as a document without an edition and a path. */
static const struct report_job plan_job = { .path = "", .edition = "", .subject = "", .template = "", .language = "" };

static const char *const no_record = "there is no build record";

/* Columns of the table of documents. */
enum column {
    COLUMN_EDITION,
    COLUMN_PATH,
    COLUMN_SUBJECT,
    COLUMN_TEMPLATE,
    COLUMN_LANGUAGE,
    COLUMN_KIND,
    COLUMN_TITLE,
    COLUMN_STATUS,
    COLUMN_PROGRAM,
    COLUMN_INPUTS,
    COLUMN_SELECTIONS,
    COLUMN_DRAWN,
    COLUMN_SERIES,
    COLUMN_HASH,
    COLUMN_SIZE,
    COLUMN_PAGES,
    COLUMN_WARNINGS,
    COLUMN_COUNT
};

static struct record_known read_known(sqlite3_stmt *statement, struct arena *arena) {
    const char *texts[COLUMN_INPUTS];
    uint64_t numbers[COLUMN_COUNT];
    for (int i = 0; i < COLUMN_INPUTS; i++) texts[i] = column_text(statement, arena, i);
    for (int i = COLUMN_INPUTS; i < COLUMN_COUNT; i++) numbers[i] = column_number(statement, i);
    return (struct record_known){
        .document = {
            .job = { .edition = texts[COLUMN_EDITION], .path = texts[COLUMN_PATH], .subject = texts[COLUMN_SUBJECT],
                     .template = texts[COLUMN_TEMPLATE], .language = texts[COLUMN_LANGUAGE] },
            .kind = texts[COLUMN_KIND], .title = texts[COLUMN_TITLE], .status = texts[COLUMN_STATUS],
            .program = texts[COLUMN_PROGRAM], .selections = numbers[COLUMN_SELECTIONS], .drawn = numbers[COLUMN_DRAWN],
            .series = numbers[COLUMN_SERIES], .hash = numbers[COLUMN_HASH], .size = numbers[COLUMN_SIZE],
            .pages = numbers[COLUMN_PAGES], .warnings = numbers[COLUMN_WARNINGS] },
        .inputs = numbers[COLUMN_INPUTS] };
}

static void bind_job(sqlite3_stmt *statement, const struct report_job *job) {
    bind_text(statement, COLUMN_EDITION + 1, job->edition);
    bind_text(statement, COLUMN_PATH + 1, job->path);
}

/* The row of job as it is in the file; false if there is none. */
static bool find_known(struct record *record, struct arena *arena, const struct report_job *job, struct record_known *known) {
    sqlite3_stmt *statement = record_use(record, SQL_DOCUMENT_FIND);
    bind_job(statement, job);
    bool found = record_row(statement);
    if (found) *known = read_known(statement, arena);
    sqlite3_reset(statement);
    return found;
}

static struct record_verdict judge_inputs(struct record *record, uint64_t inputs) {
    const struct list_state *state = record_list_state(record, inputs);
    if (state->decided) return (struct record_verdict){ .state = RECORD_STALE, .reason = state->decided };
    if (state->changed_count == 0) return (struct record_verdict){ .state = RECORD_FRESH, .reason = "" };
    return (struct record_verdict){ RECORD_DOUBTFUL, state->reason, state->changed, state->changed_count };
}

struct record_verdict record_judge(struct record *record, struct arena *arena, const struct report_job *job) {
    struct record_verdict stale = { .state = RECORD_STALE, .reason = no_record };
    if (!record) return stale;
    struct record_known known;
    uint64_t now = 0;
    if (!find_known(record, arena, job, &known)) stale.reason = "never built";
    else if (!record_current(record, job->path, &now)) stale.reason = "the output is missing";
    else if (now != known.document.hash) stale.reason = arena_print(arena, "%s was changed by hand", job->path);
    else return judge_inputs(record, known.inputs);
    return stale;
}

const struct record_document *record_find(struct record *record, struct arena *arena, const struct report_job *job) {
    struct record_known *known = arena_alloc(arena, sizeof *known);
    return record && find_known(record, arena, job, known) ? &known->document : NULL;
}

const struct record_document *record_documents(struct record *record, struct arena *arena, size_t *count) {
    struct record_document *documents = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!record) return NULL;
    sqlite3_stmt *statement = record_use(record, SQL_DOCUMENT_ALL);
    while (record_row(statement)) {
        documents = arena_grow(arena, documents, *count, &capacity, sizeof *documents);
        documents[(*count)++] = read_known(statement, arena).document;
    }
    return documents;
}

/* A build may remember files meanwhile: it must not have to wait for another one that waits for it. */
void record_hold(struct record *record) {
    if (record) sqlite3_exec(record->database, record->writable ? "BEGIN IMMEDIATE" : "BEGIN", NULL, NULL, NULL);
}

void record_release(struct record *record) {
    if (!record || sqlite3_get_autocommit(record->database)) return;
    if (sqlite3_exec(record->database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK) return;
    record->failed = true;
    sqlite3_exec(record->database, "ROLLBACK", NULL, NULL, NULL);
}

static void remove_rows(struct record *record, enum record_sql sql, const struct report_job *job) {
    sqlite3_stmt *statement = record_use(record, sql);
    bind_job(statement, job);
    record_run(record, statement);
}

void record_remove(struct record *record, const struct report_job *job) {
    if (!record) return;
    remove_rows(record, SQL_DOCUMENT_REMOVE, job);
    remove_rows(record, SQL_CLAIM_REMOVE, job);
}

void record_clean(struct record *record) {
    if (!record || !record->writable) return;
    record_flush(record);
    sqlite3_exec(record->database,
                 "BEGIN IMMEDIATE;"
                 "DELETE FROM input WHERE list NOT IN (SELECT inputs FROM document);"
                 "DELETE FROM series WHERE lot NOT IN (SELECT series FROM document);"
                 "DELETE FROM series_values WHERE hash NOT IN (SELECT hash FROM series);"
                 "COMMIT",
                 NULL, NULL, NULL);
}

/* ---- writing ---- */

static void write_claims(struct record *record, const struct record_entry *entry) {
    const struct report_job *job = &entry->document.job;
    remove_rows(record, SQL_CLAIM_REMOVE, job);
    for (size_t i = 0; i < entry->claim_count; i++) {
        sqlite3_stmt *statement = record_use(record, SQL_CLAIM_ADD);
        bind_job(statement, job);
        bind_number(statement, 3, entry->claims[i]);
        record_run(record, statement);
    }
}

static void write_document(struct record *record, const struct record_document *document, uint64_t inputs) {
    const struct report_job *job = &document->job;
    sqlite3_stmt *statement = record_use(record, SQL_DOCUMENT_ADD);
    const char *const texts[] = { job->edition, job->path, job->subject, job->template, job->language, document->kind,
                                  document->title, document->status, document->program };
    const uint64_t numbers[] = { inputs, document->selections, document->drawn, document->series, document->hash,
                                 document->size, document->pages, document->warnings };
    for (int i = 0; i < COLUMN_INPUTS; i++) bind_text(statement, i + 1, texts[i]);
    for (int i = COLUMN_INPUTS; i < COLUMN_COUNT; i++) bind_number(statement, i + 1, numbers[i - COLUMN_INPUTS]);
    record_run(record, statement);
}

static void write_confirmation(struct record *record, const struct record_document *document, uint64_t inputs) {
    sqlite3_stmt *statement = record_use(record, SQL_DOCUMENT_CONFIRM);
    bind_job(statement, &document->job);
    bind_number(statement, 3, inputs);
    bind_number(statement, 4, document->selections);
    bind_number(statement, 5, document->series);
    record_run(record, statement);
}

static void write_entry(struct record *record, const struct record_kept *kept) {
    const struct record_entry *entry = &kept->entry;
    uint64_t inputs = record_store_inputs(record, entry->inputs, entry->input_count);
    if (kept->confirm) {
        write_confirmation(record, &entry->document, inputs);
    } else {
        write_document(record, &entry->document, inputs);
        if (*entry->document.job.path) record_remember(record, entry->document.job.path, entry->document.hash);
    }
    write_claims(record, entry);
}

static int64_t clock_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

void record_flush(struct record *record) {
    if (!record || record->kept_count == 0) return;
    record_run(record, record_use(record, SQL_BEGIN));
    for (size_t i = 0; i < record->kept_count; i++) write_entry(record, &record->kept[i]);
    record_run(record, record_use(record, SQL_COMMIT));
    if (!sqlite3_get_autocommit(record->database)) sqlite3_exec(record->database, "ROLLBACK", NULL, NULL, NULL);
    arena_clear(record->kept_arena);
    record->kept = NULL;
    record->kept_count = record->kept_capacity = 0;
    record->stored_list = 0;
    record->flushed = clock_now();
}

static struct report_job copy_job(struct arena *arena, const struct report_job *job) {
    return (struct report_job){ .edition = arena_text(arena, job->edition), .subject = arena_text(arena, job->subject),
        .template = arena_text(arena, job->template), .language = arena_text(arena, job->language),
        .path = arena_text(arena, job->path) };
}

/* Kept back in an arena of its own: what the entry points to may die at once. */
static void keep(struct record *record, const struct record_entry *entry, bool confirm) {
    static const int64_t PATIENCE = INT64_C(500000000); /* [ns] */
    struct arena *arena = record->kept_arena;
    struct record_entry copy = *entry;
    copy.document.job = copy_job(arena, &entry->document.job);
    copy.document.title = arena_text(arena, entry->document.title);
    copy.document.kind = arena_text(arena, entry->document.kind);
    copy.document.status = arena_text(arena, entry->document.status);
    struct report_input *inputs = arena_array(arena, entry->input_count, sizeof *inputs);
    for (size_t i = 0; i < entry->input_count; i++) {
        inputs[i] = entry->inputs[i];
        inputs[i].key = arena_text(arena, entry->inputs[i].key);
    }
    copy.inputs = inputs;
    copy.claims = (const uint64_t *)(const void *)arena_copy(arena, (const char *)entry->claims, entry->claim_count * sizeof *entry->claims);
    record->kept = arena_grow(arena, record->kept, record->kept_count, &record->kept_capacity, sizeof *record->kept);
    record->kept[record->kept_count++] = (struct record_kept){ copy, confirm };
    if (clock_now() - record->flushed > PATIENCE) record_flush(record);
}

void record_add(struct record *record, const struct record_entry *entry) {
    if (record && record->writable) keep(record, entry, false);
}

void record_confirm(struct record *record, const struct record_entry *entry) {
    if (record && record->writable) keep(record, entry, true);
}

const uint64_t *record_claims(struct record *record, struct arena *arena, const struct report_job *job, size_t *count) {
    uint64_t *keys = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!record) return NULL;
    sqlite3_stmt *statement = record_use(record, SQL_CLAIM_LIST);
    bind_job(statement, job);
    while (record_row(statement)) {
        keys = arena_grow(arena, keys, *count, &capacity, sizeof *keys);
        keys[(*count)++] = column_number(statement, 0);
    }
    return keys;
}

/* ---- the plan ---- */

const char *record_plan_reason(struct record *record, struct arena *arena) {
    struct record_known known;
    if (!record) return no_record;
    if (!find_known(record, arena, &plan_job, &known)) return "never built";
    struct record_verdict verdict = judge_inputs(record, known.inputs);
    return verdict.state == RECORD_FRESH ? NULL : verdict.reason;
}

const struct report_job *record_plan(struct record *record, struct arena *arena, size_t *count) {
    struct report_job *jobs = NULL;
    size_t capacity = 0;
    *count = 0;
    sqlite3_stmt *statement = record_use(record, SQL_PLAN_LIST);
    while (record_row(statement)) {
        jobs = arena_grow(arena, jobs, *count, &capacity, sizeof *jobs);
        jobs[(*count)++] = (struct report_job){ .path = column_text(statement, arena, 0),
            .edition = column_text(statement, arena, 1), .subject = column_text(statement, arena, 2),
            .template = column_text(statement, arena, 3), .language = column_text(statement, arena, 4) };
    }
    return jobs;
}

void record_set_plan(struct record *record, const struct report_job *jobs, size_t count,
                     const struct report_input *inputs, size_t input_count) {
    if (!record || !record->writable) return;
    record_flush(record);
    record_run(record, record_use(record, SQL_BEGIN));
    const struct record_kept plan = { .entry = { .document = { .job = plan_job }, .inputs = inputs, .input_count = input_count } };
    write_entry(record, &plan);
    record_run(record, record_use(record, SQL_PLAN_CLEAR));
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *statement = record_use(record, SQL_PLAN_ADD);
        const char *texts[] = { jobs[i].path, jobs[i].edition, jobs[i].subject, jobs[i].template, jobs[i].language };
        bind_number(statement, 1, i);
        for (int t = 0; t < 5; t++) bind_text(statement, t + 2, texts[t]);
        record_run(record, statement);
    }
    record_run(record, record_use(record, SQL_COMMIT));
    record->stored_list = 0;
}

void record_forget_plan(struct record *record) {
    if (record && record->writable) remove_rows(record, SQL_DOCUMENT_REMOVE, &plan_job);
}

/* ---- series ---- */

/* True if the statement, bound to the number, gives a row. */
static bool has_row(struct record *record, enum record_sql sql, uint64_t number) {
    sqlite3_stmt *statement = record_use(record, sql);
    bind_number(statement, 1, number);
    bool found = record_row(statement);
    sqlite3_reset(statement);
    return found;
}

static void write_values(struct record *record, const struct report_series *series) {
    if (has_row(record, SQL_VALUES_FIND, series->hash)) return;
    struct arena *arena = arena_new();
    const struct report_series whole = report_series_whole(arena, series);
    sqlite3_stmt *statement = record_use(record, SQL_VALUES_ADD);
    bind_number(statement, 1, whole.hash);
    sqlite3_bind_blob64(statement, 2, whole.values, whole.size, SQLITE_STATIC);
    record_run(record, statement);
    arena_close(arena);
}

uint64_t record_set_series(struct record *record, const struct report_series *series, size_t count) {
    uint64_t lot = HASH_START;
    for (size_t i = 0; i < count; i++) lot = hash_bytes(hash_text(lot, series[i].name), &series[i].hash, sizeof series[i].hash);
    if (!record || !record->writable || has_row(record, SQL_SERIES_FIND, lot)) return lot;
    record_run(record, record_use(record, SQL_BEGIN));
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *statement = record_use(record, SQL_SERIES_ADD);
        bind_number(statement, 1, lot);
        bind_number(statement, 2, i);
        bind_text(statement, 3, series[i].name);
        bind_number(statement, 4, series[i].hash);
        record_run(record, statement);
        write_values(record, &series[i]);
    }
    record_run(record, record_use(record, SQL_COMMIT));
    return lot;
}

const struct report_series *record_series(struct record *record, struct arena *arena, uint64_t name, size_t *count) {
    struct report_series *series = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!record) return NULL;
    sqlite3_stmt *statement = record_use(record, SQL_SERIES_LIST);
    bind_number(statement, 1, name);
    while (record_row(statement)) {
        series = arena_grow(arena, series, *count, &capacity, sizeof *series);
        size_t size = (size_t)sqlite3_column_bytes(statement, 2);
        series[(*count)++] = (struct report_series){ .name = column_text(statement, arena, 0), .hash = column_number(statement, 1),
            .values = arena_copy(arena, sqlite3_column_blob(statement, 2), size), .size = size };
    }
    return series;
}

/* ---- builds at work ---- */

static void run_named(struct record *record, enum record_sql sql, const char *name) {
    sqlite3_stmt *statement = record_use(record, sql);
    bind_text(statement, 1, name);
    record_run(record, statement);
}

bool record_was_killed(struct record *record, const char *name) {
    if (!record) return false;
    sqlite3_stmt *statement = record_use(record, SQL_RUN_COUNT);
    bind_text(statement, 1, name);
    bool killed = record_row(statement) && column_number(statement, 0) > 0;
    sqlite3_reset(statement);
    return killed;
}

void record_begin(struct record *record, const char *name) {
    if (record && record->writable) run_named(record, SQL_RUN_ADD, name);
}

void record_end(struct record *record, const char *name) {
    if (record && record->writable) run_named(record, SQL_RUN_REMOVE, name);
}
