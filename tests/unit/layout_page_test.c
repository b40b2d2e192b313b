/* Where blocks go over pages: sections and figures, breaks that are forced or avoided, notes with their marks. */
#include "flow_world.h"

/* A section of the second level with a sentence over it, as templates make them. */
static struct node *add_section(struct world *world, const char *name) {
    struct node *heading = add_heading(world, 2);
    add_text(world, heading, name);
    add_text(world, add(world, root(world), NODE_BLOCK, "headline"), "What the section finds");
    return heading;
}

/* 22 lines of 19.5 pt leave some 260 pt. */
static void section_stands_before_a_figure_that_waits(void **state) {
    struct world *world = *state;
    add_section(world, "First");
    add_lines(world, 20);
    struct node *figure = add_figure(world, 300, NULL);
    struct node *section = add_section(world, "Second");
    add_lines(world, 20);
    const struct pages *pages = lay_out(world);
    assert_int_equal(page_of(pages, section), 0);
    assert_int_equal(figure_page(pages, figure), 1);
    assert_no_fault(world);
}

static void chapter_stays_behind_a_figure_that_waits(void **state) {
    struct world *world = *state;
    add_lines(world, 20);
    struct node *figure = add_figure(world, 300, NULL);
    struct node *heading = add_heading(world, 1);
    add_text(world, heading, "A chapter");
    add_lines(world, 4);
    const struct pages *pages = lay_out(world);
    assert_true(figure_page(pages, figure) < page_of(pages, heading));
}

/* A table of rows by itself, or in a figure. */
static struct node *add_table(struct world *world, struct node *parent, size_t rows) {
    struct node *table = add(world, parent, NODE_TABLE, NULL);
    for (size_t i = 0; i < rows; i++) {
        struct node *row = add(world, table, NODE_ROW, NULL);
        row->header = i == 0;
        add_paragraph(world, add(world, row, NODE_CELL, NULL), "Name");
        add_paragraph(world, add(world, row, NODE_CELL, NULL), line);
    }
    return table;
}

/* A table that waits begins on a page of which a third is free, and goes on on the next. */
static void waiting_table_is_split_before_a_section(void **state) {
    struct world *world = *state;
    add_lines(world, 18);
    struct node *figure = add(world, root(world), NODE_FIGURE, "table");
    struct node *table = add_table(world, figure, 30);
    add_lines(world, 2);
    struct node *section = add_section(world, "Next");
    add_lines(world, 4);
    const struct pages *pages = lay_out(world);
    assert_int_equal(page_of(pages, table->first->first->first), 0);
    assert_true(page_of(pages, section) > 0);
    assert_no_fault(world);
}

static void page_break_begins_a_page(void **state) {
    struct world *world = *state;
    add_lines(world, 2);
    add(world, root(world), NODE_BLOCK, "page-break");
    struct node *behind = add_paragraph(world, root(world), line);
    assert_int_equal(page_of(lay_out(world), behind), 1);
}

static void kept_blocks_share_a_page(void **state) {
    struct world *world = *state;
    for (size_t lines = 24; lines < 40; lines++) {
        world = set_up_again(state);
        add_lines(world, lines);
        struct node *keep = add(world, root(world), NODE_BLOCK, "keep");
        struct node *first = add_paragraph(world, keep, line), *last = NULL;
        for (size_t i = 0; i < 4; i++) {
            last = add_paragraph(world, keep, line);
        }
        add_lines(world, 4);
        const struct pages *pages = lay_out(world);
        assert_int_equal(page_of(pages, first), page_of(pages, last));
        assert_no_fault(world);
    }
}

/* Of a cell that is split, each mark has its note on its own page. */
static void notes_of_split_cells_stand_with_their_marks(void **state) {
    struct world *world = *state;
    add_lines(world, 20);
    struct node *table = add_table(world, root(world), 2);
    struct node *cell = table->last->last;
    struct node *marks[12];
    for (size_t i = 0; i < 12; i++) {
        struct node *paragraph = add_paragraph(world, cell, repeated(world, line, 3));
        const char *label = arena_print(world->arena, "n%zu", i);
        add_mark(world, paragraph, label);
        marks[i] = paragraph->last;
    }
    for (size_t i = 0; i < 12; i++) {
        add_note(world, arena_print(world->arena, "n%zu", i), "a note of the cell");
    }
    const struct pages *pages = lay_out(world);
    assert_true(page_of(pages, marks[0]) < page_of(pages, marks[11]));
    for (size_t i = 0; i < 12; i++) {
        const struct node *note = document_node(world->document, marks[i]->target);
        assert_int_equal(page_of(pages, marks[i]), page_of(pages, note));
    }
    assert_no_fault(world);
}

