/* chart, diagram and table: a caption, a drawing or rows, a source. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "indicator/series.h"
#include "template/data_table.h"
#include "template/outline.h"
#include "template/priority.h"

#include <string.h>

/* What a figure's YAML says beside its drawing. */
struct figure {
    fragment identifier, headline, subtitle, source, note, widths;
    struct plan plan;
    const struct data_table *data; /* a table from data; NULL: its rows are written */
};

/* On a slide the title is the headline. */
static bool is_on_slide(const struct node *node) {
    while (node && !(node->kind == NODE_DIRECTIVE && strcmp(node->text, "slide") == 0)) {
        node = node->parent;
    }
    return node != NULL;
}

static void read_captions(struct reading *reading, const struct node *node, struct figure *figure) {
    const struct yaml *map = node->body;
    figure->headline = fragment_of_key(reading, map, "headline");
    figure->subtitle = fragment_of_key(reading, map, "subtitle");
    figure->source = fragment_of_key(reading, map, "source");
    figure->note = fragment_of_key(reading, map, "note");
    if (!is_on_slide(node)) {
        yaml_need(reading->diag, map, "headline");
    }
}

static bool is_map(struct reading *reading, const struct node *node) {
    if (node->body && node->body->kind == YAML_MAP) {
        return true;
    }
    if (node->body) {
        directive_refuse(reading, node, "its body must be a map of keys");
    }
    return false;
}

static const void *read_chart(struct reading *reading, struct node *node) {
    static const char *const own[] = { "headline", "subtitle", "source", "note", NULL };
    if (!is_map(reading, node)) {
        return NULL;
    }
    struct figure *figure = arena_alloc(reading->arena, sizeof *figure);
    read_captions(reading, node, figure);
    plan_read(reading, node->body, own, &figure->plan);
    fragment kind = fragment_of_attribute(reading, node, "kind");
    fragment span = fragment_of_attribute(reading, node, "span");
    figure->plan.kind = kind ? kind : figure->plan.kind;
    figure->plan.span = span ? span : figure->plan.span;
    figure->plan.pos = node->pos;
    return figure->plan.kind ? figure : directive_refuse(reading, node, "kind= is missing");
}

/* The whole body is the diagram's, which passes over the keys of the caption. */
static const void *read_diagram(struct reading *reading, struct node *node) {
    if (!is_map(reading, node)) {
        return NULL;
    }
    struct figure *figure = arena_alloc(reading->arena, sizeof *figure);
    read_captions(reading, node, figure);
    figure->plan = (struct plan){ .pos = node->pos, .body = outline_read(reading, node->body) };
    figure->plan.kind = fragment_of_attribute(reading, node, "kind");
    figure->plan.span = fragment_of_attribute(reading, node, "span");
    return figure->plan.kind ? figure : directive_refuse(reading, node, "kind= is missing");
}

static const void *read_table(struct reading *reading, struct node *node) {
    static const char *const known[] = { "headline", "subtitle", "source",  "note",   "widths", "data",  "by",
                                         "columns",  "members",  "sort",    "limit",  "year",   "from",  "to",
                                         "ranked",   "group",    "total",   "missing", NULL };
    if (!is_map(reading, node)) {
        return NULL;
    }
    struct figure *figure = arena_alloc(reading->arena, sizeof *figure);
    yaml_check_keys(reading->diag, node->body, known);
    figure->data = yaml_find(node->body, "data") ? data_table_read(reading, node) : NULL;
    read_captions(reading, node, figure);
    figure->widths = fragment_plain_of_key(reading, node->body, "widths");
    return figure;
}

static void add_captions(struct filling *filling, const struct node *node, const struct figure *figure,
                         struct node *to) {
    if (!is_on_slide(node)) { /* there figures are not numbered */
        fill_new(filling, to, NODE_CAPTION, node->pos)->text = "label";
    }
    fill_line(filling, to, NODE_CAPTION, "headline", figure->headline);
    fill_line(filling, to, NODE_CAPTION, "subtitle", figure->subtitle);
}

/* "Source: " or "Note: ". */
static void add_strong(struct filling *filling, struct node *to, const char *word) {
    struct origin origin = { .kind = ORIGIN_LITERAL, .pos = to->pos };
    struct node *strong = fill_new(filling, to, NODE_STRONG, to->pos);
    fill_text(filling, strong, arena_print(filling->arena, "%s:", word), origin);
    fill_text(filling, to, " ", origin);
}

