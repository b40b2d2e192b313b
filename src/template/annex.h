/* The method annex: what was computed, from what, how; for the annex's .c files only. */
#ifndef ALMANAC_TEMPLATE_ANNEX_H
#define ALMANAC_TEMPLATE_ANNEX_H

#include "template/fill.h"

struct series;
struct yaml;

/* A place in the document where the annex goes. */
struct annex {
    struct node *figure;
};

/* How far a series is from what is printed. */
enum annex_use { ANNEX_UNUSED, ANNEX_STEP, ANNEX_PRINTED };

/* What the printed numbers were computed with: series by their place in the store, and datasets by name. */
struct annex_uses {
    const struct indicators *indicators;
    enum annex_use *series;
    const struct dataset **datasets; /* in the order in which definitions name them */
    size_t dataset_count, dataset_capacity;
};

/* Finds them: every series of which a number or a drawing is in the document, then those that their definitions name. */
struct annex_uses annex_find(struct filling *filling);

/* The series or dataset that a definition names with the scalar value, under key; both NULL if it names none. */
struct annex_reference {
    const struct series *series;
    const struct dataset *dataset;
};
struct annex_reference annex_refer(const struct indicators *indicators, const char *key, const struct yaml *value);

/* Words of the annex in a language. */
struct annex_words {
    const char *language;
    const char *title, *what, *from, *how, *printed, *steps, *data, *unit, *reference, *vintage, *accessed;
};
const struct annex_words *annex_words(const char *language);

/* What a method does, in words of the language; its name if there are none. */
const char *annex_method(const char *language, const char *method);

#endif
