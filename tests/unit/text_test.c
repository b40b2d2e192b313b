/* Fonts, shaping, breaks, hyphens, numbers, lists and order: what a reader would see wrong on the page. */
#include "world.h"

#include "base/file.h"
#include "text/number.h"
#include "text/shape.h"
#include "text/style.h"

#include <stdio.h>
#include <unistd.h>

static const struct source_pos nowhere = { 0 };

static int set_up(void **state) {
    set_up_fonts(state);
    struct world *world = *state;
    struct text_style *style = arena_alloc(world->arena, sizeof *style);
    *style = (struct text_style){ .face = fonts_find(world->fonts, "Roboto", 400, false), .size = 10, .leading = 13 };
    world->own = style;
    return 0;
}

/* The style of all texts here. */
static struct text_style *body(const struct world *world) {
    return world->own;
}

/* cmocka compares floats only. */
static void assert_near(double a, double b, double tolerance) {
    assert_true(fabs(a - b) <= tolerance);
}

static struct shaped shape(struct world *world, const char *text) {
    return text_shape(world->arena, world->shaper, world->diag, body(world), "en", text, strlen(text), nowhere);
}

static double width(struct world *world, const char *text) {
    return text_width(world->shaper, body(world), "en", text);
}

static void assert_no_glyph_zero(const struct shaped *shaped) {
    for (size_t i = 0; i < shaped->count; i++) {
        for (size_t k = 0; k < shaped->runs[i].count; k++) {
            assert_int_not_equal(shaped->runs[i].glyphs[k].id, 0);
        }
    }
}

/* Opens a registry written for the test; the files it names lie in tests/fonts. */
static struct fonts *open_registry(struct world *world, const char *yaml) {
    char folder[] = P_tmpdir "/text_test_XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_print(world->arena, "%s/fonts.yaml", folder);
    assert_true(file_write(world->diag, path, yaml, strlen(yaml)));
    struct fonts *fonts = fonts_open(world->arena, world->diag, folder, "fonts.yaml");
    unlink(path);
    rmdir(folder);
    return fonts;
}

static void finds_the_nearest_face(void **state) {
    const struct fonts *fonts = ((struct world *)*state)->fonts;
    assert_string_equal(face_postscript_name(fonts_find(fonts, "Roboto", 500, false)), "Roboto-Medium");
    assert_string_equal(face_postscript_name(fonts_find(fonts, "Roboto", 600, false)), "Roboto-Bold");
    assert_string_equal(face_postscript_name(fonts_find(fonts, "Roboto", 100, false)), "Roboto-Light");
    assert_string_equal(face_postscript_name(fonts_find(fonts, "Roboto", 700, true)), "Roboto-Italic");
    const struct face *condensed = fonts_find(fonts, "Roboto Condensed", 700, false);
    assert_string_equal(face_postscript_name(condensed), "RobotoCondensed-Bold");
    assert_null(fonts_find(fonts, "Comic Sans", 400, false));
    assert_int_equal(face_index(fonts_at(fonts, 3)), 3);
}

static void reads_metrics(void **state) {
    struct world *world = *state;
    const struct face_metrics *metrics = face_metrics(body(world)->face);
    assert_int_equal(metrics->units_per_em, 2048);
    assert_int_equal(metrics->cap_height, 1456);
    assert_int_equal(metrics->x_height, 1082);
    assert_true(metrics->ascender > 1800 && metrics->descender < -450);
    assert_int_equal(metrics->weight, 400);
    assert_true(face_metrics(fonts_find(world->fonts, "Roboto", 400, true))->italic_angle < 0);
    assert_int_equal(face_hash(body(world)->face), face_hash(body(world)->face));
    assert_int_not_equal(face_hash(body(world)->face), face_hash(fonts_at(world->fonts, 0)));
}

