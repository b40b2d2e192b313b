/* What font.c, face.c, subset.c and word.c share. Private to text/: the only header that carries HarfBuzz types. */
#ifndef ALMANAC_TEXT_FONT_PRIVATE_H
#define ALMANAC_TEXT_FONT_PRIVATE_H

#include "base/source.h"
#include "text/font.h"

#include <hb.h>
#include <stdatomic.h>

struct face {
    const char *path; /* of the file on the disk */
    const struct fonts *fonts;
    size_t index;
    int weight; /* as the registry says */
    bool italic;
    const char *postscript_name;
    struct face_metrics metrics;
    hb_blob_t *blob; /* the file, mapped */
    hb_face_t *hb_face;
    hb_font_t *hb_font; /* scaled to font units */
    hb_blob_t *advance_blob;
    const unsigned char *advances; /* table hmtx: 4 bytes a glyph, the first two of them its advance */
    unsigned advance_count;        /* glyphs beyond them are as wide as the last */
    unsigned glyph_count;
    /* The file's hash, or 0 while nobody has asked for it: hashing all faces at start costs ten times what opening
     * them does. */
    _Atomic(uint64_t) *hash;
};

/* Where a face is read from and what the registry says of it. */
struct face_source {
    const char *path;
    const char *file; /* name alone, for messages */
    int weight;
    bool italic;
    struct source_pos pos; /* in the registry */
};

/* Opens the file and checks that it can be shaped, subset and embedded; fills face. Returns false after FONT_*. */
bool face_open(struct arena *arena, struct diag *diag, const struct face_source *source, struct face *face);
void face_close(struct face *face);

/* Glyph of code in face, or 0. */
uint32_t face_glyph(const struct face *face, uint32_t code);

/* Number of fallback families, and the face of the index-th that goes best with face. */
size_t fonts_fallback_count(const struct fonts *fonts);
const struct face *fonts_fallback_for(const struct fonts *fonts, size_t index, const struct face *face);

/* Hyphenation patterns that the registry names for a language. */
struct font_patterns {
    const char *language;
    const char *file;
    const char *package; /* that installs it; NULL if unknown */
    struct source_pos pos;
};

/* The patterns of language ("de", "de-AT"), or NULL if the registry names none. */
const struct font_patterns *fonts_patterns(const struct fonts *fonts, const char *language);

/* Path of the patterns' file, in the registry's folder or the declared one; NULL if it is in neither. */
const char *fonts_patterns_path(struct arena *arena, const struct fonts *fonts, const struct font_patterns *patterns);

#endif
