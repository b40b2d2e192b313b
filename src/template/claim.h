/* [text]{claim="expression"}: what prose asserts, checked whenever a document is filled; for the .c files of template/
 * only. */
#ifndef ALMANAC_TEMPLATE_CLAIM_H
#define ALMANAC_TEMPLATE_CLAIM_H

#include "template/fill.h"

struct buffer;

/* The claim that stands among the attributes of node, parsed; NULL if there is none, or after a diagnostic. */
const struct formula *claim_read(struct arena *arena, struct diag *diag, const struct node *node);

/* What a claim is about: filled siblings from first to last; both NULL if nothing was printed. */
struct claimed {
    struct node *first, *last;
};

/* Checks claim against what was printed. A span that was only there for its claim is taken out from around its text.
 * Errors: CLAIM_*. */
void claim_check(struct filling *filling, const struct formula *claim, struct claimed claimed);

/* The same for a node of an inserted text that has a claim: policy and description name what it belongs to. */
void claim_check_inserted(struct filling *filling, const struct policy *policy, struct node *node);

/* Why the claim is false: both sides with their values and where these come from. */
void claim_explain(struct evaluation *evaluation, const struct expression *expression, struct buffer *out);

/* expression as it could be written. */
void expression_print(const struct expression *expression, struct buffer *out);

/* One number in a text: digits, or a word of the language such as "three" or "second". */
struct numeral {
    const char *start;
    size_t size;
    double value;
    int decimals;
};

/* The next number in text; *text moves behind it. False at the end. Digits that belong to a code or a name, such as
 * C33 or EU-28, are no numbers unless codes is true. */
bool numeral_next(const char **text, const char *whole, const char *language, bool codes, struct numeral *numeral);

#endif
