#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "output/object.h"
#include "output/pdf.h"
#include "output/writer.h"
#include "output/xmp.h"

#include <string.h>

/* A file without a title shows its name in the reader's window, which PDF/UA forbids: then the first heading stands in. */
static const char *title_of(const struct writer *writer) {
    const struct document *document = writer->job->document;
    if (document->title && document->title[0]) {
        return document->title;
    }
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        if (node->kind == NODE_HEADING) {
            return writer_words(writer, node);
        }
    }
    return writer->job->producer;
}

static struct metadata metadata_of(const struct writer *writer) {
    const struct document *document = writer->job->document;
    struct arena *arena = writer->arena;
    return (struct metadata){
        .title = metadata_text(arena, title_of(writer)),
        .author = metadata_text(arena, document->author),
        .subject = metadata_text(arena, document->subject),
        .keywords = metadata_text(arena, document->keywords),
        .producer = metadata_text(arena, writer->job->producer),
        .language = metadata_text(arena, document->language),
        .publisher = metadata_text(arena, document->imprint[IMPRINT_PUBLISHER]),
        .isbn = metadata_text(arena, document->imprint[IMPRINT_ISBN]),
        .doi = metadata_text(arena, document->imprint[IMPRINT_DOI]),
        .catalogue_number = metadata_text(arena, document->imprint[IMPRINT_CATALOGUE_NUMBER]),
        .archive_part = writer->job->archive == ARCHIVE_2A ? "2" : "3",
        .status = metadata_text(arena, document->status),
        .date = writer->job->date,
    };
}

static void add_text_entry(struct buffer *out, const char *key, const char *text) {
    if (text[0]) {
        buffer_text(out, key);
        object_text(out, text);
    }
}

static void add_info(struct writer *writer, const struct metadata *metadata) {
    const char *date = pdf_date(writer->arena, metadata->date);
    struct buffer body = buffer_new(writer->arena);
    add_text_entry(&body, "/Title", metadata->title);
    add_text_entry(&body, "/Author", metadata->author);
    add_text_entry(&body, "/Subject", metadata->subject);
    add_text_entry(&body, "/Keywords", metadata->keywords);
    add_text_entry(&body, "/Creator", metadata->producer);
    add_text_entry(&body, "/Producer", metadata->producer);
    buffer_print(&body, "/CreationDate(%s)/ModDate(%s)", date, date);
    objects_info(writer->objects, body.data);
}

/* The colours of the document are sRGB. */
static void add_output_intent(struct writer *writer, struct buffer *catalog) {
    uint32_t profile = objects_stream(writer->objects, "/N 3", writer->job->icc, writer->job->icc_size, FILTER_DEFLATE);
    buffer_print(catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
                          "/Info(sRGB IEC61966-2.1)/DestOutputProfile %lu 0 R>>]",
                 (unsigned long)profile);
}

void writer_add_metadata(struct writer *writer, struct buffer *catalog) {
    struct metadata metadata = metadata_of(writer);
    struct buffer packet = buffer_new(writer->arena);
    xmp_write(writer->arena, &metadata, &packet);
    uint32_t stream = objects_stream(writer->objects, "/Type/Metadata/Subtype/XML", packet.data, packet.size, FILTER_NONE);
    add_info(writer, &metadata);
    buffer_text(catalog, "/Lang");
    object_text(catalog, metadata.language[0] ? metadata.language : "und");
    buffer_print(catalog, "/ViewerPreferences<</DisplayDocTitle true>>/Metadata %lu 0 R", (unsigned long)stream);
    add_output_intent(writer, catalog);
}
