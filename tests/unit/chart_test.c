/* Charts: scales, labels, what each kind draws and says, and the faults it names. All selections here are synthetic. */
#include "world.h"

#include "base/file.h"
#include "base/yaml.h"
#include "chart/chart.h"
#include "chart/clip.h"
#include "chart/csv.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/scale.h"
#include "chart/words.h"
#include "drawing/check.h"
#include "drawing/drawing.h"
#include "geo/region.h"
#include "indicator/selection.h"

/* One row of a synthetic selection; NAN is missing. */
struct row {
    const char *name;
    double values[4];
    char flag;
};

static const char *const column_names[] = { "Here", "Union", "There", "Elsewhere" };

static void point_set(struct point_value *point, double value, char flag) {
    point->value = value;
    point->status = VALUE_PRESENT;
    if (isnan(value)) {
        point->status = VALUE_MISSING;
    }
    point->flags = flag ? flag_bit(flag) : 0;
    point->year = 2014;
}

/* rows end with a NULL name. */
static struct selection *selection_of(struct world *world, const struct row *rows, size_t columns) {
    struct series *series = arena_alloc(world->arena, sizeof *series);
    *series = (struct series){ .name = "share", .title = "Share", .unit = "percent", .decimals = 1, .reference = "" };
    struct selection *selection = arena_alloc(world->arena, sizeof *selection);
    *selection = (struct selection){
        .series = series, .column_count = columns, .year = 2014, .subject_column = 0, .subject_row = SIZE_MAX
    };
    while (rows[selection->row_count].name) {
        selection->row_count++;
    }
    selection->rows = arena_array(world->arena, selection->row_count, sizeof *selection->rows);
    selection->columns = arena_array(world->arena, columns, sizeof *selection->columns);
    selection->points = arena_array(world->arena, selection->row_count * columns, sizeof *selection->points);
    for (size_t i = 0; i < columns; i++) {
        selection->columns[i] = (struct selection_member){ column_names[i], column_names[i], NULL, true, 0 };
    }
    series_make_points(world->arena, series, selection->row_count * columns);
    for (size_t i = 0; i < selection->row_count * columns; i++) {
        const struct row *row = &rows[i / columns];
        selection->rows[i / columns] = (struct selection_member){ row->name, row->name, NULL, true, 0 };
        point_set(&series->points[i], row->values[i % columns], row->flag);
        selection->points[i] = &series->points[i];
    }
    return selection;
}

static struct chart_spec spec_of(const char *kind, const struct selection *selection) {
    return (struct chart_spec){ .kind = kind, .width = 481.9, .selection = selection, .subject = "X",
                                .subject_name = "Here", .language = "en" };
}

static const struct drawing *draw(struct world *world, const struct chart_spec *spec) {
    struct chart_tools tools = { world->theme, world->shaper, NULL };
    return chart_draw(world->arena, world->diag, &tools, spec);
}

/* The text operation that says text, or NULL. */
static const struct drawing_op *text_find(const struct drawing *drawing, const char *text) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        const struct glyph_run *run = ops[i].kind == DRAW_TEXT ? ops[i].text->runs : NULL;
        if (run && ops[i].text->count == 1 && run->text_size == strlen(text) &&
            memcmp(run->text, text, run->text_size) == 0) {
            return &ops[i];
        }
    }
    return NULL;
}

/* Both end with NULL: texts that are drawn and texts that are not. */
static void assert_texts(const struct drawing *drawing, const char *const *drawn, const char *const *absent) {
    for (; *drawn; drawn++) {
        if (!text_find(drawing, *drawn)) {
            fail_msg("%s is not drawn", *drawn);
        }
    }
    for (; *absent; absent++) {
        if (text_find(drawing, *absent)) {
            fail_msg("%s is drawn", *absent);
        }
    }
}

static size_t count_kind(const struct drawing *drawing, enum drawing_kind kind) {
    size_t count, found = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        found += ops[i].kind == kind;
    }
    return found;
}

