/* Charts of random data: what must hold for any of them. So many inputs a kind as ALMANAC_RUNS says, 25 if it says nothing;
 * `make check-long` takes 1 000. The seed is fixed: a fault that is found is found again. All data are synthetic. */
#include "chart_world.h"

#include "chart/scale.h"

static size_t run_count(void) {
    const char *text = getenv("ALMANAC_RUNS");
    size_t runs = text ? strtoul(text, NULL, 10) : 0;
    return runs ? runs : 25;
}

/* ---- random data ---- */

/* A whole number below most. */
static size_t below(uint32_t *seed, size_t most) {
    return (size_t)floor(next_number(seed) * (double)most);
}

enum spread { SPREAD_EVEN, SPREAD_WIDE, SPREAD_SIGNED, SPREAD_EQUAL, SPREAD_ZERO, SPREAD_MISSING, SPREAD_COUNTS,
              SPREAD_NARROW, SPREAD_COUNT };

static double random_value(enum spread spread, uint32_t *seed) {
    double random = next_number(seed);
    switch (spread) {
    case SPREAD_EVEN:
        return 100 * random;
    case SPREAD_WIDE:
        return pow(10, 18 * random - 9);
    case SPREAD_SIGNED:
        return 2000 * (random - 0.5);
    case SPREAD_EQUAL:
        return 42.125;
    case SPREAD_ZERO:
        return 0;
    case SPREAD_MISSING:
        return NAN;
    case SPREAD_COUNTS:
        return floor(13 * random);
    case SPREAD_NARROW:
        return 1e6 + random;
    case SPREAD_COUNT:
        break;
    }
    return 0;
}

/* Names of one letter and of 80, in three scripts. */
static const char *random_name(struct world *world, size_t i, uint32_t *seed) {
    static const char *const names[] = {
        "X", "Malta", "Region of the South",
        "An extraterritorial organisation of the wider neighbourhood with very many words",
        "Περιφέρεια Ανατολικής Μακεδονίας και Θράκης με όλα τα νησιά του Βορείου Αιγαίου",
        "Област Стара Загора и всички останали области на юга и на изтока на страната ни",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenherstellerverbandsvorsitzender",
    };
    return arena_print(world->arena, "%s %zu", names[below(seed, sizeof names / sizeof *names)], i);
}

static void spoil(struct point_value *point, uint32_t *seed) {
    static const enum value_status statuses[] = { VALUE_MISSING, VALUE_CONFIDENTIAL, VALUE_IMPOSSIBLE };
    if (isnan(point->value) || below(seed, 8) == 0) {
        point->status = statuses[below(seed, 3)];
        point->value = NAN;
    }
    if (below(seed, 5) == 0) {
        point->flags = flag_bit("bepuf"[below(seed, 5)]) | flag_bit("ep"[below(seed, 2)]);
    }
}

/* 1 to 14 rows, often 1, at times 40, none, or 500. */
static size_t random_rows(uint32_t *seed, size_t run) {
    static const size_t special[] = { 0, 1, 40, 500, 14, 1, 40 };
    return run % 5 == 4 ? special[below(seed, 7)] : 1 + below(seed, 14);
}

static struct selection *random_selection(struct world *world, const struct kind_case *kind, size_t run, uint32_t *seed) {
    size_t columns = kind->columns[below(seed, 3)];
    struct plan plan = { random_rows(seed, run), columns ? columns : kind->columns[0], SHAPE_PLAIN, kind->by_year, false };
    struct selection *selection = select_rows(world, &plan);
    enum spread spread = (enum spread)below(seed, SPREAD_COUNT);
    for (size_t i = 0; i < plan.rows * plan.columns; i++) {
        struct point_value *point = (struct point_value *)selection->points[i];
        point->value = random_value(spread, seed);
        spoil(point, seed);
        selection->points[i] = below(seed, 40) == 0 ? NULL : point;
    }
    for (size_t row = 0; row < plan.rows && !kind->by_year; row++) {
        selection->rows[row].label = random_name(world, row, seed);
    }
    for (size_t column = 0; column < plan.columns; column++) {
        selection->columns[column].label = random_name(world, column, seed);
    }
    selection->subject_column = below(seed, 3) ? below(seed, plan.columns) : SIZE_MAX;
    selection->subject_row = below(seed, 3) && plan.rows ? below(seed, plan.rows) : SIZE_MAX;
    ((struct series *)selection->series)->unit = spread == SPREAD_COUNTS ? "count" : "percent";
    return selection;
}

/* ---- any chart ---- */

