/* The checks of pages: for each one page on which it fires and one on which it must not. Pages are put together item by
 * item, so that nothing but the fault meant stands on them. */
#include "layout_world.h"

#include "layout/check.h"
#include "layout/flow.h"
#include "layout/paragraph.h"

#define PAGES 3

struct made {
    struct slice slices[PAGES]; /* what stands on each page */
    double bottoms[PAGES];      /* how far each is filled; 0: to the end */
};

static int set_up(void **state) {
    set_up_layout(state);
    struct world *world = *state;
    world->own = arena_alloc(world->arena, sizeof(struct made));
    return 0;
}

static struct made *made(const struct world *world) {
    return world->own;
}

static struct node *add_paragraph(struct world *world) {
    return add(world, world->document->root, NODE_PARAGRAPH, NULL);
}

static void add_line(struct world *world, size_t page, const struct node *node, const struct label *line) {
    struct label label = *line;
    label.node = node->id;
    label.style = label.style ? label.style : &world->theme->styles[STYLE_BODY];
    setter_label(world->setter, &made(world)->slices[page], &label);
}

/* A line of body type on the grid, rows below the frame's top. */
static void add_body(struct world *world, size_t page, const struct node *node, double rows) {
    double y = world->theme->page.top + 13 * rows + style_baseline(&world->theme->styles[STYLE_BODY]);
    add_line(world, page, node, &(struct label){.text = "some words", .x = setter_span(world->setter, "text").x, .y = y});
}

static void add_rect(struct world *world, struct rect rect, const char *colour) {
    struct colour fill;
    assert_true(colour_parse(colour, &fill));
    slice_add_rect(world->arena, &made(world)->slices[0], rect, fill, ITEM_DECORATION);
}

static void add_rect_on_body(struct world *world, struct rect rect, const char *colour) {
    add_body(world, 0, add_paragraph(world), 0);
    add_rect(world, rect, colour);
}

static void add_body_on_rect(struct world *world, struct rect rect, const char *colour) {
    add_rect(world, rect, colour);
    add_body(world, 0, add_paragraph(world), 0);
}

static void place_drawing(struct world *world, struct drawing *drawing, double x, double y) {
    drawing_finish(drawing);
    struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                     .x = x,
                                     .y = y,
                                     .width = drawing_width(drawing),
                                     .height = drawing_height(drawing),
                                     .drawing = drawing}};
    slice_add_item(world->arena, &made(world)->slices[0], &item);
}

static void write_in(struct world *world, struct drawing *drawing, const char *text, double x, double y) {
    struct shaped *shaped = arena_alloc(world->arena, sizeof *shaped);
    *shaped = text_shape(world->arena, world->shaper, world->diag, &world->theme->styles[STYLE_CHART_LABEL], "en", text,
                         strlen(text), (struct source_pos){0});
    drawing_text(drawing, x, y, shaped, (struct origin){0});
}

/* Checks the first count pages and returns what was said. */
static const char *check(struct world *world, size_t count) {
    struct page *pages = arena_array(world->arena, count, sizeof *pages);
    struct page_fill *fills = arena_array(world->arena, count, sizeof *fills);
    for (size_t i = 0; i < count; i++) {
        const struct slice *slice = &made(world)->slices[i];
        pages[i] = (struct page){.width = world->theme->page.width,
                                 .height = world->theme->page.height,
                                 .master = "body",
                                 .count = slice->count};
        pages[i].items = arena_array(world->arena, slice->count, sizeof *pages[i].items);
        for (size_t k = 0; k < slice->count; k++) {
            pages[i].items[k] = slice->items[k].item;
        }
        fills[i].bottom = made(world)->bottoms[i] > 0 ? made(world)->bottoms[i] : 760;
    }
    struct pages all = {.pages = pages, .count = count};
    pages_check(world->setter, &(struct flow_result){.pages = &all, .fills = fills});
    return messages(world);
}

static void assert_checked(struct world *world, size_t count, const char *code) {
    const char *said = check(world, count);
    if (!strstr(said, code)) {
        fail_msg("no %s in: %s", code, said);
    }
}

static void assert_faultless(struct world *world, size_t count) {
    assert_string_equal(check(world, count), "");
}

static void plain_pages_are_silent(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 0);
    add_body(world, 1, add_paragraph(world), 2.5);
    assert_faultless(world, 2);
}

