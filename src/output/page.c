#include "base/arena.h"
#include "base/buffer.h"
#include "drawing/drawing.h"
#include "output/content.h"
#include "output/object.h"
#include "output/pdf.h"
#include "output/tags.h"
#include "output/writer.h"

#include <math.h>

void writer_rect(const struct writer *writer, struct buffer *out, uint32_t page, struct rect rect) {
    double height = writer->job->pages->pages[page].height;
    const double sides[] = { rect.x, height - rect.y - rect.height, rect.x + rect.width, height - rect.y };
    for (int i = 0; i < 4; i++) {
        buffer_byte(out, i == 0 ? '[' : ' ');
        content_number(out, sides[i], 2);
    }
    buffer_byte(out, ']');
}

void writer_destination(const struct writer *writer, struct buffer *out, uint32_t page, struct point place) {
    buffer_byte(out, '[');
    object_reference(out, writer->pages[page]);
    buffer_text(out, "/XYZ ");
    content_number(out, place.x, 0);
    buffer_byte(out, ' ');
    content_number(out, writer->job->pages->pages[page].height - place.y, 0);
    buffer_text(out, " null]");
}

/* What an artifact is (ISO 32000-1, 14.8.2.2). A ground also says where it lies. */
static const char *artifact_properties(const struct writer *writer, const struct mark *mark) {
    struct buffer text = buffer_new(writer->arena);
    switch (mark->role) {
    case ITEM_HEADER:
        return "<</Type/Pagination/Subtype/Header/Attached[/Top]>>";
    case ITEM_FOOTER:
        return "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>";
    case ITEM_REPEAT:
        return "<</Type/Pagination>>";
    case ITEM_BACKGROUND:
        buffer_text(&text, "<</Type/Background/BBox");
        writer_rect(writer, &text, mark->page, mark->box);
        buffer_text(&text, ">>");
        return text.data;
    case ITEM_ORIGINAL:
    case ITEM_DECORATION:
        break;
    }
    return "<</Type/Layout>>";
}

/* Word spaces are characters, also at the ends of a paragraph's lines. Pieces that only their places part, a numeral, its title
 * and a folio, get one as well: on one line a gap wider than kerning, elsewhere a step upwards or another size. */
static enum content_end end_of(const struct page_item *item, const struct page_item *next) {
    if (!next || next->kind != ITEM_TEXT) {
        return END_AS_IS;
    }
    double size = fmin(item->run->size, next->run->size), gap = next->x - item->x - item->width;
    if (fabs(next->y - item->y) > item->run->size / 2) {
        return next->y < item->y || item->run->size != next->run->size ? END_WITH_SPACE : END_AS_IS;
    }
    return gap > size / 7 || gap < -item->width ? END_WITH_SPACE : END_AS_IS;
}

/* The block whose text tag is part of. */
static const struct tag *block_of(const struct tag *tag) {
    while (tag && (tag->type == TAG_SPAN || tag->type == TAG_LINK || tag->type == TAG_REFERENCE)) {
        tag = tag->parent;
    }
    return tag;
}

/* The first item of the marked content behind number mark, if it goes on with the text of the same block; else NULL. */
static const struct page_item *goes_on(const struct tags *tags, const struct page *page, size_t mark, size_t end) {
    const struct mark *next = &tags->marks[mark + 1];
    bool is_same = mark + 1 < end && tags->marks[mark].tag && block_of(tags->marks[mark].tag) == block_of(next->tag);
    return is_same ? &page->items[next->first] : NULL;
}

/* next: the item behind it in the text of the same block, NULL at the end. */
static void show_item(struct content *content, const struct page_item *item, const struct page_item *next) {
    switch (item->kind) {
    case ITEM_TEXT:
        content_text(content, item->run, (struct point){ item->x, item->y }, end_of(item, next));
        break;
    case ITEM_RECT:
        content_rect(content, (struct rect){ item->x, item->y, item->width, item->height }, item->colour);
        break;
    case ITEM_DRAWING: {
        size_t count = 0;
        const struct drawing_op *ops = drawing_ops(item->drawing, &count);
        content_frame_begin(content, (struct rect){ item->x, item->y, drawing_width(item->drawing),
                                                    drawing_height(item->drawing) });
        for (size_t i = 0; i < count; i++) {
            content_draw(content, &ops[i]);
        }
        content_frame_end(content);
        break;
    }
    }
}

