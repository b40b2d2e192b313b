#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "document/node.h"
#include "drawing/drawing.h"
#include "output/object.h"
#include "output/pdf.h"
#include "output/tags.h"
#include "output/writer.h"
#include "output/xmp.h"

#include <string.h>

/* The nearest figure around the tag's node, or the node itself; NULL for a drawing without a node of its own. */
static const struct node *figure_node(const struct tag *tag) {
    for (const struct node *node = tag->node; node; node = node->parent) {
        if (node->kind == NODE_FIGURE) {
            return node;
        }
    }
    return tag->node;
}

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

/* A file name that every system takes: the figure's identifier or class, or "figure", in small letters, digits and hyphens. */
static char *stem_of(struct arena *arena, const struct node *node) {
    const char *name = node ? node_identifier(node) : NULL;
    if (!name && node && node->attributes && node->attributes->class_count > 0) {
        name = node->attributes->classes[0];
    }
    char *stem = arena_text(arena, name && name[0] ? name : "figure");
    for (char *byte = stem; *byte; byte++) {
        if (*byte >= 'A' && *byte <= 'Z') {
            *byte = (char)(*byte - 'A' + 'a');
        } else if (!is_name_byte(*byte)) {
            *byte = '-';
        }
    }
    return stem;
}

/* stem.csv, or stem-2.csv and so on where that name is taken. */
static const char *unique_name(struct arena *arena, struct map *names, const char *stem) {
    const char *name = arena_print(arena, "%s.csv", stem);
    for (size_t number = 2; !map_add(names, name, 0); number++) {
        name = arena_print(arena, "%s-%zu.csv", stem, number);
    }
    return name;
}

static uint32_t write_file(struct writer *writer, const struct tag *tag, const char *name) {
    const char *csv = drawing_csv(tag->drawing);
    const char *date = pdf_date(writer->arena, writer->job->date);
    const char *entries = arena_print(writer->arena, "/Type/EmbeddedFile/Subtype/text#2Fcsv/Params<</Size %zu/ModDate(%s)>>",
                                      strlen(csv), date);
    uint32_t file = objects_stream(writer->objects, entries, csv, strlen(csv), FILTER_DEFLATE);
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Type/Filespec/AFRelationship/Data/F");
    object_string(&body, name);
    buffer_text(&body, "/UF");
    object_string(&body, name);
    buffer_print(&body, "/EF<</F %lu 0 R/UF %lu 0 R>>", (unsigned long)file, (unsigned long)file);
    const struct node *node = figure_node(tag);
    const char *words = node ? writer_words(writer, node) : "";
    if (words[0]) {
        buffer_text(&body, "/Desc");
        object_text(&body, words);
    }
    return objects_add(writer->objects, body.data);
}

static void add_attachment(struct writer *writer, struct map *names, struct tag *tag) {
    const char *csv = drawing_csv(tag->drawing);
    if (!csv || !csv[0]) {
        return;
    }
    const char *name = unique_name(writer->arena, names, stem_of(writer->arena, figure_node(tag)));
    writer->attachments = arena_grow(writer->arena, writer->attachments, writer->attachment_count,
                                     &writer->attachment_capacity, sizeof *writer->attachments);
    writer->attachments[writer->attachment_count++] =
        (struct attachment){ .name = name, .tag = tag, .object = write_file(writer, tag, name) };
}

static void collect(struct writer *writer, struct map *names, struct tag *tag) {
    if (!tag->is_used) {
        return;
    }
    if (tag->type == TAG_FIGURE && tag->drawing) {
        add_attachment(writer, names, tag);
    }
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG) {
            collect(writer, names, tag->kids[i].tag);
        }
    }
}

void writer_add_attachments(struct writer *writer) {
    if (writer->job->archive == ARCHIVE_3A) {
        collect(writer, map_new(writer->arena), writer->tags->root);
    }
}
