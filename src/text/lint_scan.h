/* What the rules of the linter share. For lint*.c only. */
#ifndef ALMANAC_TEXT_LINT_SCAN_H
#define ALMANAC_TEXT_LINT_SCAN_H

#include "text/lint.h"

#include <stdbool.h>

struct style;

struct lint_scan {
    struct arena *arena;
    const struct style *style;
    const char *text;
    char decimal;        /* of the style, or of the language */
    bool currency_first; /* before the amount */
    const bool *dated;   /* by aggregate; NULL: none */
    struct lint_list *list;
};

/* Adds a finding, unless it lies in an address. */
void lint_add(const struct lint_scan *scan, enum diag_code code, size_t offset, const char *detail);
bool lint_in_address(const struct lint_scan *scan, size_t offset);

/* The space that text begins with: its length, 0 if none; *hard is set for one that does not break. */
size_t lint_space(const char *text, bool *hard);
/* The length of the space that ends at text + end. */
size_t lint_space_before(const char *text, size_t end, bool *hard);
/* True for letters, digits and bytes of letters beyond ASCII. */
bool lint_is_word(char byte);
bool lint_is_digit(char byte);

void lint_check_numbers(const struct lint_scan *scan); /* groups, decimal signs, minus */
void lint_check_signs(const struct lint_scan *scan);   /* percent and currency */
void lint_check_places(const struct lint_scan *scan);  /* codes, order, aggregates */

#endif