static void says_which_package_is_missing(void **state) {
    struct world *world = *state;
    assert_null(open_registry(world, "families:\n  Grotesk:\n    package: fonts-grotesk\n    folder: /nowhere\n"
                                     "    faces:\n      - {file: Grotesk-Regular.ttf, weight: 400}\n"));
    assert_non_null(strstr(messages(world), "Grotesk-Regular.ttf (package fonts-grotesk) [font-missing]"));
    assert_non_null(strstr(messages(world), "[font-no-face]"));
    assert_non_null(strstr(messages(world), ":6:10: error: "));
}

/* Opens a registry of one family whose only face is a.ttf in folder; more is further YAML. */
static struct fonts *open_folder(struct world *world, const char *folder, const char *more) {
    static const char *const yaml = "families:\n  A:\n    folder: %s\n    faces:\n      - {file: a.ttf}\n%s";
    char *text = NULL;
    assert_true(asprintf(&text, yaml, folder, more) > 0);
    struct fonts *fonts = open_registry(world, text);
    free(text);
    return fonts;
}

/* Writes bytes as the font file of a registry and opens it; the file does not stay. */
static struct fonts *open_bytes(struct world *world, const char *bytes, size_t size) {
    char folder[] = P_tmpdir "/text_test_XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *font = arena_print(world->arena, "%s/a.ttf", folder);
    assert_true(file_write(world->diag, font, bytes, size));
    struct fonts *fonts = open_folder(world, folder, "");
    unlink(font);
    rmdir(folder);
    return fonts;
}

static void assert_bytes_refused(struct world *world, const char *bytes, size_t size, const char *code) {
    fonts_close(open_bytes(world, bytes, size));
    assert_said(world, code);
}

static void refuses_what_cannot_be_embedded(void **state) {
    struct world *world = *state;
    assert_bytes_refused(world, "no font", 7, "[font-damaged]");
    /* Synthetic: a font of one empty-looking table each. Header, one table record, four bytes of data. */
    static const char cff[] = "OTTO\0\1\0\0\0\0\0\0CFF \0\0\0\0\0\0\0\34\0\0\0\4data";
    assert_bytes_refused(world, cff, sizeof cff - 1, "[font-cff]");
    static const char variable[] = "\0\1\0\0\0\1\0\0\0\0\0\0fvar\0\0\0\0\0\0\0\34\0\0\0\4data";
    assert_bytes_refused(world, variable, sizeof variable - 1, "[font-variable]");
    /* The real font with its licence bits changed: OS/2.fsType is the ninth and tenth byte of the table. */
    const struct source_file *file = file_read_bytes(world->arena, world->diag, "fonts", "Roboto-Light.ttf", nowhere);
    char *bytes = arena_copy(world->arena, file->text, file->size);
    const unsigned char *record = memmem(bytes, 512, "OS/2", 4);
    size_t offset = (size_t)record[8] << 24 | (size_t)record[9] << 16 | (size_t)record[10] << 8 | record[11];
    bytes[offset + 9] = 2;
    assert_bytes_refused(world, bytes, file->size, "[font-restricted]");
}

static void kerns(void **state) {
    struct world *world = *state;
    assert_true(width(world, "AV") < width(world, "A") + width(world, "V") - 0.1);
    assert_near(width(world, "AV"), shape(world, "AV").width, 1e-9);
}

static void sets_tabular_figures(void **state) {
    struct world *world = *state;
    assert_near(width(world, "1111111"), width(world, "0468972"), 1e-9);
}

static void tracks_every_glyph(void **state) {
    struct world *world = *state;
    double plain = width(world, "Index");
    body(world)->tracking = 0.04;
    assert_near(width(world, "Index"), plain + 5 * 0.04 * 10, 1e-9);
}

static void maps_ligatures_to_their_letters(void **state) {
    struct world *world = *state;
    struct shaped shaped = shape(world, "a find");
    assert_int_equal(shaped.count, 1);
    const struct glyph_run *run = &shaped.runs[0];
    assert_int_equal(run->text_size, 6);
    assert_int_equal(run->count, 5);
    assert_int_equal(run->glyphs[2].start, 2);
    assert_int_equal(run->glyphs[2].size, 2);
    assert_int_equal(run->glyphs[3].start, 4);
    body(world)->tracking = 0.02; /* spaced letters do not join */
    assert_int_equal(shape(world, "a find").runs[0].count, 6);
}

