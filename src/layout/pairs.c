/* Names and what they mean: as rows of a form, or run in before their text; lines to sign on; the index. */
#include "layout/block.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

/* Of the width goes to names in rows. */
#define NAME_SHARE 0.34

/* Lines of the grid that stay free above a line to sign on. */
#define SIGN_LINES 3

static const struct node *part_of(const struct node *pair, const char *role) {
    for (const struct node *child = pair->first; child; child = child->next) {
        if (strcmp(child->text, role) == 0) {
            return child;
        }
    }
    return NULL;
}

static void add_rule(struct setter *setter, struct slice *slice, struct rect rect, enum theme_colour colour) {
    slice_add_rect(setter->arena, slice, rect, setter_colour(setter, colour), ITEM_DECORATION);
}

/* What stands below node, set into span in style, as one slice. */
static struct slice set_part(struct setter *setter, const struct node *node, enum theme_style style, struct span span) {
    struct galley galley = {0};
    struct column column = column_new(&galley, span, style);
    column.packed = true;
    if (node && node->first && node_is_inline(node->first)) {
        struct inlines inlines = inlines_new(setter, style, NULL);
        inlines_add(&inlines, node);
        struct paragraph paragraph = paragraph_in(&column, setter_style(setter, style));
        paragraph_set(setter, &galley, &inlines, &paragraph);
    } else if (node) {
        block_set_children(setter, &column, node);
    }
    return galley_merge(setter->arena, &galley);
}

static void set_row(struct setter *setter, struct galley *block, const struct node *pair, struct span span) {
    double gap = setter_number(setter, NUMBER_TABLE_GAP), above = setter_number(setter, NUMBER_TABLE_ROW_ABOVE);
    double name = NAME_SHARE * span.width;
    struct span value = {span.x + name + gap, span.width - name - gap};
    struct slice label = set_part(setter, part_of(pair, "term"), STYLE_TABLE_STUB, (struct span){span.x, name});
    struct slice text = set_part(setter, part_of(pair, "meaning"), STYLE_TABLE_CELL, value);
    bool first = block->count == 0;
    double rule = setter_number(setter, NUMBER_STROKE_ROW), top = above;
    struct slice *slice = galley_add(setter->arena, block);
    slice->pos = pair->pos;
    if (first) {
        double strong = setter_number(setter, NUMBER_STROKE_TABLE);
        add_rule(setter, slice, (struct rect){span.x, 0, span.width, strong}, COLOUR_INK);
        top += strong;
    }
    slice->height = top + fmax(label.height, text.height) + setter_number(setter, NUMBER_TABLE_ROW_BELOW) + rule;
    slice_add_slice(setter->arena, slice, &label, top);
    slice_add_slice(setter->arena, slice, &text, top);
    slice_anchor_node(setter, slice, pair, span.x);
    add_rule(setter, slice, (struct rect){span.x, slice->height - rule, span.width, rule}, COLOUR_RULE_HAIR);
}

void rows_set(struct setter *setter, struct column *column, const struct node *node) {
    struct galley block = {0};
    for (const struct node *pair = node->first; pair; pair = pair->next) {
        set_row(setter, &block, pair, column->span);
    }
    if (block.count > 0) {
        block.slices[0].before = setter_number(setter, NUMBER_GRID_STEP) / 2;
        block.slices[block.count - 1].after = setter_number(setter, NUMBER_GRID_STEP);
    }
    column_add(setter, column, &block, START_HALF);
}

/* The name in front, its text behind it and indented. */
static void set_definition(struct setter *setter, struct column *column, const struct node *pair) {
    const struct text_style *strong = setter_style(setter, STYLE_BODY_STRONG);
    const struct node *term = part_of(pair, "term"), *meaning = part_of(pair, "meaning");
    struct inlines inlines = inlines_new(setter, STYLE_BODY, NULL);
    if (term) {
        struct inlines name = inlines_new(setter, STYLE_BODY, strong);
        inlines_add(&name, term);
        inlines_join(&inlines, &name);
        inlines_add_text(&inlines, "\xE2\x80\x82", NULL, term, (struct origin){.kind = ORIGIN_LITERAL, .pos = pair->pos});
    }
    for (const struct node *child = meaning ? meaning->first : NULL; child; child = child->next) {
        inlines_add(&inlines, child);
    }
    struct paragraph paragraph = paragraph_in(column, setter_style(setter, STYLE_BODY));
    paragraph.rest = setter_number(setter, NUMBER_BIBLIOGRAPHY_HANG);
    paragraph.hyphenate = true;
    struct galley block = {0};
    paragraph_set(setter, &block, &inlines, &paragraph);
    if (block.count > 0) {
        slice_anchor_node(setter, &block.slices[0], pair, column->span.x);
    }
    column_add(setter, column, &block, START_HALF);
}

void definitions_set(struct setter *setter, struct column *column, const struct node *node) {
    for (const struct node *pair = node->first; pair; pair = pair->next) {
        set_definition(setter, column, pair);
    }
}

