/* Why a claim is false: both sides with their values and where these come from. */
#include "template/claim.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "policy/policy.h"
#include "template/function.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

enum { INPUTS_SHOWN = 3, ITEMS_SHOWN = 12 };

static void print_number(struct evaluation *evaluation, const struct value *number, struct buffer *out) {
    struct number_format format = { .language = evaluation->job->language, .style = evaluation->job->style, .decimals = number->decimals,
                                    .unit = number->unit[0] ? number->unit : NULL };
    bool year = strcmp(number->unit, "year") == 0;
    if (year) {
        buffer_print(out, "%.0f", number->number);
    } else {
        buffer_text(out, number_text(evaluation->arena, &format, number->number));
    }
    if (fabs(number_round(number->number, number->decimals) - number->number) > 1e-9) {
        buffer_text(out, " (unrounded ");
        buffer_number(out, number->number, 6);
        buffer_byte(out, ')');
    }
}

static void print_list(struct evaluation *evaluation, const struct value *list, struct buffer *out);

static void print_value(struct evaluation *evaluation, const struct expression *at, const struct value *value,
                        struct buffer *out) {
    const char *code = value_code(evaluation->arena, value);
    if (value_is_missing(value)) {
        buffer_print(out, "missing, %s", value_reason(value));
    } else if (value->kind == KIND_NUMBER || value->kind == KIND_POINT) {
        struct value number = evaluate_number(evaluation, at, *value);
        print_number(evaluation, &number, out);
    } else if (value->kind == KIND_FLAG) {
        buffer_text(out, value->flag ? "true" : "false");
    } else if (value->kind == KIND_LIST) {
        print_list(evaluation, value, out);
    } else {
        buffer_text(out, code ? code : value_kind_name(value->kind));
    }
}

/* A list by the codes of its members. */
static void print_list(struct evaluation *evaluation, const struct value *list, struct buffer *out) {
    buffer_text(out, list->count ? "" : "empty");
    for (size_t i = 0; i < list->count && i < ITEMS_SHOWN; i++) {
        const char *code = value_code(evaluation->arena, &list->items[i]);
        buffer_print(out, "%s%s", i ? ", " : "", code ? code : value_kind_name(list->items[i].kind));
    }
    if (list->count > ITEMS_SHOWN) {
        buffer_print(out, " and %zu more", list->count - ITEMS_SHOWN);
    }
}

static void print_pos(struct source_pos pos, struct buffer *out) {
    if (pos.file) {
        buffer_print(out, "%s:%u", pos.file->path, pos.line);
        buffer_print(out, pos.column ? ":%u" : "", pos.column);
    }
}

static void print_point(const struct point_value *point, struct buffer *out) {
    const struct series *series = point_series(point);
    buffer_print(out, "%s[", series->name);
    for (size_t i = 0; i < series->dimension_count; i++) {
        buffer_print(out, "%s, ", series->dimensions[i].members[point_keys(point)[i]].code);
    }
    buffer_print(out, "%d] ", point->year);
    print_pos(point_observation(point) ? observation_pos(point_dataset(point), point_observation(point)) : series->pos, out);
}

static void print_inputs(const struct value *value, struct buffer *out) {
    size_t count = value->inputs.count;
    for (size_t i = 0; i < count && i < INPUTS_SHOWN; i++) {
        buffer_text(out, i ? "; " : " (from ");
        print_point(value->inputs.points[i], out);
    }
    if (count > INPUTS_SHOWN) {
        buffer_print(out, "; and %zu more", count - INPUTS_SHOWN);
    }
    buffer_text(out, count ? ")" : "");
}

/* "count(x) is 17 (from …)"; a number or text that is written in the claim says itself. */
static void print_side(struct evaluation *evaluation, const struct expression *side, struct buffer *out) {
    expression_print(side, out);
    if (side->kind == EXPRESSION_NUMBER || side->kind == EXPRESSION_TEXT) {
        buffer_text(out, " is claimed");
        return;
    }
    struct value value = evaluate_part(evaluation, side);
    buffer_text(out, " is ");
    print_value(evaluation, side, &value, out);
    print_inputs(&value, out);
}

static bool is_written(const struct expression *expression) {
    bool written = expression->kind == EXPRESSION_NUMBER || expression->kind == EXPRESSION_TEXT;
    for (size_t i = 0; expression->kind == EXPRESSION_LIST && i < expression->count; i++) {
        written = is_written(expression->items[i]);
    }
    return written;
}

/* A function that gives true or false says why in its reason; its arguments follow. */
static void explain_call(struct evaluation *evaluation, const struct expression *call, struct buffer *out) {
    struct value value = evaluate_part(evaluation, call);
    expression_print(call, out);
    buffer_text(out, value.kind == KIND_FLAG && value.flag ? " is true" : " is false");
    if (value.reason) {
        buffer_print(out, ", %s", value.reason);
    }
    print_inputs(&value, out);
    for (size_t i = 0; call->function->rule != ARGUMENTS_LAZY && i < call->count; i++) {
        if (!is_written(call->items[i])) {
            buffer_text(out, "; ");
            print_side(evaluation, call->items[i], out);
        }
    }
}

/* The part of a junction that decides it: the first false one of and, all of or. */
static void explain_junction(struct evaluation *evaluation, const struct expression *pair, struct buffer *out) {
    for (size_t i = 0; i < pair->count; i++) {
        struct value value;
        bool decides = evaluate_truth(evaluation, pair->items[i], &value) == TRUTH_FALSE;
        if (decides) {
            buffer_text(out, i > 0 && out->size > 0 && pair->kind == EXPRESSION_OR ? "; and " : "");
            claim_explain(evaluation, pair->items[i], out);
        }
        if (decides && pair->kind == EXPRESSION_AND) {
            return;
        }
    }
}

void claim_explain(struct evaluation *evaluation, const struct expression *expression, struct buffer *out) {
    if (expression->kind == EXPRESSION_AND || expression->kind == EXPRESSION_OR) {
        explain_junction(evaluation, expression, out);
    } else if (expression->kind == EXPRESSION_NOT) {
        claim_explain(evaluation, expression->items[0], out);
    } else if (expression->kind == EXPRESSION_COMPARISON) {
        print_side(evaluation, expression->items[0], out);
        buffer_text(out, ", ");
        print_side(evaluation, expression->items[1], out);
    } else if (expression->kind == EXPRESSION_CALL) {
        explain_call(evaluation, expression, out);
    } else {
        print_side(evaluation, expression, out);
    }
}
