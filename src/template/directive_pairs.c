/* Blocks of names and what they mean: definitions, forms; glossaries, of which only what the text uses is printed; signatures. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "template/collection.h"

#include <string.h>

static const void *read_pairs(struct reading *reading, struct node *node) {
    const struct yaml *body = node->body;
    if (!body || body->kind != YAML_MAP) {
        return body ? directive_refuse(reading, node, "its body must be a map of names and texts") : NULL;
    }
    struct pairs *pairs = arena_alloc(reading->arena, sizeof *pairs);
    pairs->items = arena_array(reading->arena, body->count, sizeof *pairs->items);
    for (size_t i = 0; i < body->count; i++) {
        pairs->items[pairs->count++] = (struct pair){ .key = body->keys[i],
                                                      .pos = body->key_pos[i],
                                                      .term = fragment_inline(reading, body->keys[i], body->key_pos[i]),
                                                      .text = fragment_of_key(reading, body, body->keys[i]) };
    }
    return pairs;
}

struct node *pair_fill(struct filling *filling, struct node *to, const struct pair *pair) {
    struct node *made = fill_block(filling, to, "pair", pair->pos);
    fill_line(filling, made, NODE_BLOCK, "term", pair->term);
    struct node *text = fill_block(filling, made, "meaning", pair->pos);
    fill_line(filling, text, NODE_PARAGRAPH, "", pair->text);
    return made;
}

static void fill_pairs(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct pairs *pairs = typed;
    struct node *block = fill_block(filling, to, node->text, node->pos);
    block->attributes = fill_attributes(filling, node, (const char *const[]){ NULL });
    for (size_t i = 0; i < pairs->count; i++) {
        pair_fill(filling, block, &pairs->items[i]);
    }
    filling->seam = false;
}

/* What is used may follow: the block is filled at the end. */
static void fill_later(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    struct node *block = fill_block(filling, to, node->text, node->pos);
    block->attributes = node->attributes;
    collection_add(filling, block, typed);
    filling->seam = false;
}

static const void *read_nothing(struct reading *reading, struct node *node) {
    (void)reading;
    return node;
}

static void fill_index(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)typed;
    collection_add(filling, fill_block(filling, to, "index", node->pos), NULL);
    filling->seam = false;
}

/* Who signs: the lines of each, the first one strong. */
struct signature {
    struct source_pos pos;
    fragment *lines;
    size_t count;
};

struct signatures {
    struct signature *items;
    size_t count;
};

static const void *read_signatures(struct reading *reading, struct node *node) {
    const struct yaml *body = node->body;
    if (!body || body->kind != YAML_LIST) {
        return body ? directive_refuse(reading, node, "its body must be a list of maps") : NULL;
    }
    struct signatures *signatures = arena_alloc(reading->arena, sizeof *signatures);
    signatures->items = arena_array(reading->arena, body->count, sizeof *signatures->items);
    for (size_t i = 0; i < body->count; i++) {
        const struct yaml *item = body->items[i];
        if (item->kind != YAML_MAP) {
            return directive_refuse(reading, node, "each signature must be a map, such as name and role");
        }
        struct signature *signature = &signatures->items[signatures->count++];
        *signature = (struct signature){ .pos = item->pos, .lines = arena_array(reading->arena, item->count, sizeof(fragment)) };
        for (size_t k = 0; k < item->count; k++) {
            signature->lines[signature->count++] = fragment_of_key(reading, item, item->keys[k]);
        }
    }
    return signatures;
}

static void fill_signatures(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct signatures *signatures = typed;
    struct node *block = fill_block(filling, to, "signatures", node->pos);
    for (size_t i = 0; i < signatures->count; i++) {
        struct node *made = fill_block(filling, block, "signature", signatures->items[i].pos);
        for (size_t k = 0; k < signatures->items[i].count; k++) {
            fill_line(filling, made, NODE_PARAGRAPH, "", signatures->items[i].lines[k]);
        }
    }
    filling->seam = false;
}

const struct directive directive_definitions = { "definitions", BODY_YAML, read_pairs, fill_pairs };
const struct directive directive_form = { "form", BODY_YAML, read_pairs, fill_pairs };
const struct directive directive_glossary = { "glossary", BODY_YAML, read_pairs, fill_later };
const struct directive directive_index = { "index", BODY_NONE, read_nothing, fill_index };
const struct directive directive_signatures = { "signatures", BODY_YAML, read_signatures, fill_signatures };
