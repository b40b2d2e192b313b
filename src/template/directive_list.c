/* ticks: a list of texts, each behind a tick. */
#include "template/directive.h"

#include "base/arena.h"

static const void *read(struct reading *reading, struct node *node) {
    return formula_of_rest(reading, node, 0);
}

/* One value is a list of itself; an empty text, which ?? may say, an empty list. */
static struct value list_of(struct filling *filling, const struct formula *formula) {
    struct evaluation *evaluation = &filling->evaluation;
    struct value value = evaluate(evaluation, formula);
    if (value.kind == KIND_FAULT) {
        return value;
    }
    if (value_is_missing(&value)) {
        return evaluate_fail(evaluation, formula->root, DIAG_CODE_EXPRESSION_MISSING_VALUE, "%s",
                             value_reason(&value));
    }
    if (value.kind == KIND_LIST || value.kind == KIND_SERIES) {
        return evaluate_list(evaluation, formula->root, value);
    }
    bool empty = value.kind == KIND_TEXT && value_whole_text(filling->arena, &value)[0] == '\0';
    struct value *item = arena_alloc(filling->arena, sizeof *item);
    *item = value;
    return value_list(item, empty ? 0 : 1);
}

static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct formula *formula = typed;
    struct evaluation *evaluation = &filling->evaluation;
    struct value texts = list_of(filling, formula);
    filling->seam = false;
    if (texts.kind != KIND_LIST || texts.count == 0) {
        return;
    }
    struct node *list = fill_new(filling, to, NODE_LIST, node->pos);
    list->attributes = fill_class(filling->arena, "ticks");
    list->tight = true;
    evaluation->formula = formula;
    for (size_t i = 0; i < texts.count; i++) {
        struct value text;
        if (!value_print(evaluation, texts.items[i], false, &text)) {
            continue;
        }
        struct node *item = fill_new(filling, list, NODE_ITEM, node->pos);
        struct node *line = fill_new(filling, item, NODE_PARAGRAPH, node->pos);
        for (size_t j = 0; j < text.piece_count; j++) {
            fill_text(filling, line, text.pieces[j].text, text.pieces[j].origin);
        }
    }
}

const struct directive directive_ticks = { "ticks", BODY_NONE, read, fill };
