#include "template/function.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/nearest.h"

#include <math.h>
#include <string.h>

static const struct function *const themes[] = { functions_choice, functions_list, functions_number, functions_word,
                                                functions_policy, functions_series,                functions_claim,  functions_compare };

const struct function *function_at(size_t index) {
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        for (const struct function *row = themes[i]; row->name; row++) {
            if (index-- == 0) {
                return row;
            }
        }
    }
    return NULL;
}

const struct function *function_find(const char *name) {
    const struct function *function = NULL;
    for (size_t i = 0; (function = function_at(i)); i++) {
        if (strcmp(function->name, name) == 0) {
            return function;
        }
    }
    return NULL;
}

struct value function_call(struct evaluation *evaluation, const struct expression *at) {
    const struct function *function = at->function;
    struct call call = { .evaluation = evaluation, .at = at, .count = at->count };
    if (function->rule == ARGUMENTS_LAZY) {
        return function->call(&call);
    }
    struct value *values = arena_array(evaluation->arena, at->count, sizeof *values);
    for (size_t i = 0; i < at->count; i++) {
        values[i] = evaluate_part(evaluation, at->items[i]);
        bool stop = values[i].kind == KIND_MISSING && function->rule == ARGUMENTS_PRESENT;
        if (values[i].kind == KIND_FAULT || stop) {
            return values[i];
        }
    }
    call.values = values;
    return function->call(&call);
}

bool call_number(const struct call *call, size_t i, struct value *value) {
    *value = evaluate_number(call->evaluation, call->at, call->values[i]);
    return value->kind == KIND_NUMBER;
}

bool call_list(const struct call *call, size_t i, struct value *value) {
    *value = evaluate_list(call->evaluation, call->at, call->values[i]);
    return value->kind == KIND_LIST;
}

bool call_text(const struct call *call, size_t i, const char **text, struct value *value) {
    *value = call->values[i];
    if (value->kind != KIND_TEXT) {
        *value = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s needs a text, not %s",
                               call->at->text, value_kind_name(value->kind));
        return false;
    }
    *text = value_whole_text(call->evaluation->arena, value);
    return true;
}

bool call_integer(const struct call *call, size_t i, int least, int most, int *number, struct value *value) {
    if (!call_number(call, i, value)) {
        return false;
    }
    if (value->number < least || value->number > most || floor(value->number) < value->number) {
        *value = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                               "%s needs a whole number from %d to %d", call->at->text, least, most);
        return false;
    }
    *number = (int)value->number;
    return true;
}

static void dump_function_json(const struct function *function, struct buffer *out) {
    buffer_text(out, "{\"kind\":\"function\",\"name\":");
    json_quote(out, function->name);
    buffer_text(out, ",\"usage\":");
    json_quote(out, function->usage);
    buffer_text(out, ",\"what\":");
    json_quote(out, function->what);
    buffer_text(out, "}\n");
}

bool template_dump_functions(const char *name, bool json, struct buffer *out) {
    const struct function *function = NULL;
    bool any = false;
    for (size_t i = 0; (function = function_at(i)); i++) {
        if (name && strcmp(function->name, name) != 0) {
            continue;
        }
        any = true;
        if (json) {
            dump_function_json(function, out);
        } else {
            buffer_print(out, "%-36s %s\n", function->usage, function->what);
        }
    }
    return any;
}

const char *function_nearest(const char *wanted) {
    struct nearest nearest = nearest_to(wanted);
    const struct function *function = NULL;
    for (size_t i = 0; (function = function_at(i)); i++) {
        nearest_offer(&nearest, function->name);
    }
    return nearest.name;
}