/* Options that change what is drawn; each is set in every second run. */
static const struct {
    const char *kind, *key, *value;
} option_cases[] = {
    { "bar", "difference", "yes" },     { "bar", "emphasis", "2" },          { "ranked", "rows", "7" },
    { "ranked", "window", "1" },        { "ranked", "reference", "none" },   { "line", "height", "90pt" },
    { "line", "zero", "yes" },          { "line", "forecast", "1985" },      { "columns", "height", "90pt" },
    { "stacked", "share", "yes" },      { "stacked-columns", "share", "yes" }, { "area", "height", "90pt" },
    { "slope", "height", "120pt" },     { "diverging", "base", "20" },       { "bullet", "bands", "10, 50, 90" },
    { "scatter", "fit", "yes" },        { "scatter", "medians", "no" },      { "scatter", "height", "200pt" },
    { "radar", "reference", "C1" },     { "multiples", "across", "2" },      { "three-periods", "reference", "40" },
    { "dots", "range", "all of them" }, { "tile-grid", "grid", ". R1 R0; R2 ." },
};

enum { OPTIONS = sizeof option_cases / sizeof *option_cases };

static size_t random_options(const char *kind, struct chart_option *options, uint32_t *seed) {
    size_t count = 0;
    for (size_t i = 0; i < OPTIONS; i++) {
        if (strcmp(option_cases[i].kind, kind) == 0 && below(seed, 2)) {
            options[count++] = (struct chart_option){ .key = option_cases[i].key, .value = option_cases[i].value };
        }
    }
    if (below(seed, 4) == 0) {
        options[count++] = (struct chart_option){ .key = "scale", .value = "1.5" };
    }
    return count;
}

static void check_random(struct world *world, const struct kind_case *kind, size_t run, uint32_t *seed) {
    static const double widths[] = { 481.9, 235.3, 317.5, 405.3 };
    struct diag *diag = diag_new(world->arena);
    double width = kind->widths[0] > 0 ? widths[below(seed, 4)] : 0;
    const struct selection *selection = random_selection(world, kind, run, seed);
    struct chart_option options[OPTIONS + 1];
    struct chart_spec spec = { .kind = kind->kind, .width = width, .selection = selection, .options = options };
    spec.option_count = random_options(kind->kind, options, seed);
    const struct drawing *drawing = draw_with(world, diag, &spec);
    const char *what = arena_print(world->arena, "%s of %.0f pt, run %zu, %zu rows, %zu columns", kind->kind, width, run,
                                   selection->row_count, selection->column_count);
    check_drawing(world, kind->kind, drawing, said_in(world->arena, diag), what);
}

/* One arena a run, so that memory does not grow with their number. */
static void any_data_give_a_sound_chart(void **state) {
    struct world *world = *state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        uint32_t seed = 20261121 + (uint32_t)i;
        for (size_t run = 0; run < run_count(); run++) {
            struct world own = *world;
            own.arena = arena_new();
            check_random(&own, &kind_cases[i], run, &seed);
            world->faults = own.faults;
            arena_close(own.arena);
        }
    }
    assert_int_equal(world->faults, 0);
}

/* ---- marks in proportion ---- */

enum { MARKS_MOST = 512 };

struct marks {
    double lengths[MARKS_MOST]; /* [pt] */
    size_t count;
};

/* Adds length of a mark; what is hollow is an outline within the mark. */
static void marks_add(struct marks *marks, const struct drawing_op *op, double length) {
    static const double outline = 0.9;
    if (marks->count < MARKS_MOST) {
        marks->lengths[marks->count++] = length + (op->kind == DRAW_FILL_STROKE && op->stroke.width == outline ? outline : 0);
    }
}

/* How long the bars of this thickness are, or with upright the columns of this width. */
static struct marks bars_of(const struct drawing *drawing, double thickness, bool upright) {
    struct marks marks = { .count = 0 };
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        const struct point *p = ops[i].path.points;
        if ((ops[i].kind != DRAW_FILL && ops[i].kind != DRAW_FILL_STROKE) || ops[i].path.point_count != 4) {
            continue;
        }
        double width = fabs(p[2].x - p[0].x), height = fabs(p[2].y - p[0].y);
        double hollow = ops[i].kind == DRAW_FILL_STROKE && ops[i].stroke.width == 0.9 ? 0.9 : 0;
        if (fabs((upright ? width : height) + hollow - thickness) < 0.01) {
            marks_add(&marks, &ops[i], upright ? height : width);
        }
    }
    return marks;
}

