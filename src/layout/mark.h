/* Small signs that layout draws itself: ticks of lists, marks of levels. */
#ifndef ALMANAC_LAYOUT_MARK_H
#define ALMANAC_LAYOUT_MARK_H

#include "layout/setter.h"

/* Puts the sign into slice, its left edge at x [pt], its middle at that of the capitals of style in the line whose
 * baseline is y. */
void mark_set(struct setter *setter, struct slice *slice, enum setter_mark mark, struct point at,
              const struct text_style *style);

#endif
