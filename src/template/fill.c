#include "template/fill.h"

#include "base/arena.h"
#include "base/map.h"
#include "geo/region.h"
#include "policy/policy.h"
#include "template/claim.h"
#include "template/imprint.h"
#include "template/priority.h"
#include "template/request.h"
#include "template/table.h"

#include <string.h>

enum { NODES_MAX = 100000 };

struct node *fill_new(struct filling *filling, struct node *to, enum node_kind kind, struct source_pos pos) {
    struct node *node = node_new(filling->arena, filling->document, kind, pos);
    node_add(to, node);
    return node;
}

struct node *fill_block(struct filling *filling, struct node *to, const char *role, struct source_pos pos) {
    struct node *block = fill_new(filling, to, NODE_BLOCK, pos);
    block->text = role;
    return block;
}

void fill_text(struct filling *filling, struct node *to, const char *text, struct origin origin) {
    if (text[0] == '\0') {
        return;
    }
    struct node *node = fill_new(filling, to, NODE_TEXT, origin.pos);
    node->text = text;
    node->origin = origin;
}

/* ---- attributes ---- */

const struct attributes *fill_class(struct arena *arena, const char *name) {
    struct attributes *attributes = arena_alloc(arena, sizeof *attributes);
    attributes->classes = arena_array(arena, 1, sizeof *attributes->classes);
    attributes->classes[attributes->class_count++] = name;
    return attributes;
}

static bool is_listed(const char *key, const char *const list[]) {
    for (; list && *list; list++) {
        if (strcmp(key, *list) == 0) {
            return true;
        }
    }
    return false;
}

const struct attributes *fill_attributes(struct filling *filling, const struct node *node,
                                         const char *const without[]) {
    const struct attributes *from = node->attributes;
    if (!from) {
        return NULL;
    }
    const struct detail *detail = detail_of(filling->template, node);
    struct attributes *filled = arena_alloc(filling->arena, sizeof *filled);
    *filled = *from;
    filled->items = arena_array(filling->arena, from->count, sizeof *filled->items);
    filled->count = 0;
    if (detail && detail->identifier) {
        filled->id = fill_plain(filling, detail->identifier);
    }
    for (size_t i = 0; i < from->count; i++) {
        struct attribute item = from->items[i];
        if (is_listed(item.key, without) || strcmp(item.key, "claim") == 0) {
            continue;
        }
        if (detail && detail->values && detail->values[i]) {
            item.value = fill_plain(filling, detail->values[i]);
        }
        filled->items[filled->count++] = item;
    }
    return filled->id || filled->class_count || filled->count ? filled : NULL;
}

/* ---- inlines ---- */

static void fill_expression(struct filling *filling, const struct node *node, struct node *to) {
    const struct formula *formula = detail_of(filling->template, node)->formula;
    if (!formula) {
        return;
    }
    struct evaluation *evaluation = &filling->evaluation;
    struct value value = evaluate(evaluation, formula);
    struct value text;
    evaluation->formula = formula;
    if (value_print(evaluation, value, filling->bare, &text)) {
        for (size_t i = 0; i < text.piece_count; i++) {
            fill_text(filling, to, text.pieces[i].text, text.pieces[i].origin);
        }
    }
}

static struct node *copy_node(struct filling *filling, const struct node *node, struct node *to) {
    static const char *const own[] = { "headline", NULL };
    struct node *copy = node_copy(filling->arena, filling->document, node);
    copy->attributes = fill_attributes(filling, node, node->kind == NODE_HEADING ? own : NULL);
    copy->number = 0;
    node_add(to, copy);
    return copy;
}

static void fill_link(struct filling *filling, const struct node *node, struct node *to) {
    const struct detail *detail = detail_of(filling->template, node);
    struct node *copy = copy_node(filling, node, to);
    if (detail && detail->address) {
        copy->text = fill_plain(filling, detail->address);
    }
    fill_children(filling, node, copy);
}

static void fill_mark(struct filling *filling, const struct node *node, struct node *to) {
    copy_node(filling, node, to);
    map_add(filling->marks, node->text, 1);
}