static void notes_of_columns_stand_at_the_foot(void **state) {
    struct world *world = *state;
    struct node *columns = add(world, root(world), NODE_BLOCK, "columns");
    set_attribute(world, columns, "count", "2");
    struct node *paragraphs[3];
    for (size_t i = 0; i < 3; i++) {
        paragraphs[i] = add_paragraph(world, columns, repeated(world, line, 20));
        add_mark(world, paragraphs[i], arena_print(world->arena, "n%zu", i));
    }
    struct node *notes[3];
    for (size_t i = 0; i < 3; i++) {
        notes[i] = add_note(world, arena_print(world->arena, "n%zu", i), "a note");
    }
    const struct pages *pages = lay_out(world);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(page_of(pages, paragraphs[i]->last), page_of(pages, notes[i]));
    }
    assert_no_fault(world);
}

/* What is left of a note stands on a page of its own before a divider, which has no foot for it. */
static void long_note_ends_before_a_divider(void **state) {
    struct world *world = *state;
    struct node *paragraph = add_paragraph(world, root(world), "Text");
    add_mark(world, paragraph, "n");
    struct node *divider = add(world, root(world), NODE_BLOCK, "divider");
    struct node *heading = add(world, divider, NODE_HEADING, NULL);
    heading->level = 1;
    add_text(world, heading, "A chapter");
    struct node *note = add_note(world, "n", repeated(world, line, 150));
    const struct pages *pages = lay_out(world);
    size_t page = page_of(pages, heading);
    assert_true(page >= 2);
    for (size_t k = 0; k < pages->pages[page].count; k++) {
        assert_true(pages->pages[page].items[k].node != note->first->id);
    }
}

/* Notes of what stands beside the text: a note in the margin may have one, too. */
static void notes_of_the_side_span_stand_at_the_foot(void **state) {
    struct world *world = *state;
    struct node *side = add(world, root(world), NODE_BLOCK, "side");
    struct node *paragraph = add_paragraph(world, side, "In the margin");
    add_mark(world, paragraph, "n");
    add_lines(world, 3);
    struct node *note = add_note(world, "n", "a note of the margin");
    const struct pages *pages = lay_out(world);
    assert_int_equal(page_of(pages, note), 0);
    assert_no_fault(world);
}

/* Lines of both columns and of the text behind them stand on one grid of half steps. */
static void lines_stand_on_the_grid(void **state) {
    struct world *world = *state;
    add_paragraph(world, root(world), repeated(world, line, 3));
    struct node *columns = add(world, root(world), NODE_BLOCK, "columns");
    set_attribute(world, columns, "count", "2");
    for (size_t i = 0; i < 7; i++) {
        add_paragraph(world, columns, repeated(world, line, 2));
    }
    add_lines(world, 2);
    add_figure(world, 97.3, NULL);
    add_lines(world, 4);
    const struct pages *pages = lay_out(world);
    double half = world->theme->numbers[NUMBER_GRID_STEP] / 2, first = -1;
    for (size_t k = 0; k < pages->pages[0].count; k++) {
        const struct page_item *item = &pages->pages[0].items[k];
        if (item->kind == ITEM_TEXT && item->role == ITEM_ORIGINAL) {
            first = first < 0 ? item->y : first;
            double steps = (item->y - first) / half;
            assert_true(fabs(steps - round(steps)) < 0.01);
        }
    }
    assert_no_fault(world);
}

static struct node *add_columns(struct world *world, struct node *parent, size_t paragraphs) {
    struct node *columns = add(world, parent, NODE_BLOCK, "columns");
    set_attribute(world, columns, "count", "2");
    for (size_t i = 0; i < paragraphs; i++) {
        add_paragraph(world, columns, line);
    }
    return columns;
}

