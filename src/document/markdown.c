#include "document/markdown.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "document/scan.h"

/* cmark's short names are those of our own kinds. */
#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

enum { BLOCK_DEPTH_MAX = 100, FILE_SIZE_MAX = 16 * 1024 * 1024 };

/* Turns cmark's tree into ours. */
struct reading {
    struct arena *arena, *nodes;
    struct diag *diag;
    struct document *document;
    const struct scan *scan;
    size_t cursor;         /* texts are looked for in the masked text from here on, to know their columns */
    struct source_pos pos; /* of the block, where a text cannot be found */
    struct buffer pending; /* pieces of text that follow each other */
    struct source_pos pending_pos;
    int depth;
};

/* ---- positions ---- */

static const struct masked_line *line_of(const struct reading *reading, cmark_node *node) {
    int line = cmark_node_get_start_line(node);
    const struct masked *masked = &reading->scan->out;
    return line >= 1 && (size_t)line <= masked->line_count ? &masked->lines[line - 1] : NULL;
}

/* Position of the byte at offset in the masked text. */
static struct source_pos masked_pos(const struct reading *reading, size_t offset) {
    const struct masked *masked = &reading->scan->out;
    size_t low = 0;
    size_t high = masked->segment_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(masked->segments[middle].masked <= offset ? &low : &high) = middle;
    }
    if (high == 0) {
        return reading->pos;
    }
    const struct segment *segment = &masked->segments[low];
    size_t step = offset > segment->masked ? offset - segment->masked : 0;
    return source_text_pos(&reading->scan->source, segment->source + step);
}

/* Position of a block; texts in it are looked for from there. */
static struct source_pos block_pos(struct reading *reading, cmark_node *node) {
    const struct masked_line *line = line_of(reading, node);
    if (!line) {
        return reading->pos;
    }
    int column = cmark_node_get_start_column(node);
    size_t offset = line->start + (column > 0 ? (size_t)column - 1 : 0);
    reading->cursor = offset > reading->cursor || cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION
                          ? offset
                          : reading->cursor;
    reading->pos = masked_pos(reading, offset);
    return reading->pos;
}

/* The first place of literal in text. It mostly stands near the beginning: memmem prepares itself at more cost than looking there. */
static const char *find_literal(const char *text, size_t size, const char *literal, size_t literal_size) {
    enum { NEAR = 64 };
    for (size_t i = 0; i < NEAR && literal_size <= size - i; i++) {
        if (text[i] == literal[0] && memcmp(text + i, literal, literal_size) == 0) {
            return text + i;
        }
    }
    return literal_size <= size ? memmem(text, size, literal, literal_size) : NULL;
}

/* Position of an inline's literal, found behind the last one. */
static struct source_pos literal_pos(struct reading *reading, const char *literal) {
    const struct buffer *text = &reading->scan->out.text;
    size_t size = strlen(literal);
    const char *found = size ? find_literal(text->data + reading->cursor, text->size - reading->cursor, literal, size) : NULL;
    if (!found) {
        return reading->pos;
    }
    size_t offset = (size_t)(found - text->data);
    reading->cursor = offset + size;
    return masked_pos(reading, offset);
}

/* ---- inlines ---- */

static struct node *add_node(struct reading *reading, struct node *parent, enum node_kind kind, struct source_pos pos) {
    struct node *node = node_new(reading->nodes, reading->document, kind, pos);
    node_add(parent, node);
    return node;
}

static void add_text(struct reading *reading, struct node *parent, const char *text, size_t size,
                     struct source_pos pos) {
    if (size == 0) {
        return;
    }
    struct node *node = add_node(reading, parent, NODE_TEXT, pos);
    node->text = arena_copy(reading->arena, text, size);
    node->origin = (struct origin){ .kind = ORIGIN_LITERAL, .pos = pos };
}

static void add_place(struct reading *reading, struct node *parent, const struct placeholder *place) {
    static const enum node_kind kinds[] = {
        [PLACEHOLDER_EXPRESSION] = NODE_EXPRESSION, [PLACEHOLDER_ATTRIBUTES] = NODE_SPAN,
        [PLACEHOLDER_REFERENCE] = NODE_REFERENCE,   [PLACEHOLDER_CITATION] = NODE_CITATION,
        [PLACEHOLDER_NOTE_MARK] = NODE_NOTE_MARK,
    };
    if (place->kind == PLACEHOLDER_NOTHING) {
        return;
    }
    struct node *node = add_node(reading, parent, kinds[place->kind], place->pos);
    node->text = place->text;
    node->attributes = place->attributes;
}