static void text_beyond_the_margin_is_said(void **state) {
    struct world *world = *state;
    const struct node *node = add_paragraph(world);
    add_line(world, 0, node, &(struct label){.text = "beyond", .x = 530, .y = 300});
    assert_checked(world, 1, "page 1: \"beyond\" [layout-outside]");
}

static void drawn_text_beyond_the_margin_is_said(void **state) {
    struct world *world = *state;
    struct drawing *drawing = drawing_new(world->arena, 100, 100);
    write_in(world, drawing, "beyond the edge of the paper", 60, 50);
    place_drawing(world, drawing, 430, 300);
    assert_checked(world, 1, "[layout-outside]");
}

static void texts_on_each_other_are_said(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 1);
    add_body(world, 0, add_paragraph(world), 1);
    assert_checked(world, 1, "page 1: \"some words\" and \"some words\" [layout-overlap]");
}

static void text_on_a_drawing_is_said(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 1);
    place_drawing(world, drawing_new(world->arena, 200, 50), 200, 80);
    assert_checked(world, 1, "stands on a drawing [layout-overlap]");
}

static void text_above_a_drawing_is_silent(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 0);
    place_drawing(world, drawing_new(world->arena, 200, 50), 200, 95);
    assert_faultless(world, 1);
}

static void drawings_on_each_other_are_said(void **state) {
    struct world *world = *state;
    place_drawing(world, drawing_new(world->arena, 200, 50), 200, 100);
    place_drawing(world, drawing_new(world->arena, 200, 50), 220, 140);
    assert_checked(world, 1, "two drawings [layout-overlap]");
}

static void rule_through_a_text_is_said(void **state) {
    add_rect_on_body(*state, (struct rect){100, 86, 300, 0.5}, "#000000");
    assert_checked(*state, 1, "a rule runs through \"some words\" [layout-overlap]");
}

static void ground_over_a_text_is_said(void **state) {
    add_rect_on_body(*state, (struct rect){200, 79, 300, 26}, "#FFFFFF");
    assert_checked(*state, 1, "a ground covers \"some words\" [layout-overlap]");
}

static void ground_under_a_text_is_silent(void **state) {
    add_body_on_rect(*state, (struct rect){200, 79, 300, 26}, "#FFFFFF");
    assert_faultless(*state, 1);
}

static void rule_below_a_text_is_silent(void **state) {
    add_rect_on_body(*state, (struct rect){100, 92, 300, 0.5}, "#000000");
    assert_faultless(*state, 1);
}

/* A drawing with a label at 10 50 and a second one at x y. */
static void add_labels(struct world *world, double x, double y) {
    struct drawing *drawing = drawing_new(world->arena, 200, 100);
    write_in(world, drawing, "first label", 10, 50);
    write_in(world, drawing, "second label", x, y);
    place_drawing(world, drawing, 200, 100);
}

static void labels_that_touch_are_said(void **state) {
    add_labels(*state, 40, 52);
    assert_checked(*state, 1, "page 1: \"first label\" and \"second label\" [layout-labels]");
}

static void labels_apart_are_silent(void **state) {
    add_labels(*state, 10, 62);
    assert_faultless(*state, 1);
}

/* A drawing with a label, clipped to its width; the label begins at x. */
static void add_clipped(struct world *world, double x) {
    struct drawing *drawing = drawing_new(world->arena, 100, 50);
    drawing_rect(drawing, 0, 0, 100, 50);
    drawing_clip_begin(drawing);
    write_in(world, drawing, "a label", x, 25);
    drawing_clip_end(drawing);
    place_drawing(world, drawing, 200, 100);
}

static void clipped_text_is_said(void **state) {
    add_clipped(*state, 90);
    assert_checked(*state, 1, "page 1: \"a label\" [layout-clipped]");
}

static void text_inside_its_clip_is_silent(void **state) {
    add_clipped(*state, 10);
    assert_faultless(*state, 1);
}

static void faint_text_on_a_ground_is_said(void **state) {
    add_body_on_rect(*state, (struct rect){200, 79, 300, 20}, "#00607A");
    assert_checked(*state, 1, "[layout-contrast]");
}