/* A line to sign on, and below it who signs. */
static struct slice set_signature(struct setter *setter, const struct node *signature, struct span span) {
    struct slice slice = {.pos = signature->pos};
    double room = SIGN_LINES * setter_number(setter, NUMBER_GRID_STEP), rule = setter_number(setter, NUMBER_STROKE_TABLE);
    add_rule(setter, &slice, (struct rect){span.x, room, span.width, rule}, COLOUR_INK);
    slice.height = room + rule + setter_number(setter, NUMBER_TABLE_ROW_ABOVE);
    for (const struct node *line = signature->first; line; line = line->next) {
        enum theme_style style = line == signature->first ? STYLE_TABLE_STUB : STYLE_TABLE_CELL;
        struct slice text = set_part(setter, line, style, span);
        slice_add_slice(setter->arena, &slice, &text, slice.height);
        slice.height += text.height;
    }
    return slice;
}

/* Two side by side, so that none is parted from its line. */
void signatures_set(struct setter *setter, struct column *column, const struct node *node) {
    double gutter = setter_format(setter, "body")->gutter, width = (column->span.width - gutter) / 2;
    struct galley block = {0};
    struct slice *row = NULL;
    size_t number = 0;
    for (const struct node *signature = node->first; signature; signature = signature->next, number++) {
        struct span span = {column->span.x + (number % 2 ? width + gutter : 0), width};
        struct slice set = set_signature(setter, signature, span);
        if (number % 2 == 0) {
            row = galley_add(setter->arena, &block);
            row->pos = signature->pos;
            row->after = setter_number(setter, NUMBER_GRID_STEP);
        }
        slice_add_slice(setter->arena, row, &set, 0);
        row->height = fmax(row->height, set.height);
    }
    column_add(setter, column, &block, START_HALF);
}

/* ---- index ---- */

/* The page of target in the round before this one; 0: not known yet. */
static size_t page_before(const struct setter *setter, uint32_t target) {
    const struct anchor *anchor = setter->before ? pages_anchor(setter->before, target) : NULL;
    return anchor ? (size_t)anchor->page + 1 : 0;
}

static const char *page_words(const struct setter *setter, size_t page) {
    const char *label = page > 0 ? setter->before->pages[page - 1].label : "000";
    return *label ? label : arena_print(setter->arena, "%zu", page);
}

/* Pages of an entry, each once, three or more in a row as a range. Every number leads to its place. */
static void add_pages(struct inlines *inlines, const struct node *entry) {
    struct setter *setter = inlines->setter;
    struct origin origin = {.kind = ORIGIN_COUNTER, .pos = entry->pos};
    size_t last = 0, open = 0; /* the page printed last; that at the end of a range not printed yet */
    const struct node *end = NULL;
    for (const struct node *child = entry->first; child; child = child->next) {
        size_t page = child->kind == NODE_REFERENCE ? page_before(setter, child->target) : 0;
        const struct node *next = child->next;
        if (child->kind != NODE_REFERENCE || (page > 0 && page == (open ? open : last))) {
            continue;
        }
        size_t following = next ? page_before(setter, next->target) : 0;
        bool inside = page > 0 && page == (open ? open : last) + 1 && following == page + 1;
        bool goes_on = page > 0 && open && page == open + 1;
        if (inside || goes_on) {
            open = page;
            end = child;
            continue;
        }
        if (open) {
            inlines_add_text(inlines, arena_print(setter->arena, "\xE2\x80\x93%s", page_words(setter, open)), NULL, end, origin);
        }
        inlines_add_text(inlines, last || open ? ", " : "\xE2\x80\x82", NULL, entry, origin);
        inlines_add_text(inlines, page_words(setter, page), NULL, child, origin);
        last = page ? page : 1;
        open = 0;
    }
    if (open) {
        inlines_add_text(inlines, arena_print(setter->arena, "\xE2\x80\x93%s", page_words(setter, open)), NULL, end, origin);
    }
}

void index_set(struct setter *setter, struct column *column, const struct node *node) {
    double hang = setter_number(setter, NUMBER_BIBLIOGRAPHY_HANG);
    for (const struct node *entry = node->first; entry; entry = entry->next) {
        struct inlines inlines = inlines_new(setter, STYLE_CONTENTS_LIST, NULL);
        for (const struct node *child = entry->first; child; child = child->next) {
            if (child->kind == NODE_TEXT) {
                inlines_add_node(&inlines, child, entry);
            }
        }
        add_pages(&inlines, entry);
        struct paragraph paragraph = paragraph_in(column, setter_style(setter, STYLE_CONTENTS_LIST));
        paragraph.first = entry->level > 1 ? hang / 2 : 0;
        paragraph.rest = hang;
        struct galley block = {0};
        paragraph_set(setter, &block, &inlines, &paragraph);
        if (block.count > 0 && entry->next && entry->next->level > entry->level) {
            block.slices[block.count - 1].keep = true; /* a name does not stand alone at the foot of a column */
        }
        column_add(setter, column, &block, START_FREE);
    }
    struct galley end = {0};
    galley_add(setter->arena, &end)->after = setter_number(setter, NUMBER_GRID_STEP);
    column_add(setter, column, &end, START_FREE);
}
