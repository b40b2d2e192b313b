/* What a finished chart or diagram must keep: labels neither touch nor leave the frame. */
#ifndef ALMANAC_DRAWING_CHECK_H
#define ALMANAC_DRAWING_CHECK_H

#include "base/source.h"

struct arena;
struct diag;
struct drawing;

/* Looks at the boxes of all texts (capitals and part of the descenders, turned with the text) and diagnoses
 * CHART_LABEL_OVERLAP and CHART_LABEL_OUTSIDE at pos. scratch is used for the boxes only. */
void drawing_check(struct arena *scratch, struct diag *diag, const struct drawing *drawing, struct source_pos pos);

#endif
