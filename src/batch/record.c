#include "batch/record.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"

/* The plan is kept as a document without a path. */
#define PLAN ""
#define PROGRAM "program"

struct record {
    struct arena *arena;
    const char *root;
    sqlite3 *database;
    struct map *seen; /* input key to index in states: each file is looked at once a run */
    struct {
        uint64_t hash;
        bool found;
    } *states;
    size_t count, capacity;
};

static const char schema[] =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    "CREATE TABLE IF NOT EXISTS document (path TEXT PRIMARY KEY, edition TEXT, subject TEXT, template TEXT, language TEXT,"
    " inputs INTEGER, hash INTEGER, size INTEGER, pages INTEGER, warnings INTEGER);"
    "CREATE TABLE IF NOT EXISTS input (list INTEGER, place INTEGER, key TEXT, hash INTEGER, PRIMARY KEY (list, place));"
    "CREATE TABLE IF NOT EXISTS file (key TEXT PRIMARY KEY, size INTEGER, time INTEGER, hash INTEGER);"
    "CREATE TABLE IF NOT EXISTS plan (place INTEGER PRIMARY KEY, path TEXT, edition TEXT, subject TEXT, template TEXT,"
    " language TEXT);"
    "CREATE TABLE IF NOT EXISTS status (path TEXT PRIMARY KEY, status TEXT);"
    "CREATE TABLE IF NOT EXISTS claim (path TEXT, key INTEGER, PRIMARY KEY (path, key));";

void record_close(struct record *record) {
    if (record) sqlite3_close(record->database);
}

static sqlite3_stmt *prepare(struct record *record, const char *sql) {
    sqlite3_stmt *statement = NULL;
    return sqlite3_prepare_v2(record->database, sql, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text) {
    sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *statement, int place, uint64_t number) {
    sqlite3_bind_int64(statement, place, (sqlite3_int64)number);
}

static char *column_text(sqlite3_stmt *statement, struct arena *arena, int place) {
    const char *text = (const char *)sqlite3_column_text(statement, place);
    return arena_text(arena, text ? text : "");
}

static uint64_t column_number(sqlite3_stmt *statement, int place) {
    return (uint64_t)sqlite3_column_int64(statement, place);
}

static void run(sqlite3_stmt *statement) {
    sqlite3_step(statement);
    sqlite3_finalize(statement);
}

/* Where a key lies on the disk. */
static const char *key_path(struct record *record, const char *key) {
    if (strcmp(key, PROGRAM) == 0) return "/proc/self/exe";
    return *key == '/' ? key : file_join(record->arena, record->root, key);
}

static uint64_t hash_of_list(struct record *record, const char *path) {
    size_t count = 0;
    const char *const *names = file_list(record->arena, path, &count);
    uint64_t hash = HASH_START;
    for (size_t i = 0; names && i < count; i++) hash = hash_text(hash, names[i]);
    return hash;
}

/* In one piece, as it was hashed when it was read or written. */
static bool hash_of_file(const char *path, uint64_t *hash) {
    struct arena *arena = arena_new();
    const struct source_file *file = file_read_bytes(arena, diag_new(arena), NULL, path, (struct source_pos){ 0 });
    *hash = file ? file->hash : 0;
    arena_close(arena);
    return file != NULL;
}

static void remember_file(struct record *record, const char *key, const struct stat *found, uint64_t hash) {
    sqlite3_stmt *statement = prepare(record, "INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4)");
    bind_text(statement, 1, key);
    bind_number(statement, 2, (uint64_t)found->st_size);
    sqlite3_bind_int64(statement, 3, found->st_mtim.tv_sec * INT64_C(1000000000) + found->st_mtim.tv_nsec);
    bind_number(statement, 4, hash);
    run(statement);
}

/* The hash remembered for a file whose size and time are still the same. */
static bool remembered(struct record *record, const char *key, const struct stat *found, uint64_t *hash) {
    sqlite3_stmt *statement = prepare(record, "SELECT size, time, hash FROM file WHERE key = ?1");
    bind_text(statement, 1, key);
    bool same = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) == found->st_size &&
                sqlite3_column_int64(statement, 1) ==
                    found->st_mtim.tv_sec * INT64_C(1000000000) + found->st_mtim.tv_nsec;
    if (same) *hash = column_number(statement, 2);
    sqlite3_finalize(statement);
    return same;
}

