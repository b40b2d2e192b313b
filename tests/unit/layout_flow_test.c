/* How text and figures go over pages: figures that wait, columns, landscape pages, notes; and inputs that nobody should
 * write, of which the rest of the document must come out right. */
#include "flow_world.h"

/* 30 lines of 19.5 pt leave about 100 pt. */
static void figure_waits_and_text_flows_up(void **state) {
    struct world *world = *state;
    add_lines(world, 30);
    struct node *first = add_figure(world, 200, NULL), *second = add_figure(world, 150, NULL);
    struct node *behind = add_paragraph(world, root(world), line);
    add_lines(world, 20);
    const struct pages *pages = lay_out(world);
    assert_int_equal(figure_page(pages, first), 1);
    assert_int_equal(figure_page(pages, second), 1);
    assert_int_equal(page_of(pages, behind), 0);
    size_t page;
    double top = find(pages, first->first, &page)->y;
    assert_true(top < world->theme->page.top + 20);
    assert_true(find(pages, second->first, &page)->y > top + 200);
    assert_said(world, "met on page 1 [layout-moved]");
    assert_no_fault(world);
}

static void figures_keep_their_order(void **state) {
    struct world *world = *state;
    add_lines(world, 20);
    struct node *first = add_figure(world, 600, NULL), *second = add_figure(world, 60, NULL);
    add_lines(world, 40);
    const struct pages *pages = lay_out(world);
    assert_true(figure_page(pages, first) <= figure_page(pages, second));
    assert_no_fault(world);
}

static void figure_at_the_top(void **state) {
    struct world *world = *state;
    add_lines(world, 5);
    struct node *figure = add_figure(world, 100, "top");
    add_lines(world, 60);
    const struct pages *pages = lay_out(world);
    size_t page;
    double y = find(pages, figure->first, &page)->y;
    assert_true(y < world->theme->page.top + 20);
    assert_int_equal(page, 1);
    assert_no_fault(world);
}

static void figure_on_a_page_of_its_own(void **state) {
    struct world *world = *state;
    add_lines(world, 5);
    struct node *figure = add_figure(world, 100, "page");
    struct node *behind = add_paragraph(world, root(world), line);
    add_lines(world, 60);
    const struct pages *pages = lay_out(world);
    size_t page = figure_page(pages, figure);
    assert_int_equal(page, 1);
    assert_int_equal(page_of(pages, behind), 0);
    size_t originals = 0;
    for (size_t i = 0; i < pages->pages[page].count; i++) {
        originals += pages->pages[page].items[i].role == ITEM_ORIGINAL;
    }
    assert_int_equal(originals, 1);
    assert_no_fault(world);
}

static void figure_stays_before_the_next_chapter(void **state) {
    struct world *world = *state;
    add_lines(world, 32);
    struct node *figure = add_figure(world, 200, "top");
    struct node *heading = add_heading(world, 1);
    add_text(world, heading, "The next chapter");
    add_lines(world, 3);
    const struct pages *pages = lay_out(world);
    assert_true(figure_page(pages, figure) < page_of(pages, heading));
}

static void unknown_place_is_said(void **state) {
    struct world *world = *state;
    struct node *figure = add_figure(world, 100, "bottom");
    assert_int_equal(figure_page(lay_out(world), figure), 0);
    assert_said(world, "place=bottom; here, top or page [layout-attribute]");
}

static struct node *add_reference(struct world *world, const struct node *figure) {
    struct node *reference = add(world, add_paragraph(world, root(world), "See "), NODE_REFERENCE, "fig-x");
    (void)figure;
    add_text(world, reference, "Figure 1");
    return reference;
}

static void refer(struct world *world, size_t lines) {
    struct node *reference = add_reference(world, NULL);
    add_lines(world, lines);
    struct node *figure = add_figure(world, 100, NULL);
    reference->target = figure->id;
    add_lines(world, 3);
    lay_out(world);
}

static void figure_far_from_its_reference_is_said(void **state) {
    refer(*state, 125);
    assert_said(*state, "page 4: Figure\u00A01, first referred to on page 1 [layout-far]");
}

