/* All kinds of charts on the same synthetic selections: one row and many, missing, equal, negative, long names. What is
 * promised of each: labels neither touch nor leave the frame, every text has an origin, there are words and data. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "chart/chart.h"
#include "drawing/drawing.h"
#include "indicator/selection.h"
#include "text/font.h"
#include "theme/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct world {
    struct arena *arena;
    struct diag *diag;
    struct fonts *fonts;
    struct shaper *shaper;
    const struct theme *theme;
    size_t faults; /* found so far; all are printed before the test fails */
};

static int set_up(void **state) {
    struct arena *arena = arena_new();
    struct world *world = arena_alloc(arena, sizeof *world);
    *world = (struct world){ .arena = arena, .diag = diag_new(arena) };
    world->fonts = fonts_open(arena, world->diag, "fonts", "fonts.yaml");
    assert_non_null(world->fonts);
    world->shaper = shaper_new(arena, world->fonts);
    world->theme = theme_read(arena, world->diag, world->fonts, "../templates/country-factsheet", "theme.yaml");
    assert_non_null(world->theme);
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    struct world *world = *state;
    shaper_close(world->shaper);
    fonts_close(world->fonts);
    arena_close(world->arena);
    return 0;
}

static const char *messages(const struct world *world, const struct diag *diag) {
    struct buffer out = buffer_new(world->arena);
    buffer_text(&out, "");
    diag_print(diag, &out);
    return out.data;
}

/* ---- synthetic selections ---- */

enum shape { SHAPE_PLAIN, SHAPE_GAPS, SHAPE_EQUAL, SHAPE_ZERO, SHAPE_NEGATIVE, SHAPE_TINY, SHAPE_COUNTS, SHAPE_FLAGS,
             SHAPE_COUNT };

static const char *const shape_names[] = { "plain", "gaps", "equal", "zero", "negative", "tiny", "counts", "flags" };

/* A small generator of its own: the same numbers everywhere. Source: Park and Miller (1988). */
static double next_number(uint32_t *seed) {
    *seed = (uint32_t)((uint64_t)*seed * 48271u % 2147483647u);
    return (double)*seed / 2147483647.0;
}

static double value_of(enum shape shape, size_t i, uint32_t *seed) {
    double random = next_number(seed);
    switch (shape) {
    case SHAPE_PLAIN:
    case SHAPE_FLAGS:
        return 1 + 80 * random;
    case SHAPE_GAPS:
        return i % 3 == 1 ? NAN : 100 * random;
    case SHAPE_EQUAL:
        return 42;
    case SHAPE_ZERO:
        return 0;
    case SHAPE_NEGATIVE:
        return 60 * (random - 0.6);
    case SHAPE_TINY:
        return i % 4 ? 1e-9 * random : 1e6;
    case SHAPE_COUNTS:
        return floor(9 * random);
    case SHAPE_COUNT:
        break;
    }
    return 0;
}

struct plan {
    size_t rows, columns;
    enum shape shape;
    bool by_year, long_names;
};

static const char *name_of(struct world *world, const struct plan *plan, char letter, size_t i) {
    if (plan->long_names) {
        static const char *const names[] = { "Extraterritorial organisations and bodies of the wider neighbourhood",
                                             "Περιφέρεια Ανατολικής Μακεδονίας και Θράκης",
                                             "Област Стара Загора и околности",
                                             "Donaudampfschifffahrtsgesellschaftskapitänsmütze" };
        return arena_print(world->arena, "%s %zu", names[i % 4], i);
    }
    return arena_print(world->arena, "%c%zu", letter, i);
}

