/* The ground that every room stands on: memory, text, messages, files, YAML, JSON, lengths, colours. */
#include "world.h"

#include "base/colour.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/length.h"
#include "base/map.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/yaml.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void assert_near(double a, double b, double tolerance) {
    if (!(fabs(a - b) <= tolerance)) {
        fail_msg("%.9g is not %.9g", a, b);
    }
}

/* ---- arena ---- */

static void arena_gives_zeroed_aligned_memory(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    for (size_t size = 0; size < 200; size++) {
        unsigned char *data = arena_alloc(arena, size);
        assert_non_null(data);
        assert_int_equal((uintptr_t)data % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(data[i], 0);
        }
        memset(data, 0xAA, size);
    }
}

static void arena_clear_reuses_and_zeroes(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    char *first = arena_alloc(arena, 24);
    memset(first, 'x', 24);
    char *large = arena_alloc(arena, 200000);
    memset(large, 'y', 200000);
    assert_true(arena_size(arena) >= 200024);
    arena_clear(arena);
    assert_int_equal(arena_size(arena), 0);
    char *again = arena_alloc(arena, 24);
    assert_ptr_equal(again, first);
    assert_int_equal(again[23], 0);
    char *large_again = arena_alloc(arena, 200000);
    assert_ptr_equal(large_again, large);
    assert_int_equal(large_again[199999], 0);
    arena_close(arena);
    arena_close(NULL);
}

static void arena_grow_keeps_items(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    int *items = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        items = arena_grow(arena, items, count, &capacity, sizeof *items);
        assert_true(capacity > count);
        items[count++] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(items[i], i);
    }
#ifdef ALMANAC_SMALL_ARENA
    size_t first = 0;
    arena_grow(arena, NULL, 0, &first, sizeof *items);
    assert_int_equal(first, 1);
#endif
}

static void arena_gives_back_the_tail(void **state) {
    struct arena *arena = arena_new_long(((struct world *)*state)->arena);
    char *first = arena_bytes(arena, 6400);
    memset(first, 'x', 6400);
    arena_give_back(arena, first, 6400, 64);
    const char *second = arena_alloc(arena, 6400);
    for (size_t i = 0; i < 6400; i++) {
        assert_int_equal(second[i], 0);
    }
    size_t before = arena_size(arena);
    arena_give_back(arena, first, 64, 16); /* no longer the last */
    assert_int_equal(arena_size(arena), before);
    assert_int_equal(first[63], 'x');
}

static void overflowing_array(struct arena *arena) {
    arena_array(arena, SIZE_MAX / 2, 3);
}

static void overflowing_size(struct arena *arena) {
    arena_alloc(arena, SIZE_MAX - 3);
}

static void overflowing_copy(struct arena *arena) {
    arena_copy(arena, "", SIZE_MAX);
}

/* Runs act in a child and expects the end of the program with status 3 (the system failed us). */
static void assert_stops(void (*act)(struct arena *)) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr)) {
            _exit(9);
        }
        act(arena_new());
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
}

static void arena_overflow_stops_the_program(void **state) {
    (void)state;
    assert_stops(overflowing_array);
    assert_stops(overflowing_size);
    assert_stops(overflowing_copy);
}

static void arena_texts(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    assert_null(arena_text(arena, NULL));
    assert_string_equal(arena_text(arena, ""), "");
    assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    assert_string_equal(arena_print(arena, "%s-%d", "a", 7), "a-7");
}

/* ---- buffer ---- */

static void buffer_grows(void **state) {
    struct buffer buffer = buffer_new(((struct world *)*state)->arena);
    assert_null(buffer.data);
    for (int i = 0; i < 500; i++) {
        buffer_byte(&buffer, 'a');
        assert_int_equal(strlen(buffer.data), buffer.size);
    }
    buffer_indent(&buffer, 2);
    buffer_print(&buffer, "%s|%04d", "x", 12);
    assert_string_equal(buffer.data + 500, "    x|0012");
    buffer_add(&buffer, NULL, 0);
    assert_int_equal(buffer.size, 510);
}

static const char *number_text(struct arena *arena, double value, int decimals) {
    struct buffer buffer = buffer_new(arena);
    buffer_number(&buffer, value, decimals);
    return buffer.data;
}

static void buffer_number_is_short(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    assert_string_equal(number_text(arena, 12.5, 3), "12.5");
    assert_string_equal(number_text(arena, -0.25, 2), "-0.25");
    assert_string_equal(number_text(arena, 3, 6), "3");
    assert_string_equal(number_text(arena, 300, 0), "300");
    assert_string_equal(number_text(arena, 1000, 2), "1000");
    assert_string_equal(number_text(arena, -0.0, 2), "0");
    assert_string_equal(number_text(arena, -0.004, 2), "0");
    assert_string_equal(number_text(arena, -0.4, 0), "0");
    assert_string_equal(number_text(arena, -10, 0), "-10");
    assert_string_equal(number_text(arena, 1e21, 2), "1000000000000000000000");
}

