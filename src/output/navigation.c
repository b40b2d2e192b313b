#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "output/object.h"
#include "output/page_label.h"
#include "output/pdf.h"
#include "output/tags.h"
#include "output/writer.h"

#include <stdlib.h>
#include <string.h>

/* OUTLINE_DEPTH: deepest heading in the outline. OUTLINE_OPEN: levels whose entries show those below them from the start. */
enum { OUTLINE_DEPTH = 3, OUTLINE_OPEN = 1 };

/* SLUG_MOST: bytes of a name that is made from words. */
enum { SLUG_MOST = 60 };

#define NO_ENTRY SIZE_MAX

struct entry {
    const struct node *node;
    int level;
    size_t parent, previous, next, first, last; /* entries; NO_ENTRY if none */
    size_t shown;                               /* entries below it that are seen when it is open */
    uint32_t object;
};

struct outline {
    struct entry *entries; /* 0 is the root */
    size_t count, capacity;
};

static size_t add_entry(struct arena *arena, struct outline *outline, struct entry entry) {
    outline->entries = arena_grow(arena, outline->entries, outline->count, &outline->capacity, sizeof *outline->entries);
    outline->entries[outline->count] = entry;
    return outline->count++;
}

/* Hangs the last entry behind its elder siblings. */
static void hang(struct outline *outline, size_t number) {
    struct entry *entry = &outline->entries[number], *parent = &outline->entries[entry->parent];
    entry->previous = parent->last;
    if (parent->last != NO_ENTRY) {
        outline->entries[parent->last].next = number;
    } else {
        parent->first = number;
    }
    parent->last = number;
}

static int level_of(const struct tag *tag) {
    return tag && tag->is_used && tag->type >= TAG_H1 && tag->type <= TAG_H6 ? (int)(tag->type - TAG_H1) + 1 : 0;
}

static struct outline build_outline(const struct writer *writer) {
    const struct document *document = writer->job->document;
    struct outline outline = { .count = 0 };
    struct entry none = { NULL, 0, NO_ENTRY, NO_ENTRY, NO_ENTRY, NO_ENTRY, NO_ENTRY, 0, 0 };
    size_t last = add_entry(writer->arena, &outline, none);
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        const struct tag *tag = node->kind == NODE_HEADING ? writer->tags->by_node[node->id - 1] : NULL;
        int level = tag && tag->node == node ? level_of(tag) : 0;
        if (level == 0 || level > OUTLINE_DEPTH || !tags_place(writer->tags, node->id).is_known) {
            continue;
        }
        struct entry entry = none;
        entry.node = node;
        entry.level = level;
        for (entry.parent = last; outline.entries[entry.parent].level >= level;) {
            entry.parent = outline.entries[entry.parent].parent;
        }
        last = add_entry(writer->arena, &outline, entry);
        hang(&outline, last);
    }
    return outline;
}

static bool is_open(const struct entry *entry) {
    return entry->level <= OUTLINE_OPEN;
}

/* From the end, so that what is below an entry is known before it is asked. */
static void count_shown(struct outline *outline) {
    for (size_t i = outline->count; i-- > 1;) {
        const struct entry *entry = &outline->entries[i];
        outline->entries[entry->parent].shown += 1 + (is_open(entry) ? entry->shown : 0);
    }
}

static void add_link_to(const struct outline *outline, struct buffer *out, const char *key, size_t number) {
    if (number != NO_ENTRY) {
        buffer_text(out, key);
        object_reference(out, outline->entries[number].object);
    }
}

static void write_entry(const struct writer *writer, const struct outline *outline, size_t number) {
    const struct entry *entry = &outline->entries[number];
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, number == 0 ? "/Type/Outlines" : "/Title");
    if (number != 0) {
        struct tag_place place = tags_place(writer->tags, entry->node->id);
        object_text(&body, writer_words(writer, entry->node));
        buffer_text(&body, "/Dest");
        writer_destination(writer, &body, place.page, (struct point){ 0, place.y });
    }
    add_link_to(outline, &body, "/Parent ", entry->parent);
    add_link_to(outline, &body, "/Prev ", entry->previous);
    add_link_to(outline, &body, "/Next ", entry->next);
    add_link_to(outline, &body, "/First ", entry->first);
    add_link_to(outline, &body, "/Last ", entry->last);
    if (entry->shown > 0) {
        buffer_print(&body, "/Count %s%zu", is_open(entry) ? "" : "-", entry->shown);
    }
    objects_fill(writer->objects, entry->object, body.data);
}

