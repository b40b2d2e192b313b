/* What the files that write parts of one PDF share. For output/ only. */
#ifndef ALMANAC_OUTPUT_WRITER_H
#define ALMANAC_OUTPUT_WRITER_H

#include "base/length.h"
#include "output/content.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct embed;
struct objects;
struct pdf_job;
struct tag;
struct tags;

/* An annotation: one for each page on which a Link has text, one on each caption behind which a file is attached. */
struct link {
    struct tag *tag;
    const char *file_name; /* of the attached file; NULL: a link */
    uint32_t file;         /* its object */
    uint32_t page;
    struct rect *boxes; /* [pt], one a line */
    size_t count, capacity;
    uint32_t object;
};

/* A file inside the file. */
struct attachment {
    const char *name;
    struct tag *tag; /* the Figure or Table it belongs to; NULL: the document */
    uint32_t object;
};

/* A drawing that several pages begin with, as a master's ornaments: deflated once, it is a stream of its own before theirs. */
struct shared_ground {
    const struct page_item *item; /* on the first of the pages */
    double page_height;           /* [pt] */
    size_t page_count;
    uint32_t object; /* 0: not yet written */
};

struct writer {
    struct arena *arena;
    struct diag *diag;
    const struct pdf_job *job;
    struct objects *objects;
    struct embed *embed;
    struct tags *tags;
    struct opacities opacities;
    uint32_t *pages;    /* objects of the pages */
    uint32_t resources; /* object shared by all pages */
    struct link *links; /* in order of pages and items */
    size_t link_count, link_capacity;
    struct shared_ground *grounds;
    size_t ground_count, ground_capacity;
    struct attachment *attachments;
    size_t attachment_count, attachment_capacity;
};

/* Each part, in the order in which pdf.c calls them. */

/* Adds the data of figures and tables and the sources of the document as attached files, these also to the catalog. */
void writer_add_attachments(struct writer *writer, struct buffer *catalog);

/* Finds the links of the tag tree and hangs them into it. */
void writer_collect_links(struct writer *writer);

/* Makes the labels of captions open the file attached to their figure or table. */
void writer_collect_files(struct writer *writer);
void writer_add_pages(struct writer *writer);
void writer_add_links(struct writer *writer);

/* The images that the pages show: adds their entry to the resources' body. */
void writer_add_images(struct writer *writer, struct buffer *resources);


/* The structure tree: adds its entry to the catalog's body. */
void writer_add_tags(struct writer *writer, struct buffer *catalog);

/* Outline, page labels, destinations by name and attachments by name: entries of the catalog. */
void writer_add_navigation(struct writer *writer, struct buffer *catalog);

/* Title, dates, conformance and colour: Info, XMP and entries of the catalog. */
void writer_add_metadata(struct writer *writer, struct buffer *catalog);

/* Adds "[12 0 R/XYZ x y null]": the place at x, y [pt] from the top left corner of the page. */
void writer_destination(const struct writer *writer, struct buffer *out, uint32_t page, struct point place);

/* Adds a rectangle as PDF's "[left bottom right top]" on that page. */
void writer_rect(const struct writer *writer, struct buffer *out, uint32_t page, struct rect rect);

/* The words for node: "Figure 1. Headline", "1.1 Title", without marks of notes. */
struct node;
const char *writer_words(const struct writer *writer, const struct node *node);

#endif
