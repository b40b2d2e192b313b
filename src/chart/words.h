/* Words that charts print or say by themselves. Patterns have {names} that are filled in. Included
 * in chart/ only. */
#ifndef ALMANAC_CHART_WORDS_H
#define ALMANAC_CHART_WORDS_H

#include <stddef.h>

struct buffer;

struct chart_words {
#define WORD(name, key) const char *name;
#include "chart/word_list.h"
#undef WORD
};

/* The words of map, a language file's (may be NULL), over the English ones. */
struct arena;
struct yaml;
const struct chart_words *chart_words_over(struct arena *arena, const struct yaml *map);

/* A name in a pattern and what stands for it. */
struct phrase_value {
    const char *name, *text;
};

/* The pattern with its {names} replaced, as a text of its own. */
const char *phrase_text(struct arena *arena, const char *pattern, const struct phrase_value *values);

/* Adds the pattern with its {names} replaced; a name without value is left out. values ends with a NULL name. */
void phrase_add(struct buffer *out, const char *pattern, const struct phrase_value *values);

#endif
