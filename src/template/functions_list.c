/* Functions of lists: choosing, ordering, adding up. A series with one free dimension is a list of its points. */
#include "template/function.h"

#include "base/arena.h"
#include "indicator/selection.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

enum { LIST_MAX = 10000 };

/* The members that have a number, and with it their values as numbers. */
struct numbers {
    struct value *members, *values;
    size_t count;
    struct inputs inputs; /* of all members looked at, also those left out: they decide, too */
};

/* ranked: leaves out members that are not to be ranked. Missing ones are always left out. */
static bool collect(const struct call *call, bool ranked, struct numbers *numbers, struct value *result) {
    if (!call_list(call, 0, result)) {
        return false;
    }
    struct arena *arena = call->evaluation->arena;
    numbers->members = arena_array(arena, result->count, sizeof *numbers->members);
    numbers->values = arena_array(arena, result->count, sizeof *numbers->values);
    numbers->count = 0;
    struct value *looked = arena_array(arena, result->count, sizeof *looked);
    size_t looked_count = 0;
    for (size_t i = 0; i < result->count; i++) {
        const struct value *item = &result->items[i];
        bool out = ranked && item->kind == KIND_POINT && !item->member->ranked;
        struct value number = out ? value_missing("") : evaluate_number(call->evaluation, call->at, *item);
        if (number.kind == KIND_FAULT) {
            *result = number;
            return false;
        }
        if (!out) {
            looked[looked_count++] = *item;
        }
        if (number.kind == KIND_NUMBER) {
            numbers->members[numbers->count] = *item;
            numbers->values[numbers->count++] = number;
        }
    }
    struct value considered = value_list(looked, looked_count);
    numbers->inputs = inputs_join(arena, inputs_of_list(arena, &considered), result->inputs);
    return true;
}

/* The first count members, which know what they were chosen from. */
static struct value chosen(const struct numbers *numbers, size_t count) {
    struct value list = value_list(numbers->members, count);
    list.inputs = numbers->inputs;
    return list;
}

/* Before in the order wanted, or equal. */
static bool is_in_order(const struct value *first, const struct value *second, bool descending) {
    return descending ? first->number >= second->number : first->number <= second->number;
}

/* Merges the sorted halves [from, middle) and [middle, to) of order into merged. */
static void merge(const struct numbers *numbers, const size_t *order, size_t *merged, const size_t bounds[3],
                  bool descending) {
    size_t left = bounds[0], right = bounds[1];
    for (size_t i = bounds[0]; i < bounds[2]; i++) {
        bool from_left = right == bounds[2] || (left < bounds[1] && is_in_order(&numbers->values[order[left]],
                                                                              &numbers->values[order[right]], descending));
        merged[i] = from_left ? order[left++] : order[right++];
    }
}

/* Stable: equal values keep the order of their list, so that results never depend on the sorting. */
static void sort_numbers(struct arena *arena, struct numbers *numbers, bool descending) {
    size_t count = numbers->count;
    size_t *order = arena_array(arena, count, sizeof *order), *merged = arena_array(arena, count, sizeof *merged);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t middle = from + width < count ? from + width : count;
            size_t to = middle + width < count ? middle + width : count;
            merge(numbers, order, merged, (const size_t[]){ from, middle, to }, descending);
        }
        size_t *swap = order;
        order = merged;
        merged = swap;
    }
    struct value *members = arena_array(arena, count, sizeof *members);
    struct value *values = arena_array(arena, count, sizeof *values);
    for (size_t i = 0; i < count; i++) {
        members[i] = numbers->members[order[i]];
        values[i] = numbers->values[order[i]];
    }
    numbers->members = members;
    numbers->values = values;
}

/* A list of which nothing is known has no largest members: it is missing, with the reason of its first member. */
static struct value extreme(const struct call *call, bool descending) {
    struct numbers numbers;
    struct value list, result;
    int count = 0;
    if (!collect(call, true, &numbers, &list)) {
        return list;
    }
    if (!call_integer(call, 1, 0, LIST_MAX, &count, &result)) {
        return result;
    }
    if (numbers.count == 0 && list.count > 0 && value_is_missing(&list.items[0])) {
        return value_missing(value_reason(&list.items[0]));
    }
    sort_numbers(call->evaluation->arena, &numbers, descending);
    return chosen(&numbers, numbers.count < (size_t)count ? numbers.count : (size_t)count);
}

