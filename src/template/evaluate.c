#include "template/evaluate.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"
#include "template/catalogue.h"
#include "template/function.h"
#include "template/imprint.h"

#include <string.h>

enum { STEPS_MAX = 200000 };

struct value evaluate_fail(struct evaluation *evaluation, const struct expression *expression, enum diag_code code,
                           const char *detail, ...) {
    va_list list;
    va_start(list, detail);
    char *text = arena_print_list(evaluation->arena, detail, list);
    va_end(list);
    diag_add(evaluation->diag, code, expression->pos, "%s", text);
    return value_fault();
}

/* Offers every name of a publication to the search for the nearest. */
static void offer_names(const struct evaluation *evaluation, struct nearest *nearest) {
    static const char *const own[] = { "subject", "edition", "language", "policies", "imprint", "narrative", "catalogue" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        nearest_offer(nearest, own[i]);
    }
    for (const struct scope *scope = evaluation->scope; scope; scope = scope->outer) {
        nearest_offer(nearest, scope->name);
    }
    for (size_t i = 0; i < indicators_count(evaluation->world->indicators); i++) {
        nearest_offer(nearest, indicators_at(evaluation->world->indicators, i)->name);
    }
}

static struct value unknown_name(struct evaluation *evaluation, const struct expression *name) {
    struct nearest nearest = nearest_to(name->text);
    offer_names(evaluation, &nearest);
    return evaluate_fail(evaluation, name, DIAG_CODE_EXPRESSION_UNKNOWN_NAME, "%s%s%s", name->text,
                         nearest.name ? "; the nearest known is " : "", nearest.name ? nearest.name : "");
}

static struct value literal_text(struct evaluation *evaluation, const struct expression *at, const char *text) {
    return value_text(evaluation->arena, text, (struct origin){ .kind = ORIGIN_LITERAL, .pos = at->pos });
}

static struct value series_value(const struct series *series) {
    struct value value = { .kind = KIND_SERIES, .unit = series->unit, .series = series };
    for (size_t i = 0; i < SERIES_DIMENSIONS_MAX; i++) {
        value.keys[i] = KEY_FREE;
    }
    return value;
}

/* The front matter of the subject's own text, read as that of a policy. */
static struct value narrative_value(const struct evaluation *evaluation) {
    const struct policy *narrative = evaluation->narrative;
    return narrative ? (struct value){ .kind = KIND_POLICY, .unit = "", .policy = narrative }
                     : value_missing(arena_print(evaluation->arena, "%s has no text of its own", evaluation->subject->code));
}

/* A loop's or a let's name first, then the document's own, then series, then codes of regions. */
static struct value evaluate_word(struct evaluation *evaluation, const struct expression *name) {
    for (const struct scope *scope = evaluation->scope; scope; scope = scope->outer) {
        if (strcmp(scope->name, name->text) == 0) {
            return scope->value;
        }
    }
    if (strcmp(name->text, "subject") == 0) {
        return value_region(evaluation->subject);
    }
    if (strcmp(name->text, "edition") == 0) {
        struct source_pos pos = evaluation->job->edition_pos.file ? evaluation->job->edition_pos : name->pos;
        return value_text(evaluation->arena, evaluation->job->edition, (struct origin){ .kind = ORIGIN_LITERAL, .pos = pos });
    }
    if (strcmp(name->text, "language") == 0) {
        return literal_text(evaluation, name, evaluation->job->language);
    }
    if (strcmp(name->text, "policies") == 0) {
        return (struct value){ .kind = KIND_POLICIES, .unit = "" };
    }
    if (strcmp(name->text, "imprint") == 0) {
        return imprint_value(evaluation, name);
    }
    if (strcmp(name->text, "narrative") == 0) {
        return narrative_value(evaluation);
    }
    if (strcmp(name->text, "catalogue") == 0) {
        return catalogue_value(evaluation);
    }
    const struct series *series = indicators_find(evaluation->world->indicators, name->text);
    if (series && series->dimension_count <= SERIES_DIMENSIONS_MAX) {
        return series_value(series);
    }
    const struct region *region = geo_find(evaluation->world->geo, name->text);
    return region ? value_region(region) : unknown_name(evaluation, name);
}

