/* Whether the blocks of the document's own flow stand on the page's columns and baselines. */
#include "layout/check_private.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

/* Rounding of positions [pt]. */
#define GRID_SLACK 0.1

static bool is_plain_group(const struct node *node) {
    return node->kind == NODE_DOCUMENT || (node->kind == NODE_BLOCK && strcmp(node->text, "keep") == 0);
}

/* The paragraph, heading or caption of the document's own flow that item belongs to; NULL for all others. */
static const struct node *flow_block(const struct sheet *sheet, const struct page_item *item) {
    const struct document *document = sheet->setter->job->document;
    if (item->kind != ITEM_TEXT || item->role != ITEM_ORIGINAL || item->node == 0 ||
        item->node > document->node_count || item->run->rise != 0) {
        return NULL;
    }
    const struct node *node = document_node(document, item->node);
    while (node && node_is_inline(node)) {
        node = node->parent;
    }
    bool known = node && (node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING);
    return known && node->parent && is_plain_group(node->parent) ? node : NULL;
}

static bool is_column(const struct sheet *sheet, double x) {
    const struct page_format *format = sheet->format;
    double place = (x - format->left) / (format->column_width + format->gutter);
    return fabs(place - round(place)) * (format->column_width + format->gutter) < GRID_SLACK;
}

/* Steps of half the grid between the frame's top and the top of a line of body type. */
static bool is_on_grid(const struct sheet *sheet, const struct page_item *item) {
    const struct text_style *body = setter_style(sheet->setter, STYLE_BODY);
    double half = setter_number(sheet->setter, NUMBER_GRID_STEP) / 2;
    double steps = (item->y - style_baseline(body) - sheet->format->top) / half;
    return fabs(steps - round(steps)) * half < GRID_SLACK;
}

/* The first item of each block on the page is looked at: the others follow from it. */
void check_grid(const struct sheet *sheet) {
    const struct text_style *body = setter_style(sheet->setter, STYLE_BODY);
    const struct node *last = NULL;
    for (size_t i = 0; sheet->is_framed && i < sheet->page->count; i++) {
        const struct page_item *item = &sheet->page->items[i];
        const struct node *block = flow_block(sheet, item);
        if (!block || block == last) {
            continue;
        }
        last = block;
        bool text = block->kind == NODE_PARAGRAPH && item->run->face == body->face && item->run->size == body->size;
        if (!is_column(sheet, item->x)) {
            const char *detail = arena_print(sheet->setter->arena, "%s begins at %.2f pt",
                                             sheet_quote(sheet, item->run), item->x);
            sheet_report(sheet, DIAG_CODE_LAYOUT_OFF_GRID, item, detail);
        } else if (text && !is_on_grid(sheet, item)) {
            const char *detail = arena_print(sheet->setter->arena, "%s has its baseline at %.2f pt",
                                             sheet_quote(sheet, item->run), item->y);
            sheet_report(sheet, DIAG_CODE_LAYOUT_OFF_GRID, item, detail);
        }
    }
}
