/* One map over another: what a file says beside what it builds on. */
#include "base/yaml.h"

#include "base/arena.h"
#include "base/map.h"

static void put(struct yaml *map, const char *key, struct yaml *value, struct source_pos pos) {
    if (map_add(map->index, key, map->count)) {
        map->keys[map->count] = key;
        map->key_pos[map->count] = pos;
        map->items[map->count++] = value;
    }
}

const struct yaml *yaml_merge(struct arena *arena, const struct yaml *below, const struct yaml *above) {
    if (!below || below->kind != YAML_MAP || above->kind != YAML_MAP) {
        return above;
    }
    struct yaml *map = yaml_map_new(arena, above->pos, below->count + above->count);
    for (size_t i = 0; i < below->count; i++) {
        const struct yaml *over = yaml_find(above, below->keys[i]);
        struct yaml *value = over ? (struct yaml *)yaml_merge(arena, below->items[i], over) : below->items[i];
        put(map, below->keys[i], value, over ? yaml_key_pos(above, below->keys[i]) : below->key_pos[i]);
    }
    for (size_t i = 0; i < above->count; i++) {
        put(map, above->keys[i], above->items[i], above->key_pos[i]);
    }
    return map;
}
