/* slide: a title, and below it one drawing, or text; findings beside it. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

/* {eyebrow="…"}: the line over the title. */
struct slide {
    fragment eyebrow;
};

static const void *read(struct reading *reading, struct node *node) {
    struct slide *slide = arena_alloc(reading->arena, sizeof *slide);
    for (size_t i = 0; node->attributes && i < node->attributes->count; i++) {
        const struct attribute *item = &node->attributes->items[i];
        if (strcmp(item->key, "eyebrow") == 0) {
            slide->eyebrow = fragment_inline(reading, item->value, item->pos);
        }
    }
    return slide;
}

static bool has_side(const struct node *slide) {
    for (const struct node *child = slide->first; child; child = child->next) {
        if (child->kind == NODE_DIRECTIVE && strcmp(child->text, "side") == 0) {
            return true;
        }
    }
    return false;
}

static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    static const char *const own[] = { "eyebrow", NULL };
    const struct slide *slide = typed;
    if (!*filling->template->slides) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_MISPLACED, node->pos,
                 "a slide in a document of pages; the front matter says slides: 16:9 or 4:3");
        return;
    }
    struct node *made = fill_block(filling, to, "slide", node->pos);
    made->attributes = fill_attributes(filling, node, own);
    struct node *eyebrow = fill_line(filling, made, NODE_PARAGRAPH, "", slide->eyebrow);
    if (eyebrow) {
        eyebrow->attributes = fill_class(filling->arena, "eyebrow");
    }
    filling->slide_span = has_side(node) ? "three-quarters" : "full";
    fill_children(filling, node, made);
    filling->slide_span = NULL;
    filling->seam = false;
}

const struct directive directive_slide = { "slide", BODY_MARKDOWN, read, fill };
