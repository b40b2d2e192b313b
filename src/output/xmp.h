/* Metadata of the file: the XMP packet and dates. For output/ only. */
#ifndef ALMANAC_OUTPUT_XMP_H
#define ALMANAC_OUTPUT_XMP_H

#include <stdint.h>

struct arena;
struct buffer;

/* The same values stand in XMP and in the Info dictionary, as PDF/A asks, imprint data in XMP alone. "" or NULL leaves one out. */
struct metadata {
    const char *title, *author, *subject, *keywords, *producer, *language, *status;
    const char *publisher, *isbn, *doi, *catalogue_number;
    const char *archive_part; /* of PDF/A: "2" or "3" */
    int64_t date; /* seconds since 1970 UTC */
};

/* Text as both can hold it: control characters become blanks. */
char *metadata_text(struct arena *arena, const char *text);

/* Adds the packet, claiming level A of that part of PDF/A, and PDF/UA-1. */
void xmp_write(struct arena *arena, const struct metadata *metadata, struct buffer *out);

/* "D:20220115000000Z" and "2022-01-15T00:00:00Z", in the years 1970 to 9999. */
const char *pdf_date(struct arena *arena, int64_t date);
const char *xmp_date(struct arena *arena, int64_t date);

#endif
