#include "template/outline.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/yaml.h"
#include "template/loop.h"

#include <string.h>

struct outline {
    const struct yaml *yaml;
    fragment text;                /* of a scalar */
    const struct outline **items; /* of a list or map, as many as yaml has */
    const struct binding *loop;   /* of an item of a list that stands for many: items[0] is each of them */
};

/* An item "for name in list: …" of a list: NULL if yaml is none. */
static const struct binding *read_loop(struct reading *reading, const struct yaml *yaml) {
    static const char word[] = "for ";
    size_t size = sizeof word - 1;
    if (yaml->kind != YAML_MAP || yaml->count != 1 || strncmp(yaml->keys[0], word, size) != 0) {
        return NULL;
    }
    struct source_pos pos = yaml->key_pos[0];
    pos.column += (uint32_t)size;
    const struct binding *binding = binding_parse(reading, yaml->keys[0] + size, "in ", pos);
    if (!binding) {
        diag_add(reading->diag, DIAG_CODE_TEMPLATE_DIRECTIVE, pos, "it must read: for name in list");
    }
    return binding;
}

const struct outline *outline_read(struct reading *reading, const struct yaml *yaml) {
    struct outline *outline = arena_alloc(reading->arena, sizeof *outline);
    outline->yaml = yaml;
    if (yaml->kind == YAML_SCALAR) {
        outline->text = fragment_plain(reading, yaml->text, yaml->pos);
        return outline;
    }
    outline->loop = read_loop(reading, yaml);
    outline->items = arena_array(reading->arena, yaml->count, sizeof(struct outline *));
    for (size_t i = 0; i < yaml->count; i++) {
        outline->items[i] = outline_read(reading, yaml->items[i]);
    }
    return outline;
}

/* An item of a list whose text came out empty from its expressions: it was meant to be left out. One that is written empty stays,
 * and is a fault. */
static bool says_nothing(const struct outline *outline, const struct yaml *filled) {
    if (outline->yaml->kind != YAML_MAP || filled->kind != YAML_MAP) return false;
    const struct yaml *before = yaml_find(outline->yaml, "text");
    const struct yaml *after = yaml_find(filled, "text");
    return before && before->kind == YAML_SCALAR && *before->text && (!after || (after->kind == YAML_SCALAR && !*after->text));
}

/* What is being filled: entries of a list or map, of which those without text are left out. */
struct entries {
    struct filling *filling;
    struct yaml *yaml;
    size_t capacity, key_capacity, pos_capacity;
};

static void add_entry(struct entries *entries, struct yaml *item, const struct yaml *from, size_t at) {
    struct arena *arena = entries->filling->arena;
    struct yaml *yaml = entries->yaml;
    yaml->items = arena_grow(arena, yaml->items, yaml->count, &entries->capacity, sizeof(struct yaml *));
    if (yaml->kind == YAML_MAP) {
        yaml->keys = arena_grow(arena, yaml->keys, yaml->count, &entries->key_capacity, sizeof(const char *));
        yaml->key_pos = arena_grow(arena, yaml->key_pos, yaml->count, &entries->pos_capacity, sizeof *yaml->key_pos);
        yaml->keys[yaml->count] = from->keys[at];
        yaml->key_pos[yaml->count] = from->key_pos[at];
        map_add(yaml->index, from->keys[at], yaml->count);
    }
    yaml->items[yaml->count++] = item;
}

/* A text with expressions that print nothing is as if its key were not there. */
static bool is_blank(const struct outline *outline, const struct yaml *filled) {
    return outline->yaml->kind == YAML_SCALAR && *outline->yaml->text && *filled->text == '\0';
}

/* The item of a loop, once for each member. */
static void add_turns(struct entries *entries, const struct outline *item) {
    struct turns turns = turns_begin(entries->filling, item->loop);
    while (turns_next(&turns)) {
        struct yaml *filled = outline_fill(entries->filling, item->items[0]);
        if (!says_nothing(item->items[0], filled)) add_entry(entries, filled, NULL, 0);
    }
}

struct yaml *outline_fill(struct filling *filling, const struct outline *outline) {
    struct yaml *yaml = arena_alloc(filling->arena, sizeof *yaml);
    yaml->kind = outline->yaml->kind;
    yaml->pos = outline->yaml->pos;
    yaml->plain = outline->yaml->plain;
    if (yaml->kind == YAML_SCALAR) {
        const char *text = fill_plain(filling, outline->text);
        yaml->text = text ? text : "";
        return yaml;
    }
    yaml->index = yaml->kind == YAML_MAP ? map_new(filling->arena) : NULL;
    struct entries entries = { .filling = filling, .yaml = yaml };
    for (size_t i = 0; i < outline->yaml->count; i++) {
        const struct outline *item = outline->items[i];
        if (yaml->kind == YAML_LIST && item->loop) {
            add_turns(&entries, item);
            continue;
        }
        struct yaml *filled = outline_fill(filling, item);
        bool silent = yaml->kind == YAML_LIST && says_nothing(item, filled);
        if (!silent && !is_blank(item, filled)) {
            add_entry(&entries, filled, outline->yaml, i);
        }
    }
    return yaml;
}
