/* Text to glyphs: styles, shaping with kerning and sign fallback, break opportunities, hyphenation. */
#ifndef ALMANAC_TEXT_SHAPE_H
#define ALMANAC_TEXT_SHAPE_H

#include "base/colour.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct face;
struct fonts;
struct shaper;

/* Letters and figures drawn raised or lowered by the face itself. */
enum text_script { SCRIPT_NONE, SCRIPT_RAISED, SCRIPT_LOWERED };

/* How text is set. Immutable once a theme has resolved it. */
struct text_style {
    const struct face *face;
    double size;     /* [pt] */
    double leading;  /* [pt] */
    double tracking; /* [em], added after every glyph */
    double before;   /* [pt] space above */
    double after;    /* [pt] space below */
    double rise;     /* [pt] baseline raised by */
    struct colour colour;
    bool small_caps;
    enum text_script script; /* only where the face has such glyphs: see text_effect */
};

/* One glyph; font units of the run's face. */
struct glyph {
    uint32_t id;
    int32_t advance; /* without tracking */
    int32_t x_offset, y_offset;
    uint32_t start; /* first byte in the run's text that it stands for */
    uint32_t size;  /* bytes; 0 for a further glyph of the same cluster */
};

/* Glyphs of one face, size and colour in a row. Immutable; shared freely. */
struct glyph_run {
    const struct face *face;
    double size;     /* [pt] */
    double tracking; /* [em] */
    double rise;     /* [pt] */
    struct colour colour;
    const char *text; /* borrowed or in the arena; not terminated */
    size_t text_size;
    const struct glyph *glyphs;
    size_t count;
    double width; /* [pt] with tracking */
};

/* Runs one after the other on one baseline. */
struct shaped {
    const struct glyph_run *runs;
    size_t count;
    double width; /* [pt] */
};

/* Opens the shaping engine of one process: buffers, word cache (bounded), break iterators, hyphenation dictionaries
 * (opened when a language is first used; a missing one is said once, TEXT_NO_HYPHENATION). Not for use by two
 * threads at once. */
struct shaper *shaper_new(struct arena *arena, const struct fonts *fonts);
void shaper_close(struct shaper *shaper);

/* Shapes size bytes of text in style and language ("en", "el"). Kerning and ligatures on, figures lining and
 * tabular. Signs that the face lacks come from the fallback faces at 0.82 of the size; a sign that none has is
 * diagnosed at pos (TEXT_MISSING_GLYPH) and shown as U+FFFD or a box, never as glyph 0 of a face. diag may be NULL.
 * U+2011, and U+00AD at the end of text, use the hyphen's glyph; a U+00AD before that shows nothing and belongs to
 * no glyph. U+00A0 is as wide as a space, U+202F as the thin space (1/5 em if the face has none). Ligatures are off
 * where letters are tracked. Runs and glyphs live in arena; text is borrowed. */
struct shaped text_shape(struct arena *arena, struct shaper *shaper, struct diag *diag, const struct text_style *style,
                         const char *language, const char *text, size_t size, struct source_pos pos);

/* Width [pt] of text on one line. */
double text_width(struct shaper *shaper, const struct text_style *style, const char *language, const char *text);

/* What the small capitals or the script of style do to text: signs that the face draws anew for it, and those that it
 * does not have so. Of small capitals only small letters count. */
struct text_effect {
    size_t changed, unchanged;
};
struct text_effect text_effect(struct shaper *shaper, const struct text_style *style, const char *language,
                               const char *text);

/* Places where a line may end in text (UAX 14 for the language), ascending; the last is always the end of text.
 * Numbers keep their units and ranges of figures ("2021–2027") together. */
struct text_break {
    uint32_t offset; /* the next line would start at this byte */
    bool mandatory;
};
const struct text_break *text_breaks(struct arena *arena, struct shaper *shaper, const char *language, const char *text,
                                     size_t size, size_t *count);

/* A place where a word may be divided. */
struct text_hyphen {
    uint32_t offset;    /* the next line would start at this byte of the word */
    const char *insert; /* letters that the language adds before the hyphen ("asszony": "asz-szony"); NULL: none */
};

/* Places inside word (no spaces) where a hyphen may go, at least left and right letters from the ends of its
 * letters, ascending; punctuation around them does not count. Changes of spelling other than letters added before the
 * hyphen are left out. Nothing for languages without patterns, for words
 * with figures, addresses and words that have soft hyphens of their own. Patterns that fonts.yaml names but that
 * cannot be read: TEXT_NO_HYPHENATION. */
const struct text_hyphen *text_hyphens(struct arena *arena, struct shaper *shaper, struct diag *diag, const char *language,
                                       const char *word, size_t size, int left, int right, size_t *count);

/* True for a language that has patterns installed. */
bool text_can_hyphenate(struct shaper *shaper, const char *language);

/* Adds the runs as text: face, size, text in quotes, width; for goldens. */
struct buffer;
void shaped_dump(const struct shaped *shaped, struct buffer *out);

#endif
