/* The house's own shapes and words on the pages of a master. Used inside layout/ only. */
#ifndef ALMANAC_LAYOUT_ORNAMENT_H
#define ALMANAC_LAYOUT_ORNAMENT_H

struct setter;
struct slice;

/* Sets the ornaments of master into page, whose y counts from the page's top. They are artifacts to a reader. */
void ornaments_set(struct setter *setter, struct slice *page, const char *master);

#endif
