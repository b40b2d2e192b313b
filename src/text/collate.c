#include "text/number.h"

#include <string.h>
#include <unicode/ucol.h>

/* A struct collator is ICU's collator under our name: the header shows nothing of ICU, and there is nothing to add. */
static UCollator *icu_of(const struct collator *collator) {
    return (UCollator *)collator;
}

struct collator *collator_open(const char *language) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open(language, &status);
    return U_SUCCESS(status) ? (struct collator *)collator : NULL;
}

void collator_close(struct collator *collator) {
    ucol_close(icu_of(collator));
}

int collator_compare(const struct collator *collator, const char *a, const char *b) {
    UErrorCode status = U_ZERO_ERROR;
    int order = collator ? (int)ucol_strcollUTF8(icu_of(collator), a, -1, b, -1, &status) : 0;
    return order != 0 ? order : strcmp(a, b);
}
