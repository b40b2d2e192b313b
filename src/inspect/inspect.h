/* Questions about what a publication knows: names and coverage, and where a value comes from. */
#ifndef ALMANAC_INSPECT_INSPECT_H
#define ALMANAC_INSPECT_INSPECT_H

#include <stdbool.h>

struct arena;
struct buffer;
struct diag;
struct program;

/* Lists every series: name, unit, years, dimensions, how many of its values are there; with name only that one, with its
 * members; then, without a name, the functions a template can call. Returns false after INSPECT_UNKNOWN_NAME. */
bool inspect_show(struct diag *diag, const struct program *program, const char *name, struct buffer *out);

/* Prints the tree of inputs behind what, written as in a template: series[code, code] or series[code, code, year]; without a year the
 * newest. Returns false after INSPECT_UNKNOWN_NAME. */
bool inspect_explain(struct arena *arena, struct diag *diag, const struct program *program, const char *what,
                     struct buffer *out);

#endif