static void figure_on_the_next_page_is_near(void **state) {
    refer(*state, 50);
    assert_no_fault(*state);
}

static struct node *add_columns(struct world *world, const char *count, size_t paragraphs) {
    struct node *columns = add(world, root(world), NODE_BLOCK, "columns");
    set_attribute(world, columns, "count", count);
    for (size_t i = 0; i < paragraphs; i++) {
        add_paragraph(world, columns, line);
    }
    return columns;
}

/* Bottoms of the columns at these places on a page. */
static double column_bottom(const struct page *page, double x) {
    double bottom = 0;
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        bool here = item->kind == ITEM_TEXT && item->role == ITEM_ORIGINAL && item->x >= x - 1 && item->x < x + 100;
        bottom = here && item->y > bottom ? item->y : bottom;
    }
    return bottom;
}

static void columns_are_balanced(void **state) {
    struct world *world = *state;
    add_columns(world, "2", 9);
    const struct pages *pages = lay_out(world);
    double left = column_bottom(&pages->pages[0], world->theme->page.left);
    double right = column_bottom(&pages->pages[0], 303.3);
    assert_true(right > 0 && left >= right && left - right <= 33);
    assert_no_fault(world);
}

static void long_columns_go_on(void **state) {
    struct world *world = *state;
    struct node *columns = add_columns(world, "3", 130);
    struct node *behind = add_paragraph(world, root(world), line);
    const struct pages *pages = lay_out(world);
    assert_int_equal(pages->count, 3);
    assert_int_equal(page_of(pages, columns->first), 0);
    assert_int_equal(page_of(pages, behind), 2);
    double foot = world->theme->page.top + world->theme->page.frame_height;
    for (double x = world->theme->page.left; x < 400; x += 164.4) {
        assert_true(column_bottom(&pages->pages[0], x) > foot - 50);
    }
    assert_no_fault(world);
}

static void wide_figure_stands_on_a_landscape_page(void **state) {
    struct world *world = *state;
    add_lines(world, 3);
    struct node *landscape = add(world, root(world), NODE_BLOCK, "landscape");
    struct node *figure = add_figure(world, 100, NULL);
    node_remove(figure);
    node_add(landscape, figure);
    struct node *behind = add_paragraph(world, root(world), line);
    const struct pages *pages = lay_out(world);
    size_t page = figure_page(pages, figure);
    assert_int_equal(page, 1);
    assert_string_equal(pages->pages[1].master, "landscape");
    assert_true(pages->pages[1].width > pages->pages[1].height);
    assert_int_equal(page_of(pages, behind), 0);
    assert_no_fault(world);
}

/* All words of a note come out, in their order, over as many pages as need be. */
static void long_note_goes_on(void **state) {
    struct world *world = *state;
    struct node *paragraph = add_paragraph(world, root(world), "A mark");
    add_mark(world, paragraph, "n");
    add_lines(world, 70);
    struct node *note = add_note(world, "n", repeated(world, line, 90));
    const struct pages *pages = lay_out(world);
    size_t lines = 0, fragments = 0;
    for (size_t i = 0; i < pages->count; i++) {
        for (size_t k = 0; k < pages->pages[i].count; k++) {
            const struct page_item *item = &pages->pages[i].items[k];
            lines += item->node == note->first->id;
            fragments = item->node == note->first->id && item->fragment > fragments ? item->fragment : fragments;
        }
    }
    assert_true(lines > 60 && fragments >= 1);
    assert_no_fault(world);
}

static void note_longer_than_a_page_is_said(void **state) {
    struct world *world = *state;
    struct node *paragraph = add_paragraph(world, root(world), "A mark");
    add_mark(world, paragraph, "n");
    struct node *behind = add_paragraph(world, root(world), line);
    add_note(world, "n", repeated(world, line, 200));
    const struct pages *pages = lay_out(world);
    assert_true(pages->count >= 2);
    assert_int_equal(page_of(pages, behind), 0);
    assert_said(world, "[layout-long-note]");
    assert_null(strstr(messages(world), "[layout-outside]"));
    assert_null(strstr(messages(world), "[layout-overlap]"));
}

