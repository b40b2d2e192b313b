/* Contents, lists of figures and tables, and the list of a chapter's sections: titles with folios at the right edge. */
#include "layout/block.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

/* So many rows of a list stay on one page. */
#define ROWS_TOGETHER 12

/* How an entry stands. */
struct entry_form {
    enum theme_style title, folio;
    struct span span; /* of title and folio */
    bool numbered;    /* the number stands before the title */
    bool leader;      /* dots lead to the folio */
};

static const struct node *page_number_of(const struct node *entry) {
    return entry->last && entry->last->kind == NODE_PAGE_NUMBER ? entry->last : NULL;
}

static struct origin counter_origin(const struct node *node) {
    return (struct origin){.kind = ORIGIN_COUNTER, .pos = node->pos};
}

/* The folio, right-aligned on the title's first baseline. */
static void set_folio(struct setter *setter, struct slice *slice, const struct node *entry,
                      const struct entry_form *form, double baseline) {
    const struct node *number = page_number_of(entry);
    if (!number) {
        return;
    }
    struct inlines inlines = inlines_new(setter, form->folio, NULL);
    inlines_add_node(&inlines, number, entry);
    struct galley line = {0};
    struct column column = column_new(&line, form->span, form->folio);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, form->folio));
    paragraph.right = true;
    paragraph_set(setter, &line, &inlines, &paragraph);
    if (line.count > 0) {
        slice_add_slice(setter->arena, slice, &line.slices[0], baseline - line.slices[0].baseline);
    }
}

/* Where the last line of a set title ends. */
static struct point title_end(const struct slice *slice) {
    struct point end = {0, 0};
    for (size_t i = 0; i < slice->count; i++) {
        const struct page_item *item = &slice->items[i].item;
        bool lower = item->y > end.y;
        end.x = lower ? item->x + item->width : fmax(end.x, item->x + item->width);
        end.y = lower ? item->y : end.y;
    }
    return end;
}

/* Dots from the end of a title to its folio; they stand below each other on all lines, and are nothing to a reader. */
static void set_leader(struct setter *setter, struct slice *slice, const struct entry_form *form, struct point from) {
    double pitch = setter_number(setter, NUMBER_CONTENTS_LEADER);
    double folio = setter->page_digits * setter_width(setter, setter_style(setter, form->folio), "0");
    double right = form->span.x + form->span.width - folio - pitch;
    const struct text_style *plain = setter_style(setter, STYLE_CONTENTS_SECTION);
    struct text_style *style = setter_resize(setter, plain, plain->size);
    int count = (int)floor((right - from.x) / pitch) - 1;
    if (count < 1) {
        return;
    }
    style->tracking += (pitch - setter_width(setter, style, ".")) / style->size;
    char *dots = arena_alloc(setter->arena, (size_t)count + 1);
    memset(dots, '.', (size_t)count);
    struct label label = {.style = style, .text = dots, .x = right, .y = from.y, .right = true, .role = ITEM_DECORATION};
    label.origin.kind = ORIGIN_LITERAL;
    setter_label(setter, slice, &label);
}

/* What stays free at the right of the title. */
static double folio_room(struct setter *setter, const struct entry_form *form) {
    return setter->page_digits * setter_width(setter, setter_style(setter, form->folio), "0") +
           setter->theme->page.gutter;
}

/* Title and folio of entry as one slice. */
static struct slice set_entry(struct setter *setter, const struct node *entry, const struct entry_form *form) {
    struct inlines inlines = inlines_new(setter, form->title, NULL);
    if (form->numbered && entry->label && *entry->label) {
        inlines_add_text(&inlines, arena_print(setter->arena, "%s\xE2\x80\x82", entry->label), NULL, entry,
                         counter_origin(entry)); /* U+2002 */
    }
    for (const struct node *child = entry->first; child; child = child->next) {
        if (child->kind != NODE_PAGE_NUMBER) {
            inlines_add_node(&inlines, child, entry);
        }
    }
    struct galley lines = {0};
    struct column column = column_new(&lines, form->span, form->title);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, form->title));
    paragraph.width -= folio_room(setter, form);
    paragraph_set(setter, &lines, &inlines, &paragraph);
    struct slice slice = galley_merge(setter->arena, &lines);
    if (lines.count == 0) {
        slice.height = paragraph.style->leading;
        slice.baseline = style_baseline(paragraph.style);
    }
    bool leader = form->leader && page_number_of(entry) && slice.count > 0;
    struct point end = leader ? title_end(&slice) : (struct point){0, slice.baseline};
    if (leader) {
        set_leader(setter, &slice, form, end);
    }
    set_folio(setter, &slice, entry, form, end.y);
    return slice;
}

