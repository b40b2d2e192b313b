/* Lines of paragraphs: their demerits line by line, and that no other way to break them has fewer. */
#include "paragraph_world.h"

static const char sentence[] = "Where specialisation is high, organisations that connect enterprises, universities and "
                               "administrations are found more often than elsewhere; internationalisation depends on "
                               "them, and so does employment in the region.";

static void assert_demerits(struct world *world, double width, enum paragraph_form form, const char *wanted) {
    struct broken broken = break_text(world, sentence, width, form);
    struct buffer out = buffer_new(world->arena);
    paragraph_demerits(world->setter, &broken.segments, &broken.paragraph, &broken.ends, &out);
    assert_string_equal(out.data, wanted);
}

static void ragged_demerits(void **state) {
    assert_demerits(*state, 250, FORM_RAGGED, 
                    "36 tight Where specialisation is high, organisations that connect\n"
                    "72 decent enterprises, universities and administrations are found\n"
                    "27 tight more often than elsewhere; internationalisation depends\n"
                    "0 decent on them, and so does employment in the region.\n");
}

static void justified_demerits(void **state) {
    assert_demerits(*state, 250, FORM_JUSTIFIED, 
                    "950475 very loose Where specialisation is high, organisations that connect\n"
                    "15373 tight enterprises, universities and administrations are found more\n"
                    "494 decent often than elsewhere; internationalisation depends on them,\n"
                    "100 decent and so does employment in the region.\n");
}

/* The least sum of demerits of all ways to end lines from segment first on, by trying all. */
static double try_all(struct world *world, const struct broken *broken, size_t *ends, size_t count, size_t first) {
    const struct segments *segments = &broken->segments;
    if (first == segments->count) {
        struct line_ends lines = {ends, count};
        return paragraph_demerits(world->setter, segments, &broken->paragraph, &lines, NULL);
    }
    double best = INFINITY;
    for (size_t end = first + 1; end <= segments->count; end++) {
        double least = segments_width(segments, first, end);
        least -= broken->paragraph.form == FORM_JUSTIFIED ? SPACE_SHRINK * segments_spaces(segments, first, end) : 0;
        if (least > broken->paragraph.width + 0.01) {
            break;
        }
        ends[count] = end;
        best = fmin(best, try_all(world, broken, ends, count + 1, end));
    }
    return best;
}

/* Hyphens in every line are allowed here: what the breaker forbids is no question of demerits. */
static void no_other_way_is_better(void **state) {
    struct world *world = *state;
    world->theme->numbers[NUMBER_HYPHEN_ONE_IN] = 1;
    static const char text[] = "Organisations of enterprises and universities, who organises them in the regions?";
    for (double width = 90; width < 200; width += 11) {
        for (int form = FORM_RAGGED; form <= FORM_JUSTIFIED; form++) {
            struct broken broken = break_text(world, text, width, (enum paragraph_form)form);
            size_t ends[64];
            assert_true(broken.segments.count < 40);
            double best = try_all(world, &broken, ends, 0, 0);
            double found =
                paragraph_demerits(world->setter, &broken.segments, &broken.paragraph, &broken.ends, NULL);
            assert_true(found <= best + 0.01);
        }
    }
}

/* A tight line beside a very loose one is the exception, also where words are long. */
static void neighbours_are_of_like_fullness(void **state) {
    struct world *world = *state;
    size_t unlike = 0, lines = 0;
    for (double width = 250; width < 430; width += 7) {
        struct broken broken = break_text(world, repeated(world, sentence, 3), width, FORM_JUSTIFIED);
        struct buffer out = buffer_new(world->arena);
        paragraph_demerits(world->setter, &broken.segments, &broken.paragraph, &broken.ends, &out);
        bool tight = false, very_loose = false;
        for (const char *line = out.data; *line; line = strchr(line, '\n') + 1) {
            const char *fitness = strchr(line, ' ') + 1;
            bool now_tight = strncmp(fitness, "tight", 5) == 0, now_loose = strncmp(fitness, "very", 4) == 0;
            unlike += (tight && now_loose) || (very_loose && now_tight);
            tight = now_tight;
            very_loose = now_loose;
            lines++;
        }
    }
    assert_true(unlike * 20 < lines);
}

static void addresses_are_divided_without_hyphen(void **state) {
    struct world *world = *state;
    struct broken broken = break_text(
        world, "See https://ec.europa.eu/eurostat/databrowser/view/lfst_r_lfe2en2?lang=en for more.", 110, FORM_RAGGED);
    const char *lines = lines_of(world, &broken);
    assert_null(strchr(lines, '-'));
    assert_null(strstr(lines, "https:|"));
    assert_null(strstr(lines, "/|/"));
    assert_non_null(strstr(lines, "/|"));
    for (size_t i = 0; i < broken.ends.count; i++) {
        size_t first = i > 0 ? broken.ends.ends[i - 1] : 0;
        assert_true(segments_width(&broken.segments, first, broken.ends.ends[i]) <= 110.02);
    }
}

