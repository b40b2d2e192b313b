#include "indicator/computation.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"

enum { DEEPEST = 32, LONGEST_NAME = 63 };

struct parsing {
    struct arena *arena;
    struct computation *formula;
    const char *text, *at;
    int depth;
    const char *fault; /* NULL: none yet */
};

static bool fail(struct parsing *parsing, const char *why) {
    parsing->fault = parsing->fault ? parsing->fault : why;
    return false;
}

static bool emit(struct parsing *parsing, struct step step) {
    if (parsing->formula->count == MOST_STEPS) {
        return fail(parsing, "longer than 200 steps");
    }
    parsing->formula->steps[parsing->formula->count++] = step;
    return true;
}

static char peek(struct parsing *parsing) {
    parsing->at += strspn(parsing->at, " \t\n");
    return *parsing->at;
}

static bool parse_sum(struct parsing *parsing, struct unit *unit);

static bool parse_inner(struct parsing *parsing, struct unit *unit) {
    if (++parsing->depth > DEEPEST) {
        return fail(parsing, "nested deeper than 32");
    }
    parsing->at++;
    if (!parse_sum(parsing, unit)) {
        return false;
    }
    if (peek(parsing) != ')') {
        return fail(parsing, "a parenthesis is not closed");
    }
    parsing->at++;
    parsing->depth--;
    return true;
}

/* ln(x), percent(x), fraction(x). */
static bool apply(struct parsing *parsing, const char *name, struct unit *unit) {
    static const struct unit number = { .scale = 1 };
    if (strcmp(name, "ln") == 0) {
        bool fits = unit_is_number(unit) && unit->scale == 1;
        return fits ? emit(parsing, (struct step){ .kind = STEP_LOGARITHM }) : fail(parsing, "ln needs a pure number");
    }
    if (strcmp(name, "percent") == 0) {
        double factor = 100 * unit->scale;
        if (!unit_is_number(unit)) {
            return fail(parsing, "percent() needs a pure number");
        }
        unit_parse(parsing->arena, "percent", unit);
        return emit(parsing, (struct step){ .kind = STEP_SCALE, .number = factor });
    }
    if (strcmp(name, "fraction") == 0) {
        if (!unit_is_percent(unit)) {
            return fail(parsing, "fraction() needs percent");
        }
        *unit = number;
        return emit(parsing, (struct step){ .kind = STEP_SCALE, .number = 0.01 });
    }
    return fail(parsing, "no such function: ln, percent, fraction");
}

