/* Reading the values that a YAML map must, may or may not hold. */
#include "base/yaml.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/number.h"

#include <string.h>

/* Number of key's entry, or MAP_NONE. */
static size_t find_entry(const struct yaml *map, const char *key) {
    return map && map->kind == YAML_MAP ? map_find(map->index, key) : MAP_NONE;
}

const struct yaml *yaml_find(const struct yaml *map, const char *key) {
    size_t i = find_entry(map, key);
    return i == MAP_NONE ? NULL : map->items[i];
}

struct source_pos yaml_key_pos(const struct yaml *map, const char *key) {
    size_t i = find_entry(map, key);
    if (i != MAP_NONE) {
        return map->key_pos[i];
    }
    return map ? map->pos : (struct source_pos){ 0 };
}

static const char *kind_name(enum yaml_kind kind) {
    switch (kind) {
    case YAML_SCALAR:
        return "a text";
    case YAML_MAP:
        return "a map";
    case YAML_LIST:
        return "a list";
    }
    return "";
}

/* The text of the scalar value; NULL if value is NULL or, after a diagnostic, no scalar. */
static const char *scalar_text(struct diag *diag, const struct yaml *value, const char *key) {
    if (value && value->kind != YAML_SCALAR) {
        diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, value->pos, "%s must be a text, not %s", key, kind_name(value->kind));
        return NULL;
    }
    return value ? value->text : NULL;
}

const char *yaml_text(struct diag *diag, const struct yaml *map, const char *key, const char *fallback) {
    const char *text = scalar_text(diag, yaml_find(map, key), key);
    return text ? text : fallback;
}

double yaml_number(struct diag *diag, const struct yaml *map, const char *key, double fallback) {
    const struct yaml *value = yaml_find(map, key);
    const char *text = scalar_text(diag, value, key);
    double number = fallback;
    if (text && !number_parse(text, &number)) {
        diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, value->pos, "%s must be a number, not \"%s\"", key, text);
    }
    return number;
}

bool yaml_flag(struct diag *diag, const struct yaml *map, const char *key, bool fallback) {
    const struct yaml *value = yaml_find(map, key);
    const char *text = scalar_text(diag, value, key);
    if (!text) {
        return fallback;
    }
    if (strcmp(text, "true") == 0 || strcmp(text, "yes") == 0) {
        return true;
    }
    if (strcmp(text, "false") == 0 || strcmp(text, "no") == 0) {
        return false;
    }
    diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, value->pos, "%s must be true or false, not \"%s\"", key, text);
    return fallback;
}

const char *yaml_need(struct diag *diag, const struct yaml *map, const char *key) {
    const struct yaml *value = yaml_find(map, key);
    if (!value) {
        diag_add(diag, DIAG_CODE_YAML_MISSING_KEY, yaml_key_pos(map, key), "%s", key);
    }
    return scalar_text(diag, value, key);
}

const char *const *yaml_texts(struct arena *arena, struct diag *diag, const struct yaml *map, const char *key,
                              size_t *count) {
    *count = 0;
    const struct yaml *value = yaml_find(map, key);
    if (!value) {
        return NULL;
    }
    if (value->kind != YAML_LIST) {
        const char **one = arena_alloc(arena, sizeof *one);
        *one = scalar_text(diag, value, key);
        *count = *one ? 1 : 0;
        return one;
    }
    const char **texts = arena_array(arena, value->count, sizeof *texts);
    for (size_t i = 0; i < value->count; i++) {
        const char *text = scalar_text(diag, value->items[i], key);
        if (text) {
            texts[(*count)++] = text;
        }
    }
    return texts;
}

static bool is_listed(const char *key, const char *const known[]) {
    for (size_t i = 0; known[i]; i++) {
        if (strcmp(known[i], key) == 0) {
            return true;
        }
    }
    return false;
}

void yaml_check_keys(struct diag *diag, const struct yaml *map, const char *const known[]) {
    if (!map || map->kind != YAML_MAP) {
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        const char *key = map->keys[i];
        if (is_listed(key, known)) {
            continue;
        }
        struct nearest near = nearest_to(key);
        for (size_t k = 0; known[k]; k++) {
            nearest_offer(&near, known[k]);
        }
        if (near.name) {
            diag_add(diag, DIAG_CODE_YAML_UNKNOWN_KEY, map->key_pos[i], "%s; the nearest known key is %s", key, near.name);
        } else {
            diag_add(diag, DIAG_CODE_YAML_UNKNOWN_KEY, map->key_pos[i], "%s", key);
        }
    }
}

struct yaml *yaml_map_new(struct arena *arena, struct source_pos pos, size_t capacity) {
    struct yaml *map = arena_alloc(arena, sizeof *map);
    *map = (struct yaml){ .kind = YAML_MAP, .pos = pos, .text = "", .index = map_new(arena) };
    map->keys = arena_array(arena, capacity, sizeof *map->keys);
    map->key_pos = arena_array(arena, capacity, sizeof *map->key_pos);
    map->items = arena_array(arena, capacity, sizeof *map->items);
    return map;
}

void yaml_map_add(struct arena *arena, struct yaml *map, const char *key, const char *text, struct source_pos pos) {
    struct yaml *value = arena_alloc(arena, sizeof *value);
    *value = (struct yaml){ .kind = YAML_SCALAR, .pos = pos, .text = text, .plain = true };
    if (map_add(map->index, key, map->count)) {
        map->keys[map->count] = key;
        map->key_pos[map->count] = pos;
        map->items[map->count++] = value;
    }
}
