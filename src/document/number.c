#include "document/number.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "document/contents.h"

#include <string.h>

/* A no-break space keeps "Figure" and its number on one line. */
static const char no_break_space[] = "\xC2\xA0";

/* [^a:label] is a note of the lettered series. */
static const char lettered_prefix[] = "a:";

struct numbering {
    struct arena *arena;
    struct diag *diag;
    struct document *document;
    const struct labels *labels;
    struct map *ids;   /* identifier to node id */
    struct map *notes; /* label to node id of the NODE_FOOTNOTE */
    uint32_t chapter;  /* 0: outside chapters */
    uint32_t chapters, appendices, section, figures, tables, note;
    const char *prefix; /* of sections: the chapter's number, the appendix's letter */
    uint32_t lettered; /* notes of the second series */
};

static void add_text(struct numbering *numbering, struct node *parent, const char *text) {
    struct node *node = node_new(numbering->arena, numbering->document, NODE_TEXT, parent->pos);
    node->text = text;
    node->origin = (struct origin){ .kind = ORIGIN_COUNTER, .pos = parent->pos };
    node_add(parent, node);
}

/* A to Z, then AA, AB, … */
static const char *capitals(struct arena *arena, uint32_t number) {
    const char *text = "";
    for (; number; number = (number - 1) / 26) {
        text = arena_print(arena, "%c%s", (char)('A' + (number - 1) % 26), text);
    }
    return text;
}

static void number_heading(struct numbering *numbering, struct node *heading) {
    bool counted = !node_has_class(heading, "unnumbered");
    if (heading->level == 1 && counted && node_has_class(heading, "appendix")) {
        heading->number = numbering->chapter = ++numbering->appendices;
        heading->label = numbering->prefix = capitals(numbering->arena, numbering->appendices);
        numbering->section = 0;
    } else if (heading->level == 1) {
        bool chapter = counted && node_has_class(heading, "chapter");
        numbering->chapter = chapter ? ++numbering->chapters : 0;
        numbering->section = 0;
        heading->number = numbering->chapter;
        heading->label = chapter ? arena_print(numbering->arena, "%u", numbering->chapter) : "";
        numbering->prefix = heading->label;
    } else if (heading->level == 2 && numbering->chapter && counted) {
        heading->number = ++numbering->section;
        heading->label = arena_print(numbering->arena, "%s.%u", numbering->prefix, numbering->section);
    }
}

/* Figures with part=a, part=b, … share a number: "Figure 1a", "Figure 1b". */
static void number_figure(struct numbering *numbering, struct node *figure) {
    bool table = strcmp(figure->text, "table") == 0;
    const char *part = node_attribute(figure, "part");
    uint32_t *count = table ? &numbering->tables : &numbering->figures;
    *count += !part || strcmp(part, "a") == 0 || *count == 0;
    figure->number = *count;
    const char *word = table ? numbering->labels->table : numbering->labels->figure;
    figure->label = arena_print(numbering->arena, "%s%s%u%s", word, no_break_space, figure->number, part ? part : "");
    for (struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION && strcmp(child->text, "label") == 0) {
            add_text(numbering, child, figure->label);
        }
    }
}

static void note_identifier(struct numbering *numbering, struct node *node) {
    const char *id = node_identifier(node);
    if (id && !map_add(numbering->ids, id, node->id)) {
        diag_add(numbering->diag, DIAG_CODE_ID_TWICE, node->pos, "%s", id);
    }
}

/* The first walk: headings, figures, identifiers, and where notes are. */
static void number_nodes(struct numbering *numbering) {
    struct node *root = numbering->document->root;
    for (struct node *node = root; node; node = node_next(root, node)) {
        note_identifier(numbering, node);
        if (node->kind == NODE_HEADING) {
            number_heading(numbering, node);
        } else if (node->kind == NODE_FIGURE) {
            number_figure(numbering, node);
        } else if (node->kind == NODE_FOOTNOTE) {
            map_add(numbering->notes, node->text, node->id);
        }
    }
}

static struct node *node_at(const struct numbering *numbering, size_t id) {
    return id == MAP_NONE ? NULL : numbering->document->nodes[id - 1];
}

/* a to z, then aa, ab, … */
static const char *letters(struct arena *arena, uint32_t number) {
    const char *text = "";
    for (; number; number = (number - 1) / 26) {
        text = arena_print(arena, "%c%s", (char)('a' + (number - 1) % 26), text);
    }
    return text;
}

