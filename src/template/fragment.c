/* Texts with expressions in YAML bodies and attributes, and the details that nodes carry. */
#include "template/fill.h"

#include "base/arena.h"
#include "base/yaml.h"

#include <string.h>

struct detail *detail_make(struct reading *reading, struct node *node) {
    struct template *template = reading->template;
    if (!node->number) {
        template->details = arena_grow(reading->arena, template->details, template->detail_count,
                                       &template->detail_capacity, sizeof *template->details);
        template->details[template->detail_count++] = (struct detail){ 0 };
        node->number = (uint32_t)template->detail_count;
    }
    return &template->details[node->number - 1];
}

const struct detail *detail_of(const struct template *template, const struct node *node) {
    return node->number ? &template->details[node->number - 1] : NULL;
}

fragment fragment_inline(struct reading *reading, const char *text, struct source_pos pos) {
    if (!text) {
        return NULL;
    }
    struct node *holder = node_new(reading->arena, reading->document, NODE_PARAGRAPH, pos);
    markdown_read_inline(reading->arena, reading->diag, reading->document, holder, text, pos);
    return holder;
}

fragment fragment_plain(struct reading *reading, const char *text, struct source_pos pos) {
    if (!text) {
        return NULL;
    }
    struct node *holder = node_new(reading->arena, reading->document, NODE_PARAGRAPH, pos);
    markdown_read_plain(reading->arena, reading->diag, reading->document, holder, text, pos);
    return holder;
}

fragment fragment_of_key(struct reading *reading, const struct yaml *map, const char *key) {
    const struct yaml *value = yaml_find(map, key);
    return value ? fragment_inline(reading, yaml_text(reading->diag, map, key, NULL), value->pos) : NULL;
}

fragment fragment_plain_of_key(struct reading *reading, const struct yaml *map, const char *key) {
    const struct yaml *value = yaml_find(map, key);
    return value ? fragment_plain(reading, yaml_text(reading->diag, map, key, NULL), value->pos) : NULL;
}

const struct formula *formula_of_key(struct reading *reading, const struct yaml *map, const char *key) {
    const struct yaml *value = yaml_find(map, key);
    const char *text = yaml_text(reading->diag, map, key, NULL);
    if (!text) {
        return NULL;
    }
    struct source_pos pos = value->pos;
    pos.column += value->plain ? 0 : 1;
    return formula_parse(reading->arena, reading->diag, text, pos);
}

const struct formula **formulas_of_key(struct reading *reading, const struct yaml *map, const char *key, size_t *count) {
    const struct yaml *value = yaml_find(map, key);
    size_t size = !value ? 0 : value->kind == YAML_LIST ? value->count : 1;
    const struct formula **formulas = arena_array(reading->arena, size, sizeof(const struct formula *));
    *count = 0;
    for (size_t i = 0; i < size; i++) {
        const struct yaml *item = value->kind == YAML_LIST ? value->items[i] : value;
        struct source_pos pos = item->pos;
        pos.column += item->plain ? 0 : 1;
        const struct formula *formula =
            item->kind == YAML_SCALAR ? formula_parse(reading->arena, reading->diag, item->text, pos) : NULL;
        if (item->kind != YAML_SCALAR) {
            diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, item->pos, "%s must be a list of expressions", key);
        }
        if (formula) {
            formulas[(*count)++] = formula;
        }
    }
    return formulas;
}

static const struct attribute *find_attribute(const struct node *node, const char *key) {
    size_t count = node->attributes ? node->attributes->count : 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(node->attributes->items[i].key, key) == 0) {
            return &node->attributes->items[i];
        }
    }
    return NULL;
}

fragment fragment_of_attribute(struct reading *reading, const struct node *node, const char *key) {
    const struct attribute *attribute = find_attribute(node, key);
    return attribute ? fragment_plain(reading, attribute->value, attribute->pos) : NULL;
}

fragment fragment_of_identifier(struct reading *reading, const struct node *node) {
    return fragment_plain(reading, node_identifier(node), node->pos);
}

const struct attribute *rest_of(const struct node *node) {
    return find_attribute(node, "rest");
}

const void *directive_refuse(struct reading *reading, const struct node *node, const char *why) {
    diag_add(reading->diag, DIAG_CODE_TEMPLATE_DIRECTIVE, node->pos, "%s: %s", node->text, why);
    return NULL;
}

const struct formula *formula_of_rest(struct reading *reading, const struct node *node, size_t prefix) {
    const struct attribute *rest = rest_of(node);
    if (!rest || rest->value[prefix] == '\0') {
        return directive_refuse(reading, node, "an expression must stand behind the name");
    }
    struct source_pos pos = rest->pos;
    pos.column += (uint32_t)prefix;
    return formula_parse(reading->arena, reading->diag, rest->value + prefix, pos);
}
