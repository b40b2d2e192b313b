/* Places: codes of other lists, countries out of protocol order, aggregates without a date. */
#include "text/lint_scan.h"

#include <string.h>

#include "base/arena.h"
#include "text/style.h"

enum { LEAST_LISTED = 3, NEAR = 24 };

static bool stands_alone(const char *text, size_t at, size_t size) {
    bool before = at == 0 || (!lint_is_word(text[at - 1]) && text[at - 1] != '-' && text[at - 1] != '_');
    return before && !lint_is_word(text[at + size]) && text[at + size] != '-' && text[at + size] != '_';
}

static void check_codes(const struct lint_scan *scan) {
    for (size_t i = 0; i < scan->style->code_count; i++) {
        const struct style_replaced *code = &scan->style->codes[i];
        for (const char *at = scan->text; (at = strstr(at, code->wrong)); at++) {
            size_t offset = (size_t)(at - scan->text);
            if (stands_alone(scan->text, offset, strlen(code->wrong))) {
                lint_add(scan, DIAG_CODE_STYLE_CODE, offset,
                         arena_print(scan->arena, "%s, here it is %s", code->wrong, code->right));
            }
        }
    }
}

/* True if a year stands within a few bytes behind the name: "EU-28, 2014", "EU27_2020", "EU-27 (from 2020)". */
static bool is_dated(const char *behind) {
    for (size_t i = 0; i < NEAR && behind[i] && behind[i] != '.' && behind[i] != ';'; i++) {
        if (strspn(behind + i, "0123456789") == 4) {
            return true;
        }
    }
    return false;
}

/* True for " (from 2020)" and the like at once behind the name: its members' date, not that of a figure. */
static bool dates_members(const char *behind) {
    bool hard;
    size_t gap = lint_space(behind, &hard), end = strcspn(behind, ")");
    return gap > 0 && behind[gap] == '(' && behind[end] == ')' && end < NEAR + gap && is_dated(behind);
}

void lint_find_dated(const struct style *style, const char *text, bool *dated) {
    for (size_t i = 0; i < style->aggregate_count; i++) {
        const char *name = style->aggregates[i];
        size_t size = strlen(name);
        for (const char *at = text; !dated[i] && (at = strstr(at, name)); at += size) {
            dated[i] = (at == text || !lint_is_word(at[-1])) && dates_members(at + size);
        }
    }
}

static void check_aggregates(const struct lint_scan *scan) {
    for (size_t i = 0; i < scan->style->aggregate_count; i++) {
        if (scan->dated && scan->dated[i]) {
            continue;
        }
        const char *name = scan->style->aggregates[i];
        size_t size = strlen(name);
        for (const char *at = scan->text; (at = strstr(at, name)); at += size) {
            size_t offset = (size_t)(at - scan->text);
            bool begins = offset == 0 || !lint_is_word(at[-1]);
            if (begins && !lint_is_digit(at[size]) && !is_dated(at + size)) {
                lint_add(scan, DIAG_CODE_STYLE_AGGREGATE, offset, name);
                break; /* once a paragraph is enough */
            }
        }
    }
}

/* The country that begins at text, by code or by name: its place in the order, or SIZE_MAX; *size is set. */
static size_t find_country(const struct lint_scan *scan, size_t at, bool by_name, size_t *size) {
    const struct style *style = scan->style;
    for (size_t i = 0; i < style->country_count; i++) {
        const char *word = by_name ? style->order[i].name : style->order[i].code;
        *size = strlen(word);
        if (*size > 0 && strncmp(scan->text + at, word, *size) == 0 && stands_alone(scan->text, at, *size)) {
            return i;
        }
    }
    for (size_t i = 0; !by_name && i < style->code_count; i++) {
        *size = strlen(style->codes[i].wrong);
        if (strncmp(scan->text + at, style->codes[i].wrong, *size) == 0 && stands_alone(scan->text, at, *size)) {
            size_t place = 0;
            while (place < style->country_count && strcmp(style->order[place].code, style->codes[i].right) != 0) {
                place++;
            }
            return place < style->country_count ? place : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/* What joins the members of a list; 0 if the list ends. */
static size_t joint_at(const char *text) {
    static const char *const joints[] = { ", and the ", ", and ", " and the ", ", the ", " and ", ", ", ";", ",", " / ", "/" };
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        if (strncmp(text, joints[i], strlen(joints[i])) == 0) {
            return strlen(joints[i]);
        }
    }
    return 0;
}

/* The length of a code of two capitals that has no place in the order: others may stand in a list too; 0 if there is none. */
static size_t other_code(const struct lint_scan *scan, size_t at) {
    const char *text = scan->text + at;
    bool code = text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
    return code && stands_alone(scan->text, at, 2) ? 2 : 0;
}

/* A list that begins at start: returns where it ends, and reports its first member out of order. */
static size_t check_list(const struct lint_scan *scan, size_t start, size_t place, size_t size, bool by_name) {
    size_t at = start + size, count = 1, wrong = SIZE_MAX;
    for (size_t joint; (joint = joint_at(scan->text + at)) > 0;) {
        size_t next = find_country(scan, at + joint, by_name, &size);
        size_t other = next == SIZE_MAX && !by_name ? other_code(scan, at + joint) : 0;
        if (next == SIZE_MAX && other == 0) {
            break;
        }
        if (next == SIZE_MAX) {
            at += joint + other;
            continue;
        }
        wrong = next < place && wrong == SIZE_MAX ? at + joint : wrong;
        place = next;
        at += joint + size;
        count++;
    }
    if (count >= LEAST_LISTED && wrong != SIZE_MAX) {
        size_t word = strcspn(scan->text + wrong, ",;)/ \n");
        lint_add(scan, DIAG_CODE_STYLE_ORDER, wrong,
                 arena_print(scan->arena, "%.*s, in a list of %zu", (int)word, scan->text + wrong, count));
    }
    return at;
}

static void check_order(const struct lint_scan *scan, bool by_name) {
    for (size_t at = 0; scan->text[at];) {
        size_t size, place = SIZE_MAX;
        if (scan->text[at] >= 'A' && scan->text[at] <= 'Z') {
            place = find_country(scan, at, by_name, &size);
        }
        at = place == SIZE_MAX ? at + 1 : check_list(scan, at, place, size, by_name);
    }
}

void lint_check_places(const struct lint_scan *scan) {
    check_codes(scan);
    check_aggregates(scan);
    check_order(scan, false);
    check_order(scan, true);
}
