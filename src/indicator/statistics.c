#include "indicator/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct spread spread_of(const double *values, size_t count) {
    struct spread spread = { .least = INFINITY, .greatest = -INFINITY };
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            spread.count++;
            sum += values[i];
            spread.least = fmin(spread.least, values[i]);
            spread.greatest = fmax(spread.greatest, values[i]);
        }
    }
    spread.mean = sum / (double)spread.count;
    for (size_t i = 0; i < count; i++) {
        squares += isnan(values[i]) ? 0 : (values[i] - spread.mean) * (values[i] - spread.mean);
    }
    spread.deviation = spread.count > 1 ? sqrt(squares / (double)(spread.count - 1)) : 0;
    return spread;
}

/* Sums of the powers 2 to 4 of the differences from the mean. */
struct moments {
    double count, second, third, fourth;
};

static struct moments moments_of(const double *values, size_t count) {
    struct spread spread = spread_of(values, count);
    struct moments moments = { .count = (double)spread.count };
    for (size_t i = 0; i < count; i++) {
        double difference = isnan(values[i]) ? 0 : values[i] - spread.mean;
        double square = difference * difference;
        moments.second += square;
        moments.third += square * difference;
        moments.fourth += square * square;
    }
    return moments;
}

/* G1 = g1 sqrt(n (n − 1)) / (n − 2). Source: Joanes and Gill 1998. */
double skewness_of(const double *values, size_t count) {
    struct moments of = moments_of(values, count);
    if (of.count < 3 || of.second == 0) {
        return NAN;
    }
    double g = of.third / of.count / pow(of.second / of.count, 1.5);
    return g * sqrt(of.count * (of.count - 1)) / (of.count - 2);
}

/* G2 = ((n + 1) (r − 3) + 6) (n − 1) / ((n − 2) (n − 3)), r = n Σd⁴ / (Σd²)². Source: Joanes and Gill 1998. */
double kurtosis_of(const double *values, size_t count) {
    struct moments of = moments_of(values, count);
    if (of.count < 4 || of.second == 0) {
        return NAN;
    }
    double ratio = of.count * of.fourth / (of.second * of.second);
    return ((of.count + 1) * (ratio - 3) + 6) * (of.count - 1) / ((of.count - 2) * (of.count - 3));
}

static bool is_skewed(const double *values, size_t count, const struct treatment *treatment) {
    return fabs(skewness_of(values, count)) > treatment->skewness && kurtosis_of(values, count) > treatment->kurtosis;
}

/* Moves all values at the skewed end to the next one inside. */
static void winsorise(double *values, size_t count) {
    struct spread spread = spread_of(values, count);
    bool above = skewness_of(values, count) > 0;
    double end = above ? spread.greatest : spread.least, next = above ? -INFINITY : INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i]) && values[i] != end) {
            next = above ? fmax(next, values[i]) : fmin(next, values[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = values[i] == end ? next : values[i];
    }
}

enum treated treat_column(double *values, size_t count, const struct treatment *treatment) {
    if (!is_skewed(values, count, treatment)) {
        return TREATED_NOT;
    }
    struct arena *scratch = arena_new();
    double *moved = arena_array(scratch, count, sizeof *moved);
    memcpy(moved, values, count * sizeof *moved);
    size_t steps = 0;
    for (; steps < treatment->winsorise_at_most && is_skewed(moved, count, treatment); steps++) {
        winsorise(moved, count);
    }
    enum treated treated = TREATED_FAILED;
    if (!is_skewed(moved, count, treatment)) {
        memcpy(values, moved, count * sizeof *moved);
        treated = TREATED_WINSORISED;
    } else if (treatment->logarithm) {
        struct spread spread = spread_of(values, count);
        for (size_t i = 0; i < count; i++) {
            values[i] = log(values[i] - spread.least + 0.01 * (spread.greatest - spread.least));
        }
        treated = TREATED_LOGARITHM;
    }
    arena_close(scratch);
    return treated;
}

/* Value less zero, divided by width, stretched by factor and moved by offset. */
struct line {
    double zero, width, factor, offset;
};

/* The line of a normaliser over a spread of values already turned so that more is better. */
static struct line line_of(const struct normaliser *normaliser, const struct spread *spread) {
    double point = normaliser->direction * normaliser->point;
    double width = spread->greatest - spread->least;
    switch (normaliser->kind) {
    case NORMALISE_MIN_MAX:
        return (struct line){ spread->least, width, normaliser->high - normaliser->low, normaliser->low };
    case NORMALISE_Z_SCORE:
        return (struct line){ spread->mean, spread->deviation, normaliser->high, normaliser->low };
    case NORMALISE_GOALPOSTS: {
        double low = normaliser->direction > 0 ? normaliser->low : -normaliser->high;
        return (struct line){ low, normaliser->high - normaliser->low, 1, 0 };
    }
    case NORMALISE_BEST:
        return (struct line){ spread->greatest, width, 1, 1 };
    case NORMALISE_REFERENCE:
        return (struct line){ point, point - spread->least, 1, 1 };
    case NORMALISE_TARGET:
        return (struct line){ spread->least, point - spread->least, 1, 0 };
    case NORMALISE_FRACTION:
        return (struct line){ 0, spread->greatest, 1, 0 };
    case NORMALISE_RANK:
    case NORMALISE_BORDA:
    case NORMALISE_COUNT:
        break;
    }
    return (struct line){ 0, 1, 1, 0 };
}

static void rank_column(double *values, size_t count, enum normalisation kind) {
    struct arena *scratch = arena_new();
    double *ranks = arena_array(scratch, count, sizeof *ranks);
    double among = (double)spread_of(values, count).count;
    rank_values(values, count, ranks);
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            values[i] = kind == NORMALISE_BORDA ? among - ranks[i] : ranks[i];
        }
    }
    arena_close(scratch);
}