/* The value rounds as the double that it is: 0.005 lies above the half, 1.005 below it, 0.125 on it (to even). */
/* What the library's own function spells, for numbers of all sizes and for halves that are exact. */
static void number_scaled_rounds_as_printf(void **state) {
    (void)state;
    uint64_t seed = 1, units;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int decimals = (int)(seed >> 60) + (int)(seed >> 59 & 3);
        double value = i % 3 == 0 ? (double)(seed >> 40) / 1024 : ldexp((double)(seed >> 11), -53 - (int)(seed & 63) + 30);
        if (!number_scaled(value, decimals, &units)) {
            assert_true(value * pow(10, decimals) > 9e17);
            continue;
        }
        char expected[400], spelled[400];
        snprintf(expected, sizeof expected, "%.*f", decimals, value);
        size_t size = strlen(expected) - (decimals > 0);
        if (decimals > 0) memmove(expected + size - decimals, expected + size - decimals + 1, (size_t)decimals + 1);
        snprintf(spelled, sizeof spelled, "%0*" PRIu64, (int)size, units);
        assert_string_equal(spelled, expected);
    }
    assert_true(number_scaled(0, 22, &units) && units == 0);
    assert_true(number_scaled(-9007199254740994.0, 0, &units) && units == 9007199254740994);
    assert_true(number_scaled(5e-324, 22, &units) && units == 0);
    assert_false(number_scaled(1e18, 0, &units));
    assert_false(number_scaled(1, 18, &units));
    assert_false(number_scaled(1, 23, &units));
    assert_false(number_scaled(INFINITY, 0, &units));
    assert_false(number_scaled(NAN, 0, &units));
}

static void buffer_number_rounds_the_double(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    assert_string_equal(number_text(arena, 0.005, 2), "0.01");
    assert_string_equal(number_text(arena, 1.005, 2), "1");
    assert_string_equal(number_text(arena, 0.125, 2), "0.12");
    assert_string_equal(number_text(arena, 0.375, 2), "0.38");
    assert_string_equal(number_text(arena, 9.999, 2), "10");
    buffer_number(&(struct buffer){ .arena = arena }, 1.7976931348623157e308, 17);
}

/* ---- map ---- */

static void map_binds_once(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    struct map *map = map_new(arena);
    assert_true(map_find(map, "a") == MAP_NONE);
    for (size_t i = 0; i < 3000; i++) {
        assert_true(map_add(map, arena_print(arena, "key %zu", i), i));
    }
    assert_false(map_add(map, "key 7", 99));
    for (size_t i = 0; i < 3000; i++) {
        assert_int_equal(map_find(map, arena_print(arena, "key %zu", i)), i);
    }
    assert_true(map_find(map, "key 3000") == MAP_NONE);
    assert_true(map_add(map, "", 5));
    assert_int_equal(map_find(map, ""), 5);
}

/* Source of the expected value: the FNV reference tables (empty input, "a", "foobar"). */
static void hash_is_fnv_1a(void **state) {
    (void)state;
    assert_true(hash_bytes(HASH_START, "", 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(hash_bytes(HASH_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_bytes(HASH_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
    assert_true(hash_text(hash_text(HASH_START, "ab"), "c") != hash_text(hash_text(HASH_START, "a"), "bc"));
}

/* ---- source ---- */

static void source_lines(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    const struct source_file *file = source_file_of(arena, "f", "one\r\n\nthree");
    size_t size;
    assert_memory_equal(source_line(file, 1, &size), "one", 3);
    assert_int_equal(size, 3);
    assert_non_null(source_line(file, 2, &size));
    assert_int_equal(size, 0);
    assert_memory_equal(source_line(file, 3, &size), "three", 5);
    assert_int_equal(size, 5);
    assert_null(source_line(file, 0, &size));
    assert_null(source_line(file, 4, &size));
    assert_null(source_line(source_file_of(arena, "f", ""), 1, &size));
    assert_null(source_line(source_file_of(arena, "f", "a\n"), 2, &size));
    assert_string_equal(origin_kind_name(ORIGIN_TICK), "tick");
}

/* ---- diag ---- */

static void diag_prints_line_and_caret(void **state) {
    struct world *world = *state;
    const struct source_file *file = source_file_of(world->arena, "data/a.yaml", "x: 1\n\tké: wrong\n");
    diag_add(world->diag, DIAG_CODE_YAML_WRONG_KIND, (struct source_pos){ file, 2, 7 }, "key %s", "ké");
    diag_add(world->diag, DIAG_CODE_BATCH_WORKER_DIED, (struct source_pos){ 0 }, NULL);
    diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ .file = file }, NULL);
    diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ .file = file, .line = 1 }, NULL);
    assert_string_equal(messages(world),
                        "data/a.yaml:2:7: error: the value is of the wrong kind; left out: key ké [yaml-wrong-kind]\n"
                        "\tké: wrong\n"
                        "\t    ^\n"
                        "almanac: system error: the worker that made the document died; the previous output stays [batch-worker-died]\n"
                        "data/a.yaml: error: JSON cannot be read; the file was left out [json-syntax]\n"
                        "data/a.yaml:1: error: JSON cannot be read; the file was left out [json-syntax]\n"
                        "x: 1\n");
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 3);
    assert_int_equal(diag_count(world->diag, DIAG_SYSTEM), 1);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 4);
    assert_true(diag_failed(world->diag, 0));
}

