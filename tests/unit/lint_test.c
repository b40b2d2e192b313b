/* text: style profiles that cannot be used, and a linter that stands any bytes. */
#include "world.h"

#include "base/file.h"
#include "data/dataset.h"
#include "text/lint.h"
#include "text/style.h"

/* [style-profile], [yaml-unknown-key]: no map of codes, an order that is none, percent in words, an unknown key, thousands parted by the
 * decimal sign, a sign that is not named. Each with its line. */
static void a_profile_that_cannot_be_used_is_said(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    static const char *const paths[] = { "unit/styles/codes.yaml", "unit/styles/order.yaml", "unit/styles/percent.yaml",
                                         "unit/styles/key.yaml", "unit/styles/thousands.yaml", "unit/styles/sign.yaml" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct diag *diag = diag_new(arena);
        assert_null(style_read(arena, diag, NULL, paths[i], (struct source_pos){ 0 }));
        const char *said = said_in(arena, diag);
        assert_true(strstr(said, "[style-profile]") || strstr(said, "[yaml-unknown-key]"));
        assert_non_null(strstr(said, arena_print(arena, "%s:", paths[i])));
    }
    arena_close(arena);
}

/* The three profiles that are shipped can be read, and differ where they say so. */
static void the_shipped_profiles_ask_different_things(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    static const char *const paths[] = { "data/styles/interinstitutional.yaml", "data/styles/statistics-explained.yaml",
                                         "data/styles/plain.yaml" };
    static const size_t expected[] = { 2, 1, 1 }; /* findings in the text below */
    for (size_t i = 0; i < 3; i++) {
        const struct style *style = style_read(arena, diag, "..", paths[i], (struct source_pos){ 0 });
        assert_non_null(style);
        struct lint_list found = lint_text(arena, style, "Of 12,345 firms some paid \u20AC30.", (struct lint_place){ 0 });
        assert_int_equal(found.count, expected[i]);
    }
    assert_int_equal(diag_count(diag, DIAG_LEVEL_COUNT), 0);
    arena_close(arena);
}

/* [import-unknown] */
static void a_download_of_nothing_known_is_said(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    assert_null(dataset_read_as(arena, diag, "unit/quotient", "datapackage.yaml", NULL, "elsewhere.csv"));
    assert_non_null(strstr(said_in(arena, diag), "[import-unknown]"));
    arena_close(arena);
}

/* Bytes by chance, from an alphabet that the rules look at: nothing breaks, and every finding lies in the text. */
static void any_text_can_be_looked_over(void **state) {
    (void)state;
    static const char *const pieces[] = { "EUR", " ", "\u00A0", "\u202F", "%", "5", "12", "345", ",", ".", "-", "\u20AC", "BE",
                                          "DE", "GR", ", ", " and ", "EU-27", "EU27_2020", "www.", "http://", "??", "{{", "\xC3",
                                          "Belgium", "per cent", "\n", "(" };
    uint64_t chance = 11;
    for (int round = 0; round < 2000; round++) {
        struct arena *arena = arena_new();
        struct diag *diag = diag_new(arena);
        const struct style *style =
            round % 100 ? NULL : style_read(arena, diag, "..", "data/styles/interinstitutional.yaml", (struct source_pos){ 0 });
        struct buffer text = buffer_new(arena);
        buffer_text(&text, "");
        for (int i = 0; i < 40; i++) {
            chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            buffer_text(&text, pieces[(chance >> 33) % (sizeof pieces / sizeof *pieces)]);
        }
        struct style none = { .title = "", .number = *number_style_usual() };
        struct lint_list found = lint_text(arena, style ? style : &none, text.data, (struct lint_place){ .in_notes = true });
        for (size_t i = 0; i < found.count; i++) {
            assert_true(found.items[i].offset < text.size);
        }
        arena_close(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_that_cannot_be_used_is_said),
        cmocka_unit_test(the_shipped_profiles_ask_different_things),
        cmocka_unit_test(a_download_of_nothing_known_is_said),
        cmocka_unit_test(any_text_can_be_looked_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