static bool look(struct record *record, const char *key, uint64_t *hash) {
    const char *path = key_path(record, key);
    struct stat found;
    if (stat(path, &found) != 0) return false;
    if (S_ISDIR(found.st_mode)) {
        *hash = hash_of_list(record, path);
        return true;
    }
    if (remembered(record, key, &found, hash)) return true;
    if (!hash_of_file(path, hash)) return false;
    if (strcmp(key, PROGRAM) == 0) run(prepare(record, "DELETE FROM file")); /* another one may hash otherwise */
    remember_file(record, key, &found, *hash);
    return true;
}

/* The state of an input on the disk now; false if it is gone. */
static bool current(struct record *record, const char *key, uint64_t *hash) {
    size_t index = map_find(record->seen, key);
    if (index == MAP_NONE) {
        record->states = arena_grow(record->arena, record->states, record->count, &record->capacity, sizeof *record->states);
        index = record->count++;
        map_add(record->seen, arena_text(record->arena, key), index);
        record->states[index].found = look(record, key, &record->states[index].hash);
    }
    *hash = record->states[index].hash;
    return record->states[index].found;
}

struct record *record_open(struct arena *arena, struct diag *diag, const char *root) {
    struct record *record = arena_alloc(arena, sizeof *record);
    *record = (struct record){ .arena = arena, .root = root, .seen = map_new(arena) };
    char *path = file_join(arena, root, "out/record.sqlite");
    if (sqlite3_open(path, &record->database) == SQLITE_OK &&
        sqlite3_busy_timeout(record->database, 10000) == SQLITE_OK &&
        sqlite3_exec(record->database, schema, NULL, NULL, NULL) == SQLITE_OK) {
        uint64_t program = 0;
        current(record, PROGRAM, &program); /* before the files that it remembers */
        return record;
    }
    diag_add(diag, DIAG_CODE_BATCH_RECORD, (struct source_pos){ 0 }, "%s: %s", path, sqlite3_errmsg(record->database));
    sqlite3_close(record->database);
    return NULL;
}

/* The first input of the list that is not as it was, in words. */
static const char *changed_input(struct record *record, struct arena *arena, uint64_t list) {
    sqlite3_stmt *statement = prepare(record, "SELECT key, hash FROM input WHERE list = ?1 ORDER BY place");
    bind_number(statement, 1, list);
    const char *reason = NULL;
    while (!reason && sqlite3_step(statement) == SQLITE_ROW) {
        char *key = column_text(statement, arena, 0);
        uint64_t hash = 0;
        bool there = current(record, key, &hash);
        uint64_t before = column_number(statement, 1); /* 0: it was not there */
        if (!there && before != 0) reason = arena_print(arena, "%s is gone", key);
        else if (there && hash != before) reason = arena_print(arena, "%s %s", key, before ? "changed" : "is new");
    }
    sqlite3_finalize(statement);
    return reason;
}

static const char *changed_output(struct record *record, struct arena *arena, const char *path, uint64_t hash) {
    uint64_t now = 0;
    if (*path == '\0') return NULL;
    if (!current(record, path, &now)) return "the output is missing";
    return now == hash ? NULL : arena_print(arena, "%s was changed by hand", path);
}

const char *record_reason(struct record *record, struct arena *arena, const char *path) {
    if (!record) return "there is no build record";
    sqlite3_stmt *statement = prepare(record, "SELECT inputs, hash FROM document WHERE path = ?1");
    bind_text(statement, 1, path);
    bool known = sqlite3_step(statement) == SQLITE_ROW;
    uint64_t inputs = known ? column_number(statement, 0) : 0;
    uint64_t hash = known ? column_number(statement, 1) : 0;
    sqlite3_finalize(statement);
    if (!known) return "never built";
    const char *reason = changed_output(record, arena, path, hash);
    return reason ? reason : changed_input(record, arena, inputs);
}

/* Stores the list of inputs under the hash of its content, once. Inputs handed over with hash 0 are looked at on the disk. */
static uint64_t store_inputs(struct record *record, const struct report_input *inputs, size_t count) {
    struct report_input *list = arena_array(record->arena, count + 1, sizeof *list);
    uint64_t id = HASH_START;
    list[0].key = PROGRAM;
    if (count > 0) memcpy(list + 1, inputs, count * sizeof *list);
    for (size_t i = 0; i <= count; i++) {
        if (list[i].hash == 0) current(record, list[i].key, &list[i].hash);
        id = hash_bytes(hash_text(id, list[i].key), &list[i].hash, sizeof list[i].hash);
    }
    for (size_t i = 0; i <= count; i++) {
        sqlite3_stmt *statement = prepare(record, "INSERT OR IGNORE INTO input VALUES (?1, ?2, ?3, ?4)");
        bind_number(statement, 1, id);
        bind_number(statement, 2, i);
        bind_text(statement, 3, list[i].key);
        bind_number(statement, 4, list[i].hash);
        run(statement);
    }
    return id;
}

