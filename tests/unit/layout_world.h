/* A world in which unit tests lay out documents made by hand: an empty document, a job for it and a setter. */
#ifndef ALMANAC_TESTS_LAYOUT_WORLD_H
#define ALMANAC_TESTS_LAYOUT_WORLD_H

#include "world.h"

#include "document/number.h"
#include "drawing/drawing.h"
#include "layout/layout.h"
#include "layout/setter.h"

static const struct labels labels = {.figure = "Figure",
                                     .table = "Table",
                                     .contents = "Contents",
                                     .figures = "Figures",
                                     .tables = "Tables",
                                     .in_this_chapter = "In this chapter",
                                     .source = "Source",
                                     .note = "Note",
                                     .continued = "continued",
                                     .section = "Section",
                                     .page = "page"};

/* Room for so many drawings, so many digits in the folio of a setter. */
enum { DRAWINGS_MAX = 24, PAGE_DIGITS = 2 };

static inline int set_up_layout(void **state) {
    set_up_theme(state);
    struct world *world = *state;
    world->document = document_new(world->arena);
    world->document->root = node_new(world->arena, world->document, NODE_DOCUMENT, (struct source_pos){0});
    world->document->language = "en";
    world->drawings = arena_array(world->arena, DRAWINGS_MAX, sizeof *world->drawings);
    world->job = arena_alloc(world->arena, sizeof *world->job);
    *world->job = (struct layout_job){.document = world->document,
                                      .labels = &labels,
                                      .theme = world->theme,
                                      .shaper = world->shaper,
                                      .drawings = world->drawings,
                                      .drawing_count = DRAWINGS_MAX};
    world->scratch = arena_new();
    world->setter = arena_alloc(world->arena, sizeof *world->setter);
    *world->setter = (struct setter){.arena = world->arena,
                                     .scratch = world->scratch,
                                     .diag = world->diag,
                                     .job = world->job,
                                     .theme = world->theme,
                                     .page_digits = PAGE_DIGITS};
    return 0;
}

/* A new world in the place of the one that was. */
static inline struct world *set_up_again(void **state) {
    tear_down(state);
    set_up_layout(state);
    return *state;
}

/* text may be NULL. */
static inline struct node *add(struct world *world, struct node *parent, enum node_kind kind, const char *text) {
    struct node *node = node_new(world->arena, world->document, kind, (struct source_pos){0});
    node->text = text;
    node_add(parent, node);
    return node;
}

/* Returns parent. */
static inline struct node *add_text(struct world *world, struct node *parent, const char *text) {
    add(world, parent, NODE_TEXT, text)->origin.kind = ORIGIN_LITERAL;
    return parent;
}

static inline char *repeated(struct world *world, const char *text, size_t times) {
    struct buffer buffer = buffer_new(world->arena);
    for (size_t i = 0; i < times; i++) {
        buffer_text(&buffer, text);
    }
    return buffer.data;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_layout, tear_down)

#endif
