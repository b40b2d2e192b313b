/* What a reader of the pages would complain about. */
#ifndef ALMANAC_LAYOUT_CHECK_H
#define ALMANAC_LAYOUT_CHECK_H

#include "layout/flow.h"

/* Diagnoses what stands outside the page's frame or on something else, labels that touch, text that is cut, too small
 * or too faint, headings parted from their text, lone lines, blocks beside the grid, and pages left a third empty: each
 * with its page and source position. Overfull and loose lines come with the slices they stand in. */
void pages_check(struct setter *setter, const struct flow_result *flow);

#endif
