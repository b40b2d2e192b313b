/* What a reader of the pages would complain about. */
#ifndef ALMANAC_LAYOUT_CHECK_H
#define ALMANAC_LAYOUT_CHECK_H

#include "layout/flow.h"

/* Diagnoses texts and drawings outside the page's frame, texts that overlap, and pages left a third empty. */
void pages_check(struct setter *setter, const struct flow_result *flow);

#endif
