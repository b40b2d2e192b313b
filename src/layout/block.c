#include "layout/block.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "drawing/drawing.h"
#include "layout/table.h"

#include <math.h>
#include <string.h>

struct block_form {
    const char *role;
    void (*set)(struct setter *setter, struct column *column, const struct node *node);
};

static void paragraph_block_set(struct setter *setter, struct column *column, const struct node *node);
static void quote_set(struct setter *setter, struct column *column, const struct node *node);
static void code_set(struct setter *setter, struct column *column, const struct node *node);
static void break_set(struct setter *setter, struct column *column, const struct node *node);
static void graphic_set(struct setter *setter, struct column *column, const struct node *node);
static void keep_set(struct setter *setter, struct column *column, const struct node *node);
static void filler_set(struct setter *setter, struct column *column, const struct node *node);
static void page_break_set(struct setter *setter, struct column *column, const struct node *node);
static void role_set(struct setter *setter, struct column *column, const struct node *node);

static const struct block_form roles[] = {
    {"cover", cover_set},
    {"divider", divider_set},
    {"masthead", masthead_set},
    {"toc", contents_set},
    {"chapter-contents", chapter_contents_set},
    {"headline", headline_set},
    {"key-figures", key_figures_set},
    {"side", side_set},
    {"callout", callout_set},
    {"columns", columns_set},
    {"keep", keep_set},
    {"filler", filler_set},
    {"methods", block_set_children},
    {"bibliography", bibliography_set},
    {"page-break", page_break_set},
    {"landscape", landscape_set},
    {"slide", slide_set},
    {"definitions", definitions_set},
    {"glossary", definitions_set},
    {"form", rows_set},
    {"abbreviations", rows_set},
    {"signatures", signatures_set},
    {"index", index_set},
    {"box", box_set},
    {"title-page", title_page_set},
    {"imprint", imprint_set},
    {"picture", picture_set},
};

/* NULL: set by what stands around it, or at another place (footnotes). */
static void (*const kinds[NODE_KIND_COUNT])(struct setter *, struct column *, const struct node *) = {
    [NODE_DOCUMENT] = block_set_children,
    [NODE_HEADING] = heading_set,
    [NODE_PARAGRAPH] = paragraph_block_set,
    [NODE_LIST] = list_set,
    [NODE_ITEM] = block_set_children,
    [NODE_QUOTE] = quote_set,
    [NODE_CODE_BLOCK] = code_set,
    [NODE_BREAK] = break_set,
    [NODE_TABLE] = table_set,
    [NODE_BLOCK] = role_set,
    [NODE_FIGURE] = figure_set,
    [NODE_GRAPHIC] = graphic_set,
};

struct column column_new(struct galley *galley, struct span span, enum theme_style style) {
    return (struct column){.galley = galley, .span = span, .style = style};
}

struct paragraph paragraph_in(const struct column *column, const struct text_style *style) {
    return (struct paragraph){
        .style = style, .x = column->span.x, .width = column->span.width, .right = column->right};
}

void slice_anchor_node(struct setter *setter, struct slice *slice, const struct node *node, double x) {
    slice_add_anchor(setter->arena, slice, (struct anchor){.node = node->id, .x = x});
}

/* Hangs what waits for the side span on first, and says where first may begin. */
static void begin_block(struct setter *setter, struct column *column, struct slice *first, enum slice_start start) {
    first->break_before = first->break_before || column->break_before;
    enum slice_start wanted = column->behind_block ? START_GRID : start;
    first->start = wanted > first->start ? wanted : first->start;
    first->numbering = column->numbering;
    column->numbering = NULL;
    column->break_before = false;
    column->behind_block = false;
    if (column->side.count == 0) {
        return;
    }
    struct slice *side = arena_alloc(setter->arena, sizeof *side);
    *side = galley_merge(setter->arena, &column->side);
    first->side = side;
    first->side_waits = column->side_waits;
    if (column->side_waits) {
        first->start = START_GRID;
        first->before = fmax(first->before, side->before);
    }
    column->side = (struct galley){0};
    column->side_waits = false;
}

void column_add(struct setter *setter, struct column *column, const struct galley *block, enum slice_start start) {
    if (block->count == 0) {
        return;
    }
    size_t first = column->galley->count;
    galley_join(setter->arena, column->galley, block);
    if (column->main) {
        begin_block(setter, column, &column->galley->slices[first], start);
    } else if (column->packed) {
        column->galley->slices[first].before = first > 0 ? column->gap : 0;
        column->galley->slices[column->galley->count - 1].after = 0;
    }
}

void column_flush_side(struct setter *setter, struct column *column) {
    if (column->side.count == 0) {
        return;
    }
    struct galley holder = {0};
    galley_add(setter->arena, &holder)->keep = true;
    column_add(setter, column, &holder, START_GRID);
}

