/* Kinds of descriptions that a vocabulary declares under "kinds", beside policies and countries' own; for front.c and policy.c.
 *
 *     kinds:
 *       NAME: {needed: [keys without which one is left out], keys: [further keys], sections: [ids]} */
#ifndef ALMANAC_POLICY_KIND_H
#define ALMANAC_POLICY_KIND_H

#include <stdbool.h>

struct diag;
struct nearest;
struct yaml;

/* Diagnoses declarations that cannot be; false if there is one. */
bool kinds_check(struct diag *diag, const struct yaml *kinds);

/* The declaration of kind, or NULL. */
const struct yaml *kind_find(const struct yaml *vocabulary, const char *kind);

bool kind_is_known(const struct yaml *vocabulary, const char *kind);

/* True if the declaration (may be NULL) names key. */
bool kind_has_key(const struct yaml *declaration, const char *key);

/* Offers the names of all kinds. */
void kinds_offer(const struct yaml *vocabulary, struct nearest *nearest);

#endif
