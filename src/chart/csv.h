/* The data behind a chart as CSV (RFC 4180), for the attachment. Included in chart/ only. */
#ifndef ALMANAC_CHART_CSV_H
#define ALMANAC_CHART_CSV_H

struct arena;
struct selection;

/* Header and one record a row: code, label, per column its value and its flags, year. Values are written with all
 * their digits; a missing value is empty and has its sign (":" or "c") among the flags. */
const char *csv_text(struct arena *arena, const struct selection *selection);

#endif
