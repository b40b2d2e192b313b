#include "text/shape.h"
#include "text/shaper.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/font.h"

#include <string.h>

/* A piece of text that is shaped at once: a word or one space. */
struct token {
    size_t start, size;
};

/* A text being set: runs refer to glyphs by number until the last is known. */
struct draft_run {
    struct glyph_run run;
    size_t first;
    bool fallback;
};

struct draft {
    struct arena *arena;
    const struct text_style *style;
    const char *text;
    struct draft_run *runs;
    size_t run_count, run_capacity;
    struct glyph *glyphs;
    size_t glyph_count, glyph_capacity;
};

/* Finds the token at start. Soft hyphens before a space show nothing: the word ends before them, and the space's token
 * begins behind them. */
static struct token next_token(const char *text, size_t size, size_t start) {
    if (text[start] == ' ') {
        return (struct token){ start, 1 };
    }
    size_t most = size - start < WORD_SIZE_MAX ? size : start + WORD_SIZE_MAX;
    size_t i = start;
    while (i < most && text[i] > ' ' && text[i] < 0x7F) { /* plain letters and signs, which most words are */
        i++;
    }
    if (i > start && (i == size || text[i] == ' ')) {
        return (struct token){ start, i - start };
    }
    size_t shown = i; /* behind the last sign that is no soft hyphen */
    while (i < size) {
        size_t length;
        uint32_t code = utf8_decode(text + i, size - i, &length);
        if (is_space(code)) {
            if (i == start) {
                return (struct token){ start, length };
            }
            return shown > start ? (struct token){ start, shown - start } : (struct token){ i, length };
        }
        if (i + length - start > WORD_SIZE_MAX) {
            break;
        }
        i += length;
        shown = code == 0x00AD ? shown : i;
    }
    return (struct token){ start, i - start };
}

static struct word_style look_of(const struct text_style *style, const char *language) {
    return (struct word_style){
        .face = style->face,
        .language = language,
        .small_caps = style->small_caps,
        .ligatures = style->tracking == 0, /* spaced letters do not join */
        .script = style->script,
    };
}

/* Tracking is a part of the style's size, also for smaller signs in it. */
static double part_size(const struct text_style *style, bool fallback) {
    return fallback ? style->size * FALLBACK_SCALE : style->size;
}

/* A part of a word has the same size most of the time: its width is noted. */
static double part_width(const struct text_style *style, struct word_part *part) {
    double size = part_size(style, part->fallback), tracking = style->tracking * style->size * (double)part->count;
    if (part->size == size && tracking == 0) {
        return part->width;
    }
    double scale = size / face_metrics(part->face)->units_per_em;
    double width = tracking;
    for (size_t i = 0; i < part->count; i++) {
        width += part->glyphs[i].advance * scale;
    }
    if (tracking == 0) {
        part->size = size;
        part->width = width;
    }
    return width;
}

/* The run that part continues, or a new one. */
static struct draft_run *run_for(struct draft *draft, const struct word_part *part, size_t start) {
    struct draft_run *last = draft->run_count > 0 ? &draft->runs[draft->run_count - 1] : NULL;
    if (last && last->run.face == part->face && last->fallback == part->fallback) {
        return last;
    }
    const struct text_style *style = draft->style;
    draft->runs = arena_grow(draft->arena, draft->runs, draft->run_count, &draft->run_capacity, sizeof *draft->runs);
    last = &draft->runs[draft->run_count++];
    double size = part_size(style, part->fallback);
    *last = (struct draft_run){
        .run = { .face = part->face,
                 .size = size,
                 .tracking = style->tracking * style->size / size,
                 .rise = style->rise,
                 .colour = style->colour,
                 .text = draft->text + start },
        .first = draft->glyph_count,
        .fallback = part->fallback,
    };
    return last;
}

/* Makes room for count glyphs more. */
static void reserve(struct draft *draft, size_t count) {
    size_t needed = draft->glyph_count + count;
    if (needed <= draft->glyph_capacity) {
        return;
    }
    size_t capacity = 2 * draft->glyph_capacity > needed ? 2 * draft->glyph_capacity : needed;
    struct glyph *glyphs = arena_bytes(draft->arena, capacity * sizeof *glyphs);
    if (draft->glyph_count > 0) {
        memcpy(glyphs, draft->glyphs, draft->glyph_count * sizeof *glyphs);
    }
    draft->glyphs = glyphs;
    draft->glyph_capacity = capacity;
}

static void add_part(struct draft *draft, struct word_part *part, size_t word_start) {
    struct draft_run *run = run_for(draft, part, word_start + part->start);
    size_t run_start = (size_t)(run->run.text - draft->text);
    reserve(draft, part->count);
    for (size_t i = 0; i < part->count; i++) {
        struct glyph glyph = part->glyphs[i];
        glyph.start += (uint32_t)(word_start - run_start);
        draft->glyphs[draft->glyph_count++] = glyph;
    }
    run->run.count += part->count;
    run->run.text_size = word_start + part->end - run_start;
    run->run.width += part_width(draft->style, part);
}

