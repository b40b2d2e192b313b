#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "output/object.h"
#include "output/pdf.h"
#include "output/tags.h"
#include "output/writer.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of the objects, in the order of the tree. */
static void reserve(struct writer *writer, struct tag *tag) {
    tag->object = objects_reserve(writer->objects);
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG && tag->kids[i].tag->is_used) {
            reserve(writer, tag->kids[i].tag);
        }
    }
}

static void add_figure(const struct writer *writer, struct buffer *out, const struct tag *tag) {
    buffer_text(out, "/Alt");
    object_text(out, tag->alternative ? tag->alternative : "");
    if (tag->drawing) {
        buffer_print(out, "/A<</O/Layout/Placement/%s/BBox", tag->is_inline ? "Inline" : "Block");
        writer_rect(writer, out, tag->box_page, tag->box);
        buffer_text(out, ">>");
    }
}

static void add_attachment(const struct writer *writer, struct buffer *out, const struct tag *tag) {
    for (size_t i = 0; i < writer->attachment_count; i++) {
        if (writer->attachments[i].tag == tag) {
            buffer_print(out, "/AF[%lu 0 R]", (unsigned long)writer->attachments[i].object);
        }
    }
}

static void add_cell(struct buffer *out, const struct tag *tag) {
    static const char *const scopes[] = { [SCOPE_NONE] = "", [SCOPE_COLUMN] = "/Scope/Column", [SCOPE_ROW] = "/Scope/Row" };
    if (tag->scope == SCOPE_NONE && tag->column_span <= 1 && tag->row_span <= 1 && tag->header_count == 0) {
        return;
    }
    buffer_text(out, "/A<</O/Table");
    buffer_text(out, scopes[tag->scope]);
    if (tag->column_span > 1) {
        buffer_print(out, "/ColSpan %d", tag->column_span);
    }
    if (tag->row_span > 1) {
        buffer_print(out, "/RowSpan %d", tag->row_span);
    }
    for (size_t i = 0; i < tag->header_count; i++) {
        buffer_text(out, i == 0 ? "/Headers[" : "");
        object_string(out, tag->headers[i]->identifier);
        buffer_text(out, i + 1 == tag->header_count ? "]" : "");
    }
    buffer_text(out, ">>");
}

/* A list has a numbering only if its items have labels. */
static bool has_labels(const struct tag *list) {
    for (size_t i = 0; i < list->count; i++) {
        const struct tag *item = list->kids[i].kind == KID_TAG ? list->kids[i].tag : NULL;
        if (item && item->count > 0 && item->kids[0].kind == KID_TAG && item->kids[0].tag->type == TAG_LBL &&
            item->kids[0].tag->is_used) {
            return true;
        }
    }
    return false;
}

static void add_attributes(const struct writer *writer, struct buffer *out, const struct tag *tag) {
    if (tag->identifier) {
        buffer_text(out, "/ID");
        object_string(out, tag->identifier);
    }
    if (tag->language) {
        buffer_text(out, "/Lang");
        object_text(out, tag->language);
    }
    if (tag->expansion) {
        buffer_text(out, "/E");
        object_text(out, tag->expansion);
    }
    if (tag->type == TAG_FIGURE || tag->type == TAG_TABLE) {
        add_attachment(writer, out, tag);
    }
    if (tag->type == TAG_FIGURE) {
        add_figure(writer, out, tag);
    } else if (tag->type == TAG_TH || tag->type == TAG_TD) {
        add_cell(out, tag);
    } else if (tag->type == TAG_L && has_labels(tag)) {
        buffer_print(out, "/A<</O/List/ListNumbering/%s>>", tag->is_ordered ? "Decimal" : "Disc");
    }
}

/* The page to which bare marks of tag refer: that of its first content; UINT32_MAX if it has none of its own. */
static uint32_t home_page(const struct writer *writer, const struct tag *tag) {
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_MARK) {
            return writer->tags->marks[tag->kids[i].index].page;
        }
        if (tag->kids[i].kind == KID_LINK) {
            return writer->links[tag->kids[i].index].page;
        }
    }
    return UINT32_MAX;
}

static void add_kid(const struct writer *writer, struct buffer *out, const struct tag_kid *kid, uint32_t home) {
    switch (kid->kind) {
    case KID_TAG:
        object_reference(out, kid->tag->object);
        break;
    case KID_MARK: {
        const struct mark *mark = &writer->tags->marks[kid->index];
        if (mark->page == home) {
            buffer_count(out, mark->number);
        } else {
            buffer_text(out, "<</Type/MCR/Pg ");
            object_reference(out, writer->pages[mark->page]);
            buffer_text(out, "/MCID ");
            buffer_count(out, mark->number);
            buffer_text(out, ">>");
        }
        break;
    }
    case KID_LINK: {
        const struct link *link = &writer->links[kid->index];
        buffer_text(out, "<</Type/OBJR/Obj ");
        object_reference(out, link->object);
        buffer_text(out, "/Pg ");
        object_reference(out, writer->pages[link->page]);
        buffer_text(out, ">>");
        break;
    }
    }
}

