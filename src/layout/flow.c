#include "layout/flow.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/block.h"
#include "layout/master.h"
#include "layout/table.h"

#include <math.h>
#include <string.h>

/* Sums of lengths may differ from a length by so much [pt]. */
#define SLACK 0.01

/* Where the next slice of a page may stand. */
struct cursor {
    double y;           /* bottom of the last slice */
    double after;       /* space it wants below */
    double side_bottom; /* of what stands in the side span; the frame's top if nothing does */
    double notes;       /* height of the notes at the foot, with their rule */
    bool fresh;         /* nothing stands on the page yet */
};

struct flow {
    struct setter *setter;
    struct flow_result result;
    size_t fill_capacity, reference_capacity;
    struct cursor at;
    bool open;  /* there is a page to set on */
    bool empty; /* nothing but repeated heads stands on it */
    struct slice **notes;  /* by node id - 1: set when first needed */
    bool *note_set;        /* by node id - 1: stands on a page */
    uint32_t *page_notes;  /* of the page */
    size_t page_note_count, page_note_capacity;
    const struct running *running;      /* from the last heading on */
    const struct running *page_running; /* of the page */
};

/* Where a slice would stand. */
struct position {
    double y, side_y;
    struct cursor behind;
    bool fits;
};

static double frame_top(const struct flow *flow) {
    return flow->setter->theme->page.top;
}

static double frame_bottom(const struct flow *flow) {
    return frame_top(flow) + flow->setter->theme->page.frame_height;
}

static struct cursor fresh_cursor(const struct flow *flow) {
    double top = frame_top(flow);
    return (struct cursor){.y = top, .side_bottom = top, .fresh = true};
}

/* y moved down to the next step of the grid, or part of one. */
static double fill_to(const struct flow *flow, double y, enum slice_start start) {
    double step = setter_number(flow->setter, NUMBER_GRID_STEP);
    double top = frame_top(flow);
    switch (start) {
    case START_FREE:
        return y;
    case START_HALF:
        return top + ceil((y - top) / (step / 2) - SLACK) * step / 2;
    case START_GRID:
        return top + ceil((y - top) / step - SLACK) * step;
    }
    return y;
}

static const struct slice *note_slice(struct flow *flow, uint32_t node) {
    struct slice **note = &flow->notes[node - 1];
    if (!*note) {
        *note = arena_alloc(flow->setter->arena, sizeof **note);
        **note = footnote_set(flow->setter, document_node(flow->setter->job->document, node));
    }
    return *note;
}

/* What the rule above the notes takes. */
static double notes_above(const struct flow *flow) {
    return setter_number(flow->setter, NUMBER_STROKE_FOOTNOTE) + setter_style(flow->setter, STYLE_FOOTNOTE)->before;
}

static bool is_note(const struct flow *flow, uint32_t node) {
    const struct document *document = flow->setter->job->document;
    return node > 0 && node <= document->node_count && document_node(document, node)->kind == NODE_FOOTNOTE;
}

/* Height of the notes of slice that stand on no page yet, added to what the page has. */
static double notes_with(struct flow *flow, double notes, const struct slice *slice) {
    for (size_t i = 0; i < slice->note_count; i++) {
        if (is_note(flow, slice->notes[i]) && !flow->note_set[slice->notes[i] - 1]) {
            notes += (notes > 0 ? 0 : notes_above(flow)) + note_slice(flow, slice->notes[i])->height;
        }
    }
    return notes;
}

/* Top of the side piece of slice: first baselines equal, but below what stands there. */
static double side_top(const struct flow *flow, const struct cursor *at, const struct slice *slice, double y) {
    const struct slice *side = slice->side;
    double level = slice->baseline > 0 && side->baseline > 0 ? y + slice->baseline - side->baseline : y;
    bool free = at->side_bottom <= frame_top(flow) + SLACK;
    return free ? level : fmax(level, at->side_bottom + setter_number(flow->setter, NUMBER_SIDE_GAP));
}

/* Top of slice behind what stands on the page. */
static double slice_top(const struct flow *flow, const struct cursor *at, const struct slice *slice) {
    if (at->fresh) {
        return at->y;
    }
    double y = at->y + fmax(at->after, slice->before);
    bool waits = slice->clear || (slice->side && slice->side_waits);
    bool free = at->side_bottom <= frame_top(flow) + SLACK;
    if (waits && !free) {
        y = fmax(y, at->side_bottom + slice->before);
    }
    return fill_to(flow, y, slice->start);
}