static int compare_numbers(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Values other than zero and the lengths of their marks, both in order, are in one proportion, but that no mark is
 * shorter than a point. */
static void check_proportion(struct world *world, const char *what, struct marks marks, const struct selection *selection) {
    double values[MARKS_MOST];
    size_t count = 0;
    for (size_t row = 0; row < selection->row_count; row++) {
        double value = selection->points[row * selection->column_count]->value;
        if (isfinite(value) && value != 0) {
            values[count++] = fabs(value);
        }
    }
    if (count != marks.count) {
        blame(world, what, arena_print(world->arena, "%zu marks for %zu values", marks.count, count));
        return;
    }
    qsort(values, count, sizeof *values, compare_numbers);
    qsort(marks.lengths, count, sizeof *marks.lengths, compare_numbers);
    for (size_t i = 0; i < count; i++) {
        double want = fmax(values[i] / values[count - 1] * marks.lengths[count - 1], 1);
        if (fabs(want - marks.lengths[i]) > 0.02) {
            blame(world, what, arena_print(world->arena, "a mark of %.3f pt should have %.3f", marks.lengths[i], want));
            return;
        }
    }
}

struct bar_case {
    const char *kind;
    double thickness; /* [pt]; 0: of the columns, by their number */
    size_t columns;
};

/* Of so many rows without flags and gaps, the values as they come. */
static struct selection *clean_selection(struct world *world, const struct bar_case *kind, size_t rows, uint32_t *seed) {
    struct plan plan = { rows, kind->columns, SHAPE_PLAIN, false, false };
    struct selection *selection = select_rows(world, &plan);
    enum spread spread = below(seed, 2) ? SPREAD_SIGNED : SPREAD_WIDE;
    for (size_t i = 0; i < rows * kind->columns; i++) {
        ((struct point_value *)selection->points[i])->value = below(seed, 9) ? random_value(spread, seed) : 0;
    }
    ((struct point_value *)selection->points[0])->value = 1000; /* something is always drawn */
    selection->subject_row = SIZE_MAX;
    return selection;
}

static void bars_are_in_proportion(void **state) {
    static const struct bar_case cases[] = { { "bar", 8.6, 1 }, { "ranked", 7, 1 }, { "diverging", 8.6, 1 }, { "bullet", 6, 2 } };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t seed = 7919 + (uint32_t)i;
        for (size_t run = 0; run < run_count(); run++) {
            struct world own = *world;
            own.arena = arena_new();
            size_t rows = 1 + below(&seed, 40);
            const struct selection *selection = clean_selection(&own, &cases[i], rows, &seed);
            const struct drawing *drawing = draw(&own, diag_new(own.arena), cases[i].kind, 481.9, selection);
            const char *what = arena_print(own.arena, "%s, run %zu, %zu rows", cases[i].kind, run, rows);
            check_proportion(&own, what, bars_of(drawing, cases[i].thickness, false), selection);
            world->faults = own.faults;
            arena_close(own.arena);
        }
    }
    assert_int_equal(world->faults, 0);
}

/* ---- places on an axis ---- */

/* Middles of all discs of this radius: fills of curves, in the order of drawing. */
static size_t discs_of(const struct drawing *drawing, double radius, struct point *middles) {
    size_t count, found = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count && found < MARKS_MOST; i++) {
        double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
        bool fill = ops[i].kind == DRAW_FILL || ops[i].kind == DRAW_FILL_STROKE;
        for (size_t k = 0; fill && k < ops[i].path.point_count; k++) {
            struct point at = ops[i].path.points[k];
            left = fmin(left, at.x);
            right = fmax(right, at.x);
            top = fmin(top, at.y);
            bottom = fmax(bottom, at.y);
        }
        if (ops[i].path.point_count > 6 && fabs(right - left - 2 * radius) < 0.02 && fabs(bottom - top - 2 * radius) < 0.02) {
            middles[found++] = (struct point){ (left + right) / 2, (top + bottom) / 2 };
        }
    }
    return found;
}

/* Every place lies where the line through the lowest and the highest value puts it. */
static void check_affine(struct world *world, const char *what, const double *values, const double *places, size_t count) {
    size_t low = 0, high = 0;
    for (size_t i = 0; i < count; i++) {
        low = values[i] < values[low] ? i : low;
        high = values[i] > values[high] ? i : high;
    }
    for (size_t i = 0; i < count && values[high] > values[low]; i++) {
        double share = (values[i] - values[low]) / (values[high] - values[low]);
        double want = places[low] + (places[high] - places[low]) * share;
        if (fabs(want - places[i]) > 0.02) {
            blame(world, what, arena_print(world->arena, "a mark at %.3f should be at %.3f", places[i], want));
            return;
        }
    }
}