static void diag_cuts_long_lines_around_the_caret(void **state) {
    struct world *world = *state;
    struct buffer text = buffer_new(world->arena);
    for (int i = 0; i < 300; i++) {
        buffer_text(&text, "é");
    }
    const struct source_file *file = source_file_of(world->arena, "f", text.data);
    diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ file, 1, 301 }, NULL);
    const char *line = strchr(messages(world), '\n') + 1;
    size_t size = strcspn(line, "\n");
    assert_true(utf8_find_invalid(line, size) == SIZE_MAX);
    assert_memory_equal(line, "…é", 5);
    assert_memory_equal(line + size - 5, "é…", 5);
    assert_true(size <= 160 + 6);
    assert_int_equal(strcspn(line + size + 1, "^"), 1 + 40);
}

static void diag_prints_a_caret_beyond_the_line(void **state) {
    struct world *world = *state;
    const struct source_file *file = source_file_of(world->arena, "f", "ab\n");
    diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ file, 1, 99 }, NULL);
    diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ file, 7, 1 }, NULL);
    assert_non_null(strstr(messages(world), "\nab\n  ^\nf:7:1: "));
}

static void diag_shows_no_control_characters(void **state) {
    struct world *world = *state;
    const struct source_file *file = source_file_of(world->arena, "f", "a\033[2Jb\xFF\n");
    diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ file, 1, 1 }, "%s", "x\ny");
    assert_null(strchr(messages(world), '\033'));
    assert_non_null(strstr(messages(world), ": x\uFFFDy [json-syntax]\na\uFFFD[2Jb\uFFFD\n"));
}

static void diag_keeps_equal_messages_once(void **state) {
    struct world *world = *state;
    const struct source_file *file = source_file_of(world->arena, "f", "ab\n");
    for (uint32_t i = 0; i < 3000; i++) {
        diag_add(world->diag, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ file, 1, 1 + i % 2 }, "%s", i % 3 ? "a" : "b");
    }
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 4);
}

static void diag_join_outlives_the_files(void **state) {
    struct world *world = *state;
    struct arena *other_arena = arena_new();
    struct diag *other = diag_new(other_arena);
    const struct source_file *file = source_file_of(other_arena, arena_text(other_arena, "f"),
                                                    arena_text(other_arena, "line one\nline two\n"));
    diag_add(other, DIAG_CODE_JSON_SYNTAX, (struct source_pos){ file, 2, 6 }, "%s", "detail");
    diag_join(world->diag, other);
    diag_join(world->diag, other);
    arena_close(other_arena);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 1);
    assert_string_equal(messages(world), "f:2:6: error: JSON cannot be read; the file was left out: detail [json-syntax]\n"
                                         "line two\n     ^\n");
    struct diag *third = diag_new(world->arena);
    diag_join(third, world->diag);
    struct buffer out = buffer_new(world->arena);
    diag_print(third, &out);
    assert_string_equal(out.data, messages(world));
}

static void diag_prints_json(void **state) {
    struct world *world = *state;
    const struct source_file *file = source_file_of(world->arena, "a\"b", "x");
    diag_add(world->diag, DIAG_CODE_YAML_UNKNOWN_KEY, (struct source_pos){ file, 1, 1 }, "%s", "k");
    struct buffer out = buffer_new(world->arena);
    diag_print_json(world->diag, &out);
    assert_string_equal(out.data, "{\"file\":\"a\\\"b\",\"line\":1,\"column\":1,\"level\":\"error\","
                                  "\"code\":\"yaml-unknown-key\",\"text\":\"this key is not known here; left out\","
                                  "\"detail\":\"k\"}\n");
}

/* ---- utf8 ---- */

static void utf8_rejects_what_is_no_text(void **state) {
    (void)state;
    assert_true(utf8_find_invalid("aé€😀", 10) == SIZE_MAX);
    assert_int_equal(utf8_find_invalid("ab\xFF", 3), 2);
    assert_int_equal(utf8_find_invalid("\xC0\xAF", 2), 0);
    assert_int_equal(utf8_find_invalid("\xE0\x80\xAF", 3), 0);
    assert_int_equal(utf8_find_invalid("\xED\xA0\x80", 3), 0);
    assert_int_equal(utf8_find_invalid("\xF4\x90\x80\x80", 4), 0);
    assert_int_equal(utf8_find_invalid("a\xE2\x82", 3), 1);
    assert_int_equal(utf8_count("aé€😀", 10), 4);
    assert_int_equal(utf8_count("\xFF\xFE", 2), 2);
}

static void utf8_round_trip(void **state) {
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code += 61) {
        if (code >= 0xD800 && code <= 0xDFFF) {
            continue;
        }
        char bytes[4];
        size_t size = utf8_encode(code, bytes), length;
        assert_int_equal(utf8_decode(bytes, size, &length), code);
        assert_int_equal(length, size);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\uFFFD", 3);
}

/* ---- file ---- */

