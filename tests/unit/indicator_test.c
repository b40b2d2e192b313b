/* indicator: check values of the methods, the numbers of the shipped publication, selections and ranks. */
#include "messages.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "policy/policy.h"

static struct {
    struct arena *arena;
    struct diag *diag;
    const struct geo *geo;
    const struct indicators *shipped, *check;
} world;

static int open_world(void **state) {
    (void)state;
    world.arena = arena_new();
    world.diag = diag_new(world.arena);
    const struct datasets *shipped = datasets_read(world.arena, world.diag, "..", "data/datapackage.yaml");
    world.geo = geo_read(world.arena, world.diag, "..", "data/geo/geo.yaml");
    const struct policies *policies = policies_read(world.arena, world.diag, "..", "data/policies");
    const struct indicator_source source = { shipped, world.geo, policies, "..", "data/indicators.yaml" };
    world.shipped = indicators_compute(world.arena, world.diag, &source);
    const struct datasets *check = datasets_read(world.arena, world.diag, "unit/quotient", "datapackage.yaml");
    const struct indicator_source quotient = { check, geo_empty(), NULL, "unit/quotient", "indicators.yaml" };
    world.check = indicators_compute(world.arena, world.diag, &quotient);
    return 0;
}

static int close_world(void **state) {
    (void)state;
    arena_close(world.arena);
    return 0;
}

/* The point of a series of regions, or of regions and another dimension; NULL if there is none. */
static const struct point_value *find(const char *name, const char *region, const char *member, int year) {
    const struct series *series = indicators_find(world.shipped, name);
    assert_non_null(series);
    size_t first = series_find_member(series, 0, region);
    size_t second = member ? series_find_member(series, 1, member) : 0;
    uint16_t keys[2] = { (uint16_t)first, (uint16_t)second };
    return first == SIZE_MAX || second == SIZE_MAX ? NULL : series_find(series, keys, year);
}

static bool is_present(const struct point_value *point) {
    return point && point->status == VALUE_PRESENT;
}

static double value_of(const char *name, const char *region, const char *member, int year) {
    const struct point_value *point = find(name, region, member, year);
    assert_true(is_present(point));
    return point->value;
}

static void the_shipped_indicators_are_without_fault(void **state) {
    (void)state;
    assert_string_equal(said_in(world.arena, world.diag), "");
    size_t count;
    assert_non_null(indicators_files(world.shipped, &count));
    assert_true(count >= 15);
}

static double check_value(const char *name, const char *place) {
    const struct series *series = indicators_find(world.check, name);
    uint16_t keys[3] = { (uint16_t)series_find_member(series, 0, place),
                         (uint16_t)series_find_member(series, 1, "region"),
                         (uint16_t)series_find_member(series, 2, "looked at") };
    return series_find(series, keys, 2010)->value;
}

static void location_quotients_agree_with_the_textbook(void **state) {
    (void)state;
    assert_true(fabs(check_value("quotient", "textbook") - 0.3847623) < 5e-8);
    assert_true(fabs(check_value("quotient", "made up") - 2.4) < 1e-12);
    assert_true(fabs(check_value("share", "made up") - 12) < 1e-12);
}

/* Nodes: location quotient above 1.5 and at least 1 % of the region's employment. */
static void nodes_of_belgium_in_2014(void **state) {
    (void)state;
    assert_true(value_of("division_node_count", "BE1", NULL, 2014) == 7);
    assert_true(value_of("division_node_count", "BE2", NULL, 2014) == 3);
    assert_true(value_of("division_node_count", "BE3", NULL, 2014) == 8);
    assert_true(fabs(value_of("division_node", "BE3", "C21", 2014) - 4.78) < 0.005);
    assert_null(find("division_node", "BE3", "C20", 2013));
    assert_null(find("division_node", "BE2", "C21", 2014));
    const char *formula = indicators_find(world.shipped, "division_node")->formula;
    assert_non_null(strstr(formula, "quotient above 1.5, share at least 1\u00A0%"));
}

/* Every node is one by the two bounds, and every division that is one is a node. */
static void nodes_are_what_the_bounds_say(void **state) {
    (void)state;
    const struct series *series = indicators_find(world.shipped, "division_lq");
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        const char *region = series->dimensions[0].members[point_keys(point)[0]].code;
        const char *division = series->dimensions[1].members[point_keys(point)[1]].code;
        bool expected = is_present(point) && point->value > 1.5 &&
                        value_of("division_share", region, division, point->year) >= 1;
        assert_true(is_present(find("division_node", region, division, point->year)) == expected);
    }
}

