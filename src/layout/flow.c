#include "layout/flow_private.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/table.h"

#include <math.h>
#include <string.h>

double flow_top(const struct flow *flow) {
    return flow->format->top;
}

double flow_bottom(const struct flow *flow) {
    return flow->format->top + flow->format->frame_height;
}

const char *slice_master(const struct slice *slice) {
    return slice->master ? slice->master : "body";
}

struct cursor flow_fresh(const struct flow *flow, const struct slice *slice) {
    double top = setter_format(flow->setter, slice_master(slice))->top;
    return (struct cursor){.y = top, .side_bottom = top, .fresh = true};
}

/* y moved down to the next step of the grid, or part of one. */
static double fill_to(const struct flow *flow, double y, enum slice_start start) {
    double step = setter_number(flow->setter, NUMBER_GRID_STEP);
    double top = flow_top(flow);
    switch (start) {
    case START_FREE:
        return y;
    case START_HALF:
        return top + ceil((y - top) / (step / 2) - FLOW_SLACK) * step / 2;
    case START_GRID:
        return top + ceil((y - top) / step - FLOW_SLACK) * step;
    }
    return y;
}

/* Top of the side piece of slice: first baselines equal, but below what stands there. */
static double side_top(const struct flow *flow, const struct cursor *at, const struct slice *slice, double y) {
    const struct slice *side = slice->side;
    double level = slice->baseline > 0 && side->baseline > 0 ? y + slice->baseline - side->baseline : y;
    bool free = at->side_bottom <= flow_top(flow) + FLOW_SLACK;
    return free ? level : fmax(level, at->side_bottom + setter_number(flow->setter, NUMBER_SIDE_GAP));
}

double slice_top(const struct flow *flow, const struct cursor *at, const struct slice *slice) {
    if (at->fresh) {
        return at->y;
    }
    double y = at->y + fmax(at->after, slice->before);
    bool waits = slice->clear || (slice->side && slice->side_waits);
    bool free = at->side_bottom <= flow_top(flow) + FLOW_SLACK;
    if (waits && !free) {
        y = fmax(y, at->side_bottom + slice->before);
    }
    return fill_to(flow, y, at->grid ? START_GRID : slice->start);
}

struct position slice_position(struct flow *flow, const struct cursor *at, const struct slice *slice) {
    struct position position = {.y = slice_top(flow, at, slice), .behind = *at};
    struct cursor *behind = &position.behind;
    behind->notes = notes_with(flow, at->notes, slice);
    if (slice->side) {
        behind->notes = notes_with(flow, behind->notes, slice->side);
    }
    behind->y = position.y + slice->height;
    behind->after = slice->after;
    behind->fresh = behind->grid = false;
    position.fits = behind->y <= flow_bottom(flow) - behind->notes + FLOW_SLACK;
    if (slice->side) {
        position.side_y = side_top(flow, at, slice, position.y);
        behind->side_bottom = position.side_y + slice->side->height;
        position.fits = position.fits && behind->side_bottom <= flow_bottom(flow) + FLOW_SLACK;
    }
    return position;
}

bool flow_is_hollow(const struct flow *flow) {
    return flow_bottom(flow) - flow->at.notes - flow->at.y > flow->format->frame_height / 3;
}

bool flow_follow(struct flow *flow, struct cursor *at, const struct slice *slice, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct position position = slice_position(flow, at, &slice[i]);
        if (!position.fits) {
            return false;
        }
        *at = position.behind;
    }
    return true;
}

bool flow_fits(struct flow *flow, struct cursor at, const struct slice *slice, size_t count) {
    return flow_follow(flow, &at, slice, count);
}

void flow_begin_page_for(struct flow *flow, const struct slice *slice, bool continued) {
    figures_bring_alone(flow, slice_master(slice));
    page_number_from(flow, slice);
    page_begin(flow, slice_master(slice));
    figures_bring(flow);
    for (size_t i = 0; continued && slice->repeat && i < slice->repeat->count; i++) {
        struct position position = slice_position(flow, &flow->at, &slice->repeat->slices[i]);
        page_stamp(flow, &slice->repeat->slices[i], 0, position.y);
        flow->at = position.behind;
    }
}