/* A fresh folder; the tests leave it to the system's cleaning of temporary files only if they fail. */
static const char *temporary_folder(struct arena *arena) {
    char *path = arena_print(arena, "%s/almanac-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(path));
    return path;
}

static void write_bytes(const char *path, const char *data, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Writes data to a file, reads it as text, removes it. */
static const struct source_file *read_back(struct world *world, const char *data, size_t size) {
    const char *folder = temporary_folder(world->arena);
    const char *path = file_join(world->arena, folder, "x");
    write_bytes(path, data, size);
    const struct source_file *file = file_read(world->arena, world->diag, folder, "x", (struct source_pos){ 0 });
    unlink(path);
    rmdir(folder);
    return file;
}

static void file_read_takes_text(void **state) {
    struct world *world = *state;
    const struct source_file *file = read_back(world, "\xEF\xBB\xBFké\n", 7);
    assert_string_equal(file->text, "ké\n");
    assert_int_equal(file->size, 4);
    assert_string_equal(file->path, "x");
    assert_true(file->hash == hash_bytes(HASH_START, "\xEF\xBB\xBFké\n", 7));
    assert_string_equal(read_back(world, "", 0)->text, "");
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void file_read_refuses_bad_bytes(void **state) {
    struct world *world = *state;
    assert_null(read_back(world, "one\nt\0wo", 8));
    assert_null(read_back(world, "one\ntw\xC3o", 8));
    assert_null(read_back(world, "\xFF\xFEo\0", 4));
    assert_non_null(strstr(messages(world), "x:2:2: error: the file holds a NUL byte"));
    assert_non_null(strstr(messages(world), "x:2:3: error: the file is not valid UTF-8; not read: byte 0xC3"));
    assert_non_null(strstr(messages(world), "looks like UTF-16; save it as UTF-8 [file-nul-byte]"));
    assert_non_null(strstr(messages(world), "0xC3 [file-bad-utf8]"));
}

/* "hello\n" twice, each a member as gzip -9 writes it. */
static const char hello_gzip[] = "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\0\x20\x30\x3a\x36\x06\0\0\0"
                                 "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\0\x20\x30\x3a\x36\x06\0\0\0";

static void file_read_inflates(void **state) {
    struct world *world = *state;
    size_t size = sizeof hello_gzip - 1;
    assert_string_equal(read_back(world, hello_gzip, size)->text, "hello\nhello\n");
    assert_null(read_back(world, hello_gzip, size - 3));
    char damaged[sizeof hello_gzip];
    memcpy(damaged, hello_gzip, sizeof hello_gzip);
    damaged[14] ^= 1;
    assert_null(read_back(world, damaged, size));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 1);
    assert_non_null(strstr(messages(world), "[file-bad-gzip]"));
}

static void gzip_keeps_the_limit(void **state) {
    struct world *world = *state;
    struct buffer out = buffer_new(world->arena);
    assert_int_equal(gzip_inflate(&out, hello_gzip, sizeof hello_gzip - 1, 12), GZIP_DONE);
    assert_int_equal(out.size, 12);
    struct buffer cut = buffer_new(world->arena);
    assert_int_equal(gzip_inflate(&cut, hello_gzip, sizeof hello_gzip - 1, 11), GZIP_TOO_LARGE);
    assert_true(cut.size <= 11);
}

static void file_read_stays_inside(void **state) {
    struct world *world = *state;
    struct source_pos by = { 0 };
    assert_null(file_read(world->arena, world->diag, "root", "../x", by));
    assert_null(file_read(world->arena, world->diag, "root", "a/../../x", by));
    assert_null(file_read(world->arena, world->diag, "root", "a/..", by));
    assert_null(file_read(world->arena, world->diag, "root", "/dev/null", by));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 4);
    assert_non_null(strstr(messages(world), "a/../../x [file-outside]"));
    assert_null(file_read(world->arena, world->diag, "no such folder", "a..b/..c", by));
    assert_non_null(strstr(messages(world), "a..b/..c: No such file or directory [file-unreadable]"));
}

static void file_read_takes_regular_files_only(void **state) {
    struct world *world = *state;
    const char *folder = temporary_folder(world->arena);
    const char *pipe_path = file_join(world->arena, folder, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_null(file_read(world->arena, world->diag, folder, "pipe", (struct source_pos){ 0 }));
    assert_null(file_read_bytes(world->arena, world->diag, NULL, folder, (struct source_pos){ 0 }));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 2);
    unlink(pipe_path);
    rmdir(folder);
}

/* A hole of 256 MiB + 1: too large without being read. */
static void file_read_keeps_the_limit(void **state) {
    struct world *world = *state;
    const char *folder = temporary_folder(world->arena);
    const char *path = file_join(world->arena, folder, "large");
    write_bytes(path, "", 0);
    assert_int_equal(truncate(path, 256 * 1024 * 1024 + 1), 0);
    assert_null(file_read(world->arena, world->diag, folder, "large", (struct source_pos){ 0 }));
    assert_non_null(strstr(messages(world), "[file-too-large]"));
    unlink(path);
    rmdir(folder);
}

static void file_write_appears_whole(void **state) {
    struct world *world = *state;
    const char *folder = temporary_folder(world->arena);
    const char *path = arena_print(world->arena, "%s/a/b/c", folder);
    assert_true(file_write(world->diag, path, "one", 3));
    assert_true(file_write(world->diag, path, "two\0", 4));
    const struct source_file *file = file_read_bytes(world->arena, world->diag, NULL, path, (struct source_pos){ 0 });
    assert_int_equal(file->size, 4);
    assert_memory_equal(file->text, "two\0", 4);
    size_t count;
    const char *const *names = file_list(world->arena, file_join(world->arena, folder, "a/b"), &count);
    assert_int_equal(count, 1);
    assert_string_equal(names[0], "c");
    unlink(path);
    rmdir(arena_print(world->arena, "%s/a/b", folder));
    rmdir(arena_print(world->arena, "%s/a", folder));
    assert_int_equal(rmdir(folder), 0);
}

/* Below a regular file and over a folder nothing can be written, not even by the superuser; nothing is left behind. */
static void file_write_fails_whole(void **state) {
    struct world *world = *state;
    const char *folder = temporary_folder(world->arena);
    const char *plain = file_join(world->arena, folder, "plain");
    const char *taken = file_join(world->arena, folder, "taken");
    write_bytes(plain, "x", 1);
    assert_int_equal(mkdir(taken, 0700), 0);
    assert_false(file_write(world->diag, file_join(world->arena, plain, "y"), "1", 1));
    assert_false(file_write(world->diag, file_join(world->arena, plain, "y/z"), "1", 1));
    assert_false(file_write(world->diag, taken, "1", 1));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 3);
    assert_true(file_exists(plain));
    unlink(plain);
    rmdir(taken);
    assert_int_equal(rmdir(folder), 0);
}

