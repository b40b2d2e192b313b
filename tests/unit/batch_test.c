/* The pool whose workers die, and the build record over a small folder. */
#include "batch/batch.h"
#include "batch/lock.h"
#include "batch/pool.h"
#include "batch/record.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"

static const struct report_job job_a = { .edition = "2020", .subject = "XA", .template = "sheet", .language = "en",
    .path = "out/2020/XA/sheet.en.pdf" };
static const struct report_job job_b = { .edition = "2020", .subject = "XB", .template = "sheet", .language = "en",
    .path = "out/2020/XB/sheet.en.pdf" };

struct tally {
    size_t calls[5];
    size_t died;
};

static bool count_answer(void *context, size_t index, const struct pool_answer *answer) {
    struct tally *tally = context;
    tally->calls[index]++;
    tally->died += answer->died;
    return true;
}

/* Without a program every worker dies at its first document: each death fails one document, and the pool goes on to its end. */
static void dying_workers_fail_one_document_each(void **state) {
    (void)state;
    const struct report_job *jobs[] = { &job_a, &job_b, &job_a, &job_b, &job_a };
    struct pool pool = { .program = NULL, .workers = 2 };
    struct tally tally = { 0 };
    signal(SIGSEGV, SIG_DFL); /* the framework would catch it in the worker and go on there */
    signal(SIGBUS, SIG_DFL);
    assert_non_null(freopen("/dev/null", "w", stderr)); /* a sanitizer reports the death there */
    pool_run(&pool, jobs, 5, count_answer, &tally);
    for (size_t i = 0; i < 5; i++) assert_int_equal(tally.calls[i], 1);
    assert_int_equal(tally.died, 5);
}

static void an_empty_batch_ends(void **state) {
    (void)state;
    struct pool pool = { .workers = 2 };
    struct tally tally = { 0 };
    assert_int_equal(pool_run(&pool, NULL, 0, count_answer, &tally), 0);
    assert_int_equal(tally.died, 0);
}

static void documents_are_found_by_subject_path_or_both(void **state) {
    (void)state;
    const struct report_job jobs[] = { job_a, job_b };
    assert_ptr_equal(batch_find(jobs, 2, "XB"), &jobs[1]);
    assert_ptr_equal(batch_find(jobs, 2, "out/2020/XA/sheet.en.pdf"), &jobs[0]);
    assert_ptr_equal(batch_find(jobs, 2, "XA/sheet"), &jobs[0]);
    assert_null(batch_find(jobs, 2, "XA/other"));
    const struct report_job twice[] = { job_a, job_a };
    assert_null(batch_find(twice, 2, "XA"));
}

/* A folder with one input and one output, and the record that knows them. */
struct world {
    struct arena *arena;
    struct diag *diag;
    char root[64];
};

static void put(const struct world *world, const char *path, const char *text) {
    assert_true(file_write(world->diag, file_join(world->arena, world->root, path), text, strlen(text)));
}

