#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "output/object.h"
#include "output/pdf.h"
#include "output/tags.h"
#include "output/writer.h"

#include <string.h>

/* CONTENTS_LIMIT: bytes of a link's description, of a long note its beginning. */
enum { CONTENTS_LIMIT = 300 };

/* Annotations are printed (bit 3); an icon would neither grow nor turn with the page (bits 4 and 5). Source: ISO 32000-1, table 165. */
enum { FLAGS_OF_LINK = 4, FLAGS_OF_FILE = 4 + 8 + 16 };

/* Boxes of one line touch within this [pt]. */
#define LINE_TOLERANCE 0.5

static struct tag *link_around(struct tag *tag) {
    while (tag && tag->type != TAG_LINK) {
        tag = tag->parent;
    }
    return tag;
}

/* The annotation of tag on page, made if need be. Links follow each other in the marks, so it is one of the last. */
static struct link *link_for(struct writer *writer, struct tag *tag, uint32_t page) {
    for (size_t i = writer->link_count; i > 0 && writer->links[i - 1].page == page; i--) {
        if (writer->links[i - 1].tag == tag) {
            return &writer->links[i - 1];
        }
    }
    writer->links = arena_grow(writer->arena, writer->links, writer->link_count, &writer->link_capacity,
                               sizeof *writer->links);
    tag_add_kid(writer->tags, tag, (struct tag_kid){ .kind = KID_LINK, .index = writer->link_count });
    struct link *link = &writer->links[writer->link_count++];
    *link = (struct link){ .tag = tag, .page = page };
    return link;
}

static bool is_same_line(struct rect a, struct rect b) {
    return b.y < a.y + a.height - LINE_TOLERANCE && a.y < b.y + b.height - LINE_TOLERANCE &&
           b.x < a.x + a.width + b.height && a.x < b.x + b.width + b.height;
}

static void add_box(struct writer *writer, struct link *link, struct rect box) {
    if (link->count > 0 && is_same_line(link->boxes[link->count - 1], box)) {
        link->boxes[link->count - 1] = tags_join_boxes(link->boxes[link->count - 1], box);
        return;
    }
    link->boxes = arena_grow(writer->arena, link->boxes, link->count, &link->capacity, sizeof *link->boxes);
    link->boxes[link->count++] = box;
}

void writer_collect_links(struct writer *writer) {
    struct tags *tags = writer->tags;
    for (size_t i = 0; i < tags->mark_count; i++) {
        const struct mark *mark = &tags->marks[i];
        struct tag *tag = link_around(mark->tag);
        if (!tag) {
            continue;
        }
        struct link *link = link_for(writer, tag, mark->page);
        for (size_t item = mark->first; item < mark->first + mark->count; item++) {
            add_box(writer, link, tags_item_box(&tags->pages->pages[mark->page].items[item]));
        }
    }
    for (size_t i = 0; i < writer->link_count; i++) {
        writer->links[i].object = objects_reserve(writer->objects);
    }
}

/* The tag of the label, "Figure 1", over the figure or table of tag; NULL if none is printed. */
static struct tag *label_tag(const struct tags *tags, const struct tag *tag) {
    const struct node *node = tag->node;
    while (node && node->kind != NODE_FIGURE) {
        node = node->parent;
    }
    for (const struct node *child = node ? node->first : NULL; child; child = child->next) {
        struct tag *label = tags->by_node[child->id - 1];
        if (child->kind == NODE_CAPTION && child->text && strcmp(child->text, "label") == 0 && label && label->is_used) {
            return label;
        }
    }
    return NULL;
}

/* Of the files behind one label, a table's and those of the drawings in it, the label opens the first. */
static bool has_file(const struct tag *label) {
    const struct tag *last = tag_last(label);
    return last && last->type == TAG_ANNOT;
}

void writer_collect_files(struct writer *writer) {
    struct tags *tags = writer->tags;
    for (size_t i = 0; i < writer->attachment_count; i++) {
        const struct attachment *file = &writer->attachments[i];
        struct tag *label = file->tag ? label_tag(tags, file->tag) : NULL;
        if (!label || label->kids[0].kind != KID_MARK || has_file(label)) {
            continue;
        }
        const struct mark *mark = &tags->marks[label->kids[0].index];
        struct tag *tag = tag_add(tags, label, TAG_ANNOT, file->tag->node);
        tag->is_used = true;
        struct link *link = link_for(writer, tag, mark->page);
        link->file = file->object;
        link->file_name = file->name;
        add_box(writer, link, mark->box);
        link->object = objects_reserve(writer->objects);
    }
}

/* An address has ASCII only (ISO 32000-1, 12.6.4.7): other bytes and blanks are written as %XX. */
static void add_address(struct buffer *out, const char *address) {
    struct buffer ascii = buffer_new(out->arena);
    for (const char *byte = address; *byte; byte++) {
        if (*byte <= 0x20 || *byte >= 0x7F) {
            buffer_print(&ascii, "%%%02X", (unsigned)(unsigned char)*byte);
        } else {
            buffer_byte(&ascii, *byte);
        }
    }
    buffer_text(out, "/A<</S/URI/URI");
    object_string(out, ascii.size > 0 ? ascii.data : "");
    buffer_text(out, ">>");
}