static void add_rule(struct setter *setter, struct slice *slice, struct span span, double y,
                     enum theme_number stroke) {
    enum theme_colour colour = stroke == NUMBER_STROKE_ROW ? COLOUR_RULE_HAIR : COLOUR_INK;
    slice_add_rect(setter->arena, slice, (struct rect){span.x, y, span.width, setter_number(setter, stroke)},
                   setter_colour(setter, colour), ITEM_DECORATION);
}

static bool is_entry(const struct node *node) {
    return node->kind == NODE_BLOCK && strcmp(node->text, "toc-entry") == 0;
}

/* Up to the next step of the grid; a twentieth of a point is no reason for a step more. */
static double fill_grid(const struct setter *setter, double height) {
    double step = setter_number(setter, NUMBER_GRID_STEP);
    return ceil((height - 0.1) / step) * step;
}

static void set_numeral(struct setter *setter, struct slice *slice, const struct node *chapter, double y) {
    const struct text_style *style = setter_style(setter, STYLE_CONTENTS_NUMERAL);
    struct label label = {.style = style,
                          .text = chapter->label,
                          .x = setter_span(setter, "full").x,
                          .y = y + style_baseline(style),
                          .node = chapter->id,
                          .role = ITEM_ORIGINAL,
                          .origin = counter_origin(chapter),
                          .pos = chapter->pos};
    setter_label(setter, slice, &label);
    slice->height = fmax(slice->height, y + style->leading);
}

/* A chapter and its sections under a rule. Returns the entry behind them. */
static const struct node *set_chapter(struct setter *setter, struct galley *galley, const struct node *first) {
    const struct text_style *style = setter_style(setter, STYLE_CONTENTS_CHAPTER);
    struct slice slice = {.pos = first->pos, .keep = true};
    bool beside = setter_has_side(setter), leader = setter_number(setter, NUMBER_CONTENTS_LEADER) > 0;
    if (!leader) {
        add_rule(setter, &slice, setter_span(setter, "full"), 0, NUMBER_STROKE_ENTRY);
    }
    double y = (leader ? 0 : setter_number(setter, NUMBER_STROKE_ENTRY)) + style->before;
    if (beside && first->level == 1 && first->label && *first->label) {
        set_numeral(setter, &slice, first, y);
    }
    const struct node *entry = first;
    size_t count = 0;
    while (entry && is_entry(entry) && (entry == first || entry->level > 1)) {
        if (++count > ROWS_TOGETHER) { /* a long chapter goes on, entry by entry */
            slice.height = y;
            slice.keep = false;
            *galley_add(setter->arena, galley) = slice;
            slice = (struct slice){.pos = entry->pos};
            y = 0;
        }
        enum theme_style form_style = entry->level > 1 ? STYLE_CONTENTS_SECTION : STYLE_CONTENTS_CHAPTER;
        struct entry_form form = {form_style, form_style, setter_span(setter, "text"), !beside, leader};
        double step = setter_number(setter, NUMBER_CONTENTS_INDENT), deeper = fmax(entry->level - 2, 0);
        double indent = step > 0 ? step * (entry->level - 1) : deeper * setter_number(setter, NUMBER_GRID_STEP);
        form.span = (struct span){form.span.x + indent, form.span.width - indent};
        struct slice set = set_entry(setter, entry, &form);
        slice_add_slice(setter->arena, &slice, &set, y);
        y += set.height;
        entry = entry->next;
    }
    slice.height = fill_grid(setter, fmax(slice.height, y + style->after));
    *galley_add(setter->arena, galley) = slice;
    return entry;
}

