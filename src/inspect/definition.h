/* Trees of definitions: a series, the series and datasets that it is computed from, and so on. For the files of inspect/ only. */
#ifndef ALMANAC_INSPECT_DEFINITION_H
#define ALMANAC_INSPECT_DEFINITION_H

#include <stddef.h>

struct indicators;
struct series;
struct tree;

/* series and all that it is computed from, indented by depth. */
void definition_print(struct tree *tree, const struct indicators *indicators, const struct series *series, size_t depth);

/* The same as a JSON object. */
void definition_print_json(struct tree *tree, const struct indicators *indicators, const struct series *series, size_t depth);

#endif
