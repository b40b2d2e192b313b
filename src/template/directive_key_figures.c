/* key-figures: a row of numbers with what they are. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"

struct key_figure {
    struct source_pos pos;
    fragment value, unit, label, comparator;
};

struct key_figures {
    fragment head;
    struct key_figure *items;
    size_t count;
};

static const void *read(struct reading *reading, struct node *node) {
    static const char *const known[] = { "value", "unit", "label", "comparator", NULL };
    const struct yaml *body = node->body;
    if (!body || body->kind != YAML_LIST) {
        return body ? directive_refuse(reading, node, "its body must be a list") : NULL;
    }
    struct key_figures *figures = arena_alloc(reading->arena, sizeof *figures);
    figures->head = fragment_of_attribute(reading, node, "head");
    figures->items = arena_array(reading->arena, body->count, sizeof *figures->items);
    for (size_t i = 0; i < body->count; i++) {
        const struct yaml *item = body->items[i];
        if (item->kind != YAML_MAP) {
            return directive_refuse(reading, node, "each key figure must be a map with value and label");
        }
        yaml_check_keys(reading->diag, item, known);
        yaml_need(reading->diag, item, "value");
        yaml_need(reading->diag, item, "label");
        figures->items[figures->count++] = (struct key_figure){
            item->pos,
            fragment_of_key(reading, item, "value"),
            fragment_of_key(reading, item, "unit"),
            fragment_of_key(reading, item, "label"),
            fragment_of_key(reading, item, "comparator"),
        };
    }
    return figures;
}

static void add_part(struct filling *filling, struct node *to, const char *role, fragment from) {
    fill_line(filling, to, NODE_BLOCK, role, from);
}

/* Beside a unit of its own the value is printed without one. */
static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    static const char *const own[] = { "head", NULL };
    const struct key_figures *figures = typed;
    struct node *row = fill_block(filling, to, "key-figures", node->pos);
    row->attributes = fill_attributes(filling, node, own);
    row->label = figures->head ? fill_plain(filling, figures->head) : "";
    for (size_t i = 0; i < figures->count; i++) {
        const struct key_figure *figure = &figures->items[i];
        struct node *block = fill_block(filling, row, "key-figure", figure->pos);
        filling->bare = figure->unit != NULL;
        add_part(filling, block, "key-value", figure->value);
        filling->bare = false;
        add_part(filling, block, "key-unit", figure->unit);
        add_part(filling, block, "key-label", figure->label);
        add_part(filling, block, "key-comparator", figure->comparator);
    }
    filling->seam = false;
}

const struct directive directive_key_figures = { "key-figures", BODY_YAML, read, fill };