static struct position position_of(struct flow *flow, const struct cursor *at, const struct slice *slice) {
    struct position position = {.y = slice_top(flow, at, slice), .behind = *at};
    struct cursor *behind = &position.behind;
    behind->notes = notes_with(flow, at->notes, slice);
    if (slice->side) {
        behind->notes = notes_with(flow, behind->notes, slice->side);
    }
    behind->y = position.y + slice->height;
    behind->after = slice->after;
    behind->fresh = false;
    position.fits = behind->y <= frame_bottom(flow) - behind->notes + SLACK;
    if (slice->side) {
        position.side_y = side_top(flow, at, slice, position.y);
        behind->side_bottom = position.side_y + slice->side->height;
        position.fits = position.fits && behind->side_bottom <= frame_bottom(flow) + SLACK;
    }
    return position;
}

/* True if count slices from slice on fit below at. */
static bool fits(struct flow *flow, struct cursor at, const struct slice *slice, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct position position = position_of(flow, &at, &slice[i]);
        if (!position.fits) {
            return false;
        }
        at = position.behind;
    }
    return true;
}

static struct page *last_page(struct flow *flow) {
    return &flow->result.pages->pages[flow->result.pages->count - 1];
}

static struct page_fill *last_fill(struct flow *flow) {
    return &flow->result.fills[flow->result.pages->count - 1];
}

static void add_reference(struct flow *flow, const struct set_item *item) {
    struct flow_result *result = &flow->result;
    result->references = arena_grow(flow->setter->arena, result->references, result->reference_count,
                                    &flow->reference_capacity, sizeof *result->references);
    result->references[result->reference_count++] = (struct page_reference){
        result->pages->count - 1, last_page(flow)->count, item->page_of, item->style};
}

/* Copies the items and anchors of slice onto the page, y lower. */
static void stamp(struct flow *flow, const struct slice *slice, double y) {
    struct arena *arena = flow->setter->arena;
    struct pages *pages = flow->result.pages;
    struct page *page = last_page(flow);
    for (size_t i = 0; i < slice->count; i++) {
        struct set_item item = slice->items[i];
        item.item.y += y;
        if (item.page_of) {
            add_reference(flow, &item);
        }
        page->items = arena_grow(arena, page->items, page->count, &page->capacity, sizeof *page->items);
        page->items[page->count++] = item.item;
    }
    for (size_t i = 0; i < slice->anchor_count; i++) {
        struct anchor anchor = slice->anchors[i];
        anchor.y += y;
        anchor.page = (uint32_t)(pages->count - 1);
        pages->anchors =
            arena_grow(arena, pages->anchors, pages->anchor_count, &pages->anchor_capacity, sizeof *pages->anchors);
        pages->anchors[pages->anchor_count++] = anchor;
    }
}

static void take_notes(struct flow *flow, const struct slice *slice) {
    for (size_t i = 0; i < slice->note_count; i++) {
        uint32_t node = slice->notes[i];
        if (is_note(flow, node) && !flow->note_set[node - 1]) {
            flow->note_set[node - 1] = true;
            flow->page_notes = arena_grow(flow->setter->arena, flow->page_notes, flow->page_note_count,
                                          &flow->page_note_capacity, sizeof *flow->page_notes);
            flow->page_notes[flow->page_note_count++] = node;
        }
    }
}

static void stamp_notes(struct flow *flow) {
    struct setter *setter = flow->setter;
    if (flow->page_note_count == 0) {
        return;
    }
    double y = frame_bottom(flow) - flow->at.notes;
    struct span span = setter_span(setter, "text");
    struct slice rule = {0};
    struct rect rect = {span.x, 0, span.width, setter_number(setter, NUMBER_STROKE_FOOTNOTE)};
    slice_add_rect(setter->arena, &rule, rect, setter_colour(setter, COLOUR_RULE_HAIR), ITEM_DECORATION);
    stamp(flow, &rule, y);
    y += notes_above(flow);
    for (size_t i = 0; i < flow->page_note_count; i++) {
        const struct slice *note = note_slice(flow, flow->page_notes[i]);
        stamp(flow, note, y);
        y += note->height;
    }
    last_fill(flow)->bottom = frame_bottom(flow);
}

/* Sets notes and foot of the page. */
static void end_page(struct flow *flow) {
    if (!flow->open) {
        return;
    }
    stamp_notes(flow);
    struct page *page = last_page(flow);
    struct slice foot = {0};
    master_end(flow->setter, &foot, page->master, flow->page_running,
               arena_print(flow->setter->arena, "%zu", flow->result.pages->count));
    stamp(flow, &foot, 0);
    flow->page_note_count = 0;
    flow->open = false;
}

