#include "drawing/pages.h"

#include "base/buffer.h"
#include "drawing/dump.h"

static const char *const role_names[] = {
    [ITEM_ORIGINAL] = "original", [ITEM_REPEAT] = "repeat",         [ITEM_HEADER] = "header",
    [ITEM_FOOTER] = "footer",     [ITEM_BACKGROUND] = "background", [ITEM_DECORATION] = "decoration",
};

const struct anchor *pages_anchor(const struct pages *pages, uint32_t node) {
    for (size_t i = 0; i < pages->anchor_count; i++) {
        if (pages->anchors[i].node == node) {
            return &pages->anchors[i];
        }
    }
    return NULL;
}

/* " original 12", " original 12.1 label": role, node with the number of a later fragment, and the part of the node. */
static void dump_place(struct buffer *out, const struct page_item *item) {
    buffer_print(out, " %s", role_names[item->role]);
    if (item->node) {
        buffer_print(out, " %u", (unsigned)item->node);
    }
    if (item->fragment) {
        buffer_print(out, ".%u", (unsigned)item->fragment);
    }
    if (item->part == PART_LABEL) {
        buffer_text(out, " label");
    }
}

static void dump_box(struct buffer *out, const struct page_item *item) {
    dump_number(out, item->x);
    dump_number(out, item->y);
    dump_number(out, item->width);
    dump_number(out, item->height);
}

static void dump_text_item(struct buffer *out, const struct page_item *item) {
    buffer_text(out, "  text");
    dump_number(out, item->x);
    dump_number(out, item->y);
    dump_place(out, item);
    dump_run(out, item->run);
    dump_origin(out, item->origin);
}

static void dump_item(struct buffer *out, const struct page_item *item) {
    switch (item->kind) {
    case ITEM_TEXT:
        dump_text_item(out, item);
        break;
    case ITEM_RECT:
        buffer_text(out, "  rect");
        dump_box(out, item);
        dump_place(out, item);
        dump_colour(out, item->colour);
        break;
    case ITEM_DRAWING:
        buffer_text(out, "  drawing");
        dump_box(out, item);
        dump_place(out, item);
        break;
    }
    buffer_byte(out, '\n');
}

static void dump_anchors(struct buffer *out, const struct pages *pages, size_t page) {
    for (size_t i = 0; i < pages->anchor_count; i++) {
        const struct anchor *anchor = &pages->anchors[i];
        if (anchor->page == page) {
            buffer_print(out, "  anchor %u", (unsigned)anchor->node);
            dump_number(out, anchor->x);
            dump_number(out, anchor->y);
            buffer_byte(out, '\n');
        }
    }
}

void pages_dump(const struct pages *pages, struct buffer *out) {
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->pages[i];
        buffer_print(out, "page %zu \"%s\" %s", i + 1, page->label ? page->label : "", page->master);
        dump_number(out, page->width);
        dump_number(out, page->height);
        buffer_byte(out, '\n');
        for (size_t k = 0; k < page->count; k++) {
            dump_item(out, &page->items[k]);
        }
        dump_anchors(out, pages, i);
    }
}