static void add_kids(const struct writer *writer, struct buffer *out, const struct tag *tag) {
    uint32_t home = home_page(writer, tag);
    if (home != UINT32_MAX) {
        buffer_text(out, "/Pg ");
        object_reference(out, writer->pages[home]);
    }
    bool is_open = false;
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind != KID_TAG || tag->kids[i].tag->is_used) {
            buffer_text(out, is_open ? " " : "/K[");
            add_kid(writer, out, &tag->kids[i], home);
            is_open = true;
        }
    }
    buffer_text(out, is_open ? "]" : "");
}

/* The Type of a structure element may be left out, and is: there are many. */
static void write_tag(struct writer *writer, const struct tag *tag, uint32_t parent) {
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/S/");
    buffer_text(&body, tag_type_name(tag->type));
    buffer_text(&body, "/P ");
    object_reference(&body, parent);
    add_attributes(writer, &body, tag);
    add_kids(writer, &body, tag);
    objects_fill(writer->objects, tag->object, body.data);
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG && tag->kids[i].tag->is_used) {
            write_tag(writer, tag->kids[i].tag, tag->object);
        }
    }
}

/* From pages and annotations back to tags: each page's list by mark, then each annotation's tag. */
static uint32_t write_parent_tree(struct writer *writer) {
    const struct tags *tags = writer->tags;
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Nums[");
    for (size_t page = 0; page < tags->pages->count; page++) {
        buffer_print(&body, "%zu[", page);
        for (size_t i = tags->page_marks[page]; i < tags->page_marks[page + 1]; i++) {
            if (tags->marks[i].tag) {
                object_reference(&body, tags->marks[i].tag->object);
                buffer_byte(&body, ' ');
            }
        }
        buffer_text(&body, "]\n");
    }
    for (size_t i = 0; i < writer->link_count; i++) {
        buffer_count(&body, tags->pages->count + i);
        buffer_byte(&body, ' ');
        object_reference(&body, writer->links[i].tag->object);
        buffer_byte(&body, '\n');
    }
    buffer_byte(&body, ']');
    return objects_add(writer->objects, body.data);
}

struct named {
    const struct tag **tags;
    size_t count, capacity;
};

static void collect_named(struct arena *arena, struct named *named, const struct tag *tag) {
    if (tag->identifier && tag->is_used) {
        named->tags = arena_grow(arena, named->tags, named->count, &named->capacity, sizeof(const struct tag *));
        named->tags[named->count++] = tag;
    }
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG) {
            collect_named(arena, named, tag->kids[i].tag);
        }
    }
}

static int compare_names(const void *a, const void *b) {
    const struct tag *const *left = a, *const *right = b;
    return strcmp((*left)->identifier, (*right)->identifier);
}

/* Elements with an ID are found by it: notes, and heads that cells call. */
static void add_identifiers(struct writer *writer, struct buffer *root) {
    struct named named = { .count = 0 };
    collect_named(writer->arena, &named, writer->tags->root);
    if (named.count == 0) {
        return;
    }
    qsort(named.tags, named.count, sizeof(const struct tag *), compare_names);
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Names[");
    for (size_t i = 0; i < named.count; i++) {
        object_string(&body, named.tags[i]->identifier);
        buffer_print(&body, "%lu 0 R\n", (unsigned long)named.tags[i]->object);
    }
    buffer_byte(&body, ']');
    buffer_text(root, "/IDTree ");
    object_reference(root, objects_add(writer->objects, body.data));
}

void writer_add_tags(struct writer *writer, struct buffer *catalog) {
    struct tag *root = writer->tags->root;
    uint32_t tree = objects_reserve(writer->objects);
    reserve(writer, root);
    write_tag(writer, root, tree);
    struct buffer body = buffer_new(writer->arena);
    buffer_print(&body, "/Type/StructTreeRoot/K %lu 0 R/ParentTree %lu 0 R/ParentTreeNextKey %zu",
                 (unsigned long)root->object, (unsigned long)write_parent_tree(writer),
                 writer->job->pages->count + writer->link_count);
    add_identifiers(writer, &body);
    objects_fill(writer->objects, tree, body.data);
    buffer_print(catalog, "/StructTreeRoot %lu 0 R/MarkInfo<</Marked true>>", (unsigned long)tree);
}
