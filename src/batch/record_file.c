/* Files as the build record sees them: their state now, and lists of them as documents were made from. */
#include "batch/record_private.h"

#include <limits.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/part.h"

#define PROGRAM "program"
#define LIBRARIES "libraries"
/* A key that begins so names a variable of the environment. */
#define VARIABLE '$'

static const int64_t SECOND = INT64_C(1000000000); /* [ns] */
/* A file that was changed less than this ago may change once more without its times showing it [ns]. */
static const int64_t TOO_YOUNG = INT64_C(50000000);

/* Where a key lies on the disk; until the next question, for there are as many as documents and more. */
static const char *key_path(struct record *record, const char *key) {
    if (strcmp(key, PROGRAM) == 0) return "/proc/self/exe";
    arena_clear(record->path_arena);
    return *key == '/' ? key : file_join(record->path_arena, record->root, key);
}

static uint64_t hash_of_list(struct record *record, const char *path) {
    size_t count = 0;
    const char *const *names = file_list(record->arena, path, &count);
    uint64_t hash = HASH_START;
    for (size_t i = 0; names && i < count; i++) hash = hash_text(hash, names[i]);
    return hash;
}

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

/* size, modified, changed, inode: as the table has them. */
struct stamp {
    int64_t numbers[4];
};

static struct stamp stamp_of(const struct stat *found) {
    return (struct stamp){ { found->st_size, nanoseconds(found->st_mtim), nanoseconds(found->st_ctim), (int64_t)found->st_ino } };
}

static void remember(struct record *record, const char *key, const struct stat *found, uint64_t hash) {
    struct stamp stamp = stamp_of(found);
    if (!record->writable) return;
    sqlite3_stmt *statement = record_use(record, SQL_FILE_ADD);
    bind_text(statement, 1, key);
    for (int i = 0; i < 4; i++) sqlite3_bind_int64(statement, i + 2, stamp.numbers[i]);
    bind_number(statement, 6, hash);
    record_run(record, statement);
}

void record_remember(struct record *record, const char *key, uint64_t hash) {
    struct stat found;
    if (stat(key_path(record, key), &found) == 0) remember(record, key, &found, hash);
}

/* The hash remembered for a file whose stat data are still the same. */
static bool remembered(struct record *record, const char *key, const struct stat *found, uint64_t *hash) {
    struct stamp stamp = stamp_of(found);
    sqlite3_stmt *statement = record_use(record, SQL_FILE_FIND);
    bind_text(statement, 1, key);
    bool same = record_row(statement);
    if (!same) return false;
    for (int i = 0; i < 4; i++) same = same && sqlite3_column_int64(statement, i) == stamp.numbers[i];
    *hash = column_number(statement, 4);
    sqlite3_reset(statement);
    return same;
}

int64_t record_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now);
}

static bool is_settled(const struct stat *found, int64_t when) {
    return when - nanoseconds(found->st_ctim) > TOO_YOUNG;
}

/* A file that was read and hashed while documents were made, if it was last changed well before: the next build need not hash it again. */
static void remember_read(struct record *record, const struct report_input *input) {
    struct stat found;
    uint64_t hash = 0;
    if (*input->key == VARIABLE || stat(key_path(record, input->key), &found) != 0 || S_ISDIR(found.st_mode)) return;
    if (is_settled(&found, record->opened) && !remembered(record, input->key, &found, &hash)) remember(record, input->key, &found, input->hash);
}

static bool look_at_file(struct record *record, const char *key, uint64_t *hash) {
    const char *path = key_path(record, key);
    struct stat found;
    if (stat(path, &found) != 0) return false;
    if (S_ISDIR(found.st_mode)) {
        *hash = hash_of_list(record, path);
        return true;
    }
    if (remembered(record, key, &found, hash)) return true;
    bool settled = is_settled(&found, record_clock()); /* asked before it is read */
    if (!file_hash(path, hash)) return false;
    if (strcmp(key, PROGRAM) == 0 && record->writable) record_run(record, record_use(record, SQL_FILE_FORGET)); /* it may hash otherwise */
    if (settled) remember(record, key, &found, *hash);
    return true;
}

