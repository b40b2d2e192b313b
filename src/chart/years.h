/* Labels of the rows along the foot of a plot over the years. Included in chart/ only. */
#ifndef ALMANAC_CHART_YEARS_H
#define ALMANAC_CHART_YEARS_H

struct chart;

/* Writes the rows' labels centred at xs: as many round years as have room, and always the last. */
void years_write(const struct chart *chart, const double *xs, double middle);

/* Only the first and the last, within their own ends: for narrow panels. */
void years_write_ends(const struct chart *chart, const double *xs, double middle);

#endif
