/* Arithmetic of composite indicators on plain columns of numbers; missing values are NAN and are skipped. For the files
 * of indicator/ only. Sources: OECD/JRC, Handbook on Constructing Composite Indicators, 2008; the R package COINr. */
#ifndef ALMANAC_INDICATOR_STATISTICS_H
#define ALMANAC_INDICATOR_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* What a column is measured by. */
struct spread {
    size_t count; /* values that are not missing */
    double least, greatest, mean;
    double deviation; /* of the sample; 0 with one value */
};
struct spread spread_of(const double *values, size_t count);

/* Sample skewness G1 and sample excess kurtosis G2; NAN with fewer than 3 or 4 values, or if all are equal. */
double skewness_of(const double *values, size_t count);
double kurtosis_of(const double *values, size_t count);

/* When a column counts as skewed, and how many of its values may be moved. */
struct treatment {
    double skewness, kurtosis; /* both must be exceeded */
    size_t winsorise_at_most;
    bool logarithm; /* if winsorising does not suffice */
};

enum treated { TREATED_NOT, TREATED_WINSORISED, TREATED_LOGARITHM, TREATED_FAILED };

/* Moves the outermost values to the next one inside until the column is no longer skewed; if that does not suffice, takes
 * log(x − min + 0.01 (max − min)) of all original values instead. TREATED_FAILED leaves the column as it was. */
enum treated treat_column(double *values, size_t count, const struct treatment *treatment);

enum normalisation {
    NORMALISE_MIN_MAX,       /* (x − min) / (max − min), stretched to the range */
    NORMALISE_Z_SCORE,       /* (x − mean) / deviation × scale + centre */
    NORMALISE_GOALPOSTS,     /* between two declared values, clipped to them */
    NORMALISE_BEST,          /* distance to the best value: 1 at the best, 0 at the worst */
    NORMALISE_REFERENCE,     /* distance to a reference unit: 1 − (ref − x) / (ref − min) */
    NORMALISE_TARGET,        /* distance to a declared target: (x − min) / (target − min) */
    NORMALISE_FRACTION,      /* x / max */
    NORMALISE_RANK,          /* competition rank, 1 the best */
    NORMALISE_BORDA,         /* number of units less the rank */
    NORMALISE_COUNT
};

/* How one column is normalised. direction −1: less is better. */
struct normaliser {
    enum normalisation kind;
    double direction; /* 1 or −1 */
    double low, high; /* of the range; with goalposts: of the goals, the result being 0 to 1; with z-score: centre, scale */
    double point;     /* the target, or the reference unit's value */
};

/* Normalises values in place, by a scale taken from those of basis (which may be values). Returns false, and leaves values
 * as they were, if the scale has no width. */
bool normalise_column(double *values, size_t count, const double *basis, size_t basis_count,
                      const struct normaliser *normaliser);

enum aggregation { AGGREGATE_ARITHMETIC, AGGREGATE_GEOMETRIC, AGGREGATE_HARMONIC, AGGREGATE_COUNT };

/* The weighted mean of the values that are not missing; NAN if their weights make up less than coverage (0 to 1) of all,
 * or if a geometric or harmonic mean meets a value that is not above zero. */
double aggregate_values(const double *values, const double *weights, size_t count, enum aggregation kind,
                        double coverage);

/* Competition rank (1 2 2 4) of each value, the greatest first; 0 for missing ones. */
void rank_values(const double *values, size_t count, double *ranks);

/* The value below which the share of the sorted values lies; order statistics, linear between two. */
double quantile_of(const double *sorted, size_t count, double share);

/* Orders doubles, the least first; no value may be NAN. */
void sort_values(double *values, size_t count);

/* A generator of numbers that depends on nothing but its seed (splitmix64). */
struct chance {
    uint64_t state;
};
double chance_next(struct chance *chance); /* 0 to 1, 1 excluded */

#endif
