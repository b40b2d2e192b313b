#include "output/pdf.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "output/embed.h"
#include "output/object.h"
#include "output/tags.h"
#include "output/writer.h"

#include <assert.h>
#include <string.h>

/* Source: ICC.1:2010, 7.2: header of 128 bytes, colour space at 16, signature at 36. */
enum { PROFILE_HEADER = 128, PROFILE_SPACE_AT = 16, PROFILE_SIGNATURE_AT = 36 };

static bool is_rgb_profile(const char *bytes, size_t size) {
    return bytes && size >= PROFILE_HEADER && memcmp(bytes + PROFILE_SPACE_AT, "RGB ", 4) == 0 &&
           memcmp(bytes + PROFILE_SIGNATURE_AT, "acsp", 4) == 0;
}

static const struct node *caption_of(const struct node *figure, const char *part) {
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION && child->text && strcmp(child->text, part) == 0) {
            return child;
        }
    }
    return NULL;
}

const char *writer_words(const struct writer *writer, const struct node *node) {
    const struct node *text = node->kind == NODE_FIGURE ? caption_of(node, "headline") : node;
    const char *words = text ? node_plain_text(writer->arena, text) : "";
    if (!node->label || !node->label[0]) {
        return words;
    }
    const char *between = words[0] ? (node->kind == NODE_FIGURE ? ". " : " ") : "";
    return arena_join(writer->arena, (const char *const[]){ node->label, between, words }, 3);
}

/* The dictionary that all pages share. */
static bool add_resources(struct writer *writer) {
    struct buffer body = buffer_new(writer->arena);
    buffer_text(&body, "/Font<<");
    bool is_whole = embed_write(writer->embed, writer->diag, writer->objects, &body);
    buffer_text(&body, ">>/ExtGState<<");
    for (int percent = 0; percent < CONTENT_OPACITY_COUNT; percent++) {
        if (writer->opacities.fill[percent]) {
            buffer_print(&body, "/a%d<</ca %d.%02d>>", percent, percent / 100, percent % 100);
        }
        if (writer->opacities.stroke[percent]) {
            buffer_print(&body, "/A%d<</CA %d.%02d>>", percent, percent / 100, percent % 100);
        }
    }
    buffer_text(&body, ">>");
    writer_add_images(writer, &body);
    objects_fill(writer->objects, writer->resources, body.data);
    return is_whole;
}

/* All parts of the file; what the catalog must know of them is gathered on the way. */
static bool write_parts(struct writer *writer) {
    struct buffer catalog = buffer_new(writer->arena);
    size_t page_count = writer->job->pages->count;
    writer->resources = objects_reserve(writer->objects);
    writer->pages = arena_array(writer->arena, page_count, sizeof *writer->pages);
    for (size_t i = 0; i < page_count; i++) {
        writer->pages[i] = objects_reserve(writer->objects);
    }
    writer_add_attachments(writer, &catalog);
    writer_collect_links(writer);
    writer_collect_files(writer);
    writer_add_pages(writer);
    writer_add_links(writer);
    writer_add_tags(writer, &catalog);
    writer_add_navigation(writer, &catalog);
    writer_add_metadata(writer, &catalog);
    bool is_whole = add_resources(writer);
    objects_catalog(writer->objects, catalog.data);
    return is_whole;
}

const char *pdf_write(struct arena *arena, struct diag *diag, const struct pdf_job *job, size_t *size) {
    assert(job->pages->count > 0);
    *size = 0;
    if (!is_rgb_profile(job->icc, job->icc_size)) {
        diag_add(diag, DIAG_CODE_PDF_NO_PROFILE, (struct source_pos){ 0 }, NULL);
        return NULL;
    }
    struct arena *own = arena_new();
    struct writer writer = { .arena = own, .diag = diag, .job = job, .objects = objects_open(own) };
    writer.embed = embed_new(own, job->fonts);
    writer.tags = tags_build(own, diag, job->document, job->pages);
    const char *bytes = write_parts(&writer) ? objects_save(arena, diag, writer.objects, size) : NULL;
    objects_close(writer.objects);
    arena_close(own);
    return bytes;
}