static void add_outline(struct writer *writer, struct buffer *catalog) {
    struct outline outline = build_outline(writer);
    if (outline.count < 2) {
        return;
    }
    count_shown(&outline);
    for (size_t i = 0; i < outline.count; i++) {
        outline.entries[i].object = objects_reserve(writer->objects);
    }
    for (size_t i = 0; i < outline.count; i++) {
        write_entry(writer, &outline, i);
    }
    buffer_text(catalog, "/PageMode/UseOutlines/Outlines ");
    object_reference(catalog, outline.entries[0].object);
}

/* A name and what it leads to: sorted by bytes, as a name tree must be. */
struct name {
    const char *name;
    uint32_t node;   /* of a destination */
    uint32_t object; /* of an attachment */
};

static int compare_names(const void *a, const void *b) {
    const struct name *left = a, *right = b;
    return strcmp(left->name, right->name);
}

/* "The regions, 2020" as "the-regions-2020": letters of ASCII and digits alone go into addresses as they are. */
static const char *slug_of(struct arena *arena, const char *words) {
    struct buffer slug = buffer_new(arena);
    for (; *words && slug.size < SLUG_MOST; words++) {
        char small = *words >= 'A' && *words <= 'Z' ? (char)(*words - 'A' + 'a') : *words;
        bool is_kept = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
        if (is_kept) {
            buffer_byte(&slug, small);
        } else if (slug.size > 0 && slug.data[slug.size - 1] != '-' && (unsigned char)small < 0x80) {
            buffer_byte(&slug, '-');
        }
    }
    while (slug.size > 0 && slug.data[slug.size - 1] == '-') {
        slug.data[--slug.size] = '\0';
    }
    return slug.size > 0 ? slug.data : NULL;
}

/* What a place is called in an address, "report.pdf#figure-3": its identifier; without one, a heading's number ("section-1.2") or
 * words ("the-regions"), "figure-3", "table-2". NULL for all else. */
static const char *destination_name(struct arena *arena, const struct node *node) {
    const char *identifier = node_identifier(node);
    if (identifier && identifier[0]) {
        return identifier;
    }
    if (node->kind == NODE_HEADING) {
        return node->label && node->label[0] ? arena_print(arena, "section-%s", node->label)
                                             : slug_of(arena, node_plain_text(arena, node));
    }
    bool is_numbered = node->kind == NODE_FIGURE && node->text && node->number > 0;
    return is_numbered ? arena_print(arena, "%s-%lu", node->text, (unsigned long)node->number) : NULL;
}

static uint32_t add_destinations(struct writer *writer) {
    const struct document *document = writer->job->document;
    struct name *names = arena_array(writer->arena, document->node_count, sizeof *names);
    size_t count = 0;
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        const char *name = destination_name(writer->arena, node);
        if (name && tags_place(writer->tags, node->id).is_known) {
            names[count++] = (struct name){ .name = name, .node = node->id };
        }
    }
    qsort(names, count, sizeof *names, compare_names);
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Names[");
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(names[i].name, names[i - 1].name) == 0) {
            continue; /* said when the document was numbered: the first holds */
        }
        struct tag_place place = tags_place(writer->tags, names[i].node);
        object_string(&body, names[i].name);
        writer_destination(writer, &body, place.page, (struct point){ 0, place.y });
        buffer_byte(&body, '\n');
    }
    buffer_byte(&body, ']');
    return count > 0 ? objects_add(writer->objects, body.data) : 0;
}

static uint32_t add_files(struct writer *writer) {
    struct name *names = arena_array(writer->arena, writer->attachment_count, sizeof *names);
    for (size_t i = 0; i < writer->attachment_count; i++) {
        names[i] = (struct name){ .name = writer->attachments[i].name, .object = writer->attachments[i].object };
    }
    qsort(names, writer->attachment_count, sizeof *names, compare_names);
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Names[");
    for (size_t i = 0; i < writer->attachment_count; i++) {
        object_string(&body, names[i].name);
        buffer_print(&body, "%lu 0 R\n", (unsigned long)names[i].object);
    }
    buffer_byte(&body, ']');
    return writer->attachment_count > 0 ? objects_add(writer->objects, body.data) : 0;
}

void writer_add_navigation(struct writer *writer, struct buffer *catalog) {
    add_outline(writer, catalog);
    buffer_text(catalog, "/PageLabels<</Nums[");
    page_labels_write(writer->arena, writer->job->pages, catalog);
    buffer_text(catalog, "]>>/Names<<");
    uint32_t destinations = add_destinations(writer), files = add_files(writer);
    if (destinations != 0) {
        buffer_print(catalog, "/Dests %lu 0 R", (unsigned long)destinations);
    }
    if (files != 0) {
        buffer_print(catalog, "/EmbeddedFiles %lu 0 R", (unsigned long)files);
    }
    buffer_text(catalog, ">>");
}