static void fill_citation(struct filling *filling, const struct node *node, struct node *to) {
    fill_cite(filling, copy_node(filling, node, to));
}

/* A drawing in running text stands in a span, which keeps it part of its line wherever it is. */
static void fill_span(struct filling *filling, const struct node *node, struct node *to) {
    const struct detail *detail = detail_of(filling->template, node);
    if (!detail || !detail->drawing) {
        fill_children(filling, node, copy_node(filling, node, to));
        return;
    }
    struct node *span = fill_new(filling, to, NODE_SPAN, node->pos);
    struct node *graphic = fill_new(filling, span, NODE_GRAPHIC, node->pos);
    graphic->attributes = fill_class(filling->arena, "inline");
    if (!request_inline(filling, detail->drawing, graphic)) {
        node_remove(span);
    }
}

/* ---- blocks ---- */

static bool is_blank(const struct node *node) {
    return node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK ||
           (node->kind == NODE_TEXT && strspn(node->text, " ") == strlen(node->text));
}

/* A paragraph of which nothing is left, because its expressions chose to print nothing, goes. */
static bool says_nothing(const struct node *paragraph) {
    for (const struct node *child = paragraph->first; child; child = child->next) {
        if (!is_blank(child)) {
            return false;
        }
    }
    return true;
}

static void fill_paragraph(struct filling *filling, const struct node *node, struct node *to) {
    struct node *copy = copy_node(filling, node, to);
    fill_children(filling, node, copy);
    if (says_nothing(copy)) {
        node_remove(copy);
        return;
    }
    fill_close_gaps(filling, copy);
}

static void fill_heading(struct filling *filling, const struct node *node, struct node *to) {
    const struct detail *detail = detail_of(filling->template, node);
    filling->heading_level = node->level;
    fill_children(filling, node, copy_node(filling, node, to));
    if (detail && detail->headline) {
        fill_fragment(filling, detail->headline, fill_block(filling, to, "headline", detail->headline->pos));
    }
}

/* A list that a loop or a choice goes on with continues the one before it. */
static void fill_list(struct filling *filling, const struct node *node, struct node *to) {
    struct node *last = to->last;
    bool merge = filling->seam && last && last->kind == NODE_LIST && last->ordered == node->ordered;
    struct node *list = merge ? last : copy_node(filling, node, to);
    fill_children(filling, node, list);
}

/* Rows without a head continue the table before them. */
static void fill_table(struct filling *filling, const struct node *node, struct node *to) {
    struct node *last = to->last;
    bool headless = !node->first || !node->first->header;
    bool merge = filling->seam && headless && last && last->kind == NODE_TABLE;
    fill_children(filling, node, merge ? last : copy_node(filling, node, to));
}

/* A cell whose last words were not printed does not end with the line break before them. */
static void trim_cell(struct node *cell) {
    while (cell->last && is_blank(cell->last)) {
        node_remove(cell->last);
    }
}

/* {span=n} at the end of a cell: it takes the place of the n − 1 empty cells behind it. What stands in the first cell
 * is the row's. */
static void fill_row(struct filling *filling, const struct node *node, struct node *to) {
    struct node *row = copy_node(filling, node, to);
    if (priority_drops(filling, row)) {
        node_remove(row);
        return;
    }
    fill_children(filling, node, row);
    for (struct node *cell = row->first; cell; cell = cell->next) {
        trim_cell(cell);
        cell_read(filling, cell, cell->previous ? cell : row);
        int span = cell->level;
        for (cell->level = span ? 1 : 0; cell->level < span && cell->next && !cell->next->first; cell->level++) {
            node_remove(cell->next);
        }
    }
}

static void keep_note(struct filling *filling, const struct node *node) {
    filling->notes = arena_grow(filling->arena, filling->notes, filling->note_count, &filling->note_capacity,
                                sizeof *filling->notes);
    filling->notes[filling->note_count++] = node;
}

