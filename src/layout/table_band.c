#include "layout/table.h"

#include "layout/caption.h"

#include <math.h>

/* First lines are brought to one baseline if they lie no further apart [pt]; a number in large type stands higher. */
#define BASELINE_REACH 3.0

static double row_height(const struct band_row *row) {
    return row->above + row->content + row->below + row->rule;
}

static double row_bottom(const struct band_row *row) {
    return row->top + row_height(row);
}

double band_height(const struct table_band *band) {
    return band->row_count > 0 ? row_bottom(&band->rows[band->row_count - 1]) : 0;
}

static double cell_height(const struct table_cell *cell) {
    return cell->shift + fmax(galley_height(&cell->galley), cell->least);
}

static double cell_baseline(const struct table_cell *cell) {
    return cell->galley.count > 0 ? cell->galley.slices[0].baseline : 0;
}

/* Lowers the first lines of cells that begin in one row to the lowest baseline among them. */
static void align_baselines(struct table_band *band) {
    for (size_t i = 0; i < band->row_count; i++) {
        band->rows[i].baseline = 0;
    }
    for (size_t i = 0; i < band->cell_count; i++) {
        double *lowest = &band->rows[band->cells[i].row].baseline;
        *lowest = fmax(*lowest, cell_baseline(&band->cells[i]));
    }
    for (size_t i = 0; i < band->cell_count; i++) {
        struct table_cell *cell = &band->cells[i];
        double own = cell_baseline(cell), missing = band->rows[cell->row].baseline - own;
        bool near = own > 0 && missing <= BASELINE_REACH && !band->rows[cell->row].bottom;
        cell->shift = near ? missing : 0;
    }
}

static void place_rows(struct table_band *band) {
    for (size_t i = 0; i < band->row_count; i++) {
        band->rows[i].top = i > 0 ? row_bottom(&band->rows[i - 1]) : 0;
    }
}

/* Widens the last of its rows so that a cell which spans several finds room. */
static void fit_spanning(struct table_band *band, const struct table_cell *cell) {
    double room = 0;
    size_t end = cell->row + cell->rows;
    for (size_t i = cell->row; i < end; i++) {
        room += row_height(&band->rows[i]);
    }
    room -= band->rows[cell->row].above + band->rows[end - 1].below + band->rows[end - 1].rule;
    band->rows[end - 1].content += fmax(cell_height(cell) - room, 0);
}

void band_measure(struct table_band *band) {
    align_baselines(band);
    for (size_t i = 0; i < band->row_count; i++) {
        band->rows[i].content = 0;
    }
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct table_cell *cell = &band->cells[i];
        struct band_row *row = &band->rows[cell->row];
        row->content = cell->rows == 1 ? fmax(row->content, cell_height(cell)) : row->content;
    }
    for (size_t i = 0; i < band->cell_count; i++) {
        if (band->cells[i].rows > 1) {
            fit_spanning(band, &band->cells[i]);
        }
    }
    place_rows(band);
}

/* Top of a cell's first line in its band. */
static double cell_top(const struct table_band *band, const struct table_cell *cell) {
    const struct band_row *first = &band->rows[cell->row], *last = &band->rows[cell->row + cell->rows - 1];
    if (last->bottom) {
        return row_bottom(last) - last->rule - last->below - cell_height(cell);
    }
    return first->top + first->above + cell->shift;
}

/* Where the cells that belong to row alone begin: the ground of a lit row leaves out what spans further rows. */
static double ground_start(const struct table_band *band, size_t row) {
    double start = band->span.x + band->span.width;
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct table_cell *cell = &band->cells[i];
        if (cell->row == row && cell->rows == 1) {
            start = fmin(start, cell->span.x);
        }
    }
    return start;
}