/* Writes the pending text, cut at its placeholders. */
static void flush_text(struct reading *reading, struct node *parent) {
    const char *text = reading->pending.data;
    size_t size = reading->pending.size;
    struct source_pos pos = reading->pending_pos;
    size_t start = 0;
    for (size_t at = size > 0 ? placeholder_distance(text, size) : 0; at < size; at += placeholder_distance(text + at, size - at)) {
        const struct placeholder *place = placeholder_find(&reading->scan->out, text + at, size - at);
        if (!place) {
            at++;
            continue;
        }
        pos.column = reading->pending_pos.column + (uint32_t)start;
        add_text(reading, parent, text + start, at - start, pos);
        add_place(reading, parent, place);
        at += place->source_size;
        start = at;
    }
    pos.column = reading->pending_pos.column + (uint32_t)start;
    add_text(reading, parent, text ? text + start : "", size - start, pos);
    reading->pending.size = 0;
}

static void read_inlines(struct reading *reading, cmark_node *from, struct node *to);

static void read_html(struct reading *reading, cmark_node *from, struct node *to) {
    const char *literal = cmark_node_get_literal(from);
    struct source_pos pos = literal_pos(reading, literal);
    if (strcmp(literal, "<br>") == 0 || strcmp(literal, "<br/>") == 0 || strcmp(literal, "<br />") == 0) {
        add_node(reading, to, NODE_LINE_BREAK, pos);
        return;
    }
    diag_add(reading->diag, DIAG_CODE_MARKDOWN_HTML, pos, "%.*s", (int)strcspn(literal, "\n"), literal);
}

static void read_group(struct reading *reading, cmark_node *from, struct node *to, enum node_kind kind) {
    const struct masked_line *line = line_of(reading, from);
    struct source_pos pos = reading->pos;
    if (line && cmark_node_get_start_column(from) > 0) {
        pos = masked_pos(reading, line->start + (size_t)cmark_node_get_start_column(from) - 1);
    }
    struct node *node = add_node(reading, to, kind, pos);
    if (kind == NODE_LINK) {
        node->text = masked_restore(reading->arena, &reading->scan->out, cmark_node_get_url(from));
    }
    if (reading->depth == BLOCK_DEPTH_MAX) {
        diag_add(reading->diag, DIAG_CODE_MARKDOWN_LIMIT, pos, "nested deeper than %d", BLOCK_DEPTH_MAX);
        return;
    }
    reading->depth++;
    read_inlines(reading, from, node);
    reading->depth--;
}

static void read_code(struct reading *reading, cmark_node *from, struct node *to) {
    const char *literal = cmark_node_get_literal(from);
    struct node *node = add_node(reading, to, NODE_CODE, literal_pos(reading, literal));
    node->text = masked_restore(reading->arena, &reading->scan->out, literal);
    node->origin = (struct origin){ .kind = ORIGIN_LITERAL, .pos = node->pos };
}

static void read_inline(struct reading *reading, cmark_node *from, struct node *to) {
    switch (cmark_node_get_type(from)) {
    case CMARK_NODE_SOFTBREAK:
        add_node(reading, to, NODE_SOFT_BREAK, masked_pos(reading, reading->cursor));
        break;
    case CMARK_NODE_LINEBREAK:
        add_node(reading, to, NODE_LINE_BREAK, masked_pos(reading, reading->cursor));
        break;
    case CMARK_NODE_CODE:
        read_code(reading, from, to);
        break;
    case CMARK_NODE_HTML_INLINE:
        read_html(reading, from, to);
        break;
    case CMARK_NODE_EMPH:
        read_group(reading, from, to, NODE_EMPHASIS);
        break;
    case CMARK_NODE_STRONG:
        read_group(reading, from, to, NODE_STRONG);
        break;
    case CMARK_NODE_LINK:
        read_group(reading, from, to, NODE_LINK);
        break;
    case CMARK_NODE_IMAGE:
        diag_add(reading->diag, DIAG_CODE_MARKDOWN_IMAGE, literal_pos(reading, "!["), "%s", cmark_node_get_url(from));
        break;
    default: /* footnote references are placeholders, so cmark sees none; nothing else is an inline */
        break;
    }
}

