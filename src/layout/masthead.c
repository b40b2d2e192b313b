/* The head of a document of one page: a line, the title, a sentence, further blocks, and a drawing at the right edge. */
#include "layout/block.h"

#include "base/arena.h"
#include "base/diag.h"
#include "drawing/drawing.h"

#include <math.h>
#include <string.h>

/* A masthead while it is set. */
struct masthead {
    struct setter *setter;
    struct slice slice;
    struct span text; /* beside the drawing */
    double y;         /* below what is set */
};

static const struct node *find_graphic(const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_GRAPHIC) {
            return child;
        }
    }
    return NULL;
}

/* Places the drawing at the right edge and takes its width from the text. */
static void set_graphic(struct masthead *masthead, const struct node *graphic) {
    struct setter *setter = masthead->setter;
    const struct drawing *drawing = setter_drawing(setter, graphic);
    if (!drawing) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_NO_DRAWING, graphic->pos, NULL);
        return;
    }
    double width = drawing_width(drawing), height = drawing_height(drawing);
    struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                     .role = ITEM_ORIGINAL,
                                     .node = graphic->id,
                                     .x = masthead->text.x + masthead->text.width - width,
                                     .width = width,
                                     .height = height,
                                     .drawing = drawing}};
    slice_add_item(setter->arena, &masthead->slice, &item);
    masthead->slice.height = height;
    masthead->text.width -= width + setter->theme->page.gutter;
}

/* The lines of node in style, below what is set. */
static void set_lines(struct masthead *masthead, const struct node *node, enum theme_style role,
                      const struct text_style *style) {
    struct setter *setter = masthead->setter;
    struct inlines inlines = inlines_new(setter, role, style);
    inlines_add(&inlines, node);
    struct galley lines = {0};
    struct paragraph paragraph = {
        .style = style, .x = masthead->text.x, .width = masthead->text.width, .form = FORM_BALANCED};
    paragraph_set(setter, &lines, &inlines, &paragraph);
    struct slice merged = galley_merge(setter->arena, &lines);
    slice_add_slice(setter->arena, &masthead->slice, &merged, masthead->y);
    masthead->y += merged.height;
}

/* The title is as large as that of a divider; a longer one as large as the width allows, not below a heading's size. */
static const struct text_style *title_style(const struct masthead *masthead, const struct node *title) {
    struct setter *setter = masthead->setter;
    const struct text_style *heading = setter_style(setter, STYLE_H1);
    const struct text_style *style = setter_recast(setter, setter_style(setter, STYLE_DIVIDER_TITLE), heading);
    struct inlines inlines = inlines_new(setter, STYLE_H1, style);
    inlines_add(&inlines, title);
    double natural = inlines.count ? paragraph_measure(setter, &inlines).most : 0;
    if (natural <= masthead->text.width) {
        return style;
    }
    double size = floor(style->size * masthead->text.width / natural * 4) / 4;
    struct text_style *smaller = setter_resize(setter, style, fmax(size, heading->size));
    smaller->leading = size < heading->size ? heading->leading : style->leading;
    return smaller;
}

/* A block of the body, as it stands in a column of its own. */
static void set_block(struct masthead *masthead, const struct node *node) {
    struct setter *setter = masthead->setter;
    struct galley galley = {0};
    struct column column = column_new(&galley, masthead->text, STYLE_BODY);
    block_set(setter, &column, node);
    struct slice merged = galley_merge(setter->arena, &galley);
    masthead->y += setter_number(setter, NUMBER_FIGURE_BEFORE);
    slice_add_slice(setter->arena, &masthead->slice, &merged, masthead->y);
    masthead->y += merged.height;
}

static bool is_line(const struct node *node, const char *role) {
    return node->kind == NODE_BLOCK && strcmp(node->text, role) == 0;
}

static void set_child(struct masthead *masthead, const struct node *child) {
    struct setter *setter = masthead->setter;
    bool is_title = child->kind == NODE_HEADING && node_has_class(child, "unnumbered") && child->level == 1;
    if (is_title) {
        slice_add_anchor(setter->arena, &masthead->slice,
                         (struct anchor){.node = child->id, .x = masthead->text.x, .y = masthead->y});
        set_lines(masthead, child, STYLE_H1, title_style(masthead, child));
    } else if (is_line(child, "masthead-eyebrow")) {
        set_lines(masthead, child, STYLE_EYEBROW, setter_style(setter, STYLE_EYEBROW));
    } else if (!is_line(child, "masthead-lead")) {
        set_block(masthead, child);
    } else {
        const struct text_style *lead = setter_recast(setter, setter_style(setter, STYLE_DIVIDER_LEAD),
                                                      setter_style(setter, STYLE_LEAD));
        set_lines(masthead, child, STYLE_LEAD, lead);
    }
}

void masthead_set(struct setter *setter, struct column *column, const struct node *node) {
    struct masthead masthead = {.setter = setter, .text = setter_span(setter, "full")};
    const struct node *graphic = find_graphic(node);
    if (graphic) {
        set_graphic(&masthead, graphic);
    }
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind != NODE_GRAPHIC) {
            set_child(&masthead, child);
        }
    }
    masthead.slice.height = fmax(masthead.slice.height, masthead.y);
    masthead.slice.pos = node->pos;
    struct galley block = {0};
    *galley_add(setter->arena, &block) = masthead.slice;
    column_add_wide(setter, column, &block);
}
