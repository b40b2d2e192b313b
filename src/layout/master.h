/* What stands on a page around its content: edge tab, running head, foot. */
#ifndef ALMANAC_LAYOUT_MASTER_H
#define ALMANAC_LAYOUT_MASTER_H

#include "layout/edge.h"

/* A page as its master sees it. */
struct master_page {
    const char *master;
    bool opens;   /* a chapter begins on it */
    bool is_left; /* its number is even */
    struct edge_fields fields;
};

/* Tab and running head of a page; nothing for one that fills itself. */
void master_begin(struct setter *setter, struct slice *slice, const struct master_page *page);

/* The foot. */
void master_end(struct setter *setter, struct slice *slice, const struct master_page *page);

/* True if what stands on a page of this master keeps to no frame. */
bool master_fills(const char *name);

/* The running head on a divider's ground. */
void master_divider_head(struct setter *setter, struct slice *page);

#endif
