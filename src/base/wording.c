#include "base/wording.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <string.h>

static size_t count_of(const struct wording_place *place) {
    return place->count > 0 ? place->count : 1;
}

const void *wording_over(struct arena *arena, const void *words, size_t size, const struct yaml *map,
                         const struct wording_place *places) {
    if (!map) {
        return words;
    }
    struct diag *heard = diag_new(arena); /* said when the file was read */
    char *own = arena_alloc(arena, size);
    memcpy(own, words, size);
    for (const struct wording_place *place = places; place->key; place++) {
        size_t count = 0;
        const char *const *texts = yaml_texts(arena, heard, map, place->key, &count);
        for (size_t i = 0; i < count && i < count_of(place); i++) {
            ((const char **)(void *)(own + place->offset))[i] = texts[i];
        }
    }
    return own;
}

void wording_check(struct arena *arena, struct diag *diag, const struct yaml *map, const struct wording_place *places) {
    size_t total = 0;
    while (places[total].key) {
        total++;
    }
    const char **known = arena_array(arena, total + 1, sizeof *known);
    for (size_t i = 0; i < total; i++) {
        known[i] = places[i].key;
    }
    if (!map) {
        return;
    }
    yaml_check_keys(diag, map, known);
    for (size_t i = 0; i < total; i++) {
        size_t count = 0;
        yaml_texts(arena, diag, map, known[i], &count);
        if (count != count_of(&places[i])) {
            diag_add(diag, DIAG_CODE_YAML_MISSING_KEY, yaml_key_pos(map, known[i]), "%s: %zu of %zu texts", known[i], count,
                     count_of(&places[i]));
        }
    }
}

const char *wording_text(const struct yaml *map, const char *key, const char *text) {
    const struct yaml *own = yaml_find(map, key);
    return own && own->kind == YAML_SCALAR ? own->text : text;
}