static void begin_page(struct flow *flow, const char *master) {
    struct arena *arena = flow->setter->arena;
    struct pages *pages = flow->result.pages;
    end_page(flow);
    flow->result.fills =
        arena_grow(arena, flow->result.fills, pages->count, &flow->fill_capacity, sizeof *flow->result.fills);
    flow->result.fills[pages->count] = (struct page_fill){.bottom = frame_top(flow)};
    pages->pages = arena_grow(arena, pages->pages, pages->count, &pages->capacity, sizeof *pages->pages);
    pages->pages[pages->count++] = (struct page){.width = flow->setter->theme->page.width,
                                                 .height = flow->setter->theme->page.height,
                                                 .master = master};
    last_page(flow)->label = arena_print(arena, "%zu", pages->count);
    flow->at = fresh_cursor(flow);
    flow->open = flow->empty = true;
    flow->page_running = flow->running;
    struct slice head = {0};
    master_begin(flow->setter, &head, master);
    stamp(flow, &head, 0);
}

/* A page for slice, with the head that is repeated above it. */
static void begin_page_for(struct flow *flow, const struct slice *slice, bool continued) {
    begin_page(flow, slice->master ? slice->master : "body");
    for (size_t i = 0; continued && slice->repeat && i < slice->repeat->count; i++) {
        struct position position = position_of(flow, &flow->at, &slice->repeat->slices[i]);
        stamp(flow, &slice->repeat->slices[i], position.y);
        flow->at = position.behind;
    }
}

static void run_on(struct flow *flow, const struct slice *slice) {
    if (!slice->running) {
        return;
    }
    flow->running = slice->running;
    if (flow->empty) {
        flow->page_running = slice->running;
        last_fill(flow)->opens = true;
    }
}

static void place(struct flow *flow, const struct slice *slice) {
    struct position position = position_of(flow, &flow->at, slice);
    run_on(flow, slice);
    if (slice->side) {
        take_notes(flow, slice->side);
        stamp(flow, slice->side, position.side_y);
    }
    take_notes(flow, slice);
    stamp(flow, slice, position.y);
    flow->at = position.behind;
    flow->empty = false;
    last_fill(flow)->bottom = fmax(position.behind.y, position.behind.side_bottom);
    last_fill(flow)->pos = slice->pos;
}

static void place_whole(struct flow *flow, const struct slice *slice) {
    begin_page(flow, slice->master);
    if (strcmp(slice->master, "cover") == 0) {
        last_page(flow)->label = "";
    }
    run_on(flow, slice);
    take_notes(flow, slice);
    flow->at.notes = 0;
    for (size_t i = 0; i < flow->page_note_count; i++) {
        flow->at.notes += (i == 0 ? notes_above(flow) : 0) + note_slice(flow, flow->page_notes[i])->height;
    }
    stamp(flow, slice, 0);
    *last_fill(flow) = (struct page_fill){.bottom = frame_bottom(flow), .opens = true, .pos = slice->pos};
    end_page(flow);
}

/* Room below the last slice. */
static double room(struct flow *flow, const struct slice *slice) {
    return frame_bottom(flow) - notes_with(flow, flow->at.notes, slice) - slice_top(flow, &flow->at, slice);
}

/* Sets the part of a row that still fits and begins a page for the rest. */
static bool split_row(struct flow *flow, struct slice *slice) {
    struct slice parts[2];
    if (!slice->row || !table_row_split(flow->setter, slice->row, room(flow, slice), parts)) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        parts[i].repeat = slice->repeat;
        parts[i].master = slice->master;
    }
    place(flow, &parts[0]);
    parts[1].keep = slice->keep;
    parts[1].after = slice->after;
    *slice = parts[1];
    begin_page_for(flow, slice, true);
    return true;
}

static void report_tall(struct flow *flow, const struct slice *slice) {
    double height = slice->height + (slice->side && slice->side->height > slice->height ? slice->side->height : 0);
    diag_add(flow->setter->diag, DIAG_CODE_LAYOUT_TOO_TALL, slice->pos, "%.0f pt in a frame of %.0f pt", height,
             flow->setter->theme->page.frame_height);
}

/* Gives the rest of a row, which has but its height, what stands in it. */
static void fill_row(struct flow *flow, struct slice *slice) {
    if (slice->row && slice->count == 0) {
        struct slice full = table_row_slice(flow->setter, slice->row);
        slice_add_slice(flow->setter->arena, slice, &full, 0);
    }
}