/* Wherever on the page they are met, columns stand below their headline, and all of them are printed. */
static void columns_keep_with_their_headline(void **state) {
    struct world *world = *state;
    for (size_t lines = 18; lines < 40; lines++) {
        world = set_up_again(state);
        add_lines(world, lines);
        struct node *section = add_section(world, "Columns");
        struct node *columns = add_columns(world, root(world), 6);
        const struct pages *pages = lay_out(world);
        assert_int_equal(page_of(pages, section), page_of(pages, columns->first));
        assert_true(page_of(pages, columns->last) < SIZE_MAX);
    }
}

/* Three lines are too few to be divided: they stay in one column. */
static void short_paragraph_stays_in_its_column(void **state) {
    struct world *world = *state;
    struct node *columns = add(world, root(world), NODE_BLOCK, "columns");
    set_attribute(world, columns, "count", "3");
    struct node *paragraph = add_paragraph(world, columns, repeated(world, line, 1));
    const struct pages *pages = lay_out(world);
    for (size_t k = 0; k < pages->pages[0].count; k++) {
        const struct page_item *item = &pages->pages[0].items[k];
        assert_true(item->node != paragraph->id || item->x < world->theme->page.left + 10);
    }
}

static void columns_in_a_keep_are_printed(void **state) {
    struct world *world = *state;
    struct node *keep = add(world, root(world), NODE_BLOCK, "keep");
    add_paragraph(world, keep, line);
    struct node *columns = add_columns(world, keep, 4);
    struct node *behind = add_paragraph(world, keep, line);
    const struct pages *pages = lay_out(world);
    assert_int_equal(page_of(pages, columns->first), 0);
    assert_int_equal(page_of(pages, behind), 0);
    assert_no_fault(world);
}

/* What keeps together is divided where no column holds it. */
static void columns_higher_than_a_page_in_a_keep(void **state) {
    struct world *world = *state;
    struct node *keep = add(world, root(world), NODE_BLOCK, "keep");
    struct node *columns = add(world, keep, NODE_BLOCK, "columns");
    set_attribute(world, columns, "count", "2");
    struct node *inner = add(world, columns, NODE_BLOCK, "keep");
    for (size_t i = 0; i < 120; i++) {
        add_paragraph(world, inner, line);
    }
    struct node *behind = add_paragraph(world, root(world), line);
    const struct pages *pages = lay_out(world);
    assert_true(page_of(pages, inner->last) <= 4);
    assert_true(page_of(pages, behind) <= 4);
    assert_null(strstr(messages(world), "[layout-outside]"));
}

static void columns_begin_the_page_behind_a_break(void **state) {
    struct world *world = *state;
    add_lines(world, 3);
    add(world, root(world), NODE_BLOCK, "page-break");
    struct node *columns = add_columns(world, root(world), 4);
    assert_int_equal(page_of(lay_out(world), columns->first), 1);
}

/* A figure for the top may stand right below another one there. */
static void figures_share_the_top(void **state) {
    struct world *world = *state;
    add_lines(world, 5);
    struct node *first = add_figure(world, 700, NULL), *second = add_figure(world, 60, NULL);
    struct node *third = add_figure(world, 60, "top");
    add_lines(world, 4);
    const struct pages *pages = lay_out(world);
    assert_true(figure_page(pages, first) < figure_page(pages, second));
    assert_int_equal(figure_page(pages, second), figure_page(pages, third));
}

/* Numbers that look thrown, the same in every run. Source: Knuth, The Art of Computer Programming, volume 2, 3.3.4. */
static unsigned throw(unsigned *seed, unsigned below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % below;
}

/* A document of blocks thrown together; the figures and paragraphs that it has. */
struct thrown {
    struct node *figures[DRAWINGS_MAX], *paragraphs[200];
    size_t figure_count, paragraph_count;
};

