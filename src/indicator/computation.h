/* Formulas over series: parsed once into steps, their units checked, then computed point by point. For the files of indicator/
 * only. */
#ifndef ALMANAC_INDICATOR_COMPUTATION_H
#define ALMANAC_INDICATOR_COMPUTATION_H

#include "indicator/unit.h"

enum { MOST_STEPS = 200, MOST_NAMES = 8 };

enum step_kind {
    STEP_NUMBER,
    STEP_NAME,   /* value of the name */
    STEP_ADD,
    STEP_SUBTRACT,
    STEP_MULTIPLY,
    STEP_DIVIDE,
    STEP_NEGATE,
    STEP_POWER,  /* to a whole number */
    STEP_LOGARITHM,
    STEP_SCALE   /* times number: a change of scale */
};

struct step {
    enum step_kind kind;
    double number;
    size_t name;
};

struct computation {
    struct step steps[MOST_STEPS];
    size_t count;
    const char *names[MOST_NAMES]; /* what may stand in it */
    struct unit units[MOST_NAMES];
    size_t name_count;
    struct unit unit; /* of the result */
};

/* Parses text: + - * / ^ and parentheses, numbers, names, ln(x), percent(x) (a pure number as percent) and fraction(x)
 * (percent as a pure number). Returns NULL, or why it cannot be, *at being the byte concerned. */
const char *computation_parse(struct arena *arena, struct computation *formula, const char *text, size_t *at);

/* The result for the values of the names; not finite where it has none. */
double computation_value(const struct computation *formula, const double *values);

#endif
