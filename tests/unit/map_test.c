/* Maps of every country of the shipped boundaries, in all widths and ways: labels neither touch nor leave the frame,
 * leaders never cross, missing land has diagonals. */
#include "world.h"

#include "chart/chart.h"
#include "drawing/drawing.h"
#include "geo/region.h"
#include "indicator/selection.h"

static int set_up(void **state) {
    set_up_theme(state);
    struct world *world = *state;
    world->geo = geo_read(world->arena, world->diag, "..", "data/geo/geo.yaml");
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    return 0;
}

/* Every how manieth region has no value; 0: all have one. */
static const struct selection *select_regions(struct world *world, int level, const char *within, size_t gaps) {
    size_t count;
    const struct shape *const *shapes = geo_shapes(world->geo, level, &count);
    struct series *series = arena_alloc(world->arena, sizeof *series);
    *series = (struct series){ .name = "synthetic", .title = "Synthetic", .unit = "EUR" };
    struct selection *selection = arena_alloc(world->arena, sizeof *selection);
    *selection = (struct selection){ .series = series, .column_count = 1, .year = 2014, .subject_column = SIZE_MAX,
                                     .subject_row = SIZE_MAX };
    selection->rows = arena_array(world->arena, count, sizeof *selection->rows);
    selection->columns = arena_array(world->arena, 1, sizeof *selection->columns);
    selection->columns[0] = (struct selection_member){ "C0", "Value", NULL, true, 0 };
    selection->points = arena_array(world->arena, count, sizeof *selection->points);
    series_make_points(world->arena, series, count);
    for (size_t i = 0; i < count; i++) {
        const char *code = shapes[i]->code;
        if (strncmp(code, within, strlen(within)) != 0) {
            continue;
        }
        size_t row = selection->row_count++;
        bool missing = gaps > 0 && row % gaps == gaps - 1;
        selection->rows[row] = (struct selection_member){ code, geo_name(world->geo, code, "en"), NULL, true, 0 };
        struct point_value *point = &series->points[row];
        point->year = 2014;
        point->value = missing ? NAN : 12000 + 917 * (double)(row * 37 % 53);
        point->status = missing ? VALUE_MISSING : VALUE_PRESENT;
        selection->points[row] = point;
    }
    return selection;
}

static const struct drawing *draw(struct world *world, struct diag *diag, double width,
                                  const struct selection *selection, const struct chart_option options[2]) {
    struct chart_tools tools = { world->theme, world->shaper, world->geo };
    struct chart_spec spec = { .kind = "map", .width = width, .selection = selection, .language = "en",
                               .options = options, .option_count = 2 };
    return chart_draw(world->arena, diag, &tools, &spec);
}

static double cross(struct point a, struct point b, struct point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Leaders are the only lines of two points in ink 0.6. */
static size_t find_leaders(const struct drawing *drawing, const struct drawing_op *leaders[16]) {
    size_t count, found = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count && found < 16; i++) {
        bool thin = ops[i].kind == DRAW_STROKE && ops[i].stroke.width > 0.59 && ops[i].stroke.width < 0.61;
        if (thin && ops[i].path.point_count == 2 && ops[i].stroke.colour.red < 0.5) {
            leaders[found++] = &ops[i];
        }
    }
    return found;
}

static bool leaders_cross(const struct drawing *drawing) {
    const struct drawing_op *leaders[16];
    size_t count = find_leaders(drawing, leaders);
    assert_true(count <= 4);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct point *a = leaders[i]->path.points, *b = leaders[k]->path.points;
            if (cross(a[0], a[1], b[0]) * cross(a[0], a[1], b[1]) < 0 &&
                cross(b[0], b[1], a[0]) * cross(b[0], b[1], a[1]) < 0) {
                return true;
            }
        }
    }
    return false;
}

static size_t check(struct world *world, int level, const char *code, double width) {
    static const char *const ways[][2] = { { "labels", "both" }, { "labels", "values" }, { "mark", "circle" },
                                           { "classes", "continuous" } };
    size_t faults = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct diag *diag = diag_new(world->arena);
        const struct chart_option options[] = { { .key = ways[i][0], .value = ways[i][1] },
                                                { .key = "count", .value = i % 2 ? "7" : "5" } };
        const struct drawing *drawing = draw(world, diag, width, select_regions(world, level, code, i ? i + 1 : 0), options);
        const char *said = said_in(world->arena, diag);
        if (!drawing || strstr(said, "[chart-label-overlap]") || strstr(said, "[chart-label-outside]") ||
            strstr(said, "[chart-bad-option]") || leaders_cross(drawing) || !*drawing_alternative(drawing)) {
            print_error("level %d of %s at %.0f pt, %s %s: %s\n", level, code, width, ways[i][0], ways[i][1], said);
            faults++;
        }
    }
    return faults;
}

static void every_country_has_a_map(void **state) {
    struct world *world = *state;
    static const double widths[] = { 481.9, 317.5, 235.3 };
    size_t count, faults = 0;
    const struct shape *const *countries = geo_shapes(world->geo, 0, &count);
    for (size_t i = 0; i < count; i++) {
        for (int level = 0; level <= 2; level++) {
            faults += check(world, level, countries[i]->code, widths[i % 3]);
        }
    }
    assert_int_equal(faults, 0);
}

static void the_whole_union_has_a_map(void **state) {
    struct world *world = *state;
    for (int level = 0; level <= 2; level++) {
        assert_int_equal(check(world, level, "", 481.9) + check(world, level, "", 235.3), 0);
    }
}

static size_t count_text(const struct drawing *drawing, const char *text) {
    size_t count, found = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; ops[i].kind == DRAW_TEXT && k < ops[i].text->count; k++) {
            const struct glyph_run *run = &ops[i].text->runs[k];
            found += strlen(text) == run->text_size && memcmp(run->text, text, run->text_size) == 0;
        }
    }
    return found;
}

static void outermost_regions_have_boxes(void **state) {
    struct world *world = *state;
    const struct chart_option options[] = { { .key = "labels", .value = "none" }, { .key = "count", .value = "5" } };
    struct diag *diag = diag_new(world->arena);
    const struct drawing *drawing = draw(world, diag, 481.9, select_regions(world, 2, "FR", 0), options);
    assert_int_equal(count_text(drawing, "Guadeloupe") + count_text(drawing, "Mayotte"), 2);
    drawing = draw(world, diag, 481.9, select_regions(world, 2, "PT", 0), options);
    assert_int_equal(count_text(drawing, "Azores") + count_text(drawing, "Madeira"), 2);
    drawing = draw(world, diag, 481.9, select_regions(world, 0, "", 0), options);
    assert_int_equal(count_text(drawing, "Cyprus"), 1);
    drawing = draw(world, diag, 481.9, select_regions(world, 2, "CY", 0), options);
    assert_int_equal(count_text(drawing, "Cyprus"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_country_has_a_map),
        cmocka_unit_test(the_whole_union_has_a_map),
        cmocka_unit_test(outermost_regions_have_boxes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