/* The grounds that rows and cells have of their own; a cell's reaches to the middle of the gaps beside it. */
static void add_own_grounds(struct setter *setter, struct slice *slice, const struct table_band *band) {
    double left = band->span.x - band->bleed, right = band->span.x + band->span.width + band->bleed;
    for (size_t i = 0; i < band->row_count; i++) {
        const struct band_row *row = &band->rows[i];
        struct rect rect = {left, row->top, right - left, row_height(row) - row->rule};
        if (row->ground) {
            slice_add_rect(setter->arena, slice, rect, *row->ground, ITEM_DECORATION);
        }
    }
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct table_cell *cell = &band->cells[i];
        const struct band_row *last = &band->rows[cell->row + cell->rows - 1];
        double top = band->rows[cell->row].top, from = cell->span.x - band->gap / 2, to = cell->span.x + cell->span.width + band->gap / 2;
        from = from < band->span.x ? left : from;
        to = to > right - band->bleed ? right : to;
        if (cell->ground) {
            slice_add_rect(setter->arena, slice, (struct rect){from, top, to - from, row_bottom(last) - last->rule - top}, *cell->ground,
                           ITEM_DECORATION);
        }
    }
}

static void add_grounds(struct setter *setter, struct slice *slice, const struct table_band *band) {
    struct colour light = setter_colour(setter, COLOUR_SUBJECT_LIGHT);
    for (size_t i = 0; i < band->row_count; i++) {
        const struct band_row *row = &band->rows[i];
        double x = row->lit ? ground_start(band, i) : 0;
        double right = band->span.x + band->span.width;
        if (row->lit && x < right) {
            double height = row_height(row) - row->rule - row->bare_above - row->bare_below;
            slice_add_rect(setter->arena, slice, (struct rect){x, row->top + row->bare_above, right - x, height}, light,
                           ITEM_DECORATION);
        }
    }
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct table_cell *cell = &band->cells[i];
        const struct band_row *last = &band->rows[cell->row + cell->rows - 1];
        double top = band->rows[cell->row].top;
        if (cell->lit && !band->rows[cell->row].lit) {
            struct rect rect = {cell->span.x, top, cell->span.width, row_bottom(last) - last->rule - top};
            slice_add_rect(setter->arena, slice, rect, light, ITEM_DECORATION);
        }
    }
}

/* The next cell at or right of x that reaches across the rule below row; NULL if there is none. */
static const struct table_cell *next_crossing(const struct table_band *band, size_t row, double x) {
    const struct table_cell *next = NULL;
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct table_cell *cell = &band->cells[i];
        bool crosses = cell->row <= row && cell->row + cell->rows > row + 1 && cell->span.x >= x - 0.01;
        if (crosses && (!next || cell->span.x < next->span.x)) {
            next = cell;
        }
    }
    return next;
}

/* The rule below row, left open where a cell reaches across it. */
static void add_rule(struct setter *setter, struct slice *slice, const struct table_band *band, size_t row) {
    const struct band_row *line = &band->rows[row];
    double x = band->span.x - band->bleed, right = band->span.x + band->span.width + band->bleed;
    while (line->rule > 0 && x < right - 0.01) {
        const struct table_cell *cell = row + 1 < band->row_count ? next_crossing(band, row, x) : NULL;
        double end = cell ? cell->span.x - band->gap : right;
        if (end > x) {
            slice_add_rect(setter->arena, slice,
                           (struct rect){x, row_bottom(line) - line->rule, end - x, line->rule}, line->rule_colour,
                           ITEM_DECORATION);
        }
        x = cell ? cell->span.x + fmax(cell->span.width, 0.1) + band->gap : right;
    }
}

struct slice band_slice(struct setter *setter, const struct table_band *band) {
    struct slice slice = {.height = band_height(band), .pos = band->rows[0].node->pos};
    add_own_grounds(setter, &slice, band);
    add_grounds(setter, &slice, band);
    for (size_t i = 0; i < band->cell_count; i++) {
        struct slice cell = galley_merge(setter->arena, &band->cells[i].galley);
        if (band->cells[i].repeated) {
            slice_repeat(&cell);
        }
        slice_add_slice(setter->arena, &slice, &cell, cell_top(band, &band->cells[i]));
    }
    for (size_t i = 0; i < band->row_count; i++) {
        add_rule(setter, &slice, band, i);
    }
    return slice;
}
