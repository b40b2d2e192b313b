/* The tree of a composite ready for being computed many times. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_TREE_H
#define ALMANAC_INDICATOR_TREE_H

#include "indicator/statistics.h"

struct arena;
struct panel;
struct structure;

/* Nodes: the columns of the panel, then their parents; the last is the top. */
struct composite_tree {
    size_t count, leaf_count;
    double *weights;        /* declared, by node */
    size_t *order;          /* nodes that are no leaves, children before parents */
    size_t *first, *counts; /* children of a node: a stretch of children */
    size_t *children;
    double *values, *part_values, *part_weights; /* private: room for one computation */
};

/* What one computation takes its means by. */
struct composite_means {
    enum aggregation kind;
    double coverage;       /* 0 to 1 */
    const double *weights; /* by node */
};

const struct composite_tree *composite_tree_make(struct arena *arena, const struct structure *structure,
                                                 const struct panel *panel);

/* The value at the top for the values of the leaves; NAN if it is missing. */
double composite_tree_value(const struct composite_tree *tree, const double *leaves, const struct composite_means *means);

#endif
