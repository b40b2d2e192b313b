#include "text/font_private.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"

#include <hb-ot.h>
#include <string.h>

/* A table of the font file; data is NULL if the font lacks it. */
struct table {
    hb_blob_t *blob;
    const unsigned char *data;
    unsigned size;
};

/* Tables without which a TrueType font cannot be set or subset. */
static const hb_tag_t needed_tables[] = {
    HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('m', 'a', 'x', 'p'),
    HB_TAG('h', 'm', 't', 'x'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f'),
};

static struct table table_open(hb_face_t *face, hb_tag_t tag) {
    struct table table = { .blob = hb_face_reference_table(face, tag) };
    table.data = (const unsigned char *)hb_blob_get_data(table.blob, &table.size);
    return table;
}

static void table_close(struct table *table) {
    hb_blob_destroy(table->blob);
}

static bool has_table(hb_face_t *face, hb_tag_t tag) {
    struct table table = table_open(face, tag);
    bool found = table.size > 0;
    table_close(&table);
    return found;
}

static unsigned table_u16(const struct table *table, unsigned offset, unsigned fallback) {
    if (offset + 2 > table->size) {
        return fallback;
    }
    return (unsigned)table->data[offset] << 8 | table->data[offset + 1];
}

static int table_i16(const struct table *table, unsigned offset, int fallback) {
    if (offset + 2 > table->size) {
        return fallback;
    }
    return (int16_t)table_u16(table, offset, 0);
}

/* Height of the outline of code, for fonts whose OS/2 table does not say it. */
static int measure_height(const struct face *face, uint32_t code) {
    hb_glyph_extents_t extents;
    uint32_t glyph = face_glyph(face, code);
    return glyph && hb_font_get_glyph_extents(face->hb_font, glyph, &extents) ? extents.y_bearing : 0;
}

/* Offsets of the fields below: OpenType specification, tables head, hhea, OS/2 and post. */
static void read_metrics(struct face *face) {
    struct face_metrics *metrics = &face->metrics;
    metrics->units_per_em = (int)hb_face_get_upem(face->hb_face);
    struct table head = table_open(face->hb_face, HB_TAG('h', 'e', 'a', 'd'));
    metrics->x_min = table_i16(&head, 36, 0);
    metrics->y_min = table_i16(&head, 38, 0);
    metrics->x_max = table_i16(&head, 40, 0);
    metrics->y_max = table_i16(&head, 42, 0);
    table_close(&head);
    struct table hhea = table_open(face->hb_face, HB_TAG('h', 'h', 'e', 'a'));
    metrics->ascender = table_i16(&hhea, 4, metrics->units_per_em);
    metrics->descender = table_i16(&hhea, 6, 0);
    table_close(&hhea);
    struct table os2 = table_open(face->hb_face, HB_TAG('O', 'S', '/', '2'));
    metrics->weight = table_i16(&os2, 4, face->weight);
    metrics->x_height = table_i16(&os2, 86, 0);
    metrics->cap_height = table_i16(&os2, 88, 0);
    table_close(&os2);
    metrics->x_height = metrics->x_height > 0 ? metrics->x_height : measure_height(face, 'x');
    metrics->cap_height = metrics->cap_height > 0 ? metrics->cap_height : measure_height(face, 'H');
    struct table post = table_open(face->hb_face, HB_TAG('p', 'o', 's', 't'));
    metrics->italic_angle = table_i16(&post, 4, 0);
    table_close(&post);
}

/* The name in the font, or the file's name without its ending for a font that has none. */
static const char *read_name(struct arena *arena, hb_face_t *face, const char *file) {
    char name[128];
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    if (size > 0) {
        return arena_text(arena, name);
    }
    const char *end = strrchr(file, '.');
    return arena_copy(arena, file, end ? (size_t)(end - file) : strlen(file));
}

/* Embedding rights. Source: OpenType specification, OS/2.fsType: of the low bits 2 alone is restricted, 4 alone allows viewing and
 * printing; bit 8 forbids subsets, bit 9 all but bitmaps. */
enum { RIGHTS_USAGE = 0x000F, RIGHTS_RESTRICTED = 0x0002, RIGHTS_PREVIEW = 0x0004, RIGHTS_WHOLE = 0x0100, RIGHTS_BITMAPS = 0x0200 };

/* Whether the face may be embedded; what its makers forbid is said. */
static bool check_rights(struct diag *diag, hb_face_t *face, const struct face_source *source) {
    struct table os2 = table_open(face, HB_TAG('O', 'S', '/', '2'));
    unsigned rights = table_u16(&os2, 8, 0);
    table_close(&os2);
    bool restricted = (rights & RIGHTS_USAGE) == RIGHTS_RESTRICTED;
    if (restricted || (rights & (RIGHTS_WHOLE | RIGHTS_BITMAPS))) {
        const char *what = restricted ? "no embedding" : rights & RIGHTS_BITMAPS ? "no outlines, only bitmaps" : "no subset, only the whole font";
        diag_add(diag, DIAG_CODE_FONT_RESTRICTED, source->pos, "%s: %s (OS/2 fsType 0x%04X)", source->file, what, rights);
        return false;
    }
    if ((rights & RIGHTS_USAGE) == RIGHTS_PREVIEW) {
        diag_add(diag, DIAG_CODE_FONT_PREVIEW, source->pos, "%s", source->file);
    }
    return true;
}

/* Files that hold fonts in other forms, by their first bytes. */
static const struct {
    const char *start;
    enum diag_code code;
    const char *what;
} other_files[] = {
    { "ttcf", DIAG_CODE_FONT_COLLECTION, NULL },
    { "wOFF", DIAG_CODE_FONT_DAMAGED, "a font packed for web pages, WOFF" },
    { "wOF2", DIAG_CODE_FONT_DAMAGED, "a font packed for web pages, WOFF 2" },
    { "%!PS", DIAG_CODE_FONT_DAMAGED, "a Type 1 font" },
    { "\x80\x01", DIAG_CODE_FONT_DAMAGED, "a Type 1 font" },
};

static bool check_file(struct diag *diag, hb_blob_t *blob, const struct face_source *source) {
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);
    for (size_t i = 0; i < sizeof other_files / sizeof *other_files; i++) {
        size_t length = strlen(other_files[i].start);
        if (size >= length && memcmp(data, other_files[i].start, length) == 0) {
            const char *what = other_files[i].what;
            diag_add(diag, other_files[i].code, source->pos, what ? "%s: %s" : "%s", source->file, what);
            return false;
        }
    }
    return true;
}

