/* What a kind of chart is given and must provide. Included in chart/ only. */
#ifndef ALMANAC_CHART_KIND_H
#define ALMANAC_CHART_KIND_H

#include "chart/chart.h"
#include "chart/words.h"
#include "drawing/drawing.h"
#include "indicator/selection.h"
#include "theme/theme.h"

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* One chart being drawn. */
struct chart {
    struct arena *arena;
    struct diag *diag;
    const struct theme *theme;
    struct shaper *shaper;
    const struct geo *geo;
    const struct chart_spec *spec;
    const struct selection *selection; /* NULL for kinds without data */
    const struct chart_words *words;
    struct drawing *drawing; /* NULL until chart_start */
    double reduce;           /* [pt] that it should be lower than its natural height; less than 0: taller */
};

/* A kind of chart. */
struct chart_kind {
    bool has_data;              /* needs a selection with at least one present value */
    const char *const *options; /* keys that templates may set, NULL at the end */
    double natural_width;       /* [pt] of a kind that stands in running text or cells; 0: as wide as its span */
    bool many_units;            /* its columns may be of different units */
    bool decorative;            /* a reader who sees it learns nothing new: no text alternative unless asked for */
    /* Starts the drawing at its natural height and draws. If nothing can be drawn, it says so and starts none. */
    void (*draw)(struct chart *chart);
    /* Adds the text alternative: what a reader would see. */
    void (*describe)(const struct chart *chart, struct buffer *out);
};

/* Opens chart->drawing, as wide as the spec, and high enough for height in whole half steps of the grid. */
void chart_start(struct chart *chart, double height);

/* The same for drawings in running text and cells: as high as they are. */
void chart_start_exact(struct chart *chart, double height);

/* The natural pitch of so many rows, less what the chart is to be reduced by, down to what a line of text needs. */
double chart_pitch(const struct chart *chart, double natural, size_t rows);

double chart_number(const struct chart *chart, enum theme_number number);
struct colour chart_colour(const struct chart *chart, enum theme_colour colour);

/* The style in its own colour, or in another. */
struct text_style chart_style(const struct chart *chart, enum theme_style style);
struct text_style chart_style_in(const struct chart *chart, enum theme_style style, enum theme_colour colour);

/* A solid line. */
struct stroke chart_stroke(const struct chart *chart, enum theme_colour colour, double width);

/* The option as a whole number from 0 to most, or fallback; another value is diagnosed (CHART_BAD_OPTION). */
size_t chart_option_count(const struct chart *chart, const char *key, size_t fallback, size_t most);

/* True for "yes" and "true", false for "no", "false" and "none"; another value is diagnosed. */
bool chart_option_flag(const struct chart *chart, const char *key, bool fallback);

/* Diagnoses that of the option key the part bad cannot be used (CHART_BAD_OPTION). */
void chart_option_reject(const struct chart *chart, const char *key, const char *bad);

/* The option as a length [pt], or fallback; one that is none, or beyond 0 to 2000 pt, is diagnosed. */
double chart_option_length(const struct chart *chart, const char *key, double fallback);

/* The option as a number above zero, or fallback; another value is diagnosed. */
double chart_option_positive(const struct chart *chart, const char *key, double fallback);

/* The first point of the selection that is present: the one whose unit and year speak for all. */
const struct point_value *chart_first_point(const struct chart *chart);

/* The series that the values of column come from. */
const struct series *chart_column_series(const struct chart *chart, size_t column);

/* The column drawn strong: the subject's, else the first. */
size_t chart_main_column(const struct chart *chart);

/* Name of a column or row as it is printed: its short label, the subject by the name it goes by. */
const char *chart_column_name(const struct chart *chart, size_t column);
const char *chart_row_name(const struct chart *chart, size_t row);

/* Origin of a name that came with the data or the document. */
struct origin chart_literal(const struct chart *chart);

#endif
