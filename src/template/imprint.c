/* What a publication office gives a document: publisher, ISBN, DOI, catalogue number, from the front matter; and whether numbers can be
 * right. */
#include "template/imprint.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <string.h>

/* A number that has a form of its own, and how it is looked at. */
struct imprint_form {
    const char *key;
    bool (*is_right)(const char *text); /* NULL: any text */
};

/* Digits of text, hyphens and blanks left out; a last X is 10. 0 if there is anything else, or more than most. */
static size_t digits_of(const char *text, int *digits, size_t most) {
    size_t count = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ') {
            continue;
        }
        bool is_last = text[1] == '\0';
        bool is_digit = *text >= '0' && *text <= '9';
        if (count == most || !(is_digit || (*text == 'X' && is_last))) {
            return 0;
        }
        digits[count++] = is_digit ? *text - '0' : 10;
    }
    return count;
}

/* Source: ISO 2108: weights 1 and 3 modulo 10 for thirteen digits, 10 to 1 modulo 11 for ten. */
static bool is_isbn(const char *text) {
    enum { LONG = 13, SHORT = 10 };
    int digits[LONG], sum = 0;
    size_t count = digits_of(text, digits, LONG);
    if (count != LONG && count != SHORT) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        sum += digits[i] * (count == LONG ? (i % 2 ? 3 : 1) : SHORT - (int)i);
    }
    bool is_range = count == SHORT || (digits[0] == 9 && digits[1] == 7 && digits[2] >= 8 && digits[12] < 10);
    return is_range && sum % (count == LONG ? 10 : 11) == 0;
}

/* Source: ISO 26324: "10.", four to nine digits (dots part subdivisions), "/", a name. */
static bool is_doi(const char *text) {
    if (strncmp(text, "10.", 3) != 0) {
        return false;
    }
    size_t prefix = strspn(text + 3, "0123456789.");
    const char *name = text + 3 + prefix;
    return prefix >= 4 && *name == '/' && name[1] && !strpbrk(name, " \t");
}

static const struct imprint_form forms[IMPRINT_COUNT] = {
    [IMPRINT_PUBLISHER] = { "publisher", NULL },
    [IMPRINT_ISBN] = { "isbn", is_isbn },
    [IMPRINT_DOI] = { "doi", is_doi },
    [IMPRINT_CATALOGUE_NUMBER] = { "catalogue_number", NULL },
};

void imprint_read(struct reading *reading, const struct yaml *front) {
    for (int key = 0; key < IMPRINT_COUNT; key++) {
        reading->template->imprint[key] = fragment_plain_of_key(reading, front, forms[key].key);
    }
}

void imprint_fill(struct filling *filling) {
    for (int key = 0; key < IMPRINT_COUNT; key++) {
        fragment from = filling->template->imprint[key];
        const char *text = fill_plain(filling, from);
        if (!text || !text[0]) {
            continue;
        }
        filling->document->imprint[key] = text;
        if (forms[key].is_right && !forms[key].is_right(text)) {
            diag_add(filling->diag, DIAG_CODE_TEMPLATE_IMPRINT, from->pos, "%s: %s", forms[key].key, text);
        }
    }
}

struct value imprint_value(const struct evaluation *evaluation, const struct expression *at) {
    struct value *values = arena_array(evaluation->arena, IMPRINT_COUNT, sizeof *values);
    const char **keys = arena_array(evaluation->arena, IMPRINT_COUNT, sizeof *keys);
    for (int key = 0; key < IMPRINT_COUNT; key++) {
        const char *text = evaluation->filled->document->imprint[key];
        keys[key] = forms[key].key;
        values[key] = text[0] ? value_text(evaluation->arena, text, (struct origin){ .kind = ORIGIN_LITERAL, .pos = at->pos })
                              : value_missing(arena_print(evaluation->arena, "the front matter has no %s", forms[key].key));
    }
    return value_record(evaluation->arena, keys, values, IMPRINT_COUNT);
}