static struct value evaluate_items(struct evaluation *evaluation, const struct expression *list) {
    struct value *items = arena_array(evaluation->arena, list->count, sizeof *items);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = evaluate_part(evaluation, list->items[i]);
        if (items[i].kind == KIND_FAULT) {
            return value_fault();
        }
    }
    return value_list(items, list->count);
}

enum truth evaluate_truth(struct evaluation *evaluation, const struct expression *expression, struct value *value) {
    *value = evaluate_part(evaluation, expression);
    if (value->kind == KIND_FLAG) {
        return value->flag ? TRUTH_TRUE : TRUTH_FALSE;
    }
    if (value->kind != KIND_FAULT && !value_is_missing(value)) {
        *value = evaluate_fail(evaluation, expression, DIAG_CODE_EXPRESSION_WRONG_KIND,
                               "a condition must be true or false, not %s", value_kind_name(value->kind));
    }
    return TRUTH_NEITHER;
}

/* and, or: the right side is not looked at if the left one decides. */
static struct value evaluate_junction(struct evaluation *evaluation, const struct expression *pair) {
    bool decides = pair->kind == EXPRESSION_OR;
    struct value value = { .kind = KIND_FAULT };
    struct inputs inputs = { 0 };
    for (size_t i = 0; i < pair->count; i++) {
        enum truth truth = evaluate_truth(evaluation, pair->items[i], &value);
        inputs = value.inputs = inputs_join(evaluation->arena, inputs, value.inputs);
        if (truth == TRUTH_NEITHER || (truth == TRUTH_TRUE) == decides) {
            return value;
        }
    }
    return value;
}

static struct value evaluate_not(struct evaluation *evaluation, const struct expression *not) {
    struct value value;
    enum truth truth = evaluate_truth(evaluation, not->items[0], &value);
    if (truth != TRUTH_NEITHER) {
        value.flag = !value.flag;
    }
    return value;
}

static struct value evaluate_minus(struct evaluation *evaluation, const struct expression *minus) {
    struct value value = evaluate_number(evaluation, minus, evaluate_part(evaluation, minus->items[0]));
    value.number = -value.number;
    value.point = NULL;
    return value;
}

static struct value evaluate_fallback(struct evaluation *evaluation, const struct expression *pair) {
    struct value value = evaluate_part(evaluation, pair->items[0]);
    return value_is_missing(&value) ? evaluate_part(evaluation, pair->items[1]) : value;
}

static struct value too_many_steps(struct evaluation *evaluation, const struct expression *at) {
    return evaluate_fail(evaluation, at, DIAG_CODE_EXPRESSION_LIMIT, "more than %d steps in one document", STEPS_MAX);
}

struct value evaluate_part(struct evaluation *evaluation, const struct expression *expression) {
    if (++evaluation->steps > STEPS_MAX) {
        return evaluation->steps > STEPS_MAX + 1 ? value_fault() : too_many_steps(evaluation, expression);
    }
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
        return value_number(expression->number, "", expression->decimals);
    case EXPRESSION_TEXT:
        return literal_text(evaluation, expression, expression->text);
    case EXPRESSION_FLAG:
        return value_flag(expression->number > 0);
    case EXPRESSION_NAME:
        return evaluate_word(evaluation, expression);
    case EXPRESSION_LIST:
        return evaluate_items(evaluation, expression);
    case EXPRESSION_FIELD:
        return evaluate_field(evaluation, expression);
    case EXPRESSION_INDEX:
        return evaluate_index(evaluation, expression);
    case EXPRESSION_CALL:
        return function_call(evaluation, expression);
    case EXPRESSION_NOT:
        return evaluate_not(evaluation, expression);
    case EXPRESSION_MINUS:
        return evaluate_minus(evaluation, expression);
    case EXPRESSION_AND:
    case EXPRESSION_OR:
        return evaluate_junction(evaluation, expression);
    case EXPRESSION_FALLBACK:
        return evaluate_fallback(evaluation, expression);
    case EXPRESSION_COMPARISON:
        return evaluate_comparison(evaluation, expression);
    case EXPRESSION_ARITHMETIC:
        return evaluate_arithmetic(evaluation, expression);
    }
    return value_fault();
}

struct value evaluate(struct evaluation *evaluation, const struct formula *formula) {
    if (!formula) {
        return value_fault();
    }
    const struct formula *outer = evaluation->formula;
    evaluation->formula = formula;
    struct value value = evaluate_part(evaluation, formula->root);
    evaluation->formula = outer;
    return value;
}
