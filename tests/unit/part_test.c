/* Files that are read in parts: they hash and are judged as if they were kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct world {
    struct arena *arena;
    struct diag *diag;
    char folder[64];
    char path[80];
};

static int world_open(void **state) {
    struct world *world = calloc(1, sizeof *world);
    world->arena = arena_new();
    world->diag = diag_new(world->arena);
    strcpy(world->folder, P_tmpdir "/part_test_XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    snprintf(world->path, sizeof world->path, "%s/a", world->folder);
    *state = world;
    return 0;
}

static int world_close(void **state) {
    struct world *world = *state;
    unlink(world->path);
    rmdir(world->folder);
    arena_close(world->arena);
    free(world);
    return 0;
}

static void write_bytes(const struct world *world, const char *bytes, size_t size) {
    FILE *file = fopen(world->path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static const struct source_file *read_bytes(struct world *world, const char *bytes, size_t size) {
    world->diag = diag_new(world->arena);
    write_bytes(world, bytes, size);
    return file_read_passing(world->arena, world->diag, world->folder, "a", (struct source_pos){ 0 });
}

/* Characters of two and three bytes at every place of a piece, and every number of bytes left over. */
static void a_passing_reading_hashes_as_a_whole_one(void **state) {
    struct world *world = *state;
    static const size_t sizes[] = { 0, 1, 255, 256, 257, 511, 65535, 65536, 65537, 200003 };
    char *text = arena_alloc(world->arena, 200100);
    for (size_t i = 0; i < 200064; i += 6) {
        memcpy(text + i, "aé€", 6);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = sizes[i] / 6 * 6 + sizes[i] % 6 % 2;
        const struct source_file *file = read_bytes(world, text, size);
        uint64_t hash = 0;
        assert_non_null(file);
        assert_null(file->text);
        assert_int_equal(file->size, size);
        assert_true(file->hash == hash_bytes(HASH_START, text, size));
        assert_true(file_hash(world->path, &hash) && hash == file->hash);
    }
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    uint64_t hash;
    assert_false(file_hash("/nowhere/at/all", &hash));
}

/* Whatever is out of order is said as a whole reading says it. */
static void what_is_no_text_is_refused(void **state) {
    struct world *world = *state;
    char *text = arena_alloc(world->arena, 70001);
    memset(text, 'x', 70000);
    text[69998] = '\xC3';
    assert_null(read_bytes(world, text, 70000));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 1);
    text[69998] = '\0';
    assert_null(read_bytes(world, text, 70000));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 1);
    assert_null(file_read_passing(world->arena, world->diag, world->folder, "../a", (struct source_pos){ 0 }));
    assert_null(file_read_passing(world->arena, world->diag, world->folder, "b", (struct source_pos){ 0 }));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 3);
}

static void what_is_compressed_is_kept(void **state) {
    static const char hello[] = "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\0\x20\x30\x3a\x36\x06\0\0";
    struct world *world = *state;
    const struct source_file *file = read_bytes(world, hello, sizeof hello);
    assert_non_null(file);
    assert_string_equal(file->text, "hello\n");
    char part[3] = "";
    assert_true(file_part(file, 1, part, 2));
    assert_string_equal(part, "el");
}

static void parts_come_from_the_same_file_only(void **state) {
    struct world *world = *state;
    const struct source_file *file = read_bytes(world, "\xEF\xBB\xBFone\ntwo\r\nthree", 17);
    char part[6] = "";
    assert_true(file_part(file, 4, part, 3));
    assert_string_equal(part, "two");
    assert_false(file_part(file, 4, part, 11));
    assert_false(file_part(file, SIZE_MAX, part, 1));
    struct part_line near = { 0 };
    size_t size, at;
    const char *line = part_of_line(world->arena, (struct source_pos){ file, 2, 3 }, &near, &size, &at);
    assert_non_null(line);
    assert_true(size == 3 && at == 2 && memcmp(line, "two", 3) == 0);
    assert_non_null(part_of_line(world->arena, (struct source_pos){ file, 3, 0 }, &near, &size, &at));
    assert_int_equal(size, 5);
    assert_null(part_of_line(world->arena, (struct source_pos){ file, 4, 1 }, &near, &size, &at));
    unlink(world->path);
    write_bytes(world, "\xEF\xBB\xBFone\nTWO\r\nthree", 17);
    assert_false(file_part(file, 4, part, 3));
    assert_null(part_of_line(world->arena, (struct source_pos){ file, 1, 1 }, &(struct part_line){ 0 }, &size, &at));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)
    const struct CMUnitTest tests[] = {
        TEST(a_passing_reading_hashes_as_a_whole_one),
        TEST(what_is_no_text_is_refused),
        TEST(what_is_compressed_is_kept),
        TEST(parts_come_from_the_same_file_only),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
