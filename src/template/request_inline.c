/* Drawings in running text and in cells: what their attributes say becomes a plan like that of a chart. */
#include "template/request.h"

#include "base/arena.h"
#include "base/yaml.h"

#include <string.h>

struct plan *plan_of_keys(struct reading *reading, const struct yaml *map, struct source_pos pos) {
    static const char *const own[] = { NULL };
    struct plan *plan = arena_alloc(reading->arena, sizeof *plan);
    plan_read(reading, map, own, plan);
    plan->pos = pos;
    plan->span = fragment_plain(reading, "inline", pos);
    plan->faulty = yaml_find(map, "data") && !plan->data;
    return plan;
}

const struct plan *plan_inline(struct reading *reading, const struct node *node) {
    if (!node_attribute_item(node, "chart")) {
        return NULL;
    }
    struct yaml *map = yaml_map_new(reading->arena, node->pos, node->attributes->count);
    for (size_t i = 0; i < node->attributes->count; i++) {
        const struct attribute *item = &node->attributes->items[i];
        bool kind = strcmp(item->key, "chart") == 0;
        yaml_map_add(reading->arena, map, kind ? "kind" : item->key, item->value, item->pos);
    }
    return plan_of_keys(reading, map, node->pos);
}

const struct plan *plan_icon(struct reading *reading, const struct node *node) {
    const struct attribute *icon = node_attribute_item(node, "icon");
    if (!icon) {
        return NULL;
    }
    struct yaml *map = yaml_map_new(reading->arena, node->pos, 2);
    yaml_map_add(reading->arena, map, "kind", "icon", icon->pos);
    yaml_map_add(reading->arena, map, "name", icon->value, icon->pos);
    return plan_of_keys(reading, map, node->pos);
}

struct plan *plan_of_drawing(struct reading *reading, const struct yaml *map, const char *key) {
    static const char *const own[] = { NULL };
    const struct yaml *value = yaml_find(map, key);
    if (!value) {
        return NULL;
    }
    if (value->kind != YAML_MAP || !yaml_need(reading->diag, value, "kind")) {
        if (value->kind != YAML_MAP) {
            diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, value->pos, "%s must be a map", key);
        }
        return NULL;
    }
    struct plan *plan = arena_alloc(reading->arena, sizeof *plan);
    plan_read(reading, value, own, plan);
    return plan;
}