static void ticks_are_round(void **state) {
    struct world *world = *state;
    static const struct {
        double low, high;
        const char *ticks;
    } cases[] = {
        { 0, 18.4, "0 5 10 15 20" },
        { 0, 37800, "0 10000 20000 30000 40000" },
        { 0, 78.7, "0 20 40 60 80" },
        { 0, 41.4, "0 10 20 30 40 50" },
        { 0, 25.9, "0 10 20 30" },
        { 0, 20, "0 5 10 15 20" },
        { 0, 0.03, "0 0.01 0.02 0.03" },
        { 3, 9, "0 2.5 5 7.5 10" },
        { -4.9, 3.3, "-5 -2.5 0 2.5 5" },
        { -30, -10, "-30 -20 -10 0" },
        { 0, 1e9, "0 250000000 500000000 750000000 1000000000" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scale scale = scale_round(cases[i].low, cases[i].high);
        struct buffer out = buffer_new(world->arena);
        for (size_t k = 0; k < scale.count; k++) {
            buffer_text(&out, k ? " " : "");
            buffer_number(&out, scale.ticks[k], scale.decimals);
        }
        assert_string_equal(out.data, cases[i].ticks);
        assert_true(scale.low <= cases[i].low && scale.high >= cases[i].high);
    }
}

static void scale_without_values_still_has_length(void **state) {
    (void)state;
    struct scale zero = scale_round(0, 0);
    assert_true(zero.low == 0 && zero.high == 1);
    assert_true(scale_place(&zero, 0.5) == 0.5);
    assert_true(scale_place(&zero, 7) == 1);
}

static void extreme_values_have_a_scale(void **state) {
    (void)state;
    static const double values[] = { 5e-324, 1e-290, 1.7e308 };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct scale scale = scale_round(-values[i], values[i]);
        assert_true(scale.count >= 2 && scale.low < 0.5 && scale.high > 0);
        assert_true(isfinite(scale_place(&scale, values[i])));
    }
}

static void phrases_are_filled(void **state) {
    struct world *world = *state;
    struct buffer out = buffer_new(world->arena);
    const struct phrase_value values[] = { { "a", "1" }, { "ab", "{a}" }, { NULL, NULL } };
    phrase_add(&out, "x{a}y{ab}{none}z{", values);
    assert_string_equal(out.data, "x1y{a}z");
}

/* The names in braces of a pattern, in order of the alphabet. */
static const char *names_of(struct arena *arena, const char *pattern) {
    bool seen[256] = { false };
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (const char *at = strchr(pattern, '{'); at; at = strchr(at + 1, '{')) {
        seen[(unsigned char)at[1]] = true;
        seen[(unsigned char)at[2]] = true;
    }
    for (int i = 0; i < 256; i++) {
        if (seen[i]) {
            buffer_byte(&out, (char)i);
        }
    }
    return out.data;
}

/* The language file that the publication ships has every word, and every pattern the names of the English one. All fields are texts. */
static void shipped_words_are_complete(void **state) {
    struct world *world = *state;
    const struct source_file *file = file_read(world->arena, world->diag, "..", "templates/common/labels.fr.yaml", (struct source_pos){ 0 });
    const struct yaml *map = yaml_find(yaml_find(yaml_parse(world->arena, world->diag, file), "words"), "chart");
    const char *const *english = (const char *const *)chart_words_over(world->arena, NULL);
    const char *const *own = (const char *const *)chart_words_over(world->arena, map);
    assert_non_null(map);
    chart_check_words(world->arena, world->diag, map);
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 0);
    for (size_t k = 0; k < sizeof(struct chart_words) / sizeof(const char *); k++) {
        assert_ptr_not_equal(own[k], english[k]);
        assert_string_equal(names_of(world->arena, own[k]), names_of(world->arena, english[k]));
    }
}

static void csv_quotes_what_needs_it(void **state) {
    struct world *world = *state;
    const struct row rows[] = { { "a,b", { 0.1, NAN }, 'e' }, { "say \"so\"", { 1e-7, 28000 }, 0 }, { .name = NULL } };
    const char *csv = csv_text(world->arena, selection_of(world, rows, 2));
    assert_string_equal(csv, "code,label,Here,Here (flags),Union,Union (flags),year\r\n"
                             "\"a,b\",\"a,b\",0.1,e,,:,2014\r\n"
                             "\"say \"\"so\"\"\",\"say \"\"so\"\"\",1e-07,,28000,,2014\r\n");
}

