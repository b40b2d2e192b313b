#include "report/lint.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "document/node.h"
#include "text/lint.h"
#include "text/style.h"

/* Where a stretch of a paragraph's text comes from. */
struct stretch {
    size_t offset; /* in the text */
    struct source_pos pos;
    bool literal; /* its bytes stand in the file one after another */
};

struct paragraph {
    struct arena *arena;
    struct buffer text;
    struct stretch *stretches;
    size_t count, capacity;
};

static bool is_paragraph(const struct node *node) {
    return node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING || node->kind == NODE_CELL ||
           node->kind == NODE_CAPTION || node->kind == NODE_SOURCE;
}

static bool in_notes(const struct node *node) {
    for (; node; node = node->parent) {
        if (node->kind == NODE_FOOTNOTE || (node->kind == NODE_BLOCK && strcmp(node->text, "bibliography") == 0)) {
            return true;
        }
    }
    return false;
}

static void add_text(struct paragraph *paragraph, const struct node *node) {
    bool known = node->origin.pos.file != NULL;
    struct stretch stretch = { paragraph->text.size, known ? node->origin.pos : node->pos,
                               node->origin.kind == ORIGIN_LITERAL || node->origin.kind == ORIGIN_POLICY };
    paragraph->stretches = arena_grow(paragraph->arena, paragraph->stretches, paragraph->count, &paragraph->capacity,
                                      sizeof *paragraph->stretches);
    paragraph->stretches[paragraph->count++] = stretch;
    buffer_text(&paragraph->text, node->text);
}

/* The inlines below node, but for paragraphs of their own. */
static void gather(struct paragraph *paragraph, const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_TEXT) {
            add_text(paragraph, child);
        } else if (child->kind == NODE_SOFT_BREAK || child->kind == NODE_LINE_BREAK) {
            buffer_byte(&paragraph->text, ' ');
        } else if (node_is_inline(child)) {
            gather(paragraph, child);
        }
    }
}

/* The text of node, if it is a paragraph of its own. */
static struct paragraph paragraph_of(struct arena *arena, const struct node *node) {
    struct paragraph paragraph = { .arena = arena, .text = buffer_new(arena) };
    if (is_paragraph(node)) {
        gather(&paragraph, node);
    }
    return paragraph;
}

/* The place of the byte at offset: exact where the text is written as it is printed, else where its stretch begins. */
static struct source_pos position_of(const struct paragraph *paragraph, size_t offset) {
    size_t at = paragraph->count - 1;
    while (at > 0 && paragraph->stretches[at].offset > offset) {
        at--;
    }
    struct source_pos pos = paragraph->stretches[at].pos;
    if (paragraph->stretches[at].literal && pos.column > 0) {
        pos.column += (uint32_t)(offset - paragraph->stretches[at].offset);
    }
    return pos;
}

/* The aggregates that the document dates somewhere. */
static const bool *find_dated(struct arena *arena, const struct document *document, const struct style *style) {
    bool *dated = arena_array(arena, style->aggregate_count, sizeof *dated);
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        struct paragraph paragraph = paragraph_of(arena, node);
        if (paragraph.count > 0) {
            lint_find_dated(style, paragraph.text.data, dated);
        }
    }
    return dated;
}

void document_lint(struct arena *arena, struct diag *diag, const struct document *document, const struct style *style) {
    const bool *dated = find_dated(arena, document, style);
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        struct paragraph paragraph = paragraph_of(arena, node);
        if (paragraph.count == 0) {
            continue;
        }
        const struct lint_place place = { document->language, dated, in_notes(node) };
        struct lint_list found = lint_text(arena, style, paragraph.text.data, place);
        for (size_t i = 0; i < found.count; i++) {
            diag_add(diag, found.items[i].code, position_of(&paragraph, found.items[i].offset), "%s",
                     found.items[i].detail);
        }
    }
}

void text_file_lint(struct arena *arena, struct diag *diag, const struct source_file *file, const struct style *style) {
    bool *dated = arena_array(arena, style->aggregate_count, sizeof *dated);
    lint_find_dated(style, arena_copy(arena, file->text, file->size), dated);
    uint32_t line = 1;
    for (const char *at = file->text, *end = file->text + file->size; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((stop ? stop : end) - at);
        struct lint_list found = lint_text(arena, style, arena_copy(arena, at, size), (struct lint_place){ .dated = dated, .in_notes = true });
        for (size_t i = 0; i < found.count; i++) {
            diag_add(diag, found.items[i].code, (struct source_pos){ file, line, (uint32_t)found.items[i].offset + 1 }, "%s",
                     found.items[i].detail);
        }
        at += size + 1;
    }
}