static void composes_marks(void **state) {
    struct world *world = *state;
    struct shaped shaped = shape(world, "x\u0304y");
    uint32_t bytes = 0;
    for (size_t i = 0; i < shaped.runs[0].count; i++) {
        bytes += shaped.runs[0].glyphs[i].size;
    }
    assert_int_equal(bytes, 4);
    assert_near(width(world, "e\u0301"), width(world, "\u00E9"), 1e-9);
}

static void falls_back_for_signs(void **state) {
    struct world *world = *state;
    struct shaped shaped = shape(world, "up \u25B2\u2197 now");
    struct buffer out = buffer_new(world->arena);
    shaped_dump(&shaped, &out);
    assert_int_equal(shaped.count, 3);
    assert_string_equal(face_postscript_name(shaped.runs[1].face), "DejaVuSans");
    assert_near(shaped.runs[1].size, 8.2, 1e-9);
    assert_int_equal(shaped.runs[1].text_size, 6);
    assert_int_equal(shaped.runs[1].glyphs[1].start, 3);
    assert_memory_equal(shaped.runs[2].text, " now", 4);
    assert_no_glyph_zero(&shaped);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

/* Marks never part from their letter, wherever both come from. */
static void graphemes_stay_in_one_face(void **state) {
    struct world *world = *state;
    struct shaped shaped = shape(world, "a\u2717\uFE0Fb");
    assert_int_equal(shaped.count, 3);
    assert_memory_equal(shaped.runs[2].text, "b", 1);
    assert_int_equal(shape(world, "x\u0304y").count, 1);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    shaped = shape(world, "a\u2717\u20D7b"); /* no face has both: one replacement for both */
    assert_int_equal(shaped.count, 1);
    assert_int_equal(shaped.runs[0].count, 3);
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 1);
}

static struct text_effect effect(struct world *world, const char *family, const struct text_style *form,
                                 const char *text) {
    struct text_style style = *form;
    style.face = fonts_find(world->fonts, family, 400, false);
    style.size = 10;
    return text_effect(world->shaper, &style, "en", text);
}

static void tells_what_the_face_draws_anew(void **state) {
    struct world *world = *state;
    const struct text_style raised = { .script = SCRIPT_RAISED }, lowered = { .script = SCRIPT_LOWERED };
    const struct text_style capitals = { .small_caps = true };
    struct text_effect found = effect(world, "Roboto", &raised, "2 12");
    assert_int_equal(found.changed, 3);
    assert_int_equal(found.unchanged, 0);
    assert_int_equal(effect(world, "Roboto", &raised, "2nd").unchanged, 2);
    assert_int_equal(effect(world, "Roboto", &lowered, "2").changed, 0);
    found = effect(world, "Roboto", &capitals, "Nace 2");
    assert_int_equal(found.changed, 3);
    assert_int_equal(found.unchanged, 0);
    assert_int_equal(effect(world, "Roboto Condensed", &capitals, "Nace").changed, 0);
}

static void says_which_sign_is_missing(void **state) {
    struct world *world = *state;
    width(world, "a\u4E2Db"); /* shaped before, so that the message must come from the cache */
    struct shaped shaped = shape(world, "a\u4E2Db\u4E2D\u0304c");
    assert_no_glyph_zero(&shaped);
    assert_true(shaped.width > 0);
    assert_non_null(strstr(messages(world), "U+4E2D [text-missing-glyph]"));
    assert_int_equal(diag_count(world->diag, DIAG_ERROR), 1);
}

static void shows_special_hyphens_as_hyphens(void **state) {
    struct world *world = *state;
    uint32_t hyphen = shape(world, "-").runs[0].glyphs[0].id;
    struct shaped shaped = shape(world, "EU\u201127");
    assert_int_equal(shaped.count, 1);
    assert_int_equal(shaped.runs[0].glyphs[2].id, hyphen);
    assert_int_equal(shaped.runs[0].glyphs[2].size, 3);
    shaped = shape(world, "infra\u00ADstruc\u00AD");
    assert_int_equal(shaped.runs[0].count, 11);
    assert_int_equal(shaped.runs[0].glyphs[10].id, hyphen);
    assert_int_equal(shaped.runs[0].glyphs[4].size, 1); /* the hidden soft hyphen belongs to no glyph */
    assert_near(width(world, "infra\u00AD struc"), width(world, "infra struc"), 1e-9);
    assert_int_equal(shape(world, "infra\u00AD struc").runs[0].count, 11);
}