/* Where a total is missing nothing was counted, which is not zero. */
static void a_count_is_missing_where_nothing_could_be_counted(void **state) {
    (void)state;
    const struct point_value *point = find("division_node_count", "DE3", NULL, 2014);
    assert_true(point && !is_present(point));
    assert_non_null(strstr(point_reason(point), "would be estimated"));
}

/* The public services are not in the business statistics, agriculture neither: its ecosystem bears another name. */
static void ecosystems_of_regions_stay_inside_the_business_statistics(void **state) {
    (void)state;
    const struct series *series = indicators_find(world.shipped, "ecosystem_business_lq");
    assert_string_equal(series->dimensions[1].members[series_find_member(series, 1, "AF")].label,
                        "Agri-food, without agriculture");
    assert_true(value_of("ecosystem_business_lq", "EU28", "AF", 2014) == 1);
    assert_string_equal(point_reason(find("ecosystem_business_lq", "BE1", "HPS", 2014)), "all its sectors are left out");
    assert_non_null(strstr(point_reason(find("ecosystem_business_lq", "BE1", "TE", 2014)), "would be estimated"));
    assert_true(value_of("ecosystem_node_count", "BE1", NULL, 2014) == 1);
    assert_true(value_of("ecosystem_known", "BE1", NULL, 2014) == 8);
    assert_true(fabs(value_of("ecosystem_node", "BE1", "DI", 2014) - 1.846904) < 1e-6);
    assert_null(find("ecosystem_business_lq", "BE10", "DI", 2014)); /* tables do not show it */
}

/* The house index: the ten pilot regions have a value, the leader of the pilot's smaller regions is the published one. */
static void the_house_index_compares_the_pilot_regions(void **state) {
    (void)state;
    static const char *const pilots[] = { "BE3", "DED", "ES13", "FI1D", "FRB0", "FRE", "ITC1", "LT", "SE31", "SI" };
    for (size_t i = 0; i < sizeof pilots / sizeof *pilots; i++) {
        double value = value_of("industrial_change", pilots[i], NULL, 2020);
        assert_true(value > 0.2 && value < 0.6);
        assert_true(value_of("industrial_change_rank", pilots[i], "low", 2020) <=
                    value_of("industrial_change_rank", pilots[i], "high", 2020));
        assert_true(value < value_of("industrial_change", "BE31", NULL, 2020));
    }
    assert_true(is_present(find("industrial_change", "EU27_2020", NULL, 2020)));
    assert_true(is_present(find("industrial_change_dimension", "BE", "TECHNOLOGY", 2020)));
    /* six dimensions have data; the seventh is there without a value, and takes nothing from the index */
    double sum = 0;
    static const char *const dimensions[] = { "INNOVATION", "TECHNOLOGY", "DIGITALISATION", "INVESTMENT", "CREATIVITY", "ENTREPRENEURSHIP" };
    for (size_t i = 0; i < 6; i++) {
        sum += value_of("industrial_change_dimension", "BE3", dimensions[i], 2020);
    }
    assert_true(fabs(sum / 6 - value_of("industrial_change", "BE3", NULL, 2020)) < 1e-12);
    assert_true(find("industrial_change", "BE3", NULL, 2020)->flags == 0);
    assert_string_equal(point_reason(find("industrial_change_dimension", "BE3", "INTERNATIONALISATION", 2020)),
                        "no indicator of it is in the data");
    /* Walloon information and communication: 2 532.9 of 98 029 million EUR */
    assert_true(fabs(value_of("transition_indicators", "BE3", "INFO", 2020) - 100 * 2532.9 / 98029) < 1e-9);
}

static void shares_stay_inside_the_business_statistics(void **state) {
    (void)state;
    assert_true(value_of("employment_business", "BE1", NULL, 2014) == 374021);
    assert_true(value_of("employment_business", "EU28", NULL, 2014) == 135592763);
    double sum = 0;
    const struct series *series = indicators_find(world.shipped, "division_share");
    for (size_t i = 0; i < series->dimensions[1].count; i++) {
        sum += value_of("division_share", "BE", series->dimensions[1].members[i].code, 2014);
    }
    assert_true(fabs(sum - 100) < 1e-3);
}