/* Row of a list of figures or tables: label, title, folio, and the rule below. */
static double set_list_row(struct setter *setter, struct slice *slice, const struct node *entry, struct span span,
                           double y) {
    const struct text_style *style = setter_style(setter, STYLE_CONTENTS_LIST_LABEL);
    double indent = setter_number(setter, NUMBER_CONTENTS_LIST_LABEL);
    double row = setter_number(setter, NUMBER_CONTENTS_LIST_ROW);
    double rule = setter_number(setter, NUMBER_STROKE_ROW);
    double above = (row - style->leading) / 2;
    struct entry_form form = {
        STYLE_CONTENTS_LIST, STYLE_CONTENTS_LIST, {span.x + indent, span.width - indent}, false, false};
    struct label label = {.style = style,
                          .text = entry->label ? entry->label : "",
                          .x = span.x,
                          .y = y + above + style_baseline(style),
                          .node = entry->id,
                          .role = ITEM_ORIGINAL,
                          .origin = counter_origin(entry),
                          .pos = entry->pos};
    setter_label(setter, slice, &label);
    struct slice set = set_entry(setter, entry, &form);
    slice_add_slice(setter->arena, slice, &set, y + above);
    double height = set.height + row - style->leading;
    add_rule(setter, slice, span, y + height - rule, NUMBER_STROKE_ROW);
    return y + height;
}

/* Title of a list and the rule below it. */
static double set_list_title(struct setter *setter, struct slice *slice, const struct node *title, struct span span) {
    struct galley lines = {0};
    struct column column = column_new(&lines, span, STYLE_CONTENTS_CHAPTER);
    struct inlines inlines = inlines_new(setter, STYLE_CONTENTS_CHAPTER, NULL);
    inlines_add(&inlines, title);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, STYLE_CONTENTS_CHAPTER));
    paragraph_set(setter, &lines, &inlines, &paragraph);
    struct slice merged = galley_merge(setter->arena, &lines);
    slice_add_slice(setter->arena, slice, &merged, 0);
    double y = merged.height + setter_number(setter, NUMBER_GRID_STEP) / 2;
    add_rule(setter, slice, span, y, NUMBER_STROKE_ENTRY);
    return y + setter_number(setter, NUMBER_STROKE_ENTRY);
}

/* Sets some rows of list from entry on below y of slice. Returns the entry behind them. */
static const struct node *set_rows(struct setter *setter, struct slice *slice, const struct node *entry,
                                   struct span span, double y) {
    int rows = 0;
    for (; entry && rows < ROWS_TOGETHER; entry = entry->next, rows++) {
        y = set_list_row(setter, slice, entry, span, y);
    }
    slice->height = fmax(slice->height, y);
    return entry;
}

/* The list of figures or of tables at or behind node, or NULL. */
static const struct node *next_list(const struct node *node) {
    for (; node; node = node->next) {
        bool list = node->kind == NODE_BLOCK &&
                    (strcmp(node->text, "toc-figures") == 0 || strcmp(node->text, "toc-tables") == 0);
        if (list && node->first) {
            return node;
        }
    }
    return NULL;
}

/* Lists of figures and tables side by side; a missing one leaves its half to the other. */
static void set_lists(struct setter *setter, struct column *column, const struct node *first) {
    static const char *const halves[] = {"half-left", "half-right"};
    const struct node *entries[2] = {NULL, NULL};
    double tops[2] = {0, 0};
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    size_t i = 0;
    for (const struct node *list = first; list && i < 2; list = next_list(list->next), i++) {
        tops[i] = set_list_title(setter, slice, list->first, setter_span(setter, halves[i]));
        entries[i] = list->first->next;
    }
    slice->pos = first->pos;
    slice->before = setter_number(setter, NUMBER_CONTENTS_LISTS_ABOVE);
    while (entries[0] || entries[1]) {
        for (i = 0; i < 2; i++) {
            entries[i] = set_rows(setter, slice, entries[i], setter_span(setter, halves[i]), tops[i]);
            tops[i] = 0;
        }
        if (entries[0] || entries[1]) {
            slice = galley_add(setter->arena, &block);
            slice->pos = first->pos;
        }
    }
    slice->after = setter_number(setter, NUMBER_CONTENTS_LISTS_ABOVE);
    column_add_wide(setter, column, &block);
}

