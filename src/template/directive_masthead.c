/* masthead: the head of a document of one page, its title with a line before and after it, a drawing beside it, and what its body holds
 * below. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "template/request.h"

struct masthead {
    fragment eyebrow, title, lead;
    struct source_pos title_pos;
    struct plan *locator; /* NULL if there is none */
};

static const void *read(struct reading *reading, struct node *node) {
    static const char *const known[] = { "eyebrow", "title", "lead", "locator", NULL };
    const struct yaml *body = node->body;
    if (!body || body->kind != YAML_MAP) {
        return body ? directive_refuse(reading, node, "its body must be a map of keys") : NULL;
    }
    yaml_check_keys(reading->diag, body, known);
    yaml_need(reading->diag, body, "title");
    struct masthead *masthead = arena_alloc(reading->arena, sizeof *masthead);
    masthead->eyebrow = fragment_of_key(reading, body, "eyebrow");
    masthead->title = fragment_of_key(reading, body, "title");
    masthead->title_pos = yaml_key_pos(body, "title");
    masthead->lead = fragment_of_key(reading, body, "lead");
    masthead->locator = plan_of_drawing(reading, body, "locator");
    return masthead;
}

static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    const struct masthead *masthead = typed;
    struct node *block = fill_block(filling, to, "masthead", node->pos);
    fill_line(filling, block, NODE_BLOCK, "masthead-eyebrow", masthead->eyebrow);
    struct node *title = fill_line(filling, block, NODE_HEADING, "", masthead->title);
    if (title) {
        title->level = 1;
        title->attributes = fill_class(filling->arena, "unnumbered");
    }
    fill_line(filling, block, NODE_BLOCK, "masthead-lead", masthead->lead);
    if (masthead->locator) {
        struct node *graphic = fill_new(filling, block, NODE_GRAPHIC, masthead->title_pos);
        graphic->attributes = fill_class(filling->arena, "locator");
        request_add(filling, masthead->locator, graphic,
                    (struct request_titles){ fill_plain(filling, masthead->title), NULL });
    }
    filling->seam = false;
    fill_children(filling, node, block);
}

const struct directive directive_masthead = { "masthead", BODY_YAML_THEN_MARKDOWN, read, fill };
