/* A world in which unit tests break paragraphs: the fonts under test, a copy of a theme, an empty document. */
#ifndef ALMANAC_TESTS_PARAGRAPH_WORLD_H
#define ALMANAC_TESTS_PARAGRAPH_WORLD_H

#include "layout_world.h"

#include "layout/paragraph.h"

struct broken {
    struct segments segments;
    struct paragraph paragraph;
    struct line_ends ends;
};

static inline struct broken break_text(struct world *world, const char *text, double width, enum paragraph_form form) {
    struct node *node = add(world, world->document->root, NODE_PARAGRAPH, "");
    add(world, node, NODE_TEXT, text);
    struct inlines *inlines = arena_alloc(world->arena, sizeof *inlines);
    *inlines = inlines_new(world->setter, STYLE_BODY, NULL);
    inlines_add(inlines, node);
    struct broken broken = {.paragraph = {.style = &world->theme->styles[STYLE_BODY],
                                          .width = width,
                                          .form = form,
                                          .hyphenate = true}};
    broken.segments = segments_new(world->setter, inlines, true, width);
    broken.ends = paragraph_break(world->setter, &broken.segments, &broken.paragraph);
    return broken;
}

/* The lines' texts, "|" between them. */
static inline const char *lines_of(struct world *world, const struct broken *broken) {
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

#endif
