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

static double row_height(const struct table_row *row) {
    return row->above + content_height(row) + row->below + row->rule;
}

struct slice table_row_slice(struct setter *setter, const struct table_row *row) {
    struct arena *arena = setter->arena;
    double content = content_height(row);
    struct slice slice = {.height = row_height(row), .pos = row->node->pos};
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
    const struct slice *slices = galley->slices;
    double used = 0;
    size_t best = 0;
    for (size_t i = 0; i < galley->count; i++) {
        used += slices[i].height + (i > 0 ? fmax(slices[i - 1].after, slices[i].before) : 0);
        if (used > height) {
            return best;
        }
        size_t rest = galley->count - i - 1;
        if (!slices[i].keep && i + 1 >= LINES_KEPT && rest >= LINES_KEPT) {
            best = i + 1;
        }
    }
    return galley->count;
}

/* Slices first to before end, shared with galley. */
static struct galley galley_part(const struct galley *galley, size_t first, size_t end) {
    return (struct galley){.slices = galley->slices + first, .count = end - first, .capacity = end - first};
}

/* Gives the two parts of a row their share of cell number i. Returns the number of cells divided, or -1 if it cannot
 * be. */
static int split_cell(const struct table_row *row, size_t i, double height, struct table_row *halves) {
    const struct galley *galley = &row->cells[i].galley;
    size_t fitting = count_fitting(galley, height);
    if (fitting == 0 && galley->count > 0) {
        return -1;
    }
    size_t rest = row->cells[i].stub && fitting == galley->count ? 0 : fitting;
    halves[0].cells[i].galley = galley_part(galley, 0, fitting);
    halves[1].cells[i].galley = galley_part(galley, rest, galley->count);
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
        int result = split_cell(row, i, height - row->above - row->below - row->rule, halves);
        if (result < 0) {
            return false;
        }
        divided += result;
    }
    if (divided == 0) {
        return false;
    }
    halves[1].part = true;
    bool again = row_height(&halves[1]) > setter->theme->page.frame_height;
    parts[0] = table_row_slice(setter, &halves[0]);
    parts[1] = again ? (struct slice){.height = row_height(&halves[1]), .pos = row->node->pos}
                     : table_row_slice(setter, &halves[1]);
    for (size_t k = 0; k < 2; k++) {
        parts[k].row = &halves[k];
    }
    return true;
}
