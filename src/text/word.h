/* Words to glyphs: shaping of one word with sign fallback, and the cache of shaped words. Private to text/. */
#ifndef ALMANAC_TEXT_WORD_H
#define ALMANAC_TEXT_WORD_H

#include "text/shape.h"

struct words;

/* What decides how words look, apart from their size. */
struct word_style {
    const struct face *face;
    const char *language;
    bool small_caps;
    bool ligatures;
    enum text_script script;
};

enum { WORD_SIZE_MAX = 256 };

/* Glyphs of one face in a row; glyph.start counts from the word's first byte. */
struct word_part {
    const struct face *face;
    bool fallback; /* set at FALLBACK_SCALE of the size */
    const struct glyph *glyphs;
    size_t count;
    uint32_t start, end; /* bytes of the word */
    double size, width; /* width of the glyphs at the last size asked for [pt]; size 0: none yet */
};

struct word {
    struct word_part *parts;
    size_t count;
    const uint32_t *missing; /* signs that no face has */
    size_t missing_count;
};

/* Size of a sign from a fallback face against the text around it. Source: the house style. */
#define FALLBACK_SCALE 0.82

struct words *words_new(struct arena *arena, const struct fonts *fonts);
void words_close(struct words *words);

/* Sets how the words look that are asked for from now on. */
void words_begin(struct words *words, const struct word_style *style);

/* One shaped word, or one space, of at most WORD_SIZE_MAX bytes; borrowed until the next call, which may empty a full cache. Its parts may
 * note their widths. */
const struct word *words_shape(struct words *words, const char *text, size_t size);

/* True for every sign that parts words: shaped alone, its glyph is the space of its width. */
bool is_space(uint32_t code);

#endif
