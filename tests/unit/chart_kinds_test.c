/* All kinds of charts on the same synthetic selections: one row and many, missing, equal, negative, long names. What is
 * promised of each: labels neither touch nor leave the frame, every text has an origin, there are words and data. */
#include "chart_world.h"

/* Each kind in each width with so many rows, in all shapes. */
static void check_all(struct world *world, size_t rows, bool long_names) {
    for (size_t i = 0; i < CASE_COUNT; i++) {
        const struct kind_case *kind = &kind_cases[i];
        for (size_t w = 0; w < 2; w++) {
            for (size_t c = 0; c < 3 && kind->columns[c]; c++) {
                for (enum shape shape = SHAPE_PLAIN; shape < SHAPE_COUNT; shape++) {
                    struct plan plan = { rows, kind->columns[c], shape, kind->by_year, long_names };
                    check(world, kind->kind, kind->widths[w], &plan);
                }
            }
        }
    }
    assert_int_equal(world->faults, 0);
}

static void one_row(void **state) {
    check_all(*state, 1, false);
}

static void four_rows(void **state) {
    check_all(*state, 4, false);
}

static void seven_rows(void **state) {
    check_all(*state, 7, false);
}

static void fourteen_rows(void **state) {
    check_all(*state, 14, false);
}

static void forty_rows(void **state) {
    check_all(*state, 40, false);
}

static void long_names(void **state) {
    check_all(*state, 4, true);
    check_all(*state, 7, true);
}

/* Lists of kinds here and there must not drift apart: those that are drawn without rows stand in their own tests. */
static void every_kind_is_tested(void **state) {
    struct world *world = *state;
    struct buffer out = buffer_new(world->arena);
    chart_list_kinds(&out);
    for (const char *name = out.data; *name; name += strcspn(name, "\n") + 1) {
        size_t size = strcspn(name, "\n");
        bool tested = strncmp(name, "locator", size) == 0 || strncmp(name, "cover-profile", size) == 0 ||
                      strncmp(name, "map", size) == 0;
        for (size_t i = 0; i < CASE_COUNT && !tested; i++) {
            tested = strlen(kind_cases[i].kind) == size && strncmp(kind_cases[i].kind, name, size) == 0;
        }
        if (!tested) {
            fail_msg("%.*s is not tested", (int)size, name);
        }
    }
}

/* ---- single promises ---- */

static size_t count_texts(const struct drawing *drawing, const char *text) {
    size_t count, found = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        const struct glyph_run *run = ops[i].kind == DRAW_TEXT && ops[i].text->count == 1 ? ops[i].text->runs : NULL;
        found += run && run->text_size == strlen(text) && memcmp(run->text, text, run->text_size) == 0;
    }
    return found;
}

/* A gap in the years parts the line; it is never bridged. */
static void gaps_part_lines(void **state) {
    struct world *world = *state;
    struct plan plan = { 9, 1, SHAPE_PLAIN, true, false };
    struct selection *selection = select_rows(world, &plan);
    const struct drawing *whole = draw(world, world->diag, "line", 235.3, selection);
    ((struct point_value *)selection->points[4])->status = VALUE_MISSING;
    const struct drawing *parted = draw(world, world->diag, "line", 235.3, selection);
    size_t whole_count, parted_count;
    drawing_ops(whole, &whole_count);
    drawing_ops(parted, &parted_count);
    assert_int_equal(parted_count, whole_count + 1);
}

static void breaks_are_named(void **state) {
    struct world *world = *state;
    struct plan plan = { 5, 1, SHAPE_PLAIN, true, false };
    struct selection *selection = select_rows(world, &plan);
    ((struct point_value *)selection->points[2])->flags = flag_bit('b');
    assert_int_equal(count_texts(draw(world, world->diag, "line", 235.3, selection), "b"), 1);
}