/* The shortest of 15 to 17 digits that gives the number back, whichever way it is found. */
static void csv_numbers_are_given_back(void **state) {
    struct world *world = *state;
    for (int i = -400000; i < 400000; i += 7) {
        static const double units[] = { 1, 10, 1e3, 1e6, 1e7, 3, 1e-9, 7e-12 };
        double value = i / units[(size_t)(i + 400000) % (sizeof units / sizeof *units)];
        char expected[40];
        int digits = 15;
        snprintf(expected, sizeof expected, "%.*g", digits, value);
        while (strtod(expected, NULL) < value || strtod(expected, NULL) > value) {
            snprintf(expected, sizeof expected, "%.*g", ++digits, value);
        }
        struct buffer out = buffer_new(world->arena);
        csv_number(&out, value);
        assert_string_equal(out.data, expected);
    }
}

static void ring_is_cut_at_the_window(void **state) {
    struct world *world = *state;
    const struct point square[] = { { -5, -5 }, { 5, -5 }, { 5, 5 }, { -5, 5 } };
    struct ring cut = ring_clip(world->arena, (struct ring){ .points = square, .count = 4 }, (struct rect){ 0, 0, 10, 10 });
    assert_int_equal(cut.count, 4);
    for (size_t i = 0; i < cut.count; i++) {
        assert_true(cut.points[i].x >= 0 && cut.points[i].x <= 5 && cut.points[i].y >= 0 && cut.points[i].y <= 5);
    }
    struct ring none = ring_clip(world->arena, (struct ring){ .points = square, .count = 4 }, (struct rect){ 20, 20, 1, 1 });
    assert_int_equal(none.count, 0);
}

static void labels_break_then_are_cut(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("bar", NULL);
    struct chart chart = { .arena = world->arena, .diag = world->diag, .theme = world->theme,
                           .shaper = world->shaper, .spec = &spec };
    const struct text_style *style = &world->theme->styles[STYLE_CHART_LABEL];
    const char *text = "Energy-intensive industries";
    double whole = text_width(world->shaper, style, "en", text);
    assert_int_equal(label_fit(&chart, style, text, (struct label_room){ whole + 1, 2 }).count, 1);
    struct label two = label_fit(&chart, style, text, (struct label_room){ whole * 0.7, 2 });
    assert_int_equal(two.count, 2);
    assert_true(two.width <= whole * 0.7);
    assert_silent(world);
    struct label cut = label_fit(&chart, style, text, (struct label_room){ whole * 0.7, 1 });
    assert_int_equal(cut.count, 1);
    assert_true(cut.width <= whole * 0.7);
    assert_said(world, "[chart-label-cut]");
}

static const struct shaped *shaped_of(struct world *world, const char *text) {
    struct shaped *shaped = arena_alloc(world->arena, sizeof *shaped);
    *shaped = text_shape(world->arena, world->shaper, world->diag, &world->theme->styles[STYLE_CHART_LABEL], "en", text,
                         strlen(text), (struct source_pos){ 0 });
    return shaped;
}

/* Checks two texts, the second at x, y and turned. */
static void check_two(struct world *world, double x, double y, double radians) {
    struct drawing *drawing = drawing_new(world->arena, 100, 40);
    drawing_text(drawing, 10, 20, shaped_of(world, "first"), (struct origin){ 0 });
    drawing_save(drawing);
    drawing_translate(drawing, x, y);
    drawing_rotate(drawing, radians);
    drawing_text(drawing, 0, 0, shaped_of(world, "second"), (struct origin){ 0 });
    drawing_restore(drawing);
    drawing_finish(drawing);
    drawing_check(world->arena, world->diag, drawing, (struct source_pos){ 0 });
}

static void labels_side_by_side_are_fine(void **state) {
    check_two(*state, 50, 20, 0);
    check_two(*state, 10, 28, 0);
    check_two(*state, 8, 38, -M_PI / 2);
    assert_silent(*state);
}