static void file_list_is_sorted(void **state) {
    struct world *world = *state;
    const char *folder = temporary_folder(world->arena);
    static const char *const names[] = { "b", "a", "B", ".hidden", "a1" };
    for (size_t i = 0; i < 5; i++) {
        write_bytes(file_join(world->arena, folder, names[i]), "", 0);
    }
    size_t count;
    const char *const *found = file_list(world->arena, folder, &count);
    assert_int_equal(count, 4);
    static const char *const sorted[] = { "B", "a", "a1", "b" };
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(found[i], sorted[i]);
    }
    for (size_t i = 0; i < 5; i++) {
        unlink(file_join(world->arena, folder, names[i]));
    }
    assert_int_equal(rmdir(folder), 0);
    assert_null(file_list(world->arena, folder, &count));
    assert_int_equal(count, 0);
    assert_false(file_exists(folder));
}

static void file_join_puts_one_slash(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    assert_string_equal(file_join(arena, "a", "b"), "a/b");
    assert_string_equal(file_join(arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(arena, NULL, "b"), "b");
    assert_string_equal(file_join(arena, "", "b"), "b");
}

/* ---- yaml ---- */

static const struct yaml *parse_yaml(struct world *world, const char *text) {
    return yaml_parse(world->arena, world->diag, source_file_of(world->arena, "y", text));
}

static void yaml_knows_positions(void **state) {
    struct world *world = *state;
    const struct yaml *root = parse_yaml(world, "a: 1\nké: 'two'  # note\nlist:\n  - x\n  - {m: NO, n: }\n");
    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->count, 3);
    assert_string_equal(root->keys[1], "ké");
    const struct yaml *two = yaml_find(root, "ké");
    assert_string_equal(two->text, "two");
    assert_false(two->plain);
    assert_int_equal(two->pos.line, 2);
    assert_int_equal(two->pos.column, 6);
    const struct yaml *list = yaml_find(root, "list");
    assert_int_equal(list->kind, YAML_LIST);
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[0]->pos.line, 4);
    assert_int_equal(list->items[0]->pos.column, 5);
    assert_string_equal(yaml_find(list->items[1], "m")->text, "NO");
    assert_string_equal(yaml_find(list->items[1], "n")->text, "");
    assert_int_equal(yaml_find(list->items[1], "n")->pos.line, 5);
    assert_int_equal(yaml_key_pos(list->items[1], "n").column, 13);
    assert_int_equal(yaml_key_pos(root, "list").line, 3);
    assert_int_equal(yaml_key_pos(root, "none").line, 1);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void yaml_reads_all_scalar_styles(void **state) {
    struct world *world = *state;
    const struct yaml *root = parse_yaml(world, "a: >\n  folded\n  text\nb: |\n  kept\n  lines\nc: \"q\\u20ac\"\n"
                                                "d: null\ne: ~\nf: 'null'\ng: plain\n  over lines\n");
    assert_string_equal(yaml_find(root, "a")->text, "folded text\n");
    assert_string_equal(yaml_find(root, "b")->text, "kept\nlines\n");
    assert_string_equal(yaml_find(root, "c")->text, "q€");
    assert_string_equal(yaml_find(root, "d")->text, "");
    assert_string_equal(yaml_find(root, "e")->text, "");
    assert_string_equal(yaml_find(root, "f")->text, "null");
    assert_string_equal(yaml_find(root, "g")->text, "plain over lines");
    assert_true(yaml_find(root, "g")->plain);
}