static void fill_directive(struct filling *filling, const struct node *node, struct node *to) {
    const struct detail *detail = detail_of(filling->template, node);
    if (detail && detail->typed) {
        detail->directive->fill(filling, node, detail->typed, to);
    }
}

bool fill_is_full(struct filling *filling, const struct node *node) {
    if (!filling->full && filling->document->node_count > NODES_MAX) {
        filling->full = true;
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_LIMIT, node->pos, "more than %d pieces", NODES_MAX);
    }
    return filling->full;
}

static void fill_copy(struct filling *filling, const struct node *node, struct node *to) {
    fill_children(filling, node, copy_node(filling, node, to));
}

/* How a kind of node is filled; the others are copied. */
static void (*const fills[NODE_KIND_COUNT])(struct filling *, const struct node *, struct node *) = {
    [NODE_DIRECTIVE] = fill_directive, [NODE_EXPRESSION] = fill_expression, [NODE_NOTE_MARK] = fill_mark,
    [NODE_CITATION] = fill_citation,   [NODE_LINK] = fill_link,             [NODE_PARAGRAPH] = fill_paragraph,
    [NODE_HEADING] = fill_heading,     [NODE_LIST] = fill_list,             [NODE_TABLE] = fill_table,
    [NODE_ROW] = fill_row,             [NODE_SPAN] = fill_span,
};

static void fill_node(struct filling *filling, const struct node *node, struct node *to) {
    if (node->kind == NODE_FOOTNOTE) {
        keep_note(filling, node);
        return;
    }
    struct node *before = to->last;
    (fills[node->kind] ? fills[node->kind] : fill_copy)(filling, node, to);
    const struct detail *detail = detail_of(filling->template, node);
    if (detail && detail->claim) {
        struct node *first = before ? before->next : to->first;
        claim_check(filling, detail->claim, (struct claimed){ first, first ? to->last : NULL });
    }
    filling->seam = filling->seam && (node_is_inline(node) || node->kind == NODE_DIRECTIVE);
}

/* A let holds to the end of the block that it stands in. */
void fill_children(struct filling *filling, const struct node *from, struct node *to) {
    const struct scope *scope = filling->evaluation.scope;
    for (const struct node *child = from->first; child && !fill_is_full(filling, child); child = child->next) {
        fill_node(filling, child, to);
    }
    filling->evaluation.scope = scope;
}

/* ---- fragments ---- */

bool fill_fragment(struct filling *filling, fragment from, struct node *to) {
    struct node *last = to->last;
    if (from) {
        fill_children(filling, from, to);
    }
    return to->last != last;
}

const char *fill_plain(struct filling *filling, fragment from) {
    if (!from) {
        return NULL;
    }
    struct node *holder = node_new(filling->arena, filling->document, NODE_PARAGRAPH, from->pos);
    fill_children(filling, from, holder);
    return node_plain_text(filling->arena, holder);
}

struct node *fill_line(struct filling *filling, struct node *to, enum node_kind kind, const char *text, fragment from) {
    if (!from) {
        return NULL;
    }
    struct node *line = fill_new(filling, to, kind, from->pos);
    line->text = text;
    fill_children(filling, from, line);
    if (says_nothing(line)) {
        node_remove(line);
        return NULL;
    }
    return line;
}

/* ---- the document ---- */

/* True if the template marks the note anywhere: then a note that is not marked now belongs to a part that was not
 * chosen. */
static bool is_marked_somewhere(const struct document *document, const char *label) {
    for (uint32_t i = 0; i < document->node_count; i++) {
        const struct node *node = document->nodes[i];
        if (node->kind == NODE_NOTE_MARK && strcmp(node->text, label) == 0) {
            return true;
        }
    }
    return false;
}

static void fill_notes(struct filling *filling) {
    for (size_t i = 0; i < filling->note_count; i++) {
        const struct node *note = filling->notes[i];
        bool marked = map_find(filling->marks, note->text) != MAP_NONE;
        if (marked || !is_marked_somewhere(filling->template->document, note->text)) {
            fill_children(filling, note, copy_node(filling, note, filling->document->root));
        }
    }
}

