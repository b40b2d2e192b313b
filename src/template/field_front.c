/* What the front matter of a description holds, as values: texts, lists, and maps as records. */
#include "template/evaluate.h"

#include "base/arena.h"
#include "base/yaml.h"

struct value evaluate_front(struct arena *arena, const struct yaml *yaml) {
    if (yaml->kind == YAML_SCALAR) {
        return value_text(arena, yaml->text, (struct origin){ .kind = ORIGIN_POLICY, .pos = yaml->pos });
    }
    struct value *items = arena_bytes(arena, yaml->count * sizeof *items);
    for (size_t i = 0; i < yaml->count; i++) {
        items[i] = evaluate_front(arena, yaml->items[i]);
    }
    return yaml->kind == YAML_LIST ? value_list(items, yaml->count)
                                   : value_open_record(arena, (const char *const *)yaml->keys, items, yaml->count);
}