static void set_title(struct setter *setter, struct column *column, const struct node *toc) {
    const struct text_style *style = setter_style(setter, STYLE_H1);
    struct running *running = arena_alloc(setter->arena, sizeof *running);
    *running = (struct running){"", setter->job->labels->contents, {.kind = ORIGIN_LITERAL, .pos = toc->pos}};
    struct galley block = {0};
    struct slice *slice = galley_add(setter->arena, &block);
    slice->height = setter_number(setter, NUMBER_CONTENTS_TOP);
    slice->keep = true;
    slice->running = running;
    slice->pos = toc->pos;
    slice_anchor_node(setter, slice, toc, setter_span(setter, "full").x);
    struct label label = {.style = style,
                          .text = setter->job->labels->contents,
                          .x = setter_span(setter, "full").x,
                          .y = style_baseline(style),
                          .node = toc->id,
                          .role = ITEM_ORIGINAL,
                          .origin = {.kind = ORIGIN_LITERAL, .pos = toc->pos},
                          .pos = toc->pos};
    setter_label(setter, slice, &label);
    column->break_before = column->main;
    column_add_wide(setter, column, &block);
}

/* Closes the last chapter with a rule of its own; leaders need none. */
static void set_end(struct setter *setter, struct galley *block, const struct node *toc) {
    if (setter_number(setter, NUMBER_CONTENTS_LEADER) > 0) {
        block->slices[block->count - 1].keep = false;
        return;
    }
    struct slice *end = galley_add(setter->arena, block);
    end->height = setter_number(setter, NUMBER_STROKE_ENTRY);
    end->pos = toc->pos;
    add_rule(setter, end, setter_span(setter, "full"), 0, NUMBER_STROKE_ENTRY);
}

void contents_set(struct setter *setter, struct column *column, const struct node *node) {
    size_t first = column->galley->count;
    const char *lists = node_attribute(node, "lists");
    if (lists && strcmp(lists, "only") == 0) { /* they stand on a page of any kind, under what is said before them */
        const struct node *list = next_list(node->first);
        if (list) {
            set_lists(setter, column, list);
        }
        return;
    }
    set_title(setter, column, node);
    struct galley block = {0};
    const struct node *entry = node->first;
    while (entry && is_entry(entry)) {
        entry = set_chapter(setter, &block, entry);
    }
    for (size_t i = 0; i + 1 < block.count; i++) {
        block.slices[i].keep = false;
    }
    if (block.count > 0) {
        set_end(setter, &block, node);
        column_add_wide(setter, column, &block);
    }
    entry = next_list(entry);
    if (entry) {
        set_lists(setter, column, entry);
    }
    for (size_t i = first; i < column->galley->count; i++) {
        column->galley->slices[i].master = "contents";
    }
}

void chapter_contents_set(struct setter *setter, struct column *column, const struct node *node) {
    double above = setter_number(setter, NUMBER_DIVIDER_ROW_ABOVE);
    double rule = setter_number(setter, NUMBER_STROKE_ROW);
    struct entry_form form = {STYLE_BODY, STYLE_BODY_STRONG, column->span, false, false};
    struct galley block = {0};
    for (const struct node *entry = node->first; entry; entry = entry->next) {
        struct slice set = set_entry(setter, entry, &form);
        struct slice *slice = galley_add(setter->arena, &block);
        double top = above + (entry == node->first ? setter_number(setter, NUMBER_STROKE_ENTRY) : 0);
        if (entry == node->first) {
            add_rule(setter, slice, column->span, 0, NUMBER_STROKE_ENTRY);
        }
        slice->pos = entry->pos;
        slice->height = top + set.height + above + rule;
        slice_add_slice(setter->arena, slice, &set, top);
        add_rule(setter, slice, column->span, slice->height - rule, NUMBER_STROKE_ROW);
    }
    column_add(setter, column, &block, START_GRID);
}
