/* What stands on a page as the eye meets it: texts with the room they take, and the colour that lies under them. For the
 * checks of pages. */
#ifndef ALMANAC_LAYOUT_INK_H
#define ALMANAC_LAYOUT_INK_H

#include "base/length.h"
#include "drawing/pages.h"

struct arena;

/* A text, near enough: from its cap height to a little below its baseline. */
struct ink {
    double left, right, top, bottom; /* [pt] */
    const struct glyph_run *run;
    size_t item;       /* number of the page item */
    bool drawn;        /* inside the drawing of that item */
    size_t op;         /* drawn: number of the operation */
    bool clipped;      /* drawn: the clip that holds there cuts it */
};

struct inks {
    struct ink *items;
    size_t count, capacity;
};

/* A filled area: a rule or ground of the page, or a path of a drawing. */
struct area {
    double left, right, top, bottom; /* [pt] */
    const struct path *path; /* NULL: the whole box */
    double x, y;             /* of the drawing that the path belongs to */
    struct colour colour;
    size_t item, op;
};

struct areas {
    struct area *items;
    size_t count, capacity;
};

/* The texts of page, those of drawings too, and its filled areas, in the order in which they are painted. */
void page_read(struct arena *arena, const struct page *page, struct inks *inks, struct areas *areas);

/* The ink of a page's text item alone. */
struct ink ink_of_item(const struct page_item *item, size_t number);

/* True if the two share more than slack in width and in height [pt]. */
bool ink_overlaps(const struct ink *a, const struct ink *b, double slack);

/* The colour under x, y of what was painted before ink; white if nothing was. */
struct colour ink_ground(const struct ink *ink, const struct areas *areas, struct colour paper, struct point at);

#endif
