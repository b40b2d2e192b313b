/* Expressions: from the weakest binding to the strongest
 *     ??   |   or   and   not   == != < <= > >=   + -   * /   - (sign)   . [ ] ( ) */
#include "template/expression.h"

#include "base/arena.h"
#include "base/diag.h"
#include "template/function.h"
#include "template/token.h"

#include <string.h>

enum { DEPTH_MAX = 64, SIZE_MAX_BYTES = 4096 };

struct parse {
    struct arena *arena;
    struct diag *diag;
    struct token_source source;
    struct token token; /* the one to be read next */
    int depth;
    bool failed;
};

static const struct expression *parse_whole(struct parse *parse);

static void next(struct parse *parse) {
    parse->token = token_next(&parse->source);
}

/* Diagnoses the first fault only: what follows it means little. */
static const struct expression *fail(struct parse *parse, const char *expected) {
    if (parse->failed) {
        return NULL;
    }
    parse->failed = true;
    const struct token *token = &parse->token;
    if (token->kind == TOKEN_BAD) {
        diag_add(parse->diag, DIAG_CODE_EXPRESSION_SYNTAX, token->pos, "%s", token->text);
    } else if (token->kind == TOKEN_END) {
        diag_add(parse->diag, DIAG_CODE_EXPRESSION_SYNTAX, token->pos, "it ends where %s is expected", expected);
    } else {
        diag_add(parse->diag, DIAG_CODE_EXPRESSION_SYNTAX, token->pos, "%s stands where %s is expected", token->text,
                 expected);
    }
    return NULL;
}

static bool is_sign(const struct parse *parse, const char *sign) {
    return parse->token.kind == TOKEN_SIGN && strcmp(parse->token.text, sign) == 0;
}

static bool is_word(const struct parse *parse, const char *word) {
    return parse->token.kind == TOKEN_NAME && strcmp(parse->token.text, word) == 0;
}

static bool take_sign(struct parse *parse, const char *sign) {
    bool there = is_sign(parse, sign);
    if (there) {
        next(parse);
    }
    return there;
}

static struct expression *make(struct parse *parse, enum expression_kind kind, struct source_pos pos) {
    struct expression *expression = arena_alloc(parse->arena, sizeof *expression);
    expression->kind = kind;
    expression->pos = pos;
    expression->text = "";
    return expression;
}

/* Appends an item; name is the key's dimension in an index, NULL elsewhere. */
static void add_item(struct parse *parse, struct expression *expression, const struct expression *item,
                     const char *name) {
    size_t count = expression->count;
    const struct expression **items = arena_array(parse->arena, count + 1, sizeof *items);
    const char **names = arena_array(parse->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        items[i] = expression->items[i];
        names[i] = expression->names[i];
    }
    items[count] = item;
    names[count] = name;
    expression->items = items;
    expression->names = names;
    expression->count++;
}

static const struct expression *make_pair(struct parse *parse, struct expression *expression,
                                          const struct expression *left, const struct expression *right) {
    add_item(parse, expression, left, NULL);
    add_item(parse, expression, right, NULL);
    return left && right ? expression : NULL;
}

/* Items up to the closing sign, which is taken; keys may be named. */
static bool parse_items(struct parse *parse, struct expression *expression, const char *close, bool keys) {
    if (take_sign(parse, close)) {
        return true;
    }
    do {
        const char *name = NULL;
        struct token_source back = parse->source;
        struct token word = parse->token;
        if (keys && word.kind == TOKEN_NAME) {
            next(parse);
            if (take_sign(parse, ":")) {
                name = word.text;
            } else {
                parse->source = back;
                parse->token = word;
            }
        }
        const struct expression *item = parse_whole(parse);
        if (!item) {
            return false;
        }
        add_item(parse, expression, item, name);
    } while (take_sign(parse, ","));
    if (!take_sign(parse, close)) {
        fail(parse, close);
    }
    return !parse->failed;
}

static bool check_arguments(struct parse *parse, const struct expression *call) {
    const struct function *function = call->function;
    if (call->count >= function->least && call->count <= function->most) {
        return true;
    }
    parse->failed = true;
    diag_add(parse->diag, DIAG_CODE_EXPRESSION_SYNTAX, call->pos, "%s was given %zu values; it is %s", function->name,
             call->count, function->usage);
    return false;
}

