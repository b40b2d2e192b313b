#include "text/style.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/yaml.h"

struct reading {
    struct arena *arena;
    struct diag *diag;
    const struct yaml *top;
    struct style *style;
};

static bool fault(const struct reading *reading, struct source_pos pos, const char *why) {
    diag_add(reading->diag, DIAG_CODE_STYLE_PROFILE, pos, "%s", why);
    return false;
}

/* A word of the profile that stands for one of a few choices. */
struct choice {
    const char *word, *text;
};

/* Finds what stands under key among the choices, the first of which holds where there is no key; false after a fault that names them. */
static bool read_choice(const struct reading *reading, const struct yaml *map, const char *key, const struct choice *choices,
                        const char **text) {
    const char *word = yaml_text(reading->diag, map, key, choices[0].word);
    struct buffer known = buffer_new(reading->arena);
    buffer_print(&known, "%s: %s;", key, word);
    for (size_t i = 0; choices[i].word; i++) {
        if (strcmp(choices[i].word, word) == 0) {
            *text = choices[i].text;
            return true;
        }
        buffer_print(&known, "%s %s", i ? " or" : "", choices[i].word);
    }
    return fault(reading, yaml_key_pos(map, key), known.data);
}

static bool read_currency(const struct reading *reading) {
    static const char *const known[] = { "code", "sign", "as", NULL };
    static const struct choice ways[] = { { "code", "" }, { "sign", "sign" }, { NULL, NULL } };
    const struct yaml *currency = yaml_find(reading->top, "currency");
    struct number_style *number = &reading->style->number;
    if (currency && currency->kind != YAML_MAP) {
        return fault(reading, currency->pos, "currency: a map with code, sign and as");
    }
    if (currency) {
        yaml_check_keys(reading->diag, currency, known);
    }
    number->currency_code = yaml_text(reading->diag, currency, "code", "");
    number->currency_sign = yaml_text(reading->diag, currency, "sign", "");
    const char *way = "";
    if (currency && !read_choice(reading, currency, "as", ways, &way)) {
        return false;
    }
    number->currency_by_sign = *way != '\0';
    bool lacks_sign = number->currency_by_sign && (!*number->currency_sign || !*number->currency_code);
    return !lacks_sign || fault(reading, yaml_key_pos(currency, "as"), "as: sign, but there is no sign or no code");
}

/* What parts groups of three must be told from a figure, a letter and the decimal sign. */
static bool read_thousands(const struct reading *reading) {
    struct style *style = reading->style;
    style->thousands = yaml_texts(reading->arena, reading->diag, reading->top, "thousands", &style->thousands_count);
    for (size_t i = 0; i < style->thousands_count; i++) {
        const char *text = style->thousands[i];
        bool plain = strlen(text) == 1 && *text > 0 && !isalnum((unsigned char)*text) && *text != style->number.decimal;
        bool space = strcmp(text, "\u00A0") == 0 || strcmp(text, "\u202F") == 0 || strcmp(text, "\u2009") == 0;
        if (!plain && !space) {
            return fault(reading, yaml_key_pos(reading->top, "thousands"), "thousands: each a sign, or a space, not the decimal sign");
        }
    }
    style->number.thousands = style->thousands_count > 0 ? style->thousands[0] : "";
    return true;
}

static bool read_number(const struct reading *reading) {
    static const struct choice decimals[] = { { "by-language", "" }, { ".", "." }, { ",", "," }, { NULL, NULL } };
    static const struct choice minuses[] = { { "\u2212", "\u2212" }, { "-", "-" }, { NULL, NULL } };
    static const struct choice spaces[] = { { "hard", "\u00A0" }, { "ordinary", " " }, { NULL, NULL } };
    static const struct choice percents[] = { { "spaced", "" }, { "closed", "closed" }, { NULL, NULL } };
    struct number_style *number = &reading->style->number;
    const char *decimal = "", *percent = "";
    bool ok = read_choice(reading, reading->top, "decimal", decimals, &decimal) &&
              read_choice(reading, reading->top, "minus", minuses, &number->minus) &&
              read_choice(reading, reading->top, "space", spaces, &number->space) &&
              read_choice(reading, reading->top, "percent", percents, &percent);
    number->decimal = decimal[0];
    number->percent_closed = *percent != '\0';
    return ok && read_thousands(reading) && read_currency(reading);
}

static bool read_codes(const struct reading *reading) {
    const struct yaml *codes = yaml_find(reading->top, "codes");
    if (!codes || codes->kind != YAML_MAP) {
        return !codes || fault(reading, codes->pos, "codes: a map from wrong to right");
    }
    struct style_replaced *list = arena_array(reading->arena, codes->count, sizeof *list);
    for (size_t i = 0; i < codes->count; i++) {
        list[i] = (struct style_replaced){ codes->keys[i], yaml_text(reading->diag, codes, codes->keys[i], "") };
    }
    reading->style->codes = list;
    reading->style->code_count = codes->count;
    return true;
}

static bool read_order(const struct reading *reading) {
    const struct yaml *order = yaml_find(reading->top, "order");
    if (!order || order->kind != YAML_LIST) {
        return !order || fault(reading, order->pos, "order: a list of {code: name}");
    }
    struct style_country *list = arena_array(reading->arena, order->count, sizeof *list);
    for (size_t i = 0; i < order->count; i++) {
        const struct yaml *item = order->items[i];
        if (item->kind != YAML_MAP || item->count != 1) {
            return fault(reading, item->pos, "order: a list of {code: name}");
        }
        list[i] = (struct style_country){ item->keys[0], yaml_text(reading->diag, item, item->keys[0], "") };
    }
    reading->style->order = list;
    reading->style->country_count = order->count;
    return true;
}

static bool read_all(const struct reading *reading) {
    static const char *const known[] = { "title",    "decimal", "thousands", "minus",      "space", "percent",
                                         "currency", "access",  "codes",     "aggregates", "order", NULL };
    struct diag *diag = reading->diag;
    struct style *style = reading->style;
    size_t errors = diag_count(diag, DIAG_ERROR);
    if (reading->top->kind != YAML_MAP) {
        return fault(reading, reading->top->pos, "a map of keys");
    }
    yaml_check_keys(diag, reading->top, known);
    style->title = yaml_text(diag, reading->top, "title", "");
    style->access = yaml_texts(reading->arena, diag, reading->top, "access", &style->access_count);
    style->aggregates = yaml_texts(reading->arena, diag, reading->top, "aggregates", &style->aggregate_count);
    return read_number(reading) && read_codes(reading) && read_order(reading) && diag_count(diag, DIAG_ERROR) == errors;
}

const struct style *style_read(struct arena *arena, struct diag *diag, const char *root, const char *path,
                               struct source_pos by) {
    const struct source_file *file = file_read(arena, diag, root, path, by);
    const struct yaml *top = file ? yaml_parse(arena, diag, file) : NULL;
    if (!top) {
        return NULL;
    }
    struct style *style = arena_alloc(arena, sizeof *style);
    style->file = file;
    const struct reading reading = { arena, diag, top, style };
    return read_all(&reading) ? style : NULL;
}

const struct style *style_usual(struct arena *arena) {
    static const char *const spaces[] = { "\u202F", "\u00A0" };
    struct style *style = arena_alloc(arena, sizeof *style);
    style->title = "";
    style->number = *number_style_usual();
    style->thousands = spaces;
    style->thousands_count = sizeof spaces / sizeof *spaces;
    return style;
}
