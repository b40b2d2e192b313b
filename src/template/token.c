#include "template/token.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/number.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static void advance(struct token_source *source, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        bool line_end = source->text[source->offset++] == '\n';
        source->pos.column = line_end ? 1 : source->pos.column + 1;
        source->pos.line += line_end ? 1 : 0;
    }
}

/* Text between quotes; a backslash takes the next character as it stands. */
static void read_text(struct token_source *source, struct token *token) {
    const char *text = source->text + source->offset;
    struct buffer out = buffer_new(source->arena);
    buffer_text(&out, "");
    size_t i = 1;
    for (; text[i] && text[i] != text[0]; i++) {
        i += text[i] == '\\' && text[i + 1] ? 1 : 0;
        buffer_byte(&out, text[i]);
    }
    token->kind = text[i] ? TOKEN_TEXT : TOKEN_BAD;
    token->text = !text[i] ? "a text without its closing quote" : out.data ? out.data : "";
    advance(source, text[i] ? i + 1 : i);
}

static void read_number(struct token_source *source, struct token *token) {
    const char *text = source->text + source->offset;
    size_t size = strspn(text, "0123456789");
    if (text[size] == '.' && isdigit((unsigned char)text[size + 1])) {
        token->decimals = (int)strspn(text + size + 1, "0123456789");
        size += 1 + (size_t)token->decimals;
    }
    const char *digits = arena_copy(source->arena, text, size);
    token->kind = number_parse(digits, &token->number) && token->decimals <= 9 ? TOKEN_NUMBER : TOKEN_BAD;
    token->text = token->kind == TOKEN_BAD ? "a number out of range" : digits;
    advance(source, size);
}

static bool is_name(char byte) {
    return isalnum((unsigned char)byte) || byte == '_';
}

static void read_name(struct token_source *source, struct token *token) {
    const char *text = source->text + source->offset;
    size_t size = 1;
    while (is_name(text[size])) {
        size++;
    }
    token->kind = TOKEN_NAME;
    token->text = arena_copy(source->arena, text, size);
    advance(source, size);
}

static void read_sign(struct token_source *source, struct token *token) {
    static const char *const signs[] = { "==", "!=", "<=", ">=", "??", "<", ">", "+", "-", "*",
                                         "/",  "(",  ")",  "[",  "]",  ",", ".", ":", "|" };
    const char *text = source->text + source->offset;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strncmp(text, signs[i], strlen(signs[i])) == 0) {
            token->kind = TOKEN_SIGN;
            token->text = signs[i];
            advance(source, strlen(signs[i]));
            return;
        }
    }
    size_t size = 1;
    while (((unsigned char)text[size] & 0xC0) == 0x80) {
        size++;
    }
    token->kind = TOKEN_BAD;
    token->text = arena_print(source->arena, "the sign %.*s, which means nothing here", (int)size, text);
    advance(source, size);
}

struct token token_next(struct token_source *source) {
    advance(source, strspn(source->text + source->offset, " \t\r\n"));
    struct token token = { .kind = TOKEN_END, .pos = source->pos, .text = "" };
    char byte = source->text[source->offset];
    if (byte == '"' || byte == '\'') {
        read_text(source, &token);
    } else if (isdigit((unsigned char)byte)) {
        read_number(source, &token);
    } else if (isalpha((unsigned char)byte) || byte == '_') {
        read_name(source, &token);
    } else if (byte) {
        read_sign(source, &token);
    }
    return token;
}
