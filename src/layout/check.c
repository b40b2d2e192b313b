#include "layout/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/check_private.h"
#include "layout/master.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* Bytes of a text that messages repeat. */
#define QUOTE_MAX 40

struct source_pos sheet_position(const struct sheet *sheet, const struct page_item *item) {
    const struct document *document = sheet->setter->job->document;
    if (item->node > 0 && item->node <= document->node_count) {
        return document_node(document, item->node)->pos;
    }
    return item->origin.pos;
}

const char *sheet_quote(const struct sheet *sheet, const struct glyph_run *run) {
    size_t size = run->text_size < QUOTE_MAX ? run->text_size : QUOTE_MAX;
    while (size > 0 && size < run->text_size && ((unsigned char)run->text[size] & 0xC0) == 0x80) {
        size--;
    }
    while (size > 0 && run->text[size - 1] == ' ') {
        size--;
    }
    return arena_print(sheet->setter->arena, "\"%.*s\"", (int)size, run->text);
}

void sheet_report(const struct sheet *sheet, enum diag_code code, const struct page_item *item, const char *detail) {
    diag_add(sheet->setter->diag, code, sheet_position(sheet, item), "page %zu: %s", sheet->number + 1, detail);
}

/* Left and right margins hold for all; top and bottom for what belongs to the text of a page with a frame. */
static bool is_outside(const struct sheet *sheet, const struct ink *box, double edge) {
    bool may_bleed = !box->run && sheet->is_cover; /* a drawing on a cover may reach its edge */
    const struct page_format *format = sheet->format;
    const struct page *page = sheet->page;
    double least = sheet->is_framed ? format->top : 0;
    bool whole = !sheet->is_framed && !sheet->is_divider;
    double most = whole ? page->height : format->top + format->frame_height;
    bool numeral = box->run && box->run->size > 100; /* its stem, not its box, stands on the edge */
    double right = page->width - (may_bleed ? 0 : format->right);
    return (box->left < format->left - edge && !numeral) || box->right > right + edge ||
           box->top < least - edge || box->bottom > most + edge;
}

static bool is_content(const struct page_item *item) {
    return item->role == ITEM_ORIGINAL || item->role == ITEM_REPEAT;
}

static void check_places(const struct sheet *sheet) {
    for (size_t i = 0; i < sheet->inks.count; i++) {
        struct ink ink = sheet->inks.items[i];
        const struct page_item *item = &sheet->page->items[ink.item];
        ink.bottom = fmin(ink.bottom, ink.drawn ? ink.bottom : item->y);
        if (is_content(item) && is_outside(sheet, &ink, CHECK_SLACK + ink.run->size * 0.1)) {
            sheet_report(sheet, DIAG_CODE_LAYOUT_OUTSIDE, item, sheet_quote(sheet, ink.run));
        }
    }
    for (size_t i = 0; i < sheet->page->count; i++) {
        const struct page_item *item = &sheet->page->items[i];
        struct ink box = {.left = item->x,
                          .right = item->x + item->width,
                          .top = item->y,
                          .bottom = item->y + item->height};
        if (item->kind == ITEM_DRAWING && is_content(item) && is_outside(sheet, &box, CHECK_SLACK)) {
            sheet_report(sheet, DIAG_CODE_LAYOUT_OUTSIDE, item, "drawing");
        }
    }
}

/* The last page of a chapter, and one that fills itself, may end where they end. */
static void check_fill(const struct sheet *sheet, const struct flow_result *flow) {
    size_t i = sheet->number;
    const struct page_format *format = sheet->format;
    size_t next = i + 1;
    while (next < flow->pages->count && flow->fills[next].alone) {
        next++;
    }
    bool last = next == flow->pages->count || flow->fills[next].opens;
    double empty = format->top + format->frame_height - flow->fills[i].bottom;
    bool own = flow->fills[i].opens && !sheet->is_framed;
    if (!last && !own && strcmp(sheet->page->master, "contents") != 0 && empty > format->frame_height / 3) {
        diag_add(sheet->setter->diag, DIAG_CODE_LAYOUT_EMPTY_THIRD, flow->fills[i].pos, "page %zu: %.0f of %.0f pt",
                 i + 1, empty, format->frame_height);
    }
}

void pages_check(struct setter *setter, const struct flow_result *flow) {
    for (size_t i = 0; i < flow->pages->count; i++) {
        const struct page *page = &flow->pages->pages[i];
        struct page_format format = *setter_format(setter, page->master);
        double shift = page_shift(setter, page->master, i);
        format.left += shift;
        format.right -= shift;
        struct sheet sheet = {.setter = setter,
                              .pages = flow->pages,
                              .page = page,
                              .number = i,
                              .is_framed = !master_fills(page->master),
                              .is_cover = strcmp(page->master, "cover") == 0,
                              .is_divider = strcmp(page->master, "divider") == 0,
                              .format = &format};
        page_read(setter->scratch, page, &sheet.inks, &sheet.areas);
        check_places(&sheet);
        check_overlaps(&sheet);
        check_types(&sheet);
        check_breaks(&sheet);
        check_grid(&sheet);
        check_fill(&sheet, flow);
        arena_clear(setter->scratch);
    }
    check_distances(setter, flow->pages);
    arena_clear(setter->scratch);
}
