/* Page labels: what a reader's window calls each page. For output/ only. */
#ifndef ALMANAC_OUTPUT_PAGE_LABEL_H
#define ALMANAC_OUTPUT_PAGE_LABEL_H

struct arena;
struct buffer;
struct pages;

/* Adds the entries of the number tree, "0<</S/D>> 4<</P(iv)>>": a row of consecutive numbers is one entry, any other label is
 * written as it stands. A page without a printed number takes the one that its neighbours leave for it. */
void page_labels_write(struct arena *arena, const struct pages *pages, struct buffer *out);

#endif
