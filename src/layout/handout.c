#include "layout/handout.h"

#include "base/arena.h"
#include "drawing/drawing.h"

#include <math.h>

enum { ACROSS = 2, DOWN = 2, ON_PAGE = ACROSS * DOWN };

/* Where the slides stand on a page. */
struct handout {
    struct setter *setter;
    const struct page_format *format;
    struct pages *pages;
    double factor;
    double across, down; /* [pt] from one slide's corner to the next */
};

static struct page_item item_scale(const struct handout *handout, struct page_item item) {
    struct arena *arena = handout->setter->arena;
    double factor = handout->factor;
    item.x *= factor;
    item.y *= factor;
    item.width *= factor;
    item.height *= factor;
    if (item.drawing) {
        item.drawing = drawing_enlarge(arena, item.drawing, factor);
    }
    if (item.run) {
        struct glyph_run *run = arena_alloc(arena, sizeof *run);
        *run = *item.run;
        run->size *= factor;
        run->width *= factor;
        run->rise *= factor;
        item.run = run;
    }
    return item;
}

static void add_item(struct handout *handout, struct page_item item) {
    struct page *page = &handout->pages->pages[handout->pages->count - 1];
    page->items = arena_grow(handout->setter->arena, page->items, page->count, &page->capacity, sizeof *page->items);
    page->items[page->count++] = item;
}

static void add_rule(struct handout *handout, struct rect rect) {
    add_item(handout, (struct page_item){.kind = ITEM_RECT,
                                         .role = ITEM_DECORATION,
                                         .x = rect.x,
                                         .y = rect.y,
                                         .width = rect.width,
                                         .height = rect.height,
                                         .colour = setter_colour(handout->setter, COLOUR_PEER)});
}

/* A line around the slide, which may be white to its edge. */
static void add_frame(struct handout *handout, struct rect slide) {
    double line = setter_number(handout->setter, NUMBER_STROKE_FOOTNOTE);
    if (!(line > 0)) {
        return;
    }
    add_rule(handout, (struct rect){slide.x - line, slide.y - line, slide.width + 2 * line, line});
    add_rule(handout, (struct rect){slide.x - line, slide.y + slide.height, slide.width + 2 * line, line});
    add_rule(handout, (struct rect){slide.x - line, slide.y, line, slide.height});
    add_rule(handout, (struct rect){slide.x + slide.width, slide.y, line, slide.height});
}

static void begin_page(struct handout *handout) {
    struct arena *arena = handout->setter->arena;
    struct pages *pages = handout->pages;
    pages->pages = arena_grow(arena, pages->pages, pages->count, &pages->capacity, sizeof *pages->pages);
    pages->pages[pages->count++] = (struct page){.width = handout->format->width,
                                                 .height = handout->format->height,
                                                 .master = "handout",
                                                 .label = arena_print(arena, "%zu", pages->count)};
}

/* Corner of slide i on its page. */
static struct point corner(const struct handout *handout, size_t i) {
    size_t place = i % ON_PAGE;
    return (struct point){handout->format->left + (double)(place % ACROSS) * handout->across,
                          handout->format->top + (double)(place / ACROSS) * handout->down};
}

static void add_slide(struct handout *handout, const struct page *slide, size_t i) {
    struct point at = corner(handout, i);
    for (size_t k = 0; k < slide->count; k++) {
        struct page_item item = item_scale(handout, slide->items[k]);
        item.x += at.x;
        item.y += at.y;
        add_item(handout, item);
    }
    add_frame(handout, (struct rect){at.x, at.y, slide->width * handout->factor, slide->height * handout->factor});
}

static void add_foot(struct handout *handout) {
    struct setter *setter = handout->setter;
    const struct text_style *style = setter_style(setter, STYLE_FOLIO);
    const struct page *page = &handout->pages->pages[handout->pages->count - 1];
    struct slice foot = {0};
    struct label label = {.style = style,
                          .text = page->label,
                          .x = page->width - handout->format->right,
                          .y = page->height - setter_number(setter, NUMBER_FOOT_BOTTOM) - style->leading + style_baseline(style),
                          .right = true,
                          .role = ITEM_FOOTER,
                          .origin = {.kind = ORIGIN_COUNTER, .pos = setter->job->document->root->pos},
                          .pos = setter->job->document->root->pos};
    setter_label(setter, &foot, &label);
    for (size_t i = 0; i < foot.count; i++) {
        add_item(handout, foot.items[i].item);
    }
}

static void add_anchors(struct handout *handout, const struct pages *slides) {
    struct arena *arena = handout->setter->arena;
    struct pages *pages = handout->pages;
    pages->anchors = arena_array(arena, slides->anchor_count, sizeof *pages->anchors);
    for (size_t i = 0; i < slides->anchor_count; i++) {
        struct anchor anchor = slides->anchors[i];
        struct point at = corner(handout, anchor.page);
        anchor.x = at.x + anchor.x * handout->factor;
        anchor.y = at.y + anchor.y * handout->factor;
        anchor.page /= ON_PAGE;
        pages->anchors[pages->anchor_count++] = anchor;
    }
}

struct pages *handout_make(struct setter *setter, const struct pages *slides) {
    const struct page_format *format = &setter->theme->landscape, *slide = &setter->theme->page;
    struct handout handout = {.setter = setter, .format = format, .pages = arena_alloc(setter->arena, sizeof *slides)};
    double gap = slide->gutter, foot = 2 * setter_number(setter, NUMBER_FOOT_BOTTOM);
    double width = (format->width - format->left - format->right - gap) / ACROSS;
    double height = (format->height - format->top - foot - gap) / DOWN;
    handout.factor = fmin(width / slide->width, height / slide->height);
    handout.across = width + gap;
    handout.down = slide->height * handout.factor + gap;
    *handout.pages = (struct pages){.slides = slides};
    for (size_t i = 0; i < slides->count; i++) {
        if (i % ON_PAGE == 0) {
            begin_page(&handout);
        }
        add_slide(&handout, &slides->pages[i], i);
        if (i % ON_PAGE == ON_PAGE - 1 || i + 1 == slides->count) {
            add_foot(&handout);
        }
    }
    add_anchors(&handout, slides);
    return handout.pages;
}