static void knows_its_spaces(void **state) {
    struct world *world = *state;
    double space = width(world, " ");
    assert_near(width(world, "\u00A0"), space, 1e-9);
    assert_near(width(world, "\u202F"), width(world, "\u2009"), 1e-9);
    assert_true(width(world, "\u202F") < space);
    assert_near(width(world, "\t"), space, 1e-9);
    struct shaped shaped = shape(world, "EUR\u00A028\u202F000");
    assert_int_equal(shaped.count, 1);
    assert_int_equal(shaped.runs[0].count, 10);
    assert_no_glyph_zero(&shaped);
    /* A face without those spaces: the widths come from its em. */
    const struct face *signs = fonts_find(world->fonts, "DejaVu Sans", 400, false);
    struct text_style style = { .face = signs, .size = 10 };
    assert_near(text_width(world->shaper, &style, "en", "\u202F"), 2, 0.01);
    assert_near(text_width(world->shaper, &style, "en", "\u00A0"), text_width(world->shaper, &style, "en", " "), 1e-9);
}

static void has_a_true_minus(void **state) {
    struct world *world = *state;
    struct shaped shaped = shape(world, "\u22123.2");
    assert_int_equal(shaped.count, 1);
    assert_int_equal(shaped.runs[0].glyphs[0].size, 3);
    assert_true(width(world, "\u2212") > width(world, "-"));
}

static void survives_hostile_text(void **state) {
    struct world *world = *state;
    char long_word[3001];
    memset(long_word, 'W', 3000);
    long_word[3000] = '\0';
    assert_near(width(world, long_word), 3000 * width(world, "W"), 0.5);
    for (size_t i = 0; i < 3000; i += 2) {
        memcpy(long_word + i, "\u00AD", 2);
    }
    shape(world, long_word);
    assert_int_equal(shape(world, "").count, 0);
    assert_int_equal(shape(world, "\u200B").count, 0);
    struct shaped shaped = shape(world, "\xFF\xFE a\u200D\uFE0F \u0645\u0631\u062D\u0628\u0627 \u0301");
    assert_no_glyph_zero(&shaped);
    for (int i = 0; i < 300; i++) { /* more words than a small cache holds */
        width(world, arena_print(world->arena, "w%d", i));
    }
}

static void says_which_fallback_is_unknown(void **state) {
    struct world *world = *state;
    char path[] = P_tmpdir "/text_test_XXXXXX";
    assert_non_null(mkdtemp(path));
    const struct source_file *file = file_read_bytes(world->arena, world->diag, "fonts", "DejaVuSans.ttf", nowhere);
    const char *font = arena_print(world->arena, "%s/a.ttf", path);
    assert_true(file_write(world->diag, font, file->text, file->size));
    struct fonts *fonts = open_folder(world, path, "fallback: [B, A]\n");
    size_t count;
    assert_ptr_equal(fonts_fallbacks(fonts, &count)[0], fonts_at(fonts, 0));
    assert_int_equal(count, 1);
    assert_non_null(strstr(messages(world), "B [font-unknown]"));
    fonts_close(fonts);
    unlink(font);
    rmdir(path);
}

