/* Numbers: groups of three, decimal signs, minus; percent and currency. */
#include "text/lint_scan.h"

#include <string.h>

#include "base/arena.h"
#include "text/style.h"

static const struct {
    const char *bytes;
    bool hard;
} spaces[] = { { " ", false }, { "\n", false }, { "\u00A0", true }, { "\u202F", true }, { "\u2009", false } };

enum { SPACE_COUNT = sizeof spaces / sizeof *spaces, GROUP = 3, LONGEST_PLAIN = 4 };

bool lint_is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool lint_is_word(char byte) {
    return lint_is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0xC3;
}

size_t lint_space(const char *text, bool *hard) {
    for (size_t i = 0; i < SPACE_COUNT; i++) {
        size_t size = strlen(spaces[i].bytes);
        if (strncmp(text, spaces[i].bytes, size) == 0) {
            *hard = spaces[i].hard;
            return size;
        }
    }
    return 0;
}

size_t lint_space_before(const char *text, size_t end, bool *hard) {
    for (size_t i = 0; i < SPACE_COUNT; i++) {
        size_t size = strlen(spaces[i].bytes);
        if (end >= size && memcmp(text + end - size, spaces[i].bytes, size) == 0) {
            *hard = spaces[i].hard;
            return size;
        }
    }
    return 0;
}

static size_t digits_at(const char *text) {
    return strspn(text, "0123456789");
}

static const char *quote(const struct lint_scan *scan, size_t offset, size_t size) {
    return arena_copy(scan->arena, scan->text + offset, size);
}

static bool may_group(const struct style *style, const char *text, size_t size) {
    for (size_t i = 0; i < style->thousands_count; i++) {
        if (strlen(style->thousands[i]) == size && memcmp(style->thousands[i], text, size) == 0) {
            return true;
        }
    }
    return false;
}

/* What parts two runs of digits at text: a space, a comma, a point; its size, or 0. */
static size_t separator_at(const char *text) {
    bool hard;
    size_t size = lint_space(text, &hard);
    return size ? size : *text == ',' || *text == '.' ? 1 : 0;
}

/* One separator inside a number, with the digits behind it. */
static void check_separator(const struct lint_scan *scan, size_t start, size_t at, size_t size, size_t digits) {
    const char *text = scan->text + at;
    bool is_decimal = size == 1 && *text == scan->decimal, hard = false;
    bool groups = digits == GROUP && at - start <= GROUP;
    bool is_space = lint_space(text, &hard) > 0;
    const char *found = quote(scan, start, at + size + digits - start);
    if (is_decimal || (digits == GROUP && may_group(scan->style, text, size))) {
        return;
    }
    bool by_space = may_group(scan->style, "\u202F", strlen("\u202F"));
    if (is_space && by_space) {
        if (groups && !hard) {
            lint_add(scan, DIAG_CODE_STYLE_SPACE, start, found);
        }
    } else if (groups ? !is_space || hard : *text == ',' && digits < GROUP) {
        lint_add(scan, DIAG_CODE_STYLE_NUMBER, start, found); /* an ordinary space may part two numbers */
    }
}

/* A run of digits without a word before it: a number, unless letters follow. Returns where it ends. */
static size_t check_number(const struct lint_scan *scan, size_t start) {
    const char *text = scan->text;
    size_t at = start + digits_at(text + start);
    if (at - start > LONGEST_PLAIN && !lint_is_word(text[at]) && text[at] != '-' && text[at] != '/') {
        lint_add(scan, DIAG_CODE_STYLE_NUMBER, start, quote(scan, start, at - start));
    }
    for (size_t size; (size = separator_at(text + at)) > 0;) {
        size_t digits = digits_at(text + at + size);
        bool parts = digits > 0 && !lint_is_word(text[at + size + digits]);
        if (!parts || (lint_space(text + at, &(bool){ false }) && digits != GROUP)) {
            break;
        }
        check_separator(scan, start, at, size, digits);
        at += size + digits;
    }
    return at;
}

/* A hyphen or a minus as the sign of a number, behind a space or a bracket, before a digit, where the style wants the other. */
static void check_minus(const struct lint_scan *scan, size_t at, const char *sign) {
    bool hard;
    size_t size = strlen(sign);
    bool begins = at == 0 || lint_space_before(scan->text, at, &hard) > 0 || scan->text[at - 1] == '(';
    bool range = at >= 2 && lint_is_digit(scan->text[at - 2]);
    bool wanted = strcmp(sign, scan->style->number.minus) == 0;
    if (!wanted && begins && !range && lint_is_digit(scan->text[at + size])) {
        lint_add(scan, DIAG_CODE_STYLE_NUMBER, at, quote(scan, at, size + digits_at(scan->text + at + size)));
    }
}

void lint_check_numbers(const struct lint_scan *scan) {
    const char *text = scan->text;
    for (size_t at = 0; text[at];) {
        if (lint_is_digit(text[at])) {
            at = check_number(scan, at);
        } else if (lint_is_word(text[at]) || text[at] == '.' || text[at] == '/' || text[at] == '_') {
            at++; /* digits of a code, a version, a path */
            while (lint_is_word(text[at]) || text[at] == '-' || text[at] == '/' || text[at] == '_' || text[at] == '.') {
                at++;
            }
        } else {
            if (text[at] == '-') {
                check_minus(scan, at, "-");
            }
            at++;
        }
    }
}

