#include "text/word.h"
#include "text/font_private.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

/* Words kept before the cache starts anew. */
#ifdef ALMANAC_SMALL_ARENA
enum { CACHE_MAX = 16, FIRST_SLOTS = 4 };
#else
enum { CACHE_MAX = 65536, FIRST_SLOTS = 4096 };
#endif

/* Nor does it grow beyond this, so that what a process takes does not grow with what it makes [byte]. */
enum { CACHE_BYTES = 8 * 1024 * 1024 };

enum {
    SOFT_HYPHEN = 0x00AD,
    NO_BREAK_SPACE = 0x00A0,
    FIGURE_SPACE = 0x2007,
    THIN_SPACE = 0x2009,
    HYPHEN = 0x2010,
    NO_BREAK_HYPHEN = 0x2011,
    NARROW_SPACE = 0x202F,
    REPLACEMENT = 0xFFFD,
    BOX = 0x25A1
};

/* The looks of a word as they are compared: face, script, ligatures and small capitals in one number. */
struct look {
    uint64_t style;
    hb_language_t language;
};

struct entry {
    uint64_t hash;
    struct look look;
    const char *text;
    size_t size;
    struct word word;
};

/* The last language asked for: nearly always the next one, too. */
struct known_language {
    char name[16];
    hb_language_t language;
    uint64_t hash;
};

struct words {
    const struct fonts *fonts;
    hb_buffer_t *buffer;
    hb_unicode_funcs_t *unicode;
    struct arena *cache; /* entries; emptied when full */
    struct arena *table;  /* of the slots; outgrown ones stay */
    struct entry **slots;
    size_t slot_count;    /* a power of two; at least half are free */
    size_t count;
    struct known_language known;
    struct word_style style; /* of words_begin; its language is not kept */
    struct look look;        /* the same */
    uint64_t seed;           /* of hashes in this look */
    const struct entry *space; /* in this look: every second word is one; NULL: none was asked for yet */
};

/* A code point of the word. */
struct letter {
    uint32_t code;
    uint32_t offset; /* byte in the word */
    bool silent;     /* shows nothing: soft hyphens inside, joiners, byte order marks */
    bool mark;       /* belongs to the letter before it */
};

/* A word while it is being shaped. */
struct draft {
    struct words *words;
    struct word_style style;
    const char *text;
    size_t size;
    hb_language_t language;
    struct letter letters[WORD_SIZE_MAX + 1]; /* the last one only marks the end */
    size_t letter_count;
    struct word_part *parts;
    size_t part_count, part_capacity;
    uint32_t *missing;
    size_t missing_count, missing_capacity;
};

/* Letters first to end, to be set in the level-th face: 0 the word's own, then the fallbacks. */
struct segment {
    size_t first, end;
    size_t level;
};

bool is_space(uint32_t code) {
    return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == NO_BREAK_SPACE ||
           (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == NARROW_SPACE ||
           code == 0x205F || code == 0x3000;
}

/* Joiners, variation selectors and marks of direction. Source: Unicode, Default_Ignorable_Code_Point. */
static bool is_ignorable(uint32_t code) {
    return code == SOFT_HYPHEN || code == 0x034F || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0000 && code <= 0xE0FFF);
}

static bool is_mark(struct words *words, uint32_t code) {
    hb_unicode_general_category_t category = hb_unicode_general_category(words->unicode, code);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK;
}

static void read_letters(struct draft *draft) {
    size_t count = 0;
    for (size_t i = 0; i < draft->size;) {
        size_t length;
        uint32_t code = utf8_decode(draft->text + i, draft->size - i, &length);
        bool last = i + length == draft->size;
        draft->letters[count++] = (struct letter){
            .code = code,
            .offset = (uint32_t)i,
            .silent = is_ignorable(code) && !(code == SOFT_HYPHEN && last),
            .mark = count > 0 && (is_mark(draft->words, code) || code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F)),
        };
        i += length;
    }
    draft->letter_count = count;
    draft->letters[count] = (struct letter){ .offset = (uint32_t)draft->size };
}

static const struct face *level_face(const struct draft *draft, size_t level) {
    return level == 0 ? draft->style.face : fonts_fallback_for(draft->words->fonts, level - 1, draft->style.face);
}

static size_t level_count(const struct draft *draft) {
    return fonts_fallback_count(draft->words->fonts) + 1;
}

/* The code that is looked up for code: hyphens that do not break, or stand at a line's end, look like the plain one. */
static uint32_t shown_code(const struct face *face, uint32_t code) {
    if (code == NO_BREAK_HYPHEN || code == SOFT_HYPHEN) {
        return face_glyph(face, '-') ? '-' : HYPHEN;
    }
    return code;
}