/* Headings in the side span, kept blocks, turned pages, new chapters. */
static void throw_frame(struct world *world, unsigned kind, unsigned *seed) {
    if (kind == 19) {
        add_text(world, add_heading(world, 3), "Beside the text");
        add_lines(world, 1);
    } else if (kind == 20) {
        struct node *keep = add(world, root(world), NODE_BLOCK, "keep");
        for (unsigned i = 0; i < 2 + throw(seed, 6); i++) {
            add_paragraph(world, keep, line);
        }
    } else if (kind == 21) {
        add_table(world, add(world, root(world), NODE_BLOCK, "landscape"), 3 + throw(seed, 30));
    } else {
        add_text(world, add_heading(world, 1), "A chapter");
        add_lines(world, 1);
    }
}

static void throw_block(struct world *world, struct thrown *thrown, unsigned *seed) {
    unsigned kind = throw(seed, 26);
    if (kind < 12) {
        struct node *paragraph = add_paragraph(world, root(world), repeated(world, line, 1 + throw(seed, 6)));
        thrown->paragraphs[thrown->paragraph_count++] = paragraph;
    } else if (kind < 16 && thrown->figure_count < DRAWINGS_MAX) {
        static const char *const places[] = {NULL, NULL, "here", "top", "page"};
        thrown->figures[thrown->figure_count++] =
            add_figure(world, 40 + throw(seed, 400), places[throw(seed, 5)]);
    } else if (kind < 17) {
        add_section(world, "A section");
    } else if (kind < 18) {
        add_columns(world, root(world), 1 + throw(seed, 30));
    } else if (kind < 19) {
        add_table(world, add(world, root(world), NODE_FIGURE, "table"), 3 + throw(seed, 30));
    } else if (kind < 23) {
        throw_frame(world, kind, seed);
    } else {
        struct node *paragraph = add_paragraph(world, root(world), "A mark");
        const char *label = arena_print(world->arena, "n%zu", thrown->paragraph_count);
        add_mark(world, paragraph, label);
        add_note(world, label, repeated(world, line, 1 + throw(seed, 12)));
        thrown->paragraphs[thrown->paragraph_count++] = paragraph;
    }
}

static void assert_in_order(const struct pages *pages, struct node *const *nodes, size_t count, bool figures) {
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        size_t page = figures ? figure_page(pages, nodes[i]) : page_of(pages, nodes[i]);
        if (page == SIZE_MAX || page < last) {
            fail_msg("%s %zu of %zu stands on page %zd, the one before it on %zu", figures ? "figure" : "paragraph", i, count,
                     (ssize_t)page, last);
        }
        last = page;
    }
}

/* Whatever comes together, nothing is lost, all keep their order, and nothing stands outside or on another. */
static void thrown_documents_keep_their_order(void **state) {
    for (unsigned round = 1; round <= 250; round++) {
        struct world *world = set_up_again(state);
        struct thrown thrown = {0};
        unsigned seed = round;
        for (size_t i = 0; i < 60; i++) {
            throw_block(world, &thrown, &seed);
        }
        add_lines(world, 1);
        const struct pages *pages = lay_out(world);
        assert_in_order(pages, thrown.paragraphs, thrown.paragraph_count, false);
        assert_in_order(pages, thrown.figures, thrown.figure_count, true);
        static const char *const faults[] = {"outside", "overlap", "too-tall", "widow", "parted", "off-grid", "far"};
        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
            const char *found = strstr(messages(world), arena_print(world->arena, "[layout-%s]", faults[i]));
            if (found) {
                fail_msg("round %u: %s", round, strstr(messages(world), "warning") ? strstr(messages(world), "warning") : messages(world));
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(section_stands_before_a_figure_that_waits),
        CASE(chapter_stays_behind_a_figure_that_waits),
        CASE(waiting_table_is_split_before_a_section),
        CASE(thrown_documents_keep_their_order),
        CASE(columns_keep_with_their_headline),
        CASE(short_paragraph_stays_in_its_column),
        CASE(columns_in_a_keep_are_printed),
        CASE(columns_higher_than_a_page_in_a_keep),
        CASE(columns_begin_the_page_behind_a_break),
        CASE(figures_share_the_top),
        CASE(page_break_begins_a_page),
        CASE(kept_blocks_share_a_page),
        CASE(notes_of_split_cells_stand_with_their_marks),
        CASE(notes_of_columns_stand_at_the_foot),
        CASE(long_note_ends_before_a_divider),
        CASE(notes_of_the_side_span_stand_at_the_foot),
        CASE(lines_stand_on_the_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
