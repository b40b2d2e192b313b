/* What stands above and below a figure or table: its caption block and its source. */
#ifndef ALMANAC_LAYOUT_CAPTION_H
#define ALMANAC_LAYOUT_CAPTION_H

#include "layout/inline.h"

/* The rule, label, headline and subtitle of figure over span as one slice. continued: a table's caption on a further
 * page, with the word for it behind the label; all of it an artifact. */
struct slice caption_set(struct setter *setter, const struct node *figure, struct span span);
struct slice caption_set_continued(struct setter *setter, const struct node *figure, struct span span);

/* Source and remarks of figure in one paragraph, so much lower [pt]; height 0 if there are none. */
struct slice source_set(struct setter *setter, const struct node *figure, struct span span, double above);

/* Adds " (continued)" behind what inlines hold, in the face of notes and the size of style; it belongs to node. */
void inlines_add_continued(struct inlines *inlines, const struct text_style *style, const struct node *node);

/* Turns all of slice into a repetition that readers leave out. */
void slice_repeat(struct slice *slice);

#endif
