/* how-to-cite: the document as others may name it, from its front matter. */
#include "template/directive.h"

#include "base/arena.h"

#include <string.h>

static const void *read(struct reading *reading, struct node *node) {
    (void)reading;
    return node;
}

static void add(struct filling *filling, struct node *to, const char *text) {
    fill_text(filling, to, text, (struct origin){ .kind = ORIGIN_LITERAL, .pos = to->pos });
}

/* "Author or publisher (edition). Title. Publisher. ISBN …. https://doi.org/…" */
static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)typed;
    struct arena *arena = filling->arena;
    const struct document *document = filling->document;
    const char *publisher = document->imprint[IMPRINT_PUBLISHER], *isbn = document->imprint[IMPRINT_ISBN];
    const char *doi = document->imprint[IMPRINT_DOI], *author = *document->author ? document->author : publisher;
    struct node *paragraph = fill_new(filling, to, NODE_PARAGRAPH, node->pos);
    add(filling, paragraph, arena_print(arena, *author ? "%s (%s). " : "%s(%s) ", author, filling->job->edition));
    struct node *title = fill_new(filling, paragraph, NODE_EMPHASIS, node->pos);
    add(filling, title, arena_print(arena, "%s.", document->title));
    if (*publisher && strcmp(author, publisher) != 0) {
        add(filling, paragraph, arena_print(arena, " %s.", publisher));
    }
    if (*isbn) {
        add(filling, paragraph, arena_print(arena, " ISBN %s.", isbn));
    }
    if (*doi) {
        add(filling, paragraph, " ");
        struct node *link = fill_new(filling, paragraph, NODE_LINK, node->pos);
        link->text = arena_print(arena, "https://doi.org/%s", doi);
        add(filling, link, link->text);
    }
    filling->seam = false;
}

const struct directive directive_how_to_cite = { "how-to-cite", BODY_NONE, read, fill };
