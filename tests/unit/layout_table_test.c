/* Tables in layout: widths, grid, numbers, and what must hold wherever a page ends: every line of every cell stands once,
 * inside the frame. */
#include "layout_world.h"

#include "layout/table.h"

/* To a hundredth of a point. */
static void assert_near(double found, double expected) {
    if (!(fabs(found - expected) < 0.01)) {
        fail_msg("%f, not %f", found, expected);
    }
}

/* Trees. */

static struct node *add_table(struct world *world) {
    struct node *figure = add(world, world->document->root, NODE_FIGURE, "table");
    add(world, figure, NODE_CAPTION, "label");
    return add(world, figure, NODE_TABLE, "");
}

static struct node *add_cell(struct world *world, struct node *row, const char *text, int columns, uint16_t rows) {
    struct node *cell = add(world, row, NODE_CELL, "");
    cell->level = columns;
    cell->rows = rows;
    cell->header = row->header;
    if (*text) {
        add_text(world, cell, text);
    }
    return cell;
}

static struct node *add_head(struct world *world, struct node *table, size_t columns) {
    struct node *row = add(world, table, NODE_ROW, "");
    row->header = true;
    for (size_t i = 0; i < columns; i++) {
        add_cell(world, row, arena_print(world->arena, "head%zu", i), 0, 0);
    }
    return row;
}

static const struct attributes *class_of(struct world *world, const char *name) {
    struct attributes *attributes = arena_alloc(world->arena, sizeof *attributes);
    attributes->classes = arena_array(world->arena, 1, sizeof *attributes->classes);
    attributes->classes[0] = name;
    attributes->class_count = 1;
    return attributes;
}

static const struct pages *lay_out(struct world *world) {
    document_number(world->arena, world->diag, world->document, &labels);
    return layout_pages(world->arena, world->diag, world->job);
}

/* How often word stands on the pages as an original. */
static int count_word(const struct pages *pages, const char *word, enum item_role role) {
    int count = 0;
    for (size_t i = 0; i < pages->count; i++) {
        for (size_t k = 0; k < pages->pages[i].count; k++) {
            const struct page_item *item = &pages->pages[i].items[k];
            bool found = item->kind == ITEM_TEXT && item->role == role &&
                         strncmp(item->run->text, word, strlen(word)) == 0 &&
                         (item->run->text[strlen(word)] == ' ' || item->run->text_size == strlen(word));
            count += found;
        }
    }
    return count;
}

/* Widths. */

static void hints_are_read(void **state) {
    (void)state;
    struct width_hint hints[4];
    assert_int_equal(table_read_hints("24 * 10mm,20%", hints, 4), 4);
    assert_int_equal(hints[0].unit, HINT_LENGTH);
    assert_near(hints[0].value, 24 * 72 / 25.4);
    assert_int_equal(hints[1].unit, HINT_NONE);
    assert_near(hints[2].value, 10 * 72 / 25.4);
    assert_int_equal(hints[3].unit, HINT_PART);
    assert_near(hints[3].value, 0.2);
    assert_int_equal(table_read_hints("24 wide", hints, 4), 0);
    assert_int_equal(table_read_hints("-3", hints, 4), 0);
    assert_int_equal(table_read_hints(NULL, hints, 4), 0);
    assert_int_equal(table_read_hints("1 2 3 4 5", hints, 4), 4);
}

static double sum_of(const double *widths, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += widths[i];
    }
    return sum;
}