/* A lone column of dots, one a row from top to bottom; the axis covers all of them, or some would be pressed to its end. */
static void dots_lie_on_their_axis(void **state) {
    struct world *world = *state;
    const struct bar_case kind = { "dots", 0, 1 };
    uint32_t seed = 104729;
    for (size_t run = 0; run < run_count(); run++) {
        struct world own = *world;
        own.arena = arena_new();
        double values[MARKS_MOST], xs[MARKS_MOST];
        struct point middles[MARKS_MOST];
        size_t rows = 1 + below(&seed, 40);
        const struct selection *selection = clean_selection(&own, &kind, rows, &seed);
        size_t found = discs_of(draw(&own, diag_new(own.arena), kind.kind, 481.9, selection), 4.4, middles);
        const char *what = arena_print(own.arena, "dots, run %zu, %zu rows", run, rows);
        for (size_t i = 0; i < rows && found == rows; i++) {
            values[i] = selection->points[i]->value;
            xs[i] = middles[i].x;
        }
        if (found == rows) {
            check_affine(&own, what, values, xs, rows);
        } else {
            blame(&own, what, arena_print(own.arena, "%zu dots", found));
        }
        world->faults = own.faults;
        arena_close(own.arena);
    }
    assert_int_equal(world->faults, 0);
}

/* The line of the subject: the open path with as many points as there are years. */
static const struct path *line_find(const struct drawing *drawing, size_t points) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].kind == DRAW_STROKE && ops[i].stroke.width == 2 && ops[i].path.point_count == points) {
            return &ops[i].path;
        }
    }
    return NULL;
}

static void lines_lie_on_their_axis(void **state) {
    struct world *world = *state;
    uint32_t seed = 15485863;
    for (size_t run = 0; run < run_count(); run++) {
        struct world own = *world;
        own.arena = arena_new();
        size_t rows = 2 + below(&seed, 40);
        struct plan plan = { rows, 1, SHAPE_PLAIN, true, false };
        struct selection *selection = select_rows(&own, &plan);
        double values[MARKS_MOST], ys[MARKS_MOST];
        enum spread spread = below(&seed, 2) ? SPREAD_SIGNED : SPREAD_NARROW;
        for (size_t i = 0; i < rows; i++) {
            values[i] = ((struct point_value *)selection->points[i])->value = random_value(spread, &seed);
        }
        const struct path *line = line_find(draw(&own, diag_new(own.arena), "line", 481.9, selection), rows);
        const char *what = arena_print(own.arena, "line, run %zu, %zu rows", run, rows);
        for (size_t i = 0; i < rows && line; i++) {
            ys[i] = line->points[i].y;
        }
        if (line) {
            check_affine(&own, what, values, ys, rows);
        } else {
            blame(&own, what, "there is no line");
        }
        world->faults = own.faults;
        arena_close(own.arena);
    }
    assert_int_equal(world->faults, 0);
}

/* ---- scales ---- */

static void check_scale(struct world *world, const char *name, struct scale scale, double low, double high) {
    const char *what = arena_print(world->arena, "%s from %g to %g", name, low, high);
    double slack = 1e-9 * (scale.high - scale.low);
    if (scale.count < 2 || scale.low > low + slack || scale.high < high - slack) {
        blame(world, what, arena_print(world->arena, "it reaches from %g to %g", scale.low, scale.high));
    }
    for (size_t i = 1; i < scale.count; i++) {
        if (!(scale.ticks[i] > scale.ticks[i - 1])) {
            blame(world, what, "its ticks do not rise");
        }
    }
}

static void scales_cover_their_values(void **state) {
    struct world *world = *state;
    uint32_t seed = 32452843;
    for (size_t run = 0; run < 40 * run_count(); run++) {
        enum spread spread = (enum spread)below(&seed, SPREAD_MISSING);
        double a = random_value(spread, &seed), b = random_value(spread, &seed);
        double low = fmin(a, b), high = fmax(a, b);
        check_scale(world, "a round scale", scale_round(low, high), low, high);
        check_scale(world, "a scale near the values", scale_near(low, high), low, high);
        check_scale(world, "a cut scale", scale_cut(low, high), low, high);
    }
    assert_int_equal(world->faults, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_theme, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(scales_cover_their_values),
        CASE(bars_are_in_proportion),
        CASE(dots_lie_on_their_axis),
        CASE(lines_lie_on_their_axis),
        CASE(any_data_give_a_sound_chart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
