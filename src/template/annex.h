/* The method annex: what was computed, from what, how; for the annex's .c files only. */
#ifndef ALMANAC_TEMPLATE_ANNEX_H
#define ALMANAC_TEMPLATE_ANNEX_H

#include "template/fill.h"


/* A place in the document where the annex goes. */
struct annex {
    struct node *block;
    bool steps; /* series that only serve others are said too */
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

/* Words of the annex in a language. */
struct annex_words {
    const char *language;
    const char *from, *printed, *steps, *data, *settings, *reference, *vintage, *accessed;
};
const struct annex_words *annex_words(const char *language);

/* What a method does, in words of the language; its name if there are none. */
const char *annex_method(const char *language, const char *method);

/* A setting of a definition in words of the language, with {} for its value. */
const char *annex_setting(struct arena *arena, const char *language, const char *key);

/* The value of a setting in words of the language; itself if it needs none. */
const char *annex_value(const char *language, const char *key, const char *value);

#endif