static void subsets_open_again(void **state) {
    struct world *world = *state;
    struct shaped shaped = shape(world, "\u00C5find");
    uint32_t glyphs[8];
    uint32_t map[8];
    size_t count = shaped.runs[0].count;
    for (size_t i = 0; i < count; i++) {
        glyphs[i] = shaped.runs[0].glyphs[i].id;
    }
    size_t size = 0;
    const char *bytes = face_subset(world->arena, body(world)->face, glyphs, count, map, &size);
    assert_non_null(bytes);
    assert_in_range(size, 500, 6000);
    size_t size_again = 0;
    assert_memory_equal(bytes, face_subset(world->arena, body(world)->face, glyphs, count, map, &size_again), size);
    struct fonts *fonts = open_bytes(world, bytes, size);
    assert_non_null(fonts);
    for (size_t i = 0; i < count; i++) {
        assert_int_not_equal(map[i], 0);
        assert_int_equal(face_glyph_advance(fonts_at(fonts, 0), map[i]),
                         face_glyph_advance(body(world)->face, glyphs[i]));
    }
    fonts_close(fonts);
}

/* Counts the steps of an outline. */
struct tally {
    int moves, lines, curves, closes;
    double top;
};

static void tally_move(void *context, double x, double y) {
    (void)x;
    struct tally *tally = context;
    tally->moves++;
    tally->top = fmax(tally->top, y);
}

static void tally_line(void *context, double x, double y) {
    (void)x;
    struct tally *tally = context;
    tally->lines++;
    tally->top = fmax(tally->top, y);
}

static void tally_curve(void *context, double x1, double y1, double x2, double y2, double x, double y) {
    (void)x1, (void)y1, (void)x2, (void)y2, (void)x, (void)y;
    ((struct tally *)context)->curves++;
}

static void tally_close(void *context) {
    ((struct tally *)context)->closes++;
}

static void draws_outlines(void **state) {
    struct world *world = *state;
    static const struct face_outline outline = { tally_move, tally_line, tally_curve, tally_close };
    struct tally tally = { 0 };
    face_draw(body(world)->face, shape(world, "H").runs[0].glyphs[0].id, &outline, &tally);
    assert_int_equal(tally.moves, tally.closes);
    assert_true(tally.lines >= 11 && tally.curves == 0);
    assert_near(tally.top, 1456, 1e-9);
    face_draw(body(world)->face, shape(world, "o").runs[0].glyphs[0].id, &outline, &tally);
    assert_true(tally.curves > 8);
}

/* The text with "|" at every place where a line may end, "!" where it must. */
static const char *broken(struct world *world, const char *text) {
    size_t count;
    const struct text_break *breaks = text_breaks(world->arena, world->shaper, "en", text, strlen(text), &count);
    struct buffer out = buffer_new(world->arena);
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, text + from, breaks[i].offset - from);
        buffer_text(&out, breaks[i].mandatory ? "!" : "|");
        from = breaks[i].offset;
    }
    return out.data;
}

static void breaks_lines_where_it_may(void **state) {
    struct world *world = *state;
    assert_string_equal(broken(world, "of EUR\u00A028\u202F000 a\u00A0year"), "of |EUR\u00A028\u202F000 |a\u00A0year|");
    assert_string_equal(broken(world, "44.9\u00A0% of EU\u201127, EU-27"), "44.9\u00A0% |of |EU\u201127, |EU-27|");
    assert_string_equal(broken(world, "2021\u20132027 well\u2013known"), "2021\u20132027 |well\u2013|known|");
    assert_string_equal(broken(world, "\u22123.2 (+0.7) cross-border"), "\u22123.2 |(+0.7) |cross-|border|");
    assert_string_equal(broken(world, "ec.europa.eu/eurostat/data"), "ec.europa.eu/|eurostat/|data|");
    assert_string_equal(broken(world, "one\ntwo soft\u00ADly"), "one\n!two |soft\u00AD|ly|");
}

/* The word with "-" at its points, and "[z-]" where a letter is added. */
static const char *hyphened(struct world *world, const char *language, const char *word, int margin) {
    size_t count;
    const struct text_hyphen *points = text_hyphens(world->arena, world->shaper, world->diag, language, word,
                                                    strlen(word), margin, margin, &count);
    struct buffer out = buffer_new(world->arena);
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, word + from, points[i].offset - from);
        buffer_print(&out, points[i].insert ? "[%s-]" : "-", points[i].insert);
        from = points[i].offset;
    }
    buffer_text(&out, word + from);
    return out.data;
}

