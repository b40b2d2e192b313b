#include "template/directive.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/nearest.h"

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

/* Attributes that any block may have. */
static const char *const common_attributes[] = { "lang", "claim", NULL };

enum { ATTRIBUTES_MOST = 7 };

/* Attributes of each directive whose attributes are all known here. */
static const struct {
    const char *directive;
    const char *known[ATTRIBUTES_MOST];
} attributes[] = {
    { "box", { "head" } },
    { "callout", { "head" } },
    { "cell", { "align", "ground", "icon", "rows", "span" } },
    { "chart", { "kind", "least-height", "most-height", "part", "place", "span" } },
    { "columns", { "count", "widths" } },
    { "diagram", { "kind", "least-height", "part", "place", "span" } },
    { "divider", { "contents" } },
    { "filler", { "one-of" } },
    { "glossary", { "all" } },
    { "image", { "least-height", "part", "place", "span" } },
    { "imprint", { NULL } },
    { "index", { NULL } },
    { "keep", { NULL } },
    { "key-figures", { "head" } },
    { "landscape", { NULL } },
    { "methods", { "steps" } },
    { "page-break", { "numbers", "start" } },
    { "row", { "priority" } },
    { "side", { "head" } },
    { "slide", { "eyebrow" } },
    { "table", { "part", "place", "span", "split", "widths" } },
    { "title-page", { NULL } },
    { "toc", { "levels", "lists" } },
};

static bool is_known(const char *const *known, const char *key, struct nearest *nearest) {
    bool found = false;
    for (size_t i = 0; known[i]; i++) {
        found = found || strcmp(known[i], key) == 0;
        nearest_offer(nearest, known[i]);
    }
    return found;
}

void directive_check_attributes(struct reading *reading, const struct node *node) {
    const char *const *known = NULL;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        known = strcmp(attributes[i].directive, node->text) == 0 ? attributes[i].known : known;
    }
    for (size_t i = 0; known && node->attributes && i < node->attributes->count; i++) {
        const struct attribute *item = &node->attributes->items[i];
        struct nearest nearest = nearest_to(item->key);
        bool fits = is_known(known, item->key, &nearest);
        if (!is_known(common_attributes, item->key, &nearest) && !fits) {
            diag_add(reading->diag, DIAG_CODE_TEMPLATE_ATTRIBUTE, item->pos, nearest.name ? "%s: %s; the nearest known one is %s" : "%s: %s",
                     node->text, item->key, nearest.name);
        }
    }
}
