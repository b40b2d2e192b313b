/* Labels: text of one or two lines that fits its room. Included in chart/ only. */
#ifndef ALMANAC_CHART_LABEL_H
#define ALMANAC_CHART_LABEL_H

#include "base/source.h"
#include "text/shape.h"

#include <stdbool.h>
#include <stddef.h>

struct chart;

enum { LABEL_LINES_MOST = 2 };

struct label {
    const struct shaped *lines[LABEL_LINES_MOST];
    size_t count;
    double width;   /* [pt] of the longest line */
    double cap;     /* [pt] height of capitals */
    double leading; /* [pt] between two baselines */
};

/* Which point of the label stands at x. */
enum label_side { LABEL_LEFT, LABEL_RIGHT, LABEL_CENTRE };

struct label_place {
    double x, middle; /* [pt] middle of the capitals, or of the block of lines */
    enum label_side side;
    struct origin origin;
};

/* Text on one line, however long. */
struct label label_make(const struct chart *chart, const struct text_style *style, const char *text);

struct label_room {
    double width; /* [pt] */
    size_t lines; /* at most; no more than LABEL_LINES_MOST */
};

/* Text within room: on one line, else broken in two, else cut with an ellipsis (CHART_LABEL_CUT). */
struct label label_fit(const struct chart *chart, const struct text_style *style, const char *text,
                       struct label_room room);

/* True if label_fit would not have to cut. */
bool label_fits(const struct chart *chart, const struct text_style *style, const char *text, struct label_room room);

/* The name of a row within room: in full on one line, else its short form on one line, else in full on two, else
 * the short form as label_fit sets it. */
struct label label_fit_row(const struct chart *chart, const struct text_style *style, size_t row,
                           struct label_room room);

void label_draw(const struct chart *chart, const struct label *label, struct label_place place);

/* label_make and label_draw in one; returns the width. */
double label_write(const struct chart *chart, const struct text_style *style, const char *text,
                   struct label_place place);

/* The same on a patch of paper, where it stands on lines of the grid. */
void label_draw_over(const struct chart *chart, const struct label *label, struct label_place place);
double label_write_over(const struct chart *chart, const struct text_style *style, const char *text,
                        struct label_place place);

double label_text_width(const struct chart *chart, const struct text_style *style, const char *text);

/* Width of the longest name of a row, set strong [pt]. */
double label_longest_name(const struct chart *chart);

/* Height of the capitals of style [pt]. */
double style_cap_height(const struct text_style *style);

#endif