/* "Source: … Note: …" in one line of running text. Without a source of its own a chart names that of its series. */
static void add_source(struct filling *filling, const struct figure *figure, const struct series *series,
                       struct node *to) {
    const struct labels *labels = &filling->filled->labels;
    if (!figure->source && !figure->note && !series) {
        return;
    }
    struct node *line = fill_new(filling, to, NODE_SOURCE, to->pos);
    if (figure->source) {
        add_strong(filling, line, labels->source);
        fill_fragment(filling, figure->source, line);
    } else if (series) {
        add_strong(filling, line, labels->source);
        fill_text(filling, line, series->source, (struct origin){ .kind = ORIGIN_CELL, .pos = series->pos });
    }
    if (figure->note) {
        if (line->last) {
            fill_text(filling, line, " ", (struct origin){ .kind = ORIGIN_LITERAL, .pos = to->pos });
        }
        add_strong(filling, line, labels->note);
        fill_fragment(filling, figure->note, line);
    }
}

static struct node *add_figure(struct filling *filling, const struct node *node, const char *kind, struct node *to) {
    static const char *const own[] = { "kind", NULL };
    struct node *figure = fill_new(filling, to, NODE_FIGURE, node->pos);
    figure->text = kind;
    figure->attributes = fill_attributes(filling, node, own);
    return figure;
}

static const char *caption_text(struct filling *filling, const struct node *figure, const char *which) {
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_CAPTION && strcmp(child->text, which) == 0) {
            return node_plain_text(filling->arena, child);
        }
    }
    return "";
}

/* What stands over the drawing: its headline, or the title of its slide. */
static const char *headline_of(struct filling *filling, const struct node *figure) {
    const char *headline = caption_text(filling, figure, "headline");
    const struct node *slide = figure->parent;
    while (!*headline && slide && !(slide->kind == NODE_BLOCK && strcmp(slide->text, "slide") == 0)) {
        slide = slide->parent;
    }
    for (const struct node *child = slide && !*headline ? slide->first : NULL; child; child = child->next) {
        if (child->kind == NODE_HEADING) {
            return node_plain_text(filling->arena, child);
        }
    }
    return headline;
}

static void fill_chart(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct figure *figure = typed;
    struct node *made = add_figure(filling, node, "figure", to);
    add_captions(filling, node, figure, made);
    struct node *graphic = fill_new(filling, made, NODE_GRAPHIC, node->pos);
    struct request_titles titles = { headline_of(filling, made), caption_text(filling, made, "subtitle") };
    const struct series *series = request_add(filling, &figure->plan, graphic, titles);
    add_source(filling, figure, series, made);
    filling->seam = false;
}

/* Exactly one table stays of what the body made. */
static struct node *keep_table(struct filling *filling, const struct node *node, struct node *made) {
    struct node *table = NULL;
    bool others = false;
    for (struct node *child = made->first, *next; child; child = next) {
        next = child->next;
        if (child->kind == NODE_TABLE && !table) {
            table = child;
        } else if (child->kind != NODE_CAPTION) {
            others = true;
            node_remove(child);
        }
    }
    bool empty = table && !table->first;
    if (!table || others || empty) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_TABLE, node->pos, "%s",
                 empty ? "no row" : table ? "more than one table" : "no table");
    }
    if (empty) {
        node_remove(table);
    }
    return empty ? NULL : table;
}

static void fill_table(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct figure *figure = typed;
    struct node *made = add_figure(filling, node, "table", to);
    add_captions(filling, node, figure, made);
    const struct series *series = figure->data ? data_table_fill(filling, node, figure->data, made) : NULL;
    filling->seam = figure->data;
    fill_children(filling, node, made);
    struct node *table = keep_table(filling, node, made);
    if (table) {
        priority_close_groups(filling, table);
    }
    const char *widths = fill_plain(filling, figure->widths);
    if (table && widths) {
        table->attributes = attributes_with(filling->arena, table->attributes,
                                            (struct attribute){ "widths", widths, figure->widths->pos });
    }
    add_source(filling, figure, series, made);
    filling->seam = false;
}

const struct directive directive_chart = { "chart", BODY_YAML, read_chart, fill_chart };
const struct directive directive_diagram = { "diagram", BODY_YAML, read_diagram, fill_chart };
const struct directive directive_table = { "table", BODY_YAML_THEN_MARKDOWN, read_table, fill_table };