static void width_is_shared(void **state) {
    (void)state;
    double widths[3];
    struct width_hint open[3] = {{HINT_NONE, 0}, {HINT_NONE, 0}, {HINT_NONE, 0}};
    /* room for all: in proportion to their lines */
    struct text_extent easy[3] = {{10, 20}, {10, 30}, {10, 50}};
    table_share_width(easy, open, 3, 200, widths);
    assert_near(widths[0], 40);
    assert_near(widths[2], 100);
    /* room for words: each its longest word, the rest by what is lacking */
    struct text_extent tight[3] = {{20, 20}, {20, 220}, {20, 120}};
    table_share_width(tight, open, 3, 120, widths);
    assert_near(widths[0], 20);
    assert_near(widths[1], 60);
    assert_near(widths[2], 40);
    /* not even that: who asks for little gets it */
    struct text_extent hopeless[3] = {{10, 10}, {300, 300}, {500, 500}};
    table_share_width(hopeless, open, 3, 210, widths);
    assert_near(widths[0], 10);
    assert_near(widths[1], 100);
    assert_near(widths[2], 100);
    /* a hint is kept, the others share what it leaves */
    struct width_hint one[3] = {{HINT_NONE, 0}, {HINT_LENGTH, 80}, {HINT_NONE, 0}};
    table_share_width(easy, one, 3, 220, widths);
    assert_near(widths[1], 80);
    assert_near(sum_of(widths, 3), 220);
    /* hints for all fill the width */
    struct width_hint all[3] = {{HINT_LENGTH, 10}, {HINT_LENGTH, 20}, {HINT_LENGTH, 30}};
    table_share_width(easy, all, 3, 120, widths);
    assert_near(widths[2], 60);
}

/* Grid. */

static void spans_push_cells_aside(void **state) {
    struct world *world = *state;
    struct node *table = add_table(world);
    struct node *first = add(world, table, NODE_ROW, ""), *second = add(world, table, NODE_ROW, "");
    add_cell(world, first, "a", 0, 2);
    add_cell(world, first, "b", 2, 0);
    add_cell(world, second, "c", 0, 9);
    add_cell(world, second, "d", 0, 0);
    struct table_grid grid = grid_new(world->arena, table);
    struct grid_cell cells[2];
    assert_int_equal(grid.columns, 3);
    assert_int_equal(grid_place(&grid, first, cells), 2);
    assert_int_equal(cells[1].column, 1);
    assert_int_equal(cells[1].columns, 2);
    assert_false(grid_is_closed(&grid));
    assert_int_equal(grid_place(&grid, second, cells), 2);
    assert_int_equal(cells[0].column, 1);
    assert_int_equal(cells[0].rows, 1); /* no more rows are there */
    assert_int_equal(cells[1].column, 2);
    assert_true(grid_is_closed(&grid));
}

/* Numbers. */

static struct number_extent measure(struct world *world, const char *text) {
    struct node *row = add(world, add_table(world), NODE_ROW, "");
    return number_measure(world->setter, add_cell(world, row, text, 0, 0), STYLE_TABLE_CELL);
}

static double width_of(struct world *world, const char *text) {
    return setter_width(world->setter, setter_style(world->setter, STYLE_TABLE_CELL), text);
}

static void numbers_are_parted_at_their_sign(void **state) {
    struct world *world = *state;
    struct number_extent number = measure(world, "1 234.5 %");
    assert_true(number.is_number);
    assert_near(number.integer, width_of(world, "1 234"));
    assert_near(number.fraction, width_of(world, ".5 %"));
    number = measure(world, "\xE2\x88\x92" "12,75");
    assert_near(number.fraction, width_of(world, ",75"));
    number = measure(world, "28,000");
    assert_near(number.fraction, 0);
    assert_false(measure(world, "4 / 10").is_number);
    assert_false(measure(world, ":").is_number);
    assert_false(measure(world, "\xE2\x80\x93").is_number);
    assert_false(measure(world, "").is_number);
}

/* Pages. */

/* A row whose cells hold lines of one word each, "c<row>x<cell>x<line>". */
static void add_lines(struct world *world, struct node *cell, size_t row, size_t column, size_t lines) {
    for (size_t i = 0; i < lines; i++) {
        if (i > 0) {
            add(world, cell, NODE_LINE_BREAK, "");
        }
        add_text(world, cell, arena_print(world->arena, "c%zux%zux%zu", row, column, i));
    }
}

