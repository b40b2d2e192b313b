/* Values to text, each piece with its origin. */
#include "template/evaluate.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "policy/policy.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

/* Puts id, which is not 0, into a table with more free slots than ids; false if it is there. mask: the number of slots less one. */
static bool add_id(uint32_t *slots, size_t mask, uint32_t id) {
    size_t at = (id * UINT32_C(2654435769)) & mask; /* the golden ratio in 32 bits: neighbours fall apart */
    while (slots[at] != 0 && slots[at] != id) {
        at = (at + 1) & mask;
    }
    bool there = slots[at] == id;
    slots[at] = id;
    return !there;
}

/* Each input once, in the order in which they were met: members of a list come before what they were chosen from. */
static struct inputs distinct(struct arena *arena, struct inputs inputs) {
    size_t slot_count = 4;
    while (slot_count < inputs.count * 2) {
        slot_count *= 2;
    }
    uint32_t *seen = arena_array(arena, slot_count, sizeof *seen);
    const struct point_value **points = arena_array(arena, inputs.count, sizeof *points);
    size_t count = 0;
    for (size_t i = 0; i < inputs.count; i++) {
        if (add_id(seen, slot_count - 1, point_id(inputs.points[i]))) {
            points[count++] = inputs.points[i];
        }
    }
    return (struct inputs){ points, count };
}

struct origin evaluate_derived(struct evaluation *evaluation, const struct value *value) {
    const struct formula *formula = evaluation->formula;
    struct filled *filled = evaluation->filled;
    struct inputs inputs = value->inputs.count > 1 ? distinct(evaluation->arena, value->inputs) : value->inputs;
    filled->derived = arena_grow(evaluation->arena, filled->derived, filled->derived_count, &filled->derived_capacity,
                                 sizeof *filled->derived);
    filled->derived[filled->derived_count++] = (struct derived_value){
        .value = value->number,
        .unit = value->unit,
        .expression = formula->source,
        .pos = formula->pos,
        .inputs = inputs.points,
        .input_count = inputs.count,
    };
    return (struct origin){ ORIGIN_POINT, DERIVED_FIRST + (uint32_t)filled->derived_count - 1, formula->pos };
}

/* A number written in the template is literal, a point's is the point, a description's figure stands in its file, and
 * all others are derived. */
static struct origin number_origin(struct evaluation *evaluation, const struct value *number) {
    if (number->point) {
        return (struct origin){ ORIGIN_POINT, point_id(number->point), evaluation->formula->pos };
    }
    if (evaluation->formula->root->kind == EXPRESSION_NUMBER) {
        return (struct origin){ .kind = ORIGIN_LITERAL, .pos = evaluation->formula->pos };
    }
    if (number->member_pos.file && number->inputs.count == 0) {
        return (struct origin){ .kind = ORIGIN_POLICY, .pos = number->member_pos };
    }
    return evaluate_derived(evaluation, number);
}

static bool print_number(struct evaluation *evaluation, const struct value *number, bool bare, struct value *text) {
    struct number_format format = {
        .language = evaluation->job->language,
        .unit = number->unit[0] ? number->unit : NULL,
        .decimals = number->decimals,
        .signed_value = number->signed_value,
        .place = bare || number->bare ? NUMBER_IN_TABLE : NUMBER_IN_TEXT,
        .style = evaluation->job->style,
    };
    bool year = strcmp(number->unit, "year") == 0;
    const char *digits = year ? arena_print(evaluation->arena, "%.0f", number->number)
                              : number_text(evaluation->arena, &format, number->number);
    *text = value_text(evaluation->arena, digits, number_origin(evaluation, number));
    return true;
}

/* Where a description states its name. */
static struct source_pos policy_pos(const struct policy *policy) {
    const struct yaml *name = yaml_find(policy->front, "name");
    return name ? name->pos : (struct source_pos){ policy->file, 0, 0 };
}

struct value evaluate_name(struct evaluation *evaluation, const struct expression *at, const struct value *value) {
    struct arena *arena = evaluation->arena;
    switch (value->kind) {
    case KIND_TEXT:
    case KIND_FAULT:
    case KIND_MISSING:
        return *value;
    case KIND_REGION:
        return value_text(arena, geo_name(evaluation->world->geo, value->region->code, evaluation->job->language),
                          (struct origin){ .kind = ORIGIN_CELL, .pos = value->region->pos });
    case KIND_POINT: {
        struct value name = value_text(arena, value->member->label,
                                       (struct origin){ .kind = ORIGIN_CELL, .pos = value->member_pos });
        name.inputs = value->inputs;
        return name;
    }
    case KIND_POLICY:
        return value_text(arena, value->policy->name,
                          (struct origin){ .kind = ORIGIN_POLICY, .pos = policy_pos(value->policy) });
    case KIND_RECORD: {
        const struct value *name = value_find(value, "name");
        return name ? *name : value_missing("it has no name");
    }
    case KIND_NUMBER:
    case KIND_FLAG:
    case KIND_LIST:
    case KIND_SERIES:
    case KIND_POLICIES:
    case KIND_MARKDOWN:
    case KIND_LOOP:
    case VALUE_KIND_COUNT:
        break;
    }
    return evaluate_fail(evaluation, at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s has no name",
                         value_kind_name(value->kind));
}

/* What a sentence must do instead of printing this kind; NULL if it can be printed. */
static const char *print_advice(enum value_kind kind) {
    switch (kind) {
    case KIND_LIST:
    case KIND_SERIES:
        return "; a filter such as names, list or sum makes it one value";
    case KIND_MARKDOWN:
        return "; ::: insert places it";
    case KIND_FLAG:
    case KIND_POLICIES:
    case KIND_LOOP:
        return "";
    case KIND_FAULT:
    case KIND_MISSING:
    case KIND_NUMBER:
    case KIND_TEXT:
    case KIND_REGION:
    case KIND_POINT:
    case KIND_POLICY:
    case KIND_RECORD:
    case VALUE_KIND_COUNT:
        break;
    }
    return NULL;
}

bool value_print(struct evaluation *evaluation, struct value value, bool bare, struct value *text) {
    const struct expression *root = evaluation->formula->root;
    const char *advice = print_advice(value.kind);
    if (value.kind == KIND_FAULT) {
        return false;
    }
    if (advice) {
        evaluate_fail(evaluation, root, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s cannot be printed%s",
                      value_kind_name(value.kind), advice);
        return false;
    }
    if (value_is_missing(&value)) {
        evaluate_fail(evaluation, root, DIAG_CODE_EXPRESSION_MISSING_VALUE, "%s", value_reason(&value));
        return false;
    }
    if (value.kind == KIND_POINT) {
        value = evaluate_number(evaluation, root, value);
    }
    if (value.kind == KIND_NUMBER) {
        return print_number(evaluation, &value, bare, text);
    }
    *text = evaluate_name(evaluation, root, &value);
    return text->kind == KIND_TEXT;
}
