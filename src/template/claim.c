/* Claims: checked where they stand, every time a document is filled. */
#include "template/claim.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "template/function.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

enum { TEXT_SHOWN_MAX = 80, NUMBERS_MAX = 64 };

const struct formula *claim_read(struct arena *arena, struct diag *diag, const struct node *node) {
    for (size_t i = 0; node->attributes && i < node->attributes->count; i++) {
        const struct attribute *item = &node->attributes->items[i];
        if (strcmp(item->key, "claim") == 0) {
            return formula_parse(arena, diag, item->value, item->pos);
        }
    }
    return NULL;
}

/* One claim being checked. */
struct checking {
    struct filling *filling;
    const struct formula *claim;
    const char *text; /* as printed */
};

/* What the siblings from first to last print. */
static const char *printed_text(struct arena *arena, struct claimed claimed) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (const struct node *node = claimed.first; node; node = node == claimed.last ? NULL : node->next) {
        buffer_text(&out, node_plain_text(arena, node));
    }
    return out.data ? out.data : "";
}

/* ---- numbers that the text states ---- */

/* What the claim says of numbers: those written in it, and those that its sides turn out to be. */
struct stated {
    struct evaluation *evaluation;
    double values[NUMBERS_MAX];
    size_t count;
    bool bound; /* the claim reads the number from the text itself */
};

static void add_number(struct stated *stated, double value) {
    if (stated->count < NUMBERS_MAX) {
        stated->values[stated->count++] = value;
    }
}

static void add_numbers_of_text(struct stated *stated, const char *text) {
    struct numeral numeral;
    for (const char *at = text; numeral_next(&at, text, stated->evaluation->job->language, true, &numeral);) {
        add_number(stated, numeral.value);
    }
}

static void collect_written(struct stated *stated, const struct expression *expression) {
    if (expression->kind == EXPRESSION_NUMBER) {
        add_number(stated, expression->number);
    } else if (expression->kind == EXPRESSION_TEXT || expression->kind == EXPRESSION_NAME) {
        add_numbers_of_text(stated, expression->text);
    } else if (expression->kind == EXPRESSION_CALL && strcmp(expression->text, "numeral") == 0) {
        stated->bound = true;
    }
    for (size_t i = 0; i < expression->count; i++) {
        collect_written(stated, expression->items[i]);
    }
}

static void collect_sides(struct stated *stated, const struct expression *expression) {
    bool junction = expression->kind == EXPRESSION_AND || expression->kind == EXPRESSION_OR ||
                    expression->kind == EXPRESSION_NOT;
    for (size_t i = 0; (junction || expression->kind == EXPRESSION_COMPARISON) && i < expression->count; i++) {
        if (junction) {
            collect_sides(stated, expression->items[i]);
            continue;
        }
        struct value value = evaluate_part(stated->evaluation, expression->items[i]);
        bool number = value.kind == KIND_NUMBER || (value.kind == KIND_POINT && !value_is_missing(&value));
        if (number) {
            add_number(stated, evaluate_number(stated->evaluation, expression->items[i], value).number);
        }
    }
}

static bool is_stated(const struct stated *stated, const struct numeral *numeral) {
    double half = 0.5 * pow(10, -numeral->decimals - 3);
    for (size_t i = 0; i < stated->count; i++) {
        if (fabs(number_round(stated->values[i], numeral->decimals) - numeral->value) < half) {
            return true;
        }
    }
    return false;
}

/* A number in the text that its claim does not know was never checked: 74 written for 47. */
static bool check_numerals(const struct checking *checking) {
    struct evaluation *evaluation = &checking->filling->evaluation;
    struct stated stated = { .evaluation = evaluation };
    struct numeral numeral;
    collect_written(&stated, checking->claim->root);
    if (!stated.bound) {
        collect_sides(&stated, checking->claim->root);
    }
    for (const char *at = checking->text;
         !stated.bound && numeral_next(&at, checking->text, evaluation->job->language, false, &numeral);) {
        if (!is_stated(&stated, &numeral)) {
            diag_add(evaluation->diag, DIAG_CODE_CLAIM_NUMERAL, checking->claim->pos, "%.*s in \"%s\"",
                     (int)numeral.size, numeral.start, checking->text);
            return false;
        }
    }
    return true;
}

/* ---- truth ---- */

static uint64_t claim_key(const struct formula *claim) {
    return hash_text(hash_text(HASH_START, claim->pos.file ? claim->pos.file->path : ""), claim->source);
}

