/* What the tests of charts share: fonts and theme of the tests, synthetic selections, the kinds and what is promised of each.
 * Included by chart_*_test.c only. */
#ifndef ALMANAC_TEST_CHART_WORLD_H
#define ALMANAC_TEST_CHART_WORLD_H

#include "world.h"

#include "chart/chart.h"
#include "drawing/drawing.h"
#include "indicator/selection.h"

/* ---- synthetic selections ---- */

enum shape { SHAPE_PLAIN, SHAPE_GAPS, SHAPE_EQUAL, SHAPE_ZERO, SHAPE_NEGATIVE, SHAPE_TINY, SHAPE_COUNTS, SHAPE_FLAGS,
             SHAPE_COUNT };

static const char *const shape_names[] = { "plain", "gaps", "equal", "zero", "negative", "tiny", "counts", "flags" };

/* A small generator of its own: the same numbers everywhere. Source: Park and Miller (1988). */
static inline double next_number(uint32_t *seed) {
    *seed = (uint32_t)((uint64_t)*seed * 48271u % 2147483647u);
    return (double)*seed / 2147483647.0;
}

static inline double value_of(enum shape shape, size_t i, uint32_t *seed) {
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

static inline const char *name_of(struct world *world, const struct plan *plan, char letter, size_t i) {
    if (plan->long_names) {
        static const char *const names[] = { "Extraterritorial organisations and bodies of the wider neighbourhood",
                                             "Περιφέρεια Ανατολικής Μακεδονίας και Θράκης",
                                             "Област Стара Загора и околности",
                                             "Donaudampfschifffahrtsgesellschaftskapitänsmütze" };
        return arena_print(world->arena, "%s %zu", names[i % 4], i);
    }
    return arena_print(world->arena, "%c%zu", letter, i);
}

static inline struct selection *select_rows(struct world *world, const struct plan *plan) {
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
    series_make_points(world->arena, series, plan->rows * plan->columns);
    for (size_t i = 0; i < plan->rows * plan->columns; i++) {
        struct point_value *point = &series->points[i];
        double value = i == 0 ? 5 : value_of(plan->shape, i, &seed);
        point->value = value;
        point->year = 2014;
        point->status = VALUE_PRESENT;
        if (isnan(value)) {
            point->status = VALUE_MISSING;
        }
        point->flags = plan->shape == SHAPE_FLAGS ? flag_bit("bep"[i % 3]) : 0;
        selection->points[i] = point;
    }
    return selection;
}

/* ---- what is promised ---- */

/* The icon has no data but a name. */
static const struct chart_option icon_option = { .key = "name", .value = "focus" };

static inline const struct drawing *draw_with(struct world *world, struct diag *diag, const struct chart_spec *spec) {
    struct chart_tools tools = { world->theme, world->shaper, NULL };
    struct chart_spec full = *spec;
    full.subject = "C0";
    full.subject_name = "Here";
    full.language = "en";
    if (strcmp(spec->kind, "icon") == 0) {
        full.options = &icon_option;
        full.option_count = 1;
    }
    return chart_draw(world->arena, diag, &tools, &full);
}

static inline const struct drawing *draw(struct world *world, struct diag *diag, const char *kind, double width,
                                         const struct selection *selection) {
    return draw_with(world, diag, &(struct chart_spec){ .kind = kind, .width = width, .selection = selection });
}

static inline void blame(struct world *world, const char *what, const char *why) {
    print_error("%s: %s\n", what, why);
    world->faults++;
}

/* The line of said that has code, if any. */
static inline void blame_line(struct world *world, const char *what, const char *said, const char *code) {
    const char *at = strstr(said, code), *start = at;
    if (at) {
        while (start > said && start[-1] != '\n') {
            start--;
        }
        blame(world, what, arena_print(world->arena, "%.*s", (int)(at - start), start));
    }
}

static inline void check_origins(struct world *world, const struct drawing *drawing, const char *what) {
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
static inline void check_inside(struct world *world, const struct drawing *drawing, const char *what) {
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

/* What holds for every drawing, and for what was said about it; labels may be cut or left out where names are long, but
 * never touch or leave the frame. drawing may be NULL where the kind says that it cannot draw such data. */
static inline void check_drawing(struct world *world, const char *kind, const struct drawing *drawing, const char *said,
                                 const char *what) {
    blame_line(world, what, said, "[chart-label-overlap]");
    blame_line(world, what, said, "[chart-label-outside]");
    if (!drawing) {
        if (!strstr(said, "[chart-row-count]") && !strstr(said, "[chart-no-data]")) {
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

static inline void check(struct world *world, const char *kind, double width, const struct plan *plan) {
    struct diag *diag = diag_new(world->arena);
    const struct drawing *drawing = draw(world, diag, kind, width, select_rows(world, plan));
    const char *what = arena_print(world->arena, "%s of %.0f pt, %zu rows, %zu columns, %s%s%s", kind, width,
                                   plan->rows, plan->columns, shape_names[plan->shape], plan->by_year ? ", by year" : "",
                                   plan->long_names ? ", long names" : "");
    check_drawing(world, kind, drawing, said_in(world->arena, diag), what);
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
    { "scatter", { 481.9, 235.3 }, false, { 2, 3 } },
    { "cover-profile", { 481.9, 235.3 }, false, { 1, 2 } },
    { "multiples", { 481.9, 235.3 }, true, { 1, 5, 9 } },
};

enum { CASE_COUNT = sizeof kind_cases / sizeof *kind_cases };

#endif
