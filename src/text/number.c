#include "text/number.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/number.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define HARD_SPACE "\u00A0"
#define THIN_SPACE "\u202F"
#define MINUS "\u2212"

/* Digits that a double surely carries; more would print the noise of a computation, and round by it. */
enum { SURE_DIGITS = 15, GROUP = 3, DECIMALS_MAX = 9, DIGITS_MAX = 400 };

/* How a language writes numbers. Languages that are not listed write a decimal comma and put the currency behind.
 * Source: Interinstitutional Style Guide, 6.5 (decimal point), 7.3.3 (place of the currency code). */
struct language_rule {
    const char *language;
    const char *decimal;
    bool currency_first;
};

static const struct language_rule language_rules[] = {
    { "en", ".", true },
    { "ga", ".", true },
    { "mt", ".", true },
    { "lv", ",", true },
};
static const struct language_rule other_languages = { "", ",", false };

/* Units with a sign of their own; a currency is any unit of three capitals (ISO 4217) and stands for itself. */
struct unit_rule {
    const char *unit;
    const char *sign;
    bool grouped; /* false: years and codes, which are never grouped */
};

static const struct unit_rule unit_rules[] = {
    { "percent", "%", true },
    { "percentage-points", "pp", true },
    { "year", "", false },
};

/* A rounded number in decimal digits. */
struct decimal {
    char digits[DIGITS_MAX]; /* whole part, then decimals; at least one digit before the point */
    size_t whole;            /* digits before the point */
    size_t count;            /* all digits */
    bool negative;           /* false for zero */
};

static const struct language_rule *rule_of(const char *language) {
    size_t primary = strcspn(language, "-_");
    for (size_t i = 0; i < sizeof language_rules / sizeof *language_rules; i++) {
        const char *name = language_rules[i].language;
        if (strlen(name) == primary && strncmp(name, language, primary) == 0) {
            return &language_rules[i];
        }
    }
    return &other_languages;
}

static const struct unit_rule *unit_of(const char *unit) {
    for (size_t i = 0; unit && i < sizeof unit_rules / sizeof *unit_rules; i++) {
        if (strcmp(unit_rules[i].unit, unit) == 0) {
            return &unit_rules[i];
        }
    }
    return NULL;
}

static bool is_currency(const char *unit) {
    return unit && strlen(unit) == 3 && strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* Puts the sure digits of value into digits, with the point behind the first *whole ones (which may be none or
 * negative). */
static void spell(double value, char *digits, int *whole) {
    char text[SURE_DIGITS + 16];
    snprintf(text, sizeof text, "%.*e", SURE_DIGITS - 1, fabs(value));
    digits[0] = text[0];
    memcpy(digits + 1, text + 2, SURE_DIGITS - 1);
    digits[SURE_DIGITS] = '\0';
    double exponent = 0;
    number_parse(strchr(text, 'e') + (strchr(text, 'e')[1] == '+' ? 2 : 1), &exponent);
    *whole = (int)exponent + 1;
}

/* The digit at place (0 is the first before the point when whole is 1) of the spelled number; zero outside of it. */
static char digit_at(const char *digits, int place) {
    return place >= 0 && place < SURE_DIGITS ? digits[place] : '0';
}

/* Adds one to the last digit; the number may get a digit longer. */
static void carry(struct decimal *decimal) {
    size_t i = decimal->count;
    while (i > 0 && decimal->digits[i - 1] == '9') {
        decimal->digits[--i] = '0';
    }
    if (i > 0) {
        decimal->digits[i - 1]++;
        return;
    }
    memmove(decimal->digits + 1, decimal->digits, decimal->count);
    decimal->digits[0] = '1';
    decimal->whole++;
    decimal->count++;
}

/* Rounds value half away from zero, by its decimal digits, as a person would who sees them. */
static struct decimal round_value(double value, int decimals) {
    char spelled[SURE_DIGITS + 1];
    int whole;
    spell(value, spelled, &whole);
    struct decimal decimal = { .whole = whole > 0 ? (size_t)whole : 1 };
    int first = whole > 0 ? 0 : whole - 1; /* place of the first digit shown */
    decimal.count = decimal.whole + (size_t)decimals;
    for (size_t i = 0; i < decimal.count; i++) {
        decimal.digits[i] = digit_at(spelled, first + (int)i);
    }
    if (digit_at(spelled, first + (int)decimal.count) >= '5') {
        carry(&decimal);
    }
    decimal.negative = value < 0 && strspn(decimal.digits, "0") < decimal.count;
    return decimal;
}

static bool is_zero(const struct decimal *decimal) {
    return strspn(decimal->digits, "0") >= decimal->count;
}

/* Leaves out zeros at the end of the decimals: axis ticks need no more than tells them apart. */
static void trim(struct decimal *decimal) {
    while (decimal->count > decimal->whole && decimal->digits[decimal->count - 1] == '0') {
        decimal->count--;
    }
}

static void add_digits(struct buffer *out, const struct decimal *decimal, const char *point, bool grouped) {
    for (size_t i = 0; i < decimal->whole; i++) {
        if (grouped && i > 0 && (decimal->whole - i) % GROUP == 0) {
            buffer_text(out, THIN_SPACE);
        }
        buffer_byte(out, decimal->digits[i]);
    }
    if (decimal->count > decimal->whole) {
        buffer_text(out, point);
        buffer_add(out, decimal->digits + decimal->whole, decimal->count - decimal->whole);
    }
}

char *number_text(struct arena *arena, const struct number_format *format, double value) {
    assert(isfinite(value) && format->decimals >= 0 && format->decimals <= DECIMALS_MAX);
    const struct language_rule *language = rule_of(format->language);
    const struct unit_rule *unit = unit_of(format->unit);
    struct decimal decimal = round_value(value, format->decimals);
    if (format->place == NUMBER_ON_TICK) {
        trim(&decimal);
    }
    const char *sign = format->place == NUMBER_IN_TEXT ? unit_sign(format->unit, format->language) : "";
    bool sign_first = sign[0] != '\0' && is_currency(format->unit) && language->currency_first;
    struct buffer out = buffer_new(arena);
    if (sign_first) {
        buffer_print(&out, "%s" HARD_SPACE, sign);
    }
    if (decimal.negative) {
        buffer_text(&out, MINUS);
    } else if (format->signed_value && !is_zero(&decimal)) {
        buffer_text(&out, "+");
    }
    add_digits(&out, &decimal, language->decimal, !unit || unit->grouped);
    if (sign[0] != '\0' && !sign_first) {
        buffer_print(&out, HARD_SPACE "%s", sign);
    }
    return out.data;
}

const char *unit_sign(const char *unit, const char *language) {
    (void)language; /* the signs known so far are the same in all languages of the Union */
    const struct unit_rule *rule = unit_of(unit);
    return rule ? rule->sign : is_currency(unit) ? unit : "";
}

double number_round(double value, int decimals) {
    struct decimal decimal = round_value(value, decimals);
    char text[DIGITS_MAX + 2];
    snprintf(text, sizeof text, "%s%.*s.%.*s", decimal.negative ? "-" : "", (int)decimal.whole, decimal.digits,
             (int)(decimal.count - decimal.whole), decimal.digits + decimal.whole);
    if (decimal.count == decimal.whole) {
        text[strlen(text) - 1] = '\0';
    }
    double rounded = 0;
    number_parse(text, &rounded);
    return rounded;
}
