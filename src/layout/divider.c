/* The page that opens a chapter: numeral, title and lead on a ground; below it the sections and what they find. */
#include "layout/block.h"
#include "layout/master.h"
#include "layout/ornament.h"

#include "base/arena.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* A divider while it is set. */
struct divider {
    struct setter *setter;
    struct slice *page;
    struct galley side; /* a heading that waits for the block beside it */
    double y;           /* below what stands under the ground [pt] */
};

static double cap_height(const struct text_style *style) {
    const struct face_metrics *metrics = face_metrics(style->face);
    return style->size * metrics->cap_height / metrics->units_per_em;
}

static const struct ground ground = {"divider", NUMBER_DIVIDER_GROUND_HEIGHT, COLOUR_SUBJECT, COLOUR_GOLD};

/* The numeral; long ones are set smaller, so that they end before the title, which stands below it without a side span.
 * Returns its baseline, and its cap line in *top. */
static double set_numeral(struct setter *setter, struct slice *page, const struct node *heading, double *top) {
    const struct text_style *style = setter_style(setter, STYLE_DIVIDER_NUMERAL);
    const char *number = heading->label ? heading->label : "";
    double x = setter_number(setter, NUMBER_DIVIDER_NUMERAL_X);
    const struct page_format *format = &setter->theme->page;
    double room = (setter_has_side(setter) ? setter_span(setter, "text").x : format->width - format->right) - format->gutter - x;
    double baseline = setter_number(setter, NUMBER_DIVIDER_NUMERAL_TOP) + style_baseline(style);
    double width = setter_width(setter, style, number);
    *top = baseline - cap_height(style);
    if (width > room) {
        style = setter_resize(setter, style, style->size * room / width);
    }
    struct label label = {.style = style,
                          .text = number,
                          .x = x,
                          .y = baseline,
                          .node = heading->id,
                          .role = ITEM_ORIGINAL,
                          .origin = {.kind = ORIGIN_COUNTER, .pos = heading->pos},
                          .pos = heading->pos};
    setter_label(setter, page, &label);
    return baseline;
}

/* Sets the inlines of node over the text span, the first line's baseline at y. Returns the bottom of the last line. */
static double set_text(struct setter *setter, struct slice *page, const struct node *node, enum theme_style style,
                       double y) {
    struct galley lines = {0};
    struct column column = column_new(&lines, setter_span(setter, "text"), style);
    struct inlines inlines = inlines_new(setter, style, NULL);
    inlines_add(&inlines, node);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, style));
    paragraph.form = style == STYLE_DIVIDER_TITLE ? FORM_BALANCED : FORM_RAGGED;
    paragraph_set(setter, &lines, &inlines, &paragraph);
    struct slice merged = galley_merge(setter->arena, &lines);
    slice_add_slice(setter->arena, page, &merged, y - merged.baseline);
    return y - merged.baseline + merged.height;
}

static void set_heading(struct divider *divider, const struct node *heading, double *lead) {
    struct setter *setter = divider->setter;
    const struct text_style *title = setter_style(setter, STYLE_DIVIDER_TITLE);
    struct running *running = arena_alloc(setter->arena, sizeof *running);
    running->number = heading->label ? heading->label : "";
    running->name = node_plain_text(setter->arena, heading);
    running->origin = node_text_origin(heading);
    divider->page->running = running;
    double cap_line;
    double baseline = set_numeral(setter, divider->page, heading, &cap_line);
    slice_add_anchor(setter->arena, divider->page,
                     (struct anchor){.node = heading->id, .x = setter_span(setter, "text").x, .y = cap_line});
    double first = setter_has_side(setter) ? cap_line + cap_height(title) : baseline + 1.5 * title->leading;
    double bottom = set_text(setter, divider->page, heading, STYLE_DIVIDER_TITLE, first);
    const struct text_style *text = setter_style(setter, STYLE_DIVIDER_LEAD);
    *lead = fmax(baseline, bottom + fmax(title->after, text->before) + style_baseline(text));
}

