/* Arithmetic and comparison, with units. */
#include "template/evaluate.h"

#include "base/arena.h"
#include "indicator/series.h"

#include <math.h>
#include <string.h>

static const char percent[] = "percent";
static const char points[] = "percentage-points";

struct value evaluate_number(struct evaluation *evaluation, const struct expression *at, struct value value) {
    if (value.kind == KIND_NUMBER || value.kind == KIND_FAULT || value.kind == KIND_MISSING) {
        return value;
    }
    if (value.kind != KIND_POINT) {
        return evaluate_fail(evaluation, at, DIAG_CODE_EXPRESSION_WRONG_KIND, "a number is needed, not %s",
                             value_kind_name(value.kind));
    }
    if (value_is_missing(&value)) {
        return value_missing(value_reason(&value));
    }
    struct value number = value_number(value.point->value, value.series->unit, value.series->decimals);
    number.point = value.point;
    number.inputs = value.inputs;
    return number;
}

/* Both sides as numbers; false leaves the result in *left. */
static bool both_numbers(struct evaluation *evaluation, const struct expression *pair, struct value *left,
                         struct value *right) {
    *left = evaluate_number(evaluation, pair, *left);
    *right = evaluate_number(evaluation, pair, *right);
    if (left->kind == KIND_NUMBER && right->kind != KIND_NUMBER) {
        *left = *right;
        return false;
    }
    return left->kind == KIND_NUMBER;
}

/* The unit of a sum or difference, or NULL if the units do not fit: a bare number fits any. */
static const char *sum_unit(const char *left, const char *right, enum operation operation) {
    bool same = strcmp(left, right) == 0;
    if (same && strcmp(left, percent) == 0 && operation == OPERATION_SUBTRACT) {
        return points;
    }
    if (same || right[0] == '\0') {
        return left;
    }
    if (left[0] == '\0') {
        return right;
    }
    bool shift = strcmp(left, percent) == 0 && strcmp(right, points) == 0;
    return shift ? percent : NULL;
}

static struct value wrong_units(struct evaluation *evaluation, const struct expression *pair, const struct value *left,
                                const struct value *right) {
    return evaluate_fail(evaluation, pair, DIAG_CODE_EXPRESSION_UNIT, "%s with %s", left->unit, right->unit);
}

static struct value add(struct evaluation *evaluation, const struct expression *pair, const struct value *left,
                        const struct value *right) {
    const char *unit = sum_unit(left->unit, right->unit, pair->operation);
    if (!unit) {
        return wrong_units(evaluation, pair, left, right);
    }
    double number = pair->operation == OPERATION_ADD ? left->number + right->number : left->number - right->number;
    return value_number(number, unit, left->decimals > right->decimals ? left->decimals : right->decimals);
}

static struct value multiply(struct evaluation *evaluation, const struct expression *pair, const struct value *left,
                             const struct value *right) {
    if (left->unit[0] && right->unit[0]) {
        return wrong_units(evaluation, pair, left, right);
    }
    return value_number(left->number * right->number, left->unit[0] ? left->unit : right->unit,
                        left->decimals > right->decimals ? left->decimals : right->decimals);
}

/* Equal units cancel; a quotient of two numbers of one unit prints with two decimals until the template rounds it. */
static struct value divide(struct evaluation *evaluation, const struct expression *pair, const struct value *left,
                           const struct value *right) {
    bool same = strcmp(left->unit, right->unit) == 0;
    if (!same && right->unit[0]) {
        return wrong_units(evaluation, pair, left, right);
    }
    if (right->number == 0) {
        return value_missing("division by zero");
    }
    return value_number(left->number / right->number, same ? "" : left->unit, same ? 2 : left->decimals);
}

