/* Who a row or column is to the document: its subject, the country around it, the reference, one of the others. Marks
 * follow from that. Included in chart/ only. */
#ifndef ALMANAC_CHART_ROLE_H
#define ALMANAC_CHART_ROLE_H

#include "drawing/drawing.h"
#include "theme/theme.h"

#include <stddef.h>

struct chart;

enum role { ROLE_SUBJECT, ROLE_COUNTRY, ROLE_REFERENCE, ROLE_PEER };

/* Without the subject among the columns the first one stands for it. */
enum role role_of_column(const struct chart *chart, size_t column);
enum role role_of_row(const struct chart *chart, size_t row);

/* True if columns are parts of one whole or things of equal standing, none of them an area: each has a colour of its
 * own then. */
bool role_is_equal(const struct chart *chart);

/* Colour of the column's marks: by role, or by its place among equals. */
struct colour role_colour(const struct chart *chart, size_t column);

/* How the line of a column is drawn: weight and dash by role. */
struct stroke role_stroke(const struct chart *chart, size_t column);

/* Style of a name of this role: the subject's strong and in its colour. */
struct text_style role_label_style(const struct chart *chart, enum role role);

/* The part share of colour over the paper: an opaque tint. */
struct colour role_tint(const struct chart *chart, struct colour colour, double share);

#endif
