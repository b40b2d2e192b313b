/* The build record's file: its tables, its statements, opening and closing. */
#include "batch/record_private.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"

/* Of the tables below: a file of another version is emptied. */
#define SCHEMA_VERSION 2
#define QUOTE(number) #number
#define TEXT_OF(number) QUOTE(number)

/* A journal beside the file, not write-ahead: that would need memory shared by all, which folders on a network lack. */
static const char settings[] = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL;";

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS document (edition TEXT, path TEXT, subject TEXT, template TEXT, language TEXT, kind TEXT,"
    " title TEXT, status TEXT, program TEXT, inputs INTEGER, selections INTEGER, drawn INTEGER, series INTEGER, hash INTEGER,"
    " size INTEGER, pages INTEGER, warnings INTEGER, PRIMARY KEY (edition, path)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS input (list INTEGER, place INTEGER, key TEXT, hash INTEGER, decides INTEGER,"
    " PRIMARY KEY (list, place)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS file (key TEXT PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER,"
    " hash INTEGER) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS plan (place INTEGER PRIMARY KEY, path TEXT, edition TEXT, subject TEXT, template TEXT,"
    " language TEXT);"
    "CREATE TABLE IF NOT EXISTS claim (edition TEXT, path TEXT, key INTEGER, PRIMARY KEY (edition, path, key)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS series (lot INTEGER, place INTEGER, name TEXT, hash INTEGER, PRIMARY KEY (lot, place))"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS series_values (hash INTEGER PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY);"
    "PRAGMA user_version=" TEXT_OF(SCHEMA_VERSION);

static const char emptying[] =
    "DROP TABLE IF EXISTS document; DROP TABLE IF EXISTS input; DROP TABLE IF EXISTS file; DROP TABLE IF EXISTS plan;"
    "DROP TABLE IF EXISTS claim; DROP TABLE IF EXISTS series; DROP TABLE IF EXISTS series_values; DROP TABLE IF EXISTS run;";

static const char *const statements[SQL_COUNT] = {
    [SQL_FILE_FIND] = "SELECT size, modified, changed, inode, hash FROM file WHERE key = ?1",
    [SQL_FILE_ADD] = "INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [SQL_FILE_FORGET] = "DELETE FROM file",
    [SQL_INPUT_LIST] = "SELECT key, hash, decides FROM input WHERE list = ?1 ORDER BY place",
    [SQL_INPUT_ADD] = "INSERT OR IGNORE INTO input VALUES (?1, ?2, ?3, ?4, ?5)",
    [SQL_DOCUMENT_FIND] = "SELECT * FROM document WHERE edition = ?1 AND path = ?2",
    [SQL_DOCUMENT_ALL] = "SELECT * FROM document WHERE path <> '' ORDER BY edition, path",
    [SQL_DOCUMENT_ADD] = "INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                         " ?15, ?16, ?17)",
    [SQL_DOCUMENT_REMOVE] = "DELETE FROM document WHERE edition = ?1 AND path = ?2",
    [SQL_DOCUMENT_CONFIRM] = "UPDATE document SET inputs = ?3, selections = ?4, series = ?5 WHERE edition = ?1 AND path = ?2",
    [SQL_CLAIM_LIST] = "SELECT key FROM claim WHERE edition = ?1 AND path = ?2 ORDER BY key",
    [SQL_CLAIM_ADD] = "INSERT OR IGNORE INTO claim VALUES (?1, ?2, ?3)",
    [SQL_CLAIM_REMOVE] = "DELETE FROM claim WHERE edition = ?1 AND path = ?2",
    [SQL_PLAN_LIST] = "SELECT path, edition, subject, template, language FROM plan ORDER BY place",
    [SQL_PLAN_ADD] = "INSERT OR REPLACE INTO plan VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [SQL_PLAN_CLEAR] = "DELETE FROM plan",
    [SQL_SERIES_FIND] = "SELECT 1 FROM series WHERE lot = ?1 LIMIT 1",
    [SQL_SERIES_LIST] = "SELECT name, series.hash, bytes FROM series LEFT JOIN series_values ON series_values.hash = series.hash"
                        " WHERE lot = ?1 ORDER BY place",
    [SQL_SERIES_ADD] = "INSERT OR REPLACE INTO series VALUES (?1, ?2, ?3, ?4)",
    [SQL_VALUES_FIND] = "SELECT 1 FROM series_values WHERE hash = ?1",
    [SQL_VALUES_ADD] = "INSERT OR IGNORE INTO series_values VALUES (?1, ?2)",
    [SQL_RUN_COUNT] = "SELECT count(*) FROM run WHERE name = ?1 OR ?1 = ''",
    [SQL_RUN_ADD] = "INSERT OR REPLACE INTO run VALUES (?1)",
    [SQL_RUN_REMOVE] = "DELETE FROM run WHERE name = ?1 OR ?1 = ''",
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
};

