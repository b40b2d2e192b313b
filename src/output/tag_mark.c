#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "document/node.h"
#include "drawing/drawing.h"
#include "output/tags.h"

#include <math.h>
#include <string.h>

/* Text reaches about so far above its baseline and below it, in parts of its size. */
#define TEXT_ABOVE 0.8
#define TEXT_BELOW 0.22

struct rect tags_item_box(const struct page_item *item) {
    if (item->kind != ITEM_TEXT) {
        return (struct rect){ item->x, item->y, item->width, item->height };
    }
    double size = item->run->size;
    return (struct rect){ item->x, item->y - item->run->rise - TEXT_ABOVE * size, item->width,
                          (TEXT_ABOVE + TEXT_BELOW) * size };
}

struct rect tags_join_boxes(struct rect a, struct rect b) {
    double left = fmin(a.x, b.x), top = fmin(a.y, b.y);
    double right = fmax(a.x + a.width, b.x + b.width), bottom = fmax(a.y + a.height, b.y + b.height);
    return (struct rect){ left, top, right - left, bottom - top };
}

/* --- places --- */

/* The first item of a node is also the first of the nodes around it that had none yet. */
static void find_places(struct tags *tags) {
    for (size_t page = 0; page < tags->pages->count; page++) {
        for (size_t i = 0; i < tags->pages->pages[page].count; i++) {
            const struct page_item *item = &tags->pages->pages[page].items[i];
            if (item->role != ITEM_ORIGINAL || item->node == 0) {
                continue;
            }
            struct rect box = tags_item_box(item);
            const struct node *node = document_node(tags->document, item->node);
            for (; node && !tags->places[node->id - 1].is_known; node = node->parent) {
                tags->places[node->id - 1] = (struct tag_place){ true, (uint32_t)page, box.x, box.y };
            }
        }
    }
}

struct tag_place tags_place(const struct tags *tags, uint32_t node) {
    if (node == 0 || node > tags->document->node_count) {
        return (struct tag_place){ .is_known = false };
    }
    const struct anchor *anchor = pages_anchor(tags->pages, node);
    if (anchor && anchor->page < tags->pages->count) {
        return (struct tag_place){ true, anchor->page, anchor->x, anchor->y };
    }
    return tags->places[node - 1];
}

/* --- figures --- */

static bool has_text(const struct drawing *drawing) {
    size_t count = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].kind == DRAW_TEXT) {
            return true;
        }
    }
    return false;
}

static const char *alternative_of(const struct page_item *item) {
    const char *alternative = drawing_alternative(item->drawing);
    return alternative && alternative[0] ? alternative : NULL;
}

/* The caption's words, for a figure that has no alternative of its own. */
static const char *caption_text(struct tags *tags, const struct node *graphic) {
    struct buffer text = buffer_new(tags->arena);
    if (!graphic->parent || graphic->parent->kind != NODE_FIGURE) {
        return NULL;
    }
    for (const struct node *child = graphic->parent->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION) {
            buffer_text(&text, text.size > 0 ? ". " : "");
            buffer_text(&text, node_plain_text(tags->arena, child));
        }
    }
    return text.size > 0 ? text.data : NULL;
}

/* The Figure that shows item, or NULL for decoration. A drawing in a line of text without alternative is told by the text it holds. */
static struct tag *figure_for(struct tags *tags, const struct node *node, const struct page_item *item, uint32_t page) {
    const char *alternative = alternative_of(item);
    if (!alternative && node->kind == NODE_GRAPHIC && node->parent && node->parent->kind == NODE_FIGURE) {
        alternative = caption_text(tags, node);
        if (tags->diag) {
            diag_add(tags->diag, DIAG_CODE_PDF_NO_ALTERNATIVE, node->parent->pos, "%s", alternative ? alternative : "");
        }
    }
    if (!alternative) {
        const struct node *around = node->kind == NODE_GRAPHIC && node->parent ? node->parent : node;
        return has_text(item->drawing) ? tags_for(tags, around, item->part) : NULL;
    }
    struct tag *figure = tags_for(tags, node, item->part);
    if (figure && figure->type != TAG_FIGURE) {
        figure = tag_add(tags, figure, TAG_FIGURE, NULL);
        figure->is_inline = true;
    }
    if (figure && !figure->drawing) {
        figure->drawing = item->drawing;
        figure->alternative = alternative;
        figure->box = tags_item_box(item);
        figure->box_page = page;
    }
    return figure;
}

/* --- marks --- */

static struct tag *tag_of_item(struct tags *tags, const struct page_item *item, uint32_t page) {
    if (item->role != ITEM_ORIGINAL) {
        return NULL;
    }
    if (item->node == 0 || item->node > tags->document->node_count) {
        if (item->kind == ITEM_TEXT && tags->diag) {
            diag_add(tags->diag, DIAG_CODE_PDF_UNTAGGED_TEXT, item->origin.pos, "%.*s", (int)item->run->text_size,
                     item->run->text);
        }
        return NULL;
    }
    const struct node *node = document_node(tags->document, item->node);
    return item->kind == ITEM_DRAWING ? figure_for(tags, node, item, page) : tags_for(tags, node, item->part);
}

