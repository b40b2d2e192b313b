/* Justified lines against those of TeX: the same words, spaces and hyphens, in the widths that we measured, at the same
 * measures. unit/tex/paragraphs.tex holds them, unit/tex/breaks.txt what TeX made of them (unit/tex/breaks.py). */
#include "paragraph_world.h"

#include <stdio.h>

#define SOURCE "unit/tex/paragraphs.tex"
#define BREAKS "unit/tex/breaks.txt"

/* Demerits of TeX are sums of squares of whole numbers, ours are not rounded. */
#define DEMERITS_SLACK 0.02

static const char *const texts[] = {
    "Where specialisation is high, organisations that connect enterprises, universities and administrations are found "
    "more often than elsewhere; internationalisation depends on them, and so does employment in the region. A word may "
    "carry a hyphen only if four letters stand before it and four behind it, and what is well-known, or "
    "technology-oriented, is divided behind its own hyphen as well.",
    "In 2014 the fourteen ecosystems had 44 % of all jobs, 3 million of them in manufacturing, at a cost of EUR 28 000 a "
    "head; between 2021–2027 the share will rise, as https://ec.europa.eu/eurostat/databrowser/view/lfst_r_lfe2en2 "
    "says. It says more than that: small countries specialise, large ones do not, and those in between have both "
    "kinds of regions, whose administrations seldom meet.",
    "To be or not to be a hub is for a few of us to say, so we say it now and go on as if it were of no use to ask for "
    "it at all; he or she who has an aim in it may do so and, if not, be at ease, for we do not see why it is so "
    "and not as it was or will be in a year or two, or in ten of them, as far as we can see it from here.",
};

enum { TEXT_COUNT = sizeof texts / sizeof *texts };

static const double measures[] = {140, 165, 200, 235.3, 260, 317.5, 400, 481.9};

enum { MEASURE_COUNT = sizeof measures / sizeof *measures };

static struct broken break_case(struct world *world, size_t text, size_t measure) {
    world->theme->numbers[NUMBER_HYPHEN_ONE_IN] = 1;
    world->theme->numbers[NUMBER_LAST_LINE_WIDTH] = 0;
    return break_text(world, texts[text], measures[measure], FORM_JUSTIFIED);
}

/* A segment as TeX reads it: a box with its number, and what may end the line behind it. */
static void add_segment(struct buffer *out, const struct segment *segment, size_t number) {
    static const char *const ends[END_COUNT] = {[END_HYPHEN] = "\\hyphen{%.5f}", [END_DASH] = "\\dash",
                                                [END_ADDRESS] = "\\address"};
    double space = segment->x_end - segment->x_stop;
    buffer_print(out, "\\word{%zu}{%.5f}", number, segment->x_stop - segment->x);
    if (space > 0) {
        buffer_print(out, "\\space{%.5f}{%.5f}{%.5f}", space, space * SPACE_STRETCH, space * SPACE_SHRINK);
    } else if (segment->kind == END_HYPHEN) {
        buffer_print(out, "\\hyphen{%.5f}", segment->hyphen);
    } else if (ends[segment->kind]) {
        buffer_text(out, ends[segment->kind]);
    }
    buffer_text(out, "%\n");
}

static const char *source_text(struct world *world) {
    struct buffer out = buffer_new(world->arena);
    buffer_text(&out, "% Made by layout_tex_test with ALMANAC_UPDATE=1. Plain TeX.\n\\input setting\n");
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        struct broken broken = break_case(world, i, MEASURE_COUNT - 1);
        buffer_text(&out, "\\text{%\n");
        for (size_t k = 0; k < broken.segments.count; k++) {
            add_segment(&out, &broken.segments.items[k], k);
        }
        buffer_text(&out, "}\n");
        for (size_t k = 0; k < MEASURE_COUNT; k++) {
            buffer_print(&out, "\\case{%zu}{%.1f}\n", i, measures[k]);
        }
    }
    buffer_text(&out, "\\end\n");
    return out.data;
}

static char *read_text(struct world *world, const char *path) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    struct buffer text = buffer_new(world->arena);
    char piece[4096];
    size_t size;
    while ((size = fread(piece, 1, sizeof piece, file)) > 0) {
        buffer_add(&text, piece, size);
    }
    fclose(file);
    return text.data;
}

/* What TeX was given is what we measure today. */
static void source_is_the_kept_one(void **state) {
    struct world *world = *state;
    const char *text = source_text(world);
    if (getenv("ALMANAC_UPDATE")) {
        FILE *file = fopen(SOURCE, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
    }
    assert_string_equal(text, read_text(world, SOURCE));
}

/* One case of the kept file: "text measure: end demerits, end demerits, …"; checked against ours. */
static void compare_case(struct world *world, const char *line, size_t text, size_t measure) {
    struct broken broken = break_case(world, text, measure);
    struct buffer dump = buffer_new(world->arena);
    paragraph_demerits(world->setter, &broken.segments, &broken.paragraph, &broken.ends, &dump);
    const char *own = dump.data;
    char *at = strchr(line, ':') + 1;
    for (size_t i = 0; i < broken.ends.count; i++) {
        unsigned long end = strtoul(at, &at, 10);
        double wanted = strtod(at, &at), found = strtod(own, NULL);
        if (end != broken.ends.ends[i] || fabs(found - wanted) > DEMERITS_SLACK * wanted + 30) {
            fail_msg("text %zu at %.1f pt, line %zu: ours ends at %zu with %.0f, not at %lu with %.0f\n%s", text,
                     measures[measure], i, broken.ends.ends[i], found, end, wanted, dump.data);
        }
        own = strchr(own, '\n') + 1;
        at += *at == ',';
    }
    assert_true(*at == '\n');
}

static void lines_end_where_those_of_tex_do(void **state) {
    struct world *world = *state;
    const char *line = read_text(world, BREAKS);
    for (size_t i = 0; i < TEXT_COUNT * MEASURE_COUNT; i++) {
        assert_non_null(strchr(line, '\n'));
        compare_case(world, line, i / MEASURE_COUNT, i % MEASURE_COUNT);
        line = strchr(line, '\n') + 1;
    }
    assert_int_equal(*line, '\0');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(source_is_the_kept_one),
        CASE(lines_end_where_those_of_tex_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
