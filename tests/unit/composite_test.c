/* indicator: composites. The published method on the data of the ASEM index (data/asem/, expected.csv holds the totals as another
 * program computed them from treated.csv and structure.csv), formulas at their check values, and properties that hold for
 * every table. */
#include <math.h>
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
#include "base/number.h"
#include "data/dataset.h"
#include "data/table.h"
#include "geo/region.h"
#include "indicator/computation.h"
#include "indicator/series.h"
#include "indicator/statistics.h"

enum { UNITS = 40, INDICATORS = 6 };

static struct {
    struct arena *arena;
    struct diag *diag;
    const struct indicators *asem;
} world;

static int open_world(void **state) {
    (void)state;
    world.arena = arena_new();
    world.diag = diag_new(world.arena);
    const struct datasets *datasets = datasets_read(world.arena, world.diag, "../data/asem", "datapackage.yaml");
    const struct indicator_source source = { datasets, geo_empty(), NULL, "../data/asem", "indicators.yaml" };
    world.asem = indicators_compute(world.arena, world.diag, &source);
    struct buffer out = buffer_new(world.arena);
    diag_print(world.diag, &out);
    return out.size > 0;
}

static int close_world(void **state) {
    (void)state;
    arena_close(world.arena);
    return 0;
}

static const struct table *read(const char *path) {
    const struct source_file *file = file_read(world.arena, world.diag, "../data/asem", path, (struct source_pos){ 0 });
    return table_read(world.arena, world.diag, file, (struct dialect){ ',', '"', '.', 0 });
}

static const struct point_value *find(const char *name, const char *unit, const char *member) {
    const struct series *series = indicators_find(world.asem, name);
    uint16_t keys[2] = { (uint16_t)series_find_member(series, 0, unit),
                         member ? (uint16_t)series_find_member(series, 1, member) : 0 };
    return series_find(series, keys, 2018);
}

static void the_index_agrees_with_the_published_method(void **state) {
    (void)state;
    const struct table *expected = read("expected.csv");
    assert_int_equal(expected->row_count, 51);
    for (size_t row = 0; row < expected->row_count; row++) {
        double value;
        assert_true(number_parse(table_cell(expected, row, 1)->text, &value));
        const struct point_value *point = find("total", table_cell(expected, row, 0)->text, NULL);
        assert_true(fabs(point->value - value) < 1e-9);
    }
}

/* The 32 indicators without a denominator, all 51 units: blanks filled with the mean of the continent, then treated. One of them
 * is only skewed enough with its blank filled. */
static void the_treatment_agrees_with_the_published_one(void **state) {
    (void)state;
    static const char *const undivided[] = {
        "CostImpEx", "Tariff", "TBTs", "TIRcon", "RTAs", "Visa", "Lang", "LPI", "Ship", "ConSpeed", "Cov4G",
        "Embs", "IGOs", "UNVote", "Renew", "PrimEner", "CO2", "MatCon", "Forest", "Poverty", "Palma", "TertGrad",
        "FreePress", "TolMin", "CPI", "FemLab", "WomParl", "PubDebt", "PrivDebt", "GDPGrow", "RDExp", "NEET",
    };
    const struct table *treated = read("treated.csv");
    size_t moved = 0, compared = 0;
    for (size_t i = 0; i < sizeof undivided / sizeof *undivided; i++) {
        size_t column = table_find_column(treated, undivided[i]);
        for (size_t row = 0; row < treated->row_count; row++) {
            const struct point_value *point = find("own_treatment", table_cell(treated, row, 0)->text, undivided[i]);
            double value;
            assert_true(number_parse(table_cell(treated, row, column)->text, &value));
            assert_true(point->status == VALUE_PRESENT && fabs(point->value - value) < 1e-9 * fmax(1, fabs(value)));
            compared += point->status == VALUE_PRESENT;
            moved += (point->flags & flag_bit('i')) != 0;
        }
    }
    assert_int_equal(compared, 32 * 51);
    assert_true(moved > 3);
}

