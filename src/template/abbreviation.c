/* Abbreviations and what they stand for, from one list: where one is met first in a section, its text becomes a span that knows its
 * expansion, so that readers can speak it; ::: abbreviations prints those that the document uses. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/yaml.h"

#include <string.h>
#include <strings.h>

/* Headings down to this level begin a section in which each abbreviation is told anew. */
enum { SECTION_LEVEL = 2 };

struct abbreviation {
    const char *text, *expansion;
    size_t size;
    struct source_pos pos;
    bool is_told; /* in this section */
    bool is_used; /* in the document */
};

struct abbreviations {
    struct filling *filling;
    struct abbreviation *items;
    size_t count;
};

/* ---- the list ---- */

/* The expansion in the document's language; a lone text holds for every language. NULL if there is none. */
static const char *expansion_of(const struct yaml *entry, const char *language) {
    const struct yaml *value = entry->kind == YAML_MAP ? yaml_find(entry, language) : entry;
    return value && value->kind == YAML_SCALAR && value->text[0] ? value->text : NULL;
}

static struct abbreviations read_list(struct filling *filling) {
    const struct yaml *list = filling->world->abbreviations;
    struct abbreviations all = { .filling = filling };
    all.items = arena_array(filling->arena, list->count, sizeof *all.items);
    for (size_t i = 0; i < list->count; i++) {
        const char *expansion = expansion_of(list->items[i], filling->job->language);
        if (expansion && list->keys[i][0]) {
            all.items[all.count++] = (struct abbreviation){ .text = list->keys[i], .expansion = expansion,
                .size = strlen(list->keys[i]), .pos = list->key_pos[i] };
        }
    }
    return all;
}

/* ---- in text ---- */

/* Letters and digits, as far as words of this part of the world are written with them. */
static bool is_word(const char *text, size_t size) {
    size_t length = 0;
    uint32_t code = size > 0 ? utf8_decode(text, size, &length) : 0;
    bool is_ascii = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || code == '_';
    return is_ascii || (code >= 0xC0 && code < 0x2000);
}

/* True if a word begins at text + at. */
static bool is_start(const char *text, size_t at) {
    size_t before = at;
    while (before > 0 && ((unsigned char)text[--before] & 0xC0) == 0x80) {
    }
    return at == 0 || !is_word(text + before, at - before);
}

/* The longest abbreviation that stands at text + at as a word of its own. */
static struct abbreviation *match_at(const struct abbreviations *all, const char *text, size_t at) {
    struct abbreviation *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        struct abbreviation *item = &all->items[i];
        bool is_longer = !best || item->size > best->size;
        if (is_longer && strncmp(text + at, item->text, item->size) == 0 &&
            !is_word(text + at + item->size, strlen(text + at + item->size))) {
            best = item;
        }
    }
    return best;
}

/* True if the text says itself what the abbreviation at at stands for: "full words (FW)" or "FW (full words)". */
static bool is_explained(const struct abbreviation *item, const char *text, size_t at) {
    size_t size = strlen(item->expansion);
    const char *behind = text + at + item->size;
    bool before = at >= size + 2 && text[at - 1] == '(' && strncasecmp(text + at - size - 2, item->expansion, size) == 0;
    return before || (strncmp(behind, " (", 2) == 0 && strncasecmp(behind + 2, item->expansion, size) == 0);
}

/* The part of a text that begins at byte start: where it is written as it is printed, its place moves on too. */
static void cut_front(struct node *text, size_t start) {
    bool is_written = text->origin.kind == ORIGIN_LITERAL || text->origin.kind == ORIGIN_POLICY;
    text->text += start;
    if (is_written && text->origin.pos.column > 0) {
        text->origin.pos.column += (uint32_t)start;
    }
}

static struct node *copy_part(struct filling *filling, const struct node *text, size_t start, size_t size) {
    struct node *part = node_copy(filling->arena, filling->document, text);
    cut_front(part, start);
    part->text = arena_copy(filling->arena, part->text, size);
    return part;
}

/* Puts the abbreviation at at into a span, what stands before it into a text of its own; text keeps the rest. */
static void split(struct abbreviations *all, struct node *text, size_t at, const struct abbreviation *item) {
    struct filling *filling = all->filling;
    struct node *span = node_new(filling->arena, filling->document, NODE_SPAN, text->pos);
    span->attributes = attributes_with(filling->arena, NULL, (struct attribute){ "expansion", item->expansion, item->pos });
    if (at > 0) {
        node_insert_before(text, copy_part(filling, text, 0, at));
    }
    node_add(span, copy_part(filling, text, at, item->size));
    node_insert_before(text, span);
    cut_front(text, at + item->size);
}

static void mark_text(struct abbreviations *all, struct node *text) {
    for (size_t at = 0; text->text[at]; at++) {
        struct abbreviation *item = is_start(text->text, at) ? match_at(all, text->text, at) : NULL;
        if (!item) {
            continue;
        }
        bool is_new = !item->is_told && !is_explained(item, text->text, at);
        item->is_told = item->is_used = true;
        if (is_new) {
            split(all, text, at, item);
            at = (size_t)-1; /* the text is what stands behind the span */
        } else {
            at += item->size - 1;
        }
    }
    if (text->text[0] == '\0') {
        node_remove(text);
    }
}

/* Text in which nothing is marked: addresses, code, other languages, and what the template itself expands. */
static bool is_closed(const struct node *node) {
    bool is_own = node->kind == NODE_SPAN && (node_attribute(node, "lang") || node_attribute(node, "expansion"));
    return is_own || node->kind == NODE_LINK || node->kind == NODE_CODE;
}

static void begin_section(struct abbreviations *all) {
    for (size_t i = 0; i < all->count; i++) {
        all->items[i].is_told = false;
    }
}

static void mark_document(struct abbreviations *all) {
    struct node *root = all->filling->document->root, *next = NULL;
    for (struct node *node = root; node; node = next) {
        next = is_closed(node) ? node_behind(root, node) : node_next(root, node);
        if (node->kind == NODE_HEADING && node->level <= SECTION_LEVEL) {
            begin_section(all);
        }
        if (node->kind == NODE_TEXT && node->origin.kind != ORIGIN_POINT) {
            mark_text(all, node);
        }
    }
}

/* ---- the printed list ---- */

static const void *read(struct reading *reading, struct node *node) {
    (void)reading;
    return node;
}

static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)typed;
    struct node *block = fill_block(filling, to, "abbreviations", node->pos);
    block->attributes = node->attributes;
    filling->abbreviations = block;
}

/* "FW  full words", in the order of the list. */
static void print_list(struct abbreviations *all) {
    struct filling *filling = all->filling;
    for (size_t i = 0; i < all->count; i++) {
        const struct abbreviation *item = &all->items[i];
        const struct origin origin = { .kind = ORIGIN_LITERAL, .pos = item->pos };
        if (!item->is_used) {
            continue;
        }
        struct node *entry = fill_block(filling, filling->abbreviations, "bibliography-entry", item->pos);
        fill_text(filling, fill_new(filling, entry, NODE_STRONG, item->pos), item->text, origin);
        fill_text(filling, entry, arena_print(filling->arena, ": %s", item->expansion), origin);
    }
}

void fill_abbreviations(struct filling *filling) {
    if (!filling->world->abbreviations || filling->world->abbreviations->kind != YAML_MAP) {
        return;
    }
    struct abbreviations all = read_list(filling);
    mark_document(&all);
    if (filling->abbreviations) {
        print_list(&all);
    }
}

const struct directive directive_abbreviations = { "abbreviations", BODY_NONE, read, fill };