/* The end of the grapheme that begins at letter i. */
static size_t grapheme_end(const struct draft *draft, size_t i) {
    i++;
    while (i < draft->letter_count && draft->letters[i].mark) {
        i++;
    }
    return i;
}

/* Feeds the segment to HarfBuzz; clusters are numbers of letters. */
static void fill_buffer(struct draft *draft, const struct face *face, struct segment segment) {
    hb_buffer_t *buffer = draft->words->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    for (size_t i = segment.first; i < segment.end; i++) {
        uint32_t code = draft->letters[i].code;
        if (code != SOFT_HYPHEN || !draft->letters[i].silent) {
            hb_buffer_add(buffer, shown_code(face, code), (unsigned)i);
        }
    }
    hb_buffer_set_language(buffer, draft->language);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
}

/* Figures are lining and tabular everywhere. Source: the house style. Where a face has no superior
 * figures by name, the numerators of its fractions are the same. */
static void shape_buffer(struct draft *draft, const struct face *face) {
    bool ligatures = draft->style.ligatures;
    bool raised = draft->style.script == SCRIPT_RAISED, lowered = draft->style.script == SCRIPT_LOWERED;
    const hb_feature_t features[] = {
        { HB_TAG('k', 'e', 'r', 'n'), 1, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('l', 'n', 'u', 'm'), 1, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('t', 'n', 'u', 'm'), 1, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('l', 'i', 'g', 'a'), ligatures, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('c', 'l', 'i', 'g'), ligatures, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('s', 'm', 'c', 'p'), draft->style.small_caps, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('s', 'u', 'p', 's'), raised, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('n', 'u', 'm', 'r'), raised, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('s', 'u', 'b', 's'), lowered, 0, HB_FEATURE_GLOBAL_END },
        { HB_TAG('s', 'i', 'n', 'f'), lowered, 0, HB_FEATURE_GLOBAL_END },
    };
    hb_shape(face->hb_font, draft->words->buffer, features, sizeof features / sizeof *features);
}

/* Marks in missing (one flag a letter) every letter of whose cluster the face has no glyph; true if there is one. */
static bool find_missing(struct draft *draft, struct segment segment, bool *missing) {
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(draft->words->buffer, &count);
    memset(missing, 0, WORD_SIZE_MAX * sizeof *missing);
    bool found = false;
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].codepoint == 0) {
            missing[infos[i].cluster] = true;
            found = true;
        }
    }
    for (size_t i = segment.first; found && i < segment.end;) {
        size_t end = grapheme_end(draft, i);
        for (size_t k = i; k < end; k++) {
            missing[i] = missing[i] || missing[k];
        }
        i = end;
    }
    return found;
}

/* Bytes of the letters first to end, without those at the end that show nothing. */
static uint32_t shown_size(const struct draft *draft, size_t first, size_t end) {
    while (end > first + 1 && draft->letters[end - 1].silent) {
        end--;
    }
    end = end > first ? end : first + 1;
    return draft->letters[end].offset - draft->letters[first].offset;
}

static struct word_part *add_part(struct draft *draft, struct segment segment, size_t glyph_count) {
    struct arena *arena = draft->words->cache;
    draft->parts =
        arena_grow(arena, draft->parts, draft->part_count, &draft->part_capacity, sizeof *draft->parts);
    struct word_part *part = &draft->parts[draft->part_count++];
    *part = (struct word_part){
        .face = draft->style.face,
        .fallback = segment.level > 0,
        .glyphs = arena_array(arena, glyph_count, sizeof(struct glyph)),
        .count = glyph_count,
        .start = draft->letters[segment.first].offset,
        .end = draft->letters[segment.end].offset,
    };
    return part;
}

