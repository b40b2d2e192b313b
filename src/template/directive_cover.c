/* cover: the first page, from the names of its parts. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "template/picture.h"
#include "template/request.h"

struct cover_fact {
    struct source_pos pos;
    fragment head, text;
};

struct cover {
    fragment series, edition, title, subtitle, note, imprint;
    struct plan *profile, *locator, *picture, *mark; /* NULL if there is none */
    struct cover_fact *facts;
    size_t fact_count;
};

static void read_facts(struct reading *reading, const struct yaml *map, struct cover *cover) {
    static const char *const known[] = { "head", "text", NULL };
    const struct yaml *facts = yaml_find(map, "facts");
    if (!facts) {
        return;
    }
    if (facts->kind != YAML_LIST) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, facts->pos, "facts must be a list");
        return;
    }
    cover->facts = arena_array(reading->arena, facts->count, sizeof *cover->facts);
    for (size_t i = 0; i < facts->count; i++) {
        const struct yaml *item = facts->items[i];
        yaml_check_keys(reading->diag, item, known);
        yaml_need(reading->diag, item, "text");
        cover->facts[cover->fact_count++] = (struct cover_fact){ item->pos, fragment_of_key(reading, item, "head"),
                                                                 fragment_of_key(reading, item, "text") };
    }
}

static const void *read(struct reading *reading, struct node *node) {
    static const char *const known[] = { "series", "edition", "title", "subtitle", "profile", "note",
                                         "facts",  "locator", "imprint", "picture", "mark", NULL };
    const struct yaml *body = node->body;
    if (!body || body->kind != YAML_MAP) {
        return body ? directive_refuse(reading, node, "its body must be a map of keys") : NULL;
    }
    yaml_check_keys(reading->diag, body, known);
    yaml_need(reading->diag, body, "title");
    struct cover *cover = arena_alloc(reading->arena, sizeof *cover);
    cover->series = fragment_of_key(reading, body, "series");
    cover->edition = fragment_of_key(reading, body, "edition");
    cover->title = fragment_of_key(reading, body, "title");
    cover->subtitle = fragment_of_key(reading, body, "subtitle");
    cover->note = fragment_of_key(reading, body, "note");
    cover->imprint = fragment_of_key(reading, body, "imprint");
    cover->profile = plan_of_drawing(reading, body, "profile");
    cover->locator = plan_of_drawing(reading, body, "locator");
    cover->picture = yaml_find(body, "picture") ? picture_plan(reading, yaml_find(body, "picture")) : NULL;
    cover->mark = yaml_find(body, "mark") ? picture_plan(reading, yaml_find(body, "mark")) : NULL;
    read_facts(reading, body, cover);
    return cover;
}

static void add_graphic(struct filling *filling, struct node *cover, const char *class, const struct plan *plan,
                        struct request_titles titles) {
    if (!plan) {
        return;
    }
    struct node *graphic = fill_new(filling, cover, NODE_GRAPHIC, plan->pos);
    graphic->attributes = fill_class(filling->arena, class);
    request_add(filling, plan, graphic, titles);
}

/* On a slide the profile stands at the right edge, beside the title. */
static void add_profile(struct filling *filling, struct node *cover, const struct plan *plan, struct request_titles titles) {
    filling->slide_span = *filling->template->slides ? "half-bleed" : NULL;
    add_graphic(filling, cover, "profile", plan, titles);
    filling->slide_span = NULL;
}

static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct cover *cover = typed;
    struct node *page = fill_block(filling, to, "cover", node->pos);
    fill_line(filling, page, NODE_BLOCK, "cover-series", cover->series);
    fill_line(filling, page, NODE_BLOCK, "cover-edition", cover->edition);
    fill_line(filling, page, NODE_BLOCK, "cover-title", cover->title);
    fill_line(filling, page, NODE_BLOCK, "cover-subtitle", cover->subtitle);
    const char *title = fill_plain(filling, cover->title);
    struct request_titles titles = { title, fill_plain(filling, cover->note) };
    add_graphic(filling, page, "picture", cover->picture, titles);
    add_profile(filling, page, cover->profile, titles);
    fill_line(filling, page, NODE_BLOCK, "cover-note", cover->note);
    for (size_t i = 0; i < cover->fact_count; i++) {
        struct node *fact = fill_block(filling, page, "cover-fact", cover->facts[i].pos);
        struct node *head = fill_line(filling, fact, NODE_PARAGRAPH, "", cover->facts[i].head);
        if (head) {
            head->attributes = fill_class(filling->arena, "head");
        }
        fill_line(filling, fact, NODE_PARAGRAPH, "", cover->facts[i].text);
    }
    add_graphic(filling, page, "mark", cover->mark, (struct request_titles){ title, NULL });
    add_graphic(filling, page, "locator", cover->locator, (struct request_titles){ title, NULL });
    fill_line(filling, page, NODE_BLOCK, "cover-imprint", cover->imprint);
    filling->seam = false;
}

const struct directive directive_cover = { "cover", BODY_YAML, read, fill };
