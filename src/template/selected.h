/* What expressions select of series; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_SELECTED_H
#define ALMANAC_TEMPLATE_SELECTED_H

#include "template/evaluate.h"

/* The members of dimension by, or the one member that its key names: asked of the series once in a document. What is missing is no
 * fault here. */
const struct selection *points_select(struct evaluation *evaluation, const struct expression *at, const struct value *series,
                                      size_t by);

#endif
