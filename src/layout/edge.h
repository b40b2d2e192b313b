/* The texts at the edges of a page, from the patterns of its master. */
#ifndef ALMANAC_LAYOUT_EDGE_H
#define ALMANAC_LAYOUT_EDGE_H

#include "layout/setter.h"

/* What the fields of a pattern print on one page. */
struct edge_fields {
    const struct running *chapter, *section; /* NULL: none */
    const char *page;                        /* its number as it is printed */
    const char *pages;                       /* of all pages; "" while it is not known */
};

/* A line at the head or foot. */
struct edge_line {
    const char *pattern; /* NULL: nothing */
    enum theme_style style;
    enum item_role role;
    double top; /* of a line in style [pt] */
    double indent; /* of a line at the left [pt] */
    bool right;
};

void edge_set(struct setter *setter, struct slice *page, const struct edge_line *line, const struct edge_fields *fields);

#endif
