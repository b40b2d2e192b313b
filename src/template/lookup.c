/* series[key, dimension: key]: points and slices, through selections, which a document depends on. */
#include "template/evaluate.h"

#include "base/arena.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "policy/policy.h"
#include "template/selected.h"

#include <math.h>
#include <string.h>

const char *value_code(struct arena *arena, const struct value *value) {
    switch (value->kind) {
    case KIND_TEXT:
        return value_whole_text(arena, value);
    case KIND_REGION:
        return value->region->code;
    case KIND_POINT:
        return value->member->code;
    case KIND_RECORD: {
        const struct value *code = value_find(value, "code");
        return code && code->kind == KIND_TEXT ? value_whole_text(arena, code) : NULL;
    }
    case KIND_FAULT:
    case KIND_MISSING:
    case KIND_NUMBER:
    case KIND_FLAG:
    case KIND_LIST:
    case KIND_SERIES:
    case KIND_POLICIES:
    case KIND_POLICY:
    case KIND_MARKDOWN:
    case KIND_LOOP:
    case VALUE_KIND_COUNT:
        break;
    }
    return NULL;
}

/* Why there is no value: "gdp of XX, 2014: reason". */
static const char *describe_missing(struct evaluation *evaluation, const struct value *point,
                                    const struct selection_member *member) {
    const struct point_value *value = point->point;
    const char *why = value && point_reason(value) ? point_reason(value) : "not available";
    const struct series *series = point->series;
    struct arena *arena = evaluation->arena;
    const char *of = member->code;
    for (size_t i = series->dimension_count; i-- > 0;) {
        const char *code = point->keys[i] == KEY_FREE ? NULL : series->dimensions[i].members[point->keys[i]].code;
        of = code && strcmp(code, member->code) != 0 ? arena_print(arena, "%s, %s", code, of) : of;
    }
    return value ? arena_print(arena, "%s of %s, %d: %s", series->name, of, value->year, why)
                 : arena_print(arena, "%s of %s: %s", series->name, of, why);
}

/* Fixes the key of dimension to the member with code; none is left free if there is no such member or dimension. */
static void fix_member(struct value *point, size_t dimension, const char *code) {
    const struct series *series = point->series;
    size_t member = dimension < series->dimension_count ? series_find_member(series, dimension, code) : SIZE_MAX;
    if (dimension < series->dimension_count) {
        point->keys[dimension] = member == SIZE_MAX ? (uint16_t)KEY_FREE : (uint16_t)member;
    }
    if (member != SIZE_MAX) {
        point->member_pos = series->dimensions[dimension].members[member].pos;
    }
}

struct value evaluate_cell(struct evaluation *evaluation, const struct value *series, const struct grid_cell *cell) {
    const struct selection *selection = cell->selection;
    struct value point = *series;
    point.kind = KIND_POINT;
    point.member = &selection->rows[cell->row];
    point.point = selection_point(selection, cell->row, cell->column);
    if (cell->columns_of != SIZE_MAX) {
        fix_member(&point, cell->columns_of, selection->columns[cell->column].code);
    }
    point.member_pos = (struct source_pos){ 0 };
    fix_member(&point, cell->by, point.member->code);
    if (value_is_missing(&point)) {
        point.reason = describe_missing(evaluation, &point, point.member);
    } else {
        const struct point_value **input = arena_alloc(evaluation->arena, sizeof *input);
        *input = point.point;
        point.inputs = (struct inputs){ input, 1 };
    }
    return point;
}

static size_t first_free(const struct value *series, size_t from) {
    while (from < series->series->dimension_count && series->keys[from] != KEY_FREE) {
        from++;
    }
    return from;
}

struct value evaluate_list(struct evaluation *evaluation, const struct expression *at, struct value value) {
    if (value.kind == KIND_LIST || value.kind == KIND_FAULT || value.kind == KIND_MISSING) {
        return value;
    }
    if (value.kind != KIND_SERIES) {
        return evaluate_fail(evaluation, at, DIAG_CODE_EXPRESSION_WRONG_KIND, "a list is needed, not %s",
                             value_kind_name(value.kind));
    }
    size_t by = first_free(&value, 0);
    size_t other = first_free(&value, by + 1);
    if (other < value.series->dimension_count) {
        return evaluate_fail(evaluation, at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s still needs a key for %s or %s",
                             value.series->name, value.series->dimensions[by].name,
                             value.series->dimensions[other].name);
    }
    const struct selection *selection = points_select(evaluation, at, &value, by);
    struct value *items = arena_array(evaluation->arena, selection->row_count, sizeof *items);
    for (size_t i = 0; i < selection->row_count; i++) {
        struct grid_cell cell = { selection, by, SIZE_MAX, i, 0 };
        items[i] = evaluate_cell(evaluation, &value, &cell);
    }
    return value_list(items, selection->row_count);
}

