/* The front matter of policy descriptions: which keys there are, what they hold, and which words; for policy.c only. */
#ifndef ALMANAC_POLICY_FRONT_H
#define ALMANAC_POLICY_FRONT_H

#include <stdbool.h>

struct diag;
struct yaml;

/* Says which entries of the vocabulary (may be NULL) are for no known key or no lists of texts; true if none is. */
bool vocabulary_check(struct diag *diag, const struct yaml *vocabulary);

/* What front describes: its key kind, "policy" if it has none. */
const char *front_kind(const struct yaml *front);

/* Checks keys, kinds and words; false if the description cannot be used. */
bool front_check(struct diag *diag, const struct yaml *vocabulary, const struct yaml *front);

#endif
