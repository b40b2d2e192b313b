/* Words for comparisons, places and small numbers; for the functions of template/ only. */
#ifndef ALMANAC_TEMPLATE_COMPARE_WORDS_H
#define ALMANAC_TEMPLATE_COMPARE_WORDS_H

struct arena;
struct diag;
struct evaluation;
struct yaml;

enum { ORDINALS_IN_WORDS = 10, NUMBERS_IN_WORDS = 10, ORDINAL_ENDINGS = 4 };

struct compare_words {
    const char *above, *below, *equal;
    const char *rose, *fell, *stayed;
    const char *joint, *among, *alone, *members_of, *with_value;
    const char *ordinals[ORDINALS_IN_WORDS]; /* from first */
    const char *endings[ORDINAL_ENDINGS];    /* of 21, 22, 23 and of all others in figures: 21st, 22nd, 23rd, 24th */
    const char *numbers[NUMBERS_IN_WORDS];   /* from zero */
};

/* English, with the words of the document's language file in their place. */
const struct compare_words *compare_words(const struct evaluation *evaluation);

/* Says what is wrong with these words in a language file: see wording_check(). */
void compare_check_words(struct arena *arena, struct diag *diag, const struct yaml *words);

#endif
