/* Names of styles, colours and numbers as theme.yaml writes them. Private to theme/. */
#ifndef ALMANAC_THEME_NAMES_H
#define ALMANAC_THEME_NAMES_H

#include "theme/theme.h"

extern const char *const theme_style_names[STYLE_COUNT];
extern const char *const theme_colour_names[COLOUR_COUNT];
extern const char *const theme_number_names[NUMBER_COUNT];

#endif
