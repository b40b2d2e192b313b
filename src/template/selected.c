/* A loop over all regions asks for the same points for every one of them, and for every row of a table once more: each selection is
 * made once in a document, which depends on it once. */
#include "template/selected.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "indicator/selection.h"

/* A power of two; the test build starts small to give bugs a chance. */
#ifdef ALMANAC_SMALL_ARENA
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 64 };
#endif

/* All of its bytes are compared: it has no padding. */
struct question {
    const struct series *series;
    size_t by;
    int64_t year;
    uint16_t keys[SERIES_DIMENSIONS_MAX];
};

struct slot {
    struct question question;
    const struct selection *selection; /* NULL: free */
};

/* Open addressing; at least half of the slots are free. */
struct selected {
    struct slot *slots;
    size_t slot_count, used;
};

static struct slot *find_slot(const struct selected *selected, const struct question *question) {
    size_t mask = selected->slot_count - 1;
    uint64_t hash = hash_bytes(HASH_START, question, sizeof *question);
    for (size_t i = (size_t)(hash ^ hash >> 32) & mask;; i = (i + 1) & mask) {
        struct slot *slot = &selected->slots[i];
        if (!slot->selection || memcmp(&slot->question, question, sizeof *question) == 0) {
            return slot;
        }
    }
}

static void make_room(struct arena *arena, struct selected *selected) {
    if ((selected->used + 1) * 2 <= selected->slot_count) {
        return;
    }
    const struct selected old = *selected;
    selected->slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
    selected->slots = arena_array(arena, selected->slot_count, sizeof *selected->slots);
    for (size_t i = 0; i < old.slot_count; i++) {
        if (old.slots[i].selection) {
            *find_slot(selected, &old.slots[i].question) = old.slots[i];
        }
    }
}

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

static void keep(struct evaluation *evaluation, const struct selection *selection) {
    struct filled *filled = evaluation->filled;
    filled->selections = arena_grow(evaluation->arena, filled->selections, filled->selection_count,
                                    &filled->selection_capacity, sizeof *filled->selections);
    filled->selections[filled->selection_count++] = selection;
}

const struct selection *points_select(struct evaluation *evaluation, const struct expression *at, const struct value *series,
                                      size_t by) {
    struct question question = { .series = series->series, .by = by, .year = series->year };
    memcpy(question.keys, series->keys, sizeof question.keys);
    if (!evaluation->selected) {
        evaluation->selected = arena_alloc(evaluation->arena, sizeof *evaluation->selected);
    }
    struct selected *selected = evaluation->selected;
    make_room(evaluation->arena, selected);
    struct slot *slot = find_slot(selected, &question);
    if (!slot->selection) {
        *slot = (struct slot){ question, select(evaluation, at, &question) };
        selected->used++;
        keep(evaluation, slot->selection);
    }
    return slot->selection;
}
