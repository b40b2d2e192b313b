/* One pass over a filled tree that fixes every number but page numbers: chapters and sections, figures and tables, notes;
 * resolves references and builds the contents. After it the tree is const. */
#ifndef ALMANAC_DOCUMENT_NUMBER_H
#define ALMANAC_DOCUMENT_NUMBER_H

#include "document/node.h"

struct arena;
struct diag;

/* Words a document needs in its language; from labels.<lang>.yaml of the template. */
struct labels {
    const char *figure, *table, *contents, *figures, *tables, *in_this_chapter, *source, *note, *continued;
    const char *section, *page;
    const char *appendix; /* "Annex"; without it, as section */
    const char *et_al;    /* "et al.", where not all authors are named; without it, that */
};

/* Numbers document in place.
 * - Headings of level 1 with class "chapter" count 1, 2, …; headings of level 2 below them 1.1, 1.2, …; class
 *   "unnumbered" and everything outside chapters have no number.
 * - NODE_FIGURE: label "Figure n" or "Table n" as text of its NODE_CAPTION "label" (origin: counter).
 * - Footnotes: 1, 2, … in the order of their marks; the NODE_FOOTNOTE nodes stay where they are. A mark without note
 *   and a note without mark are diagnosed (NOTE_WITHOUT_TEXT, NOTE_UNUSED) and taken out.
 * - References get their target and printed text: "Figure 1", "Section 1.1" (with U+00A0), the words of a heading without
 *   number. An unknown id is REFERENCE_UNKNOWN, a second one ID_TWICE.
 * - NODE_BLOCK "toc" receives a NODE_BLOCK "toc-entry" for every heading of level 1 and 2 without class "unlisted"
 *   (target, level, label: its number; children: a copy of its inlines, then NODE_PAGE_NUMBER); then NODE_BLOCK
 *   "toc-figures" and "toc-tables" unless empty: a NODE_PARAGRAPH with the title, then "toc-entry" blocks with label
 *   "Figure 1" and the headline.
 * - NODE_BLOCK "divider" receives behind its lead a NODE_BLOCK "chapter-contents" with a "toc-entry" for each of its
 *   sections of level 2. */
void document_number(struct arena *arena, struct diag *diag, struct document *document, const struct labels *labels);

#endif
