/* Bands of a table cut in two, for a page that ends inside them. */
#include "layout/table.h"

#include "base/arena.h"

#include <math.h>

/* Each part of a split cell keeps so many lines. */
#define LINES_KEPT 2

/* Where a band is cut. */
struct cut {
    size_t row;    /* the first of the second part */
    bool inside;   /* that row is cut itself: it stands in both parts */
    double y;      /* where content of the first part ends [pt] */
    size_t lines;  /* that each part of a cell keeps */
};

/* Number of slices of galley that fit into height and may end there; all of them if all fit. */
static size_t count_fitting(const struct galley *galley, double height, size_t lines) {
    const struct slice *slices = galley->slices;
    double used = 0;
    size_t best = 0;
    for (size_t i = 0; i < galley->count; i++) {
        used += slices[i].height + (i > 0 ? fmax(slices[i - 1].after, slices[i].before) : 0);
        if (used > height + 0.01) {
            return best;
        }
        size_t rest = galley->count - i - 1;
        bool kept = slices[i].keep && lines > 1;
        if (!kept && i + 1 >= lines && rest >= lines) {
            best = i + 1;
        }
    }
    return galley->count;
}

/* Slices first to before end, shared with galley. */
static struct galley galley_part(const struct galley *galley, size_t first, size_t end) {
    return (struct galley){.slices = galley->slices + first, .count = end - first, .capacity = end - first};
}

static void add_cell(struct setter *setter, struct table_band *band, const struct table_cell *cell) {
    band->cells = arena_grow(setter->arena, band->cells, band->cell_count, &band->cell_capacity, sizeof *band->cells);
    band->cells[band->cell_count++] = *cell;
}

static struct table_band band_part(struct setter *setter, const struct table_band *band, size_t first, size_t end) {
    struct table_band part = {.span = band->span, .gap = band->gap, .row_count = end - first};
    part.rows = arena_array(setter->arena, part.row_count, sizeof *part.rows);
    for (size_t i = first; i < end; i++) {
        part.rows[i - first] = band->rows[i];
    }
    return part;
}

/* Gives both parts their share of a cell that stands in both. Returns the number of cells divided, or -1 if it cannot
 * be. */
static int cut_cell(struct setter *setter, const struct table_band *band, const struct table_cell *cell,
                    const struct cut *cut, struct table_band *halves) {
    const struct band_row *first = &band->rows[cell->row];
    size_t count = cell->galley.count;
    size_t fitting = count_fitting(&cell->galley, cut->y - first->top - first->above - cell->shift, cut->lines);
    if (fitting == 0 && count > 0) {
        return -1;
    }
    struct table_cell upper = *cell, lower = *cell;
    upper.rows = cut->row + cut->inside - cell->row;
    upper.galley = galley_part(&cell->galley, 0, fitting);
    lower.row = 0;
    lower.rows = cell->row + cell->rows - cut->row;
    lower.repeated = cell->stub && fitting == count;
    lower.galley = galley_part(&cell->galley, lower.repeated ? 0 : fitting, count);
    lower.least = lower.repeated ? cell->least : 0;
    add_cell(setter, &halves[0], &upper);
    add_cell(setter, &halves[1], &lower);
    return fitting < count;
}

/* Cuts band into halves. Returns false if a cell cannot be cut there, or nothing of the second part would be new. */
static bool cut_band(struct setter *setter, const struct table_band *band, const struct cut *cut,
                     struct table_band *halves) {
    int divided = cut->inside ? 0 : 1;
    halves[0] = band_part(setter, band, 0, cut->row + cut->inside);
    halves[1] = band_part(setter, band, cut->row, band->row_count);
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct table_cell *cell = &band->cells[i];
        bool below = cut->inside ? cell->row > cut->row : cell->row >= cut->row;
        if (cell->row + cell->rows <= cut->row) {
            add_cell(setter, &halves[0], cell);
        } else if (below) {
            struct table_cell moved = *cell;
            moved.row -= cut->row;
            add_cell(setter, &halves[1], &moved);
        } else {
            int result = cut_cell(setter, band, cell, cut, halves);
            if (result < 0) {
                return false;
            }
            divided += result;
        }
    }
    return divided > 0;
}

/* Number of rows that stand wholly above height. */
static size_t rows_above(const struct table_band *band, double height) {
    size_t row = 0;
    while (row + 1 < band->row_count && band->rows[row + 1].top <= height + 0.01) {
        row++;
    }
    return row;
}

/* Above row: what stands there ends with the row before it. */
static bool cut_between(struct setter *setter, const struct table_band *band, size_t row, size_t lines,
                        struct table_band *halves) {
    if (row == 0) {
        return false;
    }
    const struct band_row *above = &band->rows[row - 1];
    struct cut cut = {.row = row, .y = band->rows[row].top - above->below - above->rule, .lines = lines};
    return cut_band(setter, band, &cut, halves);
}

/* Through row, so that its first part ends at y; it goes on, so no strong rule ends it. */
static bool cut_inside(struct setter *setter, const struct table_band *band, struct cut cut,
                       struct table_band *halves) {
    const struct band_row *row = &band->rows[cut.row];
    cut.inside = true;
    cut.y -= row->below + row->rule;
    if (!cut_band(setter, band, &cut, halves)) {
        return false;
    }
    struct band_row *end = &halves[0].rows[cut.row];
    end->rule = fmin(end->rule, setter_number(setter, NUMBER_STROKE_ROW));
    end->rule_colour = setter_colour(setter, COLOUR_RULE_HAIR);
    return true;
}

/* Between rows if little stays free, else inside the row that the page's end meets. */
static bool cut_somewhere(struct setter *setter, const struct table_band *band, double height, size_t lines,
                          struct table_band *halves) {
    size_t row = rows_above(band, height);
    struct cut inside = {.row = row, .y = height, .lines = lines};
    bool wasteful = height - band->rows[row].top > setter_number(setter, NUMBER_FREE_AT_END);
    if (!wasteful && cut_between(setter, band, row, lines, halves)) {
        return true;
    }
    return cut_inside(setter, band, inside, halves) || cut_between(setter, band, row, lines, halves);
}

double table_frame_height(const struct setter *setter) {
    return (setter->format ? setter->format : &setter->theme->page)->frame_height;
}

bool band_split(struct setter *setter, const struct table_band *band, double height, struct slice parts[2]) {
    struct table_band *halves = arena_array(setter->arena, 2, sizeof *halves);
    double frame = table_frame_height(setter);
    bool cut = cut_somewhere(setter, band, height, LINES_KEPT, halves) ||
               (height > frame / 2 && cut_somewhere(setter, band, height, 1, halves));
    if (!cut) {
        return false;
    }
    band_measure(&halves[0]);
    band_measure(&halves[1]);
    if (band_height(&halves[0]) > height + 0.01) {
        return false;
    }
    bool again = band_height(&halves[1]) > frame;
    parts[0] = band_slice(setter, &halves[0]);
    parts[1] = again ? (struct slice){.height = band_height(&halves[1]), .pos = band->rows[0].node->pos}
                     : band_slice(setter, &halves[1]);
    for (size_t k = 0; k < 2; k++) {
        parts[k].band = &halves[k];
    }
    return true;
}
