#include "template/collection.h"

#include "base/arena.h"
#include "text/number.h"

#include <ctype.h>
#include <string.h>

void collection_add(struct filling *filling, struct node *block, const struct pairs *pairs) {
    filling->collections = arena_grow(filling->arena, filling->collections, filling->collection_count,
                                      &filling->collection_capacity, sizeof *filling->collections);
    filling->collections[filling->collection_count++] = (struct collection){ block, pairs };
}

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

/* True if word stands in text, and no letter or figure touches it. */
static bool has_word(const char *text, const char *word) {
    size_t size = strlen(word);
    for (const char *at = strstr(text, word); at && size > 0; at = strstr(at + 1, word)) {
        if ((at == text || !is_word_byte(at[-1])) && !is_word_byte(at[size])) {
            return true;
        }
    }
    return false;
}

static bool text_uses(const struct filling *filling, const char *word) {
    const struct node *root = filling->document->root;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        if (node->kind == NODE_TEXT && has_word(node->text, word)) {
            return true;
        }
    }
    return false;
}

/* The name of an entry that a marked stretch of text means: {term="…"}, else its own words, whatever the case of the first
 * letter. */
static bool means(const struct filling *filling, const struct node *span, const char *key) {
    const char *named = node_attribute(span, "term");
    const char *text = named ? named : node_plain_text(filling->arena, span);
    const char *language = filling->job->language;
    return strcmp(text, key) == 0 || strcmp(text_capitalise(filling->arena, language, text),
                                            text_capitalise(filling->arena, language, key)) == 0;
}

static bool is_term(const struct node *node) {
    return node->kind == NODE_SPAN && (node_has_class(node, "term") || node_attribute(node, "term"));
}

static bool term_uses(const struct filling *filling, const char *key) {
    const struct node *root = filling->document->root;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        if (is_term(node) && means(filling, node, key)) {
            return true;
        }
    }
    return false;
}

/* The marked stretches lead to the entry. */
static void link_terms(struct filling *filling, const char *key, const struct node *entry) {
    struct node *root = filling->document->root;
    for (struct node *node = root; node; node = node_next(root, node)) {
        if (is_term(node) && means(filling, node, key)) {
            node->kind = NODE_REFERENCE;
            node->target = entry->id;
        }
    }
}

static bool is_used(const struct filling *filling, const struct collection *collection, const char *key) {
    if (node_attribute(collection->block, "all")) {
        return true;
    }
    bool glossary = strcmp(collection->block->text, "glossary") == 0;
    return glossary ? term_uses(filling, key) : text_uses(filling, key);
}

/* The pairs that are used, by name in the order of the language. */
static const struct pair **used_pairs(struct filling *filling, const struct collection *collection, size_t *count) {
    struct collator *collator = collator_open(filling->job->language);
    const struct pair **used = arena_array(filling->arena, collection->pairs->count, sizeof *used);
    *count = 0;
    for (size_t i = 0; i < collection->pairs->count; i++) {
        const struct pair *pair = &collection->pairs->items[i];
        if (!is_used(filling, collection, pair->key)) {
            continue;
        }
        size_t at = (*count)++;
        for (; at > 0 && collator_compare(collator, used[at - 1]->key, pair->key) > 0; at--) {
            used[at] = used[at - 1];
        }
        used[at] = pair;
    }
    collator_close(collator);
    return used;
}

static void fill_used(struct filling *filling, const struct collection *collection) {
    size_t count = 0;
    const struct pair **used = used_pairs(filling, collection, &count);
    for (size_t i = 0; i < count; i++) {
        struct node *made = pair_fill(filling, collection->block, used[i]);
        if (strcmp(collection->block->text, "glossary") == 0) {
            link_terms(filling, used[i]->key, made);
        }
    }
}

/* ---- index ---- */

/* A place that the index names: [text]{index="Entry!Below it"}, or [text]{.index}. */
struct place {
    const char *entry;
    const struct node *node;
};

static const char *entry_of(const struct filling *filling, const struct node *node) {
    const char *named = node->kind == NODE_SPAN || node->kind == NODE_HEADING ? node_attribute(node, "index") : NULL;
    bool itself = node->kind == NODE_SPAN && node_has_class(node, "index");
    return named ? named : itself ? node_plain_text(filling->arena, node) : NULL;
}

static struct place *find_places(struct filling *filling, size_t *count) {
    struct collator *collator = collator_open(filling->job->language);
    const struct node *root = filling->document->root;
    struct place *places = NULL;
    size_t capacity = 0;
    *count = 0;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        const char *entry = entry_of(filling, node);
        if (!entry || !*entry) {
            continue;
        }
        places = arena_grow(filling->arena, places, *count, &capacity, sizeof *places);
        size_t at = (*count)++;
        for (; at > 0 && collator_compare(collator, places[at - 1].entry, entry) > 0; at--) {
            places[at] = places[at - 1];
        }
        places[at] = (struct place){ entry, node };
    }
    collator_close(collator);
    return places;
}

static struct node *add_entry(struct filling *filling, struct node *block, const struct place *place, const char *text, int level) {
    struct node *entry = fill_block(filling, block, "index-entry", place->node->pos);
    entry->level = level;
    fill_text(filling, entry, text, (struct origin){ .kind = ORIGIN_LITERAL, .pos = place->node->pos });
    return entry;
}

/* A reference whose text is the page, which layout knows. */
static void add_page(struct filling *filling, struct node *entry, const struct node *target) {
    struct node *reference = fill_new(filling, entry, NODE_REFERENCE, target->pos);
    reference->target = target->id;
    fill_new(filling, reference, NODE_PAGE_NUMBER, target->pos)->target = target->id;
}

static void fill_index(struct filling *filling, struct node *block) {
    size_t count = 0;
    struct place *places = find_places(filling, &count);
    const char *above = "", *last = "";
    struct node *entry = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t size = strcspn(places[i].entry, "!");
        const char *head = arena_copy(filling->arena, places[i].entry, size);
        bool below = places[i].entry[size] == '!';
        if (strcmp(head, above) != 0) {
            entry = add_entry(filling, block, &places[i], head, 1);
        }
        if (below && strcmp(places[i].entry, last) != 0) {
            entry = add_entry(filling, block, &places[i], places[i].entry + size + 1, 2);
        }
        add_page(filling, entry, places[i].node);
        above = head;
        last = places[i].entry;
    }
}

void fill_collections(struct filling *filling) {
    for (size_t i = 0; i < filling->collection_count; i++) {
        const struct collection *collection = &filling->collections[i];
        if (collection->pairs) {
            fill_used(filling, collection);
        } else {
            fill_index(filling, collection->block);
        }
    }
}