/* The spread of the values times direction. */
static struct spread turned_spread(const double *values, size_t count, double direction) {
    struct spread spread = spread_of(values, count);
    if (direction < 0) {
        double least = spread.least;
        spread.least = -spread.greatest;
        spread.greatest = -least;
        spread.mean = -spread.mean;
    }
    return spread;
}

bool normalise_column(double *values, size_t count, const double *basis, size_t basis_count,
                      const struct normaliser *normaliser) {
    struct spread spread = turned_spread(basis, basis_count, normaliser->direction);
    struct line line = line_of(normaliser, &spread);
    bool ranks = normaliser->kind == NORMALISE_RANK || normaliser->kind == NORMALISE_BORDA;
    bool bounded = normaliser->kind == NORMALISE_GOALPOSTS || ranks;
    if ((!bounded && spread.count < 2) || !isfinite(line.width) || line.width == 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        values[i] *= normaliser->direction;
        if (normaliser->kind == NORMALISE_FRACTION && normaliser->direction < 0) {
            values[i] = line.width / values[i]; /* the least over the value: 1 at the best here too */
        } else if (!ranks && !isnan(values[i])) {
            values[i] = (values[i] - line.zero) / line.width * line.factor + line.offset;
        }
        if (normaliser->kind == NORMALISE_GOALPOSTS && !isnan(values[i])) {
            values[i] = fmax(0, fmin(1, values[i]));
        }
    }
    if (ranks) {
        rank_column(values, count, normaliser->kind);
    }
    return true;
}

/* The mean of kind of the values present, whose weights sum to total. */
static double mean_of(const double *values, const double *weights, size_t count, enum aggregation kind, double total) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]) || weights[i] == 0) {
            continue;
        }
        if (kind != AGGREGATE_ARITHMETIC && values[i] <= 0) {
            return NAN;
        }
        double part = kind == AGGREGATE_GEOMETRIC ? log(values[i]) : kind == AGGREGATE_HARMONIC ? 1 / values[i] : values[i];
        sum += weights[i] * part;
    }
    switch (kind) {
    case AGGREGATE_GEOMETRIC:
        return exp(sum / total);
    case AGGREGATE_HARMONIC:
        return total / sum;
    case AGGREGATE_ARITHMETIC:
    case AGGREGATE_COUNT:
        break;
    }
    return sum / total;
}

double aggregate_values(const double *values, const double *weights, size_t count, enum aggregation kind,
                        double coverage) {
    double all = 0, present = 0;
    for (size_t i = 0; i < count; i++) {
        all += weights[i];
        present += isnan(values[i]) ? 0 : weights[i];
    }
    /* A share that was meant to be exactly the bound must not fall below it by rounding. */
    if (present <= 0 || present < coverage * all * (1 - 1e-12)) {
        return NAN;
    }
    return mean_of(values, weights, count, kind, present);
}

static int compare_values(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

void sort_values(double *values, size_t count) {
    qsort(values, count, sizeof *values, compare_values);
}

void rank_values(const double *values, size_t count, double *ranks) {
    struct arena *scratch = arena_new();
    double *sorted = arena_array(scratch, count, sizeof *sorted);
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            sorted[known++] = -values[i];
        }
    }
    sort_values(sorted, known);
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = known;
        while (low < high && !isnan(values[i])) {
            size_t middle = (low + high) / 2;
            if (sorted[middle] < -values[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        ranks[i] = isnan(values[i]) ? 0 : (double)low + 1;
    }
    arena_close(scratch);
}

double quantile_of(const double *sorted, size_t count, double share) {
    double at = share * (double)(count - 1);
    size_t below = (size_t)at;
    size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

double chance_next(struct chance *chance) {
    uint64_t bits = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    bits = (bits ^ bits >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94D049BB133111EB);
    bits ^= bits >> 31;
    return (double)(bits >> 11) * 0x1p-53;
}