/* Artifacts of content that could not be tagged are decoration to a reader. */
static enum item_role artifact_role(const struct page_item *item) {
    return item->role == ITEM_ORIGINAL ? ITEM_DECORATION : item->role;
}

static void add_mark(struct tags *tags, struct mark mark) {
    tags->marks = arena_grow(tags->arena, tags->marks, tags->mark_count, &tags->mark_capacity, sizeof *tags->marks);
    tags->marks[tags->mark_count] = mark;
    if (mark.tag) {
        tag_add_kid(tags, mark.tag, (struct tag_kid){ .kind = KID_MARK, .index = tags->mark_count });
    }
    tags->mark_count++;
}

static void mark_page(struct tags *tags, uint32_t page) {
    const struct page *items = &tags->pages->pages[page];
    uint32_t number = 0;
    size_t first = tags->mark_count;
    for (size_t i = 0; i < items->count; i++) {
        const struct page_item *item = &items->items[i];
        struct tag *tag = tag_of_item(tags, item, page);
        struct mark *last = tags->mark_count > first ? &tags->marks[tags->mark_count - 1] : NULL;
        if (last && last->tag == tag && (tag || last->role == artifact_role(item))) {
            last->count++;
            last->box = tags_join_boxes(last->box, tags_item_box(item));
            continue;
        }
        add_mark(tags, (struct mark){ .tag = tag, .role = artifact_role(item), .page = page, .first = i, .count = 1,
                                      .number = tag ? number : 0, .box = tags_item_box(item) });
        number += tag != NULL;
    }
}

/* Rows and cells of a table are all used, the empty ones too: without them spans and columns would not be right. */
static void use_rows(struct tag *tag) {
    bool is_cell = tag->type == TAG_TH || tag->type == TAG_TD;
    tag->is_used = true;
    for (size_t i = 0; !is_cell && i < tag->count; i++) {
        struct tag *part = tag->kids[i].kind == KID_TAG ? tag->kids[i].tag : NULL;
        if (part && part->type != TAG_CAPTION) {
            use_rows(part);
        }
    }
}

/* Settles which tags say something: those with content or with a tag that does. */
static bool settle(struct tag *tag) {
    for (size_t i = 0; i < tag->count; i++) {
        tag->is_used |= tag->kids[i].kind != KID_TAG || settle(tag->kids[i].tag);
    }
    if (tag->type == TAG_TABLE && tag->is_used) {
        use_rows(tag);
    }
    return tag->is_used;
}

enum { HEADING_LEVELS = 6 };

struct headings {
    int open[HEADING_LEVELS]; /* levels in the document, from the top */
    int count;
};

/* Headings in the order of the tree. Levels that were skipped are closed up: the depth grows by one at most (ISO 14289-1, 7.4.2). */
static void settle_headings(struct headings *headings, struct tag *tag) {
    if (tag->is_used && tag->level > 0) {
        while (headings->count > 0 && headings->open[headings->count - 1] >= tag->level) {
            headings->count--;
        }
        if (headings->count < HEADING_LEVELS) {
            headings->open[headings->count++] = tag->level;
        }
        tag->type = (enum tag_type)(TAG_H1 + headings->count - 1);
    }
    for (size_t i = 0; tag->is_used && i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG) {
            settle_headings(headings, tag->kids[i].tag);
        }
    }
}

struct tags *tags_build(struct arena *arena, struct diag *diag, const struct document *document,
                        const struct pages *pages) {
    struct tags *tags = arena_alloc(arena, sizeof *tags);
    *tags = (struct tags){ .arena = arena, .diag = diag, .document = document, .pages = pages };
    tags->by_node = arena_array(arena, document->node_count, sizeof *tags->by_node);
    tags->labels = arena_array(arena, document->node_count, sizeof *tags->labels);
    tags->places = arena_array(arena, document->node_count, sizeof *tags->places);
    tags->page_marks = arena_array(arena, pages->count + 1, sizeof *tags->page_marks);
    tags->first_marks = arena_array(arena, document->node_count, sizeof *tags->first_marks);
    find_places(tags);
    tags_find_marks(tags);
    tags_check_languages(tags);
    tags_build_blocks(tags);
    for (size_t page = 0; page < pages->count; page++) {
        tags->page_marks[page] = tags->mark_count;
        mark_page(tags, (uint32_t)page);
    }
    tags->page_marks[pages->count] = tags->mark_count;
    struct headings headings = { .count = 0 };
    settle(tags->root);
    settle_headings(&headings, tags->root);
    return tags;
}
