/* A drawing as a template asks for it: kind, selection, options; for directive_figure.c and directive_cover.c. */
#ifndef ALMANAC_TEMPLATE_REQUEST_H
#define ALMANAC_TEMPLATE_REQUEST_H

#include "template/fill.h"

struct outline;

/* What the YAML says, its expressions parsed. */
struct plan {
    struct source_pos pos;
    fragment kind, span;
    const struct formula *data;
    const struct formula **also; /* further series, each a column */
    size_t also_count;
    fragment by, sort, limit, year, from, to;
    fragment subject; /* a code; NULL: the document's */
    fragment *columns;
    size_t column_count;
    fragment *rows;
    size_t row_count;
    const struct outline *body; /* of a diagram; NULL: a chart */
    bool ranked;
    bool faulty; /* its data cannot be read, which has been said: a drawing in running text is left out */
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

/* The drawing that the attributes of node describe: []{chart=kind data="…" key=value}; and the icon that a cell names.
 * NULL if they name none. */
const struct plan *plan_inline(struct reading *reading, const struct node *node);
const struct plan *plan_icon(struct reading *reading, const struct node *node);
/* The drawing that the map under key describes, with its kind; NULL if there is none, or after a diagnostic. */
struct plan *plan_of_drawing(struct reading *reading, const struct yaml *map, const char *key);

/* A drawing in running text with the keys of map. */
struct plan *plan_of_keys(struct reading *reading, const struct yaml *map, struct source_pos pos);

/* What stands over a drawing, for its text alternative. */
struct request_titles {
    const char *headline, *subtitle;
};

/* Asks for the drawing at graphic. Returns its series, or NULL if it needs none or none could be found. */
const struct series *request_add(struct filling *filling, const struct plan *plan, struct node *graphic,
                                 struct request_titles titles);

/* Selects from data, the value of plan->data, what the other keys ask for; false after a diagnostic. */
bool request_select(struct filling *filling, const struct plan *plan, struct value data, struct grid_cell *grid);

/* Asks for the drawing at graphic, which stands in running text. Returns false if there is nothing to draw: its data
 * are an empty text, because ?? said so. */
bool request_inline(struct filling *filling, const struct plan *plan, struct node *graphic);
/* The same for data that have been evaluated. */
bool request_draw(struct filling *filling, const struct plan *plan, struct value data, struct node *graphic);

#endif
