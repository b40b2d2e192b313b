/* A loop over all regions asks for the same points for every one of them, and for every row of a table once more: each selection is
 * made once in a document, which depends on it once. */
#include "template/selected.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "indicator/selection.h"

/* All of its bytes are compared: it has no padding. */
struct question {
    const struct series *series;
    size_t by;
    int64_t year;
    uint16_t keys[SERIES_DIMENSIONS_MAX];
};

static const struct selection *select(struct evaluation *evaluation, const struct expression *at, const struct question *question) {
    uint16_t keys[SERIES_DIMENSIONS_MAX];
    memcpy(keys, question->keys, sizeof keys);
    uint16_t member = keys[question->by];
    const char *code = member == KEY_FREE ? NULL : question->series->dimensions[question->by].members[member].code;
    struct selection_query query = {
        .series = question->series, .by = question->by, .rows = code ? &code : NULL, .row_count = code ? 1 : 0,
        .columns_of = SIZE_MAX, .keys = keys, .sort = SORT_NONE, .year = (int)question->year,
    };
    return selection_make(evaluation->arena, NULL, evaluation->world->geo, evaluation->job->language, &query, at->pos);
}

/* Keeps what was selected for a question that is new, and where it stands. */
static const struct selection *keep(struct evaluation *evaluation, const struct question *question, const struct selection *selection) {
    struct filled *filled = evaluation->filled;
    struct question *own = arena_alloc(evaluation->arena, sizeof *own);
    *own = *question;
    map_add(evaluation->selected, own, filled->selection_count);
    filled->selections = arena_grow(evaluation->arena, filled->selections, filled->selection_count,
                                    &filled->selection_capacity, sizeof *filled->selections);
    return filled->selections[filled->selection_count++] = selection;
}

const struct selection *points_select(struct evaluation *evaluation, const struct expression *at, const struct value *series,
                                      size_t by) {
    struct question question = { .series = series->series, .by = by, .year = series->year };
    memcpy(question.keys, series->keys, sizeof question.keys);
    if (!evaluation->selected) {
        evaluation->selected = map_new_sized(evaluation->arena, sizeof question);
    }
    size_t known = map_find(evaluation->selected, &question);
    return known != MAP_NONE ? evaluation->filled->selections[known] : keep(evaluation, &question, select(evaluation, at, &question));
}
