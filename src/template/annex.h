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

/* Words of the annex. */
struct annex_words {
    const char *from, *printed, *steps, *data, *settings, *reference, *vintage, *accessed;
};

/* The words: English, with those of a language file in their place. words: what stands below words in it; NULL: nothing. */
const struct annex_words *annex_words(struct arena *arena, const struct yaml *words);

/* What a method does; its name if there are no words for it. */
const char *annex_method(const struct yaml *words, const char *method);

/* A setting of a definition, with {} for its value. */
const char *annex_setting(struct arena *arena, const struct yaml *words, const char *key);

/* The value of a setting; itself if it needs no words. */
const char *annex_value(struct arena *arena, const struct yaml *words, const char *key, const char *value);

/* Says what is wrong with the words of the annex in a language file: see wording_check(). */
void annex_check_words(struct arena *arena, struct diag *diag, const struct yaml *words);

#endif
