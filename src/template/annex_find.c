/* What the numbers of a document were computed with. */
#include "template/annex.h"

#include "base/arena.h"
#include "indicator/definition.h"
#include "indicator/selection.h"

static void use(struct annex_uses *uses, const struct series *series, enum annex_use how) {
    for (size_t i = 0; i < indicators_count(uses->indicators); i++) {
        if (indicators_at(uses->indicators, i) == series && uses->series[i] < how) {
            uses->series[i] = how;
        }
    }
}

/* A number in the text: its point's series, or those of all points that it was computed from. */
static void use_origin(struct annex_uses *uses, const struct filled *filled, struct origin origin) {
    if (origin.kind != ORIGIN_POINT || origin.id == 0) {
        return;
    }
    if (origin.id < DERIVED_FIRST) {
        use(uses, point_series(indicators_point(uses->indicators, origin.id)), ANNEX_PRINTED);
        return;
    }
    const struct derived_value *derived = &filled->derived[origin.id - DERIVED_FIRST];
    for (size_t i = 0; i < derived->input_count; i++) {
        use(uses, point_series(derived->inputs[i]), ANNEX_PRINTED);
    }
}

static void use_dataset(struct annex_uses *uses, struct arena *arena, const struct dataset *dataset) {
    for (size_t i = 0; i < uses->dataset_count; i++) {
        if (uses->datasets[i] == dataset) {
            return;
        }
    }
    uses->datasets = arena_grow(arena, (void *)uses->datasets, uses->dataset_count, &uses->dataset_capacity,
                                sizeof *uses->datasets);
    uses->datasets[uses->dataset_count++] = dataset;
}

static void use_inputs(struct annex_uses *uses, struct arena *arena, const struct series *series) {
    struct definition_inputs inputs = definition_inputs(arena, uses->indicators, series);
    for (size_t i = 0; i < inputs.count; i++) {
        if (inputs.items[i].series) {
            use(uses, inputs.items[i].series, ANNEX_STEP);
        } else {
            use_dataset(uses, arena, inputs.items[i].dataset);
        }
    }
}

struct annex_uses annex_find(struct filling *filling) {
    struct annex_uses uses = { .indicators = filling->world->indicators };
    const struct filled *filled = filling->filled;
    const struct node *root = filling->document->root;
    size_t count = indicators_count(uses.indicators);
    uses.series = arena_array(filling->arena, count, sizeof *uses.series);
    for (const struct node *node = root; node; node = node_next(root, node)) {
        if (node->kind == NODE_TEXT) {
            use_origin(&uses, filled, node->origin);
        }
    }
    for (size_t i = 0; i < filled->graphic_count; i++) {
        if (filled->graphics[i].selection) {
            use(&uses, filled->graphics[i].selection->series, ANNEX_PRINTED);
        }
    }
    /* a definition names earlier ones only, so one walk from the last to the first finds all */
    for (size_t i = count; i > 0; i--) {
        if (uses.series[i - 1] != ANNEX_UNUSED) {
            use_inputs(&uses, filling->arena, indicators_at(uses.indicators, i - 1));
        }
    }
    return uses;
}
