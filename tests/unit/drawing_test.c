/* Drawings: what cairo builds comes back as our own operations, true to a thousandth of a point. */
#include "base/arena.h"
#include "base/buffer.h"
#include "drawing/drawing.h"
#include "drawing/pages.h"
#include "text/shape.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct colour black = { 0, 0, 0, 1 };
static const struct colour petrol = { 0, 0x60 / 255.0, 0x7A / 255.0, 1 };

static int arena_setup(void **state) {
    *state = arena_new();
    return 0;
}

static int arena_teardown(void **state) {
    arena_close(*state);
    return 0;
}

/* Synthetic: a run without glyphs, since a drawing only passes text on. */
static const struct shaped *text_of(struct arena *arena, const char *text) {
    struct glyph_run *run = arena_alloc(arena, sizeof *run);
    *run = (struct glyph_run){ .size = 8.5, .colour = petrol, .text = text, .text_size = strlen(text), .width = 20 };
    struct shaped *shaped = arena_alloc(arena, sizeof *shaped);
    *shaped = (struct shaped){ run, 1, 20 };
    return shaped;
}

static void assert_dump(const struct drawing *drawing, struct arena *arena, const char *expected) {
    struct buffer out = buffer_new(arena);
    drawing_dump(drawing, &out);
    assert_string_equal(out.data, expected);
}

static void path_comes_back(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    drawing_move(drawing, 10, 20);
    drawing_line(drawing, 30, 20);
    drawing_curve(drawing, (struct point){ 31, 21 }, (struct point){ 32, 25 }, (struct point){ 30, 30.5 });
    drawing_close(drawing);
    drawing_fill(drawing, petrol);
    drawing_finish(drawing);
    assert_dump(drawing, *state,
                "drawing 100 50\nfill #00607A path M 10 20 L 30 20 C 31 21 32 25 30 30.5 Z\n");
}

static void all_of_a_drawing_is_enlarged(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    struct stroke dashed = { .colour = petrol, .width = 2, .dash = { 3, 1 } };
    drawing_segment(drawing, (struct point){ 10, 20 }, (struct point){ 30, 20 }, &dashed);
    drawing_text(drawing, 5, 10, text_of(*state, "a word"), (struct origin){ .kind = ORIGIN_TICK });
    drawing_finish(drawing);
    const struct drawing *large = drawing_enlarge(*state, drawing, 1.5);
    assert_dump(large, *state, "drawing 150 75\nstroke #00607A 3 dash 4.5 1.5 line 15 30 45 30\n"
                               "text 7.5 15 \"a word\" - 12.75 #00607A tick\n");
    size_t count;
    assert_true(drawing_ops(large, &count)[1].text->width == 30);
}

static void stray_move_after_close_is_dropped(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    drawing_rect(drawing, 1, 2, 3, 4);
    drawing_rect(drawing, 11, 12, 3, 4);
    drawing_fill(drawing, black);
    drawing_finish(drawing);
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    assert_int_equal(count, 1);
    assert_int_equal(ops[0].path.verb_count, 10);
    assert_int_equal(ops[0].path.verbs[5], PATH_MOVE);
    assert_int_equal(ops[0].path.verbs[9], PATH_CLOSE);
}

static void painting_uses_up_the_path(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    struct stroke stroke = { .colour = black, .width = 0.5, .dash = { 2, 1 }, .cap = CAP_ROUND };
    drawing_segment(drawing, (struct point){ 0, 5 }, (struct point){ 9, 5 }, &stroke);
    drawing_fill(drawing, black);
    drawing_rect(drawing, 0, 0, 5, 5);
    drawing_fill_stroke(drawing, colour_with_alpha(petrol, 0.5), &stroke);
    drawing_finish(drawing);
    assert_dump(drawing, *state,
                "drawing 100 50\nstroke #000000 0.5 dash 2 1 round-cap line 0 5 9 5\n"
                "fill #00607A/0.5 stroke #000000 0.5 dash 2 1 round-cap rect 0 0 5 5\n");
}

static void transformations_nest(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    drawing_save(drawing);
    drawing_translate(drawing, 10, 20);
    drawing_scale(drawing, 2, 3);
    drawing_rect(drawing, 1, 1, 4, 2);
    drawing_fill(drawing, black);
    drawing_restore(drawing);
    drawing_rect(drawing, 1, 1, 4, 2);
    drawing_fill(drawing, black);
    drawing_finish(drawing);
    assert_dump(drawing, *state, "drawing 100 50\nfill #000000 rect 12 23 8 6\nfill #000000 rect 1 1 4 2\n");
}

static void text_turns_but_does_not_scale(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    struct origin origin = { .kind = ORIGIN_POINT, .id = 7 };
    drawing_translate(drawing, 10, 40);
    drawing_rotate(drawing, -M_PI / 2);
    drawing_scale(drawing, 2, 2);
    drawing_text(drawing, 5, 0, text_of(*state, "a\"b"), origin);
    drawing_finish(drawing);
    assert_dump(drawing, *state, "drawing 100 50\ntext 10 30 angle 90 \"a\\\"b\" - 8.5 #00607A point 7\n");
}