static void overlapping_labels_are_named(void **state) {
    check_two(*state, 15, 22, 0);
    assert_said(*state, "first / second [chart-label-overlap]");
}

static void turned_labels_overlap_too(void **state) {
    check_two(*state, 18, 30, -M_PI / 2);
    assert_said(*state, "[chart-label-overlap]");
}

static void labels_outside_are_named(void **state) {
    check_two(*state, 90, 20, 0);
    assert_said(*state, "second [chart-label-outside]");
}

static const struct row three_rows[] = { { "Health", { 18.4, 14.6, 9, 8 }, 0 },
                                         { "Digital", { 7.1, 9.6, 5, 4 }, 'e' },
                                         { "Textiles", { NAN, 2.4, 1, 1 }, 0 },
                                         { .name = NULL } };

static void bars_carry_values_and_origins(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("bar", selection_of(world, three_rows, 2));
    const struct drawing *drawing = draw(world, &spec);
    assert_silent(world);
    assert_true(drawing_height(drawing) == 19.5 + 3 * 19.5);
    const struct drawing_op *value = text_find(drawing, "18.4");
    assert_int_equal(value->origin.kind, ORIGIN_POINT);
    assert_int_equal(value->origin.id, point_id(spec.selection->points[0]));
    assert_int_equal(text_find(drawing, "Health")->origin.kind, ORIGIN_LITERAL);
    assert_int_equal(text_find(drawing, "0\u00A0%")->origin.kind, ORIGIN_TICK);
    const struct drawing_op *difference = text_find(drawing, "+3.8");
    assert_true(fabs(difference->at.x + difference->text->width - 481.9) < 0.01);
    assert_non_null(text_find(drawing, "Diff., pp"));
    assert_non_null(text_find(drawing, "not available"));
    assert_non_null(text_find(drawing, "e"));
}

static void uncertain_bars_are_hollow(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("bar", selection_of(world, three_rows, 2));
    assert_int_equal(count_kind(draw(world, &spec), DRAW_FILL_STROKE), 2);
}

static void bars_say_what_they_show(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("bar", selection_of(world, three_rows, 2));
    assert_string_equal(drawing_alternative(draw(world, &spec)),
                        "Bar chart: Share, %, 2014. Series: Here and Union. "
                        "Here: highest for Health (18.4\u00A0%), lowest for Digital (7.1\u00A0%). "
                        "Here is above Union in 1 of the 2 rows where both have a value. "
                        "Estimated or provisional values: 1. Rows without a value: 1 of 3.");
}

static void more_series_than_three_are_left_out(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("bar", selection_of(world, three_rows, 4));
    const struct drawing *drawing = draw(world, &spec);
    assert_said(world, "[chart-too-many-series]");
    assert_true(drawing_height(drawing) == 19.5 + 3 * 26);
    assert_null(text_find(drawing, "Elsewhere"));
}

static void long_heads_push_the_plot_back(void **state) {
    struct world *world = *state;
    struct selection *selection = selection_of(world, three_rows, 3);
    selection->columns[1].label = "Bosnia and Herzegovina";
    selection->columns[2].label = "Liechtenstein";
    struct chart_spec spec = spec_of("bar", selection);
    assert_non_null(draw(world, &spec));
    assert_silent(world);
}

static void half_a_page_has_no_room_for_differences(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("bar", selection_of(world, three_rows, 2));
    spec.width = 235.3;
    const struct drawing *drawing = draw(world, &spec);
    assert_silent(world);
    assert_null(text_find(drawing, "Diff., pp"));
}

/* Flags that all values share stand once, at the head; the full name is preferred to the short one. */
static void shared_flags_stand_at_the_head(void **state) {
    struct world *world = *state;
    const struct row rows[] = { { "Health", { 18.4, 14.6 }, 'e' }, { "Digital", { 7.1, 9.6 }, 'e' }, { .name = NULL } };
    struct selection *selection = selection_of(world, rows, 1);
    selection->rows[0].short_label = "H";
    struct chart_spec spec = spec_of("bar", selection);
    const struct drawing *drawing = draw(world, &spec);
    assert_silent(world);
    assert_true(text_find(drawing, "e")->at.y < 19.5);
    assert_non_null(text_find(drawing, "Health"));
    assert_null(text_find(drawing, "H"));
}

