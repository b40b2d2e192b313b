/* A world in which unit tests lay out documents made by hand: the fonts under test, a copy of a theme, drawings. */
#ifndef ALMANAC_TESTS_FLOW_WORLD_H
#define ALMANAC_TESTS_FLOW_WORLD_H

#include "layout/layout.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "document/number.h"
#include "drawing/drawing.h"
#include "layout/setter.h"
#include "text/font.h"
#include "theme/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Not every test needs all of it. */
#define UNUSED __attribute__((unused))

static const struct labels labels = {.figure = "Figure", .table = "Table", .section = "Section", .continued = "continued"};

static const char line[] = "A line of words that takes not quite all of the room that it could take here. ";

enum { FIGURES_MAX = 24 };

struct world {
    struct arena *arena;
    struct diag *diag;
    struct fonts *fonts;
    struct shaper *shaper;
    struct document *document;
    struct theme theme; /* a copy, so that a case may change a number */
    struct layout_job job;
    const struct drawing *drawings[FIGURES_MAX];
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
    world->job = (struct layout_job){.document = world->document,
                                     .labels = &labels,
                                     .theme = &world->theme,
                                     .shaper = world->shaper,
                                     .drawings = world->drawings,
                                     .drawing_count = FIGURES_MAX};
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    struct world *world = *state;
    shaper_close(world->shaper);
    fonts_close(world->fonts);
    arena_close(world->arena);
    return 0;
}


UNUSED static struct node *add(struct world *world, struct node *parent, enum node_kind kind, const char *text) {
    struct node *node = node_new(world->arena, world->document, kind, (struct source_pos){0});
    node->text = text;
    node_add(parent, node);
    return node;
}

UNUSED static struct node *add_words(struct world *world, struct node *parent, const char *words) {
    add(world, parent, NODE_TEXT, words)->origin.kind = ORIGIN_LITERAL;
    return parent;
}

UNUSED static struct node *add_paragraph(struct world *world, struct node *parent, const char *words) {
    return add_words(world, add(world, parent, NODE_PARAGRAPH, NULL), words);
}

UNUSED static struct node *root(struct world *world) {
    return world->document->root;
}

UNUSED static void add_lines(struct world *world, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_paragraph(world, root(world), line);
    }
}

UNUSED static void set_attribute(struct world *world, struct node *node, const char *key, const char *value) {
    node->attributes = attributes_with(world->arena, node->attributes, (struct attribute){.key = key, .value = value});
}

/* A figure height high, with its place. */
UNUSED static struct node *add_figure(struct world *world, double height, const char *place) {
    struct node *figure = add(world, root(world), NODE_FIGURE, "figure");
    struct drawing *drawing = drawing_new(world->arena, 480, height);
    size_t number = 0;
    drawing_finish(drawing);
    while (world->drawings[number]) {
        number++;
    }
    world->drawings[number] = drawing;
    add(world, figure, NODE_GRAPHIC, NULL)->graphic = (uint32_t)number + 1;
    if (place) {
        set_attribute(world, figure, "place", place);
    }
    return figure;
}

UNUSED static char *repeated(struct world *world, const char *text, size_t times) {
    struct buffer buffer = buffer_new(world->arena);
    for (size_t i = 0; i < times; i++) {
        buffer_text(&buffer, text);
    }
    return buffer.data;
}

UNUSED static const struct pages *lay_out(struct world *world) {
    document_number(world->arena, world->diag, world->document, &labels);
    return layout_pages(world->arena, world->diag, &world->job);
}

UNUSED static const char *messages(const struct world *world) {
    struct buffer out = buffer_new(world->arena);
    buffer_text(&out, "");
    diag_print(world->diag, &out);
    return out.data;
}

UNUSED static void assert_said(const struct world *world, const char *code) {
    if (!strstr(messages(world), code)) {
        fail_msg("no %s in: %s", code, messages(world));
    }
}

UNUSED static void assert_silent(const struct world *world) {
    if (diag_count(world->diag, DIAG_LEVEL_COUNT) > diag_count(world->diag, DIAG_NOTE)) {
        fail_msg("%s", messages(world));
    }
}

/* The item of node on page (from 0) or on any page, number of the page in *found. */
UNUSED static const struct page_item *find(const struct pages *pages, const struct node *node, size_t *found) {
    for (size_t i = 0; i < pages->count; i++) {
        for (size_t k = 0; k < pages->pages[i].count; k++) {
            if (pages->pages[i].items[k].node == node->id) {
                *found = i;
                return &pages->pages[i].items[k];
            }
        }
    }
    *found = SIZE_MAX;
    return NULL;
}

UNUSED static size_t page_of(const struct pages *pages, const struct node *node) {
    size_t page;
    find(pages, node, &page);
    return page;
}

UNUSED static size_t figure_page(const struct pages *pages, const struct node *figure) {
    return page_of(pages, figure->first);
}

UNUSED static struct node *add_note(struct world *world, const char *label, const char *words) {
    struct node *note = add(world, root(world), NODE_FOOTNOTE, label);
    add_paragraph(world, note, words);
    return note;
}

UNUSED static void add_mark(struct world *world, struct node *parent, const char *label) {
    add(world, parent, NODE_NOTE_MARK, label);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
