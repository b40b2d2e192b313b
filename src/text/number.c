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

/* Source: Interinstitutional Style Guide 6.4, 6.5, 7.3.3; the thin space is the house's. */
static const struct number_style usual = { .thousands = THIN_SPACE, .minus = MINUS, .space = HARD_SPACE,
                                           .currency_code = "EUR", .currency_sign = "\u20AC" };

/* Digits that a double surely carries; more would print the noise of a computation, and round by it. */
enum { SURE_DIGITS = 15, GROUP = 3, DECIMALS_MAX = 9, DIGITS_MAX = 400 };

/* How a language writes numbers. Languages that are not listed write a decimal comma and put the currency behind.
 * Source: Interinstitutional Style Guide, 6.5 (decimal point), 7.3.3 (place of the currency code). */
struct language_rule {
    const char *language;
    char decimal;
    bool currency_first;
};

static const struct language_rule language_rules[] = {
    { "en", '.', true },
    { "ga", '.', true },
    { "mt", '.', true },
    { "lv", ',', true },
};
static const struct language_rule other_languages = { "", ',', false };

/* Units with a sign of their own; a currency is any unit of three capitals (ISO 4217) and stands for itself. */
struct unit_rule {
    const char *unit;
    const char *sign;
    bool grouped; /* false: years and codes, which are never grouped */
};

static const struct unit_rule unit_rules[] = {
    { "percent", "%", true },
    { "percentage-points", "pp", true },
    { "km", "km", true },
    { "m", "m", true },
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

/* The same as spell for the numbers that number_scaled takes, which are most; false: it is another. */
static bool spell_short(double value, char *digits, int *whole) {
    static const uint64_t least = 100000000000000; /* of SURE_DIGITS digits */
    int exponent;
    frexp(value, &exponent);
    /* The power of ten of a power of two that value has passed, so never too great; one more is one digit more. */
    int power = (int)floor((exponent - 1) * 0.30103);
    uint64_t units;
    if (!number_scaled(value, SURE_DIGITS - 1 - power, &units) || units < least) {
        return false;
    }
    if (units >= 10 * least && !number_scaled(value, SURE_DIGITS - 1 - ++power, &units)) {
        return false;
    }
    for (int i = SURE_DIGITS; i-- > 0; units /= 10) {
        digits[i] = (char)('0' + units % 10);
    }
    digits[SURE_DIGITS] = '\0';
    *whole = power + 1;
    return true;
}

/* Puts the sure digits of value into digits, with the point behind the first *whole ones (which may be none or
 * negative). */
static void spell(double value, char *digits, int *whole) {
    if (spell_short(value, digits, whole)) {
        return;
    }
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

static void add_digits(struct buffer *out, const struct decimal *decimal, char point, const char *thousands) {
    for (size_t i = 0; i < decimal->whole; i++) {
        if (i > 0 && (decimal->whole - i) % GROUP == 0) {
            buffer_text(out, thousands);
        }
        buffer_byte(out, decimal->digits[i]);
    }
    if (decimal->count > decimal->whole) {
        buffer_byte(out, point);
        buffer_add(out, decimal->digits + decimal->whole, decimal->count - decimal->whole);
    }
}

/* True for the currency that the style prints by its sign. */
static bool is_by_sign(const struct number_style *style, const char *unit) {
    return style->currency_by_sign && is_currency(unit) && strcmp(style->currency_code, unit) == 0;
}

/* The number with its minus or plus, without unit; prefix is a sign of currency that stands closed up before the figures. */
static void add_number(struct buffer *out, const struct number_format *format, const struct decimal *decimal,
                       const char *prefix) {
    const struct number_style *style = format->style ? format->style : &usual;
    const struct unit_rule *unit = unit_of(format->unit);
    if (decimal->negative) {
        buffer_text(out, style->minus);
    } else if (format->signed_value && !is_zero(decimal)) {
        buffer_text(out, "+");
    }
    buffer_text(out, prefix);
    add_digits(out, decimal, number_decimal(style, format->language), !unit || unit->grouped ? style->thousands : "");
}

char *number_text(struct arena *arena, const struct number_format *format, double value) {
    assert(isfinite(value) && format->decimals >= 0 && format->decimals <= DECIMALS_MAX);
    const struct number_style *style = format->style ? format->style : &usual;
    struct decimal decimal = round_value(value, format->decimals);
    bool tick = format->place == NUMBER_ON_TICK || format->place == NUMBER_ON_FIRST;
    if (tick) {
        trim(&decimal);
    }
    bool with_sign = format->place == NUMBER_IN_TEXT || format->place == NUMBER_ON_FIRST;
    const char *sign = with_sign ? unit_sign(style, format->unit) : "";
    bool sign_first = sign[0] != '\0' && is_currency(format->unit) && number_currency_first(format->language);
    bool sign_inside = sign_first && is_by_sign(style, format->unit);
    struct buffer out = buffer_new(arena);
    if (sign_first && !sign_inside) {
        buffer_print(&out, "%s%s", sign, style->space);
    }
    add_number(&out, format, &decimal, sign_inside ? sign : "");
    if (sign[0] != '\0' && !sign_first) {
        bool closed = style->percent_closed && strcmp(format->unit, "percent") == 0;
        buffer_print(&out, "%s%s", closed ? "" : style->space, sign);
    }
    return out.data;
}

const struct number_style *number_style_usual(void) {
    return &usual;
}

char number_decimal(const struct number_style *style, const char *language) {
    return style && style->decimal ? style->decimal : rule_of(language)->decimal;
}

bool number_currency_first(const char *language) {
    return rule_of(language)->currency_first;
}

const char *unit_sign(const struct number_style *style, const char *unit) {
    const struct unit_rule *rule = unit_of(unit);
    if (style && is_by_sign(style, unit)) {
        return style->currency_sign;
    }
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
