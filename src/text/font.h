/* Fonts: a registry of families by name, faces with their metrics, outlines and subsets. Wraps HarfBuzz faces. */
#ifndef ALMANAC_TEXT_FONT_H
#define ALMANAC_TEXT_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct fonts;
struct face;

/* Reads the registry root/path (fonts.yaml: families, each with files by weight and style; fallback families for
 * signs, in order; folder and files of hyphenation patterns). A file of that name in the registry's own folder wins
 * over the installed package's. All faces are opened here, so that a missing one is one diagnostic (FONT_*) at its
 * line. Returns NULL if a family has no usable face.
 * Owner: close with fonts_close. */
struct fonts *fonts_open(struct arena *arena, struct diag *diag, const char *root, const char *path);
void fonts_close(struct fonts *fonts);

/* The face of family (by its registry name) nearest to weight (100 to 900), or NULL if the family is unknown. */
const struct face *fonts_find(const struct fonts *fonts, const char *family, int weight, bool italic);

/* The name of the family most like family, or NULL if none is near. */
const char *fonts_nearest(const struct fonts *fonts, const char *family);

/* The faces to try, in order, for signs a face lacks; *count is set. */
const struct face *const *fonts_fallbacks(const struct fonts *fonts, size_t *count);

/* Every face, in registry order: for embedding tables indexed by face_index. */
size_t fonts_count(const struct fonts *fonts);
const struct face *fonts_at(const struct fonts *fonts, size_t index);
size_t face_index(const struct face *face);

/* Where the hyphenation patterns of each language that the registry names lie, or would lie: a file that is not there yet counts. */
size_t fonts_pattern_count(const struct fonts *fonts);
const char *fonts_pattern_path(struct arena *arena, const struct fonts *fonts, size_t index);

/* Metrics in font units; divide by face_units_per_em. */
struct face_metrics {
    int units_per_em;
    int ascender, descender; /* descender is negative */
    int cap_height, x_height;
    int x_min, y_min, x_max, y_max; /* bounding box of the face */
    int italic_angle;               /* degrees, negative leans right */
    int weight;                     /* OS/2 weight class */
};
const struct face_metrics *face_metrics(const struct face *face);
const char *face_postscript_name(const struct face *face);
int face_weight(const struct face *face); /* as fonts.yaml says */
bool face_is_italic(const struct face *face);
uint64_t face_hash(const struct face *face); /* of the file's bytes, as in struct source_file */
const char *face_path(const struct face *face); /* of its file on the disk */
int face_glyph_advance(const struct face *face, uint32_t glyph);

/* A TrueType file that holds only the given glyphs, for embedding. map[i] becomes the new id of glyphs[i].
 * Returns bytes in arena, *size set; NULL if the face cannot be subset. */
const char *face_subset(struct arena *arena, const struct face *face, const uint32_t *glyphs, size_t count,
                        uint32_t *map, size_t *size);

/* Outline of a glyph in font units, y upwards, sent to the callbacks: for SVG and PNG. */
struct face_outline {
    void (*move)(void *context, double x, double y);
    void (*line)(void *context, double x, double y);
    void (*curve)(void *context, double x1, double y1, double x2, double y2, double x, double y);
    void (*close)(void *context);
};
void face_draw(const struct face *face, uint32_t glyph, const struct face_outline *outline, void *context);

#endif