static void every_member_state_has_all_ecosystems(void **state) {
    (void)state;
    size_t count;
    const char *const *codes = geo_members(world.geo, "EU28", &count);
    const struct series *series = indicators_find(world.shipped, "ecosystem_share");
    assert_int_equal(series->dimensions[1].count, 13);
    for (size_t i = 0; i <= count; i++) {
        const char *code = i < count ? codes[i] : "EU28";
        double sum = 0;
        for (size_t k = 0; k < series->dimensions[1].count; k++) {
            sum += value_of("ecosystem_share", code, series->dimensions[1].members[k].code, 2014);
        }
        assert_true(fabs(sum - 100) < 1e-9);
    }
}

static void the_group_row_is_marked_and_unranked(void **state) {
    (void)state;
    const struct series *series = indicators_find(world.shipped, "ecosystem_share");
    for (size_t i = 0; i < series->dimensions[1].count; i++) {
        const struct member *member = &series->dimensions[1].members[i];
        bool is_group = strcmp(member->code, "HPS") == 0;
        assert_true(member->ranked == !is_group);
        assert_true(member->flags == (is_group ? flag_bit('e') : 0));
    }
}

/* One division of EU-28 is not published: it is what its section leaves, and what rests on it is an estimate too. */
static void an_exact_remainder_is_flagged_and_passes_its_flag_on(void **state) {
    (void)state;
    const struct point_value *point = find("employment_division", "EU28", "C33", 2014);
    assert_true(is_present(point) && point->value == 1300000);
    assert_true((point->flags & flag_bit('e')) != 0);
    assert_true(point->input_count == 24);
    assert_true((find("ecosystem_share", "EU28", "AD", 2014)->flags & flag_bit('e')) != 0);
    assert_true(find("ecosystem_share", "BE", "AD", 2014)->flags == 0);
}

static void what_is_confidential_stays_missing_with_a_reason(void **state) {
    (void)state;
    const struct point_value *point = find("division_lq", "BE1", "C28", 2014);
    assert_true(point && point->status != VALUE_PRESENT && isnan(point->value));
    assert_non_null(point_reason(point));
    point = find("division_lq", "DE3", "G47", 2014);
    assert_true(point && point->status != VALUE_PRESENT);
    assert_non_null(strstr(point_reason(point), "would be estimated"));
}

static void dead_region_codes_are_left_out(void **state) {
    (void)state;
    assert_null(find("employment_division", "EL11", "C10", 2014));
    assert_null(find("employment_division", "ITD", "C10", 2014));
    assert_null(find("employment_group", "EU27", "A", 2014));
    assert_non_null(find("employment_group", "EU27_2007", "A", 2014));
}

static void survey_values_are_in_persons(void **state) {
    (void)state;
    assert_true(value_of("employment_group", "BE", "O-Q", 2014) == 1465200);
}

/* Pooled from regions, territory outside them included, the published country value comes out. */
static void pooled_rates_agree_with_published_ones(void **state) {
    (void)state;
    assert_true(value_of("gdp_per_head_recent", "BE", NULL, 2023) == 50600);
    assert_true(value_of("gdp_per_head_pooled", "BE", NULL, 2023) == 50600);
    assert_true(value_of("gdp_per_head_pooled", "IT", NULL, 2019) == value_of("gdp_per_head", "IT", NULL, 2019));
    assert_true(fabs(value_of("employment_rate", "BE", NULL, 2023) - 66.6) < 0.05);
    const struct point_value *lacking = find("employment_rate", "NL", NULL, 2023);
    assert_true(lacking && lacking->status != VALUE_PRESENT);
    assert_non_null(strstr(point_reason(lacking), "NL31"));
    assert_true(find("gdp_per_head_pooled", "BE", NULL, 2023)->input_count == 23);
}

