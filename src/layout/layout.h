/* Layout: a numbered document tree and its drawings become pages, every item at a fixed place. */
#ifndef ALMANAC_LAYOUT_LAYOUT_H
#define ALMANAC_LAYOUT_LAYOUT_H

#include "document/node.h"
#include "document/number.h"
#include "drawing/pages.h"

struct arena;
struct diag;
struct drawing;
struct shaper;
struct theme;

struct layout_job {
    const struct document *document; /* numbered, const from here on */
    const struct labels *labels;
    const struct theme *theme;
    struct shaper *shaper;
    const struct drawing *const *drawings; /* by graphic number - 1; NULL entries are left out */
    size_t drawing_count;
};

/* Lays out job. Repeats at most four times until page numbers stand still. Overfull lines, items outside the frame
 * and pages left a third empty are diagnosed (LAYOUT_*) with the source position. Always returns pages. */
const struct pages *layout_pages(struct arena *arena, struct diag *diag, const struct layout_job *job);

#endif