static void run_on(struct flow *flow, const struct slice *slice) {
    if (slice->section_name) {
        flow->section = slice->section_name;
        flow->page_section = flow->empty || !flow->page_section ? slice->section_name : flow->page_section;
    }
    if (!slice->running) {
        return;
    }
    flow->section = NULL;
    flow->page_section = flow->empty ? NULL : flow->page_section;
    flow->running = slice->running;
    if (flow->empty) {
        flow->page_running = slice->running;
        page_last_fill(flow)->opens = true;
    }
}

void flow_place(struct flow *flow, const struct slice *slice) {
    struct position position = slice_position(flow, &flow->at, slice);
    run_on(flow, slice);
    if (slice->side) {
        notes_take(flow, slice->side);
        page_stamp(flow, slice->side, 0, position.side_y);
    }
    notes_take(flow, slice);
    page_stamp(flow, slice, 0, position.y);
    flow->at = position.behind;
    flow->empty = false;
    page_last_fill(flow)->bottom = fmax(position.behind.y, position.behind.side_bottom);
    page_last_fill(flow)->pos = slice->pos;
}

/* Ends the page, and brings what is left of its notes to pages of their own. */
static void finish_notes(struct flow *flow) {
    page_end(flow);
    while (flow->carried.count > 0) {
        page_begin(flow, "body");
        page_end(flow);
    }
}

/* A slice that fills a page; its notes stand at the foot of the frame. */
static void place_whole(struct flow *flow, const struct slice *slice) {
    figures_flush(flow);
    finish_notes(flow);
    page_number_from(flow, slice);
    page_begin(flow, slice->master);
    if (strcmp(slice->master, "cover") == 0) {
        page_last(flow)->label = "";
    }
    run_on(flow, slice);
    flow->at.notes = notes_with(flow, flow->at.notes, slice);
    notes_take(flow, slice);
    page_stamp(flow, slice, 0, 0);
    flow->at.y = flow_bottom(flow) - flow->at.notes;
    *page_last_fill(flow) = (struct page_fill){.bottom = flow_bottom(flow), .opens = true, .pos = slice->pos};
    page_end(flow);
    page_last(flow)->free = slice->room;
}

/* Room for slice below at. */
static double room(struct flow *flow, const struct cursor *at, const struct slice *slice) {
    return flow_bottom(flow) - notes_with(flow, at->notes, slice) - slice_top(flow, at, slice);
}

/* Sets the part of a row that still fits and begins a page for the rest. */
static bool split_row(struct flow *flow, struct slice *slice) {
    struct slice parts[2];
    if (!slice->band || !band_split(flow->setter, slice->band, room(flow, &flow->at, slice), parts)) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        parts[i].repeat = slice->repeat;
        parts[i].master = slice->master;
    }
    flow_place(flow, &parts[0]);
    parts[1].keep = slice->keep;
    parts[1].after = slice->after;
    *slice = parts[1];
    flow_begin_page_for(flow, slice, true);
    return true;
}

static void report_tall(struct flow *flow, const struct slice *slice) {
    double height = slice->height + (slice->side && slice->side->height > slice->height ? slice->side->height : 0);
    diag_add(flow->setter->diag, DIAG_CODE_LAYOUT_TOO_TALL, slice->pos, "page %zu: %.0f pt in a frame of %.0f pt",
             flow->result.pages->count, height, flow->format->frame_height);
}

/* Gives the rest of a row, which has but its height, what stands in it. */
static void fill_row(struct flow *flow, struct slice *slice) {
    if (slice->band && slice->count == 0) {
        struct slice full = band_slice(flow->setter, slice->band);
        slice_add_slice(flow->setter->arena, slice, &full, 0);
    }
}

/* Places one slice; what does not fit begins a page, is split, or runs out of the frame. */
void flow_place_somehow(struct flow *flow, const struct slice *original, bool continued) {
    struct slice slice = *original;
    while (!flow_fits(flow, flow->at, &slice, 1)) {
        if (split_row(flow, &slice)) {
            continue;
        }
        if (flow->empty) {
            report_tall(flow, &slice);
            fill_row(flow, &slice);
            break;
        }
        flow_begin_page_for(flow, &slice, continued);
    }
    flow_place(flow, &slice);
}

