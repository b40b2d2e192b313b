/* Blocks: one row of the tables in block.c for each kind of node and each role, one function each in the file of its
 * name. */
#ifndef ALMANAC_LAYOUT_BLOCK_H
#define ALMANAC_LAYOUT_BLOCK_H

#include "layout/inline.h"
#include "layout/paragraph.h"

/* Sets node, or all children of node, below what column holds. */
void block_set(struct setter *setter, struct column *column, const struct node *node);
void block_set_children(struct setter *setter, struct column *column, const struct node *node);

/* Sets the inlines from first on, which stand directly in a block, as a paragraph. Returns what follows them. */
const struct node *block_set_inlines(struct setter *setter, struct column *column, const struct node *first);

/* Adds a block that was set by itself. start is where it may begin in the document's own flow. */
void column_add(struct setter *setter, struct column *column, const struct galley *block, enum slice_start start);

/* Adds a block of the full width, below whatever stands in the side span. */
void column_add_wide(struct setter *setter, struct column *column, const struct galley *block);

/* Adds a slice that fills a page of its own. */
void column_add_page(struct setter *setter, struct column *column, struct slice *page);

/* Gives what waits for the side span a place of its own: no text follows it. */
void column_flush_side(struct setter *setter, struct column *column);

/* A column for blocks that stand by themselves: span, set into galley. */
struct column column_new(struct galley *galley, struct span span, enum theme_style style);

/* A paragraph of inlines over column, without hyphenation and indents. */
struct paragraph paragraph_in(const struct column *column, const struct text_style *style);

/* The functions behind the rows of block.c. */
void heading_set(struct setter *setter, struct column *column, const struct node *node);
void headline_set(struct setter *setter, struct column *column, const struct node *node);
void list_set(struct setter *setter, struct column *column, const struct node *node);
void callout_set(struct setter *setter, struct column *column, const struct node *node);
void side_set(struct setter *setter, struct column *column, const struct node *node);
void key_figures_set(struct setter *setter, struct column *column, const struct node *node);
void bibliography_set(struct setter *setter, struct column *column, const struct node *node);
void figure_set(struct setter *setter, struct column *column, const struct node *node);
void columns_set(struct setter *setter, struct column *column, const struct node *node);
void table_set(struct setter *setter, struct column *column, const struct node *node);
void contents_set(struct setter *setter, struct column *column, const struct node *node);
void divider_set(struct setter *setter, struct column *column, const struct node *node);
void cover_set(struct setter *setter, struct column *column, const struct node *node);
void masthead_set(struct setter *setter, struct column *column, const struct node *node);

void rows_set(struct setter *setter, struct column *column, const struct node *node);
void definitions_set(struct setter *setter, struct column *column, const struct node *node);
void signatures_set(struct setter *setter, struct column *column, const struct node *node);
void index_set(struct setter *setter, struct column *column, const struct node *node);
void box_set(struct setter *setter, struct column *column, const struct node *node);
void title_page_set(struct setter *setter, struct column *column, const struct node *node);
void picture_set(struct setter *setter, struct column *column, const struct node *node);
void imprint_set(struct setter *setter, struct column *column, const struct node *node);
void slide_set(struct setter *setter, struct column *column, const struct node *node);

void text_columns_set(struct setter *setter, struct column *column, const struct node *node);
void landscape_set(struct setter *setter, struct column *column, const struct node *node);
void landscape_figure_set(struct setter *setter, struct column *column, const struct node *node);

/* Says of block, a figure by itself, where it may stand: the attribute place of node, or where it is met. */
void figure_place_block(struct setter *setter, struct galley *block, const struct node *node);

/* Anchors the start of slice for node. */
void slice_anchor_node(struct setter *setter, struct slice *slice, const struct node *node, double x);

/* A list of entries with folios, as it stands in a divider. */
void chapter_contents_set(struct setter *setter, struct column *column, const struct node *node);

/* The text of a footnote, line by line: number and text, text span. */
struct galley footnote_set(struct setter *setter, const struct node *note);

#endif