/* The table with caption around mark, or NULL; a mark inside a note has none. */
static struct node *table_around(const struct node *mark) {
    struct node *node = mark->parent;
    while (node && node->kind != NODE_FIGURE && node->kind != NODE_FOOTNOTE) {
        node = node->parent;
    }
    return node && node->kind == NODE_FIGURE && strcmp(node->text, "table") == 0 ? node : NULL;
}

/* A note first marked in a table belongs to it: it has a letter of the table's own and stands below its rows. */
static void hang_note(struct numbering *numbering, struct node *note, struct node *table) {
    struct node *behind = table->first;
    note->number = 1;
    for (; behind && behind->kind != NODE_SOURCE; behind = behind->next) {
        note->number += behind->kind == NODE_FOOTNOTE;
    }
    note->label = letters(numbering->arena, note->number);
    node_remove(note);
    if (behind) {
        node_insert_before(behind, note);
    } else {
        node_add(table, note);
    }
}

/* Numbers the note behind mark when it is met first. Returns false if there is none. */
static bool number_mark(struct numbering *numbering, struct node *mark) {
    struct node *note = node_at(numbering, map_find(numbering->notes, mark->text));
    if (!note) {
        diag_add(numbering->diag, DIAG_CODE_NOTE_WITHOUT_TEXT, mark->pos, "%s", mark->text);
        return false;
    }
    struct node *table = note->number ? NULL : table_around(mark);
    if (table) {
        hang_note(numbering, note, table);
    } else if (!note->number && strncmp(note->text, lettered_prefix, sizeof lettered_prefix - 1) == 0) {
        note->number = ++numbering->lettered;
        note->label = letters(numbering->arena, note->number);
    } else if (!note->number) {
        note->number = ++numbering->note;
        note->label = arena_print(numbering->arena, "%u", note->number);
    }
    mark->target = note->id;
    mark->number = note->number;
    mark->label = note->label;
    return true;
}

/* What a reference to target prints: "Figure 1", "Section 1.1", or the heading's own words if it has no number. */
static void print_reference(struct numbering *numbering, struct node *reference, const struct node *target) {
    const char *text = target->label;
    if (target->kind == NODE_HEADING && text[0]) {
        bool appendix = target->level == 1 && node_has_class(target, "appendix");
        const char *word = appendix ? numbering->labels->appendix : numbering->labels->section;
        text = arena_print(numbering->arena, "%s%s%s", word, no_break_space, text);
    } else if (!text[0]) {
        text = node_plain_text(numbering->arena, target);
    }
    reference->target = target->id;
    add_text(numbering, reference, text);
}

static void resolve_reference(struct numbering *numbering, struct node *reference) {
    const struct node *target = node_at(numbering, map_find(numbering->ids, reference->text));
    if (target) {
        print_reference(numbering, reference, target);
        return;
    }
    diag_add(numbering->diag, DIAG_CODE_REFERENCE_UNKNOWN, reference->pos, "%s", reference->text);
    add_text(numbering, reference, arena_print(numbering->arena, "@%s", reference->text));
}

/* The second walk: marks and references, in the order of reading. */
static void resolve_nodes(struct numbering *numbering) {
    struct node *root = numbering->document->root;
    for (struct node *node = root, *next; node; node = next) {
        next = node_next(root, node);
        if (node->kind == NODE_HEADING && node->level == 1 && numbering->document->notes_by_chapter) {
            numbering->note = numbering->lettered = 0;
        }
        if (node->kind == NODE_REFERENCE && !node->first) {
            resolve_reference(numbering, node);
        } else if (node->kind == NODE_NOTE_MARK && !number_mark(numbering, node)) {
            node_remove(node);
        }
    }
}

static void drop_unused_notes(struct numbering *numbering) {
    struct node *root = numbering->document->root;
    for (struct node *node = root, *next; node; node = next) {
        bool unused = node->kind == NODE_FOOTNOTE && !node->number;
        next = unused ? node_behind(root, node) : node_next(root, node);
        if (unused) {
            diag_add(numbering->diag, DIAG_CODE_NOTE_UNUSED, node->pos, "%s", node->text);
            node_remove(node);
        }
    }
}

void document_number(struct arena *arena, struct diag *diag, struct document *document, const struct labels *labels) {
    struct numbering numbering = { .arena = arena, .diag = diag, .document = document, .labels = labels,
                                   .ids = map_new(arena), .notes = map_new(arena) };
    number_nodes(&numbering);
    resolve_nodes(&numbering);
    drop_unused_notes(&numbering);
    contents_make(arena, document, labels);
}