/* Regions that hold little of a country may lack a value; it is then an estimate. Others may not. */
static void sector_shares_are_pooled_from_regions(void **state) {
    (void)state;
    double sum = 0;
    const struct series *series = indicators_find(world.shipped, "sector_share");
    for (size_t i = 0; i < series->dimensions[1].count; i++) {
        sum += value_of("sector_share", "EE", series->dimensions[1].members[i].code, 2024);
    }
    assert_true(sum > 99 && sum <= 100);
    const struct point_value *point = find("sector_share", "FI", "C", 2024);
    assert_true(is_present(point) && point->flags & flag_bit('e'));
    assert_int_equal(point->input_count, 8); /* four regions of five */
    assert_true(find("sector_share", "BE", "C", 2024)->flags == 0);
    point = find("sector_share", "BE", "A", 2024);
    assert_true(point && !is_present(point));
    assert_non_null(strstr(point_reason(point), "BE10"));
    assert_true(fabs(value_of("unemployment_rate", "ES", NULL, 2023) - 12.2) < 0.05);
}

static void changes_have_the_year_in_which_they_end(void **state) {
    (void)state;
    double now = value_of("employment_rate", "BE", NULL, 2024), then = value_of("employment_rate", "BE", NULL, 2014);
    assert_true(value_of("employment_rate_change", "BE", NULL, 2024) == now - then);
    assert_non_null(find("employment_rate_change", "NL", NULL, 2018));
    const struct point_value *point = find("employment_rate_change", "HR", NULL, 2024);
    assert_true(point && !is_present(point));
    double growth = value_of("gdp_per_head_growth", "BE", NULL, 2023);
    assert_true(fabs(36000 * pow(1 + growth / 100, 9) - 50600) < 150);
}

/* Lists that are the same in all regions are the country's; a country has what one of its regions has. */
static void presence_of_clusters(void **state) {
    (void)state;
    assert_true(value_of("cluster_presence", "BG", "TO", 2026) == 1);
    assert_string_equal(point_reason(find("cluster_presence", "BG31", "TO", 2026)), "there is one list for the whole of BG");
    assert_true(value_of("cluster_presence", "BE2", "TE", 2026) + value_of("cluster_presence", "BE1", "TE", 2026) <=
                2 * value_of("cluster_presence", "BE", "TE", 2026));
    assert_true(value_of("cluster_presence", "LT", "AF", 2026) == 0);
    assert_true(value_of("cluster_presence", "HR", "AD", 2026) == 1);
    assert_true(value_of("cluster_presence_count", "LT", NULL, 2026) == 3);
    assert_true(value_of("cluster_members", "BE", "share of cluster members: SMEs", 2022) == 77);
    assert_true(value_of("cluster_organisations_ecosystem", "BE", "HE", 2022) == 5);
}

static void scores_of_belgium_rest_on_its_descriptions(void **state) {
    (void)state;
    assert_true(value_of("maturity_total", "BE", NULL, 2022) == 7);
    const struct series *series = indicators_find(world.shipped, "maturity");
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        assert_true(!is_present(point) || point->value == 0 || point_evidence_count(point) > 0);
        assert_true(is_present(point) || point_reason(point));
    }
}

static void counts_have_their_year(void **state) {
    (void)state;
    assert_true(value_of("cluster_organisations", "BE", NULL, 2022) == 47);
    assert_null(find("cluster_organisations", "FR", NULL, 2022));
}

static const struct selection *ecosystems(enum selection_sort sort, size_t limit, bool ranked_only) {
    static const char *const columns[] = { "BE", "EU28" };
    static uint16_t keys[2];
    const struct selection_query query = { .series = indicators_find(world.shipped, "ecosystem_share"),
        .by = 1, .columns_of = 0, .columns = columns, .column_count = 2, .keys = keys, .sort = sort, .limit = limit,
        .ranked_only = ranked_only };
    return selection_make(world.arena, world.diag, world.geo, "en", &query, (struct source_pos){ 0 });
}

static void a_selection_sorts_limits_and_leaves_out_the_unranked(void **state) {
    (void)state;
    const struct selection *all = ecosystems(SORT_DESCENDING, 0, false);
    assert_int_equal(all->row_count, 13);
    assert_int_equal(all->year, 2014);
    assert_string_equal(all->rows[0].code, "HPS");
    const struct selection *top = ecosystems(SORT_DESCENDING, 3, true);
    assert_int_equal(top->row_count, 3);
    assert_string_equal(top->rows[0].code, "CO");
    assert_string_equal(top->rows[1].code, "RE");
    assert_string_equal(top->rows[2].code, "MTA");
    assert_true(selection_point(top, 0, 0)->value > selection_point(top, 1, 0)->value);
    assert_string_equal(ecosystems(SORT_ASCENDING, 0, false)->rows[0].code, "AD");
    assert_string_equal(ecosystems(SORT_NAME, 0, false)->rows[1].label, "Agri-food");
    assert_true(all->subject_row == SIZE_MAX && all->subject_column == SIZE_MAX);
}

