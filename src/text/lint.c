#include "text/lint.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "text/lint_scan.h"
#include "text/style.h"

void lint_add(const struct lint_scan *scan, enum diag_code code, size_t offset, const char *detail) {
    struct lint_list *list = scan->list;
    if (lint_in_address(scan, offset)) {
        return;
    }
    list->items = arena_grow(scan->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = (struct lint_finding){ code, offset, detail };
}

static const char *const address_starts[] = { "http://", "https://", "www." };

enum { START_COUNT = sizeof address_starts / sizeof *address_starts };

/* The first address at or behind text; NULL: none. */
static const char *find_address(const char *text) {
    const char *first = NULL;
    for (size_t i = 0; i < START_COUNT; i++) {
        const char *found = strstr(text, address_starts[i]);
        first = found && (!first || found < first) ? found : first;
    }
    return first;
}

bool lint_in_address(const struct lint_scan *scan, size_t offset) {
    for (const char *at = find_address(scan->text); at; at = find_address(at)) {
        size_t start = (size_t)(at - scan->text), size = strcspn(at, " \n\t>)");
        if (offset > start && offset < start + size) {
            return true;
        }
        at += size;
    }
    return false;
}

/* An address in a note without a word that says when it was looked at. */
static void check_access(const struct lint_scan *scan) {
    const char *address = find_address(scan->text);
    for (size_t i = 0; address && i < scan->style->access_count; i++) {
        if (strcasestr(scan->text, scan->style->access[i])) {
            return;
        }
    }
    if (address && scan->style->access_count > 0) {
        lint_add(scan, DIAG_CODE_STYLE_ACCESS, (size_t)(address - scan->text), "no date of last access");
    }
}

/* Marks that only an unfinished text has. */
static void check_references(const struct lint_scan *scan) {
    static const char *const marks[] = { "{{", "}}", "??", "[@", "@fig-", "@tab-", "@sec-", "TODO", "TBC",
                                         "Error! Reference source" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        for (const char *at = scan->text; (at = strstr(at, marks[i])); at += strlen(marks[i])) {
            lint_add(scan, DIAG_CODE_STYLE_REFERENCE, (size_t)(at - scan->text), marks[i]);
        }
    }
}

static int compare_findings(const void *a, const void *b) {
    const struct lint_finding *left = a, *right = b;
    if (left->offset != right->offset) {
        return left->offset < right->offset ? -1 : 1;
    }
    return (int)left->code - (int)right->code;
}

struct lint_list lint_text(struct arena *arena, const struct style *style, const char *text, struct lint_place place) {
    struct lint_list list = { 0 };
    const char *language = place.language ? place.language : "en";
    const struct lint_scan scan = { arena, style, text, number_decimal(&style->number, language),
                                    number_currency_first(language), place.dated, &list };
    lint_check_numbers(&scan);
    lint_check_signs(&scan);
    lint_check_places(&scan);
    check_references(&scan);
    if (place.in_notes) {
        check_access(&scan);
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, compare_findings);
    }
    return list;
}