static void clips_nest_and_an_empty_clip_hides(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 50);
    drawing_rect(drawing, 0, 0, 50, 50);
    drawing_clip_begin(drawing);
    drawing_clip_begin(drawing);
    drawing_rect(drawing, 1, 1, 2, 2);
    drawing_fill(drawing, black);
    drawing_clip_end(drawing);
    drawing_clip_end(drawing);
    drawing_finish(drawing);
    assert_dump(drawing, *state,
                "drawing 100 50\nclip rect 0 0 50 50\nclip path M 0 0 Z\nfill #000000 rect 1 1 2 2\n"
                "clip end\nclip end\n");
}

/* Coordinates as large as a poster's: the fixed-point numbers of cairo must not show. */
static void rounding_stays_below_a_thousandth(void **state) {
    struct drawing *drawing = drawing_new(*state, 3000, 3000);
    for (int i = 0; i < 200; i++) {
        drawing_move(drawing, i * 13.37891, i * 0.12345);
        drawing_line(drawing, i * 7.77777 + 1, 2999.99 - i * 0.98765);
        drawing_stroke(drawing, &(struct stroke){ .colour = black, .width = 1 });
    }
    drawing_finish(drawing);
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    assert_int_equal(count, 200);
    for (size_t i = 0; i < count; i++) {
        const struct point *points = ops[i].path.points;
        assert_true(fabs(points[0].x - (double)i * 13.37891) < 0.001);
        assert_true(fabs(points[0].y - (double)i * 0.12345) < 0.001);
        assert_true(fabs(points[1].x - (double)i * 7.77777 - 1) < 0.001);
        assert_true(fabs(points[1].y - 2999.99 + (double)i * 0.98765) < 0.001);
    }
}

static void circle_passes_through_its_radius(void **state) {
    struct drawing *drawing = drawing_new(*state, 100, 100);
    drawing_circle(drawing, 50, 50, 20);
    drawing_fill(drawing, black);
    drawing_finish(drawing);
    size_t count;
    const struct path *path = &drawing_ops(drawing, &count)[0].path;
    assert_int_equal(path->verbs[path->verb_count - 1], PATH_CLOSE);
    for (size_t i = 0; i < path->point_count; i += 3) {
        assert_true(fabs(hypot(path->points[i].x - 50, path->points[i].y - 50) - 20) < 0.002);
    }
}

static void description_stands_in_the_dump(void **state) {
    struct drawing *drawing = drawing_new(*state, 10, 10);
    drawing_describe(drawing, "Bar chart.", "code,value\r\nX,1.5\r\n");
    drawing_finish(drawing);
    drawing_finish(drawing);
    assert_dump(drawing, *state, "drawing 10 10\nalternative Bar chart.\ncsv | code,value\ncsv | X,1.5\n");
}

static void pages_show_items_and_anchors(void **state) {
    struct page_item items[] = {
        { .kind = ITEM_RECT, .role = ITEM_DECORATION, .x = 1, .y = 2, .width = 30, .height = 0.75, .colour = black },
        { .kind = ITEM_TEXT, .node = 4, .fragment = 1, .part = PART_LABEL, .x = 5, .y = 20.256,
          .run = text_of(*state, "1")->runs, .origin = { .kind = ORIGIN_COUNTER } },
    };
    struct page page = { .width = 100, .height = 200, .master = "body", .label = "3", .items = items, .count = 2 };
    struct anchor anchor = { .node = 4, .page = 0, .x = 5, .y = 10 };
    struct pages pages = { .pages = &page, .count = 1, .anchors = &anchor, .anchor_count = 1 };
    struct buffer out = buffer_new(*state);
    pages_dump(&pages, &out);
    assert_string_equal(out.data, "page 1 \"3\" body 100 200\n"
                                  "  rect 1 2 30 0.75 decoration #000000\n"
                                  "  text 5 20.26 original 4.1 label \"1\" - 8.5 #00607A counter\n"
                                  "  anchor 4 5 10\n");
    assert_ptr_equal(pages_anchor(&pages, 4), &anchor);
    assert_null(pages_anchor(&pages, 5));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, arena_setup, arena_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(path_comes_back),
        CASE(all_of_a_drawing_is_enlarged),
        CASE(stray_move_after_close_is_dropped),
        CASE(painting_uses_up_the_path),
        CASE(transformations_nest),
        CASE(text_turns_but_does_not_scale),
        CASE(clips_nest_and_an_empty_clip_hides),
        CASE(rounding_stays_below_a_thousandth),
        CASE(circle_passes_through_its_radius),
        CASE(description_stands_in_the_dump),
        CASE(pages_show_items_and_anchors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
