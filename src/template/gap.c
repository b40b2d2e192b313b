/* Gaps that expressions leave which print nothing: of two spaces that meet one goes. */
#include "template/fill.h"

#include "base/arena.h"

#include <string.h>

static bool ends_with_space(const struct node *node) {
    size_t size = node->kind == NODE_TEXT ? strlen(node->text) : 0;
    return node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK || (size > 0 && node->text[size - 1] == ' ');
}

void fill_close_gaps(struct filling *filling, struct node *paragraph) {
    bool open = true; /* at the beginning, or behind a space */
    for (struct node *node = paragraph->first; node;) {
        struct node *next = node->next;
        size_t spaces = open && node->kind == NODE_TEXT ? strspn(node->text, " ") : 0;
        if (open && (node->kind == NODE_SOFT_BREAK || (spaces > 0 && node->text[spaces] == '\0'))) {
            node_remove(node);
        } else {
            node->text = spaces > 0 ? arena_text(filling->arena, node->text + spaces) : node->text;
            open = ends_with_space(node);
        }
        node = next;
    }
}