static void settle_tables(struct filling *filling) {
    struct node *root = filling->document->root;
    for (struct node *node = root; node; node = node_next(root, node)) {
        if (node->kind == NODE_TABLE) {
            table_settle(filling, node);
        }
    }
}

static const char *or_empty(const char *text) {
    return text ? text : "";
}

/* A text of the running head, with where it comes from. */
static const char *fill_running(struct filling *filling, fragment from, struct origin *origin) {
    if (!from) {
        return "";
    }
    struct node *holder = node_new(filling->arena, filling->document, NODE_PARAGRAPH, from->pos);
    fill_children(filling, from, holder);
    *origin = node_text_origin(holder);
    return node_plain_text(filling->arena, holder);
}

static void fill_front(struct filling *filling) {
    const struct template *template = filling->template;
    struct document *document = filling->document;
    document->language = filling->job->language;
    imprint_fill(filling);
    document->archive = template->archive;
    document->title = or_empty(fill_plain(filling, template->title));
    document->author = or_empty(fill_plain(filling, template->author));
    document->subject = or_empty(fill_plain(filling, template->subject));
    document->keywords = or_empty(fill_plain(filling, template->keywords));
    document->status = or_empty(fill_plain(filling, template->status));
    document->running_title = fill_running(filling, template->running_title, &document->running_title_origin);
    document->running_subject = fill_running(filling, template->running_subject, &document->running_subject_origin);
    document->notes_by_chapter = template->notes_by_chapter;
    document->slides = template->slides;
    document->handout = template->handout;
    document->running_edition = fill_running(filling, template->running_edition, &document->running_edition_origin);
}

static const struct language_labels *find_labels(const struct template *template, const char *language) {
    for (size_t i = 0; i < template->language_count; i++) {
        if (strcmp(template->languages[i].language, language) == 0) {
            return &template->languages[i];
        }
    }
    return NULL;
}

/* What a document cannot do without. */
static bool check_job(struct diag *diag, const struct template *template, const struct template_world *world,
                      const struct template_job *job) {
    struct source_pos pos = template->document->root->pos;
    if (!geo_find(world->geo, job->subject)) {
        diag_add(diag, DIAG_CODE_TEMPLATE_SUBJECT, pos, "%s", job->subject);
        return false;
    }
    if (!find_labels(template, job->language)) {
        diag_add(diag, DIAG_CODE_TEMPLATE_LABELS, pos, "%s/labels.%s.yaml", template->folder, job->language);
        return false;
    }
    return true;
}

static const struct policy *narrative_of(const struct template *template, const char *subject) {
    for (size_t i = 0; i < template->narrative_count; i++) {
        if (strcmp(template->narratives[i].subject, subject) == 0) {
            return &template->narratives[i];
        }
    }
    return NULL;
}

struct filled *template_fill(struct arena *arena, struct diag *diag, const struct template *template,
                             const struct template_world *world, const struct template_job *job) {
    if (!check_job(diag, template, world, job)) {
        return NULL;
    }
    struct filled *filled = arena_alloc(arena, sizeof *filled);
    filled->document = document_new(arena);
    filled->document->root->pos = template->document->root->pos;
    filled->labels = find_labels(template, job->language)->labels;
    filled->words = find_labels(template, job->language)->words;
    struct filling filling = {
        .arena = arena, .diag = diag, .template = template, .world = world, .job = job, .filled = filled,
        .document = filled->document, .marks = map_new(arena), .citations = map_new(arena),
        .evaluation = { .arena = arena, .diag = diag, .world = world, .job = job,
                        .subject = geo_find(world->geo, job->subject), .filled = filled },
    };
    filling.evaluation.narrative = narrative_of(template, job->subject);
    fill_front(&filling);
    fill_children(&filling, template->document->root, filled->document->root);
    fill_notes(&filling);
    fill_annexes(&filling);
    fill_collections(&filling);
    fill_bibliographies(&filling);
    settle_tables(&filling);
    if (!*filled->document->slides) {
        fill_figure_tables(&filling);
    }
    fill_abbreviations(&filling);
    return filled;
}
