/* A picture that a template names, as a drawing. For the files of report/ only. */
#ifndef ALMANAC_REPORT_PICTURE_H
#define ALMANAC_REPORT_PICTURE_H

#include "template/template.h"

struct drawing;
struct source_file;

/* Where a picture goes. */
struct picture_place {
    const char *root;   /* of the publication */
    double width;       /* [pt] of its span; it may ask for less */
    double most_height; /* [pt] */
};

/* The picture that request names with file=, as wide as width= says or its span is, no higher than its place; with the words of alt=, or none if
 * decorative= says so. *file is what was read, also if it cannot be used. NULL after IMAGE_* or FILE_*. */
const struct drawing *picture_draw(struct arena *arena, struct diag *diag, const struct graphic_request *request,
                                   const struct picture_place *place, const struct source_file **file);

#endif
