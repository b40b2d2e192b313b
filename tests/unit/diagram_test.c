/* All kinds of diagrams with few and many items, short and long texts, in all widths. What is promised of each: texts
 * neither touch nor leave the frame nor their boxes, boxes do not overlap, every text has an origin, and there are
 * words that say it all. */
#include "world.h"

#include "base/yaml.h"
#include "diagram/diagram.h"
#include "drawing/drawing.h"

/* ---- bodies ---- */

static const char *const texts[] = {
    "Ideas",
    "Public support is scattered over many small programmes",   /* 54 letters */
    "Research results find few users in the region's own firms.", /* 58 */
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "Περιφερειακή στρατηγική έξυπνης εξειδίκευσης 2021–2027",
};

static const char *text_of(size_t i, bool is_long) {
    return is_long ? texts[1 + i % 4] : texts[0];
}

/* "key: [{text: …}, …]" with these further keys in every item. */
static void add_list(struct buffer *out, const char *key, size_t count, bool is_long, const char *more) {
    buffer_print(out, "%s:\n", key);
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "  - {text: \"%s\"%s}\n", text_of(i, is_long), more);
    }
}

static void add_problem_tree(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "top: \"%s\"\ncore: \"%s\"\n", text_of(1, is_long), text_of(2, is_long));
    add_list(out, "effects", count, is_long, "");
    add_list(out, "causes", count, is_long, ", roots: [\"Little capital; caution about risk\", Small]");
}

static void add_strategy(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "objective: \"%s\"\n", text_of(1, is_long));
    add_list(out, "objectives", count, is_long, ", measures: [A measure with private partners, Another, Third one]");
}

/* Four lists, their keys and further keys: the first and the third with items, the others with one and two. */
static void add_four(struct buffer *out, size_t items, bool is_long, const char *const lists[4][2]) {
    const size_t counts[] = { items, 1, items, 2 };
    for (size_t i = 0; i < 4; i++) {
        add_list(out, lists[i][0], counts[i], is_long, lists[i][1]);
    }
}

static void add_swot(struct buffer *out, size_t count, bool is_long) {
    static const char *const lists[4][2] = {
        { "strengths", ", evidence: Sect. 2.2" }, { "weaknesses", ", note: \"Counted by the office in the year before\"" },
        { "opportunities", "" }, { "threats", ", evidence: \"Tab. 7 and 8\"" },
    };
    add_four(out, count < 9 ? count : 9, is_long, lists);
}

static void add_pest(struct buffer *out, size_t count, bool is_long) {
    static const char *const lists[4][2] = {
        { "political", ", note: \"As of this year\"" }, { "economic", "" }, { "social", "" }, { "technological", "" },
    };
    add_four(out, count < 5 ? count : 5, is_long, lists);
}

static void add_steps(struct buffer *out, size_t count, bool is_long) {
    add_list(out, "steps", count, is_long, ", name: \"Set-up of the group\"");
}

static void add_timeline(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "events:\n");
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "  - {date: \"20%02zu-%02zu\", text: \"%s\"}\n", 10 + i * i % 7, 1 + i % 12, text_of(i, is_long));
    }
}

static void add_gantt(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "update: 2024-02\nactions:\n  - text: A group\n    steps:\n");
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "      - {text: \"%s\", lead: \"%s\", from: 2023-Q%zu, to: 202%zu-Q2, milestone: \"%s\"}\n",
                     text_of(i, is_long), is_long ? "Statistics office" : "Agency", 1 + i % 4, 4 + i % 2, i % 2 ? "decision" : "");
    }
}

static void add_roadmap(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "update: 2024-02\nupdate-label: today\nlanes:\n");
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "  - text: \"%s\"\n    note: who acts\n    phases:\n", i % 2 ? "Policy" : "Pilots and industry");
        buffer_print(out, "      - {text: \"%s\", from: 2023-01, to: 2023-09, kind: preparation}\n", text_of(i, is_long));
        buffer_print(out, "      - {text: \"%s\", from: 2023-06, to: 2026}\n", text_of(i + 1, is_long));
        buffer_print(out, "    milestones: [{text: In force, at: 2025}, {text: Final report, at: 2026-11}]\n");
    }
}

