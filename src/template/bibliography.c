/* Citations and the bibliography. An entry of bibliography.yaml: author, year, title, publisher, address, accessed. */
#include "template/author.h"
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

/* ---- the works that are printed, in order ---- */

struct work {
    const struct yaml *entry;
    const char *whole, *brief; /* who wrote it */
    const char *year;          /* "2022", or "2022b" for the second that the text would call so, as "n.d.-b" does */
};

struct works {
    struct work *items;
    size_t count;
};

static int compare(struct collator *collator, const struct work *a, const struct work *b) {
    int order = collator_compare(collator, a->whole, b->whole);
    order = order ? order : strcmp(a->year, b->year);
    return order ? order : (a->entry->pos.line > b->entry->pos.line) - (a->entry->pos.line < b->entry->pos.line);
}

static void sort(struct filling *filling, struct works *works) {
    struct collator *collator = collator_open(filling->job->language);
    for (size_t i = 1; i < works->count; i++) {
        struct work work = works->items[i];
        size_t at = i;
        while (at > 0 && compare(collator, &works->items[at - 1], &work) > 0) {
            works->items[at] = works->items[at - 1];
            at--;
        }
        works->items[at] = work;
    }
    collator_close(collator);
}

/* The year with a letter where the text calls several works alike, in the order of the bibliography. */
static const char *year_text(struct arena *arena, const struct works *works, size_t index) {
    const struct work *work = &works->items[index];
    size_t before = 0, same = 0;
    for (size_t i = 0; i < works->count; i++) {
        bool alike = strcmp(works->items[i].brief, work->brief) == 0 &&
                     strcmp(text_of(works->items[i].entry, "year"), text_of(work->entry, "year")) == 0;
        same += alike ? 1 : 0;
        before += alike && i < index ? 1 : 0;
    }
    const char *year = text_of(work->entry, "year");
    if (same < 2 || before >= 26) {
        return year;
    }
    bool words = year[0] < '0' || year[0] > '9'; /* "n.d.-a" */
    return arena_print(arena, "%s%s%c", year, words ? "-" : "", (char)('a' + before));
}

static struct works works_of(struct filling *filling) {
    const struct yaml *bibliography = filling->world->bibliography;
    const char *et_al = filling->filled->labels.et_al;
    struct works works = { 0 };
    if (!bibliography) {
        return works;
    }
    works.items = arena_array(filling->arena, bibliography->count, sizeof *works.items);
    for (size_t i = 0; i < bibliography->count; i++) {
        const struct yaml *entry = bibliography->items[i];
        if (is_printed(filling, i)) {
            works.items[works.count++] = (struct work){ entry, author_whole(filling->arena, entry, et_al),
                author_short(filling->arena, entry, filling->job->language, et_al), text_of(entry, "year") };
        }
    }
    sort(filling, &works);
    for (size_t i = 0; i < works.count; i++) {
        works.items[i].year = year_text(filling->arena, &works, i);
    }
    return works;
}

/* ---- what is printed ---- */

/* "(Author, year)" in a sentence, "Author (year)" in a list of sources. */
static void print_citation(struct filling *filling, struct node *citation, const struct work *work) {
    const char *form = node_has_class(citation, "author") ? "%s (%s)" : "(%s, %s)";
    fill_text(filling, citation, arena_print(filling->arena, form, work->brief, work->year), origin_of(work->entry, "year"));
}

static void print_citations(struct filling *filling, const struct works *works) {
    for (size_t i = 0; i < filling->cited_count; i++) {
        const struct yaml *entry = yaml_find(filling->world->bibliography, filling->cited[i]->text);
        for (size_t j = 0; j < works->count; j++) {
            if (works->items[j].entry == entry) {
                print_citation(filling, filling->cited[i], &works->items[j]);
            }
        }
    }
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
static void add_entry(struct filling *filling, struct node *block, const struct work *work) {
    struct arena *arena = filling->arena;
    const struct yaml *entry = work->entry;
    struct node *to = fill_block(filling, block, "bibliography-entry", entry->pos);
    link_citations(filling, entry, to);
    fill_text(filling, to, arena_print(arena, "%s (%s). ", work->whole, work->year), origin_of(entry, "author"));
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
    struct works works = works_of(filling);
    print_citations(filling, &works);
    for (size_t i = 0; i < filling->bibliography_count; i++) {
        for (size_t j = 0; j < works.count; j++) {
            add_entry(filling, filling->bibliographies[i], &works.items[j]);
        }
    }
}

const struct directive directive_bibliography = { "bibliography", BODY_NONE, read, fill };