/* Years that the series does not have are a gap too, unless it has only every second one. */
static void left_out_years_are_a_gap(void **state) {
    struct world *world = *state;
    struct plan plan = { 4, 1, SHAPE_PLAIN, true, false };
    struct selection *selection = select_rows(world, &plan);
    static const char *const parted[] = { "2000", "2001", "2004", "2005" };
    static const char *const even[] = { "2000", "2002", "2004", "2006" };
    size_t counts[2];
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < 4; i++) {
            selection->rows[i].code = selection->rows[i].label = k ? even[i] : parted[i];
        }
        drawing_ops(draw(world, world->diag, "line", 481.9, selection), &counts[k]);
        counts[k] -= 2 * (size_t)k; /* two strokes against one; both draw all four years */
    }
    assert_true(counts[0] > counts[1]);
}

static void counts_beyond_twelve_become_bars(void **state) {
    struct world *world = *state;
    struct plan plan = { 3, 1, SHAPE_PLAIN, false, false };
    assert_non_null(draw(world, world->diag, "unit-blocks", 235.3, select_rows(world, &plan)));
    assert_non_null(strstr(said_in(world->arena, world->diag), "[chart-as-bars]"));
}

static void icons_are_known_by_name(void **state) {
    struct world *world = *state;
    static const char *const names[] = { "objectives", "focus", "authorities", "budget", "instruments", "beneficiaries",
                                         "evidence", "continuity", "networks", "alignment", "resilience", "green" };
    struct chart_tools tools = { world->theme, world->shaper, NULL };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct chart_option option = { .key = "name", .value = names[i] };
        struct chart_spec spec = { .kind = "icon", .language = "en", .options = &option, .option_count = 1 };
        const struct drawing *drawing = chart_draw(world->arena, world->diag, &tools, &spec);
        assert_true(drawing_width(drawing) == 21 && drawing_height(drawing) == 21);
        assert_string_equal(drawing_alternative(drawing), "");
    }
    const struct chart_option option = { .key = "name", .value = "rocket" };
    struct chart_spec spec = { .kind = "icon", .language = "en", .options = &option, .option_count = 1 };
    assert_null(chart_draw(world->arena, world->diag, &tools, &spec));
    assert_non_null(strstr(said_in(world->arena, world->diag), "rocket [chart-no-icon]"));
}

/* Names that have no room are left out, counted and said. */
static void left_out_labels_are_counted(void **state) {
    struct world *world = *state;
    struct plan plan = { 9, 40, SHAPE_PLAIN, true, false };
    const struct drawing *drawing = draw(world, world->diag, "line", 235.3, select_rows(world, &plan));
    assert_non_null(strstr(said_in(world->arena, world->diag), "[chart-labels-left-out]"));
    assert_int_equal(count_texts(drawing, "Here"), 1);
}

/* Only four scores have a square; too few or too many axes are refused. */
static void wrong_numbers_of_rows_are_refused(void **state) {
    struct world *world = *state;
    static const struct {
        const char *kind;
        size_t rows, columns;
    } cases[] = {
        { "four-axis", 3, 1 }, { "radar", 9, 1 }, { "dumbbell", 3, 3 }, { "interval", 3, 2 }, { "scatter", 3, 1 }
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan plan = { cases[i].rows, cases[i].columns, SHAPE_PLAIN, false, false };
        struct diag *diag = diag_new(world->arena);
        assert_null(draw(world, diag, cases[i].kind, 235.3, select_rows(world, &plan)));
        assert_non_null(strstr(said_in(world->arena, diag), "[chart-row-count]"));
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_theme, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(every_kind_is_tested),
        CASE(one_row),
        CASE(four_rows),
        CASE(seven_rows),
        CASE(fourteen_rows),
        CASE(forty_rows),
        CASE(long_names),
        CASE(gaps_part_lines),
        CASE(breaks_are_named),
        CASE(left_out_years_are_a_gap),
        CASE(counts_beyond_twelve_become_bars),
        CASE(icons_are_known_by_name),
        CASE(left_out_labels_are_counted),
        CASE(wrong_numbers_of_rows_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