static struct selection *select_rows(struct world *world, const struct plan *plan) {
    struct series *series = arena_alloc(world->arena, sizeof *series);
    *series = (struct series){
        .name = "synthetic", .title = "Synthetic", .unit = "percent", .decimals = 1, .reference = "C1"
    };
    struct selection *selection = arena_alloc(world->arena, sizeof *selection);
    *selection = (struct selection){ .series = series, .row_count = plan->rows, .column_count = plan->columns,
                                     .year = plan->by_year ? 0 : 2014, .by_year = plan->by_year,
                                     .subject_column = 0, .subject_row = plan->rows > 2 ? 2 : SIZE_MAX };
    selection->rows = arena_array(world->arena, plan->rows, sizeof *selection->rows);
    selection->columns = arena_array(world->arena, plan->columns, sizeof *selection->columns);
    selection->points = arena_array(world->arena, plan->rows * plan->columns, sizeof *selection->points);
    for (size_t i = 0; i < plan->rows; i++) {
        const char *name = plan->by_year ? arena_print(world->arena, "%zu", 1980 + i) : name_of(world, plan, 'R', i);
        selection->rows[i] = (struct selection_member){ name, name, NULL, true, 0 };
    }
    for (size_t i = 0; i < plan->columns; i++) {
        const char *name = name_of(world, plan, 'C', i);
        selection->columns[i] = (struct selection_member){ arena_print(world->arena, "C%zu", i), name, NULL, true, 0 };
    }
    uint32_t seed = 7;
    for (size_t i = 0; i < plan->rows * plan->columns; i++) {
        struct point_value *point = arena_alloc(world->arena, sizeof *point);
        double value = i == 0 ? 5 : value_of(plan->shape, i, &seed);
        *point = (struct point_value){ .id = (uint32_t)i + 1, .value = value, .year = 2014, .series = series,
                                       .status = isnan(value) ? VALUE_MISSING : VALUE_PRESENT };
        point->flags = plan->shape == SHAPE_FLAGS ? flag_bit("bep"[i % 3]) : 0;
        selection->points[i] = point;
    }
    return selection;
}

/* ---- what is promised ---- */

static const struct drawing *draw(struct world *world, struct diag *diag, const char *kind, double width,
                                  const struct selection *selection) {
    struct chart_tools tools = { world->theme, world->shaper, NULL };
    const struct chart_option name = { .key = "name", .value = "focus" };
    bool is_icon = strcmp(kind, "icon") == 0;
    struct chart_spec spec = { .kind = kind, .width = width, .selection = selection, .subject = "C0",
                               .subject_name = "Here", .language = "en", .options = &name,
                               .option_count = is_icon ? 1 : 0 };
    return chart_draw(world->arena, diag, &tools, &spec);
}

static void blame(struct world *world, const char *what, const char *why) {
    print_error("%s: %s\n", what, why);
    world->faults++;
}

/* The line of said that has code, if any. */
static void blame_line(struct world *world, const char *what, const char *said, const char *code) {
    const char *at = strstr(said, code), *start = at;
    if (at) {
        while (start > said && start[-1] != '\n') {
            start--;
        }
        blame(world, what, arena_print(world->arena, "%.*s", (int)(at - start), start));
    }
}

static void check_origins(struct world *world, const struct drawing *drawing, const char *what) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].kind == DRAW_TEXT && ops[i].text->count > 0 && ops[i].origin.kind == ORIGIN_NONE) {
            const struct glyph_run *run = &ops[i].text->runs[0];
            blame(world, what, arena_print(world->arena, "no origin: %.*s", (int)run->text_size, run->text));
            return;
        }
    }
}

/* Paths stay in the frame, but for half of a stroke. */
static void check_inside(struct world *world, const struct drawing *drawing, const char *what) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; ops[i].kind != DRAW_STROKE && k < ops[i].path.point_count; k++) {
            struct point at = ops[i].path.points[k];
            bool inside = at.x >= -1.1 && at.x <= drawing_width(drawing) + 1.1 && at.y >= -1.1 &&
                          at.y <= drawing_height(drawing) + 1.1;
            if (!inside) {
                blame(world, what, arena_print(world->arena, "a path reaches %.2f %.2f of %.2f %.2f", at.x, at.y,
                                               drawing_width(drawing), drawing_height(drawing)));
                return;
            }
        }
    }
}