static bool check_face(struct diag *diag, hb_face_t *face, const struct face_source *source) {
    if (has_table(face, HB_TAG('C', 'F', 'F', ' ')) || has_table(face, HB_TAG('C', 'F', 'F', '2'))) {
        diag_add(diag, DIAG_CODE_FONT_CFF, source->pos, "%s", source->file);
        return false;
    }
    if (has_table(face, HB_TAG('f', 'v', 'a', 'r'))) {
        diag_add(diag, DIAG_CODE_FONT_VARIABLE, source->pos, "%s", source->file);
        return false;
    }
    for (size_t i = 0; i < sizeof needed_tables / sizeof *needed_tables; i++) {
        if (!has_table(face, needed_tables[i])) {
            diag_add(diag, DIAG_CODE_FONT_DAMAGED, source->pos, "%s", source->file);
            return false;
        }
    }
    return check_rights(diag, face, source);
}

/* Source: OpenType specification, tables hhea and hmtx. */
static void read_advances(struct face *face) {
    struct table hhea = table_open(face->hb_face, HB_TAG('h', 'h', 'e', 'a'));
    struct table hmtx = table_open(face->hb_face, HB_TAG('h', 'm', 't', 'x'));
    unsigned count = table_u16(&hhea, 34, 0);
    table_close(&hhea);
    face->advance_blob = hmtx.blob;
    face->advances = hmtx.data;
    face->advance_count = count <= hmtx.size / 4 ? count : 0; /* a table cut short is left to HarfBuzz */
    face->glyph_count = hb_face_get_glyph_count(face->hb_face);
}

