#include "base/arena.h"
#include "base/buffer.h"
#include "drawing/drawing.h"
#include "output/pdf.h"
#include "output/tags.h"

/* What artifacts of a page hold beside text. */
struct rest {
    size_t rects, drawings;
};

static const char *const roles[] = {
    [ITEM_ORIGINAL] = "decoration",     [ITEM_REPEAT] = "repeat",         [ITEM_HEADER] = "header",
    [ITEM_FOOTER] = "footer",           [ITEM_BACKGROUND] = "background", [ITEM_DECORATION] = "decoration",
};

static void add_line(struct buffer *out, uint32_t page, enum item_role role, const char *before) {
    buffer_print(out, "[%lu] %s%s", (unsigned long)page + 1, roles[role], before);
}

/* The words of a drawing that nobody is told; each text on a line. */
static void dump_drawing(struct buffer *out, const struct mark *mark, const struct drawing *drawing) {
    size_t count = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t run = 0; ops[i].kind == DRAW_TEXT && run < ops[i].text->count; run++) {
            const struct glyph_run *text = &ops[i].text->runs[run];
            add_line(out, mark->page, mark->role, " drawing");
            buffer_print(out, " \"%.*s\"\n", (int)text->text_size, text->text);
        }
    }
}

static void dump_mark(const struct pages *pages, const struct mark *mark, struct rest *rest, struct buffer *out) {
    bool is_open = false;
    for (size_t i = mark->first; i < mark->first + mark->count; i++) {
        const struct page_item *item = &pages->pages[mark->page].items[i];
        rest->rects += item->kind == ITEM_RECT;
        rest->drawings += item->kind == ITEM_DRAWING;
        if (item->kind == ITEM_TEXT) {
            if (!is_open) {
                add_line(out, mark->page, mark->role, " \"");
            }
            buffer_print(out, "%s%.*s", is_open ? "|" : "", (int)item->run->text_size, item->run->text);
            is_open = true;
        }
    }
    buffer_text(out, is_open ? "\"\n" : "");
    for (size_t i = mark->first; i < mark->first + mark->count; i++) {
        const struct page_item *item = &pages->pages[mark->page].items[i];
        if (item->kind == ITEM_DRAWING) {
            dump_drawing(out, mark, item->drawing);
        }
    }
}

void artifacts_dump(const struct document *document, const struct pages *pages, struct buffer *out) {
    struct arena *arena = arena_new();
    const struct tags *tags = tags_build(arena, NULL, document, pages);
    for (uint32_t page = 0; page < pages->count; page++) {
        struct rest rest = { 0, 0 };
        for (size_t i = tags->page_marks[page]; i < tags->page_marks[page + 1]; i++) {
            if (!tags->marks[i].tag) {
                dump_mark(pages, &tags->marks[i], &rest, out);
            }
        }
        buffer_print(out, "[%lu] %zu rects, %zu drawings\n", (unsigned long)page + 1, rest.rects, rest.drawings);
    }
    arena_close(arena);
}
