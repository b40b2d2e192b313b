/* A world in which unit tests lay out documents made by hand: the fonts under test, a copy of a theme, drawings. */
#ifndef ALMANAC_TESTS_FLOW_WORLD_H
#define ALMANAC_TESTS_FLOW_WORLD_H

#include "layout_world.h"

static const char line[] = "A line of words that takes not quite all of the room that it could take here. ";

static inline struct node *add_paragraph(struct world *world, struct node *parent, const char *words) {
    return add_text(world, add(world, parent, NODE_PARAGRAPH, NULL), words);
}

static inline struct node *root(struct world *world) {
    return world->document->root;
}

static inline struct node *add_heading(struct world *world, int level) {
    struct node *heading = add(world, root(world), NODE_HEADING, NULL);
    heading->level = level;
    return heading;
}

static inline void add_lines(struct world *world, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_paragraph(world, root(world), line);
    }
}

static inline void set_attribute(struct world *world, struct node *node, const char *key, const char *value) {
    node->attributes = attributes_with(world->arena, node->attributes, (struct attribute){.key = key, .value = value});
}

/* A figure height high, with its place. */
static inline struct node *add_figure(struct world *world, double height, const char *place) {
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

static inline const struct pages *lay_out(struct world *world) {
    document_number(world->arena, world->diag, world->document, &labels);
    return layout_pages(world->arena, world->diag, world->job);
}

static inline void assert_no_fault(const struct world *world) {
    if (diag_count(world->diag, DIAG_LEVEL_COUNT) > diag_count(world->diag, DIAG_NOTE)) {
        fail_msg("%s", messages(world));
    }
}

/* The item of node on page (from 0) or on any page, number of the page in *found. */
static inline const struct page_item *find(const struct pages *pages, const struct node *node, size_t *found) {
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

static inline size_t page_of(const struct pages *pages, const struct node *node) {
    size_t page;
    find(pages, node, &page);
    return page;
}

static inline size_t figure_page(const struct pages *pages, const struct node *figure) {
    return page_of(pages, figure->first);
}

static inline struct node *add_note(struct world *world, const char *label, const char *words) {
    struct node *note = add(world, root(world), NODE_FOOTNOTE, label);
    add_paragraph(world, note, words);
    return note;
}

static inline void add_mark(struct world *world, struct node *parent, const char *label) {
    add(world, parent, NODE_NOTE_MARK, label);
}

#endif
