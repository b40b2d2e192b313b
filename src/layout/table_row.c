#include "layout/table.h"

#include "base/arena.h"
#include "layout/caption.h"

#include <math.h>

/* Each part of a split cell keeps so many lines. */
#define LINES_KEPT 2

static double content_height(const struct table_row *row) {
    double height = 0;
    for (size_t i = 0; i < row->count; i++) {
        height = fmax(height, galley_height(&row->cells[i].galley));
    }
    return height;
}

struct slice table_row_slice(struct setter *setter, const struct table_row *row) {
    struct arena *arena = setter->arena;
    double content = content_height(row);
    struct slice slice = {.height = row->above + content + row->below + row->rule, .pos = row->node->pos};
    if (row->lit) {
        slice_add_rect(arena, &slice, (struct rect){row->span.x, 0, row->span.width, slice.height - row->rule},
                       setter_colour(setter, COLOUR_SUBJECT_LIGHT), ITEM_DECORATION);
    }
    for (size_t i = 0; i < row->count; i++) {
        struct slice cell = galley_merge(arena, &row->cells[i].galley);
        if (row->part && row->cells[i].stub) {
            slice_repeat(&cell);
        }
        slice_add_slice(arena, &slice, &cell, row->above + (row->bottom ? content - cell.height : 0));
    }
    if (row->rule > 0) {
        slice_add_rect(arena, &slice, (struct rect){row->span.x, slice.height - row->rule, row->span.width, row->rule},
                       row->rule_colour, ITEM_DECORATION);
    }
    return slice;
}

/* Number of slices of galley that fit into height and may end there; all of them if all fit. */
static size_t count_fitting(const struct galley *galley, double height) {
    struct galley part = *galley;
    for (part.count = galley->count; part.count > 0; part.count--) {
        bool may_end = part.count == galley->count ||
                       (!galley->slices[part.count - 1].keep && part.count >= LINES_KEPT &&
                        galley->count - part.count >= LINES_KEPT);
        if (may_end && galley_height(&part) <= height) {
            break;
        }
    }
    return part.count;
}

static struct galley galley_part(struct arena *arena, const struct galley *galley, size_t first, size_t end) {
    struct galley part = {0};
    for (size_t i = first; i < end; i++) {
        *galley_add(arena, &part) = galley->slices[i];
    }
    return part;
}

/* Gives the two parts of a row their share of cell number i. Returns the number of cells divided, or -1 if it cannot be. */
static int split_cell(struct setter *setter, const struct table_row *row, size_t i, double height,
                      struct table_row *halves) {
    const struct galley *galley = &row->cells[i].galley;
    size_t fitting = count_fitting(galley, height);
    if (fitting == 0 && galley->count > 0) {
        return -1;
    }
    size_t rest = row->cells[i].stub && fitting == galley->count ? 0 : fitting;
    halves[0].cells[i].galley = galley_part(setter->arena, galley, 0, fitting);
    halves[1].cells[i].galley = galley_part(setter->arena, galley, rest, galley->count);
    return fitting < galley->count;
}

bool table_row_split(struct setter *setter, const struct table_row *row, double height, struct slice parts[2]) {
    struct table_row *halves = arena_array(setter->arena, 2, sizeof *halves);
    int divided = 0;
    for (size_t k = 0; k < 2; k++) {
        halves[k] = *row;
        halves[k].cells = arena_array(setter->arena, row->count, sizeof *row->cells);
        for (size_t i = 0; i < row->count; i++) {
            halves[k].cells[i] = row->cells[i];
        }
    }
    for (size_t i = 0; i < row->count; i++) {
        int result = split_cell(setter, row, i, height - row->above - row->below - row->rule, halves);
        if (result < 0) {
            return false;
        }
        divided += result;
    }
    if (divided == 0) {
        return false;
    }
    halves[1].part = true;
    for (size_t k = 0; k < 2; k++) {
        parts[k] = table_row_slice(setter, &halves[k]);
        parts[k].row = &halves[k];
    }
    return true;
}
