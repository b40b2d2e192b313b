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
    const char *labels_left_out; /* {count}: printed below the chart */
    const char *of_most;         /* {value} {most}: "1 of 2" */
    const char *not_classed;     /* key entry of cells without a value */
    const char *range;           /* key entry of a band from the lowest to the highest row */
    const char *median;
    const char *forecast;        /* over the years that nobody has observed */
    const char *median_of;       /* key entry: {axis} {value} */
    const char *fit;             /* key entry: {share} of the variance */
    const char *area;            /* key entry: {name} {most} */
    const char *not_shown;       /* {count} */
    const char *below, *between, *from; /* {from} {to}: classes of values */
    /* sentences of the text alternative */
    const char *lines, *columns, *parts, *stacks, *dots, *slopes, *areas, *profile, *blocks, *scatter, *cells, *tiles, *panels,
        *strip, *spark, *targets, *intervals; /* what it is, as bars below */
    const char *years;   /* {from} {to} */
    const char *trend;   /* {name} {first} {first_year} {last} {last_year} {high} {high_year} {low} {low_year} */
    const char *at;      /* {name} {value}: one after the other */
    const char *total;   /* {name} {value} */
    const char *group;   /* {name} {list} */
    const char *map; /* what it is, as bars below */
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
    const char *shares;    /* of parts that are drawn as shares of 100 % */
    const char *ahead;     /* {count} */
    const char *missing;   /* {count} {rows} */
};

/* The words of language; English if there are none in it. */
const struct chart_words *chart_words_find(const char *language);

/* A name in a pattern and what stands for it. */
struct phrase_value {
    const char *name, *text;
};

/* The pattern with its {names} replaced, as a text of its own. */
struct arena;
const char *phrase_text(struct arena *arena, const char *pattern, const struct phrase_value *values);

/* Adds the pattern with its {names} replaced; a name without value is left out. values ends with a NULL name. */
void phrase_add(struct buffer *out, const char *pattern, const struct phrase_value *values);

#endif