void column_add_wide(struct setter *setter, struct column *column, const struct galley *block) {
    if (block->count == 0) {
        return;
    }
    if (!column->main) {
        column_add(setter, column, block, START_FREE);
        return;
    }
    column_flush_side(setter, column);
    size_t first = column->galley->count;
    column_add(setter, column, block, START_GRID);
    column->galley->slices[first].clear = true;
    column->behind_block = true;
}

void column_add_page(struct setter *setter, struct column *column, struct slice *page) {
    column_flush_side(setter, column);
    page->numbering = column->numbering;
    column->numbering = NULL;
    column->break_before = false;
    *galley_add(setter->arena, column->galley) = *page;
    column->behind_block = true;
}

static bool is_packed_style(enum theme_style style) {
    return style == STYLE_TABLE_HEAD;
}

/* True if the paragraph has the class, or is nothing but a stretch of it: [a lead]{.lead}. */
static bool is_wholly(const struct node *paragraph, const char *class) {
    const struct node *only = paragraph->first && paragraph->first == paragraph->last ? paragraph->first : NULL;
    return node_has_class(paragraph, class) || (only && only->kind == NODE_SPAN && node_has_class(only, class));
}

static enum theme_style paragraph_style(const struct column *column, const struct node *node) {
    if (column->style == STYLE_BODY && is_wholly(node, "lead")) {
        return STYLE_LEAD;
    }
    if (column->style == STYLE_BODY && is_wholly(node, "source")) {
        return STYLE_SOURCE;
    }
    if (column->packed) {
        return table_text_style(node, column->style);
    }
    return column->style;
}

/* Columns of fewer em hold some 40 letters a line: their spaces cannot be even. */
#define JUSTIFIED_MEASURE 20

/* Running text reaches both edges where the theme says so, and the column is wide enough. */
static bool is_justified(const struct setter *setter, const struct column *column, enum theme_style style) {
    bool wide = column->span.width >= JUSTIFIED_MEASURE * setter_style(setter, style)->size;
    bool running = style == STYLE_BODY || style == STYLE_LIST_ITEM || style == STYLE_FOOTNOTE;
    return wide && running && !column->right && setter_number(setter, NUMBER_JUSTIFIED) > 0;
}

/* Inlines from first to before end, which belong to owner, as one paragraph. */
static void set_inlines(struct setter *setter, struct column *column, const struct node *owner,
                        const struct inlines *inlines, enum theme_style style) {
    struct paragraph paragraph = paragraph_in(column, setter_style(setter, style));
    paragraph.hyphenate = !is_packed_style(style);
    paragraph.form = is_justified(setter, column, style) ? FORM_JUSTIFIED : FORM_RAGGED;
    struct galley block = {0};
    paragraph_set(setter, &block, inlines, &paragraph);
    if (block.count > 0 && node_identifier(owner)) {
        slice_anchor_node(setter, &block.slices[0], owner, column->span.x);
    }
    column_add(setter, column, &block, START_HALF);
}

static void paragraph_block_set(struct setter *setter, struct column *column, const struct node *node) {
    enum theme_style style = paragraph_style(column, node);
    struct inlines inlines = inlines_new(setter, style, NULL);
    inlines_add(&inlines, node);
    set_inlines(setter, column, node, &inlines, style);
}

static void quote_set(struct setter *setter, struct column *column, const struct node *node) {
    struct column inner = *column;
    struct galley block = {0};
    double indent = setter_number(setter, NUMBER_GRID_STEP);
    inner.galley = &block;
    inner.main = false;
    inner.span.x += indent;
    inner.span.width -= indent;
    block_set_children(setter, &inner, node);
    column_add(setter, column, &block, START_HALF);
}

static void code_set(struct setter *setter, struct column *column, const struct node *node) {
    struct inlines inlines = inlines_new(setter, column->style, NULL);
    struct origin origin = {.kind = ORIGIN_LITERAL, .pos = node->pos};
    const char *line = node->text ? node->text : "";
    while (*line) {
        size_t size = strcspn(line, "\n");
        inlines_add_text(&inlines, arena_copy(setter->arena, line, size), NULL, node, origin);
        line += size + (line[size] == '\n');
        inlines_add_text(&inlines, *line ? "\n" : "", NULL, node, origin);
    }
    set_inlines(setter, column, node, &inlines, column->style);
}

static void break_set(struct setter *setter, struct column *column, const struct node *node) {
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    slice->height = slice->before = slice->after = setter_number(setter, NUMBER_GRID_STEP) / 2;
    slice->pos = node->pos;
    slice_add_rect(setter->arena, slice,
                   (struct rect){column->span.x, slice->height / 2, column->span.width,
                                 setter_number(setter, NUMBER_STROKE_ROW)},
                   setter_colour(setter, COLOUR_RULE_HAIR), ITEM_DECORATION);
    column_add(setter, column, &block, START_HALF);
}

