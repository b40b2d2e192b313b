/* Method count: how many members of a dimension, which disappears, have a value, or one above a bound ("above"). With "among",
 * a series with the same dimensions, a count of zero stands only where that series has a value: where nothing could be
 * computed, nothing was counted either. */
#include "indicator/build.h"

#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

/* What is counted for one point of the new series. */
struct tally {
    const struct point_value **inputs;
    size_t count, capacity;
    bool is_known;
    const char *reason; /* of the first of "among" that has no value */
};

struct counting {
    struct definition *definition;
    double above; /* −infinity: any value counts */
    struct tally *tallies; /* by point, in the order of the series */
    size_t count, capacity;
};

/* The tally of the point to which from, a point of an input, belongs; NULL if its region is not wanted. */
static struct tally *find_tally(struct counting *counting, const struct series *of, size_t over,
                                const struct point_value *from) {
    struct definition *definition = counting->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0, k = 0; i < of->dimension_count; i++) {
        if (i == over) {
            continue;
        }
        size_t member = definition_take(definition, k, of, i, point_keys(from)[i]);
        if (member == SIZE_MAX) {
            return NULL;
        }
        keys[k++] = (uint16_t)member;
    }
    bool is_new;
    const struct point_value *point = series_meet(definition, keys, from->year, &is_new);
    if (is_new) {
        counting->tallies = arena_grow(definition->scratch, counting->tallies, counting->count, &counting->capacity,
                                       sizeof *counting->tallies);
        counting->tallies[counting->count++] = (struct tally){ 0 };
    }
    return &counting->tallies[point->place];
}

static void note_known(struct counting *counting, const struct series *among, size_t over) {
    for (size_t i = 0; i < among->count; i++) {
        const struct point_value *from = &among->points[i];
        struct tally *tally = find_tally(counting, among, over, from);
        if (tally && from->status == VALUE_PRESENT) {
            tally->is_known = true;
        } else if (tally && !tally->reason) {
            tally->reason = point_reason(from);
        }
    }
}

static void tally_up(struct counting *counting, const struct series *of, size_t over) {
    for (size_t i = 0; i < of->count; i++) {
        struct tally *tally = find_tally(counting, of, over, &of->points[i]);
        if (tally && of->points[i].status == VALUE_PRESENT && of->points[i].value > counting->above) {
            tally->inputs = arena_grow(counting->definition->scratch, (void *)tally->inputs, tally->count,
                                       &tally->capacity, sizeof(struct point_value *));
            tally->inputs[tally->count++] = &of->points[i];
        }
    }
}

static void conclude(const struct counting *counting, bool has_among) {
    for (size_t i = 0; i < counting->count; i++) {
        const struct tally *tally = &counting->tallies[i];
        struct point_value *point = &counting->definition->series->points[i];
        if (has_among && !tally->is_known) {
            point_miss(point, tally->reason ? tally->reason : "there is no value to count among");
        } else {
            point_compute(counting->definition, point, (double)tally->count, tally->inputs, tally->count);
        }
    }
}

bool count_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    const struct series *of = definition->inputs[0];
    double above = yaml_number(definition->diag, definition->entry, "above", -INFINITY);
    struct counting counting = { .definition = definition, .above = above };
    size_t over = definition_dimension(definition, of, "over");
    bool has_among = yaml_find(definition->entry, "among") != NULL;
    const struct series *among = has_among ? definition_series(definition, "among") : NULL;
    if (over == SIZE_MAX || (has_among && !among)) {
        return false;
    }
    size_t beside = among ? definition_dimension(definition, among, "over") : over;
    if (beside == SIZE_MAX || (among && among->dimension_count != of->dimension_count)) {
        return false;
    }
    definition_copy_dimensions(definition, of, of->dimensions[over].name);
    if (among) {
        note_known(&counting, among, beside);
    }
    tally_up(&counting, of, over);
    conclude(&counting, has_among);
    return true;
}