/* Draws and looks; labels may be cut or left out where names are long, but never touch or leave the frame. */
static void check(struct world *world, const char *kind, double width, const struct plan *plan) {
    struct diag *diag = diag_new(world->arena);
    const struct drawing *drawing = draw(world, diag, kind, width, select_rows(world, plan));
    const char *said = messages(world, diag);
    const char *what = arena_print(world->arena, "%s of %.0f pt, %zu rows, %zu columns, %s%s%s", kind, width,
                                   plan->rows, plan->columns, shape_names[plan->shape], plan->by_year ? ", by year" : "",
                                   plan->long_names ? ", long names" : "");
    blame_line(world, what, said, "[chart-label-overlap]");
    blame_line(world, what, said, "[chart-label-outside]");
    if (!drawing) {
        if (!strstr(said, "[chart-row-count]")) {
            blame(world, what, "it was not drawn");
        }
        return;
    }
    check_origins(world, drawing, what);
    check_inside(world, drawing, what);
    bool decorative = strcmp(kind, "node-bar") == 0 || strcmp(kind, "icon") == 0;
    if (!decorative && (!*drawing_alternative(drawing) || !drawing_csv(drawing))) {
        blame(world, what, "it says nothing");
    }
}

struct kind_case {
    const char *kind;
    double widths[3]; /* 0 at the end, or the kind's own first */
    bool by_year;
    size_t columns[3]; /* 0 at the end */
};

static const struct kind_case kind_cases[] = {
    { "bar", { 481.9, 235.3 }, false, { 1, 2, 3 } },
    { "ranked", { 481.9, 235.3 }, false, { 1 } },
    { "line", { 481.9, 235.3 }, true, { 1, 3, 30 } },
    { "node-bar", { 0, 58 }, false, { 1 } },
    { "icon", { 0, 21 }, false, { 1 } },
    { "sparkline", { 0, 90 }, true, { 1 } },
    { "position-strip", { 0, 120 }, false, { 1 } },
    { "four-axis", { 153.1, 235.3 }, false, { 1 } },
    { "unit-blocks", { 235.3, 481.9 }, false, { 1 } },
    { "dumbbell", { 481.9, 235.3 }, false, { 2 } },
    { "dots", { 481.9, 235.3 }, false, { 1, 3, 8 } },
    { "columns", { 481.9, 235.3 }, false, { 1, 2 } },
    { "columns", { 481.9, 235.3 }, true, { 1, 2 } },
    { "stacked", { 481.9, 235.3 }, false, { 2, 5 } },
    { "stacked-columns", { 481.9, 235.3 }, true, { 2, 5 } },
    { "stacked-columns", { 481.9, 235.3 }, false, { 1, 5 } },
    { "tile-grid", { 481.9, 235.3 }, false, { 1 } },
    { "area", { 481.9, 235.3 }, true, { 1, 4 } },
    { "slope", { 235.3, 481.9 }, true, { 1, 8, 30 } },
    { "three-periods", { 481.9, 235.3 }, true, { 1, 8 } },
    { "diverging", { 481.9, 235.3 }, false, { 1 } },
    { "interval", { 481.9, 235.3 }, false, { 3 } },
    { "bullet", { 481.9, 235.3 }, false, { 2 } },
    { "heat-map", { 481.9, 235.3 }, false, { 1, 6 } },
    { "radar", { 235.3, 481.9 }, false, { 1, 3 } },
    { "scatter", { 481.9, 235.3 }, false, { 2 } },
    { "multiples", { 481.9, 235.3 }, true, { 1, 5, 9 } },
};

enum { CASE_COUNT = sizeof kind_cases / sizeof *kind_cases };

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
    assert_non_null(strstr(messages(world, world->diag), "[chart-as-bars]"));
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
    assert_non_null(strstr(messages(world, world->diag), "rocket [chart-no-icon]"));
}

/* Names that have no room are left out, counted and said. */
static void left_out_labels_are_counted(void **state) {
    struct world *world = *state;
    struct plan plan = { 9, 40, SHAPE_PLAIN, true, false };
    const struct drawing *drawing = draw(world, world->diag, "line", 235.3, select_rows(world, &plan));
    assert_non_null(strstr(messages(world, world->diag), "[chart-labels-left-out]"));
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
        assert_non_null(strstr(messages(world, diag), "[chart-row-count]"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_is_tested, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(four_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(seven_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fourteen_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(forty_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gaps_part_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(breaks_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(left_out_years_are_a_gap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_beyond_twelve_become_bars, set_up, tear_down),
        cmocka_unit_test_setup_teardown(icons_are_known_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(left_out_labels_are_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_numbers_of_rows_are_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
