/* Text in columns: each page gets as much of it as fits; where it ends the columns are balanced. */
#include "layout/flow_private.h"

#include "base/arena.h"
#include "base/diag.h"

#include <math.h>

/* Heights are found to this [pt]. */
#define HEIGHT_STEP 0.5

enum { COLUMNS_MAX = 3 };

/* Slices of each column: column k holds those from ends[k] to before ends[k + 1]. */
struct division {
    size_t ends[COLUMNS_MAX + 1];
};

/* The end of a column that begins at first and is at most height high; no column ends where slices keep together: it
 * stays empty then. */
static size_t column_end(const struct galley *galley, size_t first, double height) {
    size_t end = first, best = first;
    while (end < galley->count && slices_height(galley->slices + first, end + 1 - first) <= height + FLOW_SLACK) {
        end++;
        best = end == galley->count || !galley->slices[end - 1].keep ? end : best;
    }
    return best;
}

/* The same if what keeps together is higher than any column: it is divided anywhere, and one slice stands in any case. */
static size_t forced_end(const struct galley *galley, size_t first, double height) {
    size_t end = first;
    do {
        end++;
    } while (end < galley->count && slices_height(galley->slices + first, end + 1 - first) <= height + FLOW_SLACK);
    return end < galley->count ? end : galley->count;
}

/* The columns of a page that begins with slice first. */
struct page_columns {
    const struct column_set *set;
    bool forced; /* not even the first column holds what keeps together at its head */
};

static struct page_columns page_columns(const struct column_set *set, size_t first, double height) {
    return (struct page_columns){set, column_end(&set->galley, first, height) == first};
}

static size_t next_end(const struct page_columns *page, size_t first, double height) {
    if (first >= page->set->galley.count) {
        return first;
    }
    return page->forced ? forced_end(&page->set->galley, first, height) : column_end(&page->set->galley, first, height);
}

/* The first columns (count of them) from first on, each at most height high. */
static struct division divide(const struct page_columns *page, size_t count, size_t first, double height) {
    struct division division = {{first, first, first, first}};
    for (size_t k = 0; k < COLUMNS_MAX; k++) {
        division.ends[k + 1] = k < count ? next_end(page, division.ends[k], height) : division.ends[k];
    }
    return division;
}

/* True if all the rest from first on stands in count columns of this height. */
static bool ends_in(const struct page_columns *page, size_t count, size_t first, double height) {
    const struct galley *galley = &page->set->galley;
    struct division division = divide(page, count, first, height);
    bool ends = division.ends[count] == galley->count;
    for (size_t k = 0; k < count && ends; k++) {
        size_t slices = division.ends[k + 1] - division.ends[k];
        ends = slices_height(galley->slices + division.ends[k], slices) <= height + FLOW_SLACK;
    }
    return ends;
}

/* The least height at which the rest ends in count columns; most if it does not end even so. */
static double balanced_height(const struct page_columns *page, size_t count, size_t first, double most) {
    double low = 0, high = most;
    if (divide(page, count, first, most).ends[count] < page->set->galley.count) {
        return most;
    }
    while (high - low > HEIGHT_STEP) {
        double middle = (low + high) / 2;
        *(ends_in(page, count, first, middle) ? &high : &low) = middle;
    }
    return high;
}

/* What of set stands in columns of at most this height. Where it ends, each column is as low as those behind it
 * allow. */
static struct division balance(const struct column_set *set, size_t first, double most) {
    struct division division = {{first, first, first, first}};
    struct page_columns page = page_columns(set, first, most);
    for (size_t k = 0; k < COLUMNS_MAX; k++) {
        size_t begin = division.ends[k];
        division.ends[k + 1] =
            k < set->count ? next_end(&page, begin, balanced_height(&page, set->count - k, begin, most)) : begin;
    }
    return division;
}

/* Room for the columns from y on if the slices from first to before end bring their notes with them. */
static double room_with_notes(struct flow *flow, const struct column_set *set, size_t first, size_t end, double y) {
    double notes = flow->at.notes;
    for (size_t i = first; i < end; i++) {
        notes = notes_with(flow, notes, &set->galley.slices[i]);
    }
    return flow_bottom(flow) - y - notes;
}

static void stamp_column(struct flow *flow, const struct column_set *set, const struct division *division, size_t k,
                         double y) {
    for (size_t i = division->ends[k]; i < division->ends[k + 1]; i++) {
        const struct slice *slice = &set->galley.slices[i];
        y += i > division->ends[k] ? fmax(slice[-1].after, slice->before) : 0;
        flow->at.notes = notes_with(flow, flow->at.notes, slice);
        notes_take(flow, slice);
        page_stamp(flow, slice, (double)k * set->step, y);
        y += slice->height;
    }
}

/* Sets what fits of set from first on. Returns the slice that comes next. */
static size_t place_part(struct flow *flow, const struct column_set *set, size_t first, const struct slice *place) {
    double y = slice_top(flow, &flow->at, place);
    double room = flow_bottom(flow) - y - flow->at.notes;
    struct division division = balance(set, first, room);
    double less = room_with_notes(flow, set, first, division.ends[set->count], y);
    if (less < room - FLOW_SLACK) {
        division = balance(set, first, fmax(less, 0));
    }
    double height = 0;
    for (size_t k = 0; k < set->count; k++) {
        stamp_column(flow, set, &division, k, y);
        size_t count = division.ends[k + 1] - division.ends[k];
        height = fmax(height, slices_height(set->galley.slices + division.ends[k], count));
    }
    flow->at.y = y + height;
    flow->at.after = place->after;
    flow->at.fresh = flow->at.grid = flow->empty = false;
    flow->text = true;
    page_last_fill(flow)->bottom = flow->at.y;
    page_last_fill(flow)->pos = place->pos;
    return division.ends[set->count];
}

/* Too little room below at for two lines in each column, or for lines that keep together: the next page has more. */
static bool is_short(struct flow *flow, const struct cursor *at, size_t first, const struct slice *place) {
    const struct column_set *set = place->columns;
    double room = flow_bottom(flow) - slice_top(flow, at, place) - at->notes;
    size_t end = column_end(&set->galley, first, room);
    return end == first || (end - first < 2 && end < set->galley.count);
}

bool columns_begin(struct flow *flow, const struct cursor *at, const struct slice *slice) {
    return !is_short(flow, at, 0, slice);
}

void columns_place(struct flow *flow, const struct slice *slice) {
    const struct column_set *set = slice->columns;
    for (size_t first = 0; first < set->galley.count;) {
        bool leaves = !flow->open || (first == 0 && flow_leaves(flow, slice));
        while (leaves || (!flow->empty && is_short(flow, &flow->at, first, slice))) {
            flow_begin_page_for(flow, slice, false);
            leaves = false;
        }
        size_t next = place_part(flow, set, first, slice);
        first = next > first ? next : first + 1;
        if (first < set->galley.count) {
            flow_begin_page_for(flow, slice, false);
        }
    }
}