/* True if the rest of the page better stays free so that slices which belong together stand on the next one: what
 * stays free is little, or the whole is small. Source: the house style, pages may stay free by so much, but not by a third. */
static bool moves_whole(struct flow *flow, const struct slice *slice) {
    if (slice->together < 2 || flow->empty || flow_fits(flow, flow->at, slice, slice->together) ||
        !flow_fits(flow, flow_fresh(flow, slice), slice, slice->together)) {
        return false;
    }
    double third = flow->format->frame_height / 3;
    double free = flow_bottom(flow) - flow->at.y;
    return free <= setter_number(flow->setter, NUMBER_FREE_AT_END) ||
           (free <= third && slices_height(slice, slice->together) <= third);
}

/* True if slices that keep together and do not fit are better begun here, because the row that they end with can be
 * split. */
static bool splits_better(struct flow *flow, const struct slice *slice, size_t count) {
    const struct slice *last = &slice[count - 1];
    bool tall = !flow_fits(flow, flow_fresh(flow, slice), slice, count);
    bool wasteful = flow_bottom(flow) - flow->at.y > setter_number(flow->setter, NUMBER_FREE_AT_END);
    if (!last->band || !(tall || wasteful)) {
        return false;
    }
    struct cursor at = flow->at;
    struct slice parts[2];
    return flow_follow(flow, &at, slice, count - 1) &&
           band_split(flow->setter, last->band, room(flow, &at, last), parts);
}

/* Number of slices from i on that no page break may part. Pages and columns by themselves are no part of it. */
static size_t group_size(const struct galley *galley, size_t i) {
    size_t end = i;
    while (end + 1 < galley->count && galley->slices[end].keep && !galley->slices[end + 1].whole &&
           !galley->slices[end + 1].columns) {
        end++;
    }
    return end + 1 - i;
}

/* True if a figure stands in the group behind its first slice: it comes with the heading before it, and waits for none. */
static bool group_holds_figure(const struct galley *galley, size_t i, size_t count) {
    bool found = false;
    for (size_t k = i + 1; k < i + count; k++) {
        found = found || galley->slices[k].place != PLACE_FIXED;
    }
    return found;
}

/* True if the slices fit, and behind them the first lines of the columns that they keep with. */
static bool group_fits(struct flow *flow, const struct galley *galley, size_t i, size_t count) {
    struct cursor at = flow->at;
    size_t next = i + count;
    bool columns = next < galley->count && galley->slices[next - 1].keep && galley->slices[next].columns;
    return flow_follow(flow, &at, &galley->slices[i], count) &&
           (!columns || columns_begin(flow, &at, &galley->slices[next]));
}

/* Number of slices from i on up to the next section or forced page. */
static size_t section_size(const struct galley *galley, size_t i) {
    size_t end = i + 1;
    while (end < galley->count && !galley->slices[end].section && !galley->slices[end].break_before &&
           !galley->slices[end].whole) {
        end++;
    }
    return end - i;
}

/* True if the section that begins at i opens a page: little of this one is free, and the section does not fit there.
 * Source: the house style, a section that does not fill its page follows on; so much may stay free at a page's end. */
static bool section_opens(struct flow *flow, const struct galley *galley, size_t i) {
    if (!galley->slices[i].section || flow->empty) {
        return false;
    }
    double free = flow_bottom(flow) - flow->at.notes - flow->at.y;
    return free <= setter_number(flow->setter, NUMBER_FREE_AT_END) &&
           !flow_fits(flow, flow->at, &galley->slices[i], section_size(galley, i));
}

bool flow_leaves(struct flow *flow, const struct slice *slice) {
    return !flow->open || (slice->break_before && !flow->empty) ||
           strcmp(slice_master(slice), page_last(flow)->master) != 0;
}

/* True for a line inside a paragraph: below figures it does not stand alone. */
static bool is_inner_line(const struct slice *slice) {
    return slice->before <= 0 && slice->after <= 0 && slice->start == START_FREE && !slice->band && !slice->columns;
}

/* True if the page that has just begun has no room for the group, because figures that had waited stand there. */
static bool is_crowded(struct flow *flow, const struct galley *galley, size_t i, size_t count) {
    bool inner = count == 1 && i + 1 < galley->count && is_inner_line(&galley->slices[i]);
    return !flow->empty && !group_fits(flow, galley, i, inner ? 1 + group_size(galley, i + 1) : count) &&
           !splits_better(flow, &galley->slices[i], count);
}

