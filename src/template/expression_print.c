/* Expressions back to text, for messages about a part of one. */
#include "template/claim.h"

#include "base/buffer.h"
#include "template/function.h"

#include <string.h>

static const char *operation_sign(enum operation operation) {
    static const char *const signs[] = {
        [OPERATION_NONE] = "",        [OPERATION_EQUAL] = "==",        [OPERATION_UNEQUAL] = "!=",
        [OPERATION_LESS] = "<",       [OPERATION_LESS_EQUAL] = "<=",   [OPERATION_GREATER] = ">",
        [OPERATION_GREATER_EQUAL] = ">=", [OPERATION_ADD] = "+",       [OPERATION_SUBTRACT] = "-",
        [OPERATION_MULTIPLY] = "*",   [OPERATION_DIVIDE] = "/",
    };
    return signs[operation];
}

/* The items from first on, separated by commas. */
static void print_items(const struct expression *expression, size_t first, struct buffer *out) {
    for (size_t i = first; i < expression->count; i++) {
        buffer_text(out, i > first ? ", " : "");
        if (expression->names[i]) {
            buffer_print(out, "%s: ", expression->names[i]);
        }
        expression_print(expression->items[i], out);
    }
}

static void print_pair(const struct expression *pair, const char *sign, struct buffer *out) {
    for (size_t i = 0; i < 2; i++) {
        const struct expression *item = pair->items[i];
        bool group = item->kind == EXPRESSION_AND || item->kind == EXPRESSION_OR || item->kind == EXPRESSION_FALLBACK ||
                     item->kind == EXPRESSION_COMPARISON || item->kind == EXPRESSION_ARITHMETIC;
        group = group && (pair->kind == EXPRESSION_ARITHMETIC || item->kind == EXPRESSION_OR ||
                          item->kind == EXPRESSION_FALLBACK);
        buffer_print(out, i ? " %s " : "", sign);
        buffer_text(out, group ? "(" : "");
        expression_print(item, out);
        buffer_text(out, group ? ")" : "");
    }
}

void expression_print(const struct expression *expression, struct buffer *out) {
    switch (expression->kind) {
    case EXPRESSION_NUMBER: buffer_number(out, expression->number, expression->decimals); break;
    case EXPRESSION_TEXT: buffer_print(out, strchr(expression->text, '\'') ? "\"%s\"" : "'%s'", expression->text); break;
    case EXPRESSION_FLAG: buffer_text(out, expression->number > 0 ? "true" : "false"); break;
    case EXPRESSION_NAME: buffer_text(out, expression->text); break;
    case EXPRESSION_LIST:
        buffer_byte(out, '[');
        print_items(expression, 0, out);
        buffer_byte(out, ']');
        break;
    case EXPRESSION_FIELD:
        expression_print(expression->items[0], out);
        buffer_print(out, ".%s", expression->text);
        break;
    case EXPRESSION_INDEX:
        expression_print(expression->items[0], out);
        buffer_byte(out, '[');
        print_items(expression, 1, out);
        buffer_byte(out, ']');
        break;
    case EXPRESSION_CALL:
        buffer_print(out, "%s(", expression->text);
        print_items(expression, 0, out);
        buffer_byte(out, ')');
        break;
    case EXPRESSION_NOT:
    case EXPRESSION_MINUS:
        buffer_text(out, expression->kind == EXPRESSION_NOT ? "not " : "-");
        expression_print(expression->items[0], out);
        break;
    case EXPRESSION_AND: print_pair(expression, "and", out); break;
    case EXPRESSION_OR: print_pair(expression, "or", out); break;
    case EXPRESSION_FALLBACK: print_pair(expression, "??", out); break;
    case EXPRESSION_COMPARISON:
    case EXPRESSION_ARITHMETIC: print_pair(expression, operation_sign(expression->operation), out); break;
    }
}
