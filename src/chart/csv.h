/* The data behind a chart as CSV (RFC 4180), for the attachment. csv_number and csv_field serve other tables, too. */
#ifndef ALMANAC_CHART_CSV_H
#define ALMANAC_CHART_CSV_H

struct arena;
struct buffer;
struct selection;

/* Header and one record a row: code, label, per column its value and its flags, year. Values are written with all
 * their digits; a missing value is empty and has its sign (":" or "c") among the flags. */
const char *csv_text(struct arena *arena, const struct selection *selection);

/* Adds value with the digits that bring a double back unchanged, but no more than needed. */
void csv_number(struct buffer *out, double value);

/* Adds text, in quotes if it needs them. */
void csv_field(struct buffer *out, const char *text);

#endif