static struct value call_top(const struct call *call) {
    return extreme(call, true);
}

static struct value call_bottom(const struct call *call) {
    return extreme(call, false);
}

static struct value call_sort(const struct call *call) {
    struct numbers numbers;
    struct value result;
    const char *order = "descending";
    if (!collect(call, false, &numbers, &result) || (call->count > 1 && !call_text(call, 1, &order, &result))) {
        return result;
    }
    bool descending = strcmp(order, "ascending") != 0;
    if (descending && strcmp(order, "descending") != 0) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                             "the order is \"ascending\" or \"descending\", not \"%s\"", order);
    }
    sort_numbers(call->evaluation->arena, &numbers, descending);
    return chosen(&numbers, numbers.count);
}

static struct value call_take(const struct call *call) {
    struct value list, number;
    int count = 0;
    if (!call_list(call, 0, &list)) {
        return list;
    }
    if (!call_integer(call, 1, 0, LIST_MAX, &count, &number)) {
        return number;
    }
    list.count = list.count < (size_t)count ? list.count : (size_t)count;
    return list;
}

static struct value call_at(const struct call *call) {
    struct value list, number;
    int place = 0;
    if (!call_list(call, 0, &list)) {
        return list;
    }
    if (!call_integer(call, 1, 1, LIST_MAX, &place, &number)) {
        return number;
    }
    return (size_t)place <= list.count
               ? list.items[place - 1]
               : value_missing(arena_print(call->evaluation->arena, "the list has %zu members, not %d", list.count,
                                           place));
}

static struct value call_count(const struct call *call) {
    struct value list;
    if (!call_list(call, 0, &list)) {
        return list;
    }
    struct value count = value_number((double)list.count, "", 0);
    count.inputs = inputs_join(call->evaluation->arena, inputs_of_list(call->evaluation->arena, &list), list.inputs);
    return count;
}

/* Sums and means need every member: a sum of what happens to be there would pass for the whole. */
static struct value call_sum(const struct call *call) {
    struct numbers numbers;
    struct value list;
    if (!collect(call, false, &numbers, &list)) {
        return list;
    }
    if (numbers.count < list.count || list.count == 0) {
        for (size_t i = 0; i < list.count; i++) {
            if (value_is_missing(&list.items[i])) {
                return value_missing(value_reason(&list.items[i]));
            }
        }
        return value_missing("the list is empty");
    }
    struct value sum = value_number(0, numbers.values[0].unit, numbers.values[0].decimals);
    for (size_t i = 0; i < numbers.count; i++) {
        if (strcmp(numbers.values[i].unit, sum.unit) != 0) {
            return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNIT, "%s with %s", sum.unit,
                                 numbers.values[i].unit);
        }
        sum.number += numbers.values[i].number;
    }
    sum.inputs = inputs_join(call->evaluation->arena, inputs_of_list(call->evaluation->arena, &list), list.inputs);
    return sum;
}

static struct value call_mean(const struct call *call) {
    struct value sum = call_sum(call);
    struct value list;
    if (sum.kind == KIND_NUMBER && call_list(call, 0, &list)) {
        sum.number /= (double)list.count;
    }
    return sum;
}

/* The member with the largest or smallest value, so that its name can be asked for. */
static struct value outermost(const struct call *call, bool largest) {
    struct numbers numbers;
    struct value list;
    if (!collect(call, false, &numbers, &list)) {
        return list;
    }
    sort_numbers(call->evaluation->arena, &numbers, largest);
    return numbers.count ? numbers.members[0] : value_missing("no member of the list has a value");
}

static struct value call_max(const struct call *call) {
    return outermost(call, true);
}

static struct value call_min(const struct call *call) {
    return outermost(call, false);
}

/* Rank of a member in a list. */
static struct value rank_in_list(const struct call *call, const char *code) {
    struct numbers numbers;
    struct value result;
    if (!collect(call, true, &numbers, &result)) {
        return result;
    }
    sort_numbers(call->evaluation->arena, &numbers, true);
    for (size_t i = 0; i < numbers.count; i++) {
        const char *of = value_code(call->evaluation->arena, &numbers.members[i]);
        if (of && strcmp(of, code) == 0) {
            while (i > 0 && value_order(numbers.values[i - 1].number, numbers.values[i].number) == 0) {
                i--;
            }
            struct value rank = value_number((double)i + 1, "", 0);
            rank.inputs = inputs_of_list(call->evaluation->arena, &result);
            return rank;
        }
    }
    return value_missing(arena_print(call->evaluation->arena, "%s is not ranked in the list", code));
}

