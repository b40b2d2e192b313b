#include "indicator/tree.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "indicator/panel.h"
#include "indicator/structure.h"

/* The tree while it grows: every node knows its parent. */
struct growing {
    const char **codes;
    size_t *parents;
    size_t count;
};

/* Adds the parents of all nodes, the top last. */
static void grow(struct arena *arena, struct growing *growing, const struct structure *structure) {
    struct map *places = map_new(arena);
    size_t top = SIZE_MAX - 1; /* stands for the node that is made last */
    for (size_t i = 0; i < growing->count; i++) {
        const char *parent = structure_find(structure, growing->codes[i])->parent;
        size_t place = *parent ? map_find(places, parent) : top;
        if (place == MAP_NONE) {
            place = growing->count++;
            growing->codes[place] = parent;
            map_add(places, parent, place);
        }
        growing->parents[i] = place;
    }
    growing->codes[growing->count] = "";
    growing->parents[growing->count] = SIZE_MAX;
    for (size_t i = 0; i < growing->count; i++) {
        growing->parents[i] = growing->parents[i] == top ? growing->count : growing->parents[i];
    }
    growing->count++;
}

static size_t depth_of(const struct growing *growing, size_t node) {
    size_t depth = 0;
    for (; growing->parents[node] != SIZE_MAX; node = growing->parents[node]) {
        depth++;
    }
    return depth;
}

static void list_children(struct arena *arena, struct composite_tree *tree, const struct growing *growing) {
    tree->first = arena_array(arena, tree->count, sizeof *tree->first);
    tree->counts = arena_array(arena, tree->count, sizeof *tree->counts);
    tree->children = arena_array(arena, tree->count, sizeof *tree->children);
    size_t next = 0;
    for (size_t node = tree->leaf_count; node < tree->count; node++) {
        tree->first[node] = next;
        for (size_t child = 0; child < tree->count; child++) {
            if (growing->parents[child] == node) {
                tree->children[next++] = child;
            }
        }
        tree->counts[node] = next - tree->first[node];
    }
}

/* Deepest first. */
static void order_nodes(struct arena *arena, struct composite_tree *tree, const struct growing *growing) {
    tree->order = arena_array(arena, tree->count, sizeof *tree->order);
    size_t next = 0;
    for (size_t depth = tree->count + 1; depth-- > 0;) {
        for (size_t node = tree->leaf_count; node < tree->count; node++) {
            if (depth_of(growing, node) == depth) {
                tree->order[next++] = node;
            }
        }
    }
}

const struct composite_tree *composite_tree_make(struct arena *arena, const struct structure *structure,
                                                 const struct panel *panel) {
    struct composite_tree *tree = arena_alloc(arena, sizeof *tree);
    size_t most = panel->column_count + structure->count + 1;
    struct growing growing = { arena_array(arena, most, sizeof(char *)), arena_array(arena, most, sizeof(size_t)),
                               panel->column_count };
    for (size_t i = 0; i < panel->column_count; i++) {
        growing.codes[i] = panel_code(panel, i);
    }
    grow(arena, &growing, structure);
    tree->count = growing.count;
    tree->leaf_count = panel->column_count;
    tree->weights = arena_array(arena, tree->count, sizeof *tree->weights);
    for (size_t i = 0; i < tree->count; i++) {
        tree->weights[i] = structure_find(structure, growing.codes[i])->weight;
    }
    list_children(arena, tree, &growing);
    order_nodes(arena, tree, &growing);
    tree->values = arena_array(arena, tree->count, sizeof(double));
    tree->part_values = arena_array(arena, tree->count, sizeof(double));
    tree->part_weights = arena_array(arena, tree->count, sizeof(double));
    return tree;
}

double composite_tree_value(const struct composite_tree *tree, const double *leaves, const struct composite_means *means) {
    memcpy(tree->values, leaves, tree->leaf_count * sizeof *leaves);
    size_t inner = tree->count - tree->leaf_count;
    for (size_t i = 0; i < inner; i++) {
        size_t node = tree->order[i];
        for (size_t k = 0; k < tree->counts[node]; k++) {
            size_t child = tree->children[tree->first[node] + k];
            tree->part_values[k] = tree->values[child];
            tree->part_weights[k] = means->weights[child];
        }
        tree->values[node] =
            aggregate_values(tree->part_values, tree->part_weights, tree->counts[node], means->kind, means->coverage);
    }
    return tree->values[tree->count - 1];
}
