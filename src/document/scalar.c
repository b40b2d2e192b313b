/* Texts inside YAML values and attributes. */
#include "document/scan.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

/* The place of pos in its file, behind the quote if one stands there. */
static const char *find_anchor(struct source_pos *pos) {
    size_t size = 0;
    const char *line = pos->file && pos->line ? source_line(pos->file, pos->line, &size) : NULL;
    if (!line || pos->column == 0 || pos->column > size) {
        return NULL;
    }
    const char *anchor = line + pos->column - 1;
    if (*anchor == '"' || *anchor == '\'') {
        pos->column++;
        anchor++;
    }
    return anchor;
}

struct source_text source_text_of_scalar(struct arena *arena, const char *text, struct source_pos pos) {
    char *line = arena_text(arena, text);
    for (char *at = line; (at = strpbrk(at, "\r\n"));) {
        *at = ' ';
    }
    const char *anchor = find_anchor(&pos);
    struct source_text source = source_text_of(arena, line, strlen(line), pos);
    source.anchor = source.anchor_start = anchor;
    return source;
}

void scan_scalar(struct scan *scan) {
    masked_line_add(scan, scan->source.start.line);
    mask_start(scan);
    mask_line(scan, 0, LINE_TEXT);
}

/* Hangs size bytes from offset on under parent, as text or as an expression. */
static void add_piece(struct scan *scan, struct document *document, struct node *parent, enum node_kind kind,
                      size_t offset, size_t size) {
    if (size == 0) {
        return;
    }
    bool expression = kind == NODE_EXPRESSION;
    struct source_pos pos = expression ? placeholder_pos(scan, offset, offset + size) : source_text_pos(&scan->source,
        offset);
    struct node *node = node_new(scan->arena, document, kind, pos);
    node->text = expression ? arena_copy(scan->arena, scan->source.text + offset + 2, size - 4)
                            : arena_copy(scan->arena, scan->source.text + offset, size);
    node->origin = (struct origin){ .kind = expression ? ORIGIN_NONE : ORIGIN_LITERAL, .pos = pos };
    node_add(parent, node);
}

void markdown_read_plain(struct arena *arena, struct diag *diag, struct document *document, struct node *parent,
                         const char *text, struct source_pos pos) {
    struct scan scan = { .arena = arena, .meanwhile = arena, .diag = diag, .source = source_text_of_scalar(arena, text, pos) };
    const char *line = scan.source.text;
    size_t start = 0;
    for (const char *open; (open = strstr(line + start, "{{"));) {
        size_t offset = (size_t)(open - line);
        size_t end = expression_end(line, scan.source.size, offset);
        if (end == SIZE_MAX) {
            diag_add(diag, DIAG_CODE_EXPRESSION_SYNTAX, placeholder_pos(&scan, offset, offset + 2), "{{ without }}");
            break;
        }
        add_piece(&scan, document, parent, NODE_TEXT, start, offset - start);
        add_piece(&scan, document, parent, NODE_EXPRESSION, offset, end - offset);
        start = end;
    }
    add_piece(&scan, document, parent, NODE_TEXT, start, scan.source.size - start);
}
