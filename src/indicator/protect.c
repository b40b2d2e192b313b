/* Method protect: joins series of the same measure and keeps back, beside what is confidential, as much as is needed that no
 * confidential value is its total less the other parts, in whichever of the tables they stand. Along each dimension of "over" a
 * total that is shown has no part or at least two that are kept back; the least of the others goes first. Source: secondary
 * suppression as in Hundepool et al., Statistical Disclosure Control, 2012. */
#include "indicator/build.h"

#include <math.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/hierarchy.h"
#include "indicator/panel.h"

enum { MOST_ROUNDS = 1000 };

/* One dimension along which values add up. */
struct axis {
    struct hierarchy hierarchy;
    struct panel panel;
    struct point_value **points; /* as those of the panel */
};

struct protecting {
    struct definition *definition;
    struct axis axes[MAX_SERIES_DIMENSIONS];
    size_t axis_count;
};

static void keep_back(struct point_value *point) {
    point->status = VALUE_CONFIDENTIAL;
    point->flags |= flag_bit('c');
    point_miss(point, "kept back, so that a confidential value is not its total less the other parts");
}

/* Takes a point over; one that any of the series calls confidential is so. */
static void join(struct definition *definition, const struct series *of, const struct point_value *from) {
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, of, from, keys)) {
        return;
    }
    bool is_new;
    struct point_value *point = series_meet(definition, keys, from->year, &is_new);
    if (!is_new) {
        bool settled = point->status == VALUE_CONFIDENTIAL ||
                       (point->status == VALUE_PRESENT && from->status != VALUE_CONFIDENTIAL);
        if (settled) {
            return;
        }
    }
    point_copy(point, from);
}

static bool make_axis(struct protecting *protecting, const char *name, struct source_pos pos) {
    struct definition *definition = protecting->definition;
    struct series *series = definition->series;
    size_t over = series_find_dimension(series, name);
    if (over == SIZE_MAX || protecting->axis_count == MAX_SERIES_DIMENSIONS) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, pos, "%s in %s", name, series->name);
        return false;
    }
    struct axis *axis = &protecting->axes[protecting->axis_count++];
    if (!hierarchy_make(definition, series, over, &axis->hierarchy)) {
        return false;
    }
    axis->panel = panel_make(definition->scratch, series, over);
    axis->points = arena_array(definition->scratch, axis->panel.row_count * axis->panel.column_count,
                               sizeof(struct point_value *));
    for (size_t i = 0; i < series->count; i++) {
        struct point_value *point = &series->points[i];
        axis->points[axis->panel.row_of[i] * axis->panel.column_count + point_keys(point)[over]] = point;
    }
    return true;
}

/* The parts of one total in one layer. */
struct family {
    size_t hidden, shown;
    bool gaps;                  /* a part has no value and is not confidential: nothing can be computed */
    struct point_value *least;  /* of those shown */
};

static void look_at(struct family *family, struct point_value *part) {
    if (!part || (part->status != VALUE_PRESENT && part->status != VALUE_CONFIDENTIAL)) {
        family->gaps = true;
    } else if (part->status == VALUE_CONFIDENTIAL) {
        family->hidden++;
    } else {
        family->shown++;
        family->least = !family->least || part->value < family->least->value ? part : family->least;
    }
}

/* Keeps back a part more, or the total, where one confidential part would follow from the rest. True if it did. */
static bool protect_family(const struct axis *axis, size_t row, size_t member) {
    struct point_value **points = axis->points + row * axis->panel.column_count;
    const struct hierarchy *hierarchy = &axis->hierarchy;
    struct point_value *total = points[hierarchy->parents[member]];
    struct family family = { 0 };
    for (size_t i = 0; i < hierarchy->count; i++) {
        if (hierarchy->parents[i] == hierarchy->parents[member] && hierarchy->layers[i] == hierarchy->layers[member]) {
            look_at(&family, points[i]);
        }
    }
    bool total_shown = total && total->status == VALUE_PRESENT;
    bool total_hidden = total && total->status == VALUE_CONFIDENTIAL;
    bool one_unknown = !family.gaps && ((total_shown && family.hidden == 1) || (total_hidden && family.hidden == 0));
    if (!one_unknown) {
        return false;
    }
    struct point_value *other = family.least ? family.least : total;
    keep_back(other);
    return true;
}

/* Looks at every family that has a confidential member; true if anything was kept back. */
static bool protect_axis(const struct axis *axis) {
    bool changed = false;
    for (size_t row = 0; row < axis->panel.row_count; row++) {
        for (size_t member = 0; member < axis->hierarchy.count; member++) {
            bool part = axis->hierarchy.parents[member] != HIERARCHY_NO_PARENT;
            changed = (part && protect_family(axis, row, member)) || changed;
        }
    }
    return changed;
}

bool protect_compute(struct definition *definition) {
    struct protecting protecting = { .definition = definition };
    if (definition->input_count == 0) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "of: one series or more");
        return false;
    }
    definition_copy_dimensions(definition, definition->inputs[0], NULL);
    for (size_t i = 0; i < definition->input_count; i++) {
        const struct series *of = definition->inputs[i];
        if (of->dimension_count != definition->series->dimension_count) {
            diag_add(definition->diag, DIAG_CODE_INDICATOR_UNKNOWN_DIMENSION, definition->entry->pos, "of %s", of->name);
            return false;
        }
        for (size_t k = 0; k < of->count; k++) {
            join(definition, of, &of->points[k]);
        }
    }
    size_t count = 0;
    const char *const *names = yaml_texts(definition->arena, definition->diag, definition->entry, "over", &count);
    for (size_t i = 0; i < count; i++) {
        if (!make_axis(&protecting, names[i], yaml_key_pos(definition->entry, "over"))) {
            return false;
        }
    }
    bool changed = true;
    for (size_t round = 0; changed && round < MOST_ROUNDS; round++) {
        changed = false;
        for (size_t i = 0; i < protecting.axis_count; i++) {
            changed = protect_axis(&protecting.axes[i]) || changed;
        }
    }
    return true;
}