static void yaml_empty_is_an_empty_map(void **state) {
    struct world *world = *state;
    static const char *const texts[] = { "", "\n\n", "# only a note\n", "---\n", "null" };
    for (size_t i = 0; i < 5; i++) {
        const struct yaml *root = parse_yaml(world, texts[i]);
        assert_non_null(root);
        assert_int_equal(root->kind, YAML_MAP);
        assert_int_equal(root->count, 0);
        assert_null(yaml_find(root, "a"));
    }
    assert_null(yaml_find(NULL, "a"));
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void yaml_says_where_it_broke(void **state) {
    struct world *world = *state;
    assert_null(parse_yaml(world, "ké: \"é\\q\"\n"));
    assert_null(parse_yaml(world, "a: 1\nb: @x\n"));
    assert_null(parse_yaml(world, "a: \"open\n"));
    assert_null(parse_yaml(world, "a: [1, 2\nb: 2\n"));
    const char *found = messages(world);
    assert_non_null(strstr(found, "y:1:9: error: YAML cannot be read; the file or block was left out: invalid escape"));
    assert_non_null(strstr(found, "y:2:4: error: "));
    assert_non_null(strstr(found, "y:1:5: error: "));
    assert_non_null(strstr(found, "y:3:1: error: "));
}

static void assert_refused(struct world *world, const char *text, const char *expected) {
    assert_null(parse_yaml(world, text));
    if (!strstr(messages(world), expected)) {
        fail_msg("no \"%s\" in:\n%s", expected, messages(world));
    }
}

static void yaml_refuses_what_it_does_not_take(void **state) {
    struct world *world = *state;
    assert_refused(world, "a: &x 1\nb: *x\n", "y:1:7: error: YAML cannot be read; the file or block was left out: anchors");
    assert_refused(world, "b: *x\n", "y:1:4: error: YAML cannot be read; the file or block was left out: aliases");
    assert_refused(world, "b: !!int 3\n", "tags");
    assert_refused(world, "a: 1\n---\nb: 2\n", "y:3:1: error: YAML cannot be read; the file or block was left out: more");
    assert_refused(world, "? [a]\n: b\n", "y:1:3: error: YAML cannot be read; the file or block was left out: a key");
    assert_refused(world, "a: \"x\\0y\"\n", "NUL");
}

static void yaml_limits_depth(void **state) {
    struct world *world = *state;
    char deep[201];
    memset(deep, '[', 100);
    memset(deep + 100, ']', 100);
    deep[200] = '\0';
    assert_refused(world, deep, "y:1:65: error: YAML cannot be read; the file or block was left out: nested too deep");
    memset(deep, '[', 64);
    memset(deep + 64, ']', 64);
    deep[128] = '\0';
    assert_non_null(parse_yaml(world, deep));
    char *bottomless = arena_alloc(world->arena, 100001);
    memset(bottomless, '[', 100000);
    assert_null(parse_yaml(world, bottomless));
    for (size_t i = 0; i < 100000; i += 2) {
        memcpy(bottomless + i, "- ", 2);
    }
    assert_null(parse_yaml(world, bottomless));
}

static void yaml_keeps_the_first_of_equal_keys(void **state) {
    struct world *world = *state;
    const struct yaml *root = parse_yaml(world, "a: 1\nb: 2\na: 3\n");
    assert_int_equal(root->count, 2);
    assert_string_equal(yaml_find(root, "a")->text, "1");
    assert_string_equal(messages(world), "y:3:1: error: the key stands twice in one map; the first was kept: a "
                                         "[yaml-duplicate-key]\na: 3\n^\n");
}

static void yaml_block_has_the_lines_of_its_file(void **state) {
    struct world *world = *state;
    const struct source_file *file = source_file_of(world->arena, "t.md", "# x\n\n:::\nkey: [1,\nb: 2\n:::\n");
    const struct yaml *good = yaml_parse_block(world->arena, world->diag, file, "k: v\nl: w\n", 10, 4);
    assert_int_equal(yaml_find(good, "l")->pos.line, 5);
    assert_int_equal(yaml_find(good, "l")->pos.column, 4);
    assert_ptr_equal(good->pos.file, file);
    assert_int_equal(yaml_parse_block(world->arena, world->diag, file, "", 0, 9)->pos.line, 9);
    assert_null(yaml_parse_block(world->arena, world->diag, file, file->text + 9, 14, 4));
    assert_non_null(strstr(messages(world), "t.md:5:"));
}

static void yaml_reads_values(void **state) {
    struct world *world = *state;
    const struct yaml *map = parse_yaml(world, "t: text\nn: -1.5e2\nf: yes\ng: false\nl: [a, b]\nm: {x: 1}\nh: 0x10\n");
    assert_string_equal(yaml_text(world->diag, map, "t", "no"), "text");
    assert_string_equal(yaml_text(world->diag, map, "z", "no"), "no");
    assert_near(yaml_number(world->diag, map, "n", 0), -150, 0);
    assert_near(yaml_number(world->diag, map, "z", 7), 7, 0);
    assert_true(yaml_flag(world->diag, map, "f", false));
    assert_false(yaml_flag(world->diag, map, "g", true));
    assert_true(yaml_flag(world->diag, map, "z", true));
    size_t count;
    const char *const *texts = yaml_texts(world->arena, world->diag, map, "l", &count);
    assert_int_equal(count, 2);
    assert_string_equal(texts[1], "b");
    assert_string_equal(yaml_texts(world->arena, world->diag, map, "t", &count)[0], "text");
    assert_int_equal(count, 1);
    assert_null(yaml_texts(world->arena, world->diag, map, "z", &count));
    assert_int_equal(count, 0);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    assert_string_equal(yaml_text(world->diag, map, "m", "no"), "no");
    assert_near(yaml_number(world->diag, map, "h", 7), 7, 0);
    assert_true(yaml_flag(world->diag, map, "t", true));
    yaml_texts(world->arena, world->diag, map, "m", &count);
    assert_int_equal(count, 0);
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 3);
    assert_null(yaml_need(world->diag, map, "z"));
    assert_non_null(strstr(messages(world), "y:1:1: error: a required key is missing; the entry was left out: z [yaml-missing-key]"));
}

