#include "messages.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "geo/project.h"
#include "geo/ring.h"

/* A folder of its own with a geo.yaml that names shapes.geojson, which the test writes. */
struct folder {
    struct arena *arena;
    struct diag *diag;
    char path[64];
};

static void write_file(const struct folder *folder, const char *name, const char *text) {
    FILE *file = fopen(arena_print(folder->arena, "%s/%s", folder->path, name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int folder_open(void **state) {
    struct folder *folder = calloc(1, sizeof *folder);
    folder->arena = arena_new();
    folder->diag = diag_new(folder->arena);
    strcpy(folder->path, P_tmpdir "/geo_shape_test_XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    write_file(folder, "codes.csv", "code,name\nXA,A\nXB,B\nXA1,One\nXA2,Two\n");
    *state = folder;
    return 0;
}

static int folder_close(void **state) {
    struct folder *folder = *state;
    static const char *const names[] = { "codes.csv", "geo.yaml", "shapes.geojson", "more.geojson" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(arena_print(folder->arena, "%s/%s", folder->path, names[i]));
    }
    rmdir(folder->path);
    arena_close(folder->arena);
    free(folder);
    return 0;
}

static const char *const metres = "\"crs\": {\"name\": \"EPSG::3035\"}";

static const struct geo *read_with(struct folder *folder, const char *text, const char *more_keys) {
    write_file(folder, "geo.yaml",
               arena_print(folder->arena,
                           "version: \"1\"\ncodes:\n  - {path: codes.csv, version: \"1\", code: code, name: name}\n"
                           "shapes:\n  - {level: 0, path: shapes.geojson}\n%s",
                           more_keys));
    write_file(folder, "shapes.geojson", text);
    return geo_read(folder->arena, folder->diag, folder->path, "geo.yaml");
}

/* One region with these coordinates of a polygon. */
static const struct geo *read_polygon(struct folder *folder, const char *coordinates) {
    return read_with(folder,
                     arena_print(folder->arena,
                                 "{\"features\": [\n{\"id\": \"XA\", \"geometry\": {\"type\": \"Polygon\", "
                                 "\"coordinates\":\n%s}}], %s}",
                                 coordinates, metres),
                     "");
}

static const char *messages(const struct folder *folder) {
    return said_in(folder->arena, folder->diag);
}

static void assert_said(void **state, const char *coordinates, const char *place, const char *what) {
    struct folder *folder = *state;
    folder->diag = diag_new(folder->arena);
    read_polygon(folder, coordinates);
    if (!strstr(messages(folder), place) || !strstr(messages(folder), what)) {
        fail_msg("%s: wanted %s %s, got %s", coordinates, place, what, messages(folder));
    }
}

/* [geo-bad-shape] [geo-ring-crosses] */
static void hostile_geometry_is_answered_with_a_position(void **state) {
    assert_said(state, "[[[0,0],[NaN,0],[1,1],[0,0]]]", "shapes.geojson:3:10: error", "XA: a number is wanted");
    assert_said(state, "[[[0,0],[1e999,0],[1,1],[0,0]]]", "shapes.geojson:3:10: error", "a number is wanted");
    assert_said(state, "[[[0,0],[-,0],[1,1],[0,0]]]", "shapes.geojson:3:10: error", "a number is wanted");
    assert_said(state, "[[[0,0],[1],[1,1],[0,0]]]", "shapes.geojson:3:9: error", "two numbers");
    assert_said(state, "[[[0,0],[1e9,1],[1,1],[0,0]]]", "shapes.geojson:3:9: error", "outside the world");
    assert_said(state, "[[[0,0],[1,1],[0,0]]]", "shapes.geojson:3:2: error", "four positions");
    assert_said(state, "[[[0,0],[1,0],[1,1],[0,1]]]", "shapes.geojson:3:2: error", "does not end where it begins");
    assert_said(state, "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]", "shapes.geojson:3:2: warning", "geo-ring-crosses");
    assert_said(state, "[]", "error", "the geometry is empty");
    assert_said(state, "[[]]", "shapes.geojson:3:2: error", "four positions");
    assert_said(state, "7", "shapes.geojson:3:1: error", "a list is wanted");
    assert_said(state, "[[[0,0],[1,0],[1,1]", "error", "geo-bad-shape");
}

static void broken_files_are_left_out(void **state) {
    struct folder *folder = *state;
    static const char *const files[] = { "", "[]", "{", "{\"features\": 3}", "{\"features\": []}", "{\"features\": [{}]",
                                         "{\"features\": [{\"id\": \"XA\", \"geometry\": null}]}", "\"text", "{\"a\"}" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        folder->diag = diag_new(folder->arena);
        const struct geo *geo = read_with(folder, files[i], "");
        assert_null(geo_shape(geo, "XA"));
        assert_non_null(strstr(messages(folder), "geo-bad-shape"));
    }
}

static void deep_nesting_is_refused(void **state) {
    struct folder *folder = *state;
    char *deep = arena_alloc(folder->arena, 100001);
    memset(deep, '[', 100000);
    read_with(folder, arena_print(folder->arena, "{\"features\": %s", deep), "");
    assert_non_null(strstr(messages(folder), "nested too deep"));
}

/* [geo-bad-projection] [geo-bad-inset] */
static void projections_and_insets_are_checked(void **state) {
    struct folder *folder = *state;
    read_with(folder, "{\"features\": [], \"crs\": {\"name\": \"EPSG::4258\"}}",
              "insets:\n  - {codes: [XQ]}\n  - {name: no codes}\n  - {codes: [XA1], magnify: 3}\n");
    assert_non_null(strstr(messages(folder), "geo-bad-projection"));
    assert_non_null(strstr(messages(folder), "geo.yaml:7:5: error"));
    assert_non_null(strstr(messages(folder), "geo-bad-inset"));
}

static void a_hole_is_known_as_one(void **state) {
    struct folder *folder = *state;
    const struct geo *geo =
        read_polygon(folder, "[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[30,30],[60,30],[60,60],[30,60],[30,30]]]");
    const struct shape *shape = geo_shape(geo, "XA");
    assert_non_null(shape);
    assert_true(shape_read(shape, folder->diag));
    assert_int_equal(shape->count, 2);
    assert_false(shape->rings[0].hole);
    assert_true(shape->rings[1].hole);
    double clear;
    struct point inner = shape_inner_point(shape, 0, &clear);
    assert_false(ring_contains(shape->rings[1], inner));
    assert_true(clear > 14);
    assert_int_equal(diag_count(folder->diag, DIAG_LEVEL_COUNT), 0);
}

static bool has_point(struct ring ring, struct point point) {
    for (size_t i = 0; i < ring.count; i++) {
        if (fabs(ring.points[i].x - point.x) < 1e-6 && fabs(ring.points[i].y - point.y) < 1e-6) {
            return true;
        }
    }
    return false;
}

/* Two neighbours with a ragged line between them, one of which runs along it the other way. */
static void a_shared_line_stays_shared(void **state) {
    struct folder *folder = *state;
    struct buffer up = buffer_new(folder->arena), down = buffer_new(folder->arena);
    for (int i = 0; i <= 100; i++) {
        buffer_print(&up, ",[%d,%d]", 1000 + 7 * (i * 37 % 11), 10 * i);
        buffer_print(&down, ",[%d,%d]", 1000 + 7 * ((100 - i) * 37 % 11), 10 * (100 - i));
    }
    const char *text = arena_print(folder->arena,
                                   "{\"features\": [{\"id\": \"XA\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\": "
                                   "[[[0,0]%s,[0,1000],[0,0]]]}}, {\"id\": \"XB\", \"geometry\": {\"type\": \"Polygon\", "
                                   "\"coordinates\": [[[2000,1000]%s,[2000,0],[2000,1000]]]}}], %s}",
                                   up.data, down.data, metres);
    const struct geo *geo = read_with(folder, text, "");
    assert_true(shape_read(geo_shape(geo, "XA"), folder->diag) && shape_read(geo_shape(geo, "XB"), folder->diag));
    struct ring a = ring_detail(folder->arena, geo_shape(geo, "XA")->rings[0], 25);
    struct ring b = ring_detail(folder->arena, geo_shape(geo, "XB")->rings[0], 25);
    assert_true(a.count > 6 && a.count < 90);
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        assert_true(a.points[i].x < 1 || has_point(b, a.points[i]));
    }
}

static void an_island_stays_a_triangle(void **state) {
    struct folder *folder = *state;
    const struct geo *geo = read_polygon(folder, "[[[5,0],[9,1],[10,5],[9,9],[5,10],[1,9],[0,5],[1,1],[5,0]]]");
    assert_true(shape_read(geo_shape(geo, "XA"), folder->diag));
    struct ring coarse = ring_detail(folder->arena, geo_shape(geo, "XA")->rings[0], 1e6);
    assert_int_equal(coarse.count, 4);
    assert_true(ring_area(coarse) > 10);
}

/* Check values: EPSG guidance note 7-2, example of method 9820. */
static void degrees_become_metres_and_come_back(void **state) {
    (void)state;
    const struct laea europe = laea_europe();
    struct point metres_there = laea_project(&europe, (struct point){ 5, 50 });
    assert_true(fabs(metres_there.x - 3962799.45) < 0.01 && fabs(metres_there.y - 2999718.85) < 0.01);
    struct point back = laea_locate(&europe, metres_there);
    assert_true(fabs(back.x - 5) < 1e-8 && fabs(back.y - 50) < 1e-8);
    struct point centre = laea_project(&europe, (struct point){ 10, 52 });
    assert_true(fabs(centre.x - 4321000) < 1e-3 && fabs(centre.y - 3210000) < 1e-3);
}

static void a_file_in_degrees_is_projected(void **state) {
    struct folder *folder = *state;
    const struct geo *geo =
        read_with(folder, "{\"features\": [{\"id\": \"XA\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\": "
                          "[[[5,50],[6,50],[6,51],[5,50]]]}}]}", "");
    const struct shape *shape = geo_shape(geo, "XA");
    assert_non_null(shape);
    assert_true(shape_read(shape, folder->diag));
    assert_true(fabs(shape->rings[0].points[0].x - 3962799.45) < 0.01);
    folder->diag = diag_new(folder->arena);
    read_with(folder, "{\"features\": [{\"id\": \"XA\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\": "
                      "[[[5,50],[6,95],[6,51],[5,50]]]}}]}", "");
    assert_non_null(strstr(messages(folder), "outside the world"));
}

/* More points than any map needs: refused where the limit is passed, in time that grows with the points only. */
static void ten_million_points_are_refused(void **state) {
    struct folder *folder = *state;
    read_with(folder, "{\"features\": []}", "");
    folder->diag = diag_new(folder->arena);
    FILE *file = fopen(arena_print(folder->arena, "%s/shapes.geojson", folder->path), "w");
    assert_non_null(file);
    fputs("{\"features\": [{\"id\": \"XA\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\":\n[[", file);
    for (int i = 0; i < 10000000; i++) {
        fputs("[1,2],", file);
    }
    fputs("[1,2]]]}}]}\n", file);
    assert_int_equal(fclose(file), 0);
    const struct geo *geo = geo_read(folder->arena, folder->diag, folder->path, "geo.yaml");
    assert_null(geo_shape(geo, "XA"));
    assert_non_null(strstr(messages(folder), "shapes.geojson:2:2: error"));
    assert_non_null(strstr(messages(folder), "XA: too many points"));
}

static const char *squares(const struct folder *folder, const char *before, int shift) {
    return arena_print(folder->arena,
                       "%s{\"features\": [\n{\"id\": \"XA\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\": "
                       "[[[0,0],[90,0],[9%d,90],[0,90],[0,0]]]}},\n{\"id\": \"XB\", \"geometry\": {\"coordinates\": "
                       "[[[[200,0],[290,0],[290,90],[200,0]]]], \"type\": \"MultiPolygon\"}}], %s}",
                       before, shift, metres);
}

static void points_are_there_when_asked_for(void **state) {
    struct folder *folder = *state;
    const struct geo *geo = read_with(folder, squares(folder, "\xEF\xBB\xBF", 0), "");
    const struct shape *a = geo_shape(geo, "XA"), *b = geo_shape(geo, "XB");
    assert_int_equal(a->rings[0].count, 5);
    assert_null(a->rings[0].points);
    assert_true(a->bounds.width >= 90 && a->bounds.width <= 90);
    for (int document = 0; document < 100; document++) { /* more than any number that is waited for */
        geo_forget(geo);
        assert_true(shape_read(document < 50 ? a : b, folder->diag));
        assert_true((document < 50 ? a : b)->rings[0].points[1].y < 1);
        assert_non_null((document < 50 ? a : b)->rings[0].weights);
    }
    geo_share(geo);
    assert_non_null(a->rings[0].weights);
    assert_int_equal(diag_count(folder->diag, DIAG_LEVEL_COUNT), 0);
}

/* The quick way and the careful one, which a blank calls, read the same. */
static void a_number_is_read_the_same_either_way(void **state) {
    struct folder *folder = *state;
    static const char *const numbers[] = { "0", "-7", "6467380.1095", "1643361.669399999", "-0.5", "3.14159265358979323846",
                                           "2.50", "12.0000000000000001", "0.000001", "29999999.9999999999" };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        static const char form[] = "[[[%s%s,1],[5,2],[7,%s%s],[%s%s,1]]]";
        struct point found[2];
        for (int careful = 0; careful < 2; careful++) {
            const char *blank = careful ? " " : "";
            const struct geo *geo = read_polygon(folder, arena_print(folder->arena, form, blank, numbers[i], blank, numbers[i], blank, numbers[i]));
            const struct shape *shape = geo_shape(geo, "XA");
            assert_non_null(shape);
            assert_true(shape_read(shape, folder->diag));
            found[careful] = (struct point){ shape->rings[0].points[0].x, shape->rings[0].points[2].y };
        }
        assert_memory_equal(&found[0], &found[1], sizeof found[0]);
        assert_true(fabs(found[0].x - strtod(numbers[i], NULL)) <= 1e-9 * fabs(found[0].x));
    }
}

/* [geo-changed] */
static void a_file_changed_since_is_said(void **state) {
    struct folder *folder = *state;
    const struct geo *geo = read_with(folder, squares(folder, "", 0), "");
    write_file(folder, "shapes.geojson", squares(folder, "  ", 1));
    assert_false(shape_read(geo_shape(geo, "XA"), folder->diag));
    assert_false(shape_read(geo_shape(geo, "XA"), folder->diag));
    assert_null(geo_shape(geo, "XA")->rings[0].points);
    assert_non_null(strstr(messages(folder), "shapes.geojson: error: the file was changed"));
    assert_int_equal(diag_count(folder->diag, DIAG_LEVEL_COUNT), 1);
    geo = read_with(folder, squares(folder, "", 0), "");
    unlink(arena_print(folder->arena, "%s/shapes.geojson", folder->path));
    folder->diag = diag_new(folder->arena);
    assert_false(shape_read(geo_shape(geo, "XB"), folder->diag));
    assert_non_null(strstr(messages(folder), "[geo-changed]"));
}

/* The line and its caret are shown though the text is not kept, of a long line the part around the place. */
static void faults_show_their_line(void **state) {
    struct folder *folder = *state;
    struct buffer line = buffer_new(folder->arena);
    for (int i = 0; i < 500; i++) {
        buffer_print(&line, "[%d,0],", i);
    }
    read_polygon(folder, arena_print(folder->arena, "[[%s[1,NaN],[0,0]]]", line.data));
    const char *said = messages(folder);
    assert_non_null(strstr(said, arena_print(folder->arena, "shapes.geojson:3:%zu: error", line.size + 6)));
    assert_non_null(strstr(said, "[498,0],[499,0],[1,NaN],[0,0]]]}}], \"crs\""));
    assert_non_null(strstr(said, " ^\n"));
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_open, folder_close)
    const struct CMUnitTest tests[] = {
        CASE(hostile_geometry_is_answered_with_a_position),
        CASE(broken_files_are_left_out),
        CASE(deep_nesting_is_refused),
        CASE(projections_and_insets_are_checked),
        CASE(a_hole_is_known_as_one),
        CASE(a_shared_line_stays_shared),
        CASE(an_island_stays_a_triangle),
        CASE(degrees_become_metres_and_come_back),
        CASE(a_file_in_degrees_is_projected),
        CASE(ten_million_points_are_refused),
        CASE(points_are_there_when_asked_for),
        CASE(a_number_is_read_the_same_either_way),
        CASE(a_file_changed_since_is_said),
        CASE(faults_show_their_line),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
