#include "text/style.h"

#include <string.h>

#include "base/arena.h"
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

static bool read_currency(const struct reading *reading) {
    const struct yaml *currency = yaml_find(reading->top, "currency");
    struct style *style = reading->style;
    style->currency_code = yaml_text(reading->diag, currency, "code", "");
    style->currency_sign = yaml_text(reading->diag, currency, "sign", "");
    const char *as = yaml_text(reading->diag, currency, "as", "code");
    style->currency_by_sign = strcmp(as, "sign") == 0;
    return style->currency_by_sign || strcmp(as, "code") == 0 ||
           fault(reading, yaml_key_pos(currency, "as"), "as: code or sign");
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
    static const char *const known[] = { "title",  "decimal", "thousands",  "percent", "currency",
                                         "access", "codes",   "aggregates", "order",   NULL };
    struct diag *diag = reading->diag;
    struct style *style = reading->style;
    yaml_check_keys(diag, reading->top, known);
    style->title = yaml_text(diag, reading->top, "title", "");
    const char *decimal = yaml_text(diag, reading->top, "decimal", ".");
    const char *percent = yaml_text(diag, reading->top, "percent", "hard-space");
    style->decimal = decimal[0];
    style->percent_closed = strcmp(percent, "closed") == 0;
    if (strlen(decimal) != 1 || (!style->percent_closed && strcmp(percent, "hard-space") != 0)) {
        return fault(reading, reading->top->pos, "decimal: one character; percent: hard-space or closed");
    }
    style->thousands = yaml_texts(reading->arena, diag, reading->top, "thousands", &style->thousands_count);
    style->access = yaml_texts(reading->arena, diag, reading->top, "access", &style->access_count);
    style->aggregates = yaml_texts(reading->arena, diag, reading->top, "aggregates", &style->aggregate_count);
    return read_currency(reading) && read_codes(reading) && read_order(reading);
}

const struct style *style_read(struct arena *arena, struct diag *diag, const char *root, const char *path,
                               struct source_pos by) {
    const struct source_file *file = file_read(arena, diag, root, path, by);
    const struct yaml *top = file ? yaml_parse(arena, diag, file) : NULL;
    if (!top) {
        return NULL;
    }
    struct style *style = arena_alloc(arena, sizeof *style);
    const struct reading reading = { arena, diag, top, style };
    return read_all(&reading) ? style : NULL;
}
