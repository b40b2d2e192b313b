/* Numbers in cells: what stands before and behind the decimal sign, and their flags. */
#include "layout/table.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The text of a number and the flags behind it, as they stand in a cell; ok: nothing else does. */
struct number_text {
    struct buffer digits, flags;
    bool ok;
};

static void collect(struct number_text *text, const struct node *parent, bool flag) {
    for (const struct node *node = parent->first; node && text->ok; node = node->next) {
        bool inner = flag || node_has_class(node, "flag");
        if (node->kind == NODE_TEXT) {
            buffer_text(inner ? &text->flags : &text->digits, node->text ? node->text : "");
            text->ok = inner || text->flags.size == 0;
        } else if (node->kind == NODE_NOTE_MARK) {
            buffer_text(&text->flags, node->label ? node->label : "");
        } else {
            text->ok = node_is_inline(node) && node->kind != NODE_LINE_BREAK && node->kind != NODE_SOFT_BREAK;
            collect(text, node, inner);
        }
    }
}

/* Where what is aligned at the right of the decimal sign begins: at the sign, or behind the last figure. A comma before
 * three figures parts thousands. */
static size_t fraction_start(const char *text, size_t last) {
    for (size_t i = last; i-- > 0;) {
        bool sign = text[i] == '.' || (text[i] == ',' && last - i != 4);
        if (sign && is_digit(text[i + 1])) {
            return i;
        }
        if (!is_digit(text[i])) {
            break;
        }
    }
    return last;
}

/* The end of the last figure of text; 0 if it is not a number: figures with signs and spaces among them, then perhaps a
 * unit. */
static size_t last_figure(const char *text) {
    static const char *const signs[] = {
        "+", "-", "\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\xAF", "\xC2\xA0", " ", ".", ","};
    size_t end = 0;
    for (size_t i = 0; text[i];) {
        size_t size = is_digit(text[i]) ? 1 : 0;
        end = size ? i + 1 : end;
        for (size_t k = 0; k < sizeof signs / sizeof *signs && size == 0; k++) {
            size = strncmp(text + i, signs[k], strlen(signs[k])) == 0 ? strlen(signs[k]) : 0;
        }
        if (size == 0) {
            break;
        }
        i += size;
    }
    return end;
}

static bool has_figure(const char *text) {
    return text[strcspn(text, "0123456789")] != '\0';
}

struct number_extent number_measure(struct setter *setter, const struct node *cell, enum theme_style plain) {
    bool mixed = table_has_class(cell->parent->parent, "mixed");
    const struct node *holder = cell->first && cell->first == cell->last && cell->first->kind == NODE_PARAGRAPH
                                    ? cell->first : cell;
    struct number_text text = {.digits = buffer_new(setter->arena), .flags = buffer_new(setter->arena), .ok = true};
    struct number_extent extent = {.is_number = false};
    collect(&text, holder, false);
    enum theme_style style_name = cell->first ? table_block_style(cell, cell->first, 0, plain) : plain;
    const struct text_style *style = setter_style(setter, style_name);
    size_t end = text.ok && text.digits.size > 0 ? last_figure(text.digits.data) : 0;
    if (end == 0 || has_figure(text.digits.data + end)) {
        return extent;
    }
    size_t start = mixed ? text.digits.size : fraction_start(text.digits.data, end);
    extent.is_number = true;
    extent.integer = setter_width(setter, style, arena_copy(setter->arena, text.digits.data, start));
    extent.fraction = setter_width(setter, style, text.digits.data + start);
    if (text.flags.size > 0) {
        extent.flags = setter_width(setter, setter_style(setter, STYLE_TABLE_FLAG), text.flags.data);
    }
    return extent;
}
