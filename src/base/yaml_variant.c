/* Maps put together from others: variants of an entry, and mixtures of two. */
#include "base/yaml.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"

/* Adds entry i of from, unless its key is there. */
static void put(struct yaml *map, const struct yaml *from, size_t i) {
    if (!map_add(map->index, from->keys[i], map->count)) return;
    map->keys[map->count] = from->keys[i];
    map->key_pos[map->count] = from->key_pos[i];
    map->items[map->count++] = from->items[i];
}

static bool is_map(const struct yaml *yaml) {
    return yaml && yaml->kind == YAML_MAP;
}

static bool is_empty(const struct yaml *value) {
    return value->kind == YAML_SCALAR && value->plain && *value->text == '\0';
}

const struct yaml *yaml_variant(struct arena *arena, const struct yaml *map, const char *under, const char *name) {
    const struct yaml *variants = is_map(map) ? yaml_find(map, under) : NULL;
    if (!variants) return map;
    const struct yaml *variant = name && is_map(variants) ? yaml_find(variants, name) : NULL;
    size_t more = is_map(variant) ? variant->count : 0;
    struct yaml *result = yaml_map_new(arena, map->pos, map->count + more);
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml *other = more ? yaml_find(variant, map->keys[i]) : NULL;
        if (strcmp(map->keys[i], under) != 0 && !other) put(result, map, i);
    }
    for (size_t i = 0; i < more; i++)
        if (!is_empty(variant->items[i])) put(result, variant, i);
    return result;
}

const struct yaml *yaml_mix(struct arena *arena, const struct yaml *one, const struct yaml *other, yaml_choice *second,
                            const void *context) {
    struct yaml *result = yaml_map_new(arena, one->pos, one->count + other->count);
    for (size_t i = 0; i < one->count; i++)
        if (!second(context, one->keys[i])) put(result, one, i);
    for (size_t i = 0; i < other->count; i++)
        if (second(context, other->keys[i])) put(result, other, i);
    return result;
}
