/* Words that the program says by itself, as a language file gives them: a map of YAML over a table of texts. */
#ifndef ALMANAC_BASE_WORDING_H
#define ALMANAC_BASE_WORDING_H

#include <stddef.h>

struct arena;
struct diag;
struct yaml;

/* A word of a struct that holds nothing but texts: the key that it has in the file, its place, and how many follow each
 * other there; 0 counts as 1. */
struct wording_place {
    const char *key;
    size_t offset, count;
};

/* The struct of size bytes at words with the texts of map in the place of its own. words itself if map is NULL. What map
 * holds was looked at before (wording_check). */
const void *wording_over(struct arena *arena, const void *words, size_t size, const struct yaml *map,
                         const struct wording_place *places);

/* Says which keys of map (may be NULL) have no place, and which texts are missing: a word in another language than its
 * neighbours is worse than none. places ends with a NULL key.
 * Errors: YAML_UNKNOWN_KEY, YAML_MISSING_KEY, YAML_WRONG_KIND. */
void wording_check(struct arena *arena, struct diag *diag, const struct yaml *map, const struct wording_place *places);

/* The text of map (may be NULL) under key, or text. */
const char *wording_text(const struct yaml *map, const char *key, const char *text);

#endif
