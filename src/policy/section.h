/* Cuts the text of a policy description at its level-2 headings; for policy.c only. */
#ifndef ALMANAC_POLICY_SECTION_H
#define ALMANAC_POLICY_SECTION_H

#include "policy/policy.h"

/* Gives policy its text and its sections, all parts of whole. A level-2 heading without an id, or with one that stands
 * earlier, is diagnosed (POLICY_SECTION) and stays in the part before it. */
void sections_cut(struct arena *arena, struct diag *diag, const struct document *whole, struct policy *policy);

/* Says (POLICY_NO_SECTION) which of the ids listed (may be NULL) policy has no section for. */
void sections_check(struct diag *diag, const struct yaml *ids, const struct policy *policy);

#endif
