/* Layout: lines from known widths, pages from trees made by hand. What must hold on every page is asserted over many
 * fillings. */
#include "layout_world.h"

#include "layout/check.h"
#include "layout/flow.h"
#include "layout/paragraph.h"

static const char lorem[] =
    "The industrial ecosystems of a country group all activities along a value chain, from research to repair, and the "
    "statistics of employment follow them. Where specialisation is high, organisations that connect enterprises, "
    "universities and administrations are found more often than elsewhere; internationalisation depends on them. ";

/* Trees. */

static struct node *add_paragraph(struct world *world, struct node *parent, const char *text) {
    return add_text(world, add(world, parent, NODE_PARAGRAPH, ""), text);
}

static struct node *add_block(struct world *world, struct node *parent, const char *role) {
    return add(world, parent, NODE_BLOCK, role);
}

static struct node *add_heading(struct world *world, int level, const char *text, const char *class) {
    struct node *node = add(world, world->document->root, NODE_HEADING, "");
    node->level = level;
    if (class) {
        struct attributes *attributes = arena_alloc(world->arena, sizeof *attributes);
        attributes->classes = arena_array(world->arena, 1, sizeof *attributes->classes);
        attributes->classes[0] = class;
        attributes->class_count = 1;
        node->attributes = attributes;
    }
    return add_text(world, node, text);
}

static struct node *add_note(struct world *world, struct node *parent, const char *label, const char *text) {
    struct node *mark = add(world, parent, NODE_NOTE_MARK, "");
    struct node *note = add(world, world->document->root, NODE_FOOTNOTE, "");
    mark->text = note->text = label;
    add_paragraph(world, note, text);
    return note;
}

/* Paragraphs of one line each. */
static void add_filler(struct world *world, size_t lines) {
    for (size_t i = 0; i < lines; i++) {
        add_paragraph(world, world->document->root, "filler");
    }
}

static struct node *add_row(struct world *world, struct node *table, const char *stub, const char *text) {
    struct node *row = add(world, table, NODE_ROW, "");
    add_text(world, add(world, row, NODE_CELL, ""), stub);
    add_text(world, add(world, row, NODE_CELL, ""), text);
    return row;
}

static struct node *add_table(struct world *world, size_t rows) {
    struct node *figure = add(world, world->document->root, NODE_FIGURE, "table");
    add(world, figure, NODE_CAPTION, "label");
    struct node *headline = add(world, figure, NODE_CAPTION, "headline");
    add_text(world, headline, "What the table finds");
    struct node *table = add(world, figure, NODE_TABLE, "");
    add_row(world, table, "Stub head", "Second head")->header = true;
    for (size_t i = 0; i < rows; i++) {
        add_row(world, table, "row", "cell");
    }
    return table;
}

static const struct pages *lay_out(struct world *world) {
    document_number(world->arena, world->diag, world->document, &labels);
    return layout_pages(world->arena, world->diag, world->job);
}

/* What stands on pages. */

/* The first text item of node on page, or NULL. */
static const struct page_item *find_item(const struct page *page, const struct node *node, enum item_part part) {
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind == ITEM_TEXT && item->node == node->id && item->part == part && item->role == ITEM_ORIGINAL) {
            return item;
        }
    }
    return NULL;
}

static size_t page_of(const struct pages *pages, const struct node *node) {
    for (size_t i = 0; i < pages->count; i++) {
        if (find_item(&pages->pages[i], node, PART_BODY)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static size_t count_lines(const struct page *page, const struct node *node) {
    size_t lines = 0;
    double last = -1;
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind == ITEM_TEXT && item->node == node->id && item->y != last) {
            last = item->y;
            lines++;
        }
    }
    return lines;
}

static size_t count_text(const struct page *page, const char *text, enum item_role role) {
    size_t count = 0;
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        count += item->kind == ITEM_TEXT && item->role == role && item->run->text_size >= strlen(text) &&
                 strncmp(item->run->text, text, strlen(text)) == 0;
    }
    return count;
}

/* Lines. */

struct broken {
    struct segments segments;
    struct line_ends ends;
};

