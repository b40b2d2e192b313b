/* What a diagram's YAML lists: texts, each with what belongs to it. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_ITEM_H
#define ALMANAC_DIAGRAM_ITEM_H

#include "base/source.h"

#include <stddef.h>

struct diagram;
struct yaml;

struct item {
    const char *text;       /* never NULL; the item itself where it is a text, else its key text */
    const struct yaml *map; /* NULL: a text alone */
    struct source_pos pos;
};

/* How many there may be, and what else than text an item may have. */
struct item_rule {
    size_t least, most;
    const char *const *keys; /* NULL at the end; NULL: texts only, or text and note */
};

/* The items under key of map, in their order. A missing key gives none; wrong ones are diagnosed and left out
 * (DIAGRAM_BAD_ITEM), also those beyond the most (DIAGRAM_TOO_MANY). Too few: DIAGRAM_TOO_FEW, and *count is 0. */
const struct item *items_read(struct diagram *diagram, const struct yaml *map, const char *key,
                              const struct item_rule *rule, size_t *count);

/* The one item under key, its text "" if there is none. */
struct item item_read(struct diagram *diagram, const struct yaml *map, const char *key);
/* The text under a key of the item, "" if there is none. */
const char *item_value(const struct diagram *diagram, const struct item *item, const char *key);
/* Where the value stands, else the item. */
struct source_pos item_value_pos(const struct item *item, const char *key);

struct origin item_origin(struct source_pos pos);

#endif
