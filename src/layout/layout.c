#include "layout/layout.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/block.h"
#include "layout/check.h"
#include "layout/flow.h"
#include "layout/handout.h"
#include "layout/ornament.h"

#include <string.h>

/* Page numbers may change the number of pages so often before the last ones are printed. */
#define ROUNDS_MAX 4

static int count_digits(size_t number) {
    int digits = 1;
    while (number >= 10) {
        number /= 10;
        digits++;
    }
    return digits;
}

/* Text that fills a page, and figures that do [bytes, count]: to guess how many digits page numbers have, so that one
 * round is enough. */
#define PAGE_BYTES 2600
#define PAGE_FIGURES 3

static int guess_digits(const struct document *document) {
    size_t bytes = 0, figures = 0;
    for (uint32_t id = 1; id <= document->node_count; id++) {
        const struct node *node = document_node(document, id);
        bytes += node->kind == NODE_TEXT && node->text ? strlen(node->text) : 0;
        figures += node->kind == NODE_FIGURE;
    }
    int digits = count_digits(bytes / PAGE_BYTES + figures / PAGE_FIGURES);
    return digits < 2 ? 2 : digits;
}

/* One round: the tree set into a galley, the galley cut into pages. */
static struct flow_result lay_out(struct setter *setter) {
    struct galley galley = {0};
    struct column column = column_new(&galley, setter_span(setter, "text"), STYLE_BODY);
    column.main = true;
    block_set_children(setter, &column, setter->job->document->root);
    return flow_pages(setter, &galley);
}

/* The number of a page as it is printed; of one without a number its place. */
static const char *page_text(struct setter *setter, const struct pages *pages, uint32_t page) {
    const char *label = pages->pages[page].label;
    return *label ? label : arena_print(setter->arena, "%u", (unsigned)page + 1);
}

/* Sets the number of the page on which each reference's node begins, at the right of its place. */
static void fill_numbers(struct setter *setter, const struct flow_result *flow) {
    const struct document *document = setter->job->document;
    const struct anchor **anchors = arena_array(setter->arena, document->node_count, sizeof *anchors);
    for (size_t i = flow->pages->anchor_count; i-- > 0;) {
        anchors[flow->pages->anchors[i].node - 1] = &flow->pages->anchors[i];
    }
    for (size_t i = 0; i < flow->reference_count; i++) {
        const struct page_reference *reference = &flow->references[i];
        struct page_item *item = &flow->pages->pages[reference->page].items[reference->item];
        const struct anchor *anchor =
            reference->node > 0 && reference->node <= document->node_count ? anchors[reference->node - 1] : NULL;
        struct slice slice = {0};
        struct label label = {.style = reference->style,
                              .text = anchor ? page_text(setter, flow->pages, anchor->page) : "",
                              .x = item->x + item->width,
                              .y = item->y,
                              .right = true,
                              .node = item->node,
                              .role = item->role,
                              .part = item->part,
                              .origin = item->origin,
                              .pos = item->origin.pos};
        setter_label(setter, &slice, &label);
        if (slice.count == 1) {
            *item = slice.items[0].item;
        } else {
            struct glyph_run *empty = arena_alloc(setter->arena, sizeof *empty);
            *empty = *item->run;
            empty->count = empty->text_size = 0;
            empty->width = 0;
            item->run = empty;
        }
    }
}

/* Numbers the pieces of each node: 0 on its first page, one more on every further one. */
static void number_fragments(struct setter *setter, struct pages *pages) {
    size_t nodes = setter->job->document->node_count;
    uint32_t *fragments = arena_array(setter->arena, nodes, sizeof *fragments);
    size_t *last = arena_array(setter->arena, nodes, sizeof *last); /* page + 1 */
    for (size_t i = 0; i < pages->count; i++) {
        for (size_t k = 0; k < pages->pages[i].count; k++) {
            struct page_item *item = &pages->pages[i].items[k];
            if (item->node == 0 || item->role != ITEM_ORIGINAL) {
                continue;
            }
            size_t node = item->node - 1;
            if (last[node] != 0 && last[node] != i + 1) {
                fragments[node]++;
            }
            last[node] = i + 1;
            item->fragment = fragments[node];
        }
    }
}

static bool has_index(const struct document *document) {
    bool found = false;
    for (uint32_t id = 1; id <= document->node_count && !found; id++) {
        const struct node *node = document_node(document, id);
        found = node->kind == NODE_BLOCK && strcmp(node->text, "index") == 0;
    }
    return found;
}

/* True if everything stands on the page where it stood before: what an index prints is then right. */
static bool same_places(const struct pages *before, const struct pages *now) {
    bool same = before && before->count == now->count && before->anchor_count == now->anchor_count;
    for (size_t i = 0; same && i < now->anchor_count; i++) {
        same = before->anchors[i].node == now->anchors[i].node && before->anchors[i].page == now->anchors[i].page;
    }
    return same;
}

/* True if a master prints the number of pages. */
static bool names_total(const struct theme *theme) {
    bool found = false;
    for (size_t i = 0; i < theme->master_count; i++) {
        const struct theme_master *master = &theme->masters[i];
        const char *texts[] = {master->head_left, master->head_right, master->foot_left, master->foot_right};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            found = found || (texts[k] && strstr(texts[k], "{pages}"));
        }
    }
    return found;
}

const struct pages *layout_pages(struct arena *arena, struct diag *diag, const struct layout_job *job) {
    struct setter setter = {.arena = arena,
                            .scratch = arena_new(),
                            .job = job,
                            .theme = job->theme,
                            .page_digits = guess_digits(job->document),
                            .page_total = ""};
    struct flow_result flow = {0};
    bool stands = false, indexed = has_index(job->document);
    for (int round = 0; round < ROUNDS_MAX && !stands; round++) {
        setter.diag = diag_new(arena);
        flow = lay_out(&setter);
        int digits = count_digits(flow.pages->count);
        bool moved = indexed && !same_places(setter.before, flow.pages);
        setter.before = flow.pages;
        stands = digits == setter.page_digits || flow.reference_count == 0;
        stands = stands && !moved;
        setter.page_digits = digits;
        if (names_total(setter.theme)) { /* they print how many pages there are: once more */
            const char *total = arena_print(arena, "%zu", flow.pages->count);
            stands = stands && strcmp(total, setter.page_total) == 0;
            setter.page_total = total;
        }
    }
    if (!stands) {
        diag_add(diag, DIAG_CODE_LAYOUT_PAGES_MOVE, job->document->root->pos, NULL);
    }
    fill_numbers(&setter, &flow);
    number_fragments(&setter, flow.pages);
    pages_check(&setter, &flow);
    papers_fill(&setter, flow.pages);
    diag_join(diag, setter.diag);
    arena_close(setter.scratch);
    return job->document->handout ? handout_make(&setter, flow.pages) : flow.pages;
}
