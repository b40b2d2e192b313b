#include "indicator/point.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "indicator/build.h"

void point_miss(struct point_value *point, const char *reason) {
    point->value = NAN;
    point->status = point->status == VALUE_PRESENT ? VALUE_MISSING : point->status;
    point->input_count = 0;
    point->origin = reason ? POINT_REASON : POINT_BARE;
    point->from.reason = reason;
}

void point_take(struct point_value *point, const struct observation *observation) {
    point->value = observation->value;
    point->status = observation->status;
    point->flags = observation->flags;
    point->origin = POINT_CELL;
    point->from.cell = observation;
}

void point_note(struct arena *arena, struct point_value *point, const struct point_aside *aside) {
    struct point_aside *kept = arena_bytes(arena, sizeof *kept);
    *kept = *aside;
    point->origin = POINT_ASIDE;
    point->from.aside = kept;
}

/* What a value inherits: differing definition, estimated, forecast, imputed, not significant, provisional, of low
 * reliability. A break tells of the time before it, not of the value: only a change across it bears it. */
static value_flags passing_flags(void) {
    static const char passing[] = "defnipu";
    value_flags all = 0;
    for (size_t i = 0; passing[i]; i++) {
        all |= flag_bit(passing[i]);
    }
    return all;
}

const struct point_value **definition_gather(struct definition *definition, size_t room) {
    if (definition->gathered_room < room) {
        definition->gathered_room = room;
        definition->gathered = arena_array(definition->scratch, room, sizeof *definition->gathered);
    }
    return definition->gathered;
}

void point_compute(const struct definition *definition, struct point_value *point, double value,
                   const struct point_value *const *inputs, size_t count) {
    assert(isfinite(value));
    point->value = value;
    point->status = VALUE_PRESENT;
    point->input_count = (uint32_t)count;
    point->origin = count == 0 ? POINT_BARE : count == 1 ? POINT_INPUT : POINT_INPUTS;
    if (count == 1) {
        point->from.input = inputs[0];
    } else if (count > 1) {
        const struct point_value **copy = arena_bytes(definition->arena, count * sizeof *copy);
        point->from.inputs = memcpy(copy, inputs, count * sizeof *copy);
    }
    value_flags flags = 0;
    for (size_t i = 0; i < count; i++) {
        flags |= inputs[i]->flags;
    }
    point->flags |= flags ? flags & passing_flags() : 0;
}

void point_copy(struct point_value *point, const struct point_value *from) {
    point->value = from->value;
    point->status = from->status;
    point->flags = from->flags;
    point->input_count = from->input_count;
    point->origin = from->origin;
    point->from = from->from;
}

const struct dataset *point_dataset(const struct point_value *point) {
    const struct datasets *datasets = point_block(point)->series->datasets;
    const uintptr_t cell = (uintptr_t)point_observation(point);
    for (size_t i = 0; cell && datasets && i < datasets->count; i++) {
        const struct dataset *dataset = datasets->items[i];
        if (cell - (uintptr_t)dataset->observations < dataset->count * sizeof *dataset->observations) {
            return dataset;
        }
    }
    return NULL;
}

const struct point_value *find_missing(const struct point_value *const *inputs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (inputs[i]->status != VALUE_PRESENT) {
            return inputs[i];
        }
    }
    return NULL;
}

const char *point_label(struct arena *arena, const struct point_value *point) {
    const char *parts[2 * MAX_SERIES_DIMENSIONS];
    size_t count = 0;
    const struct series *series = point_series(point);
    const uint16_t *keys = point_keys(point);
    for (size_t i = 0; i < series->dimension_count; i++) {
        parts[count++] = i ? ", " : "";
        parts[count++] = series->dimensions[i].members[keys[i]].code;
    }
    return arena_join(arena, parts, count);
}
