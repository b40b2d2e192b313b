/* A linear scale with round ticks. Included in chart/ only. */
#ifndef ALMANAC_CHART_SCALE_H
#define ALMANAC_CHART_SCALE_H

#include <stddef.h>

enum { SCALE_TICKS_MOST = 8 };

struct scale {
    double low, high; /* first and last tick */
    double ticks[SCALE_TICKS_MOST];
    size_t count;
    int decimals; /* that the ticks need */
    const char *unit; /* of the values; NULL: that of the selection's series */
};

/* The scale for values from low to high that includes zero: 4 to 6 ticks at steps of 1, 2, 2.5 or 5 times a power
 * of ten, 4 or 5 where that wastes little of the plot. Nothing but zeros gives 0 to 1. low and high must be
 * finite. */
struct scale scale_round(double low, double high);

/* The scale for values from low to high that may begin anywhere: for dots and lines, never for bars. Equal values lie
 * in the middle of it. low and high must be finite. */
struct scale scale_cut(double low, double high);

/* scale_cut where zero is far off (the values reach over less than half of the way to it), else scale_round. */
struct scale scale_near(double low, double high);

/* Where value lies between low (0) and high (1); what lies beyond stays at the end. */
double scale_place(const struct scale *scale, double value);

#endif
