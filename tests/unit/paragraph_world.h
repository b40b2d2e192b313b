/* A world in which unit tests break paragraphs: the fonts under test, a copy of a theme, an empty document. */
#ifndef ALMANAC_TESTS_PARAGRAPH_WORLD_H
#define ALMANAC_TESTS_PARAGRAPH_WORLD_H

#include "layout/paragraph.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "text/font.h"
#include "theme/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct world {
    struct arena *arena;
    struct diag *diag;
    struct fonts *fonts;
    struct shaper *shaper;
    struct document *document;
    struct theme theme; /* a copy, so that a case may change a number */
    struct layout_job job;
    struct setter setter;
};

static int set_up(void **state) {
    struct arena *arena = arena_new();
    struct world *world = arena_alloc(arena, sizeof *world);
    world->arena = arena;
    world->diag = diag_new(arena);
    world->fonts = fonts_open(arena, world->diag, "fonts", "fonts.yaml");
    assert_non_null(world->fonts);
    world->shaper = shaper_new(arena, world->fonts);
    const struct theme *theme = theme_read(arena, world->diag, world->fonts, "../templates/country-factsheet", "theme.yaml");
    assert_non_null(theme);
    world->theme = *theme;
    world->document = document_new(arena);
    world->document->root = node_new(arena, world->document, NODE_DOCUMENT, (struct source_pos){0});
    world->document->language = "en";
    world->job = (struct layout_job){.document = world->document, .theme = &world->theme, .shaper = world->shaper};
    world->setter = (struct setter){.arena = arena,
                                    .scratch = arena_new(),
                                    .diag = world->diag,
                                    .job = &world->job,
                                    .theme = &world->theme};
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    struct world *world = *state;
    shaper_close(world->shaper);
    fonts_close(world->fonts);
    arena_close(world->setter.scratch);
    arena_close(world->arena);
    return 0;
}

struct broken {
    struct segments segments;
    struct paragraph paragraph;
    struct line_ends ends;
};

static struct broken break_text(struct world *world, const char *text, double width, enum paragraph_form form) {
    struct node *node = node_new(world->arena, world->document, NODE_PARAGRAPH, (struct source_pos){0});
    node_add(world->document->root, node);
    struct node *words = node_new(world->arena, world->document, NODE_TEXT, (struct source_pos){0});
    words->text = text;
    node_add(node, words);
    struct inlines *inlines = arena_alloc(world->arena, sizeof *inlines);
    *inlines = inlines_new(&world->setter, STYLE_BODY, NULL);
    inlines_add(inlines, node);
    struct broken broken = {.paragraph = {.style = &world->theme.styles[STYLE_BODY],
                                          .width = width,
                                          .form = form,
                                          .hyphenate = true}};
    broken.segments = segments_new(&world->setter, inlines, true, width);
    broken.ends = paragraph_break(&world->setter, &broken.segments, &broken.paragraph);
    return broken;
}

/* The lines' texts, "|" between them. */
__attribute__((unused)) static const char *lines_of(struct world *world, const struct broken *broken) {
    struct buffer out = buffer_new(world->arena);
    for (size_t i = 0; i < broken->ends.count; i++) {
        size_t first = i > 0 ? broken->ends.ends[i - 1] : 0;
        const struct segment *last = &broken->segments.items[broken->ends.ends[i] - 1];
        size_t start = broken->segments.items[first].start;
        buffer_add(&out, broken->segments.inlines->text.data + start, last->stop - start);
        bool hyphen = last->kind == END_HYPHEN && i + 1 < broken->ends.count;
        buffer_print(&out, "%s%s%s", hyphen && last->insert ? last->insert : "", hyphen ? "-" : "",
                     i + 1 < broken->ends.count ? "|" : "");
    }
    return out.data;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