static void faults_of_the_template_are_named(void **state) {
    struct world *world = *state;
    struct chart_spec spec = spec_of("pie", selection_of(world, three_rows, 2));
    assert_null(draw(world, &spec));
    assert_said(world, "pie [chart-unknown-kind]");
    const struct chart_option options[] = { { .key = "colour", .value = "red" },
                                            { .key = "emphasis", .value = "-1" },
                                            { .key = "difference", .value = "maybe" } };
    spec.kind = "bar";
    spec.options = options;
    spec.option_count = 3;
    assert_non_null(draw(world, &spec));
    assert_said(world, "bar: colour [chart-unknown-option]");
    assert_said(world, "emphasis: -1 [chart-bad-option]");
    assert_said(world, "difference: maybe [chart-bad-option]");
}

static void no_value_at_all_is_no_chart(void **state) {
    struct world *world = *state;
    const struct row rows[] = { { "Health", { NAN }, 0 }, { .name = NULL } };
    struct chart_spec spec = spec_of("bar", selection_of(world, rows, 1));
    assert_null(draw(world, &spec));
    assert_said(world, "share [chart-no-data]");
}

static const struct row regions[] = { { "A", { 40 }, 0 },  { "B", { 30 }, 0 }, { "C", { 30 }, 0 }, { "EU", { 25 }, 0 },
                                      { "D", { 20 }, 'p' }, { "E", { 10 }, 0 }, { "F", { NAN }, 0 }, { .name = NULL } };

/* Ranks stand in front of names: those of the rows in drawing order. */
static void equal_values_share_a_rank(void **state) {
    struct world *world = *state;
    struct selection *selection = selection_of(world, regions, 1);
    selection->subject_row = 4;
    const struct chart_option option = { .key = "reference", .value = "EU" };
    struct chart_spec spec = spec_of("ranked", selection);
    spec.options = &option;
    spec.option_count = 1;
    spec.width = 235.3;
    const struct drawing *drawing = draw(world, &spec);
    assert_silent(world);
    assert_texts(drawing, (const char *const[]){ "2", "4", "EU\u00A025.0", NULL },
                 (const char *const[]){ "3", "EU", NULL });
    assert_string_equal(drawing_alternative(drawing),
                        "Bars in order of rank: Share, %, 2014. Highest: A (40.0\u00A0%); lowest: E (10.0\u00A0%). "
                        "D is number 4 of 5 (20.0\u00A0%). Reference line: EU 25.0\u00A0%. "
                        "Estimated or provisional values: 1. Rows without a value: 1 of 6.");
}

static void rows_are_folded_around_the_subject(void **state) {
    struct world *world = *state;
    struct selection *selection = selection_of(world, regions, 1);
    selection->subject_row = 5;
    const struct chart_option options[] = { { .key = "rows", .value = "4" }, { .key = "window", .value = "1" } };
    struct chart_spec spec = spec_of("ranked", selection);
    spec.options = options;
    spec.option_count = 2;
    const struct drawing *drawing = draw(world, &spec);
    assert_silent(world);
    assert_texts(drawing, (const char *const[]){ "A", "…", "D", "F", NULL },
                 (const char *const[]){ "B", NULL });
}

static void missing_reference_is_said(void **state) {
    struct world *world = *state;
    struct selection *selection = selection_of(world, regions, 1);
    const struct chart_option option = { .key = "reference", .value = "F" };
    struct chart_spec spec = spec_of("ranked", selection);
    spec.options = &option;
    spec.option_count = 1;
    assert_non_null(draw(world, &spec));
    assert_said(world, "F [chart-no-reference]");
}