static void place_group(struct flow *flow, const struct galley *galley, size_t i, size_t count) {
    const struct slice *first = &galley->slices[i];
    bool continued = i > 0 && first->repeat && galley->slices[i - 1].repeat;
    bool breaks = flow_leaves(flow, first) || moves_whole(flow, first) || section_opens(flow, galley, i);
    if (!breaks && !flow->empty && !group_fits(flow, galley, i, count)) {
        breaks = !splits_better(flow, first, count);
    }
    while (breaks) {
        flow_begin_page_for(flow, first, continued);
        breaks = is_crowded(flow, galley, i, count);
    }
    flow->text = flow->text || first->place == PLACE_FIXED;
    for (size_t k = i; k < i + count; k++) {
        bool inside = k > 0 && galley->slices[k].repeat && galley->slices[k - 1].repeat;
        flow_place_somehow(flow, &galley->slices[k], inside);
    }
}

/* True if the pages end before slice i, or it begins one of its own; fillers do not count. */
static bool page_ends_before(const struct galley *galley, size_t i) {
    while (i < galley->count && galley->slices[i].filler > 0) {
        i += galley->slices[i].filler;
    }
    return i >= galley->count || galley->slices[i].whole || galley->slices[i].break_before;
}

/* Part of the frame that may stay free before a filler is wanted: midway between what the house style lets stay free, a ninth, and the
 * third that it calls a fault. */
static const double FREE_BEFORE_FILLER = 0.2;

/* True if the filler that begins at i is wanted: else much of the last page of a chapter would stay free. */
static bool filler_is_wanted(struct flow *flow, const struct galley *galley, size_t i) {
    size_t count = galley->slices[i].filler;
    const char *group = galley->slices[i].one_of;
    if (!page_ends_before(galley, i + count) || (group && flow->chosen && strcmp(group, flow->chosen) == 0)) {
        return false;
    }
    figures_flush(flow);
    double free = flow_bottom(flow) - flow->at.notes - flow->at.y;
    return flow->open && free > FREE_BEFORE_FILLER * flow->format->frame_height &&
           flow_fits(flow, flow->at, &galley->slices[i], count);
}

/* Places what begins at slice i of galley. Returns the number of slices that were dealt with. */
static size_t place_next(struct flow *flow, const struct galley *galley, size_t i) {
    const struct slice *slice = &galley->slices[i];
    if (slice->whole) {
        place_whole(flow, slice);
        return 1;
    }
    if (slice->filler > 0) {
        if (!filler_is_wanted(flow, galley, i)) {
            return slice->filler;
        }
        flow->chosen = slice->one_of;
    }
    if (figure_defer(flow, galley, i)) {
        return slice->figure_count;
    }
    if (flow_leaves(flow, slice) || slice->break_before || (slice->fence && !figures_let_pass(flow, slice))) {
        figures_flush(flow);
    }
    if (slice->columns) {
        columns_place(flow, slice);
        return 1;
    }
    size_t count = group_size(galley, i);
    if (group_holds_figure(galley, i, count)) {
        figures_flush(flow); /* figures keep their order */
    }
    place_group(flow, galley, i, count);
    return count;
}

struct flow_result flow_pages(struct setter *setter, const struct galley *galley) {
    size_t nodes = setter->job->document->node_count;
    struct flow flow = {.setter = setter,
                        .format = &setter->theme->page,
                        .numbering = {.start = 1},
                        .notes = arena_array(setter->arena, nodes, sizeof *flow.notes),
                        .note_set = arena_array(setter->arena, nodes, sizeof *flow.note_set)};
    flow.result.pages = arena_alloc(setter->arena, sizeof *flow.result.pages);
    for (size_t i = 0; i < galley->count;) {
        i += place_next(&flow, galley, i);
    }
    figures_flush(&flow);
    if (flow.result.pages->count == 0) {
        page_begin(&flow, "body"); /* a document has at least one page */
    }
    finish_notes(&flow);
    setter->format = NULL;
    return flow.result;
}
