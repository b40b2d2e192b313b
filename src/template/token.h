/* The words and signs of an expression; for parse.c. */
#ifndef ALMANAC_TEMPLATE_TOKEN_H
#define ALMANAC_TEMPLATE_TOKEN_H

#include "base/source.h"

#include <stddef.h>

struct arena;

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_NAME, TOKEN_SIGN, TOKEN_BAD };

struct token {
    enum token_kind kind;
    struct source_pos pos;
    const char *text; /* name or sign as written; the text between quotes; what is bad */
    double number;
    int decimals;
};

/* Where the next token is read. */
struct token_source {
    struct arena *arena;
    const char *text; /* NUL-terminated */
    size_t offset;
    struct source_pos pos; /* of offset */
};

struct token token_next(struct token_source *source);

#endif
