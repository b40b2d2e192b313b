/* image: a picture from a file, with a caption if it has a headline. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "template/picture.h"

#include <string.h>

/* A picture and what stands around it. */
struct picture {
    fragment headline, subtitle, source, note;
    struct plan plan;
};

struct plan *picture_plan(struct reading *reading, const struct yaml *map) {
    static const char *const own[] = { "headline", "subtitle", "source", "note", NULL };
    struct plan *plan = arena_alloc(reading->arena, sizeof *plan);
    if (map->kind != YAML_MAP) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, map->pos, "a picture must be a map with file and alt");
        return NULL;
    }
    yaml_need(reading->diag, map, "file");
    plan_read(reading, map, own, plan);
    plan->kind = fragment_plain(reading, "image", map->pos);
    return yaml_find(map, "file") ? plan : NULL;
}

static const void *read(struct reading *reading, struct node *node) {
    if (!node->body) {
        return NULL;
    }
    struct plan *plan = picture_plan(reading, node->body);
    if (!plan) {
        return NULL;
    }
    struct picture *picture = arena_alloc(reading->arena, sizeof *picture);
    *picture = (struct picture){ .headline = fragment_of_key(reading, node->body, "headline"),
                                 .subtitle = fragment_of_key(reading, node->body, "subtitle"),
                                 .source = fragment_of_key(reading, node->body, "source"),
                                 .note = fragment_of_key(reading, node->body, "note"),
                                 .plan = *plan };
    fragment span = fragment_of_attribute(reading, node, "span");
    picture->plan.span = span ? span : picture->plan.span;
    picture->plan.pos = node->pos;
    return picture;
}

static void add_line(struct filling *filling, struct node *figure, const char *word, fragment from) {
    if (!from) {
        return;
    }
    struct origin origin = { .kind = ORIGIN_LITERAL, .pos = figure->pos };
    struct node *line = figure->last && figure->last->kind == NODE_SOURCE ? figure->last : NULL;
    if (line) {
        fill_text(filling, line, " ", origin);
    } else {
        line = fill_new(filling, figure, NODE_SOURCE, figure->pos);
    }
    fill_text(filling, fill_new(filling, line, NODE_STRONG, figure->pos), arena_print(filling->arena, "%s:", word), origin);
    fill_text(filling, line, " ", origin);
    fill_fragment(filling, from, line);
}

/* Without a headline it is no numbered figure. */
static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct picture *picture = typed;
    struct request_titles titles = { fill_plain(filling, picture->headline), fill_plain(filling, picture->subtitle) };
    struct node *holder = to;
    if (picture->headline) {
        holder = fill_new(filling, to, NODE_FIGURE, node->pos);
        holder->text = "figure";
        fill_new(filling, holder, NODE_CAPTION, node->pos)->text = "label";
        fill_line(filling, holder, NODE_CAPTION, "headline", picture->headline);
        fill_line(filling, holder, NODE_CAPTION, "subtitle", picture->subtitle);
    } else {
        holder = fill_block(filling, to, "picture", node->pos);
    }
    holder->attributes = fill_attributes(filling, node, (const char *const[]){ NULL });
    struct node *graphic = fill_new(filling, holder, NODE_GRAPHIC, node->pos);
    request_add(filling, &picture->plan, graphic, titles);
    add_line(filling, holder, filling->filled->labels.source, picture->source);
    add_line(filling, holder, filling->filled->labels.note, picture->note);
    filling->seam = false;
}

const struct directive directive_image = { "image", BODY_YAML, read, fill };
