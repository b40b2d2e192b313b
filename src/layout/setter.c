#include "layout/setter.h"

#include "base/arena.h"
#include "drawing/drawing.h"
#include "text/font.h"

#include <assert.h>
#include <string.h>

double setter_number(const struct setter *setter, enum theme_number number) {
    return setter->theme->numbers[number];
}

const struct text_style *setter_style(const struct setter *setter, enum theme_style style) {
    return &setter->theme->styles[style];
}

struct colour setter_colour(const struct setter *setter, enum theme_colour colour) {
    return setter->theme->colours[colour];
}

const struct page_format *setter_format(const struct setter *setter, const char *master) {
    return strcmp(master, "landscape") == 0 ? &setter->theme->landscape : &setter->theme->page;
}

struct span setter_span(const struct setter *setter, const char *name) {
    const struct page_format *format = setter->format ? setter->format : &setter->theme->page;
    struct span span = {format->left, format->width - format->left - format->right};
    bool found = format_span(format, name, &span);
    assert(found);
    (void)found;
    return span;
}

bool setter_has_side(const struct setter *setter) {
    return (setter->format ? setter->format : &setter->theme->page)->side_columns > 0;
}

const struct drawing *setter_drawing(const struct setter *setter, const struct node *graphic) {
    const struct layout_job *job = setter->job;
    if (graphic->graphic == 0 || graphic->graphic > job->drawing_count) {
        return NULL;
    }
    return job->drawings[graphic->graphic - 1];
}

double style_baseline(const struct text_style *style) {
    const struct face_metrics *metrics = face_metrics(style->face);
    double middle = (double)(metrics->ascender + metrics->descender) / (2.0 * metrics->units_per_em);
    return style->leading / 2 + style->size * middle;
}

double setter_width(struct setter *setter, const struct text_style *style, const char *text) {
    return text_width(setter->job->shaper, style, setter->job->document->language, text);
}

double setter_label(struct setter *setter, struct slice *slice, const struct label *label) {
    const char *text = arena_text(setter->arena, label->text);
    struct shaped shaped = text_shape(setter->arena, setter->job->shaper, setter->diag, label->style,
                                      setter->job->document->language, text, strlen(text), label->pos);
    double x = label->right ? label->x - shaped.width : label->x;
    for (size_t i = 0; i < shaped.count; i++) {
        struct set_item item = {.item = {.kind = ITEM_TEXT,
                                         .role = label->role,
                                         .part = label->part,
                                         .node = label->node,
                                         .x = x,
                                         .y = label->y,
                                         .width = shaped.runs[i].width,
                                         .run = &shaped.runs[i],
                                         .origin = label->origin}};
        slice_add_item(setter->arena, slice, &item);
        x += shaped.runs[i].width;
    }
    return shaped.width;
}

struct text_style *setter_resize(struct setter *setter, const struct text_style *style, double size) {
    struct text_style *copy = arena_alloc(setter->arena, sizeof *copy);
    *copy = *style;
    copy->size = size;
    return copy;
}

struct text_style *setter_recast(struct setter *setter, const struct text_style *style,
                                 const struct text_style *other) {
    struct text_style *copy = arena_alloc(setter->arena, sizeof *copy);
    *copy = *style;
    copy->face = other->face;
    copy->colour = other->colour;
    return copy;
}
