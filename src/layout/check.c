#include "layout/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "text/font.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Text may reach so far beyond its frame, and into another's place [pt]. */
#define TOLERANCE 1.0

/* The ink of a text, near enough: from its cap height to below its baseline. */
struct ink {
    double left, right, top, bottom;
    const struct page_item *item;
    size_t number;
};

static struct source_pos position_of(const struct setter *setter, const struct page_item *item) {
    const struct document *document = setter->job->document;
    if (item->node > 0 && item->node <= document->node_count) {
        return document_node(document, item->node)->pos;
    }
    return item->origin.pos;
}

/* Width of the run without the spaces at its end. */
static double visible_width(const struct glyph_run *run) {
    double width = run->width;
    double scale = run->size / face_metrics(run->face)->units_per_em;
    for (size_t i = run->count; i-- > 0;) {
        const struct glyph *glyph = &run->glyphs[i];
        if (glyph->size != 1 || run->text[glyph->start] != ' ') {
            break;
        }
        width -= glyph->advance * scale + run->tracking * run->size;
    }
    return width;
}

static struct ink ink_of(const struct page_item *item, size_t number) {
    const struct glyph_run *run = item->run;
    const struct face_metrics *metrics = face_metrics(run->face);
    double scale = run->size / metrics->units_per_em;
    double baseline = item->y - run->rise;
    return (struct ink){.left = item->x,
                        .right = item->x + visible_width(run),
                        .top = baseline - metrics->cap_height * scale,
                        .bottom = baseline + 0.15 * run->size,
                        .item = item,
                        .number = number};
}

static int compare_ink(const void *a, const void *b) {
    const struct ink *one = a, *other = b;
    if (one->top != other->top) {
        return one->top < other->top ? -1 : 1;
    }
    return one->number < other->number ? -1 : one->number > other->number;
}

static bool overlaps(const struct ink *a, const struct ink *b) {
    double width = fmin(a->right, b->right) - fmax(a->left, b->left);
    double height = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);
    return width > TOLERANCE && height > TOLERANCE;
}

static void report_overlap(struct setter *setter, size_t page, const struct ink *a, const struct ink *b) {
    diag_add(setter->diag, DIAG_CODE_LAYOUT_OVERLAP, position_of(setter, b->item),
             "\"%.*s\" and \"%.*s\" on page %zu", (int)fmin(40, (double)a->item->run->text_size), a->item->run->text,
             (int)fmin(40, (double)b->item->run->text_size), b->item->run->text, page + 1);
}

/* Texts sorted from the top; each is compared with those that begin before it ends. */
static void check_overlaps(struct setter *setter, const struct page *page, size_t number) {
    struct ink *inks = arena_array(setter->arena, page->count, sizeof *inks);
    size_t count = 0;
    for (size_t i = 0; i < page->count; i++) {
        if (page->items[i].kind == ITEM_TEXT && page->items[i].run->text_size > 0) {
            inks[count] = ink_of(&page->items[i], i);
            count++;
        }
    }
    if (count > 0) {
        qsort(inks, count, sizeof *inks, compare_ink);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && inks[k].top < inks[i].bottom; k++) {
            if (overlaps(&inks[i], &inks[k])) {
                report_overlap(setter, number, &inks[i], &inks[k]);
            }
        }
    }
}

/* Left and right margins hold for all; top and bottom for what belongs to the text of a page with a frame. */
static bool is_outside(const struct setter *setter, const struct page *page, const struct page_item *item) {
    const struct page_format *format = &setter->theme->page;
    bool text = item->kind == ITEM_TEXT;
    double right = item->x + (text ? visible_width(item->run) : item->width);
    double top = text ? ink_of(item, 0).top : item->y;
    double bottom = text ? item->y : item->y + item->height;
    double edge = text ? TOLERANCE + item->run->size * 0.1 : TOLERANCE;
    bool framed = strcmp(page->master, "cover") != 0 && strcmp(page->master, "divider") != 0;
    double least = framed ? format->top : 0;
    double most = framed || strcmp(page->master, "divider") == 0 ? format->top + format->frame_height : page->height;
    bool numeral = text && item->run->size > 100; /* its stem, not its box, stands on the edge */
    return (item->x < format->left - edge && !numeral) || right > page->width - format->right + edge ||
           top < least - edge || bottom > most + edge;
}

static void check_places(struct setter *setter, const struct page *page, size_t number) {
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        bool content = item->role == ITEM_ORIGINAL || item->role == ITEM_REPEAT;
        if (content && item->kind != ITEM_RECT && is_outside(setter, page, item)) {
            int size = item->run ? (int)fmin(40, (double)item->run->text_size) : 0;
            diag_add(setter->diag, DIAG_CODE_LAYOUT_OUTSIDE, position_of(setter, item), "page %zu: %.*s", number + 1,
                     size, item->run ? item->run->text : "");
        }
    }
}

/* The last page of a chapter, and one that fills itself, may end where they end. */
static void check_fill(struct setter *setter, const struct flow_result *flow, size_t i) {
    const struct page_format *format = &setter->theme->page;
    bool last = i + 1 == flow->pages->count || flow->fills[i + 1].opens;
    double empty = format->top + format->frame_height - flow->fills[i].bottom;
    if (!last && strcmp(flow->pages->pages[i].master, "body") == 0 && empty > format->frame_height / 3) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_EMPTY_THIRD, flow->fills[i].pos, "page %zu, %.0f of %.0f pt", i + 1,
                 empty, format->frame_height);
    }
}

void pages_check(struct setter *setter, const struct flow_result *flow) {
    for (size_t i = 0; i < flow->pages->count; i++) {
        check_places(setter, &flow->pages->pages[i], i);
        check_overlaps(setter, &flow->pages->pages[i], i);
        check_fill(setter, flow, i);
    }
}