/* True if the style wants a space that does not break between a number and what belongs to it. */
static bool wants_hard(const struct lint_scan *scan) {
    return strcmp(scan->style->number.space, " ") != 0;
}

static void check_percent(const struct lint_scan *scan, size_t at) {
    bool hard = false;
    size_t gap = lint_space_before(scan->text, at, &hard);
    if (at <= gap || !lint_is_digit(scan->text[at - gap - 1])) {
        return;
    }
    size_t start = at - gap - 1;
    while (start > 0 && (lint_is_digit(scan->text[start - 1]) || scan->text[start - 1] == scan->decimal)) {
        start--;
    }
    if (scan->style->number.percent_closed ? gap > 0 : gap == 0) {
        lint_add(scan, DIAG_CODE_STYLE_PERCENT, start, quote(scan, start, at + 1 - start));
    } else if (gap > 0 && hard != wants_hard(scan)) {
        lint_add(scan, hard ? DIAG_CODE_STYLE_PERCENT : DIAG_CODE_STYLE_SPACE, start, quote(scan, start, at + 1 - start));
    }
}

/* "5 per cent" and "5 percent". */
static void check_percent_word(const struct lint_scan *scan, const char *word) {
    for (const char *at = scan->text; (at = strstr(at, word)); at++) {
        bool hard;
        size_t end = (size_t)(at - scan->text), gap = lint_space_before(scan->text, end, &hard);
        if (gap > 0 && end > gap && lint_is_digit(scan->text[end - gap - 1]) && !lint_is_word(at[strlen(word)])) {
            lint_add(scan, DIAG_CODE_STYLE_PERCENT, end, word);
        }
    }
}

/* An amount of money whose code or sign, of size bytes, is at at. */
struct amount {
    size_t at, size, gap; /* gap: bytes of space between it and the amount */
    bool hard;            /* the space does not break */
    bool before, any;     /* it stands before a number; beside one at all */
};

static struct amount amount_at(const struct lint_scan *scan, size_t at, size_t size) {
    struct amount amount = { .at = at, .size = size };
    bool hard = false, hard_behind = false;
    size_t left = lint_space_before(scan->text, at, &hard), right = lint_space(scan->text + at + size, &hard_behind);
    amount.before = lint_is_digit(scan->text[at + size + right]);
    amount.any = amount.before || (at > left && lint_is_digit(scan->text[at - left - 1]));
    amount.gap = amount.before ? right : left;
    amount.hard = amount.before ? hard_behind : hard;
    return amount;
}

/* The space of an amount: none where it is closed up, else as hard as the style wants. */
static void check_gap(const struct lint_scan *scan, const struct amount *amount, bool closed) {
    size_t start = amount->before ? amount->at : amount->at - amount->gap;
    const char *found = quote(scan, start, amount->size + amount->gap +
                                               digits_at(scan->text + amount->at + amount->size + amount->gap));
    bool soft = amount->gap == 0 || (!amount->hard && wants_hard(scan));
    if (closed ? amount->gap > 0 : soft) {
        lint_add(scan, closed ? DIAG_CODE_STYLE_CURRENCY : DIAG_CODE_STYLE_SPACE, start, found);
    } else if (!closed && amount->hard && !wants_hard(scan)) {
        lint_add(scan, DIAG_CODE_STYLE_CURRENCY, start, found);
    }
}

/* The code of the currency, not at all where the sign is wanted; or the sign, where the code is. */
static void check_amount(const struct lint_scan *scan, size_t at, bool by_sign) {
    const struct number_style *number = &scan->style->number;
    const char *word = by_sign ? number->currency_sign : number->currency_code;
    const struct amount amount = amount_at(scan, at, strlen(word));
    bool unwanted = by_sign != number->currency_by_sign;
    if (!amount.any && !(by_sign && unwanted)) {
        return;
    }
    if (unwanted) {
        lint_add(scan, DIAG_CODE_STYLE_CURRENCY, at, word);
    } else if (amount.before != scan->currency_first) {
        lint_add(scan, DIAG_CODE_STYLE_CURRENCY, at, amount.before ? "before the amount" : "behind the amount");
    } else {
        check_gap(scan, &amount, by_sign && amount.before);
    }
}

static void check_currency(const struct lint_scan *scan) {
    const struct number_style *number = &scan->style->number;
    size_t size = strlen(number->currency_code);
    for (const char *at = scan->text; size > 0 && (at = strstr(at, number->currency_code)); at += size) {
        size_t offset = (size_t)(at - scan->text);
        if ((offset == 0 || !lint_is_word(at[-1])) && !lint_is_word(at[size])) {
            check_amount(scan, offset, false);
        }
    }
    for (const char *at = scan->text; *number->currency_sign && (at = strstr(at, number->currency_sign)); at++) {
        check_amount(scan, (size_t)(at - scan->text), true);
    }
}

void lint_check_signs(const struct lint_scan *scan) {
    for (const char *at = scan->text; (at = strchr(at, '%')); at++) {
        check_percent(scan, (size_t)(at - scan->text));
    }
    for (const char *at = scan->text; (at = strstr(at, "\u2212")); at++) {
        check_minus(scan, (size_t)(at - scan->text), "\u2212");
    }
    check_percent_word(scan, "per cent");
    check_percent_word(scan, "percent");
    check_currency(scan);
}