/* A call of the function named by word; first is what stands before a |, or NULL. */
static const struct expression *parse_call(struct parse *parse, const struct token *word,
                                           const struct expression *first) {
    struct expression *call = make(parse, EXPRESSION_CALL, word->pos);
    call->text = word->text;
    call->function = function_find(word->text);
    if (!call->function) {
        parse->failed = true;
        const char *near = function_nearest(word->text);
        diag_add(parse->diag, DIAG_CODE_EXPRESSION_UNKNOWN_NAME, word->pos, "function %s%s%s", word->text,
                 near ? "; the nearest known is " : "", near ? near : "");
        return NULL;
    }
    if (first) {
        add_item(parse, call, first, NULL);
    }
    if (take_sign(parse, "(") && !parse_items(parse, call, ")", false)) {
        return NULL;
    }
    return check_arguments(parse, call) ? call : NULL;
}

static const struct expression *parse_word(struct parse *parse) {
    struct token word = parse->token;
    next(parse);
    if (is_sign(parse, "(")) {
        return parse_call(parse, &word, NULL);
    }
    bool flag = strcmp(word.text, "true") == 0 || strcmp(word.text, "false") == 0;
    struct expression *name = make(parse, flag ? EXPRESSION_FLAG : EXPRESSION_NAME, word.pos);
    name->text = word.text;
    name->number = flag && word.text[0] == 't' ? 1 : 0;
    return name;
}

static const struct expression *parse_primary(struct parse *parse) {
    struct token token = parse->token;
    if (token.kind == TOKEN_NUMBER || token.kind == TOKEN_TEXT) {
        struct expression *literal =
            make(parse, token.kind == TOKEN_NUMBER ? EXPRESSION_NUMBER : EXPRESSION_TEXT, token.pos);
        literal->number = token.number;
        literal->decimals = token.decimals;
        literal->text = token.text;
        next(parse);
        return literal;
    }
    if (token.kind == TOKEN_NAME && !is_word(parse, "and") && !is_word(parse, "or") && !is_word(parse, "not")) {
        return parse_word(parse);
    }
    if (take_sign(parse, "(")) {
        const struct expression *inner = parse_whole(parse);
        return inner && !take_sign(parse, ")") ? fail(parse, ")") : inner;
    }
    if (take_sign(parse, "[")) {
        struct expression *list = make(parse, EXPRESSION_LIST, token.pos);
        return parse_items(parse, list, "]", false) ? list : NULL;
    }
    return fail(parse, "a value");
}

static const struct expression *parse_field(struct parse *parse, const struct expression *of) {
    struct expression *field = make(parse, EXPRESSION_FIELD, parse->token.pos);
    if (parse->token.kind != TOKEN_NAME) {
        return fail(parse, "a field's name");
    }
    field->text = parse->token.text;
    next(parse);
    add_item(parse, field, of, NULL);
    return field;
}

static const struct expression *parse_postfix(struct parse *parse) {
    const struct expression *left = parse_primary(parse);
    while (left) {
        struct source_pos pos = parse->token.pos;
        if (take_sign(parse, ".")) {
            left = parse_field(parse, left);
        } else if (take_sign(parse, "[")) {
            struct expression *index = make(parse, EXPRESSION_INDEX, pos);
            add_item(parse, index, left, NULL);
            left = parse_items(parse, index, "]", true) ? index : NULL;
        } else {
            break;
        }
    }
    return left;
}

static const struct expression *parse_sign(struct parse *parse) {
    struct source_pos pos = parse->token.pos;
    if (!take_sign(parse, "-")) {
        return parse_postfix(parse);
    }
    struct expression *minus = make(parse, EXPRESSION_MINUS, pos);
    const struct expression *of = parse_postfix(parse);
    add_item(parse, minus, of, NULL);
    return of ? minus : NULL;
}

/* An operator sign with what it does; a level ends with a row without sign. */
struct operator_sign {
    const char *sign;
    enum operation operation;
};

static enum operation take_operation(struct parse *parse, const struct operator_sign *signs) {
    for (; signs->sign; signs++) {
        if (take_sign(parse, signs->sign)) {
            return signs->operation;
        }
    }
    return OPERATION_NONE;
}

static const struct expression *parse_product(struct parse *parse) {
    static const struct operator_sign signs[] = { { "*", OPERATION_MULTIPLY }, { "/", OPERATION_DIVIDE }, { 0 } };
    const struct expression *left = parse_sign(parse);
    struct source_pos pos = parse->token.pos;
    for (enum operation operation; left && (operation = take_operation(parse, signs)); pos = parse->token.pos) {
        struct expression *pair = make(parse, EXPRESSION_ARITHMETIC, pos);
        pair->operation = operation;
        left = make_pair(parse, pair, left, parse_sign(parse));
    }
    return left;
}

