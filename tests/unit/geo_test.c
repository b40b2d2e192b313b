#include "world.h"

#include "base/file.h"
#include "geo/region.h"

static int open_shipped(void **state) {
    set_up_plain(state);
    struct world *world = *state;
    world->geo = geo_read(world->arena, world->diag, "..", "data/geo/geo.yaml");
    return 0;
}

static void the_shipped_regions_are_without_fault(void **state) {
    const struct world *world = *state;
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    assert_true(geo_hash(world->geo) != 0);
    size_t count;
    assert_non_null(geo_files(world->geo, &count));
    assert_true(count >= 6);
}

static void names_come_from_the_house_the_countries_or_the_codes(void **state) {
    const struct geo *geo = ((struct world *)*state)->geo;
    assert_string_equal(geo_find(geo, "BE2")->name, "Flanders");
    assert_string_equal(geo_find(geo, "BE2")->native, "Vlaams Gewest");
    assert_string_equal(geo_find(geo, "EL")->name, "Greece");
    assert_string_equal(geo_name(geo, "EL", "de"), "Griechenland");
    assert_string_equal(geo_name(geo, "BE2", "de"), "Flanders");
    assert_string_equal(geo_find(geo, "DE3")->name, "Berlin");
    assert_string_equal(geo_name(geo, "EU28", "en"), "EU-28");
    assert_string_equal(geo_name(geo, "nowhere", "en"), "nowhere");
    assert_null(geo_find(geo, "EU27"));
}

static void versions_do_not_mix(void **state) {
    const struct geo *geo = ((struct world *)*state)->geo;
    assert_true(geo_has_version(geo, "HU10", "2013"));
    assert_false(geo_has_version(geo, "HU10", "2021"));
    assert_false(geo_has_version(geo, "HU11", "2013"));
    assert_true(geo_has_version(geo, "HU11", "2021"));
    assert_true(geo_has_version(geo, "HU", "2021"));
    assert_null(geo_find(geo, "EL11"));
    const struct region *region = geo_find(geo, "FR7");
    assert_string_equal(region->name, "Centre-East");
    assert_ptr_equal(geo_country(geo, region), geo_find(geo, "FR"));
}

static size_t display_count(const struct geo *geo, const char *code) {
    size_t count;
    geo_display_regions(geo, geo_find(geo, code), &count);
    return count;
}

static void countries_show_the_regions_of_their_declared_level(void **state) {
    const struct geo *geo = ((struct world *)*state)->geo;
    assert_int_equal(display_count(geo, "BE"), 3);
    assert_int_equal(display_count(geo, "DE"), 16);
    assert_int_equal(display_count(geo, "RO"), 8);
    assert_int_equal(display_count(geo, "MT"), 1);
    assert_int_equal(display_count(geo, "JP"), 1);
    size_t count;
    const struct region *const *regions = geo_display_regions(geo, geo_find(geo, "BE"), &count);
    assert_string_equal(regions[0]->code, "BE1");
    assert_string_equal(regions[2]->code, "BE3");
}

static void every_member_state_has_at_most_sixteen_rows(void **state) {
    const struct geo *geo = ((struct world *)*state)->geo;
    size_t members;
    const char *const *codes = geo_members(geo, "EU27_2020", &members);
    assert_int_equal(members, 27);
    for (size_t i = 0; i < members; i++) {
        assert_string_equal(geo_find(geo, codes[i])->group, "EU27");
        assert_true(display_count(geo, codes[i]) <= 16);
    }
    geo_members(geo, "EU28", &members);
    assert_int_equal(members, 28);
}

static void extra_regio_codes_are_known_but_not_listed(void **state) {
    const struct geo *geo = ((struct world *)*state)->geo;
    assert_true(geo_is_extra_regio(geo_find(geo, "DKZZ")));
    assert_false(geo_is_extra_regio(geo_find(geo, "DK01")));
    assert_false(geo_is_extra_regio(geo_find(geo, "DK")));
    size_t count;
    const struct region *const *regions = geo_level(geo, 2, &count);
    for (size_t i = 0; i < count; i++) {
        assert_false(geo_is_extra_regio(regions[i]));
        assert_true(i == 0 || strcmp(regions[i - 1]->code, regions[i]->code) < 0);
    }
}

