/* Names of styles, colours and numbers as theme.yaml writes them. Private to theme/. */
#ifndef ALMANAC_THEME_NAMES_H
#define ALMANAC_THEME_NAMES_H

#include "theme/theme.h"

extern const char *const theme_style_names[STYLE_COUNT];
extern const char *const theme_colour_names[COLOUR_COUNT];
extern const char *const theme_number_names[NUMBER_COUNT];

struct arena;

/* Says of name that no colour is called so, and which is nearest. */
const char *theme_no_colour(struct arena *arena, const char *name);

#endif
