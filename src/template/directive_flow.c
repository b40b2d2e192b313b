/* for, if, elif, else, let: what is filled, how often, and with which names. */
#include "template/directive.h"

#include "base/arena.h"
#include "template/loop.h"

#include <string.h>

enum { LOOPS_MAX = 8 };

/* Reads "name <word> expression": word is "in" or "=". */
static const struct binding *read_binding(struct reading *reading, const struct node *node, const char *word) {
    const struct attribute *rest = rest_of(node);
    const struct binding *binding = rest ? binding_parse(reading, rest->value, word, rest->pos) : NULL;
    if (!binding) {
        return directive_refuse(reading, node, word[0] == 'i' ? "it must read: for name in list"
                                                              : "it must read: let name = expression");
    }
    return binding->formula ? binding : NULL;
}

static const void *read_for(struct reading *reading, struct node *node) {
    return read_binding(reading, node, "in ");
}

static const void *read_let(struct reading *reading, struct node *node) {
    return read_binding(reading, node, "=");
}

static void fill_for(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    if (filling->loops == LOOPS_MAX) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_LIMIT, node->pos, "loops nest deeper than %d", LOOPS_MAX);
        return;
    }
    filling->loops++;
    struct turns turns = turns_begin(filling, typed);
    while (turns_next(&turns)) {
        filling->seam = true;
        fill_children(filling, node, to);
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
    if (!formula_has_value(filling, formula, &value)) {
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
