#include "text/font_private.h"

#include "base/arena.h"

#include <hb-subset.h>

/* Tables that an embedded font does not need: text is placed by glyph id and read through ToUnicode. Without GSUB the
 * subset also takes no glyphs beyond those asked for and their components. */
static const hb_tag_t dropped_tables[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n'),
    HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'), HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'),
    HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'), HB_TAG('p', 'r', 'e', 'p'), HB_TAG('g', 'a', 's', 'p'),
    HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('D', 'S', 'I', 'G'),
    HB_TAG('m', 'e', 't', 'a'), HB_TAG('F', 'F', 'T', 'M'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
    HB_TAG('M', 'A', 'T', 'H'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('J', 'S', 'T', 'F'), HB_TAG('P', 'C', 'L', 'T'),
};

static hb_subset_input_t *make_input(const uint32_t *glyphs, size_t count) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) {
        return NULL;
    }
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < count; i++) {
        hb_set_add(wanted, glyphs[i]);
    }
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof dropped_tables / sizeof *dropped_tables; i++) {
        hb_set_add(dropped, dropped_tables[i]);
    }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return input;
}

/* Fills map from the plan; false if a glyph did not survive. */
static bool read_map(hb_subset_plan_t *plan, const uint32_t *glyphs, size_t count, uint32_t *map) {
    const hb_map_t *new_ids = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (size_t i = 0; i < count; i++) {
        map[i] = hb_map_get(new_ids, glyphs[i]);
        if (map[i] == HB_MAP_VALUE_INVALID) {
            return false;
        }
    }
    return true;
}

static const char *copy_bytes(struct arena *arena, hb_face_t *subset, size_t *size) {
    hb_blob_t *blob = hb_face_reference_blob(subset);
    unsigned length;
    const char *data = hb_blob_get_data(blob, &length);
    const char *copy = length > 0 ? arena_copy(arena, data, length) : NULL;
    *size = length;
    hb_blob_destroy(blob);
    return copy;
}

const char *face_subset(struct arena *arena, const struct face *face, const uint32_t *glyphs, size_t count,
                        uint32_t *map, size_t *size) {
    hb_subset_input_t *input = make_input(glyphs, count);
    if (!input) {
        return NULL;
    }
    const char *bytes = NULL;
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face->hb_face, input);
    if (plan && read_map(plan, glyphs, count, map)) {
        hb_face_t *subset = hb_subset_plan_execute_or_fail(plan);
        bytes = subset ? copy_bytes(arena, subset, size) : NULL;
        hb_face_destroy(subset);
    }
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return bytes;
}