static struct broken break_text(struct world *world, const char *text, const struct paragraph *paragraph) {
    struct inlines *inlines = arena_alloc(world->arena, sizeof *inlines);
    *inlines = inlines_new(world->setter, STYLE_BODY, NULL);
    struct node *node = add_paragraph(world, world->document->root, text);
    inlines_add(inlines, node);
    struct broken broken = {
        .segments = segments_new(world->setter, inlines, paragraph->hyphenate, paragraph->width)};
    broken.ends = paragraph_break(world->setter, &broken.segments, paragraph);
    return broken;
}

static double line_width(const struct broken *broken, size_t line) {
    return segments_width(&broken->segments, line > 0 ? broken->ends.ends[line - 1] : 0, broken->ends.ends[line]);
}

static struct paragraph body(const struct world *world, double width) {
    return (struct paragraph){.style = &world->theme->styles[STYLE_BODY], .width = width, .hyphenate = true};
}

static char *repeat(struct world *world, const char *text, size_t times) {
    struct buffer buffer = buffer_new(world->arena);
    for (size_t i = 0; i < times; i++) {
        buffer_text(&buffer, text);
    }
    return buffer.data;
}

static void lines_keep_their_measure(void **state) {
    struct world *world = *state;
    for (double width = 60; width < 420; width += 17) {
        struct paragraph paragraph = body(world, width);
        struct broken broken = break_text(world, lorem, &paragraph);
        size_t hyphen = 0;
        for (size_t i = 0; i < broken.ends.count; i++) {
            assert_true(line_width(&broken, i) <= width + 0.02);
            const struct segment *last = &broken.segments.items[broken.ends.ends[i] - 1];
            if (last->kind == END_HYPHEN && !last->needed) {
                assert_true(hyphen == 0 || i + 1 - hyphen >= 4);
                hyphen = i + 1;
            }
        }
    }
}

/* Sum of demerits of the best way from segment first on, by trying all: the same rule as the breaker's, for short
 * texts without hyphens. */
static double best_rest(const struct broken *broken, const struct paragraph *paragraph, size_t first) {
    double best = INFINITY;
    size_t count = broken->segments.count;
    for (size_t end = first + 1; end <= count; end++) {
        double width = segments_width(&broken->segments, first, end);
        if (width > paragraph->width + 0.01) {
            break;
        }
        if (end == count) {
            bool lone = first > 0 && end - first < 2 && width < fmin(length_from_mm(25), paragraph->width / 4);
            best = fmin(best, lone ? 1e5 : 0);
        } else {
            double rest = 100 * (paragraph->width - width) / paragraph->width;
            best = fmin(best, rest * rest + best_rest(broken, paragraph, end));
        }
    }
    return best;
}

static void lines_are_the_best_of_all(void **state) {
    struct world *world = *state;
    struct paragraph paragraph = body(world, 0);
    paragraph.hyphenate = false;
    for (paragraph.width = 70; paragraph.width < 160; paragraph.width += 13) {
        struct broken broken = break_text(
            world, "Where people work, which activities stand out, and who organises them here.", &paragraph);
        double sum = 0;
        for (size_t i = 0; i + 1 < broken.ends.count; i++) {
            double rest = 100 * (paragraph.width - line_width(&broken, i)) / paragraph.width;
            sum += rest * rest;
        }
        assert_true(sum <= best_rest(&broken, &paragraph, 0) + 0.01);
    }
}

static void last_line_is_no_lone_word(void **state) {
    struct world *world = *state;
    for (double width = 150; width < 330; width += 3) {
        struct paragraph paragraph = body(world, width);
        struct broken broken = break_text(world, lorem, &paragraph);
        size_t count = broken.ends.count;
        const struct segment *last = &broken.segments.items[broken.segments.count - 1];
        size_t words = last->word - broken.segments.items[broken.ends.ends[count - 2]].word + 1;
        assert_true(words >= 2 || line_width(&broken, count - 1) >= length_from_mm(25));
    }
}

static void numbers_keep_their_units(void **state) {
    struct world *world = *state;
    for (double width = 40; width < 140; width += 2) {
        struct paragraph paragraph = body(world, width);
        struct broken broken = break_text(world, "it is 44.9 % and EUR 28 of them", &paragraph);
        for (size_t i = 0; i < broken.segments.count; i++) {
            const char *next = broken.segments.inlines->text.data + broken.segments.items[i].end;
            assert_true(*next != '%');
            assert_int_not_equal(strncmp(next, "28", 2), 0);
        }
    }
}