static void several_notes_stand_on_a_page(void **state) {
    struct world *world = *state;
    struct node *heading = add_heading(world, 2);
    add_text(world, heading, "A heading with a note");
    add_mark(world, heading, "a");
    struct node *text = add_paragraph(world, root(world), "Text");
    add_mark(world, text, "b");
    add_mark(world, text, "a:c");
    struct node *notes[] = {add_note(world, "a", "of a heading"), add_note(world, "b", "of a text"),
                            add_note(world, "a:c", "of the second series")};
    const struct pages *pages = lay_out(world);
    double y = 0;
    for (size_t i = 0; i < 3; i++) {
        size_t page;
        const struct page_item *item = find(pages, notes[i], &page);
        assert_int_equal(page, 0);
        assert_true(item->y > y);
        y = item->y;
    }
    assert_string_equal(notes[0]->label, "1");
    assert_string_equal(notes[2]->label, "a");
    assert_no_fault(world);
}

static void notes_are_numbered_by_chapter(void **state) {
    struct world *world = *state;
    world->document->notes_by_chapter = true;
    struct node *notes[2];
    for (size_t i = 0; i < 2; i++) {
        struct node *heading = add_heading(world, 1);
        add_text(world, heading, "A chapter");
        const char *label = i == 0 ? "x" : "y";
        add_mark(world, add_paragraph(world, root(world), line), label);
        notes[i] = add_note(world, label, "a note");
    }
    lay_out(world);
    assert_string_equal(notes[0]->label, "1");
    assert_string_equal(notes[1]->label, "1");
}

/* What nobody should write. */

/* What was added is said to be wrong, stays on its page, and the text behind it is printed. */
static void assert_text_behind(struct world *world, const char *said, const char *not_said) {
    struct node *behind = add_paragraph(world, root(world), line);
    const struct pages *pages = lay_out(world);
    assert_said(world, said);
    assert_null(strstr(messages(world), not_said));
    assert_null(strstr(messages(world), "[layout-outside]"));
    assert_true(page_of(pages, behind) < SIZE_MAX);
}

static void lists_in_lists_stay_in_their_column(void **state) {
    struct world *world = *state;
    struct node *parent = root(world);
    for (int depth = 0; depth < 50; depth++) {
        struct node *list = add(world, parent, NODE_LIST, NULL);
        list->tight = true;
        parent = add(world, list, NODE_ITEM, NULL);
        add_paragraph(world, parent, line);
    }
    assert_text_behind(world, "[layout-deep-list]", "[layout-overfull]");
}

static void heading_of_many_lines_is_broken(void **state) {
    struct world *world = *state;
    for (int level = 1; level <= 4; level++) {
        world = set_up_again(state);
        struct node *heading = add_heading(world, level);
        add_text(world, heading, repeated(world, line, level == 3 ? 100 : 300));
        assert_text_behind(world, "[layout-long-heading]", "[layout-too-tall]");
    }
}

static void word_wider_than_its_column_is_cut(void **state) {
    struct world *world = *state;
    add_paragraph(world, root(world), repeated(world, "0123456789", 30));
    struct node *behind = add_paragraph(world, root(world), line);
    const struct pages *pages = lay_out(world);
    assert_said(world, "[layout-overfull]");
    assert_null(strstr(messages(world), "[layout-outside]"));
    assert_int_equal(page_of(pages, behind), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(figure_waits_and_text_flows_up),
        CASE(figures_keep_their_order),
        CASE(figure_at_the_top),
        CASE(figure_on_a_page_of_its_own),
        CASE(figure_stays_before_the_next_chapter),
        CASE(unknown_place_is_said),
        CASE(figure_far_from_its_reference_is_said),
        CASE(figure_on_the_next_page_is_near),
        CASE(columns_are_balanced),
        CASE(long_columns_go_on),
        CASE(wide_figure_stands_on_a_landscape_page),
        CASE(long_note_goes_on),
        CASE(note_longer_than_a_page_is_said),
        CASE(several_notes_stand_on_a_page),
        CASE(notes_are_numbered_by_chapter),
        CASE(lists_in_lists_stay_in_their_column),
        CASE(heading_of_many_lines_is_broken),
        CASE(word_wider_than_its_column_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