/* A library by its name and size: the name of its file has the version, and tells the same on all machines of one kind. */
static int add_library(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    uint64_t *hash = context;
    struct stat found;
    char path[PATH_MAX];
    if (realpath(info->dlpi_name, path) && stat(path, &found) == 0) {
        const char *slash = strrchr(path, '/');
        const int64_t bytes = found.st_size;
        *hash = hash_bytes(hash_text(*hash, slash ? slash + 1 : path), &bytes, sizeof bytes);
    }
    return 0;
}

static bool look(struct record *record, const char *key, uint64_t *hash) {
    if (strcmp(key, LIBRARIES) == 0) {
        *hash = HASH_START;
        dl_iterate_phdr(add_library, hash);
        return true;
    }
    if (*key != VARIABLE) return look_at_file(record, key, hash);
    const char *value = getenv(key + 1);
    *hash = hash_text(HASH_START, value ? value : "");
    return true;
}

bool record_current(struct record *record, const char *key, uint64_t *hash) {
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

uint64_t record_store_inputs(struct record *record, const struct report_input *inputs, size_t count) {
    uint64_t id = HASH_START;
    struct report_input *list = arena_array(record->kept_arena, count + 2, sizeof *list);
    list[0] = (struct report_input){ .key = PROGRAM, .decides = true };
    list[1] = (struct report_input){ .key = LIBRARIES, .decides = true };
    if (count > 0) memcpy(list + 2, inputs, count * sizeof *list);
    count += 2;
    for (size_t i = 0; i < count; i++) {
        bool known = list[i].hash != 0;
        if (!known) record_current(record, list[i].key, &list[i].hash);
        else if (!record->stored_list) remember_read(record, &list[i]);
        id = hash_bytes(hash_text(id, list[i].key), &list[i].hash, sizeof list[i].hash);
    }
    for (size_t i = 0; i < count && id != record->stored_list; i++) {
        sqlite3_stmt *statement = record_use(record, SQL_INPUT_ADD);
        const uint64_t numbers[] = { id, i, list[i].hash, list[i].decides };
        bind_number(statement, 1, numbers[0]);
        bind_number(statement, 2, numbers[1]);
        bind_text(statement, 3, list[i].key);
        bind_number(statement, 4, numbers[2]);
        bind_number(statement, 5, numbers[3]);
        record_run(record, statement);
    }
    record->stored_list = id;
    return id;
}

/* What happened to the input, in words; NULL if nothing. before 0: it was not there. */
static const char *change_of(struct record *record, const char *key, uint64_t before) {
    uint64_t hash = 0;
    bool there = record_current(record, key, &hash);
    if (!there) return before != 0 ? arena_print(record->arena, "%s is gone", key) : NULL;
    if (hash == before) return NULL;
    return arena_print(record->arena, "%s %s", *key == VARIABLE ? key + 1 : key, before ? "changed" : "is new");
}

/* A list is read to its end: who fills a document wants to know all files that are not as they were. */
static struct list_state look_at_list(struct record *record, uint64_t list) {
    struct list_state state = { .list = list, .reason = "" };
    const char **changed = NULL;
    size_t capacity = 0;
    sqlite3_stmt *statement = record_use(record, SQL_INPUT_LIST);
    bind_number(statement, 1, list);
    bool any = false;
    while (record_row(statement)) {
        const char *key = column_text(statement, record->arena, 0);
        const char *change = change_of(record, key, column_number(statement, 1));
        bool decides = column_number(statement, 2) != 0;
        any = true;
        if (!change) continue;
        if (decides && !state.decided) state.decided = change;
        if (decides) continue;
        if (state.changed_count == 0) state.reason = change;
        changed = arena_grow(record->arena, (void *)changed, state.changed_count, &capacity, sizeof *changed);
        changed[state.changed_count++] = key;
    }
    state.changed = changed;
    if (!any) state.decided = "the record lacks what it was made from";
    return state;
}

const struct list_state *record_list_state(struct record *record, uint64_t list) {
    for (size_t i = record->list_count; i-- > 0;)
        if (record->lists[i].list == list) return &record->lists[i];
    struct list_state state = look_at_list(record, list);
    record->lists = arena_grow(record->arena, record->lists, record->list_count, &record->list_capacity, sizeof *record->lists);
    record->lists[record->list_count] = state;
    return &record->lists[record->list_count++];
}