static bool parse_name(struct parsing *parsing, struct unit *unit) {
    size_t size = strspn(parsing->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const char *name = arena_copy(parsing->arena, parsing->at, size < LONGEST_NAME ? size : LONGEST_NAME);
    const char *start = parsing->at;
    parsing->at += size;
    if (peek(parsing) == '(') {
        return parse_inner(parsing, unit) && apply(parsing, name, unit);
    }
    for (size_t i = 0; i < parsing->formula->name_count; i++) {
        if (strcmp(parsing->formula->names[i], name) == 0) {
            *unit = parsing->formula->units[i];
            return emit(parsing, (struct step){ .kind = STEP_NAME, .name = i });
        }
    }
    parsing->at = start;
    return fail(parsing, "a name that is not under \"with\"");
}

static bool parse_operand(struct parsing *parsing, struct unit *unit) {
    char next = peek(parsing);
    if (next == '(') {
        return parse_inner(parsing, unit);
    }
    if (next == '-') {
        if (++parsing->depth > DEEPEST) {
            return fail(parsing, "nested deeper than 32");
        }
        parsing->at++;
        bool done = parse_operand(parsing, unit) && emit(parsing, (struct step){ .kind = STEP_NEGATE });
        parsing->depth--;
        return done;
    }
    if (next >= '0' && next <= '9') {
        double number;
        const char *rest = number_read(parsing->at, &number);
        if (!rest) {
            return fail(parsing, "a number that cannot be read");
        }
        parsing->at = rest;
        *unit = (struct unit){ .scale = 1 };
        return emit(parsing, (struct step){ .kind = STEP_NUMBER, .number = number });
    }
    bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_';
    return letter ? parse_name(parsing, unit) : fail(parsing, "a number, a name or a parenthesis is expected");
}

static bool parse_power(struct parsing *parsing, struct unit *unit) {
    if (!parse_operand(parsing, unit)) {
        return false;
    }
    if (peek(parsing) != '^') {
        return true;
    }
    parsing->at++;
    double power = 0;
    const char *rest = peek(parsing) ? number_read(parsing->at, &power) : NULL;
    if (!rest || power != floor(power) || fabs(power) > 9) {
        return fail(parsing, "a power is a whole number from -9 to 9");
    }
    parsing->at = rest;
    struct unit base = *unit, result = { .scale = 1 };
    for (int i = 0; i < (int)fabs(power); i++) {
        if (!unit_multiply(&result, &base, power > 0 ? 1 : -1)) {
            return fail(parsing, "a unit of too many parts");
        }
    }
    *unit = result;
    return emit(parsing, (struct step){ .kind = STEP_POWER, .number = power });
}

static bool parse_product(struct parsing *parsing, struct unit *unit) {
    if (!parse_power(parsing, unit)) {
        return false;
    }
    for (char next = peek(parsing); next == '*' || next == '/'; next = peek(parsing)) {
        parsing->at++;
        struct unit right;
        if (!parse_power(parsing, &right)) {
            return false;
        }
        if (!unit_multiply(unit, &right, next == '*' ? 1 : -1)) {
            return fail(parsing, "a unit of too many parts");
        }
        if (!emit(parsing, (struct step){ .kind = next == '*' ? STEP_MULTIPLY : STEP_DIVIDE })) {
            return false;
        }
    }
    return true;
}

static bool parse_sum(struct parsing *parsing, struct unit *unit) {
    if (!parse_product(parsing, unit)) {
        return false;
    }
    for (char next = peek(parsing); next == '+' || next == '-'; next = peek(parsing)) {
        const char *sign = parsing->at++;
        struct unit right;
        if (!parse_product(parsing, &right)) {
            return false;
        }
        if (!unit_same(unit, &right)) {
            parsing->at = sign;
            return fail(parsing, arena_print(parsing->arena, "%s and %s cannot be added", unit_text(parsing->arena, unit),
                                             unit_text(parsing->arena, &right)));
        }
        bool rescaled = right.scale == unit->scale ||
                        emit(parsing, (struct step){ .kind = STEP_SCALE, .number = right.scale / unit->scale });
        if (!rescaled || !emit(parsing, (struct step){ .kind = next == '+' ? STEP_ADD : STEP_SUBTRACT })) {
            return false;
        }
    }
    return true;
}

const char *computation_parse(struct arena *arena, struct computation *formula, const char *text, size_t *at) {
    struct parsing parsing = { .arena = arena, .formula = formula, .text = text, .at = text };
    if (parse_sum(&parsing, &formula->unit) && peek(&parsing) != '\0') {
        fail(&parsing, "an operator is expected");
    }
    *at = (size_t)(parsing.at - text);
    return parsing.fault;
}

double computation_value(const struct computation *formula, const double *values) {
    double stack[MOST_STEPS];
    size_t top = 0; /* values on the stack */
    for (size_t i = 0; i < formula->count; i++) {
        const struct step *step = &formula->steps[i];
        double right = top > 0 ? stack[top - 1] : 0;
        switch (step->kind) {
        case STEP_NUMBER: stack[top++] = step->number; break;
        case STEP_NAME: stack[top++] = values[step->name]; break;
        case STEP_ADD: stack[--top - 1] += right; break;
        case STEP_SUBTRACT: stack[--top - 1] -= right; break;
        case STEP_MULTIPLY: stack[--top - 1] *= right; break;
        case STEP_DIVIDE: stack[--top - 1] /= right; break;
        case STEP_NEGATE: stack[top - 1] = -right; break;
        case STEP_POWER: stack[top - 1] = pow(right, step->number); break;
        case STEP_LOGARITHM: stack[top - 1] = log(right); break;
        case STEP_SCALE: stack[top - 1] = right * step->number; break;
        }
    }
    return stack[0];
}