static void text_on_a_light_ground_is_silent(void **state) {
    add_body_on_rect(*state, (struct rect){200, 79, 300, 20}, "#E6F1F4");
    assert_faultless(*state, 1);
}

/* A label in ink on a circle of the subject's colour: its corners lie outside the box of the path, not of the circle. */
static void faint_label_on_a_mark_is_said(void **state) {
    struct world *world = *state;
    struct drawing *drawing = drawing_new(world->arena, 200, 200);
    drawing_circle(drawing, 100, 100, 60);
    drawing_fill(drawing, world->theme->colours[COLOUR_SUBJECT]);
    write_in(world, drawing, "on it", 90, 103);
    place_drawing(world, drawing, 200, 100);
    assert_checked(world, 1, "\"on it\" has 2.3 of 4.5 [layout-contrast]");
}

static void label_beside_a_mark_is_silent(void **state) {
    struct world *world = *state;
    struct drawing *drawing = drawing_new(world->arena, 200, 200);
    drawing_circle(drawing, 100, 100, 60);
    drawing_fill(drawing, world->theme->colours[COLOUR_SUBJECT]);
    write_in(world, drawing, "by", 42, 52);
    place_drawing(world, drawing, 200, 100);
    assert_faultless(world, 1);
}

static void small_type_is_said(void **state) {
    struct world *world = *state;
    const struct text_style *small = setter_resize(world->setter, &world->theme->styles[STYLE_SOURCE], 6.5);
    add_line(world, 0, add_paragraph(world), &(struct label){.text = "small", .style = small, .x = 221.1, .y = 100});
    assert_checked(world, 1, "\"small\" has 6.50 of 7.00 pt [layout-small-type]");
}

/* A raised mark of a note, and a sign from the fallback face, are smaller by design. */
static void raised_marks_and_signs_are_silent(void **state) {
    struct world *world = *state;
    const struct node *node = add_paragraph(world);
    const struct text_style *mark = &world->theme->styles[STYLE_FOOTNOTE_MARK];
    add_body(world, 0, node, 0);
    add_line(world, 0, node, &(struct label){.text = "1", .style = mark, .x = 300, .y = 88});
    const struct text_style *cell = &world->theme->styles[STYLE_TABLE_CELL];
    add_line(world, 0, node, &(struct label){.text = "\u2713", .style = cell, .x = 400, .y = 150});
    assert_faultless(world, 1);
}

static void heading_at_the_foot_is_said(void **state) {
    struct world *world = *state;
    const struct node *heading = add(world, world->document->root, NODE_HEADING, NULL);
    add_body(world, 0, add_paragraph(world), 10);
    add_body(world, 0, heading, 50);
    add_body(world, 1, add_paragraph(world), 0);
    assert_checked(world, 2, "page 1: \"some words\" [layout-parted]");
}

static void heading_above_its_text_is_silent(void **state) {
    struct world *world = *state;
    const struct node *heading = add(world, world->document->root, NODE_HEADING, NULL);
    add_body(world, 0, heading, 50);
    add_body(world, 0, add_paragraph(world), 51);
    add_body(world, 1, add_paragraph(world), 0);
    assert_faultless(world, 2);
}

/* A paragraph of first lines on page 1 and of second ones on page 2. */
static void divide_paragraph(struct world *world, int first, int second) {
    const struct node *node = add_paragraph(world);
    for (int i = 0; i < first; i++) {
        add_body(world, 0, node, 40 + i);
    }
    for (int i = 0; i < second; i++) {
        add_body(world, 1, node, i);
    }
}

static void widow_is_said(void **state) {
    divide_paragraph(*state, 3, 1);
    assert_checked(*state, 2, "page 2: \"some words\" [layout-widow]");
}

static void orphan_is_said(void **state) {
    divide_paragraph(*state, 1, 3);
    assert_checked(*state, 2, "page 1: \"some words\" [layout-widow]");
}

static void two_lines_on_either_page_are_silent(void **state) {
    divide_paragraph(*state, 2, 2);
    assert_faultless(*state, 2);
}

static void block_beside_the_columns_is_said(void **state) {
    struct world *world = *state;
    double y = world->theme->page.top + style_baseline(&world->theme->styles[STYLE_BODY]);
    add_line(world, 0, add_paragraph(world), &(struct label){.text = "aside", .x = 230, .y = y});
    assert_checked(world, 1, "page 1: \"aside\" begins at 230.00 pt [layout-off-grid]");
}