/* The codes of the areas in list. */
static bool read_codes(const struct call *call, const struct value *list, const char **codes) {
    for (size_t i = 0; i < list->count; i++) {
        codes[i] = value_code(call->evaluation->arena, &list->items[i]);
        if (!codes[i]) {
            return false;
        }
    }
    return true;
}

/* The points that a point is ranked with. */
static struct inputs inputs_beside(const struct call *call, const struct value *point, const char *const *codes,
                                   size_t count) {
    const struct series *series = point->series;
    const struct series_dimension *areas = &series->dimensions[0];
    uint16_t keys[SERIES_DIMENSIONS_MAX];
    memcpy(keys, point_keys(point->point), series->dimension_count * sizeof *keys);
    count = codes ? count : areas->count;
    const struct point_value **points = arena_array(call->evaluation->arena, count + 1, sizeof *points);
    struct inputs inputs = { points, 1 };
    points[0] = point->point;
    for (size_t i = 0; i < count; i++) {
        size_t member = codes ? series_find_member(series, 0, codes[i]) : i;
        keys[0] = (uint16_t)member;
        const struct point_value *beside = member == SIZE_MAX ? NULL : series_find(series, keys, point->point->year);
        if (beside && beside != point->point) {
            points[inputs.count++] = beside;
        }
    }
    return inputs;
}

/* Rank of a point among the areas (members of the first dimension), or among those listed; *joint: another shares it. */
static struct value rank_of_point(const struct call *call, bool *joint) {
    const struct value *point = &call->values[0];
    struct value list = value_list(NULL, 0);
    if (call->count > 1 && !call_list(call, 1, &list)) {
        return list;
    }
    const char **codes = arena_array(call->evaluation->arena, list.count, sizeof *codes);
    if (!read_codes(call, &list, codes)) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "rank needs a list of codes");
    }
    if (value_is_missing(point)) {
        return value_missing(value_reason(point));
    }
    size_t among = 0;
    size_t rank = series_rank(point->series, point->point, 0, call->count > 1 ? codes : NULL, list.count, joint,
                              &among);
    struct value value = value_number((double)rank, "", 0);
    value.inputs = inputs_beside(call, point, call->count > 1 ? codes : NULL, list.count);
    return rank ? value : value_missing("its area is not one of those that are ranked");
}

static struct value call_rank(const struct call *call) {
    if (call->values[0].kind == KIND_POINT) {
        bool joint = false;
        return rank_of_point(call, &joint);
    }
    const char *code = call->count > 1 ? value_code(call->evaluation->arena, &call->values[1]) : NULL;
    if (!code) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                             "rank in a list needs the member's code");
    }
    return rank_in_list(call, code);
}

static struct value call_is_joint(const struct call *call) {
    if (call->values[0].kind != KIND_POINT) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "is_joint needs a point, not %s",
                             value_kind_name(call->values[0].kind));
    }
    bool joint = false;
    struct value rank = rank_of_point(call, &joint);
    return rank.kind == KIND_NUMBER ? value_flag(joint) : rank;
}

typedef struct value member_function(struct evaluation *, const struct expression *, const struct value *);

/* One value for each member of the list. */
static struct value map_list(const struct call *call, member_function *each) {
    struct value list;
    if (!call_list(call, 0, &list)) {
        return list;
    }
    struct value *items = arena_array(call->evaluation->arena, list.count, sizeof *items);
    for (size_t i = 0; i < list.count; i++) {
        items[i] = each(call->evaluation, call->at, &list.items[i]);
        if (items[i].kind == KIND_FAULT) {
            return items[i];
        }
    }
    return value_list(items, list.count);
}

static struct value number_of(struct evaluation *evaluation, const struct expression *at, const struct value *value) {
    return evaluate_number(evaluation, at, *value);
}

