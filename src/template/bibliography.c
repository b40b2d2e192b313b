/* Citations and the bibliography. An entry of bibliography.yaml: author, year, title, publisher, address, accessed. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/yaml.h"
#include "text/number.h"

#include <string.h>

static const char *text_of(const struct yaml *entry, const char *key) {
    const struct yaml *value = yaml_find(entry, key);
    return value && value->kind == YAML_SCALAR ? value->text : "";
}

static struct origin origin_of(const struct yaml *entry, const char *key) {
    const struct yaml *value = yaml_find(entry, key);
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = value ? value->pos : entry->pos };
}

/* True if the entry at index is printed: cited, or all are. */
static bool is_printed(const struct filling *filling, size_t index) {
    const struct yaml *bibliography = filling->world->bibliography;
    return bibliography->items[index]->kind == YAML_MAP &&
           (filling->all_entries || map_find(filling->citations, bibliography->keys[index]) != MAP_NONE);
}

/* "2022", or "2022b" for the second work printed of an author in a year, in the order of the file. */
static const char *year_text(const struct filling *filling, const struct yaml *entry) {
    const struct yaml *bibliography = filling->world->bibliography;
    size_t before = 0;
    size_t same = 0;
    for (size_t i = 0; i < bibliography->count; i++) {
        const struct yaml *other = bibliography->items[i];
        bool alike = is_printed(filling, i) && strcmp(text_of(other, "author"), text_of(entry, "author")) == 0 &&
                     strcmp(text_of(other, "year"), text_of(entry, "year")) == 0;
        same += alike ? 1 : 0;
        before += alike && other->pos.line < entry->pos.line ? 1 : 0;
    }
    return same > 1 && before < 26 ? arena_print(filling->arena, "%s%c", text_of(entry, "year"), (char)('a' + before))
                                   : text_of(entry, "year");
}

/* What the citation prints is known when all are: the letter behind a year depends on the others. */
void fill_cite(struct filling *filling, struct node *citation) {
    const struct yaml *bibliography = filling->world->bibliography;
    const struct yaml *entry = yaml_find(bibliography, citation->text);
    struct origin origin = { .kind = ORIGIN_LITERAL, .pos = citation->pos };
    if (!entry || entry->kind != YAML_MAP) {
        diag_add(filling->diag, DIAG_CODE_CITATION_UNKNOWN, citation->pos, "%s", citation->text);
        fill_text(filling, citation, arena_print(filling->arena, "[@%s]", citation->text), origin);
        return;
    }
    map_add(filling->citations, citation->text, 1);
    filling->cited = arena_grow(filling->arena, filling->cited, filling->cited_count, &filling->cited_capacity,
                                sizeof *filling->cited);
    filling->cited[filling->cited_count++] = citation;
}

/* "(Author, year)" in a sentence, "Author (year)" in a list of sources. */
static void print_citations(struct filling *filling) {
    for (size_t i = 0; i < filling->cited_count; i++) {
        struct node *citation = filling->cited[i];
        const struct yaml *entry = yaml_find(filling->world->bibliography, citation->text);
        const char *author = text_of(entry, "author");
        const char *year = year_text(filling, entry);
        const char *text = node_has_class(citation, "author") ? arena_print(filling->arena, "%s (%s)", author, year)
                                                              : arena_print(filling->arena, "(%s, %s)", author, year);
        fill_text(filling, citation, text, origin_of(entry, "year"));
    }
}

/* ::: bibliography {all=yes}: every entry of the file, not only what is cited. */
static const void *read(struct reading *reading, struct node *node) {
    (void)reading;
    return node;
}

/* What is cited may follow: the block is filled at the end. */
static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)typed;
    struct node *block = fill_block(filling, to, "bibliography", node->pos);
    block->attributes = node->attributes;
    filling->all_entries = filling->all_entries || node_attribute(node, "all");
    filling->bibliographies = arena_grow(filling->arena, filling->bibliographies, filling->bibliography_count,
                                         &filling->bibliography_capacity, sizeof *filling->bibliographies);
    filling->bibliographies[filling->bibliography_count++] = block;
}

static int compare(struct collator *collator, const struct yaml *a, const struct yaml *b) {
    int order = collator_compare(collator, text_of(a, "author"), text_of(b, "author"));
    order = order ? order : strcmp(text_of(a, "year"), text_of(b, "year"));
    return order ? order : (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
}

static void sort_entries(struct filling *filling, const struct yaml **entries, size_t count) {
    struct collator *collator = collator_open(filling->job->language);
    for (size_t i = 1; i < count; i++) {
        const struct yaml *entry = entries[i];
        size_t at = i;
        while (at > 0 && compare(collator, entries[at - 1], entry) > 0) {
            entries[at] = entries[at - 1];
            at--;
        }
        entries[at] = entry;
    }
    collator_close(collator);
}

/* Citations lead to the first entry printed for them. */
static void link_citations(struct filling *filling, const struct yaml *entry, const struct node *printed) {
    for (size_t i = 0; i < filling->cited_count; i++) {
        struct node *citation = filling->cited[i];
        if (citation->target == 0 && yaml_find(filling->world->bibliography, citation->text) == entry) {
            citation->target = printed->id;
        }
    }
}

/* "Author (year). Title. Publisher. address (accessed date)". */
static void add_entry(struct filling *filling, struct node *block, const struct yaml *entry) {
    struct arena *arena = filling->arena;
    struct node *to = fill_block(filling, block, "bibliography-entry", entry->pos);
    link_citations(filling, entry, to);
    const char *year = year_text(filling, entry);
    fill_text(filling, to, arena_print(arena, "%s (%s). ", text_of(entry, "author"), year), origin_of(entry, "author"));
    struct node *title = fill_new(filling, to, NODE_EMPHASIS, entry->pos);
    fill_text(filling, title, arena_print(arena, "%s.", text_of(entry, "title")), origin_of(entry, "title"));
    const char *publisher = text_of(entry, "publisher");
    const char *gap = publisher[0] ? arena_print(arena, " %s. ", publisher) : " ";
    fill_text(filling, to, gap, origin_of(entry, "publisher"));
    const char *accessed = text_of(entry, "accessed");
    const char *address = text_of(entry, "address");
    if (address[0]) {
        struct node *span = fill_new(filling, to, NODE_SPAN, entry->pos);
        span->attributes = fill_class(arena, "address");
        struct node *link = fill_new(filling, span, NODE_LINK, entry->pos);
        link->text = address;
        fill_text(filling, link, address, origin_of(entry, "address"));
        if (accessed[0]) {
            fill_text(filling, span, arena_print(arena, " (%s)", accessed), origin_of(entry, "accessed"));
        }
    }
}

void fill_bibliographies(struct filling *filling) {
    const struct yaml *bibliography = filling->world->bibliography;
    print_citations(filling);
    for (size_t i = 0; bibliography && i < filling->bibliography_count; i++) {
        const struct yaml **entries = arena_array(filling->arena, bibliography->count, sizeof *entries);
        size_t count = 0;
        for (size_t j = 0; j < bibliography->count; j++) {
            if (is_printed(filling, j)) {
                entries[count++] = bibliography->items[j];
            }
        }
        sort_entries(filling, entries, count);
        for (size_t j = 0; j < count; j++) {
            add_entry(filling, filling->bibliographies[i], entries[j]);
        }
    }
}

const struct directive directive_bibliography = { "bibliography", BODY_NONE, read, fill };
