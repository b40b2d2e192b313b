/* Lines between boxes: right angles, a line that several share drawn once. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_CONNECTOR_H
#define ALMANAC_DIAGRAM_CONNECTOR_H

#include "base/length.h"

#include <stddef.h>

struct diagram;

/* A line along the points; the last one has an arrow head whose tip stands 1 pt off. */
void connector_line(const struct diagram *diagram, const struct point *points, size_t count);
void connector_arrow(const struct diagram *diagram, const struct point *points, size_t count);

#define ARROW_LENGTH 4.8 /* [pt] */

#endif
