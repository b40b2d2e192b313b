#include "layout/block.h"

#include "base/arena.h"

#include <string.h>

/* A heading of more lines is broken like text. */
#define LINES_KEPT_MAX 12

/* Bytes of a heading that the foot of the pages repeats. */
#define RUNNING_BYTES_MAX 110

/* Parts a number from the name behind it. */
#define NUMBER_GAP "\xE2\x80\x82" /* U+2002 */

/* How a heading stands: its style, where, and what comes before and behind it. */
struct heading_form {
    enum theme_style style;
    bool full;         /* over the full width, else in its column */
    bool numbered;
    bool break_before; /* begins a page */
    bool section;      /* begins a page, unless that would leave too much of the last one free */
    bool running;      /* names what follows in the foot of the page */
};

static bool has_headline(const struct node *heading) {
    return heading->next && heading->next->kind == NODE_BLOCK && strcmp(heading->next->text, "headline") == 0;
}

static struct heading_form form_of(const struct column *column, const struct node *heading) {
    bool follows = node_has_class(heading, "follow");
    if (!column->main) {
        return (struct heading_form){.style = heading->level <= 3 ? STYLE_H3 : STYLE_H4};
    }
    if (heading->level == 1) {
        return (struct heading_form){.style = follows ? STYLE_H2 : STYLE_H1,
                                     .full = true,
                                     .numbered = true,
                                     .break_before = !follows,
                                     .running = true};
    }
    if (heading->level == 2 && has_headline(heading)) {
        return (struct heading_form){
            .style = STYLE_EYEBROW, .full = true, .numbered = true, .section = !follows};
    }
    if (heading->level == 2) {
        return (struct heading_form){.style = STYLE_H2, .full = true, .numbered = true};
    }
    return (struct heading_form){.style = heading->level == 3 ? STYLE_H3 : STYLE_H4};
}

/* The lines of a heading or headline over span, kept together and with what follows. */
static struct galley set_lines(struct setter *setter, const struct node *node, const struct heading_form *form,
                               const struct column *column) {
    const struct text_style *style = setter_style(setter, form->style);
    struct inlines inlines = inlines_new(setter, form->style, NULL);
    if (form->numbered && node->label && *node->label) {
        inlines_add_text(&inlines, arena_print(setter->arena, "%s" NUMBER_GAP, node->label), NULL, node,
                         (struct origin){.kind = ORIGIN_COUNTER, .pos = node->pos});
    }
    inlines_add(&inlines, node);
    struct paragraph paragraph = paragraph_in(column, style);
    paragraph.form = form->style == STYLE_H1 ? FORM_BALANCED : FORM_RAGGED;
    struct galley block = {0};
    paragraph_set(setter, &block, &inlines, &paragraph);
    size_t first = block.count > LINES_KEPT_MAX ? block.count - 2 : 0;
    for (size_t i = first; i < block.count; i++) {
        block.slices[i].keep = true;
    }
    if (first > 0) {
        const char *detail = arena_print(setter->arena, "%zu lines", block.count);
        slice_add_fault(setter->arena, &block.slices[0],
                        (struct fault){DIAG_CODE_LAYOUT_LONG_HEADING, node->pos, detail});
    }
    return block;
}

/* A heading in the side span waits for the text beside it. */
static void set_beside(struct setter *setter, struct column *column, const struct node *node,
                       const struct heading_form *form) {
    column_flush_side(setter, column);
    struct column side = column_new(&column->side, setter_span(setter, "side"), form->style);
    struct galley block = set_lines(setter, node, form, &side);
    if (block.count == 0) {
        return;
    }
    slice_anchor_node(setter, &block.slices[0], node, side.span.x);
    if (block.count > LINES_KEPT_MAX) { /* the side span holds what fits a page */
        column_add_wide(setter, column, &block);
        return;
    }
    galley_join(setter->arena, &column->side, &block);
    column->side_waits = true;
}

/* The foot of a page has one line. */
static const char *shortened(struct setter *setter, const char *name) {
    size_t size = strlen(name);
    if (size <= RUNNING_BYTES_MAX) {
        return name;
    }
    size = RUNNING_BYTES_MAX;
    while (size > 0 && ((unsigned char)name[size] & 0xC0) == 0x80) {
        size--;
    }
    return arena_print(setter->arena, "%.*s\xE2\x80\xA6", (int)size, name);
}

static const struct running *running_of(struct setter *setter, const struct node *heading) {
    struct running *running = arena_alloc(setter->arena, sizeof *running);
    running->number = heading->label ? heading->label : "";
    running->name = shortened(setter, node_plain_text(setter->arena, heading));
    running->origin = node_text_origin(heading);
    return running;
}

void heading_set(struct setter *setter, struct column *column, const struct node *node) {
    struct heading_form form = form_of(column, node);
    if (column->main && node->level == 3 && setter_has_side(setter)) {
        set_beside(setter, column, node, &form);
        return;
    }
    struct column place = *column;
    if (form.full) {
        place.span = setter_span(setter, "full");
        place.span.width = setter_number(setter, NUMBER_H1_WIDTH);
    }
    struct galley block = set_lines(setter, node, &form, &place);
    if (block.count == 0) {
        return;
    }
    slice_anchor_node(setter, &block.slices[0], node, place.span.x);
    block.slices[0].running = form.running ? running_of(setter, node) : NULL;
    block.slices[0].section_name = node->level == 2 && form.full ? running_of(setter, node) : NULL;
    block.slices[0].fence = form.running;
    if (form.section) {
        block.slices[0].section = block.slices[0].fence = true;
        block.slices[0].before = 2 * setter_number(setter, NUMBER_GRID_STEP);
    }
    if (!form.full) {
        column_add(setter, column, &block, START_HALF);
        return;
    }
    column_flush_side(setter, column);
    column->break_before = column->break_before || form.break_before;
    column_add_wide(setter, column, &block);
}

/* The finding of a section, below its eyebrow. */
void headline_set(struct setter *setter, struct column *column, const struct node *node) {
    struct column place = *column;
    if (column->main) {
        place.span = setter_span(setter, "full");
        place.span.width = setter_number(setter, NUMBER_H1_WIDTH);
    }
    struct heading_form form = {.style = column->main ? STYLE_H1 : STYLE_H3};
    struct galley block = set_lines(setter, node, &form, &place);
    size_t first = column->galley->count;
    bool below = first > 0 && column->galley->slices[first - 1].keep;
    column_add_wide(setter, column, &block);
    if (below && column->galley->count > first) {
        column->galley->slices[first].start = START_FREE; /* directly below its eyebrow */
    }
}