static void add_goal(const struct writer *writer, struct buffer *out, struct tag_target target) {
    if (target.address) {
        add_address(out, target.address);
        return;
    }
    struct tag_place place = tags_place(writer->tags, target.node);
    buffer_text(out, "/Dest");
    writer_destination(writer, out, place.page, (struct point){ 0, place.y });
}

/* Cuts text before the character that would pass the limit. */
static const char *shortened(struct arena *arena, const char *text) {
    size_t size = strlen(text);
    if (size <= CONTENTS_LIMIT) {
        return text;
    }
    size = CONTENTS_LIMIT;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--;
    }
    return arena_join(arena, (const char *const[]){ arena_copy(arena, text, size), "\xE2\x80\xA6" }, 2);
}

/* Where a note's own number leads: its mark, and the text that it stands in. */
static const char *describe_mark(const struct writer *writer, const struct node *mark) {
    const struct node *around = mark->parent;
    while (around->parent && node_is_inline(around)) {
        around = around->parent;
    }
    const char *text = node_plain_text(writer->arena, around);
    return arena_join(writer->arena, (const char *const[]){ mark->label ? mark->label : "", ": ", text }, 3);
}

/* Where the link leads, in words of the document itself: the printed text, and behind it what it points to. */
static const char *describe(const struct writer *writer, const struct tag *tag) {
    struct arena *arena = writer->arena;
    const struct node *node = tag->node;
    const char *text = writer_words(writer, node);
    if (tag->target.address) {
        const char *address = tag->target.address;
        return !text[0] || strcmp(text, address) == 0 ? address : arena_join(arena, (const char *const[]){ text, " (", address, ")" }, 4);
    }
    if (tag->target.node == node->id) {
        return describe_mark(writer, node);
    }
    const char *goal = writer_words(writer, document_node(writer->job->document, tag->target.node));
    if (!goal[0]) {
        struct tag_place place = tags_place(writer->tags, tag->target.node);
        return text[0] ? text : arena_print(arena, "%lu", (unsigned long)place.page + 1);
    }
    bool is_goal_enough = node->kind == NODE_NOTE_MARK || node->kind == NODE_BLOCK ||
                          strncmp(goal, text, strlen(text)) == 0;
    return is_goal_enough ? goal : arena_join(arena, (const char *const[]){ text, ": ", goal }, 3);
}

static void add_quads(const struct writer *writer, struct buffer *out, const struct link *link) {
    double height = writer->job->pages->pages[link->page].height;
    buffer_text(out, "/QuadPoints[");
    for (size_t i = 0; i < link->count; i++) {
        struct rect box = link->boxes[i];
        double left = box.x, right = box.x + box.width, top = height - box.y, bottom = top - box.height;
        /* The order that viewers follow: upper corners, then lower ones. */
        const double corners[] = { left, top, right, top, left, bottom, right, bottom };
        for (int corner = 0; corner < 8; corner++) {
            content_number(out, corners[corner], 2);
            buffer_byte(out, ' ');
        }
    }
    buffer_byte(out, ']');
}

/* The label "Figure 1" opens the file. What is printed is all that is to be seen: the appearance, which PDF/A asks for, is empty. */
static void add_file(const struct writer *writer, struct buffer *out, const struct link *link, uint32_t appearance) {
    const struct node *node = link->tag->parent->node;
    buffer_print(out, "/Name/Paperclip/FS %lu 0 R/AP<</N %lu 0 R>>/Contents", (unsigned long)link->file, (unsigned long)appearance);
    object_text(out, arena_print(writer->arena, "%s: %s", node_plain_text(writer->arena, node), link->file_name));
}

static void add_annotation(struct writer *writer, size_t number, uint32_t appearance) {
    const struct link *link = &writer->links[number];
    struct buffer body = buffer_new(writer->arena);
    struct rect box = link->boxes[0];
    for (size_t i = 1; i < link->count; i++) {
        box = tags_join_boxes(box, link->boxes[i]);
    }
    buffer_text(&body, link->file ? "/Type/Annot/Subtype/FileAttachment/F " : "/Type/Annot/Subtype/Link/F ");
    buffer_count(&body, link->file ? FLAGS_OF_FILE : FLAGS_OF_LINK);
    buffer_text(&body, "/Border[0 0 0]/P ");
    object_reference(&body, writer->pages[link->page]);
    buffer_text(&body, "/StructParent ");
    buffer_count(&body, writer->job->pages->count + number);
    buffer_text(&body, "/Rect");
    writer_rect(writer, &body, link->page, box);
    if (link->count > 1) {
        add_quads(writer, &body, link);
    }
    if (link->file) {
        add_file(writer, &body, link, appearance);
    } else {
        add_goal(writer, &body, link->tag->target);
        buffer_text(&body, "/Contents");
        object_text(&body, shortened(writer->arena, describe(writer, link->tag)));
    }
    objects_fill(writer->objects, link->object, body.data);
}

void writer_add_links(struct writer *writer) {
    uint32_t appearance = 0;
    for (size_t i = 0; i < writer->link_count; i++) {
        if (writer->links[i].file && appearance == 0) {
            appearance = objects_stream(writer->objects, "/Type/XObject/Subtype/Form/BBox[0 0 1 1]", "", 0, FILTER_NONE);
        }
        add_annotation(writer, i, appearance);
    }
}
