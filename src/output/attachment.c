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

/* A file name that every system takes: the figure's identifier or class, or "figure" or "table", in small letters, digits and hyphens. */
static char *stem_of(struct arena *arena, const struct node *node) {
    const char *name = node ? node_identifier(node) : NULL;
    if (!name && node && node->attributes && node->attributes->class_count > 0) {
        name = node->attributes->classes[0];
    }
    const char *kind = node && node->kind == NODE_FIGURE && node->text ? node->text : "figure";
    char *stem = arena_text(arena, name && name[0] ? name : kind);
    for (char *byte = stem; *byte; byte++) {
        if (*byte >= 'A' && *byte <= 'Z') {
            *byte = (char)(*byte - 'A' + 'a');
        } else if (!is_name_byte(*byte)) {
            *byte = '-';
        }
    }
    return stem;
}

/* name, or with -2 and so on before its extension where that is taken. */
static const char *unique_name(struct arena *arena, struct map *names, const char *stem, const char *extension) {
    const char *name = arena_print(arena, "%s%s", stem, extension);
    for (size_t number = 2; !map_add(names, name, 0); number++) {
        name = arena_print(arena, "%s-%zu%s", stem, number, extension);
    }
    return name;
}

/* All attachments of a document while they are written. */
struct enclosing {
    struct writer *writer;
    struct map *names;
};

/* A MIME type as a name: "/text#2Fcsv". */
static const char *type_name(struct arena *arena, const char *type) {
    const char *slash = strchr(type, '/');
    return slash ? arena_print(arena, "/%.*s#2F%s", (int)(slash - type), type, slash + 1) : arena_print(arena, "/%s", type);
}

static uint32_t write_file(struct writer *writer, const struct pdf_file *file, const char *relationship) {
    const char *date = pdf_date(writer->arena, writer->job->date);
    const char *entries = arena_print(writer->arena, "/Type/EmbeddedFile/Subtype%s/Params<</Size %zu/ModDate(%s)>>",
                                      type_name(writer->arena, file->type), file->size, date);
    uint32_t stream = objects_stream(writer->objects, entries, file->data, file->size, FILTER_DEFLATE);
    struct buffer body = buffer_new(writer->arena);
    buffer_print(&body, "/Type/Filespec/AFRelationship/%s/F", relationship);
    object_string(&body, file->name);
    buffer_text(&body, "/UF");
    object_string(&body, file->name);
    buffer_print(&body, "/EF<</F %lu 0 R/UF %lu 0 R>>", (unsigned long)stream, (unsigned long)stream);
    if (file->about && file->about[0]) {
        buffer_text(&body, "/Desc");
        object_text(&body, file->about);
    }
    return objects_add(writer->objects, body.data);
}

static void keep(struct writer *writer, struct attachment attachment) {
    writer->attachments = arena_grow(writer->arena, writer->attachments, writer->attachment_count,
                                     &writer->attachment_capacity, sizeof *writer->attachments);
    writer->attachments[writer->attachment_count++] = attachment;
}

/* Attaches a CSV to a figure or table. */
static void add_data(struct enclosing *enclosing, struct tag *tag, struct pdf_file file) {
    struct writer *writer = enclosing->writer;
    const struct node *node = figure_node(tag);
    file.name = unique_name(writer->arena, enclosing->names, stem_of(writer->arena, node), ".csv");
    file.about = node ? writer_words(writer, node) : "";
    keep(writer, (struct attachment){ .name = file.name, .tag = tag, .object = write_file(writer, &file, "Data") });
}

static void add_drawing(struct enclosing *enclosing, struct tag *tag) {
    const char *csv = drawing_csv(tag->drawing);
    if (csv && csv[0]) {
        add_data(enclosing, tag, (struct pdf_file){ .type = "text/csv", .data = csv, .size = strlen(csv) });
    }
}

/* The table that tag stands for: its node, or the first one of its figure. */
static uint32_t table_of(const struct tag *tag) {
    const struct node *node = tag->node;
    if (node && node->kind == NODE_FIGURE) {
        for (node = node->first; node && node->kind != NODE_TABLE;) {
            node = node->next;
        }
    }
    return node ? node->id : 0;
}

static void add_table(struct enclosing *enclosing, struct tag *tag) {
    const struct pdf_job *job = enclosing->writer->job;
    uint32_t table = table_of(tag);
    for (size_t i = 0; i < job->file_count; i++) {
        if (table != 0 && job->files[i].node == table) {
            add_data(enclosing, tag, job->files[i]);
        }
    }
}

static void collect(struct enclosing *enclosing, struct tag *tag) {
    if (!tag->is_used) {
        return;
    }
    if (tag->type == TAG_FIGURE && tag->drawing) {
        add_drawing(enclosing, tag);
    } else if (tag->type == TAG_TABLE) {
        add_table(enclosing, tag);
    }
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG) {
            collect(enclosing, tag->kids[i].tag);
        }
    }
}

/* What the document as a whole was made from: associated with it, not with a part. */
static void add_sources(struct enclosing *enclosing, struct buffer *catalog) {
    struct writer *writer = enclosing->writer;
    bool is_open = false;
    for (size_t i = 0; i < writer->job->file_count; i++) {
        struct pdf_file file = writer->job->files[i];
        if (file.node != 0) {
            continue;
        }
        file.name = unique_name(writer->arena, enclosing->names, file.name, "");
        keep(writer, (struct attachment){ .name = file.name, .object = write_file(writer, &file, "Source") });
        buffer_text(catalog, is_open ? " " : "/AF[");
        object_reference(catalog, writer->attachments[writer->attachment_count - 1].object);
        is_open = true;
    }
    buffer_text(catalog, is_open ? "]" : "");
}

void writer_add_attachments(struct writer *writer, struct buffer *catalog) {
    struct enclosing enclosing = { writer, map_new(writer->arena) };
    if (writer->job->archive == ARCHIVE_3A) {
        collect(&enclosing, writer->tags->root);
        add_sources(&enclosing, catalog);
    }
}
