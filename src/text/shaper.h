/* The shaping engine's parts, one per foreign library. Private to text/. */
#ifndef ALMANAC_TEXT_SHAPER_H
#define ALMANAC_TEXT_SHAPER_H

#include "text/shape.h"
#include "text/word.h"

struct breaks;
struct hyphens;

struct shaper {
    struct words *words;
    struct breaks *breaks;
    struct hyphens *hyphens;
};

/* Line break iterators, one per language, opened when first used. */
struct breaks *breaks_new(struct arena *arena);
void breaks_close(struct breaks *breaks);

/* Hyphenation dictionaries, one per language, opened when first used. */
struct hyphens *hyphens_new(struct arena *arena, const struct fonts *fonts);
void hyphens_close(struct hyphens *hyphens);

/* Simple case mapping and letters of single code points. */
uint32_t code_lower(uint32_t code);
bool code_is_letter(uint32_t code);

#endif
