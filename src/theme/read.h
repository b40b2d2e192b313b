/* Reading a theme: what the files of theme/ share. Private to theme/. */
#ifndef ALMANAC_THEME_READ_H
#define ALMANAC_THEME_READ_H

#include "theme/theme.h"

struct yaml;

/* One reading of a theme. */
struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct fonts *fonts;
    struct theme *theme;
    const char *path; /* its name, if it has none */
    const struct yaml *faces; /* families that stand for others; NULL: none */
    const char *unknown; /* the family that was last said to be unknown */
    const char *nearest; /* the one that was last said to lack a face */
    bool complete;    /* false once a value is missing or wrong */
    bool is_checked;  /* unknown keys have been said */
};

/* Reads every value of the theme from yaml; what is missing or wrong is diagnosed and makes it incomplete. */
void theme_read_values(struct reader *reader, const struct yaml *yaml);

/* The same for the texts at the edges of its pages. */
void theme_read_masters(struct reader *reader, const struct yaml *root);

/* Diagnoses keys of a part of a theme, such as slides, that no theme has. */
void theme_check_part(struct reader *reader, const struct yaml *part);

#endif
