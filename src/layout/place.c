/* Where blocks stand that do not simply follow each other: figures that may wait, text in columns, landscape pages. */
#include "layout/block.h"

#include "base/arena.h"
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MIN = 2, COLUMNS_MAX = 3 };

struct place_name {
    const char *name;
    enum figure_place place;
};

static const struct place_name place_names[] = {{"here", PLACE_HERE}, {"top", PLACE_TOP}, {"page", PLACE_PAGE}};

void figure_place_block(struct setter *setter, struct galley *block, const struct node *node) {
    const char *name = node_attribute(node, "place");
    if (block->count == 0) {
        return;
    }
    struct slice *first = &block->slices[0];
    first->place = PLACE_HERE;
    first->figure_count = block->count;
    first->figure = node->id;
    bool known = !name;
    for (size_t i = 0; name && i < sizeof place_names / sizeof *place_names; i++) {
        if (strcmp(place_names[i].name, name) == 0) {
            first->place = place_names[i].place;
            known = true;
        }
    }
    if (!known) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, node->pos, "place=%s; here, top or page", name);
    }
}

/* Children set over the width of one column; the page builder divides them. */
void text_columns_set(struct setter *setter, struct column *column, const struct node *node) {
    long count = strtol(node_attribute(node, "count"), NULL, 10);
    if (count < COLUMNS_MIN || count > COLUMNS_MAX) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, node->pos, "count=%s; 2 or 3", node_attribute(node, "count"));
        count = COLUMNS_MIN;
    }
    if (!column->main) {
        block_set_children(setter, column, node);
        return;
    }
    struct span first = setter_span(setter, count == 2 ? "half-left" : "third-1");
    struct span second = setter_span(setter, count == 2 ? "half-right" : "third-2");
    struct column_set *set = arena_alloc(setter->arena, sizeof *set);
    *set = (struct column_set){.count = (size_t)count, .step = second.x - first.x};
    enum theme_style style = node_has_class(node, "small") ? STYLE_MARGIN_NOTE : STYLE_BODY;
    struct column inner = column_new(&set->galley, first, style);
    block_set_children(setter, &inner, node);
    if (set->galley.count == 0) {
        return;
    }
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    slice->columns = set;
    slice->height = galley_height(&set->galley) / (double)count; /* what it will take, nearly */
    slice->before = set->galley.slices[0].before;
    slice->after = setter_number(setter, NUMBER_GRID_STEP);
    slice->pos = node->pos;
    column_add_wide(setter, column, &block);
}

static bool holds_figures_only(const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind != NODE_FIGURE) {
            return false;
        }
    }
    return node->first != NULL;
}

/* Sets node with set on landscape pages. Figures alone on them need not break the text: it flows up in front of them. */
static void set_turned(struct setter *setter, struct column *column, const struct node *node, bool figures,
                       void (*set)(struct setter *setter, struct column *column, const struct node *node)) {
    if (!column->main || setter->format) {
        set(setter, column, node);
        return;
    }
    column_flush_side(setter, column);
    size_t first = column->galley->count;
    column->break_before = false;
    setter->format = setter_format(setter, "landscape");
    set(setter, column, node);
    column_flush_side(setter, column);
    setter->format = NULL;
    for (size_t i = first; i < column->galley->count; i++) {
        struct slice *slice = &column->galley->slices[i];
        slice->master = "landscape";
        slice->place = figures && slice->place != PLACE_FIXED ? PLACE_PAGE : slice->place;
    }
    column->break_before = false;
}

void landscape_set(struct setter *setter, struct column *column, const struct node *node) {
    set_turned(setter, column, node, holds_figures_only(node), block_set_children);
}

void landscape_figure_set(struct setter *setter, struct column *column, const struct node *node) {
    set_turned(setter, column, node, true, figure_set);
}
