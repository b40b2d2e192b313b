/* A slide: eyebrow and title, below them one drawing, a table or text, findings beside it, the source at the foot. */
#include "layout/block.h"
#include "layout/caption.h"
#include "layout/table.h"

#include "base/arena.h"
#include "base/diag.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* A slide while it is set. */
struct slide {
    struct setter *setter;
    const struct node *node;
    struct slice page;
    struct galley main, side, sources;
    double top; /* of what stands below the title [pt] */
    bool titled, drawn;
};

static bool has_role(const struct node *node, const char *role) {
    return node->kind == NODE_BLOCK && strcmp(node->text, role) == 0;
}

static bool is_closing(const struct slide *slide) {
    return node_has_class(slide->node, "closing");
}

static void add_fault(struct slide *slide, enum diag_code code, const char *detail) {
    struct fault fault = {code, slide->node->pos, detail};
    slice_add_fault(slide->setter->arena, &slide->page, fault);
}

/* The inlines of node as one slice over span. */
static struct slice text_slice(struct slide *slide, const struct node *node, enum theme_style style, struct span span,
                               size_t *lines) {
    struct setter *setter = slide->setter;
    struct inlines inlines = inlines_new(setter, style, NULL);
    inlines_add(&inlines, node);
    struct galley galley = {0};
    struct column column = column_new(&galley, span, style);
    struct paragraph paragraph = paragraph_in(&column, setter_style(setter, style));
    bool title = style == STYLE_H1 || style == STYLE_COVER_TITLE;
    paragraph.form = title ? FORM_BALANCED : FORM_RAGGED;
    paragraph_set(setter, &galley, &inlines, &paragraph);
    *lines = galley.count;
    return galley_merge(setter->arena, &galley);
}

static void set_eyebrow(struct slide *slide, const struct node *node) {
    size_t lines;
    struct setter *setter = slide->setter;
    struct slice text = text_slice(slide, node, STYLE_EYEBROW, setter_span(setter, "full"), &lines);
    slice_add_slice(setter->arena, &slide->page, &text, setter_number(setter, NUMBER_SLIDE_EYEBROW_TOP));
}

static void set_title(struct slide *slide, const struct node *node) {
    struct setter *setter = slide->setter;
    struct span span = setter_span(setter, "full");
    span.width = fmin(span.width, setter_number(setter, NUMBER_SLIDE_TITLE_WIDTH));
    bool closing = is_closing(slide);
    double top = setter_number(setter, closing ? NUMBER_SLIDE_CLOSING_TOP : NUMBER_SLIDE_TITLE_TOP);
    size_t lines;
    struct slice text = text_slice(slide, node, closing ? STYLE_COVER_TITLE : STYLE_H1, span, &lines);
    slice_add_anchor(setter->arena, &slide->page, (struct anchor){.node = node->id, .x = span.x, .y = top});
    slice_add_slice(setter->arena, &slide->page, &text, top);
    slide->top = fmax(slide->top, top + text.height);
    if (!closing && (double)lines > setter_number(setter, NUMBER_SLIDE_TITLE_LINES)) {
        add_fault(slide, DIAG_CODE_LAYOUT_SLIDE_FULL, arena_print(setter->arena, "a title of %zu lines", lines));
    }
    slide->titled = true;
}

static void add_lines(struct slide *slide, struct galley *galley, const struct node *node, enum theme_style style,
                      struct span span) {
    size_t lines;
    struct slice text = text_slice(slide, node, style, span, &lines);
    if (lines > 0) {
        text.before = setter_style(slide->setter, style)->before;
        text.after = setter_style(slide->setter, style)->after;
        *galley_add(slide->setter->arena, galley) = text;
    }
}

static bool is_label(const struct node *caption) {
    return strcmp(caption->text, "label") == 0;
}

/* What was measured, then the drawing or table; the finding is the slide's title, and the source goes to the foot. */
static void set_figure(struct slide *slide, const struct node *figure, struct span span) {
    struct setter *setter = slide->setter;
    struct column column = column_new(&slide->main, span, STYLE_TABLE_CELL);
    size_t first = slide->main.count;
    for (const struct node *child = figure->first; child; child = child->next) {
        if (child->kind == NODE_SOURCE) {
            add_lines(slide, &slide->sources, child, STYLE_SOURCE, setter_span(setter, "three-quarters"));
        } else if (child->kind == NODE_CAPTION && !is_label(child)) {
            bool headline = strcmp(child->text, "headline") == 0;
            add_lines(slide, &slide->main, child, headline ? STYLE_CAPTION_HEADLINE : STYLE_CAPTION_SUBTITLE, span);
        } else if (child->kind != NODE_CAPTION && child->kind != NODE_FOOTNOTE) {
            block_set(setter, &column, child);
        }
    }
    table_notes_set(setter, &slide->main, figure, span);
    if (slide->main.count > first) {
        slice_anchor_node(setter, &slide->main.slices[first], figure, span.x);
    }
    slide->drawn = true;
}

static struct span figure_span(const struct slide *slide, const struct node *figure) {
    const char *name = node_attribute(figure, "span");
    struct span span = setter_span(slide->setter, slide->side.count > 0 ? "three-quarters" : "full");
    if (name) {
        format_span(setter_format(slide->setter, "slide"), name, &span);
    }
    return span;
}

