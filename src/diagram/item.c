#include "diagram/item.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/kind.h"

#include <string.h>

static const char *const plain_keys[] = { "text", "note", NULL };

static bool read_item(struct diagram *diagram, const struct yaml *yaml, const char *const *keys, struct item *item) {
    *item = (struct item){ .text = "", .pos = yaml->pos };
    if (yaml->kind == YAML_SCALAR) {
        item->text = yaml->text;
    } else if (yaml->kind == YAML_MAP) {
        item->map = yaml;
        item->text = yaml_text(diagram->diag, yaml, "text", "");
        yaml_check_keys(diagram->diag, yaml, keys ? keys : plain_keys);
        item->pos = yaml_find(yaml, "text") ? yaml_find(yaml, "text")->pos : yaml->pos;
    }
    if (*item->text == '\0') {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BAD_ITEM, yaml->pos, "a text is wanted");
    }
    return *item->text != '\0';
}

const struct item *items_read(struct diagram *diagram, const struct yaml *map, const char *key,
                              const struct item_rule *rule, size_t *count) {
    const struct yaml *list = yaml_find(map, key);
    size_t size = !list ? 0 : list->kind == YAML_LIST ? list->count : 1;
    struct item *items = arena_array(diagram->arena, size, sizeof *items);
    *count = 0;
    for (size_t i = 0; i < size; i++) {
        const struct yaml *entry = list->kind == YAML_LIST ? list->items[i] : list;
        if (*count == rule->most) {
            diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_MANY, entry->pos, "%s: %zu of %zu", key, rule->most, size);
            break;
        }
        *count += read_item(diagram, entry, rule->keys, &items[*count]);
    }
    if (*count < rule->least) {
        struct source_pos pos = list ? list->pos : diagram->spec->pos;
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_FEW, pos, "%s: %zu of %zu", key, *count, rule->least);
        *count = 0;
    }
    return items;
}

struct item item_read(struct diagram *diagram, const struct yaml *map, const char *key) {
    size_t count;
    const struct item *items = items_read(diagram, map, key, &(struct item_rule){ 0, 1, NULL }, &count);
    return count ? items[0] : (struct item){ .text = "", .pos = diagram->spec->pos };
}

const char *item_value(const struct diagram *diagram, const struct item *item, const char *key) {
    return item->map ? yaml_text(diagram->diag, item->map, key, "") : "";
}

struct source_pos item_value_pos(const struct item *item, const char *key) {
    const struct yaml *value = item->map ? yaml_find(item->map, key) : NULL;
    return value ? value->pos : item->pos;
}

struct origin item_origin(struct source_pos pos) {
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = pos };
}
