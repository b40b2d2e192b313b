/* Method nodes: specialisation nodes, the activities of a region whose location quotient lies above a bound and that
 * are large enough to matter there: quotient > "quotient_above" (strict) and share >= "share_at_least". A node is a
 * point with the quotient as its value; what is no node has no point. "exclude" leaves members out. Every setting
 * stands in the formula. Source: ECCP country factsheets 2022, bounds 1.5 and 1 %. */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/yaml.h"

struct noding {
    struct definition *definition;
    const struct series *of, *share;
    const struct matcher *matcher; /* of share */
    double above, at_least;
    size_t over;    /* dimension of which members are left out; SIZE_MAX: none */
    bool *excluded; /* by member of over */
};

/* "exclude": {dimension: [codes]}. */
static bool read_exclude(struct noding *noding) {
    const struct definition *definition = noding->definition;
    const struct yaml *exclude = yaml_find(definition->entry, "exclude");
    noding->over = SIZE_MAX;
    if (!exclude || exclude->kind != YAML_MAP || exclude->count != 1) {
        return !exclude;
    }
    noding->over = series_find_dimension(noding->of, exclude->keys[0]);
    if (noding->over == SIZE_MAX) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, exclude->key_pos[0], "%s",
                 exclude->keys[0]);
        return false;
    }
    size_t count = 0;
    const char *const *codes = yaml_texts(definition->arena, definition->diag, exclude, exclude->keys[0], &count);
    noding->excluded = arena_array(definition->arena, noding->of->dimensions[noding->over].count, sizeof(bool));
    for (size_t i = 0; i < count; i++) {
        size_t member = series_find_member(noding->of, noding->over, codes[i]);
        if (member == SIZE_MAX) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_CODE, exclude->key_pos[0], "%s", codes[i]);
            return false;
        }
        noding->excluded[member] = true;
    }
    return true;
}

/* The formula says all settings, so that it cannot say others. */
static void write_formula(const struct noding *noding) {
    struct series *series = noding->definition->series;
    struct buffer text = buffer_new(noding->definition->arena);
    buffer_print(&text, "%s%squotient above ", series->formula, *series->formula ? ": " : "");
    buffer_number(&text, noding->above, 6);
    buffer_text(&text, ", share at least ");
    buffer_number(&text, noding->at_least, 6);
    bool percent = strcmp(noding->share->unit, "percent") == 0;
    buffer_print(&text, percent ? "\u00A0%%" : " %s", noding->share->unit);
    for (size_t i = 0, named = 0; noding->excluded && i < noding->of->dimensions[noding->over].count; i++) {
        if (noding->excluded[i]) {
            buffer_print(&text, "%s%s", named++ ? ", " : "; left out: ", noding->of->dimensions[noding->over].members[i].code);
        }
    }
    series->formula = text.data;
}

static void compute(const struct noding *noding, const struct point_value *quotient) {
    struct definition *definition = noding->definition;
    if (quotient->status != VALUE_PRESENT || !(quotient->value > noding->above) ||
        (noding->excluded && noding->excluded[point_keys(quotient)[noding->over]])) {
        return;
    }
    const struct point_value *share = matcher_find(noding->matcher, point_keys(quotient), quotient->year);
    if (!share || share->status != VALUE_PRESENT || share->value < noding->at_least) {
        return;
    }
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < noding->of->dimension_count; i++) {
        size_t member = definition_take(definition, i, noding->of, i, point_keys(quotient)[i]);
        if (member == SIZE_MAX) {
            return;
        }
        keys[i] = (uint16_t)member;
    }
    const struct point_value *const inputs[] = { quotient, share };
    point_compute(definition, series_add(definition, keys, quotient->year), quotient->value, inputs, 2);
}

/* A region without any node is a member all the same. */
static void take_all_members(const struct noding *noding) {
    for (size_t i = 0; i < noding->of->dimension_count; i++) {
        for (size_t k = 0; k < noding->of->dimensions[i].count; k++) {
            definition_take(noding->definition, i, noding->of, i, k);
        }
    }
}

bool nodes_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    struct noding noding = { .definition = definition, .of = definition->inputs[0] };
    noding.share = definition_series(definition, "share");
    if (!noding.share || !yaml_need(definition->diag, definition->entry, "quotient_above") ||
        !yaml_need(definition->diag, definition->entry, "share_at_least") || !read_exclude(&noding)) {
        return false;
    }
    noding.above = yaml_number(definition->diag, definition->entry, "quotient_above", 0);
    noding.at_least = yaml_number(definition->diag, definition->entry, "share_at_least", 0);
    noding.matcher = matcher_new(definition->scratch, noding.share, noding.of);
    write_formula(&noding);
    definition_copy_dimensions(definition, noding.of, NULL);
    take_all_members(&noding);
    for (size_t i = 0; i < noding.of->count; i++) {
        compute(&noding, &noding.of->points[i]);
    }
    return true;
}
