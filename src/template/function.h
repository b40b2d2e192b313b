/* The functions of the expression language: rows of one table, by theme in functions_*.c. */
#ifndef ALMANAC_TEMPLATE_FUNCTION_H
#define ALMANAC_TEMPLATE_FUNCTION_H

#include "template/evaluate.h"

/* One call. Arguments have been evaluated unless the function is lazy; faults never arrive. */
struct call {
    struct evaluation *evaluation;
    const struct expression *at;
    const struct value *values;
    size_t count;
};

enum argument_rule {
    ARGUMENTS_PRESENT, /* a missing argument makes the result missing */
    ARGUMENTS_ANY,     /* missing arguments are handed in */
    ARGUMENTS_LAZY     /* the function evaluates call->at->items itself */
};

struct function {
    const char *name, *usage, *what;
    size_t least, most; /* arguments */
    enum argument_rule rule;
    struct value (*call)(const struct call *call);
};

const struct function *function_find(const char *name);
const struct function *function_at(size_t index); /* NULL behind the last */

/* The name of the function most like wanted, or NULL if none is near. */
const char *function_nearest(const char *wanted);

struct value function_call(struct evaluation *evaluation, const struct expression *call);

/* Argument i as a number, list or text; TRUTH of success: false leaves the result (missing or fault) in *value. */
bool call_number(const struct call *call, size_t i, struct value *value);
bool call_list(const struct call *call, size_t i, struct value *value);
bool call_text(const struct call *call, size_t i, const char **text, struct value *value);
bool call_integer(const struct call *call, size_t i, int least, int most, int *number, struct value *value);

/* The themes: each table ends with a row without name. */
extern const struct function functions_list[];
extern const struct function functions_number[];
extern const struct function functions_word[];
extern const struct function functions_choice[];
extern const struct function functions_claim[];
extern const struct function functions_compare[];
extern const struct function functions_policy[];
extern const struct function functions_series[];

#endif
