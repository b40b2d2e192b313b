/* Charts: a selection, a kind and a width become a drawing. A kind is one file and one row of the table in chart.c. */
#ifndef ALMANAC_CHART_CHART_H
#define ALMANAC_CHART_CHART_H

#include "base/source.h"

#include <stddef.h>

struct arena;
struct diag;
struct drawing;
struct geo;
struct number_style;
struct selection;
struct shaper;
struct yaml;
struct theme;

struct chart_option {
    const char *key;
    const char *value;
    struct source_pos pos;
};

/* What a chart shows. All borrowed. */
struct chart_spec {
    const char *kind;
    double width; /* [pt], from the span in the theme; 0: the kind's own, in running text and cells */
    double most_height; /* [pt] that it should not exceed; 0: as high as kind and rows ask for */
    double least_height; /* [pt] that it should reach if its kind can; 0: no wish */
    const struct selection *selection; /* NULL for kinds without data */
    const char *subject;      /* code of the subject, to be drawn strong */
    const char *subject_name;
    const char *headline, *subtitle; /* for the text alternative */
    const char *language;
    const struct yaml *words; /* what the language file says for the program's own; NULL: nothing */
    const struct number_style *style; /* of its numbers; NULL: the usual one */
    const struct chart_option *options;
    size_t option_count;
    struct source_pos pos;
};

/* What charts draw with; the same for all charts of a document. */
struct chart_tools {
    const struct theme *theme;
    struct shaper *shaper;
    const struct geo *geo;
};

/* Draws spec. Natural height follows from kind and rows, in half steps of the grid. Faults (unknown kind CHART_UNKNOWN_KIND, unknown option CHART_UNKNOWN_OPTION, label that cannot fit
 * CHART_LABEL_CUT, no data) are diagnosed; returns NULL if nothing can be drawn. The drawing carries its text alternative and CSV. Its texts carry origins: points, ticks, literals. */
const struct drawing *chart_draw(struct arena *arena, struct diag *diag, const struct chart_tools *tools,
                                 const struct chart_spec *spec);

/* Says what is wrong with the words of charts in a language file: see wording_check(). */
void chart_check_words(struct arena *arena, struct diag *diag, const struct yaml *map);

/* True if the table has this kind; with list, the kinds' names one a line. */
struct buffer;
int chart_has_kind(const char *kind);
void chart_list_kinds(struct buffer *out);

/* The value of key among the options, or fallback. */
const char *chart_option(const struct chart_spec *spec, const char *key, const char *fallback);

#endif
