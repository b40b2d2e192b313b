#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/yaml.h"
#include "policy/policy.h"

struct fixture {
    struct arena *arena;
    struct diag *diag;
};

static int open_fixture(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new();
    fixture->diag = diag_new(fixture->arena);
    *state = fixture;
    return 0;
}

static int close_fixture(void **state) {
    struct fixture *fixture = *state;
    arena_close(fixture->arena);
    free(fixture);
    return 0;
}

static const char *messages(const struct fixture *fixture) {
    struct buffer out = buffer_new(fixture->arena);
    diag_print(fixture->diag, &out);
    return out.data ? out.data : "";
}

static void descriptions_are_found_by_subject_in_order(void **state) {
    const struct fixture *fixture = *state;
    const struct policies *policies = policies_read(fixture->arena, fixture->diag, "unit", "policies");
    size_t count;
    const struct policy *found = policies_find(policies, "XA", &count);
    assert_int_equal(policies->count, 2);
    assert_int_equal(count, 2);
    assert_string_equal(found[0].name, "A policy of nowhere");
    assert_string_equal(found[1].name, "Another policy of nowhere");
    assert_string_equal(found[0].subject, "XA");
    assert_int_equal(yaml_find(found[0].front, "objectives")->count, 2);
    assert_non_null(found[0].text);
    assert_null(policies_find(policies, "XB", &count));
    assert_int_equal(count, 0);
}

/* [policy-incomplete] [policy-unknown-word] */
static void faulty_descriptions_are_left_out(void **state) {
    const struct fixture *fixture = *state;
    policies_read(fixture->arena, fixture->diag, "unit", "policies");
    assert_non_null(strstr(messages(fixture), "authority [policy-incomplete]"));
    assert_non_null(strstr(messages(fixture), "policies/XB/unknown-word.md:5:"));
    assert_non_null(strstr(messages(fixture), "Aim three [policy-unknown-word]"));
    assert_int_equal(diag_count(fixture->diag, DIAG_LEVEL_COUNT), 2);
}

static void no_folder_means_no_policies(void **state) {
    const struct fixture *fixture = *state;
    assert_int_equal(policies_read(fixture->arena, fixture->diag, "unit", "nothing")->count, 0);
    assert_string_equal(messages(fixture), "");
}

/* Every source of a shipped description stands in the bibliography. */
static void the_shipped_descriptions_name_known_sources(void **state) {
    const struct fixture *fixture = *state;
    const struct policies *policies = policies_read(fixture->arena, fixture->diag, "..", "data/policies");
    const struct source_file *file =
        file_read(fixture->arena, fixture->diag, "..", "data/bibliography.yaml", (struct source_pos){ 0 });
    const struct yaml *bibliography = yaml_parse(fixture->arena, fixture->diag, file);
    assert_string_equal(messages(fixture), "");
    size_t count;
    policies_find(policies, "BE", &count);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < policies->count; i++) {
        const char *const *sources =
            yaml_texts(fixture->arena, fixture->diag, policies->items[i].front, "sources", &count);
        assert_true(count > 0);
        for (size_t k = 0; k < count; k++) {
            assert_non_null(yaml_find(bibliography, sources[k]));
        }
    }
}

static void descriptions_print_as_text(void **state) {
    const struct fixture *fixture = *state;
    struct buffer out = buffer_new(fixture->arena);
    policies_dump(policies_read(fixture->arena, fixture->diag, "unit", "policies"), &out);
    assert_non_null(strstr(out.data, "policy XA \"A policy of nowhere\" policies/XA/first.md\n"));
    assert_non_null(strstr(out.data, "  objectives: Aim one; Aim two\n"));
    assert_non_null(strstr(out.data, "{{ nothing }}"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(descriptions_are_found_by_subject_in_order, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(faulty_descriptions_are_left_out, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(no_folder_means_no_policies, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(the_shipped_descriptions_name_known_sources, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(descriptions_print_as_text, open_fixture, close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