static void the_hash_of_a_selection_follows_what_it_returns(void **state) {
    (void)state;
    assert_true(ecosystems(SORT_DESCENDING, 3, true)->hash == ecosystems(SORT_DESCENDING, 3, true)->hash);
    assert_true(ecosystems(SORT_DESCENDING, 3, true)->hash != ecosystems(SORT_DESCENDING, 4, true)->hash);
    assert_true(ecosystems(SORT_DESCENDING, 0, false)->hash != ecosystems(SORT_ASCENDING, 0, false)->hash);
}

static const struct selection *incomes(const char *const *rows, size_t count, int year) {
    const struct selection_query query = { .series = indicators_find(world.shipped, "gdp_per_head"), .by = 0,
        .rows = rows, .row_count = count, .columns_of = SIZE_MAX, .keys = (uint16_t[]){ 0 }, .sort = SORT_DESCENDING,
        .year = year };
    return selection_make(world.arena, world.diag, world.geo, "fr", &query, (struct source_pos){ 0 });
}

/* One year for all members, unless each its own is asked for. */
static void a_selection_has_one_year(void **state) {
    (void)state;
    static const char *const rows[] = { "BE", "XQ", "NL", "FR" };
    const struct selection *common = incomes(rows, 4, 0);
    assert_int_equal(common->year, 2014);
    assert_string_equal(common->rows[0].code, "NL");
    assert_string_equal(common->rows[1].label, "Belgique");
    assert_string_equal(common->rows[3].code, "XQ");
    assert_null(selection_point(common, 3, 0));
    const struct selection *each = incomes(rows, 4, YEAR_LATEST_EACH);
    assert_int_equal(each->year, 0);
    assert_string_equal(each->rows[0].code, "BE");
    assert_int_equal(selection_point(each, 0, 0)->year, 2023);
    assert_int_equal(incomes(rows, 1, 0)->year, 2023);
}

/* [selection-empty] */
static void an_empty_selection_says_so(void **state) {
    (void)state;
    struct diag *own = diag_new(world.arena);
    static const char *const rows[] = { "XQ" };
    const struct selection_query query = { .series = indicators_find(world.shipped, "gdp_per_head"), .by = 0,
        .rows = rows, .row_count = 1, .columns_of = SIZE_MAX, .keys = (uint16_t[]){ 0 } };
    const struct selection *empty =
        selection_make(world.arena, own, world.geo, "en", &query, (struct source_pos){ 0 });
    assert_int_equal(empty->row_count, 1);
    assert_int_equal(diag_count(own, DIAG_WARNING), 1);
}

static void a_selection_prints_as_text(void **state) {
    (void)state;
    struct buffer out = buffer_new(world.arena);
    selection_dump(ecosystems(SORT_DESCENDING, 1, true), &out);
    assert_string_equal(out.data, "selection ecosystem_share, 2014\n"
                                  "  column BE \"Belgium\"\n"
                                  "  column EU28 \"EU-28\"\n"
                                  "  CO \"Construction\": 14.928653 | 13.137688 deu\n");
}

static void ranks_are_competition_ranks(void **state) {
    (void)state;
    const struct series *series = indicators_find(world.shipped, "gdp_per_head");
    static const char *const codes[] = { "BE", "FR", "IT", "IE", "HR", "XQ" };
    bool joint;
    size_t among;
    const struct point_value *point = find("gdp_per_head", "FR", NULL, 2023);
    assert_int_equal(series_rank(series, point, 0, codes, 6, &joint, &among), 3);
    assert_int_equal(among, 5);
    assert_false(joint);
    point = find("ecosystem_share", "BE", "CO", 2014);
    assert_int_equal(series_rank(point_series(point), point, 1, NULL, 0, &joint, &among), 1);
    assert_int_equal(among, 12);
    point = find("cluster_organisations_ecosystem", "BE", "CO", 2022); /* 5 4 3, then four with 2 */
    assert_int_equal(series_rank(point_series(point), point, 1, NULL, 0, &joint, &among), 4);
    assert_true(joint);
    assert_int_equal(among, 10);
    point = find("cluster_organisations_ecosystem", "BE", "AD", 2022);
    assert_int_equal(series_rank(point_series(point), point, 1, NULL, 0, &joint, &among), 8);
    point = find("employment_rate", "NL", NULL, 2023);
    assert_int_equal(series_rank(point_series(point), point, 0, codes, 6, &joint, &among), 0);
}