static int set_up(void **state) {
    struct world *world = calloc(1, sizeof *world);
    world->arena = arena_new();
    world->diag = diag_new(world->arena);
    snprintf(world->root, sizeof world->root, "%s/batch_test_XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(world->root));
    put(world, "data.csv", "a,b\n1,2\n");
    put(world, job_a.path, "the document");
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    struct world *world = *state;
    static const char *const paths[] = { "data.csv", "out/2020/XA/sheet.en.pdf", "out/2020/XA", "out/2020", "out/record.sqlite",
        "out/record.sqlite.lock", "theme.yaml", "out", "notes/a.md", "notes", "" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) remove(file_join(world->arena, world->root, paths[i]));
    arena_close(world->arena);
    free(world);
    return 0;
}

static uint64_t hash_of(const char *text) {
    return hash_bytes(HASH_START, text, strlen(text));
}

static struct record *open_record(struct world *world) {
    struct record *record = record_open(world->arena, world->diag, world->root, RECORD_WRITE);
    assert_non_null(record);
    return record;
}

/* Remembers job_a as made from data.csv, which it is filled with, from theme.yaml, which decides, and from the folder notes/. */
static void remember_document(struct world *world) {
    const struct report_input inputs[] = { { "data.csv", hash_of("a,b\n1,2\n"), false }, { "theme.yaml", hash_of("faces\n"), true },
        { "notes/", 0, false } };
    struct record *record = open_record(world);
    record_add(record, &(struct record_entry){ .document = { .job = job_a, .title = "A", .kind = "sheet", .status = "draft",
        .program = "0", .drawn = 7, .hash = hash_of("the document"), .size = 12, .pages = 1 }, .inputs = inputs, .input_count = 3 });
    assert_true(record_close(record));
}

/* What a new run of the record says after the change. */
static struct record_verdict judge_after(struct world *world, void (*change)(struct world *world)) {
    remember_document(world);
    if (change) change(world);
    struct record *record = open_record(world);
    struct record_verdict verdict = record_judge(record, world->arena, &job_a);
    assert_true(record_close(record));
    return verdict;
}

static void expect(struct record_verdict verdict, enum record_state state, const char *reason) {
    assert_int_equal(verdict.state, state);
    assert_string_equal(verdict.reason, reason);
}

static void change_input(struct world *world) {
    put(world, "data.csv", "a,b\n1,3\n");
}
static void touch_input(struct world *world) {
    put(world, "data.csv", "a,b\n1,2\n");
}
static void change_theme(struct world *world) {
    put(world, "theme.yaml", "forms\n");
}
static void remove_input(struct world *world) {
    remove(file_join(world->arena, world->root, "data.csv"));
}
static void change_output(struct world *world) {
    put(world, job_a.path, "the document, edited");
}
static void remove_output(struct world *world) {
    remove(file_join(world->arena, world->root, job_a.path));
}
static void add_to_folder(struct world *world) {
    put(world, "notes/a.md", "new");
}

/* Another content of the same size, with the times of the old one. */
static void change_secretly(struct world *world) {
    struct stat before;
    const char *path = file_join(world->arena, world->root, "data.csv");
    assert_int_equal(stat(path, &before), 0);
    put(world, "data.csv", "a,b\n9,9\n");
    const struct timespec times[] = { before.st_atim, before.st_mtim };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void record_knows_what_is_fresh_and_why_not(void **state) {
    struct world *world = *state;
    put(world, "theme.yaml", "faces\n");
    expect(judge_after(world, NULL), RECORD_FRESH, "");
    expect(judge_after(world, touch_input), RECORD_FRESH, "");
    expect(judge_after(world, change_output), RECORD_STALE, "out/2020/XA/sheet.en.pdf was changed by hand");
    put(world, job_a.path, "the document");
    expect(judge_after(world, change_input), RECORD_DOUBTFUL, "data.csv changed");
    touch_input(world);
    expect(judge_after(world, change_secretly), RECORD_DOUBTFUL, "data.csv changed");
    touch_input(world);
    expect(judge_after(world, add_to_folder), RECORD_DOUBTFUL, "notes/ is new");
    expect(judge_after(world, change_theme), RECORD_STALE, "theme.yaml changed");
    put(world, "theme.yaml", "faces\n");
    expect(judge_after(world, remove_output), RECORD_STALE, "the output is missing");
    put(world, job_a.path, "the document");
    expect(judge_after(world, remove_input), RECORD_DOUBTFUL, "data.csv is gone");
}

static void a_variable_is_an_input(void **state) {
    struct world *world = *state;
    const struct report_input inputs[] = { { "$ALMANAC_BATCH_TEST", 0, true } };
    setenv("ALMANAC_BATCH_TEST", "1", 1);
    struct record *record = open_record(world);
    record_add(record, &(struct record_entry){ .document = { .job = job_a, .hash = hash_of("the document") }, .inputs = inputs,
        .input_count = 1 });
    record_close(record);
    record = open_record(world);
    expect(record_judge(record, world->arena, &job_a), RECORD_FRESH, "");
    record_close(record);
    setenv("ALMANAC_BATCH_TEST", "2", 1);
    record = open_record(world);
    expect(record_judge(record, world->arena, &job_a), RECORD_STALE, "ALMANAC_BATCH_TEST changed");
    record_close(record);
}

static void record_keeps_the_plan_in_order(void **state) {
    struct world *world = *state;
    const struct report_job jobs[] = { job_b, job_a };
    const struct report_input inputs[] = { { "data.csv", hash_of("a,b\n1,2\n"), false } };
    struct record *record = open_record(world);
    assert_string_equal(record_plan_reason(record, world->arena), "never built");
    record_set_plan(record, jobs, 2, inputs, 1);
    size_t count = 0;
    const struct report_job *plan = record_plan(record, world->arena, &count);
    assert_int_equal(count, 2);
    assert_string_equal(plan[0].subject, "XB");
    assert_string_equal(plan[1].path, job_a.path);
    assert_null(record_plan_reason(record, world->arena));
    record_close(record);
    expect(record_judge(NULL, world->arena, &job_a), RECORD_STALE, "there is no build record");
}

static void record_lists_what_was_written(void **state) {
    struct world *world = *state;
    remember_document(world);
    struct record *record = record_open(world->arena, world->diag, world->root, RECORD_READ);
    size_t count = 0;
    const struct record_document *documents = record_documents(record, world->arena, &count);
    assert_int_equal(count, 1);
    assert_string_equal(documents[0].title, "A");
    assert_string_equal(documents[0].status, "draft");
    assert_int_equal(documents[0].drawn, 7);
    record_close(record);
    record = open_record(world);
    record_remove(record, &job_a);
    assert_null(record_find(record, world->arena, &job_a));
    record_close(record);
}

static void values_of_series_are_kept_once(void **state) {
    struct world *world = *state;
    const struct report_series series[] = { { "one", 1, "abc", 3, NULL }, { "two", 2, "d", 1, NULL } };
    struct record *record = open_record(world);
    uint64_t name = record_set_series(record, series, 2);
    assert_true(name == record_set_series(record, series, 2));
    assert_true(name != record_set_series(record, series, 1));
    size_t count = 0;
    const struct report_series *found = record_series(record, world->arena, name, &count);
    assert_int_equal(count, 2);
    assert_string_equal(found[0].values, "abc");
    assert_int_equal(found[1].size, 1);
    record_clean(record); /* no document refers to them */
    assert_null(record_series(record, world->arena, name, &count));
    record_close(record);
}

static void a_build_that_was_killed_is_known(void **state) {
    struct world *world = *state;
    struct record *record = open_record(world);
    assert_false(record_was_killed(record, "1/2"));
    record_begin(record, "1/2");
    record_begin(record, "2/2");
    record_end(record, "2/2");
    assert_true(record_was_killed(record, "1/2"));
    assert_false(record_was_killed(record, "2/2"));
    assert_true(record_was_killed(record, ""));
    record_end(record, "");
    assert_false(record_was_killed(record, ""));
    record_close(record);
}

static void what_a_killed_process_left_is_swept(void **state) {
    struct world *world = *state;
    put(world, "out/2020/XA/.sheet.en.pdf.12.part", "half");
    put(world, "out/2020/XA/.sheet.en.pdf.x.part", "another's");
    file_sweep(file_join(world->arena, world->root, job_a.path));
    assert_false(file_exists(file_join(world->arena, world->root, "out/2020/XA/.sheet.en.pdf.12.part")));
    assert_true(file_exists(file_join(world->arena, world->root, job_a.path)));
    const char *other = file_join(world->arena, world->root, "out/2020/XA/.sheet.en.pdf.x.part");
    assert_true(file_exists(other));
    remove(other);
}

/* The lock belongs to what was opened, not to the process: the same process may try twice. */
static void builds_exclude_each_other_and_shards_do_not(void **state) {
    struct world *world = *state;
    int first = -1, second = -1, other = -1;
    assert_true(lock_open(world->diag, world->root, 1, &first));
    assert_true(lock_open(world->diag, world->root, 2, &second));
    assert_false(lock_open(world->diag, world->root, 0, &other));
    struct buffer text = buffer_new(world->arena);
    diag_print(world->diag, &text);
    assert_non_null(strstr(text.data, "[batch-busy]"));
    lock_close(first);
    lock_close(second);
    assert_true(lock_open(world->diag, world->root, 0, &first));
    lock_close(first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(record_knows_what_is_fresh_and_why_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(record_keeps_the_plan_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(record_lists_what_was_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_of_series_are_kept_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_variable_is_an_input, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_build_that_was_killed_is_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_killed_process_left_is_swept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(builds_exclude_each_other_and_shards_do_not, set_up, tear_down),
        cmocka_unit_test(documents_are_found_by_subject_path_or_both),
        cmocka_unit_test(an_empty_batch_ends),
        cmocka_unit_test(dying_workers_fail_one_document_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
