/* Values as charts print them: number, sign for a missing one, flags. Included in chart/ only. */
#ifndef ALMANAC_CHART_DATUM_H
#define ALMANAC_CHART_DATUM_H

#include "drawing/drawing.h"
#include "indicator/selection.h"
#include "text/number.h"
#include "text/shape.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;

/* True if there is a number to draw; point may be NULL. */
bool datum_is_present(const struct point_value *point);

/* True for estimated, provisional and forecast: the mark is hollow. */
bool datum_is_uncertain(value_flags flags);

/* True if the mark is hollow: the row is an estimate of its own, or the value is uncertain where others of its column are not. A flag that
 * the whole column has sets nothing apart: it is said at the column's head, and the marks stay solid. */
bool datum_is_hollow(const struct chart *chart, size_t row, size_t column);

/* Flags of the point at row, column and of the row itself. */
value_flags datum_flags_at(const struct chart *chart, size_t row, size_t column);

/* value as format says, in the language and style of the chart: every number that a chart prints. */
const char *datum_number(const struct chart *chart, struct number_format format, double value);

/* The number as in a table (the unit stands elsewhere), signed if asked by datum_text_signed; ":" or "c" if missing. */
const char *datum_text(const struct chart *chart, const struct point_value *point);
const char *datum_text_signed(const struct chart *chart, double value);

/* The number with its unit, as in a sentence. */
const char *datum_in_words(const struct chart *chart, const struct point_value *point);

/* "not available", "confidential": what stands where the mark would begin. */
const char *datum_reason(const struct chart *chart, const struct point_value *point);

struct origin datum_origin(const struct point_value *point);

/* Origin of a number that the chart computed from points (a NULL among them does not count), or from all points of a column: how, in
 * words ("difference"). */
struct origin datum_computed(const struct chart *chart, struct drawing_value value, const struct point_value *const *points, size_t count);
struct origin datum_computed_column(const struct chart *chart, struct drawing_value value, size_t column);

/* Flags that all present values of the column have: said once at its head rather than in every row. 0 for a lone
 * value. */
value_flags datum_flags_common(const struct chart *chart, size_t column);

/* Width of flags raised behind a number or a head, 0 without any [pt]. */
double datum_flags_width(const struct chart *chart, value_flags flags);

/* Writes flags raised behind text that ends at x and whose capitals have their middle and height there. */
struct datum_flags_place {
    double x, middle, cap; /* [pt] */
    struct origin origin;
};
void datum_flags_write(const struct chart *chart, value_flags flags, struct datum_flags_place place);

/* Writes the value right-aligned at x, its flags but the hidden ones raised behind it. */
struct datum_place {
    size_t row, column;
    double x, middle; /* [pt] */
    value_flags hidden;
};
void datum_write(const struct chart *chart, const struct text_style *style, struct datum_place place);

#endif
