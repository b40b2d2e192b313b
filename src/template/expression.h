/* The expression language of templates, as parsed; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_EXPRESSION_H
#define ALMANAC_TEMPLATE_EXPRESSION_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct function;

enum expression_kind {
    EXPRESSION_NUMBER, /* number, decimals */
    EXPRESSION_TEXT,   /* text */
    EXPRESSION_FLAG,   /* number 0 or 1 */
    EXPRESSION_NAME,   /* text */
    EXPRESSION_LIST,   /* items */
    EXPRESSION_FIELD,  /* items[0] . text */
    EXPRESSION_INDEX,  /* items[0] [ items[1] … ], names[i]: the key's dimension or NULL */
    EXPRESSION_CALL,   /* function (items …); x | f(a) is f(x, a) */
    EXPRESSION_NOT,
    EXPRESSION_MINUS,
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_FALLBACK,   /* items[0] ?? items[1] */
    EXPRESSION_COMPARISON, /* operation: one of == != < <= > >= */
    EXPRESSION_ARITHMETIC  /* operation: one of + - * / */
};

enum operation {
    OPERATION_NONE,
    OPERATION_EQUAL,
    OPERATION_UNEQUAL,
    OPERATION_LESS,
    OPERATION_LESS_EQUAL,
    OPERATION_GREATER,
    OPERATION_GREATER_EQUAL,
    OPERATION_ADD,
    OPERATION_SUBTRACT,
    OPERATION_MULTIPLY,
    OPERATION_DIVIDE
};

struct expression {
    enum expression_kind kind;
    enum operation operation;
    struct source_pos pos; /* of the token that makes it what it is */
    const char *text;
    double number;
    int decimals;
    const struct function *function;
    const struct expression **items;
    const char **names;
    size_t count;
};

/* An expression with the words that it was written in. */
struct formula {
    const char *source; /* without the blanks around it */
    struct source_pos pos;
    const struct expression *root;
};

/* Parses text, which stands at pos. Returns NULL after EXPRESSION_SYNTAX, EXPRESSION_UNKNOWN_NAME (a function) or
 * EXPRESSION_LIMIT. Limits: 4096 bytes, nested 64 deep. */
const struct formula *formula_parse(struct arena *arena, struct diag *diag, const char *text, struct source_pos pos);

#endif
