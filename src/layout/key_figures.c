#include "layout/block.h"

#include <math.h>
#include <string.h>

static const char *const quarters[] = {"quarter-1", "quarter-2", "quarter-3", "quarter-4"};

#define FIGURES_ACROSS (int)(sizeof quarters / sizeof *quarters)

static const struct node *find_part(const struct node *figure, const char *role) {
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_BLOCK && strcmp(child->text, role) == 0) {
            return child;
        }
    }
    return NULL;
}

static struct inlines part_inlines(struct setter *setter, const struct node *part, enum theme_style base,
                                   const struct text_style *style) {
    struct inlines inlines = inlines_new(setter, base, style);
    if (part) {
        inlines_add(&inlines, part);
    }
    return inlines;
}

/* The value's style, smaller if value and unit are wider than their column; said if even the least size is too wide. */
static const struct text_style *fit_value(struct setter *setter, const struct node *value, double width) {
    const struct text_style *style = setter_style(setter, STYLE_KEY_VALUE);
    struct inlines inlines = part_inlines(setter, value, STYLE_KEY_VALUE, style);
    double natural = paragraph_measure(setter, &inlines).most;
    double least = setter_number(setter, NUMBER_KEY_VALUE_MIN);
    if (natural <= width) {
        return style;
    }
    double size = floor(style->size * width / natural);
    return setter_resize(setter, style, fmax(size, least));
}

/* Sets a part on one line from x, baseline at y. Returns its width. */
static double set_part(struct setter *setter, struct slice *slice, const struct node *part, enum theme_style base,
                       const struct text_style *style, struct point at) {
    struct inlines inlines = part_inlines(setter, part, base, style);
    double width = paragraph_measure(setter, &inlines).most;
    struct galley line = {0};
    struct paragraph paragraph = {.style = style, .x = at.x, .width = width + 1};
    paragraph_set(setter, &line, &inlines, &paragraph);
    if (line.count > 0) {
        slice_add_slice(setter->arena, slice, &line.slices[0], at.y - line.slices[0].baseline);
    }
    return width;
}

/* Value and unit on one baseline. Returns the height used. */
static double set_value(struct setter *setter, struct slice *slice, const struct node *figure, struct span span) {
    const struct node *value = find_part(figure, "key-value");
    const struct node *unit = find_part(figure, "key-unit");
    const struct text_style *unit_style = setter_style(setter, STYLE_KEY_UNIT);
    struct inlines inlines = part_inlines(setter, unit, STYLE_KEY_UNIT, unit_style);
    double gap = setter_number(setter, NUMBER_KEY_UNIT_GAP);
    double unit_width = unit ? paragraph_measure(setter, &inlines).most + gap : 0;
    const struct text_style *normal = setter_style(setter, STYLE_KEY_VALUE);
    double top = setter_number(setter, NUMBER_STROKE_ENTRY) + normal->before;
    struct point at = {span.x, top + style_baseline(normal)};
    if (value) {
        const struct text_style *style = fit_value(setter, value, span.width - unit_width);
        at.x += set_part(setter, slice, value, STYLE_KEY_VALUE, style, at);
    }
    if (at.x + unit_width > span.x + span.width + 0.5) {
        slice_add_fault(setter->arena, slice, (struct fault){DIAG_CODE_LAYOUT_OVERFULL, figure->pos, "key figure"});
    }
    at.x += gap;
    if (unit) {
        set_part(setter, slice, unit, STYLE_KEY_UNIT, unit_style, at);
    }
    return top + normal->leading;
}

static void set_lines(struct setter *setter, struct galley *galley, const struct node *part, enum theme_style style,
                      struct span span) {
    if (!part) {
        return;
    }
    struct inlines inlines = inlines_new(setter, style, NULL);
    inlines_add(&inlines, part);
    struct column column = column_new(galley, span, style);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, style));
    paragraph_set(setter, galley, &inlines, &paragraph);
}

/* One figure with its rule, into slice. Returns its height. */
static double set_figure(struct setter *setter, struct slice *slice, const struct node *figure, struct span span) {
    slice_add_rect(setter->arena, slice,
                   (struct rect){span.x, 0, span.width, setter_number(setter, NUMBER_STROKE_ENTRY)},
                   setter_colour(setter, COLOUR_INK), ITEM_DECORATION);
    double height = set_value(setter, slice, figure, span);
    struct galley text = {0};
    set_lines(setter, &text, find_part(figure, "key-label"), STYLE_KEY_LABEL, span);
    set_lines(setter, &text, find_part(figure, "key-comparator"), STYLE_KEY_COMPARATOR, span);
    struct slice merged = galley_merge(setter->arena, &text);
    slice_add_slice(setter->arena, slice, &merged, height);
    return height + merged.height;
}

/* How many figures stand side by side in column, and where the one of this number stands. */
static int across_in(struct setter *setter, const struct column *column) {
    if (column->main) {
        return FIGURES_ACROSS;
    }
    return column->span.width >= setter_span(setter, "text").width - 1 ? FIGURES_ACROSS - 1 : 1;
}

static struct span figure_span(struct setter *setter, const struct column *column, int number) {
    if (column->main) {
        return setter_span(setter, quarters[number]);
    }
    int across = across_in(setter, column);
    double gutter = setter_format(setter, "body")->gutter;
    double width = (column->span.width - gutter * (across - 1)) / across;
    return (struct span){column->span.x + number * (width + gutter), width};
}

/* The block's own heading, above the figures; a divider sets it in the side span. */
static void set_head(struct setter *setter, struct galley *block, const struct node *node,
                     const struct column *column) {
    if (!column->main || !node->label || !*node->label) {
        return;
    }
    const struct text_style *style = setter_style(setter, STYLE_H3);
    struct slice *slice = galley_add(setter->arena, block);
    slice->height = slice->after = style->leading;
    slice->keep = true;
    slice->pos = node->pos;
    struct label label = {.style = style,
                          .text = node->label,
                          .x = setter_span(setter, "full").x,
                          .y = style_baseline(style),
                          .node = node->id,
                          .role = ITEM_ORIGINAL,
                          .origin = {.kind = ORIGIN_LITERAL, .pos = node->pos},
                          .pos = node->pos};
    setter_label(setter, slice, &label);
}

void key_figures_set(struct setter *setter, struct column *column, const struct node *node) {
    struct galley block = {0};
    struct slice *slice = NULL;
    int across = across_in(setter, column), number = 0;
    set_head(setter, &block, node, column);
    for (const struct node *figure = node->first; figure; figure = figure->next) {
        if (number % across == 0) {
            slice = galley_add(setter->arena, &block);
            slice->pos = node->pos;
            slice->before = number == 0 ? 0 : setter_number(setter, NUMBER_GRID_STEP);
        }
        double height = set_figure(setter, slice, figure, figure_span(setter, column, number % across));
        slice->height = fmax(slice->height, height);
        number++;
    }
    if (block.count > 0) {
        block.slices[0].before = column->main ? setter_number(setter, NUMBER_FIGURE_BEFORE) : 0;
        block.slices[block.count - 1].after = setter_number(setter, NUMBER_FIGURE_AFTER);
        column_add_wide(setter, column, &block);
    }
}