/* Each bar is strong only where it exceeds the mark; a value that its bar cannot hold stands behind it. */
static void cover_bars_compare_with_the_mark(void **state) {
    struct world *world = *state;
    const struct row rows[] = { { "Health", { 18.4, 14.6 }, 0 }, { "Retail", { 11.8, 13.2 }, 0 },
                                { "Tiny", { 0.1, 9 }, 0 },       { .name = NULL } };
    struct chart_spec spec = spec_of("cover-profile", selection_of(world, rows, 2));
    const struct drawing *drawing = draw(world, &spec);
    assert_silent(world);
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    const struct colour *high = &world->theme->colours[COLOUR_COVER_BAR_HIGH];
    size_t strong = 0;
    for (size_t i = 0; i < count; i++) {
        strong += ops[i].kind == DRAW_FILL && memcmp(&ops[i].fill, high, sizeof *high) == 0;
    }
    assert_int_equal(strong, 1);
    struct span full, text;
    assert_true(theme_span(world->theme, "full", &full) && theme_span(world->theme, "text", &text));
    double left = text.x - full.x;
    assert_true(fabs(text_find(drawing, "18.4")->at.x - left - 4) < 0.01);
    assert_true(text_find(drawing, "0.1")->at.x > left + 5);
}

static const struct drawing *locate(struct world *world, const struct geo *geo, const char *code) {
    struct chart_tools tools = { world->theme, world->shaper, geo };
    struct chart_spec spec = spec_of("locator", NULL);
    spec.width = 112;
    spec.subject = code;
    return chart_draw(world->arena, world->diag, &tools, &spec);
}

/* On the real geometry: the parts that lie in the window, and a ring around a subject of a few tenths of a point. */
static void locator_stays_in_its_frame(void **state) {
    struct world *world = *state;
    const struct geo *geo = geo_read(world->arena, world->diag, "..", "data/geo/geo.yaml");
    assert_non_null(geo);
    const struct drawing *large = locate(world, geo, "DE"), *small = locate(world, geo, "MT");
    assert_silent(world);
    assert_int_equal(count_kind(large, DRAW_STROKE), 0);
    assert_int_equal(count_kind(small, DRAW_STROKE), 1);
    assert_string_equal(drawing_alternative(large), "Locator map with Here highlighted.");
    size_t count;
    const struct drawing_op *ops = drawing_ops(large, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < ops[i].path.point_count; k++) {
            struct point point = ops[i].path.points[k];
            assert_true(point.x >= -0.01 && point.x <= 112.01 && point.y >= -0.01);
            assert_true(point.y <= drawing_height(large) + 0.01);
        }
    }
    assert_non_null(locate(world, geo, "EU"));
    assert_said(world, "EU [chart-no-shape]");
}

static void kinds_are_listed(void **state) {
    struct world *world = *state;
    struct buffer out = buffer_new(world->arena);
    chart_list_kinds(&out);
    assert_ptr_equal(strstr(out.data, "bar\nranked\ncover-profile\nlocator\n"), out.data);
    assert_true(chart_has_kind("bar"));
    assert_false(chart_has_kind("pie"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_theme, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(ticks_are_round),
        cmocka_unit_test(extreme_values_have_a_scale),
        cmocka_unit_test(scale_without_values_still_has_length),
        CASE(phrases_are_filled),
        CASE(shipped_words_are_complete),
        CASE(csv_quotes_what_needs_it), CASE(csv_numbers_are_given_back),
        CASE(ring_is_cut_at_the_window),
        CASE(labels_break_then_are_cut),
        CASE(labels_side_by_side_are_fine),
        CASE(overlapping_labels_are_named),
        CASE(turned_labels_overlap_too),
        CASE(labels_outside_are_named),
        CASE(bars_carry_values_and_origins),
        CASE(uncertain_bars_are_hollow),
        CASE(bars_say_what_they_show),
        CASE(more_series_than_three_are_left_out),
        CASE(long_heads_push_the_plot_back),
        CASE(half_a_page_has_no_room_for_differences),
        CASE(shared_flags_stand_at_the_head),
        CASE(faults_of_the_template_are_named),
        CASE(no_value_at_all_is_no_chart),
        CASE(equal_values_share_a_rank),
        CASE(rows_are_folded_around_the_subject),
        CASE(missing_reference_is_said),
        CASE(cover_bars_compare_with_the_mark),
        CASE(locator_stays_in_its_frame),
        CASE(kinds_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
