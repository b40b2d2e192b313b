#include "output/embed.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/utf8.h"
#include "output/object.h"
#include "text/font.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

/* BFCHAR_LIMIT: entries that one block of a Unicode map may have (Adobe Technical Note 5014).
 * CHARACTER_LIMIT: ids have two bytes. */
enum { BFCHAR_LIMIT = 100, CHARACTER_LIMIT = 0xFFFF, WIDTH_DECIMALS = 5, PER_EM = 1000, TAG_SIZE = 6 };

#define ZERO_WIDTH_SPACE 0x200B

struct character {
    uint32_t glyph;
    const char *text;
    size_t size;
    uint32_t next; /* id of the next character with the same glyph, 0 at the end */
};

/* What is used of one face. */
struct font {
    const struct face *face;
    struct character *characters; /* by id - 1 */
    size_t count, capacity;
    uint32_t *first; /* by glyph: id of the first character that uses it, 0 for none */
    size_t first_count, first_capacity;
    struct embed_letter *letters; /* by glyph */
    size_t letter_count, letter_capacity;
};

struct embed {
    struct arena *arena;
    struct font *fonts; /* by face index */
    size_t count;
    bool has_empty_glyph, is_full;
};

struct embed *embed_new(struct arena *arena, const struct fonts *fonts) {
    struct embed *embed = arena_alloc(arena, sizeof *embed);
    embed->arena = arena;
    embed->count = fonts_count(fonts);
    embed->fonts = arena_array(arena, embed->count, sizeof *embed->fonts);
    for (size_t i = 0; i < embed->count; i++) {
        embed->fonts[i].face = fonts_at(fonts, i);
    }
    return embed;
}

static uint32_t *first_of(struct embed *embed, struct font *font, uint32_t glyph) {
    while (font->first_count <= glyph) {
        font->first = arena_grow(embed->arena, font->first, font->first_count, &font->first_capacity,
                                 sizeof *font->first);
        font->first[font->first_count++] = 0;
    }
    return &font->first[glyph];
}

static uint32_t add_character(struct embed *embed, struct font *font, struct character character) {
    if (font->count == CHARACTER_LIMIT) {
        embed->is_full = true;
        return CHARACTER_LIMIT;
    }
    font->characters = arena_grow(embed->arena, font->characters, font->count, &font->capacity,
                                  sizeof *font->characters);
    font->characters[font->count++] = character;
    return (uint32_t)font->count;
}

