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

/* An item of a list whose text came out empty from its expressions: it was meant to be left out. One that is written empty stays,
 * and is a fault. */
static bool says_nothing(const struct outline *outline, const struct yaml *filled) {
    const struct yaml *before = outline->yaml->kind == YAML_MAP ? yaml_find(outline->yaml, "text") : outline->yaml;
    const struct yaml *after = filled->kind == YAML_MAP ? yaml_find(filled, "text") : filled;
    bool texts = before && after && before->kind == YAML_SCALAR && after->kind == YAML_SCALAR;
    return texts && *before->text && !*after->text;
}

struct yaml *outline_fill(struct filling *filling, const struct outline *outline) {
    struct yaml *yaml = arena_alloc(filling->arena, sizeof *yaml);
    *yaml = *outline->yaml;
    if (yaml->kind == YAML_SCALAR) {
        const char *text = fill_plain(filling, outline->text);
        yaml->text = text ? text : "";
        return yaml;
    }
    struct yaml **items = arena_array(filling->arena, yaml->count, sizeof(struct yaml *));
    size_t kept = 0;
    for (size_t i = 0; i < yaml->count; i++) {
        items[kept] = outline_fill(filling, outline->items[i]);
        bool silent = yaml->kind == YAML_LIST && says_nothing(outline->items[i], items[kept]);
        kept += silent ? 0 : 1;
    }
    yaml->items = (void *)items;
    yaml->count = kept;
    return yaml;
}
