/* Names and values at the ends of lines, moved apart so that none lies over another. Included in chart/ only. */
#ifndef ALMANAC_CHART_END_LABEL_H
#define ALMANAC_CHART_END_LABEL_H

#include "chart/label.h"
#include "text/shape.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;
struct plot;
struct point_value;

struct end_label {
    struct text_style style;
    const char *name;
    const struct point_value *point; /* its value stands behind the name */
    const char *note;                /* behind the value: the year of a line that ends early; "" for none */
    double line_y;                   /* [pt] end of the line */
    double middle;                   /* [pt] where the label stands */
    size_t order;                    /* the least important go first where there is no room */
    bool left_out;
};

/* Room that the longest label needs [pt], at most so much; but values are never cut. */
double end_labels_width(const struct chart *chart, const struct end_label *labels, size_t count, double most);

/* Places labels within the plot, at least their distance apart; leaves out the least important where there is no
 * room, or where one would stand farther than most_moved from its line [pt]. Returns how many. */
size_t end_labels_place(struct end_label *labels, size_t count, const struct plot *plot, double most_moved);

/* Draws them from x on, no wider than room; a label that had to move has a leader from the line's end. */
struct end_label_place {
    double line_x, x, room; /* [pt] */
};
void end_labels_draw(const struct chart *chart, const struct end_label *labels, size_t count,
                     struct end_label_place place);

/* The same to the left of the lines: labels end at x, values nearest to the line. */
void end_labels_draw_left(const struct chart *chart, const struct end_label *labels, size_t count,
                          struct end_label_place place);

#endif
