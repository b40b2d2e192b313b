/* Directives that are blocks of the document of the same name. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

/* {head="…"}: a line over what the block holds. */
struct block {
    fragment head;
};

static const void *read_block(struct reading *reading, struct node *node) {
    struct block *block = arena_alloc(reading->arena, sizeof *block);
    for (size_t i = 0; node->attributes && i < node->attributes->count; i++) {
        const struct attribute *item = &node->attributes->items[i];
        if (strcmp(item->key, "head") == 0) {
            block->head = fragment_inline(reading, item->value, item->pos);
        }
    }
    return block;
}

/* {levels=3 lists=no}: what the contents list; lists=only: the lists of figures and tables alone. Other values are said. */
static const void *read_toc(struct reading *reading, struct node *node) {
    const char *levels = node_attribute(node, "levels"), *lists = node_attribute(node, "lists");
    bool counts = !levels || (strlen(levels) == 1 && *levels >= '1' && *levels <= '4');
    bool chooses = !lists || strcmp(lists, "yes") == 0 || strcmp(lists, "no") == 0 || strcmp(lists, "only") == 0;
    if (!counts || !chooses) {
        diag_add(reading->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, node->pos, counts ? "lists=%s; yes, no or only" : "levels=%s; 1 to 4",
                 counts ? lists : levels);
    }
    return read_block(reading, node);
}

static void fill_named(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    static const char *const own[] = { "head", NULL };
    const struct block *block = typed;
    struct node *made = fill_block(filling, to, node->text, node->pos);
    made->attributes = fill_attributes(filling, node, own);
    struct node *head = fill_line(filling, made, NODE_PARAGRAPH, "", block->head);
    if (head) {
        head->attributes = fill_class(filling->arena, "head");
    }
    fill_children(filling, node, made);
    filling->seam = false;
}

/* What is numbered, listed or pointed at would be missed where the block is left out. */
static bool is_loose(const struct node *top) {
    for (const struct node *node = top->first; node; node = node_next(top, node)) {
        bool listed = node->kind == NODE_HEADING && node->level < 3;
        if (listed || node->kind == NODE_FIGURE || node->kind == NODE_NOTE_MARK || node_identifier(node)) {
            return false;
        }
    }
    return true;
}

static void fill_filler(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)typed;
    struct node *made = fill_block(filling, to, node->text, node->pos);
    made->attributes = node->attributes;
    fill_children(filling, node, made);
    filling->seam = false;
    if (!is_loose(made)) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_MISPLACED, node->pos,
                 "a filler holds no figures, tables, notes, names to refer to, nor headings of level 1 or 2");
        made->first = made->last = NULL;
    }
}

const struct directive directive_filler = { "filler", BODY_MARKDOWN, read_block, fill_filler };
const struct directive directive_divider = { "divider", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_side = { "side", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_callout = { "callout", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_columns = { "columns", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_keep = { "keep", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_landscape = { "landscape", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_box = { "box", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_title_page = { "title-page", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_imprint = { "imprint", BODY_MARKDOWN, read_block, fill_named };
const struct directive directive_toc = { "toc", BODY_NONE, read_toc, fill_named };
const struct directive directive_page_break = { "page-break", BODY_NONE, read_block, fill_named };
