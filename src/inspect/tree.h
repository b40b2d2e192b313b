/* Trees of inputs down to cells; for the files of inspect/ only. */
#ifndef ALMANAC_INSPECT_TREE_H
#define ALMANAC_INSPECT_TREE_H

#include <stddef.h>

struct arena;
struct buffer;
struct map;
struct point_value;
struct trace_origin;

/* A tree being printed: what was printed once is named, not repeated. */
struct tree {
    struct arena *arena;
    struct buffer *out;
    struct map *seen; /* points by their ids */
};

struct tree tree_new(struct arena *arena, struct buffer *out);

/* point and all its inputs, indented by depth. */
void tree_point(struct tree *tree, const struct point_value *point, size_t depth);

/* What origin is made from, indented by depth. */
void tree_origin(struct tree *tree, const struct trace_origin *origin, size_t depth);

/* All cells below the origins, each once, as "path:line:column" in JSON, separated by commas. */
void tree_cells_json(struct tree *tree, const struct trace_origin *origins, size_t count);

/* The fields of a JSON object, without braces. A point that was written before has "again": true and no inputs. */
void tree_point_json(struct tree *tree, const struct point_value *point, size_t depth);

#endif
