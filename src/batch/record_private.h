/* What the files of the build record share; for batch/record*.c only. */
#ifndef ALMANAC_BATCH_RECORD_PRIVATE_H
#define ALMANAC_BATCH_RECORD_PRIVATE_H

#include "batch/record.h"

#include <sqlite3.h>

/* Every statement of the record; each is prepared once, when it is first used. */
enum record_sql {
    SQL_FILE_FIND,
    SQL_FILE_ADD,
    SQL_FILE_FORGET,
    SQL_INPUT_LIST,
    SQL_INPUT_ADD,
    SQL_DOCUMENT_FIND,
    SQL_DOCUMENT_ALL,
    SQL_DOCUMENT_ADD,
    SQL_DOCUMENT_REMOVE,
    SQL_DOCUMENT_CONFIRM,
    SQL_CLAIM_LIST,
    SQL_CLAIM_ADD,
    SQL_CLAIM_REMOVE,
    SQL_PLAN_LIST,
    SQL_PLAN_ADD,
    SQL_PLAN_CLEAR,
    SQL_SERIES_FIND,
    SQL_SERIES_LIST,
    SQL_SERIES_ADD,
    SQL_VALUES_FIND,
    SQL_VALUES_ADD,
    SQL_RUN_COUNT,
    SQL_RUN_ADD,
    SQL_RUN_REMOVE,
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_COUNT
};

/* Whether the files of a list of inputs are as they were; asked once a run. */
struct list_state {
    uint64_t list;
    const char *decided;        /* the first deciding input that is not as it was, in words; NULL if none */
    const char *const *changed; /* the others that are not, by key */
    size_t changed_count;
    const char *reason; /* the first of those, in words */
};

/* An entry kept back. */
struct record_kept {
    struct record_entry entry;
    bool confirm; /* only what it was made from is new */
};

struct record {
    struct arena *arena;
    const char *root;
    sqlite3 *database;
    bool writable, failed;
    int64_t opened; /* of the real-time clock [ns]: before anything was read */
    sqlite3_stmt *statements[SQL_COUNT];
    struct map *seen; /* input key to index in states: each file is looked at once a run */
    struct {
        uint64_t hash;
        bool found;
    } *states;
    size_t count, capacity;
    struct list_state *lists;
    size_t list_count, list_capacity;
    struct arena *path_arena; /* of the path asked for last */
    struct arena *kept_arena;
    struct record_kept *kept;
    size_t kept_count, kept_capacity;
    int64_t flushed; /* when the last time was, of the monotonic clock [ns] */
    uint64_t stored_list; /* the list of inputs stored last: mostly the next is the same */
};

/* A row of the table of documents, with what only the record needs. */
struct record_known {
    struct record_document document;
    uint64_t inputs;
};

/* The statement, ready to be bound. */
sqlite3_stmt *record_use(struct record *record, enum record_sql sql);

/* Runs a statement that gives no rows. A failure is kept in record->failed. */
void record_run(struct record *record, sqlite3_stmt *statement);

/* Steps to the next row; false at the end, when the statement is ready for its next use. */
bool record_row(sqlite3_stmt *statement);

void bind_text(sqlite3_stmt *statement, int place, const char *text);
void bind_number(sqlite3_stmt *statement, int place, uint64_t number);
const char *column_text(sqlite3_stmt *statement, struct arena *arena, int place);
uint64_t column_number(sqlite3_stmt *statement, int place);

/* Stores the list of inputs under the hash of its content, once, and returns that. */
uint64_t record_store_inputs(struct record *record, const struct report_input *inputs, size_t count);

/* How the list of inputs stands now. */
const struct list_state *record_list_state(struct record *record, uint64_t list);

/* Remembers the file at key, whose bytes have that hash, by its stat data. */
void record_remember(struct record *record, const char *key, uint64_t hash);

/* The real-time clock [ns]. */
int64_t record_clock(void);

#endif
