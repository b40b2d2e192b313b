/* One pass over a filled tree that fixes every number but page numbers: chapters and sections, figures and tables, notes; resolves
 * references and builds the contents. After it the tree is const. */
#ifndef ALMANAC_DOCUMENT_NUMBER_H
#define ALMANAC_DOCUMENT_NUMBER_H

#include "document/node.h"

struct arena;
struct diag;

/* Words a document needs in its language; from labels.<lang>.yaml of the template. */
struct labels {
    const char *figure, *table, *contents, *figures, *tables, *in_this_chapter, *source, *note, *continued, *section, *page;
};

/* Numbers document in place.
 * - Headings level 1 with class "chapter" count 1, 2, …; headings level 2 below them 1.1, 1.2, …; class "unnumbered" and everything outside chapters have no number.
 * - NODE_FIGURE: label "Figure n" or "Table n" as text of its NODE_CAPTION "label" (origin: counter).
 * - Footnotes: 1, 2, … in order of their marks; the NODE_FOOTNOTE nodes stay where the reader put them; a mark without note and a note without mark are
 *   diagnosed (NOTE_WITHOUT_TEXT, NOTE_UNUSED).
 * - References get target and printed text ("Figure 1", "Section 1.1"; figure labels keep together by U+00A0); an unknown id is REFERENCE_UNKNOWN, a duplicate id ID_TWICE.
 * - NODE_BLOCK "toc" receives children: NODE_BLOCK "toc-entry" for every heading of level 1 and 2 (target, level, label: section number; children: NODE_REFERENCE-free copy
 *   of the heading's inlines, then NODE_PAGE_NUMBER); then NODE_BLOCK "toc-figures" and "toc-tables" (each: a NODE_HEADING-like NODE_PARAGRAPH title, then "toc-entry" blocks with
 *   label "Figure 1" and the headline) unless empty.
 * - NODE_BLOCK "divider" receives at its place a NODE_BLOCK "chapter-contents" with "toc-entry" blocks of its level 2 headings. */
void document_number(struct arena *arena, struct diag *diag, struct document *document, const struct labels *labels);

#endif
