#include "report/growth.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "drawing/drawing.h"
#include "drawing/pages.h"
#include "report/budget.h"
#include "report/run.h"
#include "template/template.h"
#include "theme/theme.h"

/* Part of the frame that stays free before figures grow, as before a filler is wanted. */
static const double FREE_BEFORE_GROWTH = 0.2;

/* Figures that begin at one height stand side by side [pt]. */
static const double SAME_ROW = 1;

/* A figure that may grow, where it stands. */
struct growing {
    size_t graphic, page;
    double y, most;
};

struct growth {
    struct run *run;
    const struct pages *pages; /* of a handout: its slides */
    struct growing *figures;
    size_t count;
};

/* The graphic that an item shows, if it may be taller; false if not. */
static bool find_graphic(const struct run *run, const struct page_item *item, struct growing *found) {
    if (item->kind != ITEM_DRAWING || item->role != ITEM_ORIGINAL) return false;
    for (size_t i = 0; i < run->filled->graphic_count; i++) {
        const struct graphic_request *request = &run->filled->graphics[i];
        if (request->node != item->node || run->drawings[i] != item->drawing || request->node == 0) continue;
        found->graphic = i;
        found->most = budget_most_height(diag_new(run->arena), run->filled, request);
        return found->most > item->height;
    }
    return false;
}

static bool has_room(const struct run *run, const struct page *page) {
    return page->free > FREE_BEFORE_GROWTH * run->theme->page.frame_height;
}

static struct growth find_figures(struct run *run, const struct pages *pages) {
    struct growth growth = { run, pages->slides ? pages->slides : pages, NULL, 0 };
    growth.figures = arena_array(run->arena, run->filled->graphic_count + 1, sizeof *growth.figures);
    for (size_t i = 0; i < growth.pages->count; i++) {
        const struct page *page = &growth.pages->pages[i];
        for (size_t k = 0; k < page->count && has_room(run, page); k++) {
            struct growing found = { .page = i, .y = page->items[k].y };
            if (growth.count < run->filled->graphic_count && find_graphic(run, &page->items[k], &found))
                growth.figures[growth.count++] = found;
        }
    }
    return growth;
}

/* Rows of such figures on the page: those side by side count once. */
static size_t rows_on(const struct growth *growth, size_t page) {
    size_t rows = 0;
    for (size_t i = 0; i < growth->count; i++) {
        bool first = growth->figures[i].page == page;
        for (size_t k = 0; k < i && first; k++)
            first = growth->figures[k].page != page || fabs(growth->figures[k].y - growth->figures[i].y) > SAME_ROW;
        rows += first;
    }
    return rows;
}

/* What one row of figures on the page may take, in whole lines of the grid: so what follows keeps its place on the grid. */
static double share_of(const struct growth *growth, size_t page) {
    double line = growth->run->theme->numbers[NUMBER_GRID_STEP];
    double share = growth->pages->pages[page].free / (double)rows_on(growth, page);
    return line > 0 ? floor(share / line) * line : share;
}

const struct drawing **growth_draw(struct run *run, const struct pages *pages) {
    struct growth growth = find_figures(run, pages);
    if (growth.count == 0) return NULL;
    size_t count = run->filled->graphic_count;
    const struct drawing **drawings = arena_array(run->arena, count, sizeof(const struct drawing *));
    memcpy(drawings, run->drawings, count * sizeof(const struct drawing *));
    for (size_t i = 0; i < growth.count; i++) {
        const struct growing *figure = &growth.figures[i];
        struct run quiet = *run; /* what there is to say was said of the figure as it is */
        quiet.diag = diag_new(run->arena);
        double height = drawing_height(run->drawings[figure->graphic]) + share_of(&growth, figure->page);
        const struct drawing *taller = figure_draw_taller(&quiet, &run->filled->graphics[figure->graphic], fmin(height, figure->most));
        drawings[figure->graphic] = taller ? taller : drawings[figure->graphic];
    }
    return drawings;
}

bool growth_holds(const struct pages *before, const struct pages *after) {
    bool holds = before->count == after->count && before->anchor_count == after->anchor_count;
    for (size_t i = 0; holds && i < after->count; i++) holds = before->pages[i].count == after->pages[i].count;
    for (size_t i = 0; holds && i < after->anchor_count; i++)
        holds = before->anchors[i].node == after->anchors[i].node && before->anchors[i].page == after->anchors[i].page;
    return holds;
}