/* Adds the marked contents first to end of a page. */
static void show_marks(struct writer *writer, struct content *content, const struct page *page, size_t first, size_t end) {
    const struct tags *tags = writer->tags;
    for (size_t i = first; i < end; i++) {
        const struct mark *mark = &tags->marks[i];
        if (mark->tag) {
            content_begin_tag(content, tag_type_name(mark->tag->type), mark->number);
        } else {
            content_begin_artifact(content, artifact_properties(writer, mark));
        }
        const struct page_item *last = &page->items[mark->first + mark->count - 1];
        for (const struct page_item *item = &page->items[mark->first]; item <= last; item++) {
            show_item(content, item, item < last ? item + 1 : goes_on(tags, page, i, end));
        }
        content_end(content);
    }
}

static uint32_t add_content(struct writer *writer, const struct page *page, size_t first, size_t end) {
    struct content *content = content_new(writer->arena, writer->embed, &writer->opacities, page->height);
    show_marks(writer, content, page, first, end);
    const struct buffer *bytes = content_finish(content);
    return objects_stream(writer->objects, "", bytes->data, bytes->size, FILTER_DEFLATE);
}

/* The drawing that the page begins with as its ground; NULL if it begins with something else. */
static const struct page_item *ground_of(const struct writer *writer, uint32_t number) {
    const struct tags *tags = writer->tags;
    const struct mark *mark = &tags->marks[tags->page_marks[number]];
    if (tags->page_marks[number] == tags->page_marks[number + 1] || mark->tag || mark->role != ITEM_BACKGROUND || mark->count != 1) {
        return NULL;
    }
    const struct page_item *item = &writer->job->pages->pages[number].items[mark->first];
    return item->kind == ITEM_DRAWING ? item : NULL;
}

static struct shared_ground *find_ground(struct writer *writer, uint32_t number) {
    const struct page_item *item = ground_of(writer, number);
    for (size_t i = writer->ground_count; item && i-- > 0;) {
        struct shared_ground *ground = &writer->grounds[i];
        if (ground->item->drawing == item->drawing && ground->item->x == item->x && ground->item->y == item->y &&
            ground->page_height == writer->job->pages->pages[number].height) {
            return ground;
        }
    }
    return NULL;
}

static void count_ground(struct writer *writer, uint32_t number) {
    const struct page_item *item = ground_of(writer, number);
    struct shared_ground *known = find_ground(writer, number);
    if (known) {
        known->page_count++;
    } else if (item) {
        writer->grounds = arena_grow(writer->arena, writer->grounds, writer->ground_count, &writer->ground_capacity, sizeof *writer->grounds);
        writer->grounds[writer->ground_count++] =
            (struct shared_ground){ .item = item, .page_height = writer->job->pages->pages[number].height, .page_count = 1 };
    }
}

/* Adds the page's contents: one stream, or that of a ground which other pages have too, and one more. */
static void add_contents(struct writer *writer, struct buffer *body, uint32_t number) {
    const struct page *page = &writer->job->pages->pages[number];
    size_t first = writer->tags->page_marks[number], end = writer->tags->page_marks[number + 1];
    struct shared_ground *ground = find_ground(writer, number);
    bool is_shared = ground && ground->page_count > 1;
    if (is_shared && ground->object == 0) {
        ground->object = add_content(writer, page, first, first + 1);
    }
    uint32_t own = add_content(writer, page, is_shared ? first + 1 : first, end);
    buffer_text(body, is_shared ? "/Contents[" : "/Contents ");
    if (is_shared) {
        object_reference(body, ground->object);
        buffer_byte(body, ' ');
    }
    object_reference(body, own);
    buffer_text(body, is_shared ? "]" : "");
}

static void add_page(struct writer *writer, uint32_t number) {
    const struct page *page = &writer->job->pages->pages[number];
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Type/Page/MediaBox[0 0 ");
    content_number(&body, page->width, 3);
    buffer_byte(&body, ' ');
    content_number(&body, page->height, 3);
    buffer_text(&body, "]/Resources ");
    object_reference(&body, writer->resources);
    add_contents(writer, &body, number);
    buffer_text(&body, "/StructParents ");
    buffer_count(&body, number);
    buffer_text(&body, "/Tabs/S/Group<</S/Transparency/CS/DeviceRGB>>");
    bool is_open = false;
    for (size_t i = 0; i < writer->link_count; i++) {
        if (writer->links[i].page == number) {
            buffer_text(&body, is_open ? " " : "/Annots[");
            object_reference(&body, writer->links[i].object);
            is_open = true;
        }
    }
    buffer_text(&body, is_open ? "]" : "");
    objects_fill(writer->objects, writer->pages[number], body.data);
    objects_add_page(writer->objects, writer->pages[number]);
}

void writer_add_pages(struct writer *writer) {
    for (uint32_t page = 0; page < writer->job->pages->count; page++) {
        count_ground(writer, page);
    }
    for (uint32_t page = 0; page < writer->job->pages->count; page++) {
        add_page(writer, page);
    }
}
