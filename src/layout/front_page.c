/* Pages of the front matter that fill themselves: the title page, and the imprint at the foot of the one behind it. */
#include "layout/block.h"

#include <math.h>

static double set_at(struct setter *setter, struct slice *page, const struct node *node, enum theme_style style, double y) {
    struct galley galley = {0};
    struct column column = column_new(&galley, setter_span(setter, "full"), style);
    column.span.width = setter_number(setter, NUMBER_H1_WIDTH);
    struct text_style *dark = setter_resize(setter, setter_style(setter, style), setter_style(setter, style)->size);
    dark->colour = setter_colour(setter, COLOUR_INK);
    struct inlines inlines = inlines_new(setter, style, dark);
    inlines_add(&inlines, node);
    struct paragraph paragraph = paragraph_in(&column, dark);
    paragraph.form = FORM_BALANCED;
    paragraph_set(setter, &galley, &inlines, &paragraph);
    struct slice text = galley_merge(setter->arena, &galley);
    slice_add_slice(setter->arena, page, &text, y);
    return y + text.height;
}

/* The heading where a cover has its title; the first paragraph over it, the others below it. */
void title_page_set(struct setter *setter, struct column *column, const struct node *node) {
    struct slice page = {.whole = true, .master = "title", .pos = node->pos};
    double y = setter_number(setter, NUMBER_COVER_TITLE_TOP), step = setter_number(setter, NUMBER_GRID_STEP);
    bool titled = false;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_HEADING && !titled) {
            slice_add_anchor(setter->arena, &page, (struct anchor){.node = child->id, .x = setter->theme->page.left, .y = y});
            y = set_at(setter, &page, child, STYLE_DIVIDER_TITLE, y) + step;
            titled = true;
        } else if (child->kind == NODE_PARAGRAPH && !titled) {
            set_at(setter, &page, child, STYLE_COVER_SERIES, setter_number(setter, NUMBER_COVER_SERIES_TOP));
        } else if (child->kind == NODE_PARAGRAPH) {
            y = set_at(setter, &page, child, STYLE_COVER_SUBTITLE, y) + step;
        } else {
            struct galley galley = {0};
            struct column below = column_new(&galley, setter_span(setter, "text"), STYLE_BODY);
            block_set(setter, &below, child);
            struct slice text = galley_merge(setter->arena, &galley);
            slice_add_slice(setter->arena, &page, &text, y);
            y += text.height + step;
        }
    }
    slice_anchor_node(setter, &page, node, setter->theme->page.left);
    column_add_page(setter, column, &page);
}

/* Small print over the text span, ending where the frame does. */
void imprint_set(struct setter *setter, struct column *column, const struct node *node) {
    struct slice page = {.whole = true, .master = "title", .pos = node->pos};
    const struct page_format *format = setter_format(setter, "body");
    struct galley galley = {0};
    struct column small = column_new(&galley, setter_span(setter, "text"), STYLE_MARGIN_NOTE);
    block_set_children(setter, &small, node);
    struct slice text = galley_merge(setter->arena, &galley);
    double bottom = format->top + format->frame_height;
    slice_add_slice(setter->arena, &page, &text, fmax(format->top, bottom - text.height));
    if (text.height > format->frame_height) {
        slice_add_fault(setter->arena, &page, (struct fault){DIAG_CODE_LAYOUT_TOO_TALL, node->pos, "an imprint"});
    }
    slice_anchor_node(setter, &page, node, setter->theme->page.left);
    column_add_page(setter, column, &page);
}
