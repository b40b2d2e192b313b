/* insert: a Markdown text that is data. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "policy/policy.h"
#include "template/claim.h"

#include <string.h>

enum { HEADING_LEVEL_MAX = 6 };

static const void *read_insert(struct reading *reading, struct node *node) {
    return formula_of_rest(reading, node, 0);
}

/* A text on its way into the document. */
struct inserting {
    struct filling *filling;
    const char *prefix; /* before the labels of its notes */
    int shift;          /* of its headings' levels */
    const struct policy *policy;
};

static int lowest_level(const struct node *root) {
    int level = HEADING_LEVEL_MAX;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        level = node->kind == NODE_HEADING && node->level < level ? node->level : level;
    }
    return level;
}

/* Literal text of a policy file comes from the policy, not from the template. */
static void adopt(const struct inserting *inserting, struct node *node) {
    struct filling *filling = inserting->filling;
    if (node->origin.kind == ORIGIN_LITERAL) {
        node->origin.kind = ORIGIN_POLICY;
    }
    if (node->kind == NODE_NOTE_MARK || node->kind == NODE_FOOTNOTE) {
        bool lettered = strncmp(node->text, "a:", 2) == 0;
        node->text = arena_print(filling->arena, "%s%s%s", lettered ? "a:" : "", inserting->prefix,
                                 node->text + (lettered ? 2 : 0));
    }
    if (node->kind == NODE_HEADING) {
        int level = node->level + inserting->shift;
        node->level = level > HEADING_LEVEL_MAX ? HEADING_LEVEL_MAX : level;
    }
    if (node->kind == NODE_CITATION) {
        fill_cite(filling, node);
    }
    if (node_attribute(node, "claim")) {
        claim_check_inserted(filling, inserting->policy, node);
    }
}

static void insert_text(const struct inserting *inserting, const struct document *text, struct node *to) {
    struct filling *filling = inserting->filling;
    for (const struct node *child = text->root->first; child; child = child->next) {
        struct node *copy = node_copy_tree(filling->arena, filling->document, child);
        for (struct node *node = copy, *next; node; node = next) {
            next = node_next(copy, node);
            adopt(inserting, node);
        }
        node_add(copy->kind == NODE_FOOTNOTE ? filling->document->root : to, copy);
    }
}

/* What the policy's front matter names as its sources, as citations behind the text. */
static void cite_sources(struct filling *filling, const struct policy *policy, struct node *to) {
    const struct yaml *sources = yaml_find(policy->front, "sources");
    if (!sources || sources->kind != YAML_LIST || sources->count == 0) {
        return;
    }
    struct node *line = fill_new(filling, to, NODE_PARAGRAPH, sources->pos);
    line->attributes = fill_class(filling->arena, "source");
    struct origin origin = { .kind = ORIGIN_LITERAL, .pos = sources->pos };
    fill_text(filling, line, arena_print(filling->arena, "%s:", filling->filled->labels.source), origin);
    for (size_t i = 0; i < sources->count; i++) {
        fill_text(filling, line, i ? "; " : " ", origin);
        struct node *citation = fill_new(filling, line, NODE_CITATION, sources->items[i]->pos);
        citation->attributes = fill_class(filling->arena, "author");
        citation->text = sources->items[i]->text ? sources->items[i]->text : "";
        fill_cite(filling, citation);
    }
}

static void fill_insert(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)node;
    const struct formula *formula = typed;
    struct value value = evaluate(&filling->evaluation, formula);
    bool policy = value.kind == KIND_MARKDOWN || value.kind == KIND_POLICY;
    if (value.kind == KIND_FAULT) {
        return;
    }
    if (!policy) {
        bool missing = value_is_missing(&value);
        evaluate_fail(&filling->evaluation, formula->root,
                      missing ? DIAG_CODE_EXPRESSION_MISSING_VALUE : DIAG_CODE_EXPRESSION_WRONG_KIND, "%s",
                      missing ? value_reason(&value) : "insert needs a Markdown text, such as the text of a policy");
        return;
    }
    const struct document *text = value.section ? value.section->text : value.policy->text;
    struct inserting inserting = { .filling = filling, .policy = value.policy };
    inserting.prefix = arena_print(filling->arena, "%d:", ++filling->inserts);
    inserting.shift = filling->heading_level + 1 - lowest_level(text->root);
    insert_text(&inserting, text, to);
    if (!value.section) {
        cite_sources(filling, value.policy, to);
    }
    filling->seam = false;
}

const struct directive directive_insert = { "insert", BODY_NONE, read_insert, fill_insert };
