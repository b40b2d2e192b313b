/* Questions about what a publication knows: names and coverage, and where a value comes from. */
#ifndef ALMANAC_INSPECT_INSPECT_H
#define ALMANAC_INSPECT_INSPECT_H

#include <stdbool.h>

struct arena;
struct buffer;
struct diag;
struct program;
struct trace;

/* Who asks, and where the answer goes: text for people, or with json one object a line. */
struct inspection {
    struct arena *arena;
    struct diag *diag;
    const struct program *program;
    bool json;
    struct buffer *out;
};

/* Without name: every series with dimensions, unit, years and how many of its values are there; then the other names and the functions
 * that a template can use. With the name of a series: its definition, members, coverage by area, years and flags; of another name or a function:
 * its line. Returns false after INSPECT_UNKNOWN_NAME. */
bool inspect_show(const struct inspection *inspection, const char *name);

/* Lists every number that the document prints, with its page, place and origin. One without origin is said as INSPECT_NO_ORIGIN. */
void inspect_trace(const struct inspection *inspection, const struct trace *trace);

/* True if a series has this name. */
bool inspect_is_series(const struct inspection *inspection, const char *name);

/* Prints where what comes from, written as in a template: of a series its definition and those it is computed from, down to the files;
 * of series[code, code] or series[code, code, year] the tree of inputs down to cells, without a year of the newest; of series[code],
 * where keys are left out, one line a point. Returns false after INSPECT_UNKNOWN_NAME. */
bool inspect_explain(const struct inspection *inspection, const char *what);

/* The same for something printed: a number as it stands ("14.9", "14.9 %"), perhaps with its page ("14.9@4"); the id or label of a figure
 * or table ("fig-jobs", "Figure 1"); a cell of a table by row and column, heads not counted ("tab-nodes[2,3]"); else as
 * inspect_explain. */
bool inspect_explain_printed(const struct inspection *inspection, const struct trace *trace, const char *what);

#endif
