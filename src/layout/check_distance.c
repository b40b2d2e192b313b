/* How far figures stand from where the text first refers to them. */
#include "layout/check_private.h"

#include "base/arena.h"
#include "base/diag.h"

/* A figure so many pages before or behind its reference is found without searching: on the next spread at most. */
#define PAGES_NEAR 2

/* Pages from 1 on by node id - 1; 0: none. */
struct places {
    size_t *references, *figures;
};

static void read_item(const struct document *document, const struct page_item *item, size_t page,
                      const struct places *places) {
    if (item->role != ITEM_ORIGINAL || item->node == 0 || item->node > document->node_count) {
        return;
    }
    const struct node *node = document_node(document, item->node);
    if (node->kind == NODE_REFERENCE && node->target > 0 && node->target <= document->node_count &&
        places->references[node->target - 1] == 0) {
        places->references[node->target - 1] = page;
    }
}

static size_t distance(size_t a, size_t b) {
    return a > b ? a - b : b - a;
}

void check_distances(struct setter *setter, const struct pages *pages) {
    const struct document *document = setter->job->document;
    size_t count = document->node_count;
    struct places places = {arena_array(setter->scratch, count, sizeof(size_t)),
                            arena_array(setter->scratch, count, sizeof(size_t))};
    for (size_t i = 0; i < pages->count; i++) {
        for (size_t k = 0; k < pages->pages[i].count; k++) {
            read_item(document, &pages->pages[i].items[k], i + 1, &places);
        }
    }
    for (size_t i = pages->anchor_count; i-- > 0;) {
        places.figures[pages->anchors[i].node - 1] = pages->anchors[i].page + 1;
    }
    for (size_t i = 0; i < count; i++) {
        const struct node *node = document_node(document, (uint32_t)i + 1);
        size_t page = places.figures[i], reference = places.references[i];
        if (node->kind == NODE_FIGURE && page > 0 && reference > 0 && distance(page, reference) > PAGES_NEAR) {
            diag_add(setter->diag, DIAG_CODE_LAYOUT_FAR, node->pos, "page %zu: %s, first referred to on page %zu",
                     page, node->label ? node->label : "", reference);
        }
    }
}
