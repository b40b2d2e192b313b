/* Lists collected from the text when all of it is known: glossary, index; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_COLLECTION_H
#define ALMANAC_TEMPLATE_COLLECTION_H

#include "template/fill.h"

/* A name and what it means. */
struct pair {
    const char *key; /* as written */
    struct source_pos pos;
    fragment term, text;
};

struct pairs {
    struct pair *items;
    size_t count;
};

/* Adds the pair as a block to to. */
struct node *pair_fill(struct filling *filling, struct node *to, const struct pair *pair);

/* Remembers a block to be filled at the end; pairs NULL: an index. */
struct collection {
    struct node *block;
    const struct pairs *pairs;
};
void collection_add(struct filling *filling, struct node *block, const struct pairs *pairs);

#endif