/* Every line once and in the frame, wherever the pages end. Synthetic tables of all kinds of rows. */
static void split_tables_lose_nothing(void **state) {
    struct world *world = *state;
    uint32_t seed = 7;
    size_t lines[60][3] = {{0}};
    struct node *table = add_table(world);
    add_head(world, table, 3);
    size_t covered = 0;
    for (size_t row = 0; row < 60; row++) {
        struct node *node = add(world, table, NODE_ROW, "");
        for (size_t column = covered > 0 ? 1 : 0; column < 3; column++) {
            seed = seed * 1664525u + 1013904223u;
            bool long_cell = seed >> 28 == 0;
            lines[row][column] = long_cell ? 40 + (seed >> 20) % 60 : (seed >> 20) % 5;
            struct node *cell = add_cell(world, node, "", 0, 0);
            bool spans = column == 0 && (seed >> 8) % 3 == 0 && row + 4 < 60;
            cell->rows = spans ? 4 : 0;
            covered = spans ? 4 : covered;
            add_lines(world, cell, row, column, lines[row][column]);
        }
        covered -= covered > 0;
    }
    const struct pages *pages = lay_out(world);
    assert_true(pages->count > 3);
    for (size_t row = 0; row < 60; row++) {
        for (size_t i = 0; i < lines[row][0] + lines[row][1] + lines[row][2]; i++) {
            size_t column = i < lines[row][0] ? 0 : i < lines[row][0] + lines[row][1] ? 1 : 2;
            size_t line = column == 0 ? i : column == 1 ? i - lines[row][0] : i - lines[row][0] - lines[row][1];
            const char *word = arena_print(world->arena, "c%zux%zux%zu", row, column, line);
            assert_int_equal(count_word(pages, word, ITEM_ORIGINAL), 1);
        }
    }
    assert_null(strstr(messages(world), "[layout-outside]"));
    assert_null(strstr(messages(world), "[layout-overlap]"));
    assert_null(strstr(messages(world), "[layout-too-tall]"));
    assert_int_equal(count_word(pages, "head0", ITEM_ORIGINAL), 1);
    assert_int_equal(count_word(pages, "head0", ITEM_REPEAT), (int)pages->count - 1);
}

static void stub_over_rows_is_repeated(void **state) {
    struct world *world = *state;
    struct node *table = add_table(world);
    add_head(world, table, 2);
    for (size_t row = 0; row < 100; row++) {
        struct node *node = add(world, table, NODE_ROW, "");
        if (row == 0) {
            add_cell(world, node, "stub", 0, 100);
        }
        add_cell(world, node, "value", 0, 0);
    }
    const struct pages *pages = lay_out(world);
    assert_int_equal(count_word(pages, "stub", ITEM_ORIGINAL), 1);
    assert_int_equal(count_word(pages, "stub", ITEM_REPEAT), (int)pages->count - 1);
    assert_int_equal(count_word(pages, "value", ITEM_ORIGINAL), 100);
}

static void group_goes_on_until_the_next(void **state) {
    struct world *world = *state;
    struct node *table = add_table(world);
    add_head(world, table, 2);
    for (size_t row = 0; row < 80; row++) {
        struct node *node = add(world, table, NODE_ROW, "");
        bool group = row % 40 == 0;
        node->attributes = group ? class_of(world, "group") : NULL;
        add_cell(world, node, group ? arena_print(world->arena, "group%zu", row / 40) : "row", 0, 0);
        add_cell(world, node, group ? "" : "1", 0, 0);
    }
    const struct pages *pages = lay_out(world);
    assert_int_equal(pages->count, 3);
    assert_int_equal(count_word(pages, "group0", ITEM_REPEAT), 1);
    assert_int_equal(count_word(pages, "group1", ITEM_REPEAT), 1);
    assert_int_equal(count_word(pages, "row", ITEM_ORIGINAL), 78);
}

static void odd_tables_do_no_harm(void **state) {
    struct world *world = *state;
    add_table(world); /* no rows */
    struct node *hollow = add_table(world);
    add(world, hollow, NODE_ROW, ""); /* no cells */
    struct node *blank = add_table(world);
    for (size_t row = 0; row < 3; row++) {
        struct node *node = add(world, blank, NODE_ROW, "");
        for (size_t i = 0; i < 3; i++) {
            add_cell(world, node, "", 0, 0);
        }
    }
    struct node *ragged = add_table(world);
    for (size_t row = 0; row < 5; row++) {
        struct node *node = add(world, ragged, NODE_ROW, "");
        for (size_t i = 0; i < row; i++) {
            add_cell(world, node, "x", (int)(row * 500), (uint16_t)(row * 10000));
        }
    }
    assert_true(lay_out(world)->count >= 1);
}