/* Turns the shaped buffer into a part. */
static void add_shaped(struct draft *draft, const struct face *face, struct segment segment) {
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(draft->words->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(draft->words->buffer, &count);
    if (count == 0) {
        return;
    }
    struct word_part *part = add_part(draft, segment, count);
    part->face = face;
    struct glyph *glyphs = (struct glyph *)part->glyphs;
    for (unsigned i = 0; i < count; i++) {
        unsigned next = i + 1;
        while (next < count && infos[next].cluster == infos[i].cluster) {
            next++;
        }
        size_t first = infos[i].cluster;
        size_t end = next < count ? infos[next].cluster : segment.end;
        bool further = i > 0 && infos[i - 1].cluster == infos[i].cluster;
        glyphs[i] = (struct glyph){
            .id = infos[i].codepoint,
            .advance = positions[i].x_advance,
            .x_offset = positions[i].x_offset,
            .y_offset = positions[i].y_offset,
            .start = draft->letters[first].offset,
            .size = further ? 0 : shown_size(draft, first, end),
        };
    }
}

/* A face with a glyph for code, the word's own first; NULL if none has one. */
static const struct face *find_face(const struct draft *draft, uint32_t code, size_t *level) {
    for (*level = 0; *level < level_count(draft); (*level)++) {
        const struct face *face = level_face(draft, *level);
        if (face_glyph(face, code)) {
            return face;
        }
    }
    return NULL;
}

/* Sets a replacement for every grapheme of the segment, which no face can show. */
static void add_replacements(struct draft *draft, struct segment segment) {
    static const uint32_t signs[] = { REPLACEMENT, BOX, '?' };
    const struct face *face = NULL;
    size_t level = 0;
    uint32_t sign = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !face; i++) {
        sign = signs[i];
        face = find_face(draft, sign, &level);
    }
    for (size_t i = segment.first; i < segment.end;) {
        size_t end = grapheme_end(draft, i);
        draft->missing = arena_grow(draft->words->cache, draft->missing, draft->missing_count,
                                    &draft->missing_capacity, sizeof *draft->missing);
        draft->missing[draft->missing_count++] = draft->letters[i].code;
        if (face) {
            struct word_part *part = add_part(draft, (struct segment){ i, end, level }, 1);
            part->face = face;
            uint32_t glyph = face_glyph(face, sign);
            *(struct glyph *)part->glyphs = (struct glyph){
                .id = glyph,
                .advance = face_glyph_advance(face, glyph),
                .start = part->start,
                .size = part->end - part->start,
            };
        }
        i = end;
    }
}

/* Shapes the segment; graphemes that the face lacks go to the next one. Ends because each call has a shorter segment or
 * a higher level. */
static void shape_segment(struct draft *draft, struct segment segment) {
    if (segment.level == level_count(draft)) {
        add_replacements(draft, segment);
        return;
    }
    const struct face *face = level_face(draft, segment.level);
    fill_buffer(draft, face, segment);
    shape_buffer(draft, face);
    bool missing[WORD_SIZE_MAX];
    if (!find_missing(draft, segment, missing)) {
        add_shaped(draft, face, segment);
        return;
    }
    for (size_t i = segment.first; i < segment.end;) {
        size_t end = grapheme_end(draft, i);
        while (end < segment.end && missing[end] == missing[i]) {
            end = grapheme_end(draft, end);
        }
        shape_segment(draft, (struct segment){ i, end, segment.level + missing[i] });
        i = end;
    }
}

/* Width of a space that a face has no glyph for, as a part of its em. Source: Unicode, block General Punctuation. */
static double space_em(uint32_t code) {
    static const double widths[] = { 1. / 2, 1, 1. / 2, 1, 1. / 3, 1. / 4, 1. / 6, 0, 0, 1. / 5, 1. / 10 };
    if (code >= 0x2000 && code <= 0x200A) {
        return widths[code - 0x2000];
    }
    return code == NARROW_SPACE ? 1. / 5 : code == 0x3000 ? 1 : code == 0x205F ? 4. / 18 : 0;
}

/* The glyph and advance of a space. The narrow no-break space is the thin space that does not break, though some fonts
 * draw it as wide as a word space; the no-break space is always the word space. */
static struct glyph space_glyph(const struct face *face, uint32_t code) {
    uint32_t wanted = code == NARROW_SPACE ? THIN_SPACE : code;
    uint32_t glyph = wanted >= 0x2000 ? face_glyph(face, wanted) : 0;
    uint32_t model = code == FIGURE_SPACE ? '0' : code == 0x2008 ? '.' : ' ';
    int advance = face_glyph_advance(face, glyph ? glyph : face_glyph(face, model));
    if (!glyph && space_em(code) > 0) {
        advance = (int)(space_em(code) * face->metrics.units_per_em + 0.5);
    }
    return (struct glyph){ .id = glyph ? glyph : face_glyph(face, ' '), .advance = advance };
}

static void add_space(struct draft *draft) {
    size_t level;
    const struct face *face = find_face(draft, ' ', &level);
    if (face) {
        struct word_part *part = add_part(draft, (struct segment){ 0, draft->letter_count, level }, 1);
        part->face = face;
        struct glyph glyph = space_glyph(face, draft->letters[0].code);
        glyph.size = part->end;
        *(struct glyph *)part->glyphs = glyph;
    }
}