static void explain_leads_to_the_line_of_the_file(void **state) {
    (void)state;
    struct buffer out = buffer_new(world.arena);
    const struct point_value *point = find("division_lq", "BE3", "C21", 2014);
    point_explain(point, 0, &out);
    assert_non_null(strstr(out.data, "division_lq BE3 C21 2014 = 4.775828 [ratio]\n"));
    assert_non_null(strstr(out.data, "<- data/eurostat/sbs_r_nuts06_r2.V16110.tsv.gz:8322:19 \"13058 \", "
                                     "Eurostat (sbs_r_nuts06_r2)\n"));
    assert_ptr_equal(indicators_point(world.shipped, point_id(point)), point);
}

/* Ids follow the order of the series, and lead back to the points; what series share they share. */
static void points_are_found_by_their_ids(void **state) {
    (void)state;
    uint32_t last = 0;
    for (size_t i = 0; i < indicators_count(world.shipped); i++) {
        const struct series *series = indicators_at(world.shipped, i);
        for (size_t k = 0; k < series->count; k++) {
            assert_int_equal(point_id(&series->points[k]), ++last);
        }
        if (series->count > 0) {
            const struct point_value *middle = &series->points[series->count / 2];
            assert_ptr_equal(indicators_point(world.shipped, point_id(middle)), middle);
            assert_ptr_equal(indicators_point(world.shipped, last), &series->points[series->count - 1]);
            assert_ptr_equal(series_find(series, point_keys(middle), middle->year), middle);
        }
    }
    const struct series *one = indicators_find(world.shipped, "employment_region");
    const struct series *other = indicators_find(world.shipped, "unemployment_region");
    assert_ptr_equal(one->dimensions[0].members, other->dimensions[0].members);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_indicators_are_without_fault),
        cmocka_unit_test(location_quotients_agree_with_the_textbook),
        cmocka_unit_test(nodes_of_belgium_in_2014),
        cmocka_unit_test(nodes_are_what_the_bounds_say),
        cmocka_unit_test(a_count_is_missing_where_nothing_could_be_counted),
        cmocka_unit_test(ecosystems_of_regions_stay_inside_the_business_statistics),
        cmocka_unit_test(the_house_index_compares_the_pilot_regions),
        cmocka_unit_test(shares_stay_inside_the_business_statistics),
        cmocka_unit_test(every_member_state_has_all_ecosystems),
        cmocka_unit_test(the_group_row_is_marked_and_unranked),
        cmocka_unit_test(an_exact_remainder_is_flagged_and_passes_its_flag_on),
        cmocka_unit_test(what_is_confidential_stays_missing_with_a_reason),
        cmocka_unit_test(dead_region_codes_are_left_out),
        cmocka_unit_test(survey_values_are_in_persons),
        cmocka_unit_test(pooled_rates_agree_with_published_ones),
        cmocka_unit_test(sector_shares_are_pooled_from_regions),
        cmocka_unit_test(changes_have_the_year_in_which_they_end),
        cmocka_unit_test(presence_of_clusters),
        cmocka_unit_test(scores_of_belgium_rest_on_its_descriptions),
        cmocka_unit_test(counts_have_their_year),
        cmocka_unit_test(a_selection_sorts_limits_and_leaves_out_the_unranked),
        cmocka_unit_test(the_hash_of_a_selection_follows_what_it_returns),
        cmocka_unit_test(a_selection_has_one_year),
        cmocka_unit_test(an_empty_selection_says_so),
        cmocka_unit_test(a_selection_prints_as_text),
        cmocka_unit_test(ranks_are_competition_ranks),
        cmocka_unit_test(explain_leads_to_the_line_of_the_file),
        cmocka_unit_test(points_are_found_by_their_ids),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
