/* Figures that do not stand where they are met: they wait, in order, for the top of a page, while the text behind them
 * flows up. */
#include "layout/flow_private.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

static bool is_table(const struct flow *flow, const struct slice *figure) {
    const struct node *node = document_node(flow->setter->job->document, figure->figure);
    return node && node->text && strcmp(node->text, "table") == 0;
}

/* True if what follows the figure may stand before it and begins to fill the page. */
static bool can_flow_up(struct flow *flow, const struct galley *galley, size_t i) {
    size_t next = i;
    while (next < galley->count && galley->slices[next].place != PLACE_FIXED) {
        next += galley->slices[next].figure_count; /* figures in a row wait together */
    }
    if (next >= galley->count) {
        return false;
    }
    const struct slice *slice = &galley->slices[next];
    bool passes = slice->section && flow_is_hollow(flow) && !is_table(flow, &galley->slices[i]);
    bool fenced = slice->fence && !passes;
    if (slice->whole || slice->break_before || fenced ||
        strcmp(slice_master(slice), page_last(flow)->master) != 0) {
        return false;
    }
    size_t count = 1;
    while (next + count < galley->count && galley->slices[next + count - 1].keep) {
        count++;
    }
    return slice->columns || flow_fits(flow, flow->at, slice, count);
}

/* A table with this much of the page before it is split rather than kept waiting: a good half of it, in parts of a page. */
#define SPLIT_ROOM 0.4

/* True if a figure that should stand here would leave a hole in front of it. */
static bool leaves_hole(struct flow *flow, const struct slice *figure) {
    double free = flow_bottom(flow) - flow->at.notes - flow->at.y;
    if (is_table(flow, figure) && free > SPLIT_ROOM * flow->format->frame_height) {
        return false;
    }
    return free > setter_number(flow->setter, NUMBER_FREE_AT_END) &&
           !flow_fits(flow, flow->at, figure, figure->figure_count) &&
           flow_fits(flow, flow_fresh(flow, figure), figure, figure->figure_count);
}

static bool must_wait(struct flow *flow, const struct galley *galley, size_t i) {
    const struct slice *figure = &galley->slices[i];
    if (flow->next_waiting < flow->waiting_count) {
        return true; /* figures keep their order */
    }
    switch (figure->place) {
    case PLACE_FIXED:
        return false;
    case PLACE_HERE:
        return flow->open && !flow->empty && leaves_hole(flow, figure) && can_flow_up(flow, galley, i);
    case PLACE_TOP:
        return flow->open && flow->text;
    case PLACE_PAGE:
        return true;
    }
    return false;
}

bool figure_defer(struct flow *flow, const struct galley *galley, size_t i) {
    if (galley->slices[i].place == PLACE_FIXED || flow->setting_waiting || !must_wait(flow, galley, i)) {
        return false;
    }
    flow->waiting = arena_grow(flow->setter->arena, flow->waiting, flow->waiting_count, &flow->waiting_capacity,
                               sizeof *flow->waiting);
    flow->waiting[flow->waiting_count++] =
        (struct waiting){&galley->slices[i], galley->slices[i].figure_count, flow->result.pages->count};
    return true;
}

/* Says how far the figure, which stands on the page that is open, went. */
static void report_moved(struct flow *flow, const struct waiting *waiting) {
    const struct node *figure = document_node(flow->setter->job->document, waiting->slices->figure);
    size_t page = flow->result.pages->count;
    if (waiting->slices->place == PLACE_HERE && page > waiting->page) {
        diag_add(flow->setter->diag, DIAG_CODE_LAYOUT_MOVED, figure->pos, "page %zu: %s, met on page %zu", page,
                 figure->label && *figure->label ? figure->label : "a block", waiting->page);
    }
}

static void set_first(struct flow *flow) {
    const struct waiting *waiting = &flow->waiting[flow->next_waiting++];
    report_moved(flow, waiting);
    for (size_t k = 0; k < waiting->count; k++) {
        flow_place_somehow(flow, &waiting->slices[k], k > 0);
    }
    flow->at.grid = true;
}

/* The first figure that waits has a page of its master, and the room it needs, below what stands there. */
static bool has_room(struct flow *flow) {
    const struct waiting *waiting = &flow->waiting[flow->next_waiting];
    return strcmp(slice_master(waiting->slices), page_last(flow)->master) == 0 &&
           (flow->empty || flow_fits(flow, flow->at, waiting->slices, waiting->count));
}

/* A table begins on a page that would else stay empty to a third, and goes on on the next. */
static bool splits_here(struct flow *flow, const struct waiting *waiting) {
    return is_table(flow, waiting->slices) && waiting->slices->place == PLACE_HERE && flow_is_hollow(flow) &&
           strcmp(slice_master(waiting->slices), page_last(flow)->master) == 0;
}

/* True for a figure that has pages to itself: by its place, or because they are of another master. */
static bool is_alone(const struct waiting *waiting, const char *master) {
    return waiting->slices->place == PLACE_PAGE || strcmp(slice_master(waiting->slices), master) != 0;
}

/* Sets the first figure that waits on pages of its own. */
static void set_alone(struct flow *flow) {
    page_begin(flow, slice_master(flow->waiting[flow->next_waiting].slices));
    set_first(flow);
    page_last_fill(flow)->bottom = flow_bottom(flow);
    page_last_fill(flow)->alone = true;
    page_end(flow);
}

void figures_bring_alone(struct flow *flow, const char *master) {
    if (flow->setting_waiting) {
        return;
    }
    flow->setting_waiting = true;
    while (flow->next_waiting < flow->waiting_count && is_alone(&flow->waiting[flow->next_waiting], master)) {
        set_alone(flow);
    }
    flow->setting_waiting = false;
}

void figures_bring(struct flow *flow) {
    if (flow->setting_waiting) {
        return;
    }
    flow->setting_waiting = true;
    while (flow->next_waiting < flow->waiting_count &&
           !is_alone(&flow->waiting[flow->next_waiting], page_last(flow)->master) && has_room(flow)) {
        set_first(flow);
    }
    flow->setting_waiting = false;
}

bool figures_let_pass(const struct flow *flow, const struct slice *slice) {
    if (!slice->section) {
        return false;
    }
    bool waits = flow->next_waiting < flow->waiting_count;
    bool table = waits && is_table(flow, flow->waiting[flow->next_waiting].slices); /* is split instead */
    if (waits && !table && flow->open && !flow->empty && flow_is_hollow(flow)) {
        return true;
    }
    for (size_t i = flow->next_waiting; i < flow->waiting_count; i++) {
        if (!is_alone(&flow->waiting[i], "body")) {
            return false;
        }
    }
    return true;
}

void figures_flush(struct flow *flow) {
    flow->setting_waiting = true;
    while (flow->next_waiting < flow->waiting_count) {
        const struct waiting *waiting = &flow->waiting[flow->next_waiting];
        if (waiting->slices->place == PLACE_PAGE) {
            set_alone(flow);
            continue;
        }
        if (!flow->open || !(has_room(flow) || splits_here(flow, waiting))) {
            page_begin(flow, slice_master(waiting->slices));
        }
        set_first(flow);
    }
    flow->setting_waiting = false;
}
