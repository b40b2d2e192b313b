/* The house style: what theme.yaml says arrives in points, and a theme with a hole is not used. */
#include "world.h"

#include "base/file.h"

#include <unistd.h>

static const char *const folder = "../templates/country-factsheet";

static int set_up(void **state) {
    set_up_fonts(state);
    struct world *world = *state;
    const struct source_file *file = file_read(world->arena, world->diag, folder, "theme.yaml", (struct source_pos){ 0 });
    assert_non_null(file);
    world->own = arena_print(world->arena, "%s", file->text);
    return 0;
}

/* The text of the shipped theme. */
static const char *shipped(const struct world *world) {
    return world->own;
}

static void assert_near(double a, double b) {
    assert_true(fabs(a - b) < 0.05);
}

/* Reads the shipped theme with the first old replaced by new. */
static const struct theme *read_changed(struct world *world, const char *old, const char *new) {
    const char *at = strstr(shipped(world), old);
    assert_non_null(at);
    int before = (int)(at - shipped(world));
    const char *text = arena_print(world->arena, "%.*s%s%s", before, shipped(world), new, at + strlen(old));
    char place[] = P_tmpdir "/theme_test_XXXXXX";
    assert_non_null(mkdtemp(place));
    const char *path = arena_print(world->arena, "%s/theme.yaml", place);
    assert_true(file_write(world->diag, path, text, strlen(text)));
    const struct theme *theme = theme_read(world->arena, world->diag, world->fonts, place, "theme.yaml");
    unlink(path);
    rmdir(place);
    return theme;
}

static void reads_the_shipped_theme(void **state) {
    struct world *world = *state;
    const struct theme *theme = theme_read(world->arena, world->diag, world->fonts, folder, "theme.yaml");
    assert_string_equal(messages(world), "");
    assert_non_null(theme);
    assert_string_equal(theme->name, "Meridian");
    assert_near(theme->page.width, 595.28);
    assert_near(theme->page.height, 841.89);
    assert_near(theme->colours[COLOUR_SUBJECT].green, 0x60 / 255.0);
    const struct text_style *h1 = &theme->styles[STYLE_H1];
    assert_string_equal(face_postscript_name(h1->face), "Roboto-Bold");
    assert_near(h1->size, 24);
    assert_near(h1->leading, 29.25);
    assert_true(h1->tracking == -0.012);
    assert_string_equal(face_postscript_name(theme->styles[STYLE_H4].face), "Roboto-Medium");
    assert_string_equal(face_postscript_name(theme->styles[STYLE_BODY_EMPHASIS].face), "Roboto-Italic");
    assert_near(theme->numbers[NUMBER_BAR_LABEL_WIDTH], 164.41);
    assert_near(theme->numbers[NUMBER_HYPHEN_LEFT], 4);
    assert_int_equal(theme->sequential_count, 5);
    assert_int_equal(theme->diverging_count, 7);
    assert_int_equal(theme->qualitative_count, 6);
    assert_true(theme->hash != 0);
}

/* The column model of the page: a full row of columns is the frame, and a caption block is seven half lines. */
static void fits_its_own_grid(void **state) {
    struct world *world = *state;
    const struct theme *theme = theme_read(world->arena, world->diag, world->fonts, folder, "theme.yaml");
    const struct page_format *page = &theme->page;
    struct span full;
    assert_true(theme_span(theme, "full", &full));
    assert_near(full.x + full.width, page->width - page->right);
    assert_near(page->frame_height, 53 * theme->numbers[NUMBER_GRID_STEP]);
    const struct text_style *styles = theme->styles;
    double block = theme->numbers[NUMBER_STROKE_FIGURE] + styles[STYLE_CAPTION_LABEL].before +
                   styles[STYLE_CAPTION_LABEL].leading + styles[STYLE_CAPTION_HEADLINE].leading +
                   styles[STYLE_CAPTION_SUBTITLE].before + styles[STYLE_CAPTION_SUBTITLE].leading +
                   styles[STYLE_CAPTION_SUBTITLE].after;
    assert_near(block, 45.5);
    double row = theme->numbers[NUMBER_TABLE_ROW_ABOVE] + styles[STYLE_TABLE_CELL].leading +
                 theme->numbers[NUMBER_TABLE_ROW_BELOW] + theme->numbers[NUMBER_STROKE_ROW];
    assert_near(row, 19.5);
}

static void knows_its_spans(void **state) {
    static const struct {
        const char *name;
        double x, width; /* [mm] */
    } cases[] = {
        { "full", 20, 170 },      { "text", 78, 112 },       { "side", 20, 54 },       { "half", 20, 83 },
        { "half-left", 20, 83 },  { "half-right", 107, 83 }, { "quarter-1", 20, 39.5 }, { "quarter-2", 63.5, 39.5 },
        { "quarter-3", 107, 39.5 }, { "quarter-4", 150.5, 39.5 },
    };
    struct world *world = *state;
    const struct theme *theme = theme_read(world->arena, world->diag, world->fonts, folder, "theme.yaml");
    struct span span;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(theme_span(theme, cases[i].name, &span));
        assert_near(span.x, length_from_mm(cases[i].x));
        assert_near(span.width, length_from_mm(cases[i].width));
    }
    assert_false(theme_span(theme, "third", &span));
}