bool face_open(struct arena *arena, struct diag *diag, const struct face_source *source, struct face *face) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(source->path);
    if (!blob) {
        diag_add(diag, DIAG_CODE_FONT_DAMAGED, source->pos, "%s", source->file);
        return false;
    }
    hb_face_t *hb_face = hb_face_create(blob, 0);
    if (!check_file(diag, blob, source) || !check_face(diag, hb_face, source)) {
        hb_face_destroy(hb_face);
        hb_blob_destroy(blob);
        return false;
    }
    face->path = source->path;
    face->weight = source->weight;
    face->italic = source->italic;
    face->blob = blob;
    face->hb_face = hb_face;
    face->hb_font = hb_font_create(hb_face);
    face->hash = arena_alloc(arena, sizeof *face->hash);
    face->postscript_name = read_name(arena, hb_face, source->file);
    read_metrics(face);
    read_advances(face);
    hb_face_make_immutable(hb_face);
    hb_font_make_immutable(face->hb_font);
    return true;
}

void face_close(struct face *face) {
    hb_blob_destroy(face->advance_blob);
    hb_font_destroy(face->hb_font);
    hb_face_destroy(face->hb_face);
    hb_blob_destroy(face->blob);
}

uint32_t face_glyph(const struct face *face, uint32_t code) {
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->hb_font, code, &glyph) ? glyph : 0;
}

size_t face_index(const struct face *face) {
    return face->index;
}

const struct face_metrics *face_metrics(const struct face *face) {
    return &face->metrics;
}

int face_weight(const struct face *face) {
    return face->weight;
}

bool face_is_italic(const struct face *face) {
    return face->italic;
}

const char *face_postscript_name(const struct face *face) {
    return face->postscript_name;
}

uint64_t face_hash(const struct face *face) {
    uint64_t hash = atomic_load(face->hash);
    if (hash == 0) {
        unsigned size;
        const char *data = hb_blob_get_data(face->blob, &size);
        hash = hash_bytes(HASH_START, data, size);
        atomic_store(face->hash, hash);
    }
    return hash;
}

/* Read from the table itself: asked for every glyph that is written. */
int face_glyph_advance(const struct face *face, uint32_t glyph) {
    if (face->advance_count == 0 || glyph >= face->glyph_count) {
        return hb_font_get_glyph_h_advance(face->hb_font, glyph);
    }
    const unsigned char *advance = face->advances + 4 * (size_t)(glyph < face->advance_count ? glyph : face->advance_count - 1);
    return advance[0] << 8 | advance[1];
}

/* Passes an outline on from HarfBuzz's callbacks to ours. */
struct pen {
    const struct face_outline *outline;
    void *context;
};

static void pen_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user) {
    (void)funcs, (void)state, (void)user;
    const struct pen *pen = data;
    pen->outline->move(pen->context, (double)x, (double)y);
}

static void pen_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user) {
    (void)funcs, (void)state, (void)user;
    const struct pen *pen = data;
    pen->outline->line(pen->context, (double)x, (double)y);
}

static void pen_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2,
                      float y2, float x, float y, void *user) {
    (void)funcs, (void)state, (void)user;
    const struct pen *pen = data;
    pen->outline->curve(pen->context, (double)x1, (double)y1, (double)x2, (double)y2, (double)x, (double)y);
}

static void pen_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user) {
    (void)funcs, (void)state, (void)user;
    const struct pen *pen = data;
    pen->outline->close(pen->context);
}

void face_draw(const struct face *face, uint32_t glyph, const struct face_outline *outline, void *context) {
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, pen_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, pen_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, pen_curve, NULL, NULL); /* HarfBuzz turns quadratic curves into cubic ones */
    hb_draw_funcs_set_close_path_func(funcs, pen_close, NULL, NULL);
    struct pen pen = { .outline = outline, .context = context };
    hb_font_get_glyph_shape(face->hb_font, glyph, funcs, &pen);
    hb_draw_funcs_destroy(funcs);
}

const char *face_path(const struct face *face) {
    return face->path;
}