static const struct expression *parse_sum(struct parse *parse) {
    static const struct operator_sign signs[] = { { "+", OPERATION_ADD }, { "-", OPERATION_SUBTRACT }, { 0 } };
    const struct expression *left = parse_product(parse);
    struct source_pos pos = parse->token.pos;
    for (enum operation operation; left && (operation = take_operation(parse, signs)); pos = parse->token.pos) {
        struct expression *pair = make(parse, EXPRESSION_ARITHMETIC, pos);
        pair->operation = operation;
        left = make_pair(parse, pair, left, parse_product(parse));
    }
    return left;
}

static const struct expression *parse_comparison(struct parse *parse) {
    static const struct operator_sign signs[] = {
        { "==", OPERATION_EQUAL },      { "!=", OPERATION_UNEQUAL }, { "<=", OPERATION_LESS_EQUAL },
        { ">=", OPERATION_GREATER_EQUAL }, { "<", OPERATION_LESS },  { ">", OPERATION_GREATER }, { 0 },
    };
    const struct expression *left = parse_sum(parse);
    struct source_pos pos = parse->token.pos;
    enum operation operation = left ? take_operation(parse, signs) : OPERATION_NONE;
    if (!operation) {
        return left;
    }
    struct expression *pair = make(parse, EXPRESSION_COMPARISON, pos);
    pair->operation = operation;
    return make_pair(parse, pair, left, parse_sum(parse));
}

static const struct expression *parse_not(struct parse *parse) {
    struct source_pos pos = parse->token.pos;
    bool negated = false;
    bool any = false;
    while (is_word(parse, "not")) {
        next(parse);
        negated = !negated;
        any = true;
    }
    const struct expression *of = parse_comparison(parse);
    for (int i = negated ? 1 : 2; any && of && i > 0; i--) {
        struct expression *not = make(parse, EXPRESSION_NOT, pos);
        add_item(parse, not, of, NULL);
        of = not;
    }
    return of;
}

static const struct expression *parse_and(struct parse *parse) {
    const struct expression *left = parse_not(parse);
    while (left && is_word(parse, "and")) {
        struct expression *pair = make(parse, EXPRESSION_AND, parse->token.pos);
        next(parse);
        left = make_pair(parse, pair, left, parse_not(parse));
    }
    return left;
}

static const struct expression *parse_or(struct parse *parse) {
    const struct expression *left = parse_and(parse);
    while (left && is_word(parse, "or")) {
        struct expression *pair = make(parse, EXPRESSION_OR, parse->token.pos);
        next(parse);
        left = make_pair(parse, pair, left, parse_and(parse));
    }
    return left;
}

static const struct expression *parse_pipe(struct parse *parse) {
    const struct expression *left = parse_or(parse);
    while (left && take_sign(parse, "|")) {
        struct token word = parse->token;
        if (word.kind != TOKEN_NAME) {
            return fail(parse, "a filter's name");
        }
        next(parse);
        left = parse_call(parse, &word, left);
    }
    return left;
}

/* Depth is counted here, where every bracket, argument and list item passes. */
static const struct expression *parse_whole(struct parse *parse) {
    if (parse->depth == DEPTH_MAX) {
        parse->failed = true;
        diag_add(parse->diag, DIAG_CODE_EXPRESSION_LIMIT, parse->token.pos, "nested deeper than %d", DEPTH_MAX);
        return NULL;
    }
    parse->depth++;
    const struct expression *left = parse_pipe(parse);
    while (left && is_sign(parse, "??")) {
        struct expression *pair = make(parse, EXPRESSION_FALLBACK, parse->token.pos);
        next(parse);
        left = make_pair(parse, pair, left, parse_pipe(parse));
    }
    parse->depth--;
    return left;
}

const struct formula *formula_parse(struct arena *arena, struct diag *diag, const char *text, struct source_pos pos) {
    struct parse parse = { .arena = arena, .diag = diag, .source = { .arena = arena, .text = text, .pos = pos } };
    if (strlen(text) > SIZE_MAX_BYTES) {
        diag_add(diag, DIAG_CODE_EXPRESSION_LIMIT, pos, "longer than %d bytes", SIZE_MAX_BYTES);
        return NULL;
    }
    next(&parse);
    struct formula *formula = arena_alloc(arena, sizeof *formula);
    formula->pos = parse.token.pos;
    formula->root = parse_whole(&parse);
    if (formula->root && parse.token.kind != TOKEN_END) {
        fail(&parse, "the end");
    }
    size_t size = strlen(text);
    size_t start = strspn(text, " \t\r\n");
    while (size > start && strchr(" \t\r\n", text[size - 1])) {
        size--;
    }
    formula->source = arena_copy(arena, text + start, size - start);
    return parse.failed || !formula->root ? NULL : formula;
}
