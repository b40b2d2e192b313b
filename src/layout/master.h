/* What stands on a page around its content: edge tab, running head, foot. */
#ifndef ALMANAC_LAYOUT_MASTER_H
#define ALMANAC_LAYOUT_MASTER_H

#include "layout/setter.h"

/* Tab and running head of a page of this master; nothing for a page that fills itself. */
void master_begin(struct setter *setter, struct slice *page, const char *master);

/* Foot: what runs (may be NULL) at the left, the folio at the right. */
void master_end(struct setter *setter, struct slice *page, const char *master, const struct running *running,
                const char *folio);

/* True if what stands on a page of this master keeps to no frame. */
bool master_fills(const char *name);

/* The running head on a divider's ground. */
void master_divider_head(struct setter *setter, struct slice *page);

#endif