/* A heading in the side span, level with the top of the block beside it. */
static void add_side_text(struct divider *divider, const struct node *node) {
    struct setter *setter = divider->setter;
    struct column column = column_new(&divider->side, setter_span(setter, "side"), STYLE_H3);
    struct inlines inlines = inlines_new(setter, STYLE_H3, NULL);
    inlines_add(&inlines, node);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, STYLE_H3));
    paragraph.form = FORM_BALANCED;
    paragraph_set(setter, &divider->side, &inlines, &paragraph);
    if (divider->side.count > 0) {
        slice_anchor_node(setter, &divider->side.slices[0], node, column.span.x);
    }
}

static bool has_role(const struct node *node, const char *role) {
    return node->kind == NODE_BLOCK && strcmp(node->text, role) == 0;
}

/* The heading that a block brings along without a node for it; "" if none. */
static const char *head_of(const struct setter *setter, const struct node *node) {
    if (has_role(node, "chapter-contents")) {
        return setter->job->labels->in_this_chapter;
    }
    return has_role(node, "key-figures") && node->label ? node->label : "";
}

/* Beside the block, or above it. Returns how much lower the block stands. */
static double add_head(struct divider *divider, const struct node *node, double y) {
    struct setter *setter = divider->setter;
    const struct text_style *style = setter_style(setter, STYLE_H3);
    struct label label = {.style = style,
                          .text = head_of(setter, node),
                          .x = setter_span(setter, "side").x,
                          .y = y + style_baseline(style),
                          .node = node->id,
                          .role = ITEM_ORIGINAL,
                          .origin = {.kind = ORIGIN_LITERAL, .pos = node->pos},
                          .pos = node->pos};
    setter_label(setter, divider->page, &label);
    return setter_has_side(setter) ? 0 : style->leading + setter_number(setter, NUMBER_GRID_STEP) / 2;
}

/* A block under the ground: at the place the theme keeps for it, or below the one before. */
static void set_below(struct divider *divider, const struct node *node) {
    struct setter *setter = divider->setter;
    bool findings = has_role(node, "key-figures");
    double place = setter_number(setter, findings ? NUMBER_DIVIDER_FINDINGS_TOP : NUMBER_DIVIDER_CONTENTS_TOP);
    double y = fmax(place, divider->y);
    struct galley galley = {0};
    struct column column = column_new(&galley, setter_span(setter, "text"), STYLE_BODY);
    block_set(setter, &column, node);
    struct slice side = {0};
    struct slice text = galley_merge(setter->arena, &galley);
    if (*head_of(setter, node)) {
        y += add_head(divider, node, y);
    } else {
        side = galley_merge(setter->arena, &divider->side);
        slice_add_slice(setter->arena, divider->page, &side, y);
        divider->side = (struct galley){0};
    }
    slice_add_slice(setter->arena, divider->page, &text, y);
    divider->y = y + fmax(side.height, text.height) + 2 * setter_number(setter, NUMBER_GRID_STEP);
}

void divider_set(struct setter *setter, struct column *column, const struct node *node) {
    struct slice page = {.whole = true, .master = "divider", .pos = node->pos};
    struct divider divider = {.setter = setter, .page = &page};
    ground_set(setter, &page, &ground);
    if (!(setter_number(setter, NUMBER_DIVIDER_BARE) > 0)) {
        master_divider_head(setter, &page);
    }
    double lead = setter_number(setter, NUMBER_DIVIDER_NUMERAL_TOP);
    bool titled = false, led = false;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_HEADING && !titled) {
            set_heading(&divider, child, &lead);
            titled = true;
        } else if (child->kind == NODE_PARAGRAPH && !led) {
            set_text(setter, &page, child, STYLE_DIVIDER_LEAD, lead);
            led = true;
        } else if (child->kind == NODE_HEADING) {
            add_side_text(&divider, child);
        } else {
            set_below(&divider, child);
        }
    }
    column_add_page(setter, column, &page);
}