static bool has_held(const struct template_job *job, uint64_t key) {
    for (size_t i = 0; i < job->held_count; i++) {
        if (job->held[i] == key) {
            return true;
        }
    }
    return false;
}

/* A claim that held when the document was last built was turned over by the data. */
static void say_false(const struct checking *checking) {
    struct evaluation *evaluation = &checking->filling->evaluation;
    struct buffer out = buffer_new(evaluation->arena);
    claim_explain(evaluation, checking->claim->root, &out);
    bool cut = strlen(checking->text) > TEXT_SHOWN_MAX;
    bool flipped = has_held(evaluation->job, claim_key(checking->claim));
    diag_add(evaluation->diag, flipped ? DIAG_CODE_CLAIM_FLIPPED : DIAG_CODE_CLAIM_FALSE, checking->claim->pos, "\"%.*s%s\": %s", TEXT_SHOWN_MAX,
             checking->text, cut ? "…" : "", out.data ? out.data : "");
}

static bool is_true(const struct checking *checking) {
    struct evaluation *evaluation = &checking->filling->evaluation;
    struct value value;
    switch (evaluate_truth(evaluation, checking->claim->root, &value)) {
    case TRUTH_TRUE:
        return check_numerals(checking);
    case TRUTH_FALSE:
        say_false(checking);
        return false;
    case TRUTH_NEITHER:
        break;
    }
    if (value.kind != KIND_FAULT) {
        diag_add(evaluation->diag, DIAG_CODE_CLAIM_UNPROVEN, checking->claim->pos, "\"%s\": %s", checking->text,
                 value_reason(&value));
    }
    return false;
}

static uint32_t keep(const struct checking *checking, bool holds) {
    struct filled *filled = checking->filling->filled;
    filled->claims = arena_grow(checking->filling->arena, filled->claims, filled->claim_count, &filled->claim_capacity,
                                sizeof *filled->claims);
    filled->claims[filled->claim_count++] = (struct filled_claim){
        .text = checking->text, .expression = checking->claim->source, .pos = checking->claim->pos, .holds = holds,
        .key = claim_key(checking->claim) };
    return (uint32_t)filled->claim_count;
}

/* The words that a claim stands for know it: a literal with a claim is proven, one without is only written. */
static void mark(struct claimed claimed, uint32_t claim) {
    for (struct node *top = claimed.first; top; top = top == claimed.last ? NULL : top->next) {
        for (struct node *node = top; node; node = node_next(top, node)) {
            bool written = node->origin.kind == ORIGIN_LITERAL || node->origin.kind == ORIGIN_POLICY;
            if (node->kind == NODE_TEXT && written && node->origin.id == 0) {
                node->origin.id = claim;
            }
        }
    }
}

/* Takes a span away from around its children. */
static void dissolve(struct node *span) {
    while (span->first) {
        struct node *child = span->first;
        node_remove(child);
        node_insert_before(span, child);
    }
    node_remove(span);
}

void claim_check(struct filling *filling, const struct formula *claim, struct claimed claimed) {
    struct evaluation *evaluation = &filling->evaluation;
    const struct formula *outer = evaluation->formula;
    struct checking checking = { filling, claim, printed_text(filling->arena, claimed) };
    struct origin origin = { .kind = ORIGIN_LITERAL, .pos = claim->pos };
    struct scope scope = { "this", value_text(filling->arena, checking.text, origin), evaluation->scope };
    evaluation->scope = &scope;
    evaluation->formula = claim;
    uint32_t id = keep(&checking, is_true(&checking));
    evaluation->formula = outer;
    evaluation->scope = scope.outer;
    mark(claimed, id);
    bool bare_span = claimed.first && claimed.first == claimed.last && claimed.first->kind == NODE_SPAN &&
                     !claimed.first->attributes;
    if (bare_span) {
        dissolve(claimed.first);
    }
}

void claim_check_inserted(struct filling *filling, const struct policy *policy, struct node *node) {
    static const char *const own[] = { "claim", NULL };
    const struct formula *claim = claim_read(filling->arena, filling->diag, node);
    struct value value = { .kind = KIND_POLICY, .unit = "", .policy = policy };
    struct scope named = { "policy", value, filling->evaluation.scope };
    struct scope scope = { "description", value, &named };
    node->attributes = attributes_without(filling->arena, node->attributes, own);
    if (claim) {
        filling->evaluation.scope = &scope;
        claim_check(filling, claim, (struct claimed){ node, node });
        filling->evaluation.scope = named.outer;
    }
}
