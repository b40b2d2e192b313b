/* for, if, elif, else, let: what is filled, how often, and with which names. */
#include "template/directive.h"

#include "base/arena.h"

#include <ctype.h>
#include <string.h>

enum { LOOPS_MAX = 8 };

/* A name and the expression that it gets its value from. */
struct binding {
    const char *name;
    const struct formula *formula;
};

/* Reads "name <word> expression": word is "in" or "=". */
static const struct binding *read_binding(struct reading *reading, const struct node *node, const char *word) {
    const struct attribute *rest = rest_of(node);
    const char *text = rest ? rest->value : "";
    size_t size = 0;
    while (isalnum((unsigned char)text[size]) || text[size] == '_') {
        size++;
    }
    size_t at = size + strspn(text + size, " \t");
    bool fits = size > 0 && !isdigit((unsigned char)text[0]) && strncmp(text + at, word, strlen(word)) == 0;
    if (!fits) {
        return directive_refuse(reading, node, word[0] == 'i' ? "it must read: for name in list"
                                                              : "it must read: let name = expression");
    }
    struct binding *binding = arena_alloc(reading->arena, sizeof *binding);
    binding->name = arena_copy(reading->arena, text, size);
    binding->formula = formula_of_rest(reading, node, at + strlen(word));
    return binding->formula ? binding : NULL;
}

static const void *read_for(struct reading *reading, struct node *node) {
    return read_binding(reading, node, "in ");
}

static const void *read_let(struct reading *reading, struct node *node) {
    return read_binding(reading, node, "=");
}

/* One turn: the member under its name, and the state of the loop under "loop". */
static void fill_turn(struct filling *filling, const struct node *node, const struct binding *binding,
                      const struct value *list, size_t turn, struct node *to) {
    struct value state = { .kind = KIND_LOOP, .unit = "", .number = (double)turn, .decimals = (int)list->count };
    struct scope loop = { "loop", state, filling->evaluation.scope };
    struct scope member = { binding->name, list->items[turn], &loop };
    filling->evaluation.scope = &member;
    filling->seam = true;
    fill_children(filling, node, to);
    filling->evaluation.scope = loop.outer;
}

/* value as what a loop or a choice needs; says what is missing. */
static bool is_known(struct filling *filling, const struct formula *formula, const struct value *value) {
    if (value->kind != KIND_FAULT && value_is_missing(value)) {
        evaluate_fail(&filling->evaluation, formula->root, DIAG_CODE_EXPRESSION_MISSING_VALUE, "%s",
                      value_reason(value));
    }
    return value->kind != KIND_FAULT && !value_is_missing(value);
}

static void fill_for(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct binding *binding = typed;
    struct evaluation *evaluation = &filling->evaluation;
    if (filling->loops == LOOPS_MAX) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_LIMIT, node->pos, "loops nest deeper than %d", LOOPS_MAX);
        return;
    }
    struct value list = evaluate(evaluation, binding->formula);
    list = evaluate_list(evaluation, binding->formula->root, list);
    if (!is_known(filling, binding->formula, &list)) {
        return;
    }
    filling->loops++;
    for (size_t i = 0; i < list.count && !filling->full; i++) {
        fill_turn(filling, node, binding, &list, i, to);
    }
    filling->loops--;
    filling->seam = true;
}

/* Holds to the end of the block that the let stands in; a missing value may be bound, and asked for later. */
static void fill_let(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)node;
    (void)to;
    const struct binding *binding = typed;
    struct scope *scope = arena_alloc(filling->arena, sizeof *scope);
    *scope = (struct scope){ binding->name, evaluate(&filling->evaluation, binding->formula),
                             filling->evaluation.scope };
    filling->evaluation.scope = scope;
}

/* A condition; branches are directives too, the last children of the if. */
static const void *read_condition(struct reading *reading, struct node *node) {
    return formula_of_rest(reading, node, 0);
}

static const void *read_branch(struct reading *reading, struct node *node) {
    bool inside = node->parent && node->parent->kind == NODE_DIRECTIVE && strcmp(node->parent->text, "if") == 0;
    if (!inside) {
        diag_add(reading->diag, DIAG_CODE_TEMPLATE_MISPLACED, node->pos, "%s belongs into an if", node->text);
        return NULL;
    }
    if (strcmp(node->text, "elif") == 0) {
        return read_condition(reading, node);
    }
    if (rest_of(node)) {
        return directive_refuse(reading, node, "nothing may stand behind it");
    }
    return node;
}

static bool is_branch(const struct node *node) {
    return node->kind == NODE_DIRECTIVE && (strcmp(node->text, "elif") == 0 || strcmp(node->text, "else") == 0);
}

static enum truth test(struct filling *filling, const struct formula *formula) {
    struct value value = evaluate(&filling->evaluation, formula);
    if (!is_known(filling, formula, &value)) {
        return TRUTH_NEITHER;
    }
    if (value.kind != KIND_FLAG) {
        evaluate_fail(&filling->evaluation, formula->root, DIAG_CODE_EXPRESSION_WRONG_KIND,
                      "a condition must be true or false, not %s", value_kind_name(value.kind));
        return TRUTH_NEITHER;
    }
    return value.flag ? TRUTH_TRUE : TRUTH_FALSE;
}

static void fill_if(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    filling->seam = true;
    enum truth truth = test(filling, typed);
    if (truth == TRUTH_TRUE) {
        fill_children(filling, node, to);
    }
    for (const struct node *branch = node->first; branch && truth == TRUTH_FALSE; branch = branch->next) {
        const struct detail *detail = detail_of(filling->template, branch);
        if (!is_branch(branch) || !detail->typed) {
            continue;
        }
        truth = strcmp(branch->text, "else") == 0 ? TRUTH_TRUE : test(filling, detail->typed);
        if (truth == TRUTH_TRUE) {
            fill_children(filling, branch, to);
        }
    }
    filling->seam = true;
}

/* Branches are filled by their if. */
static void fill_branch(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)filling;
    (void)node;
    (void)typed;
    (void)to;
}

const struct directive directive_for = { "for", BODY_MARKDOWN, read_for, fill_for };
const struct directive directive_if = { "if", BODY_MARKDOWN, read_condition, fill_if };
const struct directive directive_elif = { "elif", BODY_BRANCH, read_branch, fill_branch };
const struct directive directive_else = { "else", BODY_BRANCH, read_branch, fill_branch };
const struct directive directive_let = { "let", BODY_NONE, read_let, fill_let };
