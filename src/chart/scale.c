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

/* Values that differ by less of themselves are one, and get this share of them on both sides. */
static const double NARROWEST = 1e-9, EQUAL_ROOM = 0.1;

/* Zero is far off if the nearest value is more than this share of the farthest. */
static const double FAR_FROM_ZERO = 0.5;

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

/* Number of the last tick at or below value; rounding noise below a tick counts as on it. */
static long tick_below(const struct candidate *candidate, double value) {
    double steps = value / tick(candidate, 1);
    return (long)floor(steps + 1e-9 * fabs(steps));
}

static long tick_above(const struct candidate *candidate, double value) {
    double steps = value / tick(candidate, 1);
    return (long)ceil(steps - 1e-9 * fabs(steps));
}

static struct candidate candidate_make(double low, double high, int quarter, int exponent) {
    struct candidate result = { .quarter = quarter, .exponent = exponent };
    result.first = tick_below(&result, low);
    result.last = tick_above(&result, high);
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

/* low must be below high. */
static struct scale scale_make(double low, double high) {
    struct candidate best = candidate_best(low, high);
    struct scale scale = { .decimals = decimals_of(&best) };
    for (long i = best.first; i <= best.last && scale.count < SCALE_TICKS_MOST; i++) {
        scale.ticks[scale.count++] = tick(&best, i);
    }
    scale.low = scale.ticks[0];
    scale.high = scale.ticks[scale.count - 1];
    return scale;
}

struct scale scale_round(double low, double high) {
    assert(isfinite(low) && isfinite(high));
    low = fmax(fmin(low, 0), -LARGEST);
    high = fmin(fmax(high, 0), LARGEST);
    bool empty = high - low < SMALLEST;
    return scale_make(empty ? 0 : low, empty ? 1 : high);
}

struct scale scale_cut(double low, double high) {
    assert(isfinite(low) && isfinite(high) && low <= high);
    double size = fmax(fabs(low), fabs(high));
    bool equal = high - low <= size * NARROWEST;
    if (size < SMALLEST || size > LARGEST) {
        return scale_round(low, high);
    }
    return scale_make(equal ? low - size * EQUAL_ROOM : low, equal ? high + size * EQUAL_ROOM : high);
}

struct scale scale_near(double low, double high) {
    double nearest = low > 0 ? low : high < 0 ? -high : 0;
    double farthest = fmax(fabs(low), fabs(high));
    return nearest > farthest * FAR_FROM_ZERO ? scale_cut(low, high) : scale_round(low, high);
}

double scale_place(const struct scale *scale, double value) {
    double place = (value - scale->low) / (scale->high - scale->low);
    return fmin(fmax(place, 0), 1);
}
