/* Pages: begun with their master's head, stamped with slices, ended with notes and foot. */
#include "layout/flow_private.h"

#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "layout/master.h"

struct page *page_last(struct flow *flow) {
    return &flow->result.pages->pages[flow->result.pages->count - 1];
}

struct page_fill *page_last_fill(struct flow *flow) {
    return &flow->result.fills[flow->result.pages->count - 1];
}

static void add_reference(struct flow *flow, const struct set_item *item) {
    struct flow_result *result = &flow->result;
    result->references = arena_grow(flow->setter->arena, result->references, result->reference_count,
                                    &flow->reference_capacity, sizeof *result->references);
    result->references[result->reference_count++] = (struct page_reference){
        result->pages->count - 1, page_last(flow)->count, item->page_of, item->style};
}

/* Says what is wrong with the slice, now that its page is known. */
static void report_faults(struct flow *flow, const struct slice *slice) {
    for (size_t i = 0; i < slice->fault_count; i++) {
        const struct fault *fault = &slice->faults[i];
        diag_add(flow->setter->diag, fault->code, fault->pos, "page %zu: %s", flow->result.pages->count,
                 fault->detail);
    }
}

double page_shift(const struct setter *setter, const char *master, size_t number) {
    const struct page_format *format = setter_format(setter, master);
    bool left = number % 2 == 1;
    return format->mirrored && left && !master_fills(master) ? format->right - format->left : 0;
}

void page_stamp(struct flow *flow, const struct slice *slice, double x, double y) {
    struct arena *arena = flow->setter->arena;
    struct pages *pages = flow->result.pages;
    struct page *page = page_last(flow);
    report_faults(flow, slice);
    x += page_shift(flow->setter, page->master, pages->count - 1);
    for (size_t i = 0; i < slice->count; i++) {
        struct set_item item = slice->items[i];
        item.item.x += x;
        item.item.y += y;
        if (item.page_of) {
            add_reference(flow, &item);
        }
        page->items = arena_grow(arena, page->items, page->count, &page->capacity, sizeof *page->items);
        page->items[page->count++] = item.item;
    }
    for (size_t i = 0; i < slice->anchor_count; i++) {
        struct anchor anchor = slice->anchors[i];
        anchor.x += x;
        anchor.y += y;
        anchor.page = (uint32_t)(pages->count - 1);
        pages->anchors =
            arena_grow(arena, pages->anchors, pages->anchor_count, &pages->anchor_capacity, sizeof *pages->anchors);
        pages->anchors[pages->anchor_count++] = anchor;
    }
}

/* i, ii, iii, iv, … Source: the usual subtractive form, below 4000. */
static const char *roman(struct arena *arena, size_t number) {
    static const struct {
        size_t value;
        const char *letters;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (; number >= steps[i].value; number -= steps[i].value) {
            buffer_text(&out, steps[i].letters);
        }
    }
    return out.data ? out.data : "";
}

static const char *next_label(struct flow *flow) {
    size_t number = flow->numbering.start++;
    bool letters = flow->numbering.roman && number < 4000;
    return letters ? roman(flow->setter->arena, number) : arena_print(flow->setter->arena, "%zu", number);
}

void page_number_from(struct flow *flow, const struct slice *slice) {
    flow->opens = slice->running != NULL;
    flow->first = slice;
    if (slice->numbering) {
        flow->numbering = *slice->numbering;
    }
}

static struct master_page seen_page(struct flow *flow) {
    const struct page *page = page_last(flow);
    size_t count = flow->result.pages->count;
    return (struct master_page){.master = page->master,
                                .opens = page->opens,
                                .is_left = count % 2 == 0,
                                .fields = {.chapter = flow->page_running,
                                           .section = flow->page_section,
                                           .page = *page->label ? page->label : arena_print(flow->setter->arena, "%zu", count),
                                           .pages = flow->setter->page_total}};
}

void page_end(struct flow *flow) {
    if (!flow->open) {
        return;
    }
    page_last(flow)->free = fmax(flow_bottom(flow) - flow->at.notes - page_last_fill(flow)->bottom, 0);
    notes_stamp(flow, flow->at.y);
    struct slice foot = {0};
    struct master_page page = seen_page(flow);
    master_end(flow->setter, &foot, &page);
    page_stamp(flow, &foot, 0, 0);
    flow->open = false;
}

/* The chapter and section that the head names: those that begin with the page, else those that go on. */
static void name_page(struct flow *flow) {
    const struct slice *first = flow->first;
    bool chapter = first && first->running, section = first && first->section_name;
    flow->page_running = chapter ? first->running : flow->running;
    flow->page_section = section ? first->section_name : chapter ? NULL : flow->section;
    flow->first = NULL;
}

void page_begin(struct flow *flow, const char *master) {
    struct arena *arena = flow->setter->arena;
    struct pages *pages = flow->result.pages;
    page_end(flow);
    flow->format = flow->setter->format = setter_format(flow->setter, master);
    flow->result.fills =
        arena_grow(arena, flow->result.fills, pages->count, &flow->fill_capacity, sizeof *flow->result.fills);
    flow->result.fills[pages->count] = (struct page_fill){.bottom = flow_top(flow)};
    pages->pages = arena_grow(arena, pages->pages, pages->count, &pages->capacity, sizeof *pages->pages);
    pages->pages[pages->count++] =
        (struct page){.width = flow->format->width, .height = flow->format->height, .master = master};
    page_last(flow)->label = next_label(flow);
    page_last(flow)->opens = flow->opens;
    flow->opens = false;
    flow->at = (struct cursor){.y = flow_top(flow), .side_bottom = flow_top(flow), .fresh = true};
    flow->open = flow->empty = true;
    flow->text = false;
    name_page(flow);
    notes_bring(flow);
    struct slice head = {0};
    struct master_page page = seen_page(flow);
    master_begin(flow->setter, &head, &page);
    page_stamp(flow, &head, 0, 0);
}