static void rank_intervals_hold_the_median_and_repeat(void **state) {
    (void)state;
    const struct series *series = indicators_find(world.asem, "interval");
    assert_int_equal(series->count, 3 * 51);
    for (size_t i = 0; i + 2 < series->count; i += 3) {
        assert_true(series->points[i].value <= series->points[i + 1].value);
        assert_true(series->points[i + 1].value <= series->points[i + 2].value);
        assert_true(series->points[i].value >= 1 && series->points[i + 2].value <= 51);
    }
    struct chance chance = { 7 }, again = { 7 };
    for (int i = 0; i < 100; i++) {
        double drawn = chance_next(&chance);
        assert_true(drawn >= 0 && drawn < 1 && drawn == chance_next(&again));
    }
}

/* Skewness and excess kurtosis of 1 2 3 4 10, by their definitions by hand: m = 4, Σd² = 50, Σd³ = 180, Σd⁴ = 1394. */
static void skewness_and_kurtosis_agree_with_their_definitions(void **state) {
    (void)state;
    const double values[] = { 1, 2, NAN, 3, 4, 10 };
    double skewness = 180.0 / 5 / pow(10, 1.5) * sqrt(20) / 3;
    double ratio = 5 * 1394.0 / 2500;
    assert_true(fabs(skewness_of(values, 6) - skewness) < 1e-12);
    assert_true(fabs(kurtosis_of(values, 6) - (6 * (ratio - 3) + 6) * 4 / 6) < 1e-12);
    const double equal[] = { 2, 2, 2, 2, 2 };
    assert_true(isnan(skewness_of(equal, 5)) && isnan(kurtosis_of(equal, 5)) && isnan(skewness_of(values, 2)));
}

static void normalise(double *values, size_t count, enum normalisation kind, double direction) {
    struct normaliser normaliser = { kind, direction, kind == NORMALISE_GOALPOSTS ? 2 : 0,
                                     kind == NORMALISE_GOALPOSTS ? 4 : 1, 4 };
    double basis[UNITS];
    memcpy(basis, values, count * sizeof *basis);
    assert_true(normalise_column(values, count, basis, count, &normaliser));
}