/* The point with all keys fixed; it stands for the member of the last dimension. */
static struct value find_point(struct evaluation *evaluation, const struct expression *at, const struct value *series) {
    size_t by = series->series->dimension_count - 1;
    const char *code = series->series->dimensions[by].members[series->keys[by]].code;
    const struct selection *selection = points_select(evaluation, at, series, by);
    if (selection->row_count == 0) {
        return value_missing(arena_print(evaluation->arena, "%s has no %s", series->series->name, code));
    }
    return evaluate_cell(evaluation, series, &(struct grid_cell){ selection, by, SIZE_MAX, 0, 0 });
}

/* Says why value cannot be the key of the dimension named name, or of the first free one. */
static struct value refuse_key(struct evaluation *evaluation, const struct expression *key, const char *name,
                               const struct series *series, const struct value *value) {
    if (!value_code(evaluation->arena, value)) {
        return evaluate_fail(evaluation, key, DIAG_CODE_EXPRESSION_WRONG_KIND, "a key must be a code, not %s",
                             value_kind_name(value->kind));
    }
    if (name) {
        return evaluate_fail(evaluation, key, DIAG_CODE_EXPRESSION_UNKNOWN_NAME, "%s has no dimension %s",
                             series->name, name);
    }
    return evaluate_fail(evaluation, key, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s has only %zu dimensions",
                         series->name, series->dimension_count);
}

/* Fixes the key of the dimension named name, or of the first free one. Returns false with the reason in *result. */
static bool fix_key(struct evaluation *evaluation, const struct expression *key, const char *name,
                    struct value *result) {
    struct value value = evaluate_part(evaluation, key);
    const struct series *series = result->series;
    if (value.kind == KIND_FAULT || value.kind == KIND_MISSING) {
        *result = value;
        return false;
    }
    if (name && strcmp(name, "year") == 0 && value.kind == KIND_NUMBER) {
        result->year = (int)fmax(0, fmin(value.number, 9999));
        return true;
    }
    size_t dimension = name ? series_find_dimension(series, name) : first_free(result, 0);
    const char *code = value_code(evaluation->arena, &value);
    if (dimension >= series->dimension_count || !code) {
        *result = refuse_key(evaluation, key, name, series, &value);
        return false;
    }
    size_t member = series_find_member(series, dimension, code);
    if (member == SIZE_MAX) {
        *result = value_missing(arena_print(evaluation->arena, "%s has no %s %s", series->name,
                                            series->dimensions[dimension].name, code));
        return false;
    }
    result->keys[dimension] = (uint16_t)member;
    return true;
}

static struct value index_policies(struct evaluation *evaluation, const struct expression *index) {
    struct value key = evaluate_part(evaluation, index->items[1]);
    const char *code = value_code(evaluation->arena, &key);
    if (!code || index->count != 2) {
        return key.kind == KIND_FAULT ? key
                                      : evaluate_fail(evaluation, index, DIAG_CODE_EXPRESSION_WRONG_KIND,
                                                      "policies need one key, the code of a region");
    }
    size_t count = 0;
    const struct policy *policies = policies_find(evaluation->world->policies, code, &count);
    struct value *items = arena_array(evaluation->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct value){ .kind = KIND_POLICY, .unit = "", .policy = &policies[i] };
    }
    return value_list(items, count);
}

struct value evaluate_index(struct evaluation *evaluation, const struct expression *index) {
    struct value value = evaluate_part(evaluation, index->items[0]);
    if (value.kind == KIND_FAULT || value.kind == KIND_MISSING) {
        return value;
    }
    if (value.kind == KIND_POLICIES && index->count > 1) {
        return index_policies(evaluation, index);
    }
    if (value.kind != KIND_SERIES) {
        return evaluate_fail(evaluation, index, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s has no keys",
                             value_kind_name(value.kind));
    }
    for (size_t i = 1; i < index->count; i++) {
        if (!fix_key(evaluation, index->items[i], index->names[i], &value)) {
            return value;
        }
    }
    bool free_left = first_free(&value, 0) < value.series->dimension_count;
    return free_left ? value : find_point(evaluation, index, &value);
}
