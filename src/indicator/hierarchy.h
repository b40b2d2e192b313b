/* Which members of a dimension are parts of which other: activities by the column "parent" of their code list, regions by their
 * country. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_HIERARCHY_H
#define ALMANAC_INDICATOR_HIERARCHY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct definition;
struct series;

enum { HIERARCHY_NO_PARENT = UINT16_MAX };

/* Only members of one layer complete each other. */
struct hierarchy {
    uint16_t *parents; /* HIERARCHY_NO_PARENT: none */
    int *layers;
    bool *targets; /* members that are parts and have no parts of their own; of regions, all that are parts */
    size_t count;
};

/* The hierarchy of the members of a dimension of series; false after INDICATOR_NO_HIERARCHY. */
bool hierarchy_make(const struct definition *definition, const struct series *of, size_t over,
                    struct hierarchy *hierarchy);

#endif