static struct value code_of(struct evaluation *evaluation, const struct expression *at, const struct value *value) {
    const char *code = value_code(evaluation->arena, value);
    if (!code) {
        return evaluate_fail(evaluation, at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s has no code",
                             value_kind_name(value->kind));
    }
    struct source_pos pos = value->kind == KIND_POINT ? value->member_pos : at->pos;
    return value_text(evaluation->arena, code,
                      (struct origin){ .kind = value->kind == KIND_TEXT ? ORIGIN_LITERAL : ORIGIN_CELL, .pos = pos });
}

/* The first of a list, as name, code and value take it. */
static struct value single(const struct call *call) {
    struct value value = call->values[0];
    if (value.kind != KIND_LIST && value.kind != KIND_SERIES) {
        return value;
    }
    value = evaluate_list(call->evaluation, call->at, value);
    if (value.kind != KIND_LIST || value.count == 1) {
        return value.kind == KIND_LIST ? value.items[0] : value;
    }
    return value.count == 0 ? value_missing("the list is empty")
                            : evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                                            "%s needs one member, not %zu", call->at->text, value.count);
}

static struct value call_names(const struct call *call) {
    return map_list(call, evaluate_name);
}

static struct value call_codes(const struct call *call) {
    return map_list(call, code_of);
}

static struct value call_values(const struct call *call) {
    return map_list(call, number_of);
}

static struct value call_name(const struct call *call) {
    struct value value = single(call);
    return evaluate_name(call->evaluation, call->at, &value);
}

static struct value call_code(const struct call *call) {
    struct value value = single(call);
    bool none = value.kind == KIND_FAULT || value.kind == KIND_MISSING;
    return none ? value : code_of(call->evaluation, call->at, &value);
}

static struct value call_value(const struct call *call) {
    return evaluate_number(call->evaluation, call->at, single(call));
}

const struct function functions_list[] = {
    { "top", "top(list, n)", "the n ranked members with the largest values", 2, 2, ARGUMENTS_PRESENT, call_top },
    { "bottom", "bottom(list, n)", "the n ranked members with the smallest values", 2, 2, ARGUMENTS_PRESENT,
      call_bottom },
    { "sort", "sort(list, order)", "the members with a value, \"descending\" or \"ascending\"", 1, 2, ARGUMENTS_PRESENT,
      call_sort },
    { "take", "take(list, n)", "the first n members", 2, 2, ARGUMENTS_PRESENT, call_take },
    { "at", "at(list, n)", "member n, counted from 1; missing if there is none", 2, 2, ARGUMENTS_PRESENT, call_at },
    { "count", "count(list)", "how many members there are", 1, 1, ARGUMENTS_PRESENT, call_count },
    { "sum", "sum(list)", "the sum; missing if a member is", 1, 1, ARGUMENTS_PRESENT, call_sum },
    { "mean", "mean(list)", "the mean; missing if a member is", 1, 1, ARGUMENTS_PRESENT, call_mean },
    { "max", "max(list)", "the member with the largest value", 1, 1, ARGUMENTS_PRESENT, call_max },
    { "min", "min(list)", "the member with the smallest value", 1, 1, ARGUMENTS_PRESENT, call_min },
    { "rank", "rank(point, areas) or rank(list, code)",
      "the place by value, the largest first: of a point among the areas, of a member in a list", 1, 2,
      ARGUMENTS_PRESENT, call_rank },
    { "is_joint", "is_joint(point, areas)", "true if another of the areas has the same value, and so the same rank", 1, 2,
      ARGUMENTS_PRESENT, call_is_joint },
    { "names", "names(list)", "the names of the members", 1, 1, ARGUMENTS_PRESENT, call_names },
    { "codes", "codes(list)", "the codes of the members", 1, 1, ARGUMENTS_PRESENT, call_codes },
    { "values", "values(list)", "the values of the members", 1, 1, ARGUMENTS_PRESENT, call_values },
    { "name", "name(x)", "the name of a region, policy or point, or of a list's only member", 1, 1, ARGUMENTS_PRESENT,
      call_name },
    { "code", "code(x)", "the code of a region or point, or of a list's only member", 1, 1, ARGUMENTS_PRESENT,
      call_code },
    { "value", "value(x)", "the value of a point, or of a list's only member", 1, 1, ARGUMENTS_PRESENT, call_value },
    { 0 },
};