static void report_missing(struct diag *diag, const struct word *word, struct source_pos pos) {
    for (size_t i = 0; diag && i < word->missing_count; i++) {
        diag_add(diag, DIAG_CODE_TEXT_MISSING_GLYPH, pos, "U+%04X", word->missing[i]);
    }
}

static struct shaped finish(const struct draft *draft) {
    struct glyph_run *runs = arena_array(draft->arena, draft->run_count, sizeof *runs);
    struct shaped shaped = { .runs = runs, .count = draft->run_count };
    for (size_t i = 0; i < draft->run_count; i++) {
        runs[i] = draft->runs[i].run;
        runs[i].glyphs = draft->glyphs + draft->runs[i].first;
        shaped.width += runs[i].width;
    }
    return shaped;
}

struct shaper *shaper_new(struct arena *arena, const struct fonts *fonts) {
    struct shaper *shaper = arena_alloc(arena, sizeof *shaper);
    shaper->words = words_new(arena, fonts);
    shaper->breaks = breaks_new(arena);
    shaper->hyphens = hyphens_new(arena, fonts);
    return shaper;
}

void shaper_close(struct shaper *shaper) {
    if (shaper) {
        words_close(shaper->words);
        breaks_close(shaper->breaks);
        hyphens_close(shaper->hyphens);
    }
}

struct shaped text_shape(struct arena *arena, struct shaper *shaper, struct diag *diag, const struct text_style *style,
                         const char *language, const char *text, size_t size, struct source_pos pos) {
    struct draft draft = { .arena = arena, .style = style, .text = text };
    struct word_style look = look_of(style, language);
    words_begin(shaper->words, &look);
    reserve(&draft, size); /* a glyph stands for a byte at least, but for rare marks */
    for (size_t i = 0; i < size;) {
        struct token token = next_token(text, size, i);
        const struct word *word = words_shape(shaper->words, text + token.start, token.size);
        for (size_t k = 0; k < word->count; k++) {
            add_part(&draft, &word->parts[k], token.start);
        }
        report_missing(diag, word, pos);
        i = token.start + token.size;
    }
    return finish(&draft);
}

double text_width(struct shaper *shaper, const struct text_style *style, const char *language, const char *text) {
    size_t size = strlen(text);
    double width = 0;
    struct word_style look = look_of(style, language);
    words_begin(shaper->words, &look);
    for (size_t i = 0; i < size;) {
        struct token token = next_token(text, size, i);
        const struct word *word = words_shape(shaper->words, text + token.start, token.size);
        for (size_t k = 0; k < word->count; k++) {
            width += part_width(style, &word->parts[k]);
        }
        i = token.start + token.size;
    }
    return width;
}

/* Glyph ids of a word by the byte that they stand for; 0: none. */
static void read_ids(const struct word *word, uint32_t *ids) {
    memset(ids, 0, WORD_SIZE_MAX * sizeof *ids);
    for (size_t k = 0; k < word->count; k++) {
        const struct word_part *part = &word->parts[k];
        for (size_t i = 0; i < part->count; i++) {
            ids[part->start + part->glyphs[i].start] += part->glyphs[i].id;
        }
    }
}

/* Counts what the signs of a word of that look are with and without its effect. */
static void count_effect(struct shaper *shaper, const struct word_style *look, const char *text, size_t size, struct text_effect *effect) {
    struct word_style plain = *look;
    plain.small_caps = false;
    plain.script = SCRIPT_NONE;
    uint32_t ids[WORD_SIZE_MAX], other[WORD_SIZE_MAX];
    words_begin(shaper->words, look);
    read_ids(words_shape(shaper->words, text, size), ids);
    words_begin(shaper->words, &plain);
    read_ids(words_shape(shaper->words, text, size), other);
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code = utf8_decode(text + i, size - i, &length);
        bool small = code_is_letter(code) && code_lower(code) == code;
        if (!is_space(code) && (small || !look->small_caps)) {
            *(ids[i] != other[i] ? &effect->changed : &effect->unchanged) += 1;
        }
    }
}

struct text_effect text_effect(struct shaper *shaper, const struct text_style *style, const char *language,
                               const char *text) {
    struct text_effect effect = { 0 };
    struct word_style look = look_of(style, language);
    size_t size = strlen(text);
    for (size_t i = 0; i < size;) {
        struct token token = next_token(text, size, i);
        count_effect(shaper, &look, text + token.start, token.size, &effect);
        i = token.start + token.size;
    }
    return effect;
}

void shaped_dump(const struct shaped *shaped, struct buffer *out) {
    for (size_t i = 0; i < shaped->count; i++) {
        const struct glyph_run *run = &shaped->runs[i];
        buffer_print(out, "%s ", face_postscript_name(run->face));
        buffer_number(out, run->size, 2);
        buffer_text(out, " \"");
        buffer_add(out, run->text, run->text_size);
        buffer_text(out, "\" ");
        buffer_number(out, run->width, 2);
        buffer_text(out, "\n");
    }
}
