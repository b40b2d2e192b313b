#include "layout/galley.h"

#include "base/arena.h"

#include <assert.h>
#include <math.h>

struct slice *galley_add(struct arena *arena, struct galley *galley) {
    galley->slices =
        arena_grow(arena, galley->slices, galley->count, &galley->capacity, sizeof *galley->slices);
    struct slice *slice = &galley->slices[galley->count++];
    *slice = (struct slice){0};
    return slice;
}

void galley_join(struct arena *arena, struct galley *galley, const struct galley *other) {
    if (galley->capacity == 0 && other->count > 0) { /* most of all galleys: a cell's one paragraph */
        galley->slices = arena_array(arena, other->count, sizeof *galley->slices);
        galley->capacity = other->count;
    }
    for (size_t i = 0; i < other->count; i++) {
        *galley_add(arena, galley) = other->slices[i];
    }
}

/* Space between slice i and the one before it. */
static double gap_above(const struct galley *galley, size_t i) {
    return i == 0 ? 0 : fmax(galley->slices[i - 1].after, galley->slices[i].before);
}

double slices_height(const struct slice *slices, size_t count) {
    double height = 0;
    for (size_t i = 0; i < count; i++) {
        height += slices[i].height + (i == 0 ? 0 : fmax(slices[i - 1].after, slices[i].before));
    }
    return height;
}

double galley_height(const struct galley *galley) {
    return slices_height(galley->slices, galley->count);
}

struct slice galley_merge(struct arena *arena, const struct galley *galley) {
    struct slice merged = {0};
    if (galley->count == 0) {
        return merged;
    }
    const struct slice *first = &galley->slices[0];
    merged.before = first->before;
    merged.baseline = first->baseline;
    merged.start = first->start;
    merged.pos = first->pos;
    for (size_t i = 0; i < galley->count; i++) {
        double y = merged.height + gap_above(galley, i);
        slice_add_slice(arena, &merged, &galley->slices[i], y);
        merged.height = y + galley->slices[i].height;
    }
    merged.after = galley->slices[galley->count - 1].after;
    return merged;
}

void galley_keep(struct galley *galley, size_t first) {
    for (size_t i = first; i + 1 < galley->count; i++) {
        galley->slices[i].keep = true;
    }
}

void slice_add_item(struct arena *arena, struct slice *slice, const struct set_item *item) {
    slice->items = arena_grow(arena, slice->items, slice->count, &slice->capacity, sizeof *slice->items);
    slice->items[slice->count++] = *item;
}

void slice_add_note(struct arena *arena, struct slice *slice, uint32_t node) {
    slice->notes = arena_grow(arena, slice->notes, slice->note_count, &slice->note_capacity, sizeof *slice->notes);
    slice->notes[slice->note_count++] = node;
}

void slice_add_anchor(struct arena *arena, struct slice *slice, struct anchor anchor) {
    slice->anchors =
        arena_grow(arena, slice->anchors, slice->anchor_count, &slice->anchor_capacity, sizeof *slice->anchors);
    slice->anchors[slice->anchor_count++] = anchor;
}

void slice_add_fault(struct arena *arena, struct slice *slice, struct fault fault) {
    slice->faults =
        arena_grow(arena, slice->faults, slice->fault_count, &slice->fault_capacity, sizeof *slice->faults);
    slice->faults[slice->fault_count++] = fault;
}

void slice_add_rect(struct arena *arena, struct slice *slice, struct rect rect, struct colour colour,
                    enum item_role role) {
    assert(role != ITEM_ORIGINAL);
    if (!(rect.width > 0 && rect.height > 0)) { /* a rule of no width: readers would show a hairline */
        return;
    }
    struct set_item item = {.item = {.kind = ITEM_RECT,
                                     .role = role,
                                     .x = rect.x,
                                     .y = rect.y,
                                     .width = rect.width,
                                     .height = rect.height,
                                     .colour = colour}};
    slice_add_item(arena, slice, &item);
}

void slice_add_slice(struct arena *arena, struct slice *slice, const struct slice *other, double y) {
    if (slice->capacity == 0 && other->count > 0) {
        slice->items = arena_array(arena, other->count, sizeof *slice->items);
        slice->capacity = other->count;
    }
    for (size_t i = 0; i < other->count; i++) {
        struct set_item item = other->items[i];
        item.item.y += y;
        slice_add_item(arena, slice, &item);
    }
    for (size_t i = 0; i < other->note_count; i++) {
        slice_add_note(arena, slice, other->notes[i]);
    }
    for (size_t i = 0; i < other->fault_count; i++) {
        slice_add_fault(arena, slice, other->faults[i]);
    }
    for (size_t i = 0; i < other->anchor_count; i++) {
        struct anchor anchor = other->anchors[i];
        anchor.y += y;
        slice_add_anchor(arena, slice, anchor);
    }
}