static void line_beside_the_baselines_is_said(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 3.25);
    assert_checked(world, 1, "[layout-off-grid]");
}

static void empty_third_is_said(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 1);
    add_body(world, 1, add_paragraph(world), 1);
    made(world)->bottoms[0] = 400;
    assert_checked(world, 2, "page 1: 368 of 689 pt [layout-empty-third]");
}

static void last_page_may_end_where_it_ends(void **state) {
    struct world *world = *state;
    add_body(world, 0, add_paragraph(world), 1);
    made(world)->bottoms[0] = 400;
    assert_faultless(world, 1);
}

/* Lines: said when they are placed, so through the flow. */
static const char *flow_text(struct world *world, const char *words, const struct paragraph *form) {
    struct node *paragraph = add_paragraph(world);
    struct node *text = add(world, paragraph, NODE_TEXT, words);
    text->origin.kind = ORIGIN_LITERAL;
    struct inlines inlines = inlines_new(world->setter, STYLE_BODY, NULL);
    inlines_add(&inlines, paragraph);
    struct galley galley = {0};
    struct paragraph whole = *form;
    whole.style = &world->theme->styles[STYLE_BODY];
    paragraph_set(world->setter, &galley, &inlines, &whole);
    flow_pages(world->setter, &galley);
    return messages(world);
}

static void overfull_line_is_said(void **state) {
    const char *said = flow_text(*state, "a wordthatnolinecanholdbecauseitisasawholefartoolongforit", &(struct paragraph){.width = 60});
    assert_non_null(strstr(said, "page 1: \"wordthatnolinecanholdbecauseitisasawholefartoolongforit\" [layout-overfull]"));
}

static void loose_line_is_said(void **state) {
    struct paragraph form = {.width = 180};
    const char *said = flow_text(*state, "some few wordsthatstandtogetherandfillaline so that it is loose", &form);
    assert_non_null(strstr(said, "page 1: \"some few\" [layout-loose]"));
}

static void loose_justified_line_is_said(void **state) {
    struct paragraph form = {.width = 180, .form = FORM_JUSTIFIED};
    const char *said = flow_text(*state, "some few more wordsthatstandtogetherandfill so that it is loose", &form);
    assert_non_null(strstr(said, "[layout-loose]"));
}

static void even_lines_are_silent(void **state) {
    struct paragraph form = {.width = 180, .form = FORM_JUSTIFIED};
    assert_string_equal(flow_text(*state, "some words of usual length that fill two lines and leave no holes", &form), "");
}

#define CHECK(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CHECK(plain_pages_are_silent),
        CHECK(text_beyond_the_margin_is_said),
        CHECK(drawn_text_beyond_the_margin_is_said),
        CHECK(texts_on_each_other_are_said),
        CHECK(text_on_a_drawing_is_said),
        CHECK(text_above_a_drawing_is_silent),
        CHECK(drawings_on_each_other_are_said),
        CHECK(rule_through_a_text_is_said),
        CHECK(rule_below_a_text_is_silent),
        CHECK(ground_over_a_text_is_said),
        CHECK(ground_under_a_text_is_silent),
        CHECK(labels_that_touch_are_said),
        CHECK(labels_apart_are_silent),
        CHECK(clipped_text_is_said),
        CHECK(text_inside_its_clip_is_silent),
        CHECK(faint_text_on_a_ground_is_said),
        CHECK(text_on_a_light_ground_is_silent),
        CHECK(faint_label_on_a_mark_is_said),
        CHECK(label_beside_a_mark_is_silent),
        CHECK(small_type_is_said),
        CHECK(raised_marks_and_signs_are_silent),
        CHECK(heading_at_the_foot_is_said),
        CHECK(heading_above_its_text_is_silent),
        CHECK(widow_is_said),
        CHECK(orphan_is_said),
        CHECK(two_lines_on_either_page_are_silent),
        CHECK(block_beside_the_columns_is_said),
        CHECK(line_beside_the_baselines_is_said),
        CHECK(empty_third_is_said),
        CHECK(last_page_may_end_where_it_ends),
        CHECK(overfull_line_is_said),
        CHECK(loose_line_is_said),
        CHECK(loose_justified_line_is_said),
        CHECK(even_lines_are_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
