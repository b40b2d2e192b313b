#include "template/loop.h"

#include "base/arena.h"

#include <ctype.h>
#include <string.h>

const struct binding *binding_parse(struct reading *reading, const char *text, const char *word, struct source_pos pos) {
    size_t size = 0;
    while (isalnum((unsigned char)text[size]) || text[size] == '_') {
        size++;
    }
    size_t at = size + strspn(text + size, " \t");
    size_t length = strlen(word);
    bool fits = size > 0 && !isdigit((unsigned char)text[0]) && strncmp(text + at, word, length) == 0;
    if (!fits || text[at + length] == '\0') {
        return NULL;
    }
    struct binding *binding = arena_alloc(reading->arena, sizeof *binding);
    binding->name = arena_copy(reading->arena, text, size);
    pos.column += (uint32_t)(at + length);
    binding->formula = formula_parse(reading->arena, reading->diag, text + at + length, pos);
    return binding;
}

bool formula_has_value(struct filling *filling, const struct formula *formula, const struct value *value) {
    if (value->kind != KIND_FAULT && value_is_missing(value)) {
        evaluate_fail(&filling->evaluation, formula->root, DIAG_CODE_EXPRESSION_MISSING_VALUE, "%s",
                      value_reason(value));
    }
    return value->kind != KIND_FAULT && !value_is_missing(value);
}

struct turns turns_begin(struct filling *filling, const struct binding *binding) {
    struct turns turns = { .filling = filling, .binding = binding, .outer = filling->evaluation.scope };
    struct evaluation *evaluation = &filling->evaluation;
    if (!binding->formula) {
        return turns;
    }
    struct value list = evaluate_list(evaluation, binding->formula->root, evaluate(evaluation, binding->formula));
    if (formula_has_value(filling, binding->formula, &list)) {
        turns.list = list;
    }
    return turns;
}

bool turns_next(struct turns *turns) {
    struct filling *filling = turns->filling;
    if (turns->turn == turns->list.count || filling->full) {
        filling->evaluation.scope = turns->outer;
        return false;
    }
    struct value state = { .kind = KIND_LOOP, .unit = "", .number = (double)turns->turn,
                           .decimals = (int)turns->list.count };
    turns->state = (struct scope){ "loop", state, turns->outer };
    turns->member = (struct scope){ turns->binding->name, turns->list.items[turns->turn++], &turns->state };
    filling->evaluation.scope = &turns->member;
    return true;
}