static void yaml_names_the_nearest_key(void **state) {
    struct world *world = *state;
    static const char *const known[] = { "headline", "source", "kind", NULL };
    yaml_check_keys(world->diag, parse_yaml(world, "headlin: 1\nsource: x\n"), known);
    assert_string_equal(messages(world), "y:1:1: error: this key is not known here; left out: headlin; the nearest known "
                                         "key is headline [yaml-unknown-key]\nheadlin: 1\n^\n");
}

/* ---- json ---- */

static const struct json *parse_json(struct world *world, const char *text) {
    return json_parse(world->arena, world->diag, source_file_of(world->arena, "j", text));
}

static void json_keeps_order_and_kinds(void **state) {
    struct world *world = *state;
    const struct json *root = parse_json(
        world, "{\"z\": [1, -2.5e3, null, true, false], \"a\": {\"k\": \"v\\u20ac\"}, \"1\": 12345678901234567890,"
               "\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":\"last\"}");
    assert_int_equal(root->kind, JSON_MAP);
    assert_string_equal(root->keys[0], "z");
    assert_string_equal(root->keys[1], "a");
    const struct json *list = json_find(root, "z");
    assert_int_equal(list->count, 5);
    assert_near(list->items[1].number, -2500, 0);
    assert_int_equal(list->items[2].kind, JSON_NULL);
    assert_int_equal(list->items[3].kind, JSON_TRUE);
    assert_int_equal(list->items[4].kind, JSON_FALSE);
    assert_string_equal(json_find(json_find(root, "a"), "k")->text, "v€");
    assert_near(json_find(root, "1")->number, 12345678901234567890.0, 0);
    assert_string_equal(json_find(root, "g")->text, "last");
    assert_null(json_find(root, "none"));
    assert_null(json_find(list, "z"));
    assert_null(json_find(NULL, "z"));
}

static void json_says_where_it_broke(void **state) {
    struct world *world = *state;
    assert_null(parse_json(world, "{\"é\": 1,\n \"b\": oops}"));
    assert_non_null(strstr(messages(world), "j:2:"));
    assert_null(parse_json(world, ""));
    assert_null(parse_json(world, "{\"a\": 1, \"a\": 2}"));
    assert_null(parse_json(world, "{} x"));
    char deep[201];
    memset(deep, '[', 100);
    memset(deep + 100, ']', 100);
    deep[200] = '\0';
    assert_null(parse_json(world, deep));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 5);
    assert_non_null(strstr(messages(world), "nested deeper than 64"));
}

static void json_quotes(void **state) {
    struct buffer out = buffer_new(((struct world *)*state)->arena);
    json_quote(&out, "a\"\\\n\té\x01\xFF");
    assert_string_equal(out.data, "\"a\\\"\\\\\\n\\té\\u0001\uFFFD\"");
}

/* ---- numbers, lengths, colours ---- */

static void number_takes_decimals_only(void **state) {
    (void)state;
    double value = 0;
    assert_true(number_parse("-12.5e-1", &value));
    assert_near(value, -1.25, 0);
    assert_true(number_parse(".5", &value));
    assert_true(number_parse("5.", &value));
    static const char *const bad[] = { "", "-", ".", "1x", "0x10", "nan", "inf", " 1", "1 ", "1e999", "1,5", "e5" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (number_parse(bad[i], &value)) {
            fail_msg("\"%s\" was taken for a number", bad[i]);
        }
    }
}

static void length_reads_units(void **state) {
    (void)state;
    double points = 0;
    assert_true(length_parse("12 mm", &points));
    assert_near(points, 34.0157480, 1e-6);
    assert_true(length_parse("25.4mm", &points));
    assert_near(points, 72, 1e-12);
    assert_true(length_parse("9.5 pt", &points));
    assert_near(points, 9.5, 0);
    assert_true(length_parse("9.5", &points));
    assert_true(length_parse("-3mm", &points));
    assert_near(points, length_from_mm(-3), 0);
    static const char *const bad[] = { "", "mm", "3 cm", "3mmm", "3 mm ", "3 ", "0x3mm", "1e3 m" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (length_parse(bad[i], &points)) {
            fail_msg("\"%s\" was taken for a length", bad[i]);
        }
    }
}

