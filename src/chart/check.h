/* What a finished chart must keep: labels neither touch nor leave the frame. Included in chart/ and its tests. */
#ifndef ALMANAC_CHART_CHECK_H
#define ALMANAC_CHART_CHECK_H

#include "base/source.h"

struct arena;
struct diag;
struct drawing;

/* Looks at the boxes of all texts (capitals and part of the descenders, turned with the text) and diagnoses
 * CHART_LABEL_OVERLAP and CHART_LABEL_OUTSIDE at pos. scratch is used for the boxes only. */
void chart_check(struct arena *scratch, struct diag *diag, const struct drawing *drawing, struct source_pos pos);

#endif