static void add_venn(struct buffer *out, size_t count, bool is_long) {
    (void)count;
    add_list(out, "circles", 3, is_long, ", note: Ten groups");
    buffer_print(out, "all: Cluster\nfirst-second: Spin-offs\nsecond-third: Joint calls\nfirst-third: Labs\n");
}

static void add_priorities(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "x: Effort\nx-low: little\nx-high: much\ny: Effect\ny-low: small\ny-high: large\npoints:\n");
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "  - {text: \"%s\", x: %zu, y: %d}\n", text_of(i, is_long), i * 3 % 11, i * 3 % 2 ? 10 : 9);
    }
}

static void add_hubs(struct buffer *out, size_t count, bool is_long) {
    buffer_print(out, "core: \"%s\"\n", text_of(1, is_long));
    add_list(out, "hubs", count, is_long, "");
}

static const struct {
    const char *kind;
    void (*add)(struct buffer *out, size_t count, bool is_long);
} kinds[] = {
    { "problem-tree", add_problem_tree }, { "strategy-tree", add_strategy }, { "swot", add_swot },
    { "pest", add_pest },                 { "process", add_steps },          { "steps", add_steps },
    { "timeline", add_timeline },         { "gantt", add_gantt },            { "roadmap", add_roadmap },
    { "venn", add_venn },                 { "priorities", add_priorities },  { "hubs", add_hubs },
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const struct yaml *parse(struct world *world, const char *text) {
    struct source_file *file = arena_alloc(world->arena, sizeof *file);
    *file = (struct source_file){ .path = "body.yaml", .text = text, .size = strlen(text) };
    const struct yaml *yaml = yaml_parse(world->arena, world->diag, file);
    if (!yaml) {
        fail_msg("%s\n%s", text, said_in(world->arena, world->diag));
    }
    return yaml;
}

static const struct drawing *draw(struct world *world, struct diag *diag, const char *kind, double width, const char *body) {
    struct diagram_tools tools = { world->theme, world->shaper };
    struct diagram_spec spec = { .kind = kind, .width = width, .body = parse(world, body), .language = "en",
                                 .headline = "What it shows" };
    return diagram_draw(world->arena, diag, &tools, &spec);
}

/* ---- what is promised ---- */

static void blame(struct world *world, const char *what, const char *why) {
    print_error("%s: %s\n", what, why);
    world->faults++;
}

/* Around all points, also those that lie off their curves. */
static struct rect path_bounds(const struct drawing_op *op) {
    double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < op->path.point_count; i++) {
        left = fmin(left, op->path.points[i].x);
        right = fmax(right, op->path.points[i].x);
        top = fmin(top, op->path.points[i].y);
        bottom = fmax(bottom, op->path.points[i].y);
    }
    return (struct rect){ left, top, right - left, bottom - top };
}

/* Boxes are the only paths with round corners that are filled. */
static bool is_box(const struct drawing_op *op) {
    size_t curves = 0;
    for (size_t i = 0; i < op->path.verb_count; i++) {
        curves += op->path.verbs[i] == PATH_CURVE;
    }
    bool filled = op->kind == DRAW_FILL || op->kind == DRAW_FILL_STROKE;
    return filled && curves == 4 && op->path.verb_count > 7 && op->fill.alpha > 0.99;
}

static bool rects_meet(struct rect a, struct rect b) {
    return a.x < b.x + b.width - 0.1 && b.x < a.x + a.width - 0.1 && a.y < b.y + b.height - 0.1 && b.y < a.y + a.height - 0.1;
}

/* A text that begins in a box ends in it, and its baseline too. */
static void check_in_box(struct world *world, const struct drawing *drawing, struct rect box, const char *what) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        struct point at = ops[i].at;
        bool begins = ops[i].kind == DRAW_TEXT && at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height;
        if (begins && (at.x + ops[i].text->width > box.x + box.width - 1 || at.y > box.y + box.height - 1.5)) {
            const struct glyph_run *run = &ops[i].text->runs[0];
            blame(world, what, arena_print(world->arena, "leaves its box: %.*s", (int)run->text_size, run->text));
        }
    }
}

