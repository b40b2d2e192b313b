#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "output/pdf.h"
#include "output/tags.h"

#include <string.h>

/* U+00AD: shown where a word was parted at a line's end; the word itself is whole. */
#define SOFT_HYPHEN "\xC2\xAD"

struct dump {
    const struct tags *tags;
    struct buffer *out;
    size_t page; /* on which the last text stood; SIZE_MAX: none yet */
};

static void dump_run(struct buffer *out, const struct glyph_run *run) {
    for (size_t i = 0; i < run->text_size; i++) {
        if (run->text_size - i >= 2 && memcmp(run->text + i, SOFT_HYPHEN, 2) == 0) {
            i++;
        } else if (run->text[i] == '"' || run->text[i] == '\\') {
            buffer_byte(out, '\\');
            buffer_byte(out, run->text[i]);
        } else {
            buffer_byte(out, run->text[i]);
        }
    }
}

/* The text of a mark in quotes, the page before it where it is another one. */
static void dump_mark(struct dump *dump, const struct mark *mark) {
    if (mark->page != dump->page) {
        buffer_print(dump->out, "[%lu] ", (unsigned long)mark->page + 1);
        dump->page = mark->page;
    }
    bool is_open = false;
    for (size_t i = mark->first; i < mark->first + mark->count; i++) {
        const struct page_item *item = &dump->tags->pages->pages[mark->page].items[i];
        bool is_text = item->kind == ITEM_TEXT;
        if (is_text != is_open) {
            buffer_byte(dump->out, '"');
            is_open = is_text;
        }
        if (is_text) {
            dump_run(dump->out, item->run);
        } else {
            buffer_text(dump->out, item->kind == ITEM_DRAWING ? "(drawing)" : "(rect)");
        }
    }
    buffer_text(dump->out, is_open ? "\"\n" : "\n");
}

static void dump_target(const struct dump *dump, struct tag_target target) {
    if (target.address) {
        buffer_print(dump->out, " -> %s", target.address);
    } else if (target.node != 0) {
        const struct node *node = document_node(dump->tags->document, target.node);
        const char *identifier = node_identifier(node);
        struct tag_place place = tags_place(dump->tags, target.node);
        buffer_print(dump->out, " -> %s%s page %lu", identifier ? "#" : node_kind_name(node->kind),
                     identifier ? identifier : "", (unsigned long)place.page + 1);
    }
}

static void dump_attributes(const struct dump *dump, const struct tag *tag) {
    static const char *const scopes[] = { [SCOPE_NONE] = "", [SCOPE_COLUMN] = " column", [SCOPE_ROW] = " row" };
    struct buffer *out = dump->out;
    buffer_text(out, scopes[tag->scope]);
    if (tag->column_span > 1) {
        buffer_print(out, " span %d", tag->column_span);
    }
    if (tag->row_span > 1) {
        buffer_print(out, " rows %d", tag->row_span);
    }
    if (tag->identifier) {
        buffer_print(out, " id %s", tag->identifier);
    }
    for (size_t i = 0; i < tag->header_count; i++) {
        buffer_print(out, "%s%s", i == 0 ? " heads " : ",", tag->headers[i]->identifier);
    }
    if (tag->type == TAG_L) {
        buffer_text(out, tag->is_ordered ? " ordered" : "");
    }
    if (tag->language) {
        buffer_print(out, " lang %s", tag->language);
    }
    if (tag->expansion) {
        buffer_print(out, " means \"%s\"", tag->expansion);
    }
    if (tag->alternative) {
        buffer_print(out, " alt \"%s\"", tag->alternative);
    }
    dump_target(dump, tag->target);
}

static void dump_tag(struct dump *dump, const struct tag *tag, int depth) {
    if (!tag->is_used) {
        return;
    }
    buffer_indent(dump->out, depth);
    buffer_text(dump->out, tag_type_name(tag->type));
    dump_attributes(dump, tag);
    if (tag->count == 1 && tag->kids[0].kind == KID_MARK) {
        buffer_byte(dump->out, ' ');
        dump_mark(dump, &dump->tags->marks[tag->kids[0].index]);
        return;
    }
    buffer_byte(dump->out, '\n');
    for (size_t i = 0; i < tag->count; i++) {
        if (tag->kids[i].kind == KID_TAG) {
            dump_tag(dump, tag->kids[i].tag, depth + 1);
        } else if (tag->kids[i].kind == KID_MARK) {
            buffer_indent(dump->out, depth + 1);
            dump_mark(dump, &dump->tags->marks[tag->kids[i].index]);
        }
    }
}

void tags_dump(const struct document *document, const struct pages *pages, struct buffer *out) {
    struct arena *arena = arena_new();
    struct dump dump = { .tags = tags_build(arena, NULL, document, pages), .out = out, .page = SIZE_MAX };
    dump_tag(&dump, dump.tags->root, 0);
    arena_close(arena);
}
