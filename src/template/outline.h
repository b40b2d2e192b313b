/* A YAML body whose texts may hold expressions: parsed once, filled for every document. For diagrams. */
#ifndef ALMANAC_TEMPLATE_OUTLINE_H
#define ALMANAC_TEMPLATE_OUTLINE_H

#include "template/fill.h"

struct outline;

/* Parses the expressions in all scalars of yaml. */
const struct outline *outline_read(struct reading *reading, const struct yaml *yaml);

/* The same YAML with its texts filled. */
struct yaml *outline_fill(struct filling *filling, const struct outline *outline);

#endif
