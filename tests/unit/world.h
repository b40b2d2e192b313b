/* What the unit tests share: an arena and a list of messages, and for those that need them the fonts, a shaper and the
 * shipped theme. */
#ifndef ALMANAC_TESTS_WORLD_H
#define ALMANAC_TESTS_WORLD_H

#include "messages.h"

#include "text/font.h"
#include "theme/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What a set-up does not open is NULL. */
struct world {
    struct arena *arena;
    struct arena *scratch;
    struct diag *diag;
    struct fonts *fonts;
    struct shaper *shaper;
    struct theme *theme; /* a copy, so that a case may change a number */
    const struct geo *geo;
    struct document *document;
    struct layout_job *job;
    struct setter *setter;
    const struct drawing **drawings; /* those of the job */
    size_t faults;                   /* found so far, where all are printed before the test fails */
    void *own;                       /* what one file of tests adds */
};

/* An arena and a list of messages. */
static inline int set_up_plain(void **state) {
    struct arena *arena = arena_new();
    struct world *world = arena_alloc(arena, sizeof *world);
    *world = (struct world){ .arena = arena, .diag = diag_new(arena) };
    *state = world;
    return 0;
}

/* And fonts with a shaper. */
static inline int set_up_fonts(void **state) {
    set_up_plain(state);
    struct world *world = *state;
    world->fonts = fonts_open(world->arena, world->diag, "fonts", "fonts.yaml");
    assert_non_null(world->fonts);
    world->shaper = shaper_new(world->arena, world->fonts);
    return 0;
}

/* And the shipped theme. */
static inline int set_up_theme(void **state) {
    set_up_fonts(state);
    struct world *world = *state;
    const struct theme *theme =
        theme_read(world->arena, world->diag, world->fonts, "../templates/country-factsheet", "theme.yaml");
    assert_non_null(theme);
    world->theme = arena_alloc(world->arena, sizeof *theme);
    *world->theme = *theme;
    return 0;
}

static inline int tear_down(void **state) {
    struct world *world = *state;
    if (world->fonts) {
        shaper_close(world->shaper);
        fonts_close(world->fonts);
    }
    if (world->scratch) {
        arena_close(world->scratch);
    }
    arena_close(world->arena);
    return 0;
}

static inline const char *messages(const struct world *world) {
    return said_in(world->arena, world->diag);
}

static inline void assert_said(const struct world *world, const char *code) {
    if (!strstr(messages(world), code)) {
        fail_msg("no %s in: %s", code, messages(world));
    }
}

static inline void assert_silent(const struct world *world) {
    assert_string_equal(messages(world), "");
}

#endif
