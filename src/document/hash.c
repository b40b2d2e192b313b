/* What a document says as one number: equal numbers, equal pages. */
#include "document/node.h"

#include "base/map.h"

static uint64_t hash_number(uint64_t hash, uint64_t number) {
    return hash_bytes(hash, &number, sizeof number);
}

/* No text is another text than an empty one. */
static uint64_t hash_optional(uint64_t hash, const char *text) {
    return text ? hash_text(hash_number(hash, 1), text) : hash_number(hash, 0);
}

static uint64_t hash_attributes(uint64_t hash, const struct attributes *attributes) {
    if (!attributes) {
        return hash_number(hash, 0);
    }
    hash = hash_optional(hash, attributes->id);
    hash = hash_number(hash, attributes->class_count);
    for (size_t i = 0; i < attributes->class_count; i++) {
        hash = hash_text(hash, attributes->classes[i]);
    }
    hash = hash_number(hash, attributes->count);
    for (size_t i = 0; i < attributes->count; i++) {
        hash = hash_optional(hash_text(hash, attributes->items[i].key), attributes->items[i].value);
    }
    return hash;
}

/* Parent and id place it in the tree; an origin counts by its kind only, for that decides how a numeral may be set. */
static uint64_t hash_node(uint64_t hash, const struct node *node) {
    const uint64_t numbers[] = {
        node->kind,    node->id,    node->parent ? node->parent->id : 0,
        node->ordered, node->tight, node->header, node->align, node->rows, (uint64_t)node->level,
        node->target,  node->graphic, node->number, node->origin.kind,
    };
    hash = hash_bytes(hash, numbers, sizeof numbers);
    hash = hash_optional(hash, node->text);
    hash = hash_optional(hash, node->label);
    return hash_attributes(hash, node->attributes);
}

uint64_t document_hash(uint64_t hash, const struct document *document) {
    const char *const texts[] = {
        document->language, document->title,         document->author,          document->subject,
        document->keywords, document->running_title, document->running_subject, document->running_edition,
        document->archive,  document->status,        document->slides,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        hash = hash_optional(hash, texts[i]);
    }
    for (size_t i = 0; i < IMPRINT_COUNT; i++) {
        hash = hash_optional(hash, document->imprint[i]);
    }
    hash = hash_number(hash, document->handout);
    hash = hash_number(hash, document->notes_by_chapter);
    hash = hash_number(hash, document->node_count);
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        hash = hash_node(hash, node);
    }
    return hash;
}