static void headlines_are_balanced(void **state) {
    struct world *world = *state;
    struct paragraph paragraph = body(world, 300);
    paragraph.form = FORM_BALANCED;
    struct broken broken = break_text(
        world, "Health, construction and retail employ more than four in ten people in this country", &paragraph);
    assert_int_equal(broken.ends.count, 2);
    assert_true(fabs(line_width(&broken, 0) - line_width(&broken, 1)) < 40);
}

static void justified_lines_end_at_the_edge(void **state) {
    struct world *world = *state;
    struct node *node = add_paragraph(world, world->document->root, lorem);
    struct inlines inlines = inlines_new(world->setter, STYLE_BODY, NULL);
    inlines_add(&inlines, node);
    struct paragraph paragraph = body(world, 200);
    paragraph.form = FORM_JUSTIFIED;
    struct galley galley = {0};
    paragraph_set(world->setter, &galley, &inlines, &paragraph);
    for (size_t i = 0; i + 1 < galley.count; i++) {
        const struct page_item *last = &galley.slices[i].items[galley.slices[i].count - 1].item;
        double space = text_width(world->shaper, &world->theme->styles[STYLE_BODY], "en", " ");
        double right = last->x + last->width;
        assert_true(fabs(right - 200) < 0.3 || fabs(right - space - 200) < 0.3);
    }
}

static void word_too_wide_is_cut_and_said(void **state) {
    struct world *world = *state;
    struct paragraph paragraph = body(world, 50);
    static const char *const words[] = {"an internationalisation", "a 0123456789abcdefghijklmnop"};
    for (size_t k = 0; k < 2; k++) {
        struct broken broken = break_text(world, words[k], &paragraph);
        for (size_t i = 0; i < broken.ends.count; i++) {
            assert_true(line_width(&broken, i) <= 50.02);
        }
        assert_int_equal(broken.segments.wide_count > 0, k == 1);
    }
}

/* A hundred times the text must not take thousands of times the lines, and no more than a moment. */
static void long_paragraph_is_broken(void **state) {
    struct world *world = *state;
    struct paragraph paragraph = body(world, 300);
    struct broken one = break_text(world, lorem, &paragraph);
    struct broken many = break_text(world, repeat(world, lorem, 300), &paragraph);
    assert_true(many.ends.count <= one.ends.count * 300);
}

static void line_end_keeps_its_space(void **state) {
    struct world *world = *state;
    struct node *node = add_paragraph(world, world->document->root, lorem);
    const struct pages *pages = lay_out(world);
    const struct page_item *item = find_item(&pages->pages[0], node, PART_BODY);
    assert_int_equal(item->run->text[item->run->text_size - 1], ' ');
}

/* Pages. */