static void graphic_set(struct setter *setter, struct column *column, const struct node *node) {
    const struct drawing *drawing = setter_drawing(setter, node);
    if (!drawing) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_NO_DRAWING, node->pos, NULL);
        return;
    }
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    slice->height = drawing_height(drawing);
    slice->pos = node->pos;
    struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                     .role = ITEM_ORIGINAL,
                                     .node = node->id,
                                     .x = column->span.x,
                                     .width = drawing_width(drawing),
                                     .height = drawing_height(drawing),
                                     .drawing = drawing}};
    if (column->right) {
        item.item.x += column->span.width - item.item.width;
    }
    slice_add_item(setter->arena, slice, &item);
    column_add(setter, column, &block, START_GRID);
}

static void keep_set(struct setter *setter, struct column *column, const struct node *node) {
    size_t first = column->galley->count;
    block_set_children(setter, column, node);
    galley_keep(column->galley, first);
}

/* The anchor tells who reads the pages that the block stands there. */
static void filler_set(struct setter *setter, struct column *column, const struct node *node) {
    column_flush_side(setter, column);
    size_t first = column->galley->count;
    keep_set(setter, column, node);
    column_flush_side(setter, column);
    if (column->galley->count > first) {
        struct slice *slice = &column->galley->slices[first];
        slice->filler = column->galley->count - first;
        slice->one_of = node_attribute(node, "one-of");
        slice_anchor_node(setter, slice, node, column->span.x);
    }
}

/* {numbers=roman start=3}: of the pages from here on; a series begins at 1. */
static const struct numbering *numbering_of(struct setter *setter, const struct node *node) {
    const char *name = node_attribute(node, "numbers"), *start = node_attribute(node, "start");
    double first = 1;
    bool known = !name || strcmp(name, "roman") == 0 || strcmp(name, "arabic") == 0;
    bool counts = !start || (number_parse(start, &first) && first >= 1 && first < 10000 && first == floor(first));
    if (!known || !counts) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, node->pos, "numbers=%s start=%s; roman or arabic, a whole number",
                 name ? name : "", start ? start : "");
    }
    if (!(name || start) || !known || !counts) {
        return NULL;
    }
    struct numbering *numbering = arena_alloc(setter->arena, sizeof *numbering);
    *numbering = (struct numbering){.roman = name && strcmp(name, "roman") == 0, .start = (size_t)first};
    return numbering;
}

static void page_break_set(struct setter *setter, struct column *column, const struct node *node) {
    column_flush_side(setter, column);
    column->break_before = column->main;
    column->numbering = column->main ? numbering_of(setter, node) : NULL;
}

static void role_set(struct setter *setter, struct column *column, const struct node *node) {
    size_t first = column->galley->count;
    bool found = false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles && !found; i++) {
        if (strcmp(roles[i].role, node->text) == 0) {
            roles[i].set(setter, column, node);
            found = true;
        }
    }
    if (!found) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_NO_FORM, node->pos, "%s", node->text);
        block_set_children(setter, column, node);
    }
    if (node_identifier(node) && column->galley->count > first) {
        slice_anchor_node(setter, &column->galley->slices[first], node, column->span.x);
    }
}

void block_set(struct setter *setter, struct column *column, const struct node *node) {
    if (setter->depth >= SETTER_DEPTH_MAX) {
        return;
    }
    setter->depth++;
    if (kinds[node->kind]) {
        kinds[node->kind](setter, column, node);
    }
    setter->depth--;
}

/* In a table's cell drawings stand in the line, too. */
static bool stands_in_line(const struct node *node) {
    return node_is_inline(node) || (node->kind == NODE_GRAPHIC && node->parent->kind == NODE_CELL);
}

const struct node *block_set_inlines(struct setter *setter, struct column *column, const struct node *first) {
    struct inlines inlines = inlines_new(setter, column->style, NULL);
    const struct node *node = first;
    while (node && (stands_in_line(node) || (node->kind == NODE_GRAPHIC && node != first))) {
        inlines_add_node(&inlines, node, first->parent);
        node = node->next;
    }
    set_inlines(setter, column, first->parent, &inlines, column->style);
    return node;
}

void block_set_children(struct setter *setter, struct column *column, const struct node *node) {
    const struct node *child = node->first;
    while (child) {
        if (stands_in_line(child)) {
            child = block_set_inlines(setter, column, child);
        } else {
            block_set(setter, column, child);
            child = child->next;
        }
    }
    if (column->main && node->kind == NODE_DOCUMENT) {
        column_flush_side(setter, column);
    }
}