static void hyphenates(void **state) {
    struct world *world = *state;
    assert_true(text_can_hyphenate(world->shaper, "en"));
    assert_string_equal(hyphened(world, "en", "infrastructure", 4), "infra-struc-ture");
    assert_string_equal(hyphened(world, "en", "(Infrastructure),", 4), "(Infra-struc-ture),");
    assert_string_equal(hyphened(world, "en-GB", "INFRASTRUCTURE", 4), "INFRA-STRUC-TURE");
    assert_string_equal(hyphened(world, "en", "infra\u00ADstructure", 4), "infra\u00ADstructure");
    assert_string_equal(hyphened(world, "en", "ec.europa.eu/infrastructure", 4), "ec.europa.eu/infrastructure");
    if (text_can_hyphenate(world->shaper, "de")) {
        assert_string_equal(hyphened(world, "de", "f\u00F6rderf\u00E4higkeit", 3), "f\u00F6r-der-f\u00E4-hig-keit");
    }
    if (text_can_hyphenate(world->shaper, "hu")) {
        assert_string_equal(hyphened(world, "hu", "asszonnyal", 2), "as[z-]szon[y-]nyal");
        assert_string_equal(hyphened(world, "hu", "Magyarorsz\u00E1g", 2), "Ma-gyar-or-sz\u00E1g");
    }
    if (text_can_hyphenate(world->shaper, "el")) {
        assert_string_equal(hyphened(world, "el", "\u03C0\u03C1\u03BF\u03B3\u03C1\u03B1\u03BC\u03BC\u03B1\u03C4\u03B9\u03C3\u03BC\u03CC\u03C2", 2),
                            "\u03C0\u03C1\u03BF-\u03B3\u03C1\u03B1\u03BC-\u03BC\u03B1-\u03C4\u03B9-\u03C3\u03BC\u03CC\u03C2");
    }
    if (text_can_hyphenate(world->shaper, "bg")) {
        assert_string_equal(hyphened(world, "bg", "\u043F\u0440\u043E\u0438\u0437\u0432\u043E\u0434\u0441\u0442\u0432\u043E", 2),
                            "\u043F\u0440\u043E-\u0438\u0437-\u0432\u043E\u0434-\u0441-\u0442\u0432\u043E");
    }
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
}

static void goes_without_hyphens(void **state) {
    struct world *world = *state;
    assert_false(text_can_hyphenate(world->shaper, "fi"));
    assert_string_equal(hyphened(world, "fi", "teollisuus", 2), "teollisuus");
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    hyphened(world, "qx", "word", 2);
    hyphened(world, "qx", "words", 2);
    assert_int_equal(diag_count(world->diag, DIAG_WARNING), 1);
    assert_non_null(strstr(messages(world), "hyph_absent.dic (package none) [text-no-hyphenation]"));
}