/* Words that would be broken everywhere are said once, and the table is set in parts. */
static void many_columns_stand_in_parts(void **state) {
    struct world *world = *state;
    struct node *table = add_table(world);
    add_head(world, table, 200);
    struct node *row = add(world, table, NODE_ROW, "");
    for (size_t i = 0; i < 200; i++) {
        add_cell(world, row, i == 0 ? "stub" : "value", 0, 0);
    }
    const struct pages *pages = lay_out(world);
    assert_non_null(strstr(messages(world), "[layout-table-wide]"));
    assert_null(strstr(messages(world), "[layout-overfull]"));
    assert_int_equal(count_word(pages, "value", ITEM_ORIGINAL), 199);
    assert_int_equal(count_word(pages, "stub", ITEM_ORIGINAL), 1);
    assert_true(count_word(pages, "stub", ITEM_REPEAT) > 5);
}

static void columns_beyond_the_most_are_said(void **state) {
    struct world *world = *state;
    struct node *table = add_table(world);
    add_head(world, table, TABLE_COLUMNS_MAX + 1);
    const struct pages *pages = lay_out(world);
    assert_non_null(strstr(messages(world), "1001 columns, at most 1000 [layout-table-columns]"));
    assert_int_equal(count_word(pages, "head999", ITEM_ORIGINAL), 1);
    assert_int_equal(count_word(pages, "head1000", ITEM_ORIGINAL), 0);
}

/* The page on which word stands first, from 1; 0: none. */
static size_t page_of(const struct pages *pages, const char *word) {
    for (size_t i = 0; i < pages->count; i++) {
        struct pages one = {.pages = &pages->pages[i], .count = 1};
        if (count_word(&one, word, ITEM_ORIGINAL) > 0) {
            return i + 1;
        }
    }
    return 0;
}

static void add_text_lines(struct world *world, size_t lines) {
    struct node *paragraph = add(world, world->document->root, NODE_PARAGRAPH, "");
    for (size_t i = 0; i < lines; i++) {
        if (i > 0) {
            add(world, paragraph, NODE_LINE_BREAK, "");
        }
        add_text(world, paragraph, "text");
    }
}

/* Text, a table that needs most of a page, more text. */
static const struct pages *lay_out_table_behind(struct world *world, size_t lines) {
    add_text_lines(world, lines);
    struct node *table = add_table(world);
    add_head(world, table, 2);
    for (size_t row = 0; row < 28; row++) {
        struct node *node = add(world, table, NODE_ROW, "");
        add_cell(world, node, arena_print(world->arena, "row%zu", row), 0, 0);
        add_cell(world, node, "1", 0, 0);
    }
    add_text_lines(world, 40);
    return lay_out(world);
}

/* The first row of the table behind so many lines stands on page first, the last on page 2. */
static void assert_table_behind(struct world *world, size_t lines, size_t first, int repeated_heads) {
    const struct pages *pages = lay_out_table_behind(world, lines);
    assert_int_equal(page_of(pages, "row0"), first);
    assert_int_equal(page_of(pages, "row27"), 2);
    assert_int_equal(count_word(pages, "head0", ITEM_REPEAT), repeated_heads);
}

/* A frame has 53 lines: with 30 of them free, more than two fifths, the table begins there and is split. */
static void table_with_room_is_split(void **state) {
    assert_table_behind(*state, 23, 1, 1);
    assert_null(strstr(messages(*state), "[layout-moved]"));
}

/* With 18 free it waits whole for the next page, and the text behind it flows up. */
static void table_without_room_waits(void **state) {
    assert_table_behind(*state, 35, 2, 0);
    assert_said(*state, "[layout-moved]");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(hints_are_read),
        CASE(width_is_shared),
        CASE(spans_push_cells_aside),
        CASE(numbers_are_parted_at_their_sign),
        CASE(split_tables_lose_nothing),
        CASE(stub_over_rows_is_repeated),
        CASE(group_goes_on_until_the_next),
        CASE(odd_tables_do_no_harm),
        CASE(many_columns_stand_in_parts),
        CASE(columns_beyond_the_most_are_said),
        CASE(table_with_room_is_split),
        CASE(table_without_room_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
