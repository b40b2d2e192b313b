/* Whether every text can be read: its size, its contrast, and that nothing cuts it. */
#include "layout/check_private.h"

#include "base/arena.h"
#include "text/font.h"

#include <math.h>

/* The ground is taken at so many places along a text, away from its ends. */
#define PLACES 3

/* Ratios are printed with one decimal, and compared so. */
#define RATIO_SLACK 0.05

/* Signs from a fallback face are set smaller than the text they stand in. Source: the house style. */
#define SIGN_SCALE 0.82

static struct colour blend(struct colour top, struct colour below) {
    double a = top.alpha;
    return (struct colour){top.red * a + below.red * (1 - a), top.green * a + below.green * (1 - a),
                           top.blue * a + below.blue * (1 - a), 1};
}

/* The contrast of the colours compared last: those of most texts of a page are the same. */
struct compared {
    struct colour top, ground;
    double contrast; /* 0: none was compared yet */
};

static bool is_same_colour(struct colour a, struct colour b) {
    return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

static double contrast_of(struct compared *last, struct colour top, struct colour ground) {
    if (last->contrast == 0 || !is_same_colour(last->top, top) || !is_same_colour(last->ground, ground)) {
        *last = (struct compared){top, ground, colour_contrast(blend(top, ground), ground)};
    }
    return last->contrast;
}

/* The least contrast of ink against what lies under it. */
static double least_contrast(const struct sheet *sheet, const struct ink *ink, struct compared *compared) {
    double least = INFINITY;
    struct colour last = {.alpha = -1};
    for (int i = 0; i < PLACES; i++) {
        double part = 0.15 + 0.7 * i / (PLACES - 1);
        struct point at = {ink->left + part * (ink->right - ink->left), (ink->top + ink->bottom) / 2};
        struct colour ground = ink_ground(ink, &sheet->areas, setter_colour(sheet->setter, COLOUR_PAPER), at);
        bool same = ground.red == last.red && ground.green == last.green && ground.blue == last.blue && last.alpha >= 0;
        least = same ? least : fmin(least, contrast_of(compared, ink->run->colour, ground));
        last = ground;
    }
    return least;
}

static void check_contrast(const struct sheet *sheet, const struct ink *ink, struct compared *compared) {
    double contrast = least_contrast(sheet, ink, compared);
    double wanted = setter_number(sheet->setter, NUMBER_CONTRAST_MIN);
    if (contrast < wanted - RATIO_SLACK) {
        const char *detail = arena_print(sheet->setter->arena, "%s has %.1f of %.1f", sheet_quote(sheet, ink->run),
                                         contrast, wanted);
        sheet_report(sheet, DIAG_CODE_LAYOUT_CONTRAST, &sheet->page->items[ink->item], detail);
    }
}

/* True if a style of the theme has the face: others come from the fallback families. */
static bool is_text_face(const struct theme *theme, const struct face *face) {
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        if (theme->styles[i].face == face) {
            return true;
        }
    }
    return false;
}

static void check_size(const struct sheet *sheet, const struct ink *ink) {
    double least = setter_number(sheet->setter, NUMBER_SIZE_MIN);
    const struct glyph_run *run = ink->run;
    if (run->size >= least - 0.01 || run->rise != 0) {
        return;
    }
    if (run->size >= least * SIGN_SCALE - 0.01 && !is_text_face(sheet->setter->theme, run->face)) {
        return;
    }
    const char *detail = arena_print(sheet->setter->arena, "%s has %.2f of %.2f pt", sheet_quote(sheet, run),
                                     run->size, least);
    sheet_report(sheet, DIAG_CODE_LAYOUT_SMALL_TYPE, &sheet->page->items[ink->item], detail);
}

void check_types(const struct sheet *sheet) {
    struct compared compared = {.contrast = 0};
    for (size_t i = 0; i < sheet->inks.count; i++) {
        const struct ink *ink = &sheet->inks.items[i];
        check_size(sheet, ink);
        check_contrast(sheet, ink, &compared);
        if (ink->clipped) {
            sheet_report(sheet, DIAG_CODE_LAYOUT_CLIPPED, &sheet->page->items[ink->item],
                         sheet_quote(sheet, ink->run));
        }
    }
}