static void store_claims(struct record *record, const struct record_entry *entry) {
    sqlite3_stmt *statement = prepare(record, "DELETE FROM claim WHERE path = ?1");
    bind_text(statement, 1, entry->job->path);
    run(statement);
    for (size_t i = 0; i < entry->claim_count; i++) {
        statement = prepare(record, "INSERT OR IGNORE INTO claim VALUES (?1, ?2)");
        bind_text(statement, 1, entry->job->path);
        bind_number(statement, 2, entry->claims[i]);
        run(statement);
    }
}

static void store_status(struct record *record, const struct record_entry *entry) {
    bool has_one = entry->status && *entry->status;
    sqlite3_stmt *statement = prepare(record, has_one ? "INSERT OR REPLACE INTO status VALUES (?1, ?2)"
                                                      : "DELETE FROM status WHERE path = ?1");
    bind_text(statement, 1, entry->job->path);
    if (has_one) bind_text(statement, 2, entry->status);
    run(statement);
}

const char *record_status(struct record *record, struct arena *arena, const char *path) {
    if (!record) return "";
    sqlite3_stmt *statement = prepare(record, "SELECT status FROM status WHERE path = ?1");
    bind_text(statement, 1, path);
    const char *status = sqlite3_step(statement) == SQLITE_ROW ? column_text(statement, arena, 0) : "";
    sqlite3_finalize(statement);
    return status;
}

const uint64_t *record_claims(struct record *record, struct arena *arena, const char *path, size_t *count) {
    uint64_t *keys = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!record) return NULL;
    sqlite3_stmt *statement = prepare(record, "SELECT key FROM claim WHERE path = ?1 ORDER BY key");
    bind_text(statement, 1, path);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        keys = arena_grow(arena, keys, *count, &capacity, sizeof *keys);
        keys[(*count)++] = column_number(statement, 0);
    }
    sqlite3_finalize(statement);
    return keys;
}

void record_add(struct record *record, const struct record_entry *entry) {
    if (!record) return;
    sqlite3_exec(record->database, "BEGIN", NULL, NULL, NULL);
    uint64_t inputs = store_inputs(record, entry->inputs, entry->input_count);
    sqlite3_stmt *statement =
        prepare(record, "INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    const char *texts[] = { entry->job->path, entry->job->edition, entry->job->subject, entry->job->template,
        entry->job->language };
    const uint64_t numbers[] = { inputs, entry->hash, entry->size, entry->pages, entry->warnings };
    for (int i = 0; i < 5; i++) bind_text(statement, i + 1, texts[i]);
    for (int i = 0; i < 5; i++) bind_number(statement, i + 6, numbers[i]);
    run(statement);
    store_claims(record, entry);
    store_status(record, entry);
    sqlite3_exec(record->database, "COMMIT", NULL, NULL, NULL);
}

const char *record_plan_reason(struct record *record, struct arena *arena) {
    return record_reason(record, arena, PLAN);
}

const struct report_job *record_plan(struct record *record, struct arena *arena, size_t *count) {
    struct report_job *jobs = NULL;
    size_t capacity = 0;
    *count = 0;
    sqlite3_stmt *statement = prepare(record, "SELECT path, edition, subject, template, language FROM plan ORDER BY place");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        jobs = arena_grow(arena, jobs, *count, &capacity, sizeof *jobs);
        jobs[(*count)++] = (struct report_job){ .path = column_text(statement, arena, 0),
            .edition = column_text(statement, arena, 1), .subject = column_text(statement, arena, 2),
            .template = column_text(statement, arena, 3), .language = column_text(statement, arena, 4) };
    }
    sqlite3_finalize(statement);
    return jobs;
}

void record_set_plan(struct record *record, const struct report_job *jobs, size_t count,
                     const struct report_input *inputs, size_t input_count) {
    if (!record) return;
    struct report_job none = { .path = PLAN, .edition = "", .subject = "", .template = "", .language = "" };
    record_add(record, &(struct record_entry){ .job = &none, .inputs = inputs, .input_count = input_count });
    sqlite3_exec(record->database, "BEGIN; DELETE FROM plan", NULL, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *statement = prepare(record, "INSERT INTO plan VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        const char *texts[] = { jobs[i].path, jobs[i].edition, jobs[i].subject, jobs[i].template, jobs[i].language };
        bind_number(statement, 1, i);
        for (int t = 0; t < 5; t++) bind_text(statement, t + 2, texts[t]);
        run(statement);
    }
    sqlite3_exec(record->database, "COMMIT", NULL, NULL, NULL);
}