/* One byte. A raw carriage return would be read as a line feed. */
static char *write_byte(char *to, unsigned byte) {
    static const char escapes[UCHAR_MAX + 1] = { ['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r' };
    char escape = escapes[byte];
    if (escape) {
        *to++ = '\\';
    }
    *to++ = escape ? escape : (char)(unsigned char)byte;
    return to;
}

char *embed_write_id(char *to, uint32_t id) {
    return write_byte(write_byte(to, id >> 8 & 0xFF), id & 0xFF);
}

/* Notes what most glyphs stand for: one letter. */
static void add_letter(struct embed *embed, struct font *font, uint32_t glyph, struct embed_letter letter) {
    while (font->letter_count <= glyph) {
        font->letters = arena_grow(embed->arena, font->letters, font->letter_count, &font->letter_capacity, sizeof *font->letters);
        font->letters[font->letter_count++] = (struct embed_letter){ 0 };
    }
    if (font->letters[glyph].id == 0) {
        letter.advance = (uint16_t)face_glyph_advance(font->face, glyph);
        letter.size = (unsigned char)(embed_write_id(letter.bytes, letter.id) - letter.bytes);
        font->letters[glyph] = letter;
    }
}

const struct embed_letter *embed_letters(const struct embed *embed, const struct face *face, size_t *count) {
    const struct font *font = &embed->fonts[face_index(face)];
    *count = font->letter_count;
    return font->letters;
}

uint32_t embed_character(struct embed *embed, const struct face *face, uint32_t glyph, const char *text, size_t size) {
    assert(face_index(face) < embed->count);
    struct font *font = &embed->fonts[face_index(face)];
    embed->has_empty_glyph |= glyph == 0;
    uint32_t *first = first_of(embed, font, glyph);
    for (uint32_t id = *first; id != 0; id = font->characters[id - 1].next) {
        const struct character *known = &font->characters[id - 1];
        if (known->size == size && (size == 0 || memcmp(known->text, text, size) == 0)) {
            return id;
        }
    }
    struct character character = { .glyph = glyph, .text = text, .size = size, .next = *first };
    uint32_t id = add_character(embed, font, character);
    *first_of(embed, font, glyph) = id;
    if (size == 1 && glyph != 0 && !embed->is_full) {
        add_letter(embed, font, glyph, (struct embed_letter){ .id = id, .text = *text });
    }
    return id;
}

void embed_unicode(struct buffer *out, const char *text, size_t size) {
    if (size == 0) {
        object_utf16(out, ZERO_WIDTH_SPACE);
    }
    size_t length = 0;
    for (size_t i = 0; i < size; i += length) {
        uint32_t code = utf8_decode(text + i, size - i, &length);
        /* These three say "no character" in a Unicode map (ISO 19005-3, 6.2.11.7.2). */
        object_utf16(out, code == 0 || code == 0xFEFF || code == 0xFFFE ? ZERO_WIDTH_SPACE : code);
    }
}

static uint32_t write_to_unicode(struct embed *embed, const struct font *font, struct objects *objects) {
    struct buffer map = buffer_new(embed->arena);
    buffer_text(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < font->count; i++) {
        if (i % BFCHAR_LIMIT == 0) {
            size_t left = font->count - i;
            buffer_print(&map, "%zu beginbfchar\n", left < BFCHAR_LIMIT ? left : BFCHAR_LIMIT);
        }
        buffer_byte(&map, '<');
        object_hex(&map, (uint32_t)i + 1);
        buffer_add(&map, "><", 2);
        embed_unicode(&map, font->characters[i].text, font->characters[i].size);
        buffer_text(&map, ">\n");
        if (i % BFCHAR_LIMIT == BFCHAR_LIMIT - 1 || i + 1 == font->count) {
            buffer_text(&map, "endbfchar\n");
        }
    }
    buffer_text(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return objects_stream(objects, "", map.data, map.size, FILTER_DEFLATE);
}

static double per_em(const struct font *font, int units) {
    return (double)units * PER_EM / face_metrics(font->face)->units_per_em;
}

/* Widths as reals: rounded ones would force small corrections into every line of text. */
static void add_widths(struct buffer *body, const struct font *font) {
    buffer_text(body, "/DW 0/W[1[");
    for (size_t i = 0; i < font->count; i++) {
        buffer_number(body, per_em(font, face_glyph_advance(font->face, font->characters[i].glyph)), WIDTH_DECIMALS);
        buffer_byte(body, i + 1 < font->count ? ' ' : ']');
    }
    buffer_text(body, "]");
}

/* The face reduced to the glyphs in use. */
struct subset {
    const char *bytes;
    size_t size;
    const uint32_t *by_character; /* id - 1 to new glyph id */
    const char *name;             /* "ABCDEF+Roboto-Bold" */
};

/* Six capitals from the hash of the subset. */
static const char *subset_name(struct embed *embed, const struct font *font, const struct subset *subset) {
    uint64_t hash = hash_bytes(HASH_START, subset->bytes, subset->size);
    char tag[TAG_SIZE + 1] = { 0 };
    for (int i = 0; i < TAG_SIZE; i++) {
        tag[i] = (char)('A' + hash % 26);
        hash /= 26;
    }
    return arena_print(embed->arena, "%s+%s", tag, face_postscript_name(font->face));
}

static bool make_subset(struct embed *embed, const struct font *font, struct subset *subset) {
    uint32_t *glyphs = arena_array(embed->arena, font->first_count, sizeof *glyphs);
    uint32_t *places = arena_array(embed->arena, font->first_count, sizeof *places);
    uint32_t *by_character = arena_array(embed->arena, font->count, sizeof *by_character);
    size_t count = 0;
    for (uint32_t glyph = 0; glyph < font->first_count; glyph++) {
        if (font->first[glyph] != 0) {
            places[glyph] = (uint32_t)count;
            glyphs[count++] = glyph;
        }
    }
    uint32_t *map = arena_array(embed->arena, count, sizeof *map);
    subset->bytes = face_subset(embed->arena, font->face, glyphs, count, map, &subset->size);
    if (!subset->bytes) {
        return false;
    }
    for (size_t i = 0; i < font->count; i++) {
        by_character[i] = map[places[font->characters[i].glyph]];
    }
    subset->by_character = by_character;
    subset->name = subset_name(embed, font, subset);
    return true;
}

static uint32_t write_glyph_map(struct embed *embed, const struct font *font, const struct subset *subset,
                                struct objects *objects) {
    struct buffer map = buffer_new(embed->arena);
    buffer_add(&map, "\0\0", 2); /* id 0 is .notdef */
    for (size_t i = 0; i < font->count; i++) {
        buffer_byte(&map, (char)(subset->by_character[i] >> 8));
        buffer_byte(&map, (char)(subset->by_character[i] & 0xFF));
    }
    return objects_stream(objects, "", map.data, map.size, FILTER_DEFLATE);
}

static uint32_t write_descriptor(struct embed *embed, const struct font *font, const struct subset *subset,
                                 struct objects *objects) {
    const struct face_metrics *metrics = face_metrics(font->face);
    const char *length = arena_print(embed->arena, "/Length1 %zu", subset->size);
    uint32_t file = objects_stream(objects, length, subset->bytes, subset->size, FILTER_DEFLATE);
    /* Flags: symbolic, which only says that the glyphs are not chosen through a standard encoding; bit 7: italic.
     * StemV is needed but used by no reader of embedded outlines: estimated from the weight. */
    int flags = 4 | (metrics->italic_angle != 0 ? 64 : 0);
    struct buffer body = buffer_new(embed->arena);
    buffer_print(&body, "/Type/FontDescriptor/FontName/%s/Flags %d/ItalicAngle %d/StemV %d/FontBBox[", subset->name,
                 flags, metrics->italic_angle, 50 + metrics->weight * metrics->weight / 4225);
    const int box[] = { metrics->x_min, metrics->y_min, metrics->x_max, metrics->y_max };
    for (int i = 0; i < 4; i++) {
        buffer_number(&body, per_em(font, box[i]), 0);
        buffer_byte(&body, i < 3 ? ' ' : ']');
    }
    buffer_text(&body, "/Ascent ");
    buffer_number(&body, per_em(font, metrics->ascender), 0);
    buffer_text(&body, "/Descent ");
    buffer_number(&body, per_em(font, metrics->descender), 0);
    buffer_text(&body, "/CapHeight ");
    buffer_number(&body, per_em(font, metrics->cap_height), 0);
    buffer_text(&body, "/FontFile2 ");
    object_reference(&body, file);
    return objects_add(objects, body.data);
}

static uint32_t write_font(struct embed *embed, const struct font *font, const struct subset *subset,
                           struct objects *objects) {
    uint32_t descriptor = write_descriptor(embed, font, subset, objects);
    uint32_t glyph_map = write_glyph_map(embed, font, subset, objects);
    uint32_t to_unicode = write_to_unicode(embed, font, objects);
    struct buffer body = buffer_new(embed->arena);
    buffer_print(&body, "/Type/Font/Subtype/CIDFontType2/BaseFont/%s", subset->name);
    buffer_text(&body, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
    object_reference(&body, descriptor);
    buffer_text(&body, "/CIDToGIDMap ");
    object_reference(&body, glyph_map);
    add_widths(&body, font);
    uint32_t descendant = objects_add(objects, body.data);
    return objects_add(objects, arena_print(embed->arena,
                                            "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
                                            "/DescendantFonts[%lu 0 R]/ToUnicode %lu 0 R",
                                            subset->name, (unsigned long)descendant, (unsigned long)to_unicode));
}

bool embed_write(struct embed *embed, struct diag *diag, struct objects *objects, struct buffer *resources) {
    if (embed->has_empty_glyph) {
        diag_add(diag, DIAG_CODE_PDF_NO_GLYPH, (struct source_pos){ 0 }, NULL);
        return false;
    }
    for (size_t i = 0; i < embed->count; i++) {
        const struct font *font = &embed->fonts[i];
        struct subset subset;
        if (font->count == 0) {
            continue;
        }
        if (embed->is_full || !make_subset(embed, font, &subset)) {
            diag_add(diag, DIAG_CODE_PDF_FACE, (struct source_pos){ 0 }, "%s", face_postscript_name(font->face));
            return false;
        }
        buffer_print(resources, "/F%zu ", i);
        object_reference(resources, write_font(embed, font, &subset, objects));
    }
    return true;
}
