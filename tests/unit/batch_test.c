/* The pool whose workers die, and the build record over a small folder. */
#include "batch/batch.h"
#include "batch/pool.h"
#include "batch/record.h"

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

static void count_answer(void *context, size_t index, const struct pool_answer *answer) {
    struct tally *tally = context;
    tally->calls[index]++;
    tally->died += answer->died;
}

/* Without a program every worker dies at its first document: each death fails one document, and the pool goes on to its end. */
static void dying_workers_fail_one_document_each(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const struct report_job *jobs[] = { &job_a, &job_b, &job_a, &job_b, &job_a };
    struct pool pool = { .program = NULL, .workers = 2 };
    struct tally tally = { 0 };
    signal(SIGSEGV, SIG_DFL); /* the framework would catch it in the worker and go on there */
    signal(SIGBUS, SIG_DFL);
    assert_non_null(freopen("/dev/null", "w", stderr)); /* a sanitizer reports the death there */
    pool_run(arena, &pool, jobs, 5, count_answer, &tally);
    for (size_t i = 0; i < 5; i++) assert_int_equal(tally.calls[i], 1);
    assert_int_equal(tally.died, 5);
    arena_close(arena);
}

static void an_empty_batch_ends(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct pool pool = { .workers = 2 };
    struct tally tally = { 0 };
    pool_run(arena, &pool, NULL, 0, count_answer, &tally);
    assert_int_equal(tally.died, 0);
    arena_close(arena);
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
        "out/record.sqlite-wal", "out/record.sqlite-shm", "out", "notes/a.md", "notes", "" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) remove(file_join(world->arena, world->root, paths[i]));
    arena_close(world->arena);
    free(world);
    return 0;
}

static uint64_t hash_of(const char *text) {
    return hash_bytes(HASH_START, text, strlen(text));
}

/* Remembers job_a as made from data.csv and the folder notes/, then asks in a new run of the record. */
static const char *reason_after(struct world *world, void (*change)(struct world *world)) {
    const struct report_input inputs[] = { { "data.csv", hash_of("a,b\n1,2\n") }, { "notes/", 0 } };
    struct record *record = record_open(world->arena, world->diag, world->root);
    assert_non_null(record);
    record_add(record, &(struct record_entry){ .job = &job_a, .inputs = inputs, .input_count = 2,
        .hash = hash_of("the document"), .size = 12, .pages = 1 });
    record_close(record);
    if (change) change(world);
    record = record_open(world->arena, world->diag, world->root);
    const char *reason = record_reason(record, world->arena, job_a.path);
    record_close(record);
    return reason;
}

static void change_input(struct world *world) {
    put(world, "data.csv", "a,b\n1,3\n");
}
static void touch_input(struct world *world) {
    put(world, "data.csv", "a,b\n1,2\n");
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

/* A status stays until the document is built without one. */
static void record_knows_how_far_a_text_is(void **state) {
    struct world *world = *state;
    struct record *record = record_open(world->arena, world->diag, world->root);
    record_add(record, &(struct record_entry){ .job = &job_a, .status = "draft" });
    assert_string_equal(record_status(record, world->arena, job_a.path), "draft");
    assert_string_equal(record_status(record, world->arena, job_b.path), "");
    record_add(record, &(struct record_entry){ .job = &job_a, .status = "" });
    assert_string_equal(record_status(record, world->arena, job_a.path), "");
    record_close(record);
    assert_string_equal(record_status(NULL, world->arena, job_a.path), "");
}

static void record_knows_what_is_fresh_and_why_not(void **state) {
    struct world *world = *state;
    assert_null(reason_after(world, NULL));
    assert_null(reason_after(world, touch_input));
    assert_string_equal(reason_after(world, change_output), "out/2020/XA/sheet.en.pdf was changed by hand");
    put(world, job_a.path, "the document");
    assert_string_equal(reason_after(world, add_to_folder), "notes/ is new");
    assert_string_equal(reason_after(world, change_input), "data.csv changed");
    assert_string_equal(reason_after(world, remove_output), "the output is missing");
    put(world, job_a.path, "the document");
    assert_string_equal(reason_after(world, remove_input), "data.csv is gone");
}

static void record_keeps_the_plan_in_order(void **state) {
    struct world *world = *state;
    const struct report_job jobs[] = { job_b, job_a };
    const struct report_input inputs[] = { { "data.csv", hash_of("a,b\n1,2\n") } };
    struct record *record = record_open(world->arena, world->diag, world->root);
    assert_string_equal(record_plan_reason(record, world->arena), "never built");
    record_set_plan(record, jobs, 2, inputs, 1);
    size_t count = 0;
    const struct report_job *plan = record_plan(record, world->arena, &count);
    assert_int_equal(count, 2);
    assert_string_equal(plan[0].subject, "XB");
    assert_string_equal(plan[1].path, job_a.path);
    assert_null(record_plan_reason(record, world->arena));
    record_close(record);
    assert_string_equal(record_reason(NULL, world->arena, job_a.path), "there is no build record");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(record_knows_how_far_a_text_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(record_knows_what_is_fresh_and_why_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(record_keeps_the_plan_in_order, set_up, tear_down),
        cmocka_unit_test(documents_are_found_by_subject_path_or_both),
        cmocka_unit_test(an_empty_batch_ends),
        cmocka_unit_test(dying_workers_fail_one_document_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
