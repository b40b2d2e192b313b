/* Who wrote a work, as an entry of bibliography.yaml says: "author" is a body's name, a person, or a list of these. */
#ifndef ALMANAC_TEMPLATE_AUTHOR_H
#define ALMANAC_TEMPLATE_AUTHOR_H

struct arena;
struct diag;
struct yaml;

/* The names in full, for the bibliography: "Foray, Dominique; Hall, Bronwyn", "Zuleeg, F. et al.", "European Commission". */
const char *author_whole(struct arena *arena, const struct yaml *entry, const char *et_al);

/* The names in the text: "Foray", "Foray and Hall", "Foray et al."; of a person the family name, of a body its name. */
const char *author_short(struct arena *arena, const struct yaml *entry, const char *language, const char *et_al);

/* Says which entries of a bibliography (NULL: none) are not as they should be. Errors: YAML_UNKNOWN_KEY, YAML_MISSING_KEY,
 * YAML_WRONG_KIND. */
void bibliography_check(struct diag *diag, const struct yaml *bibliography);

#endif