/* text + anything that can be printed: one text, whose pieces keep their origins. */
static struct value concatenate(struct evaluation *evaluation, struct value left, struct value right) {
    struct value texts[2];
    if (value_is_missing(&left) || value_is_missing(&right)) {
        return value_missing(value_reason(value_is_missing(&left) ? &left : &right));
    }
    if (!value_print(evaluation, left, false, &texts[0]) || !value_print(evaluation, right, false, &texts[1])) {
        return value_fault();
    }
    size_t count = texts[0].piece_count + texts[1].piece_count;
    struct piece *pieces = arena_array(evaluation->arena, count, sizeof *pieces);
    for (size_t i = 0; i < count; i++) {
        bool first = i < texts[0].piece_count;
        pieces[i] = first ? texts[0].pieces[i] : texts[1].pieces[i - texts[0].piece_count];
    }
    struct value text = { .kind = KIND_TEXT, .unit = "", .pieces = pieces, .piece_count = count };
    text.inputs = inputs_join(evaluation->arena, left.inputs, right.inputs);
    return text;
}

struct value evaluate_arithmetic(struct evaluation *evaluation, const struct expression *pair) {
    struct value left = evaluate_part(evaluation, pair->items[0]);
    struct value right = evaluate_part(evaluation, pair->items[1]);
    if (left.kind == KIND_FAULT || right.kind == KIND_FAULT) {
        return value_fault();
    }
    if (pair->operation == OPERATION_ADD && (left.kind == KIND_TEXT || right.kind == KIND_TEXT)) {
        return concatenate(evaluation, left, right);
    }
    if (!both_numbers(evaluation, pair, &left, &right)) {
        return left;
    }
    struct value result = pair->operation == OPERATION_MULTIPLY ? multiply(evaluation, pair, &left, &right)
                          : pair->operation == OPERATION_DIVIDE ? divide(evaluation, pair, &left, &right)
                                                                : add(evaluation, pair, &left, &right);
    if (result.kind == KIND_NUMBER && !isfinite(result.number)) {
        return value_missing("the result is out of range");
    }
    result.inputs = inputs_join(evaluation->arena, left.inputs, right.inputs);
    return result;
}

static bool holds(enum operation operation, int order) {
    return operation == OPERATION_EQUAL           ? order == 0
           : operation == OPERATION_UNEQUAL       ? order != 0
           : operation == OPERATION_LESS          ? order < 0
           : operation == OPERATION_LESS_EQUAL    ? order <= 0
           : operation == OPERATION_GREATER       ? order > 0
           : operation == OPERATION_GREATER_EQUAL ? order >= 0
                                                  : false;
}

/* Texts, and what has a code, can only be equal or not; a region compares with its code. */
static struct value compare_codes(struct evaluation *evaluation, const struct expression *pair,
                                  const struct value *left,
                                  const struct value *right) {
    const char *a = value_code(evaluation->arena, left);
    const char *b = value_code(evaluation->arena, right);
    bool equality = pair->operation == OPERATION_EQUAL || pair->operation == OPERATION_UNEQUAL;
    if (!a || !b || !equality) {
        return evaluate_fail(evaluation, pair, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s cannot be compared so with %s",
                             value_kind_name(left->kind), value_kind_name(right->kind));
    }
    return value_flag(holds(pair->operation, strcmp(a, b)));
}

static bool is_text(const struct value *value) {
    return value->kind == KIND_TEXT || value->kind == KIND_REGION;
}

struct value evaluate_comparison(struct evaluation *evaluation, const struct expression *pair) {
    struct value left = evaluate_part(evaluation, pair->items[0]);
    struct value right = evaluate_part(evaluation, pair->items[1]);
    if (left.kind == KIND_FAULT || right.kind == KIND_FAULT) {
        return value_fault();
    }
    if (left.kind == KIND_MISSING || right.kind == KIND_MISSING) {
        return left.kind == KIND_MISSING ? left : right;
    }
    if (is_text(&left) || is_text(&right)) {
        return compare_codes(evaluation, pair, &left, &right);
    }
    if (left.kind == KIND_FLAG && right.kind == KIND_FLAG) {
        return value_flag(holds(pair->operation, (left.flag > right.flag) - (left.flag < right.flag)));
    }
    if (!both_numbers(evaluation, pair, &left, &right)) {
        return left;
    }
    if (!sum_unit(left.unit, right.unit, OPERATION_ADD)) {
        return wrong_units(evaluation, pair, &left, &right);
    }
    struct value flag = value_flag(holds(pair->operation, (left.number > right.number) - (left.number < right.number)));
    flag.inputs = inputs_join(evaluation->arena, left.inputs, right.inputs);
    return flag;
}
