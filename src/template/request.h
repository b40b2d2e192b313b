/* A drawing as a template asks for it: kind, selection, options; for directive_figure.c and directive_cover.c. */
#ifndef ALMANAC_TEMPLATE_REQUEST_H
#define ALMANAC_TEMPLATE_REQUEST_H

#include "template/fill.h"

/* What the YAML says, its expressions parsed. */
struct plan {
    struct source_pos pos;
    fragment kind, span;
    const struct formula *data;
    fragment by, sort, limit, year;
    fragment *columns;
    size_t column_count;
    fragment *rows;
    size_t row_count;
    bool ranked;
    struct plan_option *options;
    size_t option_count, option_capacity;
};

struct plan_option {
    const char *key;
    fragment value;
    struct source_pos pos;
};

/* Reads the keys of a drawing from map; own lists keys, NULL-terminated, that mean something else there. */
void plan_read(struct reading *reading, const struct yaml *map, const char *const own[], struct plan *plan);

/* What stands over a drawing, for its text alternative. */
struct request_titles {
    const char *headline, *subtitle;
};

/* Asks for the drawing at graphic. Returns its series, or NULL if it needs none or none could be found. */
const struct series *request_add(struct filling *filling, const struct plan *plan, struct node *graphic,
                                 struct request_titles titles);

#endif