static struct word make_word(struct words *words, const struct entry *entry) {
    struct draft draft = { .words = words, .style = words->style, .text = entry->text, .size = entry->size, .language = entry->look.language };
    read_letters(&draft);
    if (draft.letter_count == 1 && is_space(draft.letters[0].code)) {
        add_space(&draft);
    } else if (draft.letter_count > 0) {
        shape_segment(&draft, (struct segment){ 0, draft.letter_count, 0 });
    }
    return (struct word){
        .parts = draft.parts,
        .count = draft.part_count,
        .missing = draft.missing,
        .missing_count = draft.missing_count,
    };
}

struct words *words_new(struct arena *arena, const struct fonts *fonts) {
    struct words *words = arena_alloc(arena, sizeof *words);
    words->fonts = fonts;
    words->buffer = hb_buffer_create();
    words->unicode = hb_unicode_funcs_get_default();
    words->cache = arena_new();
    words->table = arena;
    words->slot_count = FIRST_SLOTS;
    words->slots = arena_array(arena, FIRST_SLOTS, sizeof *words->slots);
    return words;
}

void words_close(struct words *words) {
    hb_buffer_destroy(words->buffer);
    arena_close(words->cache);
}

static void know_language(struct words *words, const char *name) {
    struct known_language *known = &words->known;
    if (known->language && strncmp(known->name, name, sizeof known->name) == 0) {
        return;
    }
    *known = (struct known_language){ .language = hb_language_from_string(name, -1), .hash = hash_text(HASH_START, name) };
    if (strlen(name) < sizeof known->name) {
        memcpy(known->name, name, strlen(name) + 1);
    }
}

static uint64_t hash_word(const struct words *words, const char *text, size_t size) {
    uint64_t hash = hash_bytes(words->seed, text, size);
    return hash ^ hash >> 32;
}

static bool is_same_look(struct look a, struct look b) {
    return a.style == b.style && a.language == b.language;
}

static bool is_same_word(const struct entry *a, const struct entry *b) {
    return a->hash == b->hash && is_same_look(a->look, b->look) && a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* The slot that holds wanted, or the free one where it belongs. */
static struct entry **find_slot(const struct words *words, const struct entry *wanted) {
    size_t mask = words->slot_count - 1, slot = (size_t)wanted->hash & mask;
    while (words->slots[slot] && !is_same_word(words->slots[slot], wanted)) {
        slot = (slot + 1) & mask;
    }
    return &words->slots[slot];
}

static void double_slots(struct words *words) {
    struct entry **old = words->slots;
    size_t old_count = words->slot_count;
    words->slot_count = 2 * old_count;
    words->slots = arena_array(words->table, words->slot_count, sizeof *words->slots);
    for (size_t i = 0; i < old_count; i++) {
        if (old[i]) {
            *find_slot(words, old[i]) = old[i];
        }
    }
}

/* Room for one word more: the table grows with the words, up to the most that are kept. */
static void make_room(struct words *words) {
    if (words->count == CACHE_MAX || arena_size(words->cache) > CACHE_BYTES) {
        arena_clear(words->cache);
        memset(words->slots, 0, words->slot_count * sizeof *words->slots);
        words->count = 0;
        words->space = NULL;
    } else if (2 * (words->count + 1) > words->slot_count) {
        double_slots(words);
    }
}

void words_begin(struct words *words, const struct word_style *style) {
    know_language(words, style->language);
    struct look look = { .style = face_index(style->face) << 8 | (uint64_t)style->script << 2 | (uint64_t)style->ligatures << 1 | style->small_caps,
                         .language = words->known.language };
    if (!is_same_look(look, words->look)) {
        words->space = NULL;
    }
    words->style = *style;
    words->style.language = NULL;
    words->look = look;
    words->seed = words->known.hash ^ look.style * UINT64_C(0x9E3779B97F4A7C15);
}

/* The word that was found or made; a space is noted. */
static const struct word *found(struct words *words, const struct entry *entry) {
    if (entry->size == 1 && *entry->text == ' ') {
        words->space = entry;
    }
    return &entry->word;
}

const struct word *words_shape(struct words *words, const char *text, size_t size) {
    assert(size <= WORD_SIZE_MAX);
    if (words->space && size == 1 && *text == ' ') {
        return &words->space->word;
    }
    struct entry wanted = { .hash = hash_word(words, text, size), .look = words->look, .text = text, .size = size };
    make_room(words);
    struct entry **slot = find_slot(words, &wanted);
    if (*slot) {
        return found(words, *slot);
    }
    struct entry *entry = arena_alloc(words->cache, sizeof *entry);
    *entry = wanted;
    entry->text = arena_copy(words->cache, text, size);
    entry->word = make_word(words, entry);
    *slot = entry;
    words->count++;
    return found(words, entry);
}
