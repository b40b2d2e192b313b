/* Embedded fonts: character ids given in order of first use, then subsets, widths and Unicode maps. For output/ only.
 *
 * A character id stands for the pair of a glyph and the text it shows, so that one glyph (a hyphen, a small capital) may extract
 * as different characters, and page contents can be written before the subset exists. */
#ifndef ALMANAC_OUTPUT_EMBED_H
#define ALMANAC_OUTPUT_EMBED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct embed;
struct face;
struct fonts;
struct objects;

struct embed *embed_new(struct arena *arena, const struct fonts *fonts);

/* The character id, from 1, of glyph showing size bytes of text (borrowed); size 0: a further glyph of the one before. */
uint32_t embed_character(struct embed *embed, const struct face *face, uint32_t glyph, const char *text, size_t size);

/* Writes an id as two bytes of a string, each perhaps behind a backslash; returns where they end, EMBED_ID_SIZE bytes on at most. */
enum { EMBED_ID_SIZE = 4 };
char *embed_write_id(char *to, uint32_t id);

/* What a glyph stands for that shows a text of one byte: the first such id, 0: none yet. Pages look here first; *count glyphs have an
 * entry. Good until the next call of embed_character. */
struct embed_letter {
    uint32_t id;
    uint16_t advance; /* of the glyph, in font units */
    char text;
    unsigned char size; /* of bytes */
    char bytes[EMBED_ID_SIZE];
};
const struct embed_letter *embed_letters(const struct embed *embed, const struct face *face, size_t *count);

/* Adds the ToUnicode value of text: UTF-16 in hexadecimal; a zero-width space if there is no text. */
void embed_unicode(struct buffer *out, const char *text, size_t size);

/* Writes every font used and adds "/F0 12 0 R" for each to resources. Returns false after PDF_FACE or PDF_NO_GLYPH. */
bool embed_write(struct embed *embed, struct diag *diag, struct objects *objects, struct buffer *resources);

#endif
