/* The palettes of the shipped theme can be told apart: text and marks stand off the paper, neighbouring classes and any two
 * of the qualitative colours stay apart for readers with each of three colour-vision deficiencies. */
#include "world.h"

#include "base/colour.h"

/* ---- colours as they are seen ---- */

struct triple {
    double v[3];
};

/* Rows by columns. */
struct matrix {
    double at[3][3];
};

static struct triple apply(const struct matrix *by, struct triple of) {
    struct triple result = { { 0 } };
    for (size_t row = 0; row < 3; row++) {
        for (size_t i = 0; i < 3; i++) {
            result.v[row] += by->at[row][i] * of.v[i];
        }
    }
    return result;
}

/* Source: IEC 61966-2-1, sRGB. */
static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

enum vision { VISION_USUAL, VISION_PROTAN, VISION_DEUTAN, VISION_TRITAN, VISION_COUNT };

/* Source: Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision deficiency, IEEE
 * TVCG 15 (2009), severity 1. */
static const struct matrix visions[VISION_COUNT] = {
    [VISION_USUAL] = { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
    [VISION_PROTAN] = { { { 0.152286, 1.052583, -0.204868 },
                        { 0.114503, 0.786281, 0.099216 },
                        { -0.003882, -0.048116, 1.051998 } } },
    [VISION_DEUTAN] = { { { 0.367322, 0.860646, -0.227968 },
                        { 0.280085, 0.672501, 0.047413 },
                        { -0.011820, 0.042940, 0.968881 } } },
    [VISION_TRITAN] = { { { 1.255528, -0.076749, -0.178779 },
                        { -0.078411, 0.930809, 0.147602 },
                        { 0.004733, 0.691367, 0.303900 } } },
};

/* Source: Ottosson, A perceptual color space for image processing (2020). */
static struct triple oklab(struct triple rgb) {
    static const struct matrix to_cones = { { { 0.4122214708, 0.5363325363, 0.0514459929 },
                                     { 0.2119034982, 0.6806995451, 0.1073969566 },
                                     { 0.0883024619, 0.2817188376, 0.6299787005 } } };
    static const struct matrix to_lab = { { { 0.2104542553, 0.7936177850, -0.0040720468 },
                                   { 1.9779984951, -2.4285922050, 0.4505937099 },
                                   { 0.0259040371, 0.7827717662, -0.8086757660 } } };
    struct triple cones = apply(&to_cones, rgb);
    for (size_t i = 0; i < 3; i++) {
        cones.v[i] = cbrt(cones.v[i]);
    }
    return apply(&to_lab, cones);
}

static struct triple seen(struct colour colour, enum vision vision) {
    struct triple rgb = { { linear(colour.red), linear(colour.green), linear(colour.blue) } };
    rgb = apply(&visions[vision], rgb);
    for (size_t i = 0; i < 3; i++) {
        rgb.v[i] = fmin(fmax(rgb.v[i], 0), 1);
    }
    return oklab(rgb);
}

/* 100 times the distance, for the eyes that see least of it. */
static double distance(struct colour a, struct colour b) {
    double least = INFINITY;
    for (enum vision vision = VISION_USUAL; vision < VISION_COUNT; vision++) {
        struct triple left = seen(a, vision), right = seen(b, vision);
        double square = 0;
        for (size_t i = 0; i < 3; i++) {
            square += (left.v[i] - right.v[i]) * (left.v[i] - right.v[i]);
        }
        least = fmin(least, 100 * sqrt(square));
    }
    return least;
}

/* ---- what is promised ---- */

static void assert_contrasts(const struct theme *theme, const enum theme_colour *colours, size_t count, double least) {
    static const struct colour paper = { 1, 1, 1, 1 };
    for (size_t i = 0; i < count; i++) {
        double contrast = colour_contrast(theme->colours[colours[i]], paper);
        if (contrast < least) {
            fail_msg("colour %d has a contrast of %.2f on paper", (int)colours[i], contrast);
        }
    }
}

/* Source of both limits: WCAG 2.1, 1.4.3 and 1.4.11. */
static void text_and_marks_stand_off_the_paper(void **state) {
    const struct theme *theme = ((struct world *)*state)->theme;
    static const enum theme_colour texts[] = { COLOUR_INK, COLOUR_TEXT_2, COLOUR_NOTE, COLOUR_SUBJECT, COLOUR_ATTENTION };
    static const enum theme_colour marks[] = { COLOUR_EU, COLOUR_PEER };
    assert_contrasts(theme, texts, sizeof texts / sizeof *texts, 4.5);
    assert_contrasts(theme, marks, sizeof marks / sizeof *marks, 3.0);
    static const struct colour paper = { 1, 1, 1, 1 };
    for (size_t i = 0; i < theme->qualitative_count; i++) {
        assert_true(colour_contrast(theme->qualitative[i], paper) >= 3.0);
    }
}

/* White or ink can be read on every class. */
static void values_can_be_read_on_classes(void **state) {
    const struct theme *theme = ((struct world *)*state)->theme;
    for (size_t i = 0; i < theme->sequential_count; i++) {
        struct colour ground = theme->sequential[i];
        double white = colour_contrast(theme->colours[COLOUR_ON_STRONG], ground);
        double ink = colour_contrast(theme->colours[COLOUR_INK], ground);
        assert_true(fmax(white, ink) >= 4.5);
    }
}

static void assert_steps(const struct colour *colours, size_t count, double least) {
    for (size_t i = 1; i < count; i++) {
        double step = distance(colours[i - 1], colours[i]);
        if (step < least) {
            fail_msg("classes %zu and %zu are %.1f apart", i, i + 1, step);
        }
    }
}

static void classes_stay_apart(void **state) {
    const struct theme *theme = ((struct world *)*state)->theme;
    assert_steps(theme->sequential, theme->sequential_count, theme->sequential_count > 5 ? 6.4 : 9.5);
    assert_steps(theme->diverging, theme->diverging_count, 9.5);
    for (size_t i = 0; i < theme->diverging_count / 2; i++) {
        assert_true(distance(theme->diverging[i], theme->diverging[theme->diverging_count - 1 - i]) >= 8.5);
    }
}

static void qualitative_colours_stay_apart(void **state) {
    const struct theme *theme = ((struct world *)*state)->theme;
    for (size_t i = 0; i < theme->qualitative_count; i++) {
        for (size_t k = 0; k < i; k++) {
            double apart = distance(theme->qualitative[i], theme->qualitative[k]);
            if (apart < 11.5) {
                fail_msg("colours %zu and %zu are %.1f apart", k + 1, i + 1, apart);
            }
        }
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_theme, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(text_and_marks_stand_off_the_paper),
        CASE(values_can_be_read_on_classes),
        CASE(classes_stay_apart),
        CASE(qualitative_colours_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
