/* What a house draws on every page of a master besides the text: grounds, shapes, its mark, fixed words. */
#ifndef ALMANAC_THEME_ORNAMENT_H
#define ALMANAC_THEME_ORNAMENT_H

#include "base/colour.h"
#include "base/length.h"
#include "base/source.h"
#include "theme/theme.h"

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct yaml;

enum ornament_kind { ORNAMENT_POLYGON, ORNAMENT_CIRCLE, ORNAMENT_TEXT };

/* One of them; places count from the page's top left corner [pt]. */
struct ornament {
    enum ornament_kind kind;
    const char *master;         /* of the pages that it stands on */
    const struct point *points; /* of a polygon; one for a circle's middle or the start of a text's baseline */
    size_t count;
    double radius;              /* [pt] */
    bool filled, stroked;
    struct colour fill, stroke;
    double width;               /* of the stroke [pt] */
    const char *text;
    enum theme_style style;     /* of the text */
    bool right;                 /* the text ends at its point */
    struct source_pos pos;
};

/* Reads the map `ornaments` of a theme, from masters to lists; its colours and styles must have been read. A theme without
 * it has none. Returns false after THEME_WRONG or YAML_* for one that cannot be read. Owner: arena. */
bool ornaments_read(struct arena *arena, struct diag *diag, const struct yaml *root, struct theme *theme);

#endif