static void check_boxes(struct world *world, const struct drawing *drawing, const char *what) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_box(&ops[i])) {
            continue;
        }
        struct rect box = path_bounds(&ops[i]);
        check_in_box(world, drawing, box, what);
        for (size_t k = 0; k < i; k++) {
            if (is_box(&ops[k]) && rects_meet(box, path_bounds(&ops[k]))) {
                blame(world, what, arena_print(world->arena, "two boxes meet at %.1f %.1f", box.x, box.y));
            }
        }
    }
}

static void check_frame(struct world *world, const struct drawing *drawing, const char *what) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].kind == DRAW_TEXT) {
            if (ops[i].origin.kind == ORIGIN_NONE) {
                blame(world, what, "a text has no origin");
            }
            continue;
        }
        struct rect bounds = path_bounds(&ops[i]);
        if (bounds.x < -3 || bounds.y < -3 || bounds.x + bounds.width > drawing_width(drawing) + 3 ||
            bounds.y + bounds.height > drawing_height(drawing) + 3) {
            blame(world, what, arena_print(world->arena, "a path leaves the frame at %.1f %.1f", bounds.x, bounds.y));
            return;
        }
    }
}

static void check(struct world *world, size_t kind, double width, size_t count, bool is_long) {
    struct buffer body = buffer_new(world->arena);
    kinds[kind].add(&body, count, is_long);
    struct diag *diag = diag_new(world->arena);
    const struct drawing *drawing = draw(world, diag, kinds[kind].kind, width, body.data);
    const char *said = said_in(world->arena, diag);
    const char *what = arena_print(world->arena, "%s of %.0f pt, %zu items%s", kinds[kind].kind, width, count, is_long ? ", long" : "");
    if (strstr(said, "[chart-label-") || strstr(said, ": error:")) {
        blame(world, what, said);
    }
    if (!drawing) {
        blame(world, what, "not drawn");
        return;
    }
    check_boxes(world, drawing, what);
    check_frame(world, drawing, what);
    if (!strstr(drawing_alternative(drawing), texts[is_long ? 2 : 0])) {
        blame(world, what, arena_print(world->arena, "says too little: %s", drawing_alternative(drawing)));
    }
}

static void every_kind_keeps_its_promises(void **state) {
    struct world *world = *state;
    static const double widths[] = { 481.9, 317.5, 235.3 };
    static const size_t counts[] = { 2, 3, 4, 5, 7, 12 };
    world->faults = 0;
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t width = 0; width < 3; width++) {
            for (size_t count = 0; count < sizeof counts / sizeof *counts; count++) {
                check(world, kind, widths[width], counts[count], false);
                check(world, kind, widths[width], counts[count], true);
            }
        }
    }
    assert_int_equal(world->faults, 0);
}

/* What may be left out is left out, and nothing else moves into its place. */
static void parts_may_be_missing(void **state) {
    struct world *world = *state;
    static const char *const bodies[][2] = {
        { "problem-tree", "core: A\neffects: [B, C]\ncauses: [D, E]\n" },
        { "problem-tree", "core: A\ntop: B\ncauses: [D, E]\n" },
        { "problem-tree", "core: A\ncauses: [D, E]\n" },
        { "strategy-tree", "objective: A\nobjectives: [B]\n" },
        { "roadmap", "from: 2023\nto: 2024\nlanes: [A, B]\n" },
        { "gantt", "actions: [{text: A, from: 2024}]\n" },
        { "priorities", "points: [{text: A, x: 0, y: 10}]\n" },
        { "timeline", "events: [A, B]\n" },
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        for (size_t width = 0; width < 2; width++) {
            struct diag *diag = diag_new(world->arena);
            const struct drawing *drawing = draw(world, diag, bodies[i][0], width ? 235.3 : 481.9, bodies[i][1]);
            if (!drawing || diag_failed(diag, 1)) {
                fail_msg("%s: %s", bodies[i][1], said_in(world->arena, diag));
            }
        }
    }
}