/* Places one slice; what does not fit begins a page, is split, or runs out of the frame. */
static void place_somehow(struct flow *flow, const struct slice *original, bool continued) {
    struct slice slice = *original;
    while (!fits(flow, flow->at, &slice, 1)) {
        if (split_row(flow, &slice)) {
            continue;
        }
        if (flow->empty) {
            report_tall(flow, &slice);
            fill_row(flow, &slice);
            break;
        }
        begin_page_for(flow, &slice, continued);
    }
    place(flow, &slice);
}

/* True if the rest of the page better stays free so that slices which belong together stand on the next one: what
 * stays free is little, or the whole is small. Source: LOOK 2, pages may stay free by so much, but not by a third. */
static bool moves_whole(struct flow *flow, const struct slice *slice) {
    if (slice->together < 2 || flow->empty || fits(flow, flow->at, slice, slice->together) ||
        !fits(flow, fresh_cursor(flow), slice, slice->together)) {
        return false;
    }
    double third = flow->setter->theme->page.frame_height / 3;
    double free = frame_bottom(flow) - flow->at.y;
    return free <= setter_number(flow->setter, NUMBER_FREE_AT_END) ||
           (free <= third && slices_height(slice, slice->together) <= third);
}

/* True if a row that does not fit is better split than moved to a page of its own. */
static bool splits_better(struct flow *flow, const struct slice *slice, size_t count) {
    if (!slice->row || count > 1) {
        return false;
    }
    struct slice parts[2];
    bool tall = !fits(flow, fresh_cursor(flow), slice, 1);
    bool wasteful = frame_bottom(flow) - flow->at.y > setter_number(flow->setter, NUMBER_FREE_AT_END);
    return (tall || wasteful) && table_row_split(flow->setter, slice->row, room(flow, slice), parts);
}

/* Number of slices from i on that no page break may part. */
static size_t group_size(const struct galley *galley, size_t i) {
    size_t end = i;
    while (end + 1 < galley->count && galley->slices[end].keep && !galley->slices[end + 1].whole) {
        end++;
    }
    return end + 1 - i;
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

/* True if the section that begins at i opens a page: less than a third of this one is free, and the section does not
 * fit there. Source: LOOK 1, a section that does not fill its page follows on; LOOK 2, a free third is a fault. */
static bool section_opens(struct flow *flow, const struct galley *galley, size_t i) {
    if (!galley->slices[i].section || flow->empty) {
        return false;
    }
    double free = frame_bottom(flow) - flow->at.notes - flow->at.y;
    return free <= flow->setter->theme->page.frame_height / 3 &&
           !fits(flow, flow->at, &galley->slices[i], section_size(galley, i));
}

static void place_group(struct flow *flow, const struct galley *galley, size_t i, size_t count) {
    const struct slice *first = &galley->slices[i];
    bool continued = i > 0 && first->repeat && galley->slices[i - 1].repeat == first->repeat;
    bool breaks = !flow->open || (first->break_before && !flow->empty) || moves_whole(flow, first) ||
                  section_opens(flow, galley, i);
    if (!breaks && !flow->empty && !fits(flow, flow->at, first, count)) {
        breaks = !splits_better(flow, first, count);
    }
    if (breaks) {
        begin_page_for(flow, first, continued);
    }
    for (size_t k = i; k < i + count; k++) {
        bool inside = k > 0 && galley->slices[k].repeat && galley->slices[k - 1].repeat == galley->slices[k].repeat;
        place_somehow(flow, &galley->slices[k], inside);
    }
}

struct flow_result flow_pages(struct setter *setter, const struct galley *galley) {
    size_t nodes = setter->job->document->node_count;
    struct flow flow = {.setter = setter,
                        .notes = arena_array(setter->arena, nodes, sizeof *flow.notes),
                        .note_set = arena_array(setter->arena, nodes, sizeof *flow.note_set)};
    flow.result.pages = arena_alloc(setter->arena, sizeof *flow.result.pages);
    for (size_t i = 0, count; i < galley->count; i += count) {
        count = galley->slices[i].whole ? 1 : group_size(galley, i);
        if (galley->slices[i].whole) {
            place_whole(&flow, &galley->slices[i]);
        } else {
            place_group(&flow, galley, i, count);
        }
    }
    if (flow.result.pages->count == 0) {
        begin_page(&flow, "body"); /* a document has at least one page */
    }
    end_page(&flow);
    return flow.result;
}
