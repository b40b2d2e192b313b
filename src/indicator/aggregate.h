/* Settings of weighted means that more than one method has. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_AGGREGATE_H
#define ALMANAC_INDICATOR_AGGREGATE_H

#include "indicator/statistics.h"

struct definition;

extern const char *const aggregation_names[AGGREGATE_COUNT];

/* The mean named under "as"; false after a diagnostic. */
bool aggregation_read(const struct definition *definition, enum aggregation *kind);

/* The least part of the weights, "coverage" in percent, as 0 to 1; false after a diagnostic. */
bool coverage_read(const struct definition *definition, double *coverage);

#endif