static void every_normalisation_has_its_check_values(void **state) {
    (void)state;
    static const struct {
        enum normalisation kind;
        double direction, expected[4];
    } cases[] = {
        { NORMALISE_MIN_MAX, 1, { 0, 0.25, 0.5, 1 } },     { NORMALISE_MIN_MAX, -1, { 1, 0.75, 0.5, 0 } },
        { NORMALISE_GOALPOSTS, 1, { 0, 0, 0.5, 1 } },      { NORMALISE_GOALPOSTS, -1, { 1, 1, 0.5, 0 } },
        { NORMALISE_BEST, 1, { 0, 0.25, 0.5, 1 } },        { NORMALISE_BEST, -1, { 1, 0.75, 0.5, 0 } },
        { NORMALISE_REFERENCE, 1, { 0, 1 / 3.0, 2 / 3.0, 4 / 3.0 } },
        { NORMALISE_TARGET, 1, { 0, 1 / 3.0, 2 / 3.0, 4 / 3.0 } },
        { NORMALISE_TARGET, -1, { 4, 3, 2, 0 } },          { NORMALISE_FRACTION, 1, { 0.2, 0.4, 0.6, 1 } },
        { NORMALISE_FRACTION, -1, { 1, 0.5, 1 / 3.0, 0.2 } },
        { NORMALISE_RANK, 1, { 4, 3, 2, 1 } },             { NORMALISE_RANK, -1, { 1, 2, 3, 4 } },
        { NORMALISE_BORDA, 1, { 0, 1, 2, 3 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double values[] = { 1, 2, 3, 5, NAN };
        normalise(values, 5, cases[i].kind, cases[i].direction);
        for (size_t k = 0; k < 4; k++) {
            assert_true(fabs(values[k] - cases[i].expected[k]) < 1e-12);
        }
        assert_true(isnan(values[4]));
    }
    double values[] = { 1, 2, 3, 4, 5 };
    normalise(values, 5, NORMALISE_Z_SCORE, 1);
    assert_true(fabs(values[4] - 2 / sqrt(2.5)) < 1e-12 && fabs(values[2]) < 1e-12);
}

/* A constant indicator has no scale, which is not zero. */
static void a_constant_has_no_scale(void **state) {
    (void)state;
    double values[] = { 3, 3, 3 };
    const struct normaliser normaliser = { NORMALISE_MIN_MAX, 1, 0, 1, 0 };
    assert_false(normalise_column(values, 3, values, 3, &normaliser));
    assert_true(values[0] == 3);
}

static void means_have_their_check_values(void **state) {
    (void)state;
    const double values[] = { 1, 4, NAN }, weights[] = { 1, 1, 2 };
    assert_true(fabs(aggregate_values(values, weights, 3, AGGREGATE_ARITHMETIC, 0.5) - 2.5) < 1e-12);
    assert_true(fabs(aggregate_values(values, weights, 3, AGGREGATE_GEOMETRIC, 0.5) - 2) < 1e-12);
    assert_true(fabs(aggregate_values(values, weights, 3, AGGREGATE_HARMONIC, 0.5) - 1.6) < 1e-12);
    assert_true(isnan(aggregate_values(values, weights, 3, AGGREGATE_ARITHMETIC, 0.51)));
    const double zero[] = { 0, 4 };
    assert_true(isnan(aggregate_values(zero, weights, 2, AGGREGATE_GEOMETRIC, 1)));
    assert_true(aggregate_values(zero, weights, 2, AGGREGATE_ARITHMETIC, 1) == 2);
}

/* A table of numbers drawn from chance, and the composite of its rows: min-max, equal weights. */
static void draw_table(struct chance *chance, double *table) {
    for (size_t i = 0; i < UNITS * INDICATORS; i++) {
        table[i] = 1 + 99 * chance_next(chance);
    }
}

static void compose(const double *table, double *totals) {
    double rows[UNITS][INDICATORS], weights[INDICATORS];
    for (size_t k = 0; k < INDICATORS; k++) {
        double column[UNITS];
        for (size_t i = 0; i < UNITS; i++) {
            column[i] = table[i * INDICATORS + k];
        }
        normalise(column, UNITS, NORMALISE_MIN_MAX, k % 2 ? -1 : 1);
        for (size_t i = 0; i < UNITS; i++) {
            rows[i][k] = column[i];
        }
        weights[k] = (double)k + 1;
    }
    for (size_t i = 0; i < UNITS; i++) {
        totals[i] = aggregate_values(rows[i], weights, INDICATORS, AGGREGATE_ARITHMETIC, 1);
    }
}

static void totals_do_not_depend_on_units_of_measurement(void **state) {
    (void)state;
    struct chance chance = { 1 };
    for (int round = 0; round < 50; round++) {
        double table[UNITS * INDICATORS], before[UNITS], after[UNITS];
        draw_table(&chance, table);
        compose(table, before);
        for (size_t i = 0; i < UNITS; i++) {
            table[i * INDICATORS + 2] = 1000 * table[i * INDICATORS + 2] - 32;
        }
        compose(table, after);
        for (size_t i = 0; i < UNITS; i++) {
            assert_true(fabs(before[i] - after[i]) < 1e-9);
        }
    }
}

/* A unit that does better in one indicator, and not worse in another, never falls in total or rank. */
static void totals_grow_with_what_they_measure(void **state) {
    (void)state;
    struct chance chance = { 2 };
    for (int round = 0; round < 50; round++) {
        double table[UNITS * INDICATORS], before[UNITS], after[UNITS], ranks[UNITS], ranks_after[UNITS];
        draw_table(&chance, table);
        size_t unit = (size_t)(chance_next(&chance) * UNITS), k = (size_t)(chance_next(&chance) * INDICATORS);
        compose(table, before);
        table[unit * INDICATORS + k] += k % 2 ? -5 : 5;
        compose(table, after);
        rank_values(before, UNITS, ranks);
        rank_values(after, UNITS, ranks_after);
        assert_true(after[unit] >= before[unit] - 1e-12);
        assert_true(ranks_after[unit] <= ranks[unit]);
    }
}

static void totals_do_not_depend_on_the_order_of_units(void **state) {
    (void)state;
    struct chance chance = { 3 };
    double table[UNITS * INDICATORS], turned[UNITS * INDICATORS], before[UNITS], after[UNITS];
    draw_table(&chance, table);
    for (size_t i = 0; i < UNITS; i++) {
        memcpy(turned + (UNITS - 1 - i) * INDICATORS, table + i * INDICATORS, INDICATORS * sizeof *table);
    }
    compose(table, before);
    compose(turned, after);
    for (size_t i = 0; i < UNITS; i++) {
        assert_true(fabs(before[i] - after[UNITS - 1 - i]) < 1e-12);
    }
}

static void treatment_keeps_the_order_and_stops(void **state) {
    (void)state;
    const struct treatment treatment = { 2, 3.5, 5, true };
    double values[UNITS];
    for (size_t i = 0; i < UNITS; i++) {
        values[i] = (double)i;
    }
    values[UNITS - 1] = 5000;
    assert_int_equal(treat_column(values, UNITS, &treatment), TREATED_WINSORISED);
    assert_true(values[UNITS - 1] == UNITS - 2 && values[0] == 0);
    for (size_t i = 0; i < UNITS; i++) {
        values[i] = pow(1.5, (double)i);
    }
    const struct treatment strict = { 2, 3.5, 1, true };
    assert_int_equal(treat_column(values, UNITS, &strict), TREATED_LOGARITHM);
    for (size_t i = 1; i < UNITS; i++) {
        assert_true(values[i] > values[i - 1]);
    }
}

static const char *fault_of(const char *text) {
    struct computation *formula = arena_alloc(world.arena, sizeof *formula);
    static const char *const names[] = { "income", "share", "people" }, *const units[] = { "million EUR", "percent", "persons" };
    for (size_t i = 0; i < 3; i++) {
        formula->names[i] = names[i];
        unit_parse(world.arena, units[i], &formula->units[i]);
    }
    formula->name_count = 3;
    size_t at;
    const char *fault = computation_parse(world.arena, formula, text, &at);
    return fault ? fault : "";
}

static void formulas_keep_their_units_apart(void **state) {
    (void)state;
    assert_string_equal(fault_of("income + share"), "1e+06 EUR and percent cannot be added");
    assert_string_equal(fault_of("income * fraction(share) + income"), "");
    assert_string_equal(fault_of("percent(income / people)"), "percent() needs a pure number");
    assert_string_equal(fault_of("income / people ^ 2"), "");
    assert_string_equal(fault_of("income +"), "a number, a name or a parenthesis is expected");
    assert_string_equal(fault_of("(income"), "a parenthesis is not closed");
    assert_string_equal(fault_of("income outcome"), "an operator is expected");
    assert_string_equal(fault_of("outcome"), "a name that is not under \"with\"");
    char deep[200];
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_string_equal(fault_of(deep), "nested deeper than 32");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_agrees_with_the_published_method),
        cmocka_unit_test(the_treatment_agrees_with_the_published_one),
        cmocka_unit_test(rank_intervals_hold_the_median_and_repeat),
        cmocka_unit_test(skewness_and_kurtosis_agree_with_their_definitions),
        cmocka_unit_test(every_normalisation_has_its_check_values),
        cmocka_unit_test(a_constant_has_no_scale),
        cmocka_unit_test(means_have_their_check_values),
        cmocka_unit_test(totals_do_not_depend_on_units_of_measurement),
        cmocka_unit_test(totals_grow_with_what_they_measure),
        cmocka_unit_test(totals_do_not_depend_on_the_order_of_units),
        cmocka_unit_test(treatment_keeps_the_order_and_stops),
        cmocka_unit_test(formulas_keep_their_units_apart),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
