/* Slides on paper, four to a page. */
#ifndef ALMANAC_LAYOUT_HANDOUT_H
#define ALMANAC_LAYOUT_HANDOUT_H

#include "layout/setter.h"

/* The slides of pages made small, four to a landscape page of the theme, each in a thin frame. */
struct pages *handout_make(struct setter *setter, const struct pages *slides);

#endif
