/* Functions of numbers: what they are, and how they are printed. */
#include "template/function.h"

#include "base/arena.h"
#include "indicator/series.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

static struct value call_round(const struct call *call) {
    struct value number, decimals;
    int count = 0;
    if (!call_number(call, 0, &number)) {
        return number;
    }
    if (call->count > 1 && !call_integer(call, 1, 0, 9, &count, &decimals)) {
        return decimals;
    }
    number.number = number_round(number.number, count);
    number.decimals = count;
    return number;
}

/* As round, printed without unit. */
static struct value call_number_format(const struct call *call) {
    struct value number = call_round(call);
    number.bare = true;
    return number;
}

static struct value call_bare(const struct call *call) {
    struct value number;
    if (call_number(call, 0, &number)) {
        number.bare = true;
    }
    return number;
}

static struct value call_signed(const struct call *call) {
    struct value number;
    if (call_number(call, 0, &number)) {
        number.signed_value = true;
    }
    return number;
}

static struct value call_abs(const struct call *call) {
    struct value number;
    if (call_number(call, 0, &number) && number.number < 0) {
        number.number = -number.number;
        number.point = NULL;
    }
    return number;
}

/* The number as it stands, with the sign of per cent: for shares computed as plain numbers. */
static struct value call_percent(const struct call *call) {
    struct value number;
    if (call_number(call, 0, &number)) {
        number.unit = "percent";
    }
    return number;
}

static struct value call_share(const struct call *call) {
    struct value part, whole;
    if (!call_number(call, 0, &part)) {
        return part;
    }
    if (!call_number(call, 1, &whole)) {
        return whole;
    }
    if (strcmp(part.unit, whole.unit) != 0) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNIT, "%s with %s", part.unit,
                             whole.unit);
    }
    if (whole.number == 0) {
        return value_missing("a share of nothing");
    }
    struct value share = value_number(100 * part.number / whole.number, "percent", 1);
    share.inputs = inputs_join(call->evaluation->arena, part.inputs, whole.inputs);
    return share;
}

/* The years of the points of a list, or of a series before any key: its newest. */
static bool find_years(const struct call *call, int *first, int *last, struct inputs *inputs, struct value *result) {
    *result = call->values[0];
    if (result->kind == KIND_SERIES) {
        bool untouched = result->series->dimension_count > 1;
        for (size_t i = 0; i < result->series->dimension_count; i++) {
            untouched = untouched && result->keys[i] == KEY_FREE;
        }
        if (untouched) {
            size_t count = result->series->year_count;
            *first = *last = count ? result->series->years[count - 1] : 0;
            return count > 0;
        }
    }
    struct value one = *result;
    *result = one.kind == KIND_POINT ? value_list(&one, 1) : evaluate_list(call->evaluation, call->at, one);
    for (size_t i = 0; result->kind == KIND_LIST && i < result->count; i++) {
        const struct point_value *point = value_is_missing(&result->items[i]) ? NULL : result->items[i].point;
        if (point) {
            *first = *first && *first < point->year ? *first : point->year;
            *last = *last > point->year ? *last : point->year;
        }
    }
    *inputs = result->kind == KIND_LIST ? inputs_of_list(call->evaluation->arena, result) : (struct inputs){ 0 };
    return result->kind == KIND_LIST && *last;
}

static struct value call_year(const struct call *call) {
    int first = 0;
    int last = 0;
    struct inputs inputs = { 0 };
    struct value result;
    if (!find_years(call, &first, &last, &inputs, &result)) {
        return result.kind == KIND_FAULT || result.kind == KIND_MISSING ? result : value_missing("no value has a year");
    }
    struct value year = value_number(last, "year", 0);
    year.inputs = inputs;
    if (first == last) {
        return year;
    }
    const char *text = arena_print(call->evaluation->arena, "%d\xE2\x80\x93%d", first, last);
    return value_text(call->evaluation->arena, text, evaluate_derived(call->evaluation, &year));
}

const struct function functions_number[] = {
    { "round", "round(x, decimals)", "x rounded half away from zero, 0 decimals if none are named", 1, 2,
      ARGUMENTS_PRESENT, call_round },
    { "number", "number(x, decimals)", "as round, printed without unit", 1, 2, ARGUMENTS_PRESENT, call_number_format },
    { "bare", "bare(x)", "x printed without unit, as in tables", 1, 1, ARGUMENTS_PRESENT, call_bare },
    { "signed", "signed(x)", "x printed with + or \xE2\x88\x92", 1, 1, ARGUMENTS_PRESENT, call_signed },
    { "abs", "abs(x)", "x without its sign", 1, 1, ARGUMENTS_PRESENT, call_abs },
    { "percent", "percent(x)", "x as a percentage: 12 becomes 12 %", 1, 1, ARGUMENTS_PRESENT, call_percent },
    { "share", "share(part, whole)", "100 \xC3\x97 part / whole, as a percentage", 2, 2, ARGUMENTS_PRESENT,
      call_share },
    { "year", "year(x)", "the year of a point or list; the newest of a whole series", 1, 1, ARGUMENTS_PRESENT,
      call_year },
    { 0 },
};
