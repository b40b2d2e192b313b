/* PDF objects, kept and written by libharu: the only room of the program that knows its header is object.c.
 * Every object is a ready-made text between << and >>; libharu numbers them, writes them and keeps the cross-reference table.
 * For output/ only. */
#ifndef ALMANAC_OUTPUT_OBJECT_H
#define ALMANAC_OUTPUT_OBJECT_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct objects;

enum object_filter { FILTER_NONE, FILTER_DEFLATE };

/* Opens an empty file. The first fault inside is kept and said by objects_save. Owner: close with objects_close. */
struct objects *objects_open(struct arena *arena);
void objects_close(struct objects *objects);

/* A number for an object that is filled later. */
uint32_t objects_reserve(struct objects *objects);

/* Gives a reserved object its entries ("/Type /Catalog …", without the brackets); body is borrowed until the file is closed. */
void objects_fill(struct objects *objects, uint32_t object, const char *body);

/* Reserves and fills at once. */
uint32_t objects_add(struct objects *objects, const char *body);

/* Adds a stream: its entries without Length and Filter (borrowed), its data (copied). */
uint32_t objects_stream(struct objects *objects, const char *entries, const char *data, size_t size,
                        enum object_filter filter);

/* Hangs a reserved or filled object into the page tree, behind the pages so far. */
void objects_add_page(struct objects *objects, uint32_t object);

/* Entries of the catalog (besides Type and Pages) and of the Info dictionary; borrowed. */
void objects_catalog(struct objects *objects, const char *body);
void objects_info(struct objects *objects, const char *body);

/* The whole file in arena, PDF 1.7, its ID a hash of all that was added; NULL after PDF_BACK_END. */
const char *objects_save(struct arena *arena, struct diag *diag, struct objects *objects, size_t *size);

/* Adds "12 0 R". */
void object_reference(struct buffer *out, uint32_t object);

/* Adds UTF-8 text as a PDF text string: (…) if it is ASCII, UTF-16 in hexadecimal otherwise. */
void object_text(struct buffer *out, const char *text);

/* Adds the last four hexadecimal digits of value. */
void object_hex(struct buffer *out, uint32_t value);

/* Adds a code point as UTF-16 in hexadecimal. */
void object_utf16(struct buffer *out, uint32_t code);

/* Adds a string of bytes in brackets: addresses and identifiers. */
void object_string(struct buffer *out, const char *bytes);

#endif