static void shapes_have_bounds_in_metres(void **state) {
    const struct geo *geo = ((struct world *)*state)->geo;
    const struct shape *shape = geo_shape(geo, "BE");
    assert_non_null(shape);
    assert_true(shape->bounds.x > 3.7e6 && shape->bounds.x + shape->bounds.width < 4.1e6);
    assert_true(shape->bounds.y > 2.9e6 && shape->bounds.y + shape->bounds.height < 3.2e6);
    assert_null(geo_shape(geo, "JP"));
    size_t count;
    geo_shapes(geo, 0, &count);
    assert_int_equal(count, 37);
    assert_non_null(strstr(geo_notice(geo), "EuroGeographics"));
}

/* A square with points along its sides and a dent of 3. */
static void a_ring_keeps_what_lies_beyond_the_tolerance(void **state) {
    const struct world *world = *state;
    const struct point points[] = { { 0, 0 }, { 50, 0.5 }, { 100, 0 }, { 97, 50 }, { 100, 100 },
                                    { 50, 100 }, { 0, 100 }, { 0.2, 50 }, { 0, 0 } };
    struct ring ring = { .points = points, .count = sizeof points / sizeof *points };
    struct ring coarse = ring_simplify(world->arena, ring, 5);
    assert_int_equal(coarse.count, 5);
    struct ring fine = ring_simplify(world->arena, ring, 1);
    assert_int_equal(fine.count, 6);
    assert_true(fine.points[2].x == 97);
    struct ring least = ring_simplify(world->arena, ring, 1e6);
    assert_true(least.count >= 4);
    assert_true(least.points[0].x == 0 && least.points[least.count - 1].x == 0);
}

static void nowhere_has_no_regions(void **state) {
    (void)state;
    const struct geo *geo = geo_empty();
    size_t count;
    assert_null(geo_find(geo, "BE"));
    assert_null(geo_shape(geo, "BE"));
    assert_string_equal(geo_name(geo, "BE", "en"), "BE");
    geo_level(geo, 0, &count);
    assert_int_equal(count, 0);
}

static const char *messages_of(const char *folder) {
    static char text[4096];
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    geo_read(arena, diag, folder, "geo.yaml");
    struct buffer out = buffer_new(arena);
    diag_print(diag, &out);
    text[0] = '\0';
    strncat(text, out.data ? out.data : "", sizeof text - 1);
    arena_close(arena);
    return text;
}

/* [geo-empty] [geo-missing-column] [geo-unknown-code] [geo-bad-level] [geo-bad-shape] */
static void faults_are_named(void **state) {
    (void)state;
    const char *faulty = messages_of("unit/geo-faulty");
    assert_non_null(strstr(faulty, "aggregates-synthetic.csv:2: error"));
    assert_non_null(strstr(faulty, "XQ [geo-unknown-code]"));
    assert_non_null(strstr(faulty, "display-synthetic.csv:2:4: error"));
    assert_non_null(strstr(faulty, "many [geo-bad-level]"));
    assert_non_null(strstr(faulty, "names-synthetic.csv:1: error"));
    assert_non_null(strstr(faulty, "name [geo-missing-column]"));
    assert_non_null(strstr(faulty, "shapes-synthetic.geojson:3:116: error"));
    assert_non_null(strstr(faulty, "XB: a number is wanted [geo-bad-shape]"));
    assert_null(strstr(faulty, "[geo-empty]"));
    assert_non_null(strstr(messages_of("unit/geo-empty"), "[geo-empty]"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_regions_are_without_fault),
        cmocka_unit_test(names_come_from_the_house_the_countries_or_the_codes),
        cmocka_unit_test(versions_do_not_mix),
        cmocka_unit_test(countries_show_the_regions_of_their_declared_level),
        cmocka_unit_test(every_member_state_has_at_most_sixteen_rows),
        cmocka_unit_test(extra_regio_codes_are_known_but_not_listed),
        cmocka_unit_test(shapes_have_bounds_in_metres),
        cmocka_unit_test(a_ring_keeps_what_lies_beyond_the_tolerance),
        cmocka_unit_test(nowhere_has_no_regions),
        cmocka_unit_test(faults_are_named),
    };
    return cmocka_run_group_tests(tests, open_shipped, tear_down);
}
