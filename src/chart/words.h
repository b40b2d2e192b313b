/* Words that charts print or say by themselves, per language. Patterns have {names} that are filled in. Included
 * in chart/ only. */
#ifndef ALMANAC_CHART_WORDS_H
#define ALMANAC_CHART_WORDS_H

#include <stddef.h>

struct buffer;

struct chart_words {
    const char *language;
    const char *not_available, *confidential, *impossible; /* in the place of a mark */
    const char *difference, *difference_points;            /* heads of the column of differences */
    /* sentences of the text alternative */
    const char *bars, *ranked, *locator; /* what it is: {title} {unit} {year} {subject} */
    const char *years_differ;
    const char *series;    /* {series} */
    const char *extremes;  /* {name} {high} {high_value} {low} {low_value} */
    const char *single;    /* {high} {high_value}: a lone present row */
    const char *largest;   /* as extremes, for a chart of one series, without {name} */
    const char *versus;    /* {name} {other} {above} {both} */
    const char *rank;      /* {name} {rank} {among} {value} */
    const char *reference; /* {name} {value} */
    const char *uncertain; /* {count} */
    const char *missing;   /* {count} {rows} */
};

/* The words of language; English if there are none in it. */
const struct chart_words *chart_words_find(const char *language);

/* A name in a pattern and what stands for it. */
struct phrase_value {
    const char *name, *text;
};

/* Adds the pattern with its {names} replaced; a name without value is left out. values ends with a NULL name. */
void phrase_add(struct buffer *out, const char *pattern, const struct phrase_value *values);

#endif
