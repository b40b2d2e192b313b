#include "layout/block.h"

static void set_entry(struct setter *setter, struct column *column, const struct node *entry) {
    struct inlines inlines = inlines_new(setter, STYLE_BIBLIOGRAPHY, NULL);
    inlines_add(&inlines, entry);
    struct paragraph paragraph = paragraph_in(column, setter_style(setter, STYLE_BIBLIOGRAPHY));
    paragraph.rest = setter_number(setter, NUMBER_BIBLIOGRAPHY_HANG);
    struct galley block = {0};
    paragraph_set(setter, &block, &inlines, &paragraph);
    if (block.count > 0) {
        slice_anchor_node(setter, &block.slices[0], entry, column->span.x);
    }
    column_add(setter, column, &block, START_FREE);
}

void bibliography_set(struct setter *setter, struct column *column, const struct node *node) {
    for (const struct node *entry = node->first; entry; entry = entry->next) {
        set_entry(setter, column, entry);
    }
}