static void read_inlines(struct reading *reading, cmark_node *from, struct node *to) {
    for (cmark_node *child = cmark_node_first_child(from); child; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) != CMARK_NODE_TEXT) {
            flush_text(reading, to);
            read_inline(reading, child, to);
            continue;
        }
        const char *literal = cmark_node_get_literal(child);
        struct source_pos pos = literal_pos(reading, literal);
        if (reading->pending.size == 0) {
            reading->pending_pos = pos;
        }
        buffer_text(&reading->pending, literal);
    }
    flush_text(reading, to);
    spans_join(reading->arena, reading->diag, reading->document, to);
}

/* ---- blocks ---- */

static void read_blocks(struct reading *reading, cmark_node *from, struct node *to);

static bool has_inlines(cmark_node *node) {
    cmark_node *first = cmark_node_first_child(node);
    return !first || (cmark_node_get_type(first) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

static void read_children(struct reading *reading, cmark_node *from, struct node *to) {
    if (reading->depth == BLOCK_DEPTH_MAX) {
        diag_add(reading->diag, DIAG_CODE_MARKDOWN_LIMIT, to->pos, "nested deeper than %d", BLOCK_DEPTH_MAX);
        return;
    }
    reading->depth++;
    if (has_inlines(from)) {
        read_inlines(reading, from, to);
    } else {
        read_blocks(reading, from, to);
    }
    reading->depth--;
}

static void read_list(cmark_node *from, struct node *list) {
    list->ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    list->level = cmark_node_get_list_start(from);
    list->tight = cmark_node_get_list_tight(from);
}

static void read_code_block(struct reading *reading, cmark_node *from, struct node *block) {
    block->text = masked_restore(reading->arena, &reading->scan->out, cmark_node_get_literal(from));
    block->origin = (struct origin){ .kind = ORIGIN_LITERAL, .pos = block->pos };
    const char *info = cmark_node_get_fence_info(from);
    if (info && info[0]) {
        struct attributes *attributes = arena_alloc(reading->arena, sizeof *attributes);
        attributes->classes = arena_array(reading->arena, 1, sizeof *attributes->classes);
        attributes->classes[attributes->class_count++] = arena_copy(reading->arena, info, strcspn(info, " \t"));
        block->attributes = attributes;
    }
}

static void read_table(struct reading *reading, cmark_node *from, struct node *table) {
    const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(from);
    uint16_t columns = cmark_gfm_extensions_get_table_columns(from);
    for (cmark_node *line = cmark_node_first_child(from); line; line = cmark_node_next(line)) {
        const struct masked_line *where = line_of(reading, line);
        if (where && where->source_line == 0) {
            continue;
        }
        struct node *row = add_node(reading, table, NODE_ROW, block_pos(reading, line));
        row->header = cmark_gfm_extensions_get_table_row_is_header(line);
        uint16_t column = 0;
        for (cmark_node *field = cmark_node_first_child(line); field; field = cmark_node_next(field), column++) {
            struct node *cell = add_node(reading, row, NODE_CELL, block_pos(reading, field));
            uint8_t align = column < columns ? aligns[column] : 0;
            cell->header = row->header;
            cell->align = align == 'l' ? ALIGN_LEFT : align == 'r' ? ALIGN_RIGHT : align == 'c' ? ALIGN_CENTRE
                : ALIGN_NONE;
            read_inlines(reading, field, cell);
        }
    }
    const struct node *first = table->first;
    table->pos = first ? first->pos : table->pos;
}

/* The kind of a block; NODE_DOCUMENT for what has none. */
static enum node_kind block_kind(cmark_node *from) {
    cmark_node_type type = cmark_node_get_type(from);
    return type == CMARK_NODE_PARAGRAPH             ? NODE_PARAGRAPH
           : type == CMARK_NODE_HEADING             ? NODE_HEADING
           : type == CMARK_NODE_LIST                ? NODE_LIST
           : type == CMARK_NODE_ITEM                ? NODE_ITEM
           : type == CMARK_NODE_BLOCK_QUOTE         ? NODE_QUOTE
           : type == CMARK_NODE_CODE_BLOCK          ? NODE_CODE_BLOCK
           : type == CMARK_NODE_THEMATIC_BREAK      ? NODE_BREAK
           : type == CMARK_NODE_FOOTNOTE_DEFINITION ? NODE_FOOTNOTE
           : strcmp(cmark_node_get_type_string(from), "table") == 0 ? NODE_TABLE
                                                                    : NODE_DOCUMENT;
}

static void read_block(struct reading *reading, cmark_node *from, struct node *to) {
    struct source_pos pos = block_pos(reading, from);
    if (cmark_node_get_type(from) == CMARK_NODE_HTML_BLOCK) {
        const char *literal = cmark_node_get_literal(from);
        diag_add(reading->diag, DIAG_CODE_MARKDOWN_HTML, pos, "%.*s", (int)strcspn(literal, "\n"), literal);
        return;
    }
    enum node_kind kind = block_kind(from);
    if (kind == NODE_DOCUMENT) {
        return;
    }
    struct node *node = add_node(reading, to, kind, pos);
    if (kind == NODE_TABLE) {
        read_table(reading, from, node);
    } else if (kind == NODE_CODE_BLOCK) {
        read_code_block(reading, from, node);
    } else if (kind != NODE_BREAK) {
        node->level = kind == NODE_HEADING ? cmark_node_get_heading_level(from) : 0;
        if (kind == NODE_LIST) {
            read_list(from, node);
        }
        read_children(reading, from, node);
    }
}

/* A directive's line: what follows hangs below it, until the line that closes it. */
static struct node *follow_mark(struct reading *reading, const struct mark *mark, struct node *to,
                                const struct node *root) {
    if (mark->kind == MARK_CLOSE) {
        return to == root ? to : to->parent;
    }
    struct node *node = add_node(reading, to, NODE_DIRECTIVE, mark->pos);
    node->text = mark->name;
    node->attributes = mark->attributes;
    node->body = mark->body;
    return node;
}

static void read_blocks(struct reading *reading, cmark_node *from, struct node *to) {
    struct node *root = to;
    for (cmark_node *child = cmark_node_first_child(from); child; child = cmark_node_next(child)) {
        const struct masked_line *line = line_of(reading, child);
        bool rule = cmark_node_get_type(child) == CMARK_NODE_THEMATIC_BREAK;
        if (rule && line && line->mark) {
            to = follow_mark(reading, line->mark, to, root);
        } else if (cmark_node_get_type(child) == CMARK_NODE_FOOTNOTE_DEFINITION) {
            read_block(reading, child, root);
            root->last->text = line && line->note ? line->note : "";
        } else if (!line || line->source_line || strcmp(cmark_node_get_type_string(child), "table") == 0) {
            read_block(reading, child, to);
        }
    }
}

/* ---- cmark ---- */

/* Parses the masked text of scan; the caller frees the tree. */
static cmark_node *parse(const struct scan *scan) {
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, scan->out.text.data, scan->out.text.size);
    cmark_node *tree = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return tree;
}

struct document *markdown_read(struct arena *arena, struct diag *diag, const struct source_file *file,
                               const struct markdown_options *options, const struct yaml **front) {
    struct source_pos start = { .file = file, .line = 1, .column = 1 };
    struct arena *nodes = options->nodes ? options->nodes : arena;
    struct document *document = document_new(nodes);
    size_t size = file->size;
    if (size > FILE_SIZE_MAX) {
        diag_add(diag, DIAG_CODE_MARKDOWN_LIMIT, start, "the file has more than 16 MiB");
        size = 0;
    }
    struct arena *meanwhile = arena_new();
    struct scan scan = { .arena = arena, .meanwhile = meanwhile, .diag = diag, .options = options,
                         .source = source_text_of(meanwhile, file->text, size, start) };
    scan.out.text = buffer_new(meanwhile);
    scan_lines(&scan, scan_front(&scan, front));
    document->root->pos = start;
    struct reading reading = { .arena = arena, .nodes = nodes, .diag = diag, .document = document, .scan = &scan, .pos = start,
                               .pending = buffer_new(arena) };
    cmark_node *tree = parse(&scan);
    read_blocks(&reading, tree, document->root);
    cmark_node_free(tree);
    arena_close(meanwhile);
    return document;
}

void markdown_read_inline(struct arena *arena, struct diag *diag, struct document *document, struct node *parent,
                          const char *text, struct source_pos pos) {
    static const struct markdown_options options = { .expressions = true };
    struct scan scan = { .arena = arena, .meanwhile = arena, .diag = diag, .options = &options,
                         .source = source_text_of_scalar(arena, text, pos) };
    scan.out.text = buffer_new(arena);
    scan_scalar(&scan);
    struct reading reading = { .arena = arena, .nodes = arena, .diag = diag, .document = document, .scan = &scan, .pos = pos,
                               .pending = buffer_new(arena) };
    cmark_node *tree = parse(&scan);
    cmark_node *paragraph = cmark_node_first_child(tree);
    if (paragraph) {
        read_inlines(&reading, paragraph, parent);
    }
    cmark_node_free(tree);
}
