/* Pages and document tree to a tagged PDF (PDF/UA-1 and PDF/A-3a or 2a), through libharu's object store. */
#ifndef ALMANAC_OUTPUT_PDF_H
#define ALMANAC_OUTPUT_PDF_H

#include "document/node.h"
#include "drawing/pages.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct fonts;

/* The form of PDF/A: 3a takes attached files of every kind, 2a none of ours. */
enum archive { ARCHIVE_3A, ARCHIVE_2A };

/* A file to attach. */
struct pdf_file {
    const char *name;  /* NULL: made from the node's identifier */
    const char *type;  /* "text/csv", "application/json" */
    const char *about; /* a line for readers; NULL: the node's words */
    const char *data;
    size_t size;
    uint32_t node; /* a NODE_TABLE whose data it is; 0: a source of the whole document */
};

struct pdf_job {
    const struct document *document;
    const struct pages *pages;
    const struct fonts *fonts;
    int64_t date;               /* seconds since 1970 UTC, for Info and XMP: SOURCE_DATE_EPOCH or the edition's date */
    const char *icc, *producer; /* sRGB profile bytes are read by the caller; producer: "Almanac 0.1" */
    size_t icc_size;
    enum archive archive;
    const struct pdf_file *files; /* beside the data of the drawings, which they carry themselves */
    size_t file_count;
};

/* Writes the file into arena; *size is set. NULL after PDF_* (internal faults of the back end, a face that cannot be embedded). */
const char *pdf_write(struct arena *arena, struct diag *diag, const struct pdf_job *job, size_t *size);

/* The structure tree as text: types, attributes, alternatives, and the text of each element in order: for goldens. */
void tags_dump(const struct document *document, const struct pages *pages, struct buffer *out);

/* All text that is marked as an artifact, drawings included, page by page with what it is; of other artifacts their number. What stands
 * here no reader is told. */
void artifacts_dump(const struct document *document, const struct pages *pages, struct buffer *out);

#endif