static void widows_and_orphans_stay_away(void **state) {
    struct world *world = *state;
    struct node *paragraphs[40];
    for (size_t i = 0; i < 40; i++) {
        paragraphs[i] = add_paragraph(world, world->document->root, repeat(world, lorem, 1 + i % 3));
    }
    const struct pages *pages = lay_out(world);
    size_t divided = 0;
    for (size_t i = 0; i < 40; i++) {
        size_t first = page_of(pages, paragraphs[i]);
        size_t after = first + 1 < pages->count ? count_lines(&pages->pages[first + 1], paragraphs[i]) : 0;
        divided += after > 0;
        assert_true(after == 0 || (after >= 2 && count_lines(&pages->pages[first], paragraphs[i]) >= 2));
        if (after > 0) {
            assert_int_equal(find_item(&pages->pages[first + 1], paragraphs[i], PART_BODY)->fragment, 1);
        }
    }
    assert_true(divided > 0);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void headings_keep_with_two_lines(void **state) {
    struct world *world = *state;
    static const int levels[] = {2, 3, 4};
    for (size_t filler = 26; filler < 38; filler++) {
        world = set_up_again(state);
        add_filler(world, filler);
        struct node *heading = add_heading(world, levels[filler % 3], "A heading", NULL);
        struct node *text = add_paragraph(world, world->document->root, lorem);
        const struct pages *pages = lay_out(world);
        size_t page = page_of(pages, heading);
        assert_int_equal(page, page_of(pages, text));
        assert_true(count_lines(&pages->pages[page], text) >= 2);
    }
}

static void footnote_moves_with_its_line(void **state) {
    struct world *world = *state;
    size_t moved = 0;
    for (size_t filler = 26; filler < 38; filler++) {
        world = set_up_again(state);
        add_filler(world, filler);
        struct node *text = add_paragraph(world, world->document->root, "a line with a note");
        struct node *note = add_note(world, text, "n", repeat(world, lorem, 2));
        const struct pages *pages = lay_out(world);
        size_t page = page_of(pages, text);
        const struct page_item *number = find_item(&pages->pages[page], note, PART_LABEL);
        assert_non_null(number);
        assert_true(number->y > find_item(&pages->pages[page], text, PART_BODY)->y);
        assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
        moved += page > 0;
    }
    assert_true(moved > 0 && moved < 12);
}

static void split_table_repeats_its_head(void **state) {
    struct world *world = *state;
    add_table(world, 90);
    const struct pages *pages = lay_out(world);
    assert_int_equal(pages->count, 3);
    size_t rows = 0;
    for (size_t i = 0; i < pages->count; i++) {
        enum item_role role = i == 0 ? ITEM_ORIGINAL : ITEM_REPEAT;
        assert_int_equal(count_text(&pages->pages[i], "Stub head", role), 1);
        assert_int_equal(count_text(&pages->pages[i], "What the table finds", role), 1);
        assert_int_equal(count_text(&pages->pages[i], " (continued)", ITEM_REPEAT), i > 0);
        rows += count_text(&pages->pages[i], "row", ITEM_ORIGINAL);
    }
    assert_int_equal(rows, 90);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void tall_row_is_split(void **state) {
    struct world *world = *state;
    struct node *table = add_table(world, 2);
    struct node *row = add_row(world, table, "tall", repeat(world, lorem, 40));
    const struct pages *pages = lay_out(world);
    assert_true(pages->count >= 2);
    assert_int_equal(count_text(&pages->pages[0], "tall", ITEM_ORIGINAL), 1);
    assert_int_equal(count_text(&pages->pages[1], "tall", ITEM_REPEAT), 1);
    assert_true(count_lines(&pages->pages[1], row->last) >= 2);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void page_numbers_stand_still(void **state) {
    struct world *world = *state;
    add_block(world, world->document->root, "toc");
    struct node *last = NULL;
    for (size_t i = 0; i < 103; i++) {
        last = add_heading(world, 1, "A chapter", NULL);
    }
    const struct pages *pages = lay_out(world);
    const struct anchor *anchor = pages_anchor(pages, last->id);
    assert_non_null(anchor);
    assert_int_equal(anchor->page, pages->count - 1);
    const struct node *entry = world->document->root->first->last;
    size_t page = page_of(pages, entry);
    const struct page_item *folio = NULL;
    for (size_t i = 0; i < pages->pages[page].count; i++) {
        folio = pages->pages[page].items[i].node == entry->id ? &pages->pages[page].items[i] : folio;
    }
    assert_int_equal(strtoul(folio->run->text, NULL, 10), pages->count);
    assert_int_equal(folio->origin.kind, ORIGIN_COUNTER);
    assert_true(fabs(folio->x + folio->width - (world->theme->page.width - world->theme->page.right)) < 0.1);
    assert_null(strstr(messages(world), "[layout-pages-move]"));
}

static void side_row_has_equal_baselines(void **state) {
    struct world *world = *state;
    add_filler(world, 3);
    struct node *heading = add_heading(world, 3, "In the side span", NULL);
    struct node *side = add_block(world, world->document->root, "side");
    struct node *note = add_paragraph(world, side, "A margin note below the heading.");
    struct node *text = add_paragraph(world, world->document->root, lorem);
    struct node *next = add_heading(world, 3, "The next one", NULL);
    struct node *second = add_paragraph(world, world->document->root, lorem);
    const struct pages *pages = lay_out(world);
    const struct page *page = &pages->pages[0];
    double first = find_item(page, heading, PART_BODY)->y;
    assert_true(fabs(first - find_item(page, text, PART_BODY)->y) < 0.01);
    assert_true(find_item(page, note, PART_BODY)->y > first);
    assert_true(fabs(find_item(page, next, PART_BODY)->y - find_item(page, second, PART_BODY)->y) < 0.01);
    double grid = (find_item(page, text, PART_BODY)->y - world->theme->page.top - 9.75) / 13;
    assert_true(fabs(grid - round(grid)) < 0.01);
}

static void same_tree_gives_same_pages(void **state) {
    struct world *world = *state;
    add_table(world, 60);
    add_paragraph(world, world->document->root, repeat(world, lorem, 5));
    document_number(world->arena, world->diag, world->document, &labels);
    struct buffer one = buffer_new(world->arena), two = buffer_new(world->arena);
    pages_dump(layout_pages(world->arena, world->diag, world->job), &one);
    pages_dump(layout_pages(world->arena, world->diag, world->job), &two);
    assert_string_equal(one.data, two.data);
}

static void empty_document_has_a_page(void **state) {
    assert_int_equal(lay_out(*state)->count, 1);
}

/* Faults. */

static void add_graphic(struct world *world, double height) {
    struct drawing *drawing = drawing_new(world->arena, 100, height);
    drawing_finish(drawing);
    world->drawings[0] = drawing;
    add(world, world->document->root, NODE_GRAPHIC, "")->graphic = 1;
}

static void block_higher_than_a_page_is_said(void **state) {
    struct world *world = *state;
    add_graphic(world, 900);
    lay_out(world);
    assert_said(world, "[layout-too-tall]");
    assert_said(world, "[layout-outside]");
}

static void empty_third_is_said(void **state) {
    struct world *world = *state;
    add_filler(world, 12);
    add_graphic(world, 600);
    add_filler(world, 1);
    lay_out(world);
    assert_said(world, "[layout-empty-third]");
}

static void missing_drawing_and_unknown_block_are_said(void **state) {
    struct world *world = *state;
    add(world, world->document->root, NODE_GRAPHIC, "")->graphic = 2;
    struct node *block = add_block(world, world->document->root, "whatever");
    struct node *text = add_paragraph(world, block, "kept");
    const struct pages *pages = lay_out(world);
    assert_said(world, "[layout-no-drawing]");
    assert_said(world, "[layout-no-form]");
    assert_int_equal(page_of(pages, text), 0);
}

static void texts_on_each_other_are_said(void **state) {
    struct world *world = *state;
    add_paragraph(world, world->document->root, "twice");
    const struct pages *pages = lay_out(world);
    struct page *page = &pages->pages[0];
    struct page twice = *page;
    twice.items = arena_array(world->arena, page->count * 2, sizeof *twice.items);
    memcpy(twice.items, page->items, page->count * sizeof *twice.items);
    memcpy(twice.items + page->count, page->items, page->count * sizeof *twice.items);
    twice.count = page->count * 2;
    struct pages both = {.pages = &twice, .count = 1};
    struct page_fill fill = {0};
    pages_check(world->setter, &(struct flow_result){.pages = &both, .fills = &fill});
    assert_said(world, "[layout-overlap]");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(lines_keep_their_measure),
        CASE(lines_are_the_best_of_all),
        CASE(last_line_is_no_lone_word),
        CASE(numbers_keep_their_units),
        CASE(headlines_are_balanced),
        CASE(justified_lines_end_at_the_edge),
        CASE(word_too_wide_is_cut_and_said),
        CASE(long_paragraph_is_broken),
        CASE(line_end_keeps_its_space),
        CASE(widows_and_orphans_stay_away),
        CASE(headings_keep_with_two_lines),
        CASE(footnote_moves_with_its_line),
        CASE(split_table_repeats_its_head),
        CASE(tall_row_is_split),
        CASE(page_numbers_stand_still),
        CASE(side_row_has_equal_baselines),
        CASE(same_tree_gives_same_pages),
        CASE(empty_document_has_a_page),
        CASE(block_higher_than_a_page_is_said),
        CASE(empty_third_is_said),
        CASE(missing_drawing_and_unknown_block_are_said),
        CASE(texts_on_each_other_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
