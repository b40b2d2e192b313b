/* The rows of the table of directives, each in the file of its theme; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_DIRECTIVE_H
#define ALMANAC_TEMPLATE_DIRECTIVE_H

#include "template/fill.h"

/* directive_block.c */
extern const struct directive directive_divider, directive_side, directive_callout, directive_columns, directive_keep,
    directive_landscape, directive_filler, directive_box, directive_title_page,
    directive_imprint, directive_toc, directive_page_break;
/* directive_pairs.c */
extern const struct directive directive_definitions, directive_form, directive_glossary, directive_index,
    directive_signatures;
/* directive_image.c */
extern const struct directive directive_image;
/* directive_cite.c */
extern const struct directive directive_how_to_cite;
/* directive_slide.c */
extern const struct directive directive_slide;
/* directive_flow.c */
extern const struct directive directive_for, directive_if, directive_elif, directive_else, directive_let;
/* directive_text.c */
extern const struct directive directive_include, directive_insert;
/* directive_figure.c */
extern const struct directive directive_chart, directive_diagram, directive_table;
/* directive_row.c */
extern const struct directive directive_row, directive_cell;
/* directive_list.c */
extern const struct directive directive_ticks;
/* annex.c */
extern const struct directive directive_methods;
/* abbreviation.c */
extern const struct directive directive_abbreviations;
/* directive_cover.c, directive_key_figures.c, bibliography.c */
extern const struct directive directive_cover, directive_key_figures, directive_bibliography;
/* directive_masthead.c */
extern const struct directive directive_masthead;

#endif