static void text_has_contrast(void **state) {
    struct world *world = *state;
    const struct theme *theme = theme_read(world->arena, world->diag, world->fonts, folder, "theme.yaml");
    const struct colour white = { 1, 1, 1, 1 };
    static const enum theme_colour text[] = { COLOUR_INK, COLOUR_TEXT_2, COLOUR_NOTE, COLOUR_SUBJECT,
                                              COLOUR_ATTENTION };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        assert_true(colour_contrast(theme->colours[text[i]], white) >= 4.5);
        assert_true(colour_contrast(theme->colours[text[i]], theme->colours[COLOUR_TINT]) >= 4.5);
    }
    assert_true(colour_contrast(theme->colours[COLOUR_COVER_TEXT], theme->colours[COLOUR_COVER_GROUND]) >= 4.5);
    assert_true(colour_contrast(theme->colours[COLOUR_COVER_BAR_TEXT], theme->colours[COLOUR_COVER_BAR]) >= 4.5);
}

/* What is replaced in the shipped theme, by what, and what is then said. */
struct fault {
    const char *old, *new, *said;
};

static void assert_refused(struct world *world, const struct fault *faults, size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_null(read_changed(world, faults[i].old, faults[i].new));
        assert_said(world, faults[i].said);
    }
}

static void says_what_is_missing(void **state) {
    static const struct fault faults[] = {
        { "  gold: \"#F2B63C\"\n", "", "the theme lacks a value; the theme was not used: gold [theme-missing]" },
        { "  folio: ", "  # ", "folio [theme-missing]" },
        { "    plot-width: 76 mm\n", "", "chart.bar.plot-width [theme-missing]" },
        { "callout: {inset: 9}\n", "", "callout.inset [theme-missing]" },
        { "size: 24, leading: 29.25", "size: 24", "h1.leading [theme-missing]" },
    };
    struct world *world = *state;
    assert_refused(world, faults, 1);
    assert_said(world, "colours:\n^");
    assert_refused(world, faults + 1, sizeof faults / sizeof *faults - 1);
}

static void says_what_is_wrong(void **state) {
    static const struct fault faults[] = {
        { "#14222B", "#14222", "ink: a colour is written \"#RRGGBB\" [theme-wrong]" },
        { "58 mm", "58 cm", "chart.bar.label-width: 58 cm [theme-wrong]" },
        { "columns: 12", "columns: 12.5", "page.columns [theme-wrong]" },
        { "face: Roboto,", "face: Rotobo,", "Rotobo; the nearest is Roboto [theme-face]" },
        { "colour: cover.text", "colour: coal", "cover-title.colour: coal is not the name of a colour [theme-wrong]" },
        { "colour: cover.text", "colour: cover.txt", "cover-title.colour: cover.txt is not the name of a colour; the nearest is cover.text [theme-wrong]" },
        { "#073F52\"]", "#073F52\", \"#000000\", \"#000000\", \"#000000\"]", "sequential: a list of 5 to 7 colours is wanted [theme-wrong]" },
        { "size: 24,", "size: 0,", "h1.size must be larger than 0 [theme-wrong]" },
        { "table: 0.75", "table: -1", "strokes.table must not be less than 0 [theme-wrong]" },
        { "grid:\n", "ornaments: {body: [{circle: [10, 10, 5], stroke: ink, width: -1}]}\ngrid:\n", "ornaments: a width is above 0 [theme-wrong]" },
    };
    struct world *world = *state;
    assert_refused(world, faults, sizeof faults / sizeof *faults);
    assert_null(read_changed(world, "weight: 300,", "weight: light,"));
}

static void says_what_is_unknown(void **state) {
    static const char *const cases[][2] = {
        { "  gold:", "  golden: \"#FFFFFF\"\n  gold:" }, { "size: 24,", "size: 24, kerning: 1," },
        { "    gap: 0.7\n", "    gap: 0.7\n    gasp: 1\n" }, { "grid:\n", "gird: 1\ngrid:\n" },
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_non_null(read_changed(world, cases[i][0], cases[i][1]));
        assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), i + 1);
    }
    assert_non_null(strstr(messages(world), "[yaml-unknown-key]"));
}

static void survives_what_is_no_theme(void **state) {
    struct world *world = *state;
    assert_null(read_changed(world, shipped(world), ""));
    assert_null(read_changed(world, shipped(world), "- a\n- list\n"));
    assert_null(read_changed(world, shipped(world), "chart: 3\npage: [1]\nstyles: {h1: 3}\npalettes: {sequential: 1}\n"));
    assert_null(theme_read(world->arena, world->diag, world->fonts, folder, "absent.yaml"));
}

static void dumps_every_value(void **state) {
    struct world *world = *state;
    const struct theme *theme = theme_read(world->arena, world->diag, world->fonts, folder, "theme.yaml");
    struct buffer out = buffer_new(world->arena);
    theme_dump(theme, &out);
    assert_non_null(strstr(out.data, "colour subject.dark #06394A\n"));
    assert_non_null(strstr(out.data, "style body Roboto-Regular size 9.5 leading 13 "));
    assert_non_null(strstr(out.data, "number strokes.figure 0.75\n"));
}

int main(void) {
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(reads_the_shipped_theme), TEST(fits_its_own_grid),    TEST(knows_its_spans),
        TEST(text_has_contrast),       TEST(says_what_is_missing), TEST(says_what_is_wrong),
        TEST(says_what_is_unknown),    TEST(survives_what_is_no_theme), TEST(dumps_every_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
