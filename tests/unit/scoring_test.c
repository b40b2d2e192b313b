/* indicator, method scoring: levels, evidence and faults of rule files, on an invented world; the shipped scores. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"

static struct {
    struct arena *arena;
    struct diag *diag;
    const struct policies *policies;
    const struct indicators *indicators;
} world;

static const struct indicators *compute(struct diag *diag, const char *path) {
    static const struct datasets none = { 0 };
    const struct indicator_source source = { &none, geo_empty(), world.policies, "unit/scoring", path };
    return indicators_compute(world.arena, diag, &source);
}

static int open_world(void **state) {
    (void)state;
    world.arena = arena_new();
    world.diag = diag_new(world.arena);
    world.policies = policies_read(world.arena, world.diag, "unit/scoring", "policies");
    world.indicators = compute(world.diag, "indicators.yaml");
    return diag_failed(world.diag, 0);
}

static int close_world(void **state) {
    (void)state;
    arena_close(world.arena);
    return 0;
}

static const struct point_value *find(const char *name, const char *country, const char *criterion) {
    const struct series *series = indicators_find(world.indicators, name);
    assert_non_null(series);
    uint16_t keys[2] = { (uint16_t)series_find_member(series, 0, country) };
    keys[1] = criterion ? (uint16_t)series_find_member(series, 1, criterion) : 0;
    return series_find(series, keys, 2020);
}

static double score(const char *country, const char *criterion) {
    const struct point_value *point = find("score", country, criterion);
    assert_true(point && point->status == VALUE_PRESENT);
    return point->value;
}

static void the_best_level_over_all_descriptions_wins(void **state) {
    (void)state;
    assert_true(score("XA", "kind") == 2);
    assert_true(score("XA", "age") == 1);
    assert_true(score("XA", "care") == 2);
    assert_true(score("XB", "kind") == 0);
    assert_true(find("total", "XA", NULL)->value == 6);
}

/* Own policy and stated money must come from one description: one has no money, the other is a wider policy. */
static void conditions_are_met_by_one_description(void **state) {
    (void)state;
    assert_true(score("XA", "money") == 1);
    const struct point_value *point = find("score", "XA", "money");
    assert_int_equal(point_evidence_count(point), 2);
    assert_string_equal(point_evidence(point)[0].text, "Old policy, financial: Grants");
    assert_string_equal(point_evidence(point)[1].text, "Old policy, financial: Loans");
    assert_string_equal(point_evidence(point)[1].pos.file->path, "policies/XA/old.md");
    assert_int_equal(point_evidence(point)[1].pos.line, 6);
    assert_int_equal(point_evidence(point)[1].pos.column, 21);
}

/* Two years to the reference date are not over two; a start after it meets no condition. */
static void years_are_counted_to_the_reference_date(void **state) {
    (void)state;
    assert_string_equal(point_evidence(find("score", "XA", "age"))[0].text, "Old policy, since: 2001");
    assert_int_equal(point_evidence_count(find("score", "XA", "age")), 1);
    assert_true(find("score", "XB", "age")->status == VALUE_MISSING);
    assert_string_equal(point_reason(find("score", "XB", "age")), "the descriptions for XB say nothing of age");
}

static void silence_is_missing_unless_a_level_of_zero_says_otherwise(void **state) {
    (void)state;
    assert_true(score("XB", "money") == 0);
    assert_int_equal(point_evidence_count(find("score", "XB", "money")), 0);
    assert_true(find("score", "XB", "care")->status == VALUE_MISSING);
    assert_true(find("total", "XB", NULL)->status == VALUE_MISSING);
}

static void levels_can_be_asked_for(void **state) {
    (void)state;
    const struct point_value *point = find("score", "XA", "kind");
    size_t count;
    const struct score_level *levels = series_levels(point_series(point), point_keys(point)[1], &count);
    assert_int_equal(count, 3);
    assert_int_equal(point_level(point), 2);
    assert_string_equal(levels[point_level(point)].name, "Own");
    assert_true(levels[1].points == 0.5);
    assert_null(series_levels(indicators_find(world.indicators, "total"), 0, &count));
    assert_int_equal(count, 0);
}

static void explain_prints_the_evidence(void **state) {
    (void)state;
    struct buffer out = buffer_new(world.arena);
    point_explain(find("score", "XA", "kind"), 0, &out);
    assert_string_equal(out.data, "score XA kind 2020 = 2 [points]\n"
                                  "  evidence: policies/XA/new.md:3:7 \"New policy, type: Own policy\"\n");
}

/* [scoring-bad-rule, scoring-no-evidence] */
static void faulty_rules_are_named(void **state) {
    (void)state;
    struct diag *own = diag_new(world.arena);
    assert_int_equal(indicators_count(compute(own, "bad.yaml")), 0);
    struct buffer out = buffer_new(world.arena);
    diag_print(own, &out);
    static const char *const expected[] = {
        "bad-rules.yaml:6:9: error: a level with points has no condition", ": given [scoring-no-evidence]",
        "points: a number, not below 0 [scoring-bad-rule]",  "one of all, stated, years_over [scoring-bad-rule]",
        "stated: yes [scoring-bad-rule]",                    "years_over: a number [scoring-bad-rule]",
        "a list of words [scoring-bad-rule]",                "a condition names a category and its words",
        "a criterion has an id and levels [scoring-bad-rule]", "reference_date [yaml-missing-key]",
        "nowhere.yaml",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        if (!strstr(out.data, expected[i])) {
            fail_msg("no message says: %s\n%s", expected[i], out.data);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_level_over_all_descriptions_wins),
        cmocka_unit_test(conditions_are_met_by_one_description),
        cmocka_unit_test(years_are_counted_to_the_reference_date),
        cmocka_unit_test(silence_is_missing_unless_a_level_of_zero_says_otherwise),
        cmocka_unit_test(levels_can_be_asked_for),
        cmocka_unit_test(explain_prints_the_evidence),
        cmocka_unit_test(faulty_rules_are_named),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
