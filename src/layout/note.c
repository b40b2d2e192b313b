/* Footnotes: number and text over the text span. */
#include "layout/block.h"

#include <math.h>

struct galley footnote_set(struct setter *setter, const struct node *note) {
    const struct text_style *style = setter_style(setter, STYLE_FOOTNOTE);
    struct text_style *number = setter_recast(setter, style, setter_style(setter, STYLE_SOURCE_STRONG));
    number->colour = setter_colour(setter, COLOUR_SUBJECT);
    struct span span = setter_span(setter, "text");
    const char *text = note->label ? note->label : "";
    double indent = fmax(setter_number(setter, NUMBER_FOOTNOTE_INDENT), setter_width(setter, number, text) + style->size / 2);
    struct galley lines = {0};
    struct column column =
        column_new(&lines, (struct span){span.x + indent, span.width - indent}, STYLE_FOOTNOTE);
    column.packed = true;
    block_set_children(setter, &column, note);
    if (lines.count == 0) {
        galley_add(setter->arena, &lines)->pos = note->pos;
    }
    struct slice first = {.pos = note->pos};
    struct label label = {.style = number,
                          .text = text,
                          .x = span.x,
                          .y = lines.slices[0].baseline,
                          .node = note->id,
                          .role = ITEM_ORIGINAL,
                          .part = PART_LABEL,
                          .origin = {.kind = ORIGIN_COUNTER, .pos = note->pos},
                          .pos = note->pos};
    setter_label(setter, &first, &label);
    first.height = lines.slices[0].height;
    first.baseline = lines.slices[0].baseline;
    first.after = lines.slices[0].after;
    slice_add_slice(setter->arena, &first, &lines.slices[0], 0);
    slice_anchor_node(setter, &first, note, span.x);
    lines.slices[0] = first;
    return lines;
}