/* Each has a part that no narrow column holds unless it is divided at the sign it is named for. */
static const char *const addresses[] = {
    "https://example.org/pages/this-one-has-many-words-that-are-joined-by-hyphens-only-and-no-other-sign",
    "http://example.org/path_of_words_with_low_lines_between_them_and_nothing_else_to_divide_it_at.html",
    "https://example.org/?first=one&second=two&third=three&fourth=four&a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8",
    "https://example.org/%CE%BA%CE%BB%CE%AC%CE%B4%CE%BF%CE%B9/%CE%B1%CE%B3%CE%BF%CF%81%CE%AD%CF%82",
    "www.a.long.chain.of.hosts.example.org/cdfReader.aspx#Section,Next;Part:Two~user+plus.of.the.parts",
    "https://example.org/BusinessLocationInnovationInternationalisationClusterPolicyOfTheFederalState",
    "doi:10.2777/123456-annex-of-the-report-on-the-state-of-clusters.2021.part-one.and-its-tables",
    "first.second.name.of.the-office-for-statistics@directorate-general.example-organisation.europa.eu",
};

static void addresses_of_all_kinds_fit_narrow_columns(void **state) {
    struct world *world = *state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        for (double width = 90; width < 320; width += 10) {
            struct broken broken = break_text(world, addresses[i], width, FORM_RAGGED);
            assert_int_equal(broken.segments.wide_count, 0);
            for (size_t k = 0; k < broken.segments.count; k++) {
                assert_true(broken.segments.items[k].hyphen == 0);
            }
        }
    }
}

static void numbers_stay_with_what_they_count(void **state) {
    struct world *world = *state;
    static const char *const wholes[] = {"EUR 28 000", "3 million", "44 %", "12 km", "21 \u00B0C"};
    for (double width = 50; width < 160; width += 3) {
        struct broken broken =
            break_text(world, "it costs EUR 28 000 for 3 million of them, 44 % within 12 km and at 21 \u00B0C.", width, FORM_RAGGED);
        const char *lines = lines_of(world, &broken);
        for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
            assert_non_null(strstr(lines, wholes[i]));
        }
    }
}

static void hard_spaces_and_soft_hyphens(void **state) {
    struct world *world = *state;
    for (double width = 60; width < 140; width += 5) {
        struct broken broken = break_text(world, "a hard\u00A0space, a soft\u00ADhyphen", width, FORM_RAGGED);
        const char *lines = lines_of(world, &broken);
        assert_non_null(strstr(lines, "hard\u00A0space"));
        assert_true(strstr(lines, "soft\u00AD-|hyphen") || strstr(lines, "soft\u00ADhyphen"));
    }
}

/* A paragraph in another language than the document's is divided by the rules of its own. */
static void languages_divide_their_words(void **state) {
    struct world *world = *state;
    if (!text_can_hyphenate(world->shaper, "hu")) {
        skip();
    }
    world->theme->numbers[NUMBER_HYPHEN_LEFT] = world->theme->numbers[NUMBER_HYPHEN_RIGHT] = 2;
    world->document->language = "hu";
    struct broken broken = break_text(world, "egy asszonnyal", 50, FORM_RAGGED);
    assert_string_equal(lines_of(world, &broken), "egy asz-|szonnyal");
}

/* 200 000 words: every line keeps its measure, and parts join without a short line between them. */
static void very_long_paragraph_is_broken_in_parts(void **state) {
    struct world *world = *state;
    struct broken broken = break_text(world, repeated(world, sentence, 7000), 317, FORM_RAGGED);
    assert_true(broken.segments.items[broken.segments.count - 1].word > 200000 - 20000);
    size_t short_lines = 0;
    for (size_t i = 0; i + 1 < broken.ends.count; i++) {
        size_t first = i > 0 ? broken.ends.ends[i - 1] : 0;
        double width = segments_width(&broken.segments, first, broken.ends.ends[i]);
        assert_true(width <= 317.02);
        short_lines += width < 200;
    }
    assert_int_equal(short_lines, 0);
}

static void long_paragraph_is_said(void **state) {
    struct world *world = *state;
    struct broken broken = break_text(world, repeated(world, sentence, 600), 317, FORM_RAGGED);
    struct galley galley = {0};
    paragraph_set(world->setter, &galley, broken.segments.inlines, &broken.paragraph);
    assert_int_equal(galley.slices[0].fault_count, 1);
    assert_int_equal(galley.slices[0].faults[0].code, DIAG_CODE_LAYOUT_LONG_PARAGRAPH); /* [layout-long-paragraph] */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(ragged_demerits),
        CASE(justified_demerits),
        CASE(no_other_way_is_better),
        CASE(neighbours_are_of_like_fullness),
        CASE(addresses_are_divided_without_hyphen),
        CASE(addresses_of_all_kinds_fit_narrow_columns),
        CASE(numbers_stay_with_what_they_count),
        CASE(hard_spaces_and_soft_hyphens),
        CASE(languages_divide_their_words),
        CASE(very_long_paragraph_is_broken_in_parts),
        CASE(long_paragraph_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