sqlite3_stmt *record_use(struct record *record, enum record_sql sql) {
    sqlite3_stmt **statement = &record->statements[sql];
    if (!*statement && sqlite3_prepare_v2(record->database, statements[sql], -1, statement, NULL) != SQLITE_OK) *statement = NULL;
    return *statement; /* NULL: all calls with it do nothing and say so */
}

void record_run(struct record *record, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) record->failed = true;
    sqlite3_reset(statement);
}

bool record_row(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) == SQLITE_ROW) return true;
    sqlite3_reset(statement);
    return false;
}

void bind_text(sqlite3_stmt *statement, int place, const char *text) {
    sqlite3_bind_text(statement, place, text ? text : "", -1, SQLITE_TRANSIENT);
}

void bind_number(sqlite3_stmt *statement, int place, uint64_t number) {
    sqlite3_bind_int64(statement, place, (sqlite3_int64)number);
}

const char *column_text(sqlite3_stmt *statement, struct arena *arena, int place) {
    const char *text = (const char *)sqlite3_column_text(statement, place);
    return arena_text(arena, text ? text : "");
}

uint64_t column_number(sqlite3_stmt *statement, int place) {
    return (uint64_t)sqlite3_column_int64(statement, place);
}

static int schema_version(sqlite3 *database) {
    sqlite3_stmt *statement = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(database, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        version = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return version;
}

static bool run_all(sqlite3 *database, const char *sql) {
    return sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Makes the tables where they are not there as this program knows them. A killed build's journal is rolled back by the first reading. */
static bool prepare_tables(struct record *record) {
    sqlite3 *database = record->database;
    int version = schema_version(database);
    if (version == SCHEMA_VERSION) return true;
    if (version < 0 || !run_all(database, "BEGIN IMMEDIATE")) return false;
    bool made = schema_version(database) == SCHEMA_VERSION || /* another shard was quicker */
                (run_all(database, emptying) && run_all(database, schema));
    return run_all(database, made ? "COMMIT" : "ROLLBACK") && made;
}

static bool open_as(struct record *record, const char *path, int flags) {
    enum { PATIENCE = 30000 }; /* while another shard writes [ms] */
    sqlite3_close(record->database);
    return sqlite3_open_v2(path, &record->database, flags, NULL) == SQLITE_OK &&
           sqlite3_busy_timeout(record->database, PATIENCE) == SQLITE_OK;
}

/* For reading only, an empty record in memory stands for one that is not there. What a killed build left is rolled back, where that may be. */
static bool open_for_reading(struct record *record, const char *path) {
    bool there = file_exists(path) && (open_as(record, path, SQLITE_OPEN_READWRITE) || open_as(record, path, SQLITE_OPEN_READONLY));
    if (there && schema_version(record->database) == SCHEMA_VERSION) return true;
    return open_as(record, ":memory:", SQLITE_OPEN_READWRITE) && prepare_tables(record);
}

static bool open_database(struct record *record, const char *path) {
    if (!record->writable) return open_for_reading(record, path);
    return open_as(record, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) && run_all(record->database, settings) &&
           prepare_tables(record);
}

/* A file that is no record, or no longer one, makes room for a new one. */
static bool is_damaged(const struct record *record) {
    int fault = sqlite3_errcode(record->database);
    return record->writable && (fault == SQLITE_NOTADB || fault == SQLITE_CORRUPT);
}

struct record *record_open(struct arena *arena, struct diag *diag, const char *root, enum record_use use) {
    struct record *record = arena_alloc(arena, sizeof *record);
    *record = (struct record){ .arena = arena, .root = root, .seen = map_new(arena), .writable = use == RECORD_WRITE,
        .opened = record_clock() };
    char *path = file_join(arena, root, "out/record.sqlite");
    if (!open_database(record, path)) {
        diag_add(diag, DIAG_CODE_BATCH_RECORD, (struct source_pos){ 0 }, "%s: %s", path, sqlite3_errmsg(record->database));
        if (!is_damaged(record) || unlink(path) != 0 || !open_database(record, path)) {
            sqlite3_close(record->database);
            return NULL;
        }
    }
    uint64_t program = 0;
    record->kept_arena = arena_new();
    record->path_arena = arena_new();
    record_current(record, "program", &program); /* before the files that it remembers */
    return record;
}

bool record_close(struct record *record) {
    if (!record) return true;
    record_flush(record);
    for (size_t i = 0; i < SQL_COUNT; i++) sqlite3_finalize(record->statements[i]);
    sqlite3_close(record->database);
    arena_close(record->path_arena);
    arena_close(record->kept_arena);
    return !record->failed;
}
