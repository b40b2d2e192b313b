#include "template/outline.h"

#include "base/arena.h"
#include "base/yaml.h"

struct outline {
    const struct yaml *yaml;
    fragment text;                /* of a scalar */
    const struct outline **items; /* of a list or map, as many as yaml has */
};

const struct outline *outline_read(struct reading *reading, const struct yaml *yaml) {
    struct outline *outline = arena_alloc(reading->arena, sizeof *outline);
    outline->yaml = yaml;
    if (yaml->kind == YAML_SCALAR) {
        outline->text = fragment_plain(reading, yaml->text, yaml->pos);
        return outline;
    }
    outline->items = arena_array(reading->arena, yaml->count, sizeof(struct outline *));
    for (size_t i = 0; i < yaml->count; i++) {
        outline->items[i] = outline_read(reading, yaml->items[i]);
    }
    return outline;
}

struct yaml *outline_fill(struct filling *filling, const struct outline *outline) {
    struct yaml *yaml = arena_alloc(filling->arena, sizeof *yaml);
    *yaml = *outline->yaml;
    if (yaml->kind == YAML_SCALAR) {
        const char *text = fill_plain(filling, outline->text);
        yaml->text = text ? text : "";
        return yaml;
    }
    yaml->items = arena_array(filling->arena, yaml->count, sizeof(struct yaml *));
    for (size_t i = 0; i < yaml->count; i++) {
        yaml->items[i] = outline_fill(filling, outline->items[i]);
    }
    return yaml;
}
