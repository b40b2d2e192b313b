/* Which regions maps show in boxes of their own. */
#include "geo/geo.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

enum { INSETS_MOST = 64, CODES_MOST = 32 };

static const double MAGNIFY_MOST = 20;

static bool read_inset(const struct geo_reading *reading, const struct yaml *item, struct inset *inset) {
    static const char *const known[] = { "name", "codes", "magnify", NULL };
    yaml_check_keys(reading->diag, item, known);
    inset->pos = item->pos;
    inset->name = yaml_text(reading->diag, item, "name", NULL);
    inset->magnify = yaml_number(reading->diag, item, "magnify", 0);
    inset->codes = yaml_texts(reading->geo->arena, reading->diag, item, "codes", &inset->code_count);
    bool known_codes = inset->code_count > 0 && inset->code_count <= CODES_MOST;
    for (size_t i = 0; known_codes && i < inset->code_count; i++) {
        known_codes = geo_find(reading->geo, inset->codes[i]) || geo_shape(reading->geo, inset->codes[i]);
    }
    return known_codes && inset->magnify >= 0 && inset->magnify <= MAGNIFY_MOST;
}

void geo_read_insets(const struct geo_reading *reading, const struct yaml *top) {
    const struct yaml *list = yaml_find(top, "insets");
    struct geo *geo = reading->geo;
    size_t count = list && list->kind == YAML_LIST ? list->count : 0;
    geo->insets = arena_array(geo->arena, count, sizeof *geo->insets);
    for (size_t i = 0; i < count; i++) {
        if (i < INSETS_MOST && read_inset(reading, list->items[i], &geo->insets[geo->inset_count])) {
            geo->inset_count++;
        } else {
            diag_add(reading->diag, DIAG_CODE_GEO_BAD_INSET, list->items[i]->pos, NULL);
        }
    }
}

const struct inset *geo_insets(const struct geo *geo, size_t *count) {
    *count = geo->inset_count;
    return geo->insets;
}
