/* Loops: a name that stands for each member of a list in turn; for the directives that repeat and for YAML bodies. */
#ifndef ALMANAC_TEMPLATE_LOOP_H
#define ALMANAC_TEMPLATE_LOOP_H

#include "template/fill.h"

/* A name and the expression that it gets its value from. */
struct binding {
    const char *name;
    const struct formula *formula;
};

/* Reads "name word expression" at pos, word being "in" or "="; NULL, nothing said, if it does not read so. */
const struct binding *binding_parse(struct reading *reading, const char *text, const char *word, struct source_pos pos);

/* True if value, that of formula, is what a loop or a choice needs; says why it is missing. */
bool formula_has_value(struct filling *filling, const struct formula *formula, const struct value *value);

/* The turns of a loop. While one lasts, the member has its name, and "loop" tells which it is. */
struct turns {
    struct filling *filling;
    const struct binding *binding;
    struct value list;
    struct scope member, state;
    const struct scope *outer;
    size_t turn; /* the next one, from 0 */
};

/* Evaluates the list; one that is none, or missing, is said and has no turns. */
struct turns turns_begin(struct filling *filling, const struct binding *binding);

/* Begins the next turn; false behind the last, after which the names are gone. */
bool turns_next(struct turns *turns);

#endif