/* Contrast of dark blue on white as design tools print it; the ends of the scale by definition. */
static void colour_contrast_follows_wcag(void **state) {
    (void)state;
    struct colour dark, white, black;
    assert_true(colour_parse("#14222B", &dark));
    assert_true(colour_parse("#ffffff", &white));
    assert_true(colour_parse("#000000", &black));
    assert_near(colour_contrast(dark, white), 16.2, 0.05);
    assert_near(colour_contrast(white, black), 21, 1e-9);
    assert_near(colour_contrast(black, black), 1, 0);
    assert_near(colour_with_alpha(dark, 0.5).alpha, 0.5, 0);
    static const char *const bad[] = { "", "#", "14222B", "#14222", "#14222B0", "#14222G", "#1422 B" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(colour_parse(bad[i], &dark));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_plain, tear_down)

/* Zeros inside a struct are no end of it. */
static void map_takes_structs(void **state) {
    struct arena *arena = ((struct world *)*state)->arena;
    struct place { uint64_t x, y; } places[500];
    struct map *map = map_new_sized(arena, sizeof *places);
    for (size_t i = 0; i < 500; i++) {
        places[i] = (struct place){ 0, i };
        assert_true(map_add(map, &places[i], i));
    }
    struct place same = { 0, 7 }, other = { 7, 0 };
    assert_false(map_add(map, &same, 99));
    assert_int_equal(map_find(map, &same), 7);
    assert_true(map_find(map, &other) == MAP_NONE);
}

static void map_copies_stand_alone(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct map *map = map_new(arena);
    assert_true(map_add(map, "one", 1));
    struct map *copy = map_copy(arena, map);
    assert_true(map_add(copy, "two", 2));
    assert_int_equal(map_find(copy, "one"), 1);
    assert_int_equal(map_find(copy, "two"), 2);
    assert_true(map_find(map, "two") == MAP_NONE);
    static const char *const parts[] = { "a", "", "bc" };
    assert_string_equal(arena_join(arena, parts, 3), "abc");
    assert_string_equal(arena_join(arena, NULL, 0), "");
    arena_close(arena);
}

/* Short numbers are read without strtod, and are what strtod gives. */
static void numbers_are_the_nearest_doubles(void **state) {
    (void)state;
    static const char *const written[] = { "0.1", "-0", "+7", "00012.50", "123456789012345", "1234567890123456", "0.000000000000001",
                                           "99999.9999999999", "-4.35", "8.41", "1e3", "2.5E-3", "9007199254740993", ".3", "17." };
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        double value, nearest = strtod(written[i], NULL);
        assert_true(number_parse(written[i], &value));
        assert_memory_equal(&value, &nearest, sizeof value);
    }
    for (int i = -30000; i < 30000; i++) {
        char text[32];
        double value, nearest;
        snprintf(text, sizeof text, "%.*f", (i & 7) + 1, i * 0.37);
        nearest = strtod(text, NULL);
        assert_string_equal(number_read(text, &value), "");
        assert_memory_equal(&value, &nearest, sizeof value);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(arena_gives_zeroed_aligned_memory),
        TEST(arena_clear_reuses_and_zeroes),
        TEST(arena_grow_keeps_items),
        TEST(arena_gives_back_the_tail),
        TEST(arena_overflow_stops_the_program),
        TEST(arena_texts),
        TEST(numbers_are_the_nearest_doubles),
        TEST(buffer_grows),
        TEST(buffer_number_is_short),
        TEST(number_scaled_rounds_as_printf),
        TEST(buffer_number_rounds_the_double),
        TEST(map_binds_once),
        TEST(map_takes_structs),
        TEST(map_copies_stand_alone),
        TEST(hash_is_fnv_1a),
        TEST(source_lines),
        TEST(diag_prints_line_and_caret),
        TEST(diag_cuts_long_lines_around_the_caret),
        TEST(diag_prints_a_caret_beyond_the_line),
        TEST(diag_shows_no_control_characters),
        TEST(diag_keeps_equal_messages_once),
        TEST(diag_join_outlives_the_files),
        TEST(diag_prints_json),
        TEST(utf8_rejects_what_is_no_text),
        TEST(utf8_round_trip),
        TEST(file_read_takes_text),
        TEST(file_read_refuses_bad_bytes),
        TEST(file_read_inflates),
        TEST(gzip_keeps_the_limit),
        TEST(file_read_stays_inside),
        TEST(file_read_takes_regular_files_only),
        TEST(file_read_keeps_the_limit),
        TEST(file_write_appears_whole),
        TEST(file_write_fails_whole),
        TEST(file_list_is_sorted),
        TEST(file_join_puts_one_slash),
        TEST(yaml_knows_positions),
        TEST(yaml_reads_all_scalar_styles),
        TEST(yaml_empty_is_an_empty_map),
        TEST(yaml_says_where_it_broke),
        TEST(yaml_refuses_what_it_does_not_take),
        TEST(yaml_limits_depth),
        TEST(yaml_keeps_the_first_of_equal_keys),
        TEST(yaml_block_has_the_lines_of_its_file),
        TEST(yaml_reads_values),
        TEST(yaml_names_the_nearest_key),
        TEST(json_keeps_order_and_kinds),
        TEST(json_says_where_it_broke),
        TEST(json_quotes),
        TEST(number_takes_decimals_only),
        TEST(length_reads_units),
        TEST(colour_contrast_follows_wcag),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
