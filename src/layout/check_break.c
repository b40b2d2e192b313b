/* What a page break tore apart. */
#include "layout/check_private.h"

#include <math.h>
#include <string.h>

/* The block that an item of the running text belongs to; NULL for notes and artifacts. */
static const struct node *block_of(const struct sheet *sheet, const struct page_item *item) {
    const struct document *document = sheet->setter->job->document;
    if (item->role != ITEM_ORIGINAL || item->node == 0 || item->node > document->node_count) {
        return NULL;
    }
    const struct node *block = NULL;
    for (const struct node *node = document_node(document, item->node); node; node = node->parent) {
        if (node->kind == NODE_FOOTNOTE) {
            return NULL;
        }
        block = !block && !node_is_inline(node) ? node : block;
    }
    return block;
}

static bool has_parent(const struct node *node, enum node_kind kind) {
    while (node && node->kind != kind) {
        node = node->parent;
    }
    return node != NULL;
}

/* True for what belongs to the block behind it. */
static bool is_leading(const struct node *block) {
    if (block->kind == NODE_HEADING || block->kind == NODE_CAPTION) {
        return true;
    }
    if (block->kind == NODE_BLOCK) {
        return strcmp(block->text, "headline") == 0;
    }
    for (const struct node *node = block; node; node = node->parent) {
        if (node->kind == NODE_ROW) {
            return node->header;
        }
    }
    return false;
}

/* The item at either end of the running text of a page; NULL if there is none. */
static const struct page_item *end_item(const struct sheet *sheet, const struct page *page, bool last) {
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[last ? page->count - 1 - i : i];
        if (block_of(sheet, item)) {
            return item;
        }
    }
    return NULL;
}

static size_t count_lines(const struct sheet *sheet, const struct page *page, const struct node *block) {
    size_t lines = 0;
    double y = -1;
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        bool raised = item->kind == ITEM_TEXT && item->run->rise != 0;
        if (!raised && block_of(sheet, item) == block && fabs(item->y - y) > CHECK_SLACK) {
            y = item->y;
            lines++;
        }
    }
    return lines;
}

/* One line of a paragraph that goes on on the next page, alone on either. */
static void check_widow(const struct sheet *sheet, const struct page_item *item, const struct node *block) {
    const struct page *next = &sheet->pages->pages[sheet->number + 1];
    const struct page_item *first = end_item(sheet, next, false);
    if (block->kind != NODE_PARAGRAPH || has_parent(block, NODE_TABLE) || !first || block_of(sheet, first) != block) {
        return;
    }
    if (count_lines(sheet, sheet->page, block) < 2) {
        sheet_report(sheet, DIAG_CODE_LAYOUT_WIDOW, item, sheet_quote(sheet, item->run));
    } else if (count_lines(sheet, next, block) < 2) {
        struct sheet other = *sheet;
        other.number++;
        sheet_report(&other, DIAG_CODE_LAYOUT_WIDOW, first, sheet_quote(sheet, first->run));
    }
}

void check_breaks(const struct sheet *sheet) {
    if (!sheet->is_framed || sheet->number + 1 >= sheet->pages->count) {
        return;
    }
    const struct page_item *last = end_item(sheet, sheet->page, true);
    const struct node *block = last ? block_of(sheet, last) : NULL;
    if (!block || last->kind != ITEM_TEXT) {
        return;
    }
    if (is_leading(block)) {
        sheet_report(sheet, DIAG_CODE_LAYOUT_PARTED, last, sheet_quote(sheet, last->run));
    }
    check_widow(sheet, last, block);
}
