/* Chevrons: arrows that pass on to the next. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_CHEVRON_H
#define ALMANAC_DIAGRAM_CHEVRON_H

#include "base/length.h"
#include "drawing/drawing.h"

struct diagram;

/* A chevron that fills rect, with a notch at its left and a point of the same depth at its right. */
struct chevron_look {
    struct colour fill, outline;
    double outline_width; /* [pt] 0: none */
    double notch;         /* [pt] */
};
void chevron_draw(const struct diagram *diagram, struct rect rect, const struct chevron_look *look);

#endif
