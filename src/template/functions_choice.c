/* Functions that choose what is evaluated, and ask whether there is a value. */
#include "template/function.h"

#include "base/arena.h"
#include "base/buffer.h"

/* A missing condition makes the result missing: what depends on an unknown must not be printed as known. */
static struct value call_if(const struct call *call) {
    struct value value;
    enum truth truth = evaluate_truth(call->evaluation, call->at->items[0], &value);
    if (truth == TRUTH_NEITHER) {
        return value;
    }
    struct value chosen = evaluate_part(call->evaluation, call->at->items[truth == TRUTH_TRUE ? 1 : 2]);
    bool computed = chosen.kind == KIND_NUMBER || chosen.kind == KIND_TEXT || chosen.kind == KIND_LIST;
    if (computed && value.inputs.count > 0) { /* what decides belongs to the result */
        chosen.inputs = inputs_join(call->evaluation->arena, chosen.inputs, value.inputs);
    }
    return chosen;
}

/* The points by which members are kept or left out. */
struct deciding {
    struct arena *arena;
    const struct point_value **points;
    size_t count, capacity;
};

static void decide(struct deciding *deciding, struct inputs inputs) {
    for (size_t i = 0; i < inputs.count; i++) {
        deciding->points = arena_grow(deciding->arena, (void *)deciding->points, deciding->count, &deciding->capacity,
                                      sizeof *deciding->points);
        deciding->points[deciding->count++] = inputs.points[i];
    }
}

/* The member for which the condition is evaluated is called it. A missing condition is no. */
static struct value call_where(const struct call *call) {
    struct evaluation *evaluation = call->evaluation;
    struct value list = evaluate_list(evaluation, call->at, evaluate_part(evaluation, call->at->items[0]));
    if (list.kind != KIND_LIST) {
        return list;
    }
    struct value *kept = arena_array(evaluation->arena, list.count, sizeof *kept);
    size_t count = 0;
    struct deciding deciding = { .arena = evaluation->arena };
    decide(&deciding, list.inputs);
    for (size_t i = 0; i < list.count; i++) {
        struct scope scope = { "it", list.items[i], evaluation->scope };
        struct value value;
        evaluation->scope = &scope;
        enum truth truth = evaluate_truth(evaluation, call->at->items[1], &value);
        evaluation->scope = scope.outer;
        if (value.kind == KIND_FAULT) {
            return value;
        }
        if (truth == TRUTH_TRUE) {
            kept[count++] = list.items[i];
        }
        decide(&deciding, value.inputs);
    }
    list = value_list(kept, count);
    list.inputs = (struct inputs){ deciding.points, deciding.count };
    return list;
}

/* What the expression is for every member, called it. */
static struct value call_each(const struct call *call) {
    struct evaluation *evaluation = call->evaluation;
    struct value list = evaluate_list(evaluation, call->at, evaluate_part(evaluation, call->at->items[0]));
    if (list.kind != KIND_LIST) {
        return list;
    }
    struct value *results = arena_array(evaluation->arena, list.count, sizeof *results);
    for (size_t i = 0; i < list.count; i++) {
        struct scope scope = { "it", list.items[i], evaluation->scope };
        evaluation->scope = &scope;
        results[i] = evaluate_part(evaluation, call->at->items[1]);
        evaluation->scope = scope.outer;
        if (results[i].kind == KIND_FAULT) {
            return results[i];
        }
    }
    struct inputs inputs = list.inputs;
    list = value_list(results, list.count);
    list.inputs = inputs;
    return list;
}

/* A series or list is missing if none of its points has a value. */
static bool has_value(const struct call *call, struct value *value) {
    *value = call->values[0];
    if (value->kind == KIND_SERIES) {
        *value = evaluate_list(call->evaluation, call->at, *value);
    }
    if (value->kind != KIND_LIST) {
        return !value_is_missing(value);
    }
    for (size_t i = 0; i < value->count; i++) {
        if (!value_is_missing(&value->items[i])) {
            return true;
        }
    }
    return false;
}

static struct value call_present(const struct call *call) {
    struct value value;
    bool there = has_value(call, &value);
    return value.kind == KIND_FAULT ? value : value_flag(there);
}

static struct value call_missing(const struct call *call) {
    struct value value;
    bool there = has_value(call, &value);
    return value.kind == KIND_FAULT ? value : value_flag(!there);
}

/* Why the first missing one is missing. */
static struct value call_reason(const struct call *call) {
    struct value value;
    has_value(call, &value);
    struct origin origin = { .kind = ORIGIN_LITERAL, .pos = call->at->pos };
    for (size_t i = 0; value.kind == KIND_LIST && i < value.count; i++) {
        if (value_is_missing(&value.items[i])) {
            value = value.items[i];
        }
    }
    if (value.kind == KIND_FAULT) {
        return value;
    }
    const char *why = value_is_missing(&value) ? value_reason(&value) : "";
    if (value.kind == KIND_POINT && value.point && point_reason(value.point)) {
        why = point_reason(value.point);
        origin.kind = ORIGIN_POINT;
        origin.id = point_id(value.point);
    }
    return value_text(call->evaluation->arena, why, origin);
}

const struct function functions_choice[] = {
    { "if", "if(condition, a, b)", "a if the condition is true, else b", 3, 3, ARGUMENTS_LAZY, call_if },
    { "where", "where(list, condition)", "the members, each called it, for which the condition holds", 2, 2,
      ARGUMENTS_LAZY, call_where },
    { "each", "each(list, expression)", "a list of what the expression is for each member, called it", 2, 2,
      ARGUMENTS_LAZY, call_each },
    { "present", "present(x)", "true if x, or any member of x, has a value", 1, 1, ARGUMENTS_ANY, call_present },
    { "missing", "missing(x)", "true if x, or every member of x, is missing", 1, 1, ARGUMENTS_ANY, call_missing },
    { "reason", "reason(x)", "why x, or its first missing member, is missing", 1, 1, ARGUMENTS_ANY, call_reason },
    { 0 },
};