static void formats_numbers(void **state) {
    static const struct {
        struct number_format format;
        double value;
        const char *text;
    } cases[] = {
        { { "en", "percent", 1, false, NUMBER_IN_TEXT, NULL }, 44.9, "44.9\u00A0%" },
        { { "de", "percent", 1, false, NUMBER_IN_TEXT, NULL }, 44.9, "44,9\u00A0%" },
        { { "en", "EUR", 0, false, NUMBER_IN_TEXT, NULL }, 28000, "EUR\u00A028\u202F000" },
        { { "fr", "EUR", 0, false, NUMBER_IN_TEXT, NULL }, 28000, "28\u202F000\u00A0EUR" },
        { { "en", "EUR", 0, false, NUMBER_IN_TABLE, NULL }, 28000, "28\u202F000" },
        { { "en", NULL, 1, false, NUMBER_IN_TEXT, NULL }, -3.2, "\u22123.2" },
        { { "en", "percentage-points", 1, true, NUMBER_IN_TEXT, NULL }, 0.7, "+0.7\u00A0pp" },
        { { "en", NULL, 1, true, NUMBER_IN_TABLE, NULL }, -0.04, "0.0" },
        { { "en", NULL, 1, true, NUMBER_IN_TABLE, NULL }, 0.04, "0.0" },
        { { "en", NULL, 1, false, NUMBER_IN_TABLE, NULL }, -0.0, "0.0" },
        { { "en", "persons", 1, false, NUMBER_IN_TEXT, NULL }, 152231.3, "152\u202F231.3" },
        { { "en", NULL, 6, false, NUMBER_IN_TEXT, NULL }, 152231.324567, "152\u202F231.324567" },
        { { "en", NULL, 0, false, NUMBER_IN_TEXT, NULL }, 4125, "4\u202F125" },
        { { "en", "year", 0, false, NUMBER_IN_TEXT, NULL }, 2022, "2022" },
        { { "en", NULL, 0, false, NUMBER_IN_TABLE, NULL }, 2.5, "3" },
        { { "en", NULL, 0, false, NUMBER_IN_TABLE, NULL }, -2.5, "\u22123" },
        { { "en", NULL, 1, false, NUMBER_IN_TABLE, NULL }, 0.05, "0.1" },
        { { "en", NULL, 2, false, NUMBER_IN_TABLE, NULL }, 1.005, "1.01" },
        { { "en", NULL, 2, false, NUMBER_IN_TABLE, NULL }, 2.675, "2.68" },
        { { "en", NULL, 0, false, NUMBER_IN_TABLE, NULL }, 0.49999999, "0" },
        { { "en", NULL, 0, false, NUMBER_IN_TABLE, NULL }, 999.5, "1\u202F000" },
        { { "en", NULL, 1, false, NUMBER_IN_TABLE, NULL }, 99.96, "100.0" },
        { { "en", NULL, 3, false, NUMBER_IN_TABLE, NULL }, 0.0004, "0.000" },
        { { "en", NULL, 1, false, NUMBER_IN_TABLE, NULL }, 0.1 + 0.2, "0.3" },
        { { "en", NULL, 0, false, NUMBER_IN_TABLE, NULL }, 12345678901234.5, "12\u202F345\u202F678\u202F901\u202F235" },
        { { "en", "percent", 2, false, NUMBER_ON_TICK, NULL }, 12.50, "12.5" },
        { { "en", "percent", 2, false, NUMBER_ON_TICK, NULL }, 20, "20" },
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(number_text(world->arena, &cases[i].format, cases[i].value), cases[i].text);
    }
}

/* The shipped profiles. */
static void formats_numbers_in_a_style(void **state) {
    static const struct {
        const char *profile;
        struct number_format format;
        double value;
        const char *text;
    } cases[] = {
        { "statistics-explained", { .language = "en", .unit = "EUR" }, 28000, "\u20AC28\u202F000" },
        { "statistics-explained", { .language = "en", .unit = "EUR" }, -28000, "\u2212\u20AC28\u202F000" },
        { "statistics-explained", { .language = "de", .unit = "EUR" }, 28000, "28\u202F000\u00A0\u20AC" },
        { "statistics-explained", { .language = "en", .unit = "USD" }, 28000, "USD\u00A028\u202F000" },
        { "statistics-explained", { .language = "en", .unit = "percent", .decimals = 1 }, 44.9, "44.9\u00A0%" },
        { "plain", { .language = "en", .unit = "EUR" }, 28000, "EUR 28,000" },
        { "plain", { .language = "fr", .unit = "percent", .decimals = 1 }, -44.9, "-44.9%" },
        { "plain", { .language = "en", .unit = "percentage-points", .decimals = 1, .signed_value = true }, 0.7, "+0.7 pp" },
        { "plain", { .language = "en", .unit = "percent", .place = NUMBER_ON_FIRST }, 0, "0%" },
        { "interinstitutional", { .language = "fr", .unit = "EUR", .decimals = 1 }, 28000, "28\u202F000,0\u00A0EUR" },
        { "interinstitutional", { .language = "en", .unit = "percent", .place = NUMBER_ON_FIRST }, 0, "0\u00A0%" },
        { "interinstitutional", { .language = "en", .unit = "year" }, 2022, "2022" },
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = arena_print(world->arena, "data/styles/%s.yaml", cases[i].profile);
        const struct style *style = style_read(world->arena, world->diag, "..", path, (struct source_pos){ 0 });
        struct number_format format = cases[i].format;
        format.style = &style->number;
        assert_string_equal(number_text(world->arena, &format, cases[i].value), cases[i].text);
    }
}

