#include "layout/caption.h"

#include "base/arena.h"
#include "layout/block.h"

#include <string.h>

/* The lines of a caption, in their order and styles. */
struct caption_line {
    const char *part;
    enum theme_style style;
};

static const struct caption_line caption_lines[] = {
    {"label", STYLE_CAPTION_LABEL},
    {"headline", STYLE_CAPTION_HEADLINE},
    {"subtitle", STYLE_CAPTION_SUBTITLE},
};

static const struct node *find_caption(const struct node *figure, const char *part) {
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION && strcmp(child->text, part) == 0) {
            return child;
        }
    }
    return NULL;
}

void inlines_add_continued(struct inlines *inlines, const struct text_style *style, const struct node *node) {
    struct setter *setter = inlines->setter;
    const char *text = arena_print(setter->arena, " (%s)", setter->job->labels->continued);
    inlines_add_text(inlines, text, setter_recast(setter, style, setter_style(setter, STYLE_SOURCE)), node,
                     (struct origin){.kind = ORIGIN_LITERAL, .pos = node->pos});
}

static void set_line(struct setter *setter, struct galley *galley, const struct node *caption,
                     const struct caption_line *line, struct span span) {
    struct inlines inlines = inlines_new(setter, line->style, NULL);
    inlines_add(&inlines, caption);
    struct column column = column_new(galley, span, line->style);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, line->style));
    if (line->style == STYLE_CAPTION_HEADLINE) {
        paragraph.form = FORM_BALANCED;
    }
    paragraph_set(setter, galley, &inlines, &paragraph);
}

static struct slice set_caption(struct setter *setter, const struct node *figure, struct span span,
                                const struct galley *lines) {
    double rule = setter_number(setter, NUMBER_STROKE_FIGURE);
    double top = rule + setter_style(setter, STYLE_CAPTION_LABEL)->before;
    struct slice merged = galley_merge(setter->arena, lines);
    struct slice slice = {.pos = figure->pos};
    slice.height = top + merged.height + setter_style(setter, STYLE_CAPTION_SUBTITLE)->after;
    slice_add_rect(setter->arena, &slice, (struct rect){span.x, 0, span.width, rule},
                   setter_colour(setter, COLOUR_INK), ITEM_DECORATION);
    slice_add_slice(setter->arena, &slice, &merged, top);
    return slice;
}

struct slice caption_set(struct setter *setter, const struct node *figure, struct span span) {
    struct galley lines = {0};
    for (size_t i = 0; i < sizeof caption_lines / sizeof *caption_lines; i++) {
        const struct node *caption = find_caption(figure, caption_lines[i].part);
        if (caption) {
            set_line(setter, &lines, caption, &caption_lines[i], span);
        }
    }
    return set_caption(setter, figure, span, &lines);
}

struct slice caption_set_continued(struct setter *setter, const struct node *figure, struct span span) {
    struct galley lines = {0};
    const struct node *label = find_caption(figure, "label");
    if (label) {
        struct inlines inlines = inlines_new(setter, STYLE_CAPTION_LABEL, NULL);
        inlines_add(&inlines, label);
        inlines_add_continued(&inlines, setter_style(setter, STYLE_CAPTION_LABEL), label);
        struct column column = column_new(&lines, span, STYLE_CAPTION_LABEL);
        struct paragraph paragraph = paragraph_in(&column, setter_style(setter, STYLE_CAPTION_LABEL));
        paragraph_set(setter, &lines, &inlines, &paragraph);
    }
    for (size_t i = 1; i < sizeof caption_lines / sizeof *caption_lines; i++) {
        const struct node *caption = find_caption(figure, caption_lines[i].part);
        if (caption) {
            set_line(setter, &lines, caption, &caption_lines[i], span);
        }
    }
    struct slice slice = set_caption(setter, figure, span, &lines);
    slice_repeat(&slice);
    return slice;
}

struct slice source_set(struct setter *setter, const struct node *figure, struct span span, double above) {
    struct inlines inlines = inlines_new(setter, STYLE_SOURCE, NULL);
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_SOURCE) {
            if (inlines.text.size > 0) {
                struct origin origin = {.kind = ORIGIN_LITERAL, .pos = child->pos};
                inlines_add_text(&inlines, " ", NULL, child, origin);
            }
            inlines_add(&inlines, child);
        }
    }
    struct galley lines = {0};
    const struct text_style *style = setter_style(setter, STYLE_SOURCE);
    struct column column = column_new(&lines, span, STYLE_SOURCE);
    struct paragraph paragraph = paragraph_in(&column, style);
    paragraph_set(setter, &lines, &inlines, &paragraph);
    struct slice merged = galley_merge(setter->arena, &lines);
    if (merged.height > 0) {
        struct slice slice = {.height = merged.height + above, .pos = figure->pos};
        slice_add_slice(setter->arena, &slice, &merged, above);
        return slice;
    }
    return merged;
}

void slice_repeat(struct slice *slice) {
    for (size_t i = 0; i < slice->count; i++) {
        struct page_item *item = &slice->items[i].item;
        if (item->role == ITEM_ORIGINAL) {
            item->role = ITEM_REPEAT;
            item->node = 0;
        }
    }
    slice->note_count = 0;
    slice->fault_count = 0;
    slice->anchor_count = 0;
}
