#include "template/directive.h"

#include "base/arena.h"

#include <string.h>

/* A new directive is one row here and one definition in a file of its theme. */
static const struct directive *const rows[] = {
    &directive_cover,   &directive_divider, &directive_toc,     &directive_chart,   &directive_table,
    &directive_key_figures, &directive_side, &directive_callout, &directive_columns, &directive_keep,
    &directive_for,     &directive_if,      &directive_elif,    &directive_else,    &directive_let,
    &directive_row,     &directive_cell,    &directive_ticks,
    &directive_include, &directive_insert,  &directive_bibliography, &directive_page_break, &directive_methods,
    &directive_landscape, &directive_filler, &directive_diagram, &directive_slide,
    &directive_masthead,  &directive_definitions, &directive_form, &directive_abbreviations, &directive_glossary, &directive_index,
    &directive_signatures, &directive_box, &directive_title_page, &directive_imprint, &directive_how_to_cite, &directive_image,
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

const struct directive *directive_find(const char *name) {
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i]->name, name) == 0) {
            return rows[i];
        }
    }
    return NULL;
}

const struct directive_syntax *directive_syntaxes(struct arena *arena) {
    struct directive_syntax *syntaxes = arena_array(arena, ROW_COUNT + 1, sizeof *syntaxes);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        syntaxes[i] = (struct directive_syntax){ rows[i]->name, rows[i]->body };
    }
    return syntaxes;
}