static void every_kind_is_tested(void **state) {
    struct world *world = *state;
    struct buffer list = buffer_new(world->arena), tested = buffer_new(world->arena);
    diagram_list_kinds(&list);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        assert_true(diagram_has_kind(kinds[i].kind));
        buffer_print(&tested, "%s\n", kinds[i].kind);
    }
    for (const char *name = list.data; *name; name += strcspn(name, "\n") + 1) {
        const char *line = arena_copy(world->arena, name, strcspn(name, "\n") + 1);
        if (!strstr(tested.data, line)) {
            fail_msg("%s is not tested", line);
        }
    }
}

static void assert_body_said(struct world *world, const char *kind, const char *body, const char *wanted) {
    struct diag *diag = diag_new(world->arena);
    draw(world, diag, kind, 481.9, body);
    if (!strstr(said_in(world->arena, diag), wanted)) {
        fail_msg("%s: wanted %s, got %s", body, wanted, said_in(world->arena, diag));
    }
}

/* [diagram-unknown-kind] [diagram-bad-item] [diagram-bad-date] [diagram-too-few] [diagram-too-many] [diagram-too-high]
 * [diagram-broken] [diagram-text-smaller] */
static void faults_are_named(void **state) {
    struct world *world = *state;
    assert_body_said(world, "flower", "a: b\n", "[diagram-unknown-kind]");
    assert_body_said(world, "steps", "steps: [A, {name: B}, C]\n", "body.yaml:1:12: error");
    assert_body_said(world, "steps", "steps: [A, [B], C]\n", "[diagram-bad-item]");
    assert_body_said(world, "steps", "steps: [A]\n", "[diagram-too-few]");
    assert_body_said(world, "steps", "stages: [A]\n", "[yaml-unknown-key]");
    assert_body_said(world, "gantt", "actions: [{text: A, from: soon, to: 2024}]\n", "soon [diagram-bad-date]");
    assert_body_said(world, "gantt", "actions: [{text: A, from: 2024-13, to: 2024}]\n", "2024-13 [diagram-bad-date]");
    assert_body_said(world, "gantt", "actions: [{text: A, from: 2024-02-30, to: 2024}]\n", "[diagram-bad-date]");
    assert_body_said(world, "gantt", "actions: [{text: A, from: 2024, to: 2023}]\n", "2023 [diagram-bad-date]");
    assert_body_said(world, "gantt", "from: 1000\nto: 2999\nactions: [{text: A, from: 2024}]\n", "[diagram-bad-date]");
    assert_body_said(world, "venn", "circles: [A, B]\n", "[diagram-too-few]");
    assert_body_said(world, "venn", "circles: [A, B, C, D]\n", "[diagram-too-many]");
    assert_body_said(world, "priorities", "points: [{text: A, x: 11, y: 1}]\n", "x: 11 [diagram-bad-item]");
    assert_body_said(world, "priorities", "points: [{text: A, x: many, y: 1}]\n", "x: many [diagram-bad-item]");
    assert_body_said(world, "roadmap", "lanes: [{text: A, phases: [{text: B, from: 2024, kind: other}]}]\n", "other [diagram-bad-item]");
    assert_body_said(world, "hubs", "hubs: [A, B]\n", "[diagram-too-few]");
    assert_body_said(world, "problem-tree", "causes: [A, B]\n", "[diagram-too-few]");
    struct buffer body = buffer_new(world->arena);
    add_problem_tree(&body, 12, true);
    assert_body_said(world, "problem-tree", body.data, "[diagram-broken]");
    assert_body_said(world, "problem-tree", body.data, "[diagram-too-high]");
    assert_body_said(world, "process", "steps: [Donaudampfschifffahrtsgesellschaftskapitän, B, C, D, E, F]\n", "[diagram-text-smaller]");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_keeps_its_promises),
        cmocka_unit_test(parts_may_be_missing),
        cmocka_unit_test(every_kind_is_tested),
        cmocka_unit_test(faults_are_named),
    };
    return cmocka_run_group_tests(tests, set_up_theme, tear_down);
}
