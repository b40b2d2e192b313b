/* A picture as a template asks for it; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_PICTURE_H
#define ALMANAC_TEMPLATE_PICTURE_H

#include "template/request.h"

/* The plan of a picture from a map with file, alt and the like; NULL after a diagnostic. */
struct plan *picture_plan(struct reading *reading, const struct yaml *map);

#endif