/* Text, lists, key figures: as wide as a line can be read. */
static void set_text(struct slide *slide, const struct node *node) {
    bool numbers = has_role(node, "key-figures") || has_role(node, "columns");
    struct span span = setter_span(slide->setter, numbers ? "full" : "three-quarters");
    struct column column = column_new(&slide->main, span, STYLE_BODY);
    if (is_closing(slide) && node->kind == NODE_PARAGRAPH) {
        add_lines(slide, &slide->main, node, STYLE_COVER_SUBTITLE, span);
    } else {
        block_set(slide->setter, &column, node);
    }
}

static void set_side(struct slide *slide, const struct node *node) {
    struct column column = column_new(&slide->side, setter_span(slide->setter, "quarter-4"), STYLE_BODY);
    block_set_children(slide->setter, &column, node);
}

static void set_child(struct slide *slide, const struct node *child) {
    if (child->kind == NODE_PARAGRAPH && node_has_class(child, "eyebrow")) {
        set_eyebrow(slide, child);
    } else if (child->kind == NODE_HEADING && !slide->titled) {
        set_title(slide, child);
    } else if (child->kind == NODE_FIGURE || has_role(child, "picture")) {
        set_figure(slide, child, figure_span(slide, child));
    } else if (!has_role(child, "side")) {
        set_text(slide, child);
    }
}

static size_t count_words(const char *text) {
    size_t count = 0;
    for (const char *c = text; *c; c++) {
        count += !isspace((unsigned char)*c) && (c == text || isspace((unsigned char)c[-1]));
    }
    return count;
}

/* Whoever listens reads no more beside a drawing. */
static void check_words(struct slide *slide) {
    size_t words = 0, most = (size_t)setter_number(slide->setter, NUMBER_SLIDE_WORDS);
    for (const struct node *child = slide->node->first; child && slide->drawn; child = child->next) {
        bool text = child->kind != NODE_FIGURE && child->kind != NODE_HEADING && !node_has_class(child, "eyebrow");
        words += text ? count_words(node_plain_text(slide->setter->scratch, child)) : 0;
    }
    if (words > most) {
        add_fault(slide, DIAG_CODE_LAYOUT_SLIDE_WORDS,
                  arena_print(slide->setter->arena, "%zu words; at most %zu", words, most));
    }
}

/* Top of the sources, which end where the foot does. */
static double set_sources(struct slide *slide) {
    struct setter *setter = slide->setter;
    const struct page_format *format = setter_format(setter, "slide");
    double bottom = format->height - setter_number(setter, NUMBER_FOOT_BOTTOM);
    struct slice sources = galley_merge(setter->arena, &slide->sources);
    slice_add_slice(setter->arena, &slide->page, &sources, bottom - sources.height);
    return sources.height > 0 ? bottom - sources.height : format->height;
}

/* Places what was set below the title, and says what does not fit. */
static void set_content(struct slide *slide) {
    struct setter *setter = slide->setter;
    const struct page_format *format = setter_format(setter, "slide");
    struct slice main = galley_merge(setter->arena, &slide->main), side = galley_merge(setter->arena, &slide->side);
    slice_add_slice(setter->arena, &slide->page, &main, slide->top);
    slice_add_slice(setter->arena, &slide->page, &side, slide->top);
    double most = fmin(format->top + format->frame_height, set_sources(slide)) - slide->top;
    double height = fmax(main.height, side.height);
    slide->page.room = fmax(most - main.height, 0);
    if (height > most + 0.5) {
        add_fault(slide, DIAG_CODE_LAYOUT_SLIDE_FULL, arena_print(setter->arena, "%.0f of %.0f pt", height, most));
    }
}

static void set_ground(struct slide *slide) {
    struct setter *setter = slide->setter;
    const struct page_format *format = setter_format(setter, "slide");
    struct rect tab = {format->left, 0, setter_number(setter, NUMBER_TAB_WIDTH),
                       setter_number(setter, NUMBER_TAB_COVER_HEIGHT)};
    slice_add_rect(setter->arena, &slide->page, (struct rect){0, 0, format->width, format->height},
                   setter_colour(setter, COLOUR_COVER_GROUND), ITEM_BACKGROUND);
    slice_add_rect(setter->arena, &slide->page, tab, setter_colour(setter, COLOUR_COVER_TAB), ITEM_BACKGROUND);
}

void slide_set(struct setter *setter, struct column *column, const struct node *node) {
    struct slide slide = {.setter = setter, .node = node, .top = setter_format(setter, "slide")->top};
    slide.page = (struct slice){.whole = true, .master = "slide", .pos = node->pos};
    if (is_closing(&slide)) {
        slide.page.master = "closing";
        set_ground(&slide);
    }
    for (const struct node *child = node->first; child; child = child->next) {
        if (has_role(child, "side")) {
            set_side(&slide, child);
        }
    }
    for (const struct node *child = node->first; child; child = child->next) {
        set_child(&slide, child);
    }
    set_content(&slide);
    check_words(&slide);
    column_add_page(setter, column, &slide.page);
}
