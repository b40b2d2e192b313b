/* The house's own shapes and words on the pages of a master. Used inside layout/ only. */
#ifndef ALMANAC_LAYOUT_ORNAMENT_H
#define ALMANAC_LAYOUT_ORNAMENT_H

#include "theme/theme.h"

struct setter;
struct slice;

/* The coloured ground at the top of a page of master, and the tab that stands on it. */
struct ground {
    const char *master;
    enum theme_number height;
    enum theme_colour colour, tab;
};

/* Sets ground, its tab where the theme has one, and the ornaments of its master into page. */
void ground_set(struct setter *setter, struct slice *page, const struct ground *ground);

/* Sets the ornaments of master into page, whose y counts from the page's top. They are artifacts to a reader. */
void ornaments_set(struct setter *setter, struct slice *page, const char *master);

/* Fills the pages with the paper of a theme that has another than white, under all that stands on them. */
struct pages;
void papers_fill(struct setter *setter, struct pages *pages);

#endif