static void rounds_as_it_prints(void **state) {
    (void)state;
    assert_near(number_round(2.5, 0), 3, 0);
    assert_near(number_round(-1.005, 2), -1.01, 0);
    assert_near(number_round(0.04, 1), 0, 0);
    assert_near(number_round(152231.35, 1), 152231.4, 0);
    assert_string_equal(unit_sign(NULL, "percent"), "%");
    assert_string_equal(unit_sign(NULL, "EUR"), "EUR");
    assert_string_equal(unit_sign(NULL, "persons"), "");
    assert_string_equal(unit_sign(NULL, NULL), "");
}

static void joins_lists(void **state) {
    struct world *world = *state;
    static const char *const items[] = { "A", "B", "C" };
    assert_string_equal(list_text(world->arena, "en", items, 3), "A, B and C");
    assert_string_equal(list_text(world->arena, "en", items, 2), "A and B");
    assert_string_equal(list_text(world->arena, "en", items, 1), "A");
    assert_string_equal(list_text(world->arena, "en", items, 0), "");
    assert_string_equal(list_text(world->arena, "de", items, 3), "A, B und C");
    static const char *const nested[] = { "A, B", "C", "D" };
    assert_string_equal(list_text(world->arena, "en", nested, 3), "A, B; C; and D");
    assert_string_equal(list_text(world->arena, "en", nested, 2), "A, B; and C");
}

static void orders_names(void **state) {
    (void)state;
    struct collator *english = collator_open("en");
    assert_true(collator_compare(english, "\u00C9ire", "Estonia") < 0);
    assert_true(collator_compare(english, "\u00C5land", "Bavaria") < 0);
    assert_true(collator_compare(english, "alpha", "Beta") < 0);
    assert_int_equal(collator_compare(english, "Same", "Same"), 0);
    assert_true(collator_compare(english, "re\u0301", "r\u00E9") != 0); /* equal to the eye: bytes decide */
    collator_close(english);
    struct collator *swedish = collator_open("sv");
    assert_true(collator_compare(swedish, "\u00C5land", "Zealand") > 0);
    collator_close(swedish);
}

static void capitalises(void **state) {
    struct world *world = *state;
    assert_string_equal(text_capitalise(world->arena, "en", "textiles and EU-27"), "Textiles and EU-27");
    assert_string_equal(text_capitalise(world->arena, "fr", "\u00E9nergie verte"), "\u00C9nergie verte");
    assert_string_equal(text_capitalise(world->arena, "nl", "ijzer en staal"), "IJzer en staal");
    assert_string_equal(text_capitalise(world->arena, "en", ""), "");
}

int main(void) {
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(finds_the_nearest_face), TEST(reads_metrics), TEST(says_which_package_is_missing),
        TEST(refuses_what_cannot_be_embedded), TEST(kerns), TEST(sets_tabular_figures), TEST(tracks_every_glyph),
        TEST(maps_ligatures_to_their_letters), TEST(composes_marks), TEST(falls_back_for_signs),
        TEST(graphemes_stay_in_one_face), TEST(tells_what_the_face_draws_anew),
        TEST(says_which_sign_is_missing), TEST(shows_special_hyphens_as_hyphens), TEST(knows_its_spaces),
        TEST(has_a_true_minus), TEST(survives_hostile_text), TEST(subsets_open_again),
        TEST(says_which_fallback_is_unknown), TEST(draws_outlines),
        TEST(breaks_lines_where_it_may), TEST(hyphenates), TEST(goes_without_hyphens), TEST(formats_numbers), TEST(formats_numbers_in_a_style),
        TEST(rounds_as_it_prints), TEST(joins_lists), TEST(orders_names), TEST(capitalises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
