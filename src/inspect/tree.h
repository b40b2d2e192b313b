/* Trees of inputs down to cells; for the files of inspect/ only. */
#ifndef ALMANAC_INSPECT_TREE_H
#define ALMANAC_INSPECT_TREE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct map;
struct point_value;
struct series;
struct trace_numeral;
struct trace_origin;

/* A tree being printed: what was printed once is named, not repeated. */
struct tree {
    struct arena *arena;
    struct buffer *out;
    struct map *seen; /* points by their ids */
};

struct tree tree_new(struct arena *arena, struct buffer *out);

/* How series was computed, and where that is defined; a line, indented by depth. */
void tree_method(struct tree *tree, const struct series *series, size_t depth);

/* A tree being written, as text for people or as one JSON object a line. */
struct writing {
    struct tree tree;
    bool json;
};

/* point and all its inputs as text, indented by depth, or as an object. */
void writing_point(struct writing *writing, const struct point_value *point, size_t depth);

/* point and all its inputs, indented by depth. */
void tree_point(struct tree *tree, const struct point_value *point, size_t depth);

/* What origin is made from, indented by depth. */
void tree_origin(struct tree *tree, const struct trace_origin *origin, size_t depth);

/* All cells below the numeral's origins, each once, as "path:line:column" in JSON, separated by commas; of a tick, those of all that its
 * scale was made for. */
void tree_cells_json(struct tree *tree, const struct trace_numeral *numeral);

/* The fields of a JSON object, without braces. A point that was written before has "again": true and no inputs. */
void tree_point_json(struct tree *tree, const struct point_value *point, size_t depth);

#endif
