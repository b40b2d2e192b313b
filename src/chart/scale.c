#include "chart/scale.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Steps are written in quarters, so that 2.5 is exact too. */
static const int quarters[] = { 4, 8, 10, 20 };
enum { TICKS_FEWEST = 4, TICKS_USUAL = 5, TICKS_ALLOWED = 6, DECIMALS_MOST = 9 };

/* Beyond these the powers of ten leave the range of a double. */
static const double LARGEST = 1e300, SMALLEST = 1e-300;

/* What is worth as much as a tenth of the plot left empty. */
static const double PENALTY = 0.1;

struct candidate {
    int quarter, exponent;
    long first, last; /* numbers of the ticks, from zero */
    double cost;
};

/* Tick number i. Powers of ten stay exact by dividing for small ones. */
static double tick(const struct candidate *candidate, long i) {
    double units = (double)i * candidate->quarter / 4.0;
    return candidate->exponent < 0 ? units / pow(10, -candidate->exponent) : units * pow(10, candidate->exponent);
}

/* Number of the tick at or beyond value, away from zero; rounding noise beyond a tick counts as on it. */
static long outward(const struct candidate *candidate, double value) {
    double steps = value / tick(candidate, 1);
    double slack = 1e-9 * fabs(steps);
    return (long)(value < 0 ? floor(steps + slack) : ceil(steps - slack));
}

static struct candidate candidate_make(double low, double high, int quarter, int exponent) {
    struct candidate result = { .quarter = quarter, .exponent = exponent };
    result.first = outward(&result, low);
    result.last = outward(&result, high);
    long count = result.last - result.first + 1;
    double length = tick(&result, result.last) - tick(&result, result.first);
    result.cost = length > 0 ? 1 - (high - low) / length : 1;
    if (count < TICKS_FEWEST || count > TICKS_ALLOWED) {
        result.cost += 10 + (double)labs(count - TICKS_USUAL);
    } else if (count > TICKS_USUAL) {
        result.cost += PENALTY;
    }
    if (quarter == 10) {
        result.cost += PENALTY / 2; /* 2.5 and 7.5 are read less easily */
    }
    return result;
}

static struct candidate candidate_best(double low, double high) {
    int magnitude = (int)floor(log10(high - low));
    struct candidate best = { .cost = INFINITY };
    for (int exponent = magnitude - 1; exponent <= magnitude; exponent++) {
        for (size_t i = 0; i < sizeof quarters / sizeof *quarters; i++) {
            struct candidate next = candidate_make(low, high, quarters[i], exponent);
            if (next.cost < best.cost) {
                best = next;
            }
        }
    }
    return best;
}

/* Places after the point that the step needs; no number is printed with more than nine. */
static int decimals_of(const struct candidate *candidate) {
    int decimals = -candidate->exponent + (candidate->quarter == 10 ? 1 : 0);
    return decimals < 0 ? 0 : decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
}

struct scale scale_round(double low, double high) {
    assert(isfinite(low) && isfinite(high));
    low = fmax(fmin(low, 0), -LARGEST);
    high = fmin(fmax(high, 0), LARGEST);
    bool empty = high - low < SMALLEST;
    low = empty ? 0 : low;
    high = empty ? 1 : high;
    struct candidate best = candidate_best(low, high);
    struct scale scale = { .decimals = decimals_of(&best) };
    for (long i = best.first; i <= best.last && scale.count < SCALE_TICKS_MOST; i++) {
        scale.ticks[scale.count++] = tick(&best, i);
    }
    scale.low = scale.ticks[0];
    scale.high = scale.ticks[scale.count - 1];
    return scale;
}

double scale_place(const struct scale *scale, double value) {
    double place = (value - scale->low) / (scale->high - scale->low);
    return fmin(fmax(place, 0), 1);
}
