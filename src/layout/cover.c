/* The cover: series, title and profile on a ground; facts and the place of the subject below it. */
#include "layout/block.h"
#include "layout/ornament.h"

#include "base/arena.h"
#include "base/diag.h"
#include "drawing/drawing.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* A title beside the profile of a title slide may take some lines, set as large as they allow: lines are seldom full. */
#define HALF_LINES 1.7

/* A cover while it is set. */
struct cover {
    struct setter *setter;
    struct slice *page;
    int facts;    /* set so far */
    double title_bottom;
    bool is_half; /* the profile of a title slide takes the right half */
};

/* Text of the cover: where and in which style. */
struct cover_line {
    const char *role;
    enum theme_style style;
    enum theme_number top;
    const char *span;
    bool right;
};

static const struct cover_line cover_lines[] = {
    {"cover-series", STYLE_COVER_SERIES, NUMBER_COVER_SERIES_TOP, "full", false},
    {"cover-edition", STYLE_COVER_EDITION, NUMBER_COVER_SERIES_TOP, "full", true},
    {"cover-subtitle", STYLE_COVER_SUBTITLE, NUMBER_COVER_SUBTITLE_TOP, "full", false},
    {"cover-note", STYLE_COVER_NOTE, NUMBER_COVER_NOTE_TOP, "text", false},
};

static const struct ground ground = {"cover", NUMBER_COVER_GROUND_HEIGHT, COLOUR_COVER_GROUND, COLOUR_COVER_TAB};

/* The inlines of node as one slice. */
static struct slice text_slice(struct setter *setter, const struct node *node, enum theme_style style,
                               const struct paragraph *paragraph) {
    struct inlines inlines = inlines_new(setter, style, paragraph->style);
    inlines_add(&inlines, node);
    struct galley lines = {0};
    paragraph_set(setter, &lines, &inlines, paragraph);
    return galley_merge(setter->arena, &lines);
}

/* Sets the inlines of node from y down. Returns their bottom. */
static double set_text(struct cover *cover, const struct node *node, enum theme_style style,
                       const struct paragraph *paragraph, double y) {
    struct slice text = text_slice(cover->setter, node, style, paragraph);
    slice_add_slice(cover->setter->arena, cover->page, &text, y);
    return y + text.height;
}

/* The span of a name, or what the profile beside it leaves of it. */
static struct span free_span(const struct cover *cover, const char *name) {
    struct span span = setter_span(cover->setter, name), right = setter_span(cover->setter, "half-right");
    double least = cover->setter->theme->page.gutter;
    span.width = cover->is_half ? fmax(fmin(span.width, right.x - least - span.x), least) : span.width;
    return span;
}

static bool set_line(struct cover *cover, const struct node *node) {
    struct setter *setter = cover->setter;
    for (size_t i = 0; i < sizeof cover_lines / sizeof *cover_lines; i++) {
        const struct cover_line *line = &cover_lines[i];
        if (strcmp(line->role, node->text) == 0) {
            struct span span = free_span(cover, cover->is_half ? "full" : line->span);
            bool subtitle = line->style == STYLE_COVER_SUBTITLE;
            struct paragraph paragraph = {
                .style = setter_style(setter, line->style),
                .x = span.x,
                .width = subtitle ? fmin(span.width, setter_number(setter, NUMBER_COVER_SUBTITLE_WIDTH)) : span.width,
                .right = line->right};
            double top = setter_number(setter, line->top);
            double below = subtitle && cover->is_half ? cover->title_bottom + paragraph.style->before : top;
            set_text(cover, node, line->style, &paragraph, fmax(top, below));
            return true;
        }
    }
    return false;
}

struct ink {
    double left; /* font units */
    bool found;
};

static void meet_point(void *context, double x, double y) {
    struct ink *ink = context;
    (void)y;
    ink->left = ink->found ? fmin(ink->left, x) : x;
    ink->found = true;
}

static void meet_curve(void *context, double x1, double y1, double x2, double y2, double x, double y) {
    (void)y1, (void)y2;
    meet_point(context, fmin(x1, x2), y);
    meet_point(context, x, y);
}

static void meet_end(void *context) {
    (void)context;
}

/* White to the left of the first letter of text [pt]: at this size it would push the title off its edge. */
static double left_bearing(struct setter *setter, const struct text_style *style, const struct inlines *title) {
    static const struct face_outline outline = {meet_point, meet_point, meet_curve, meet_end};
    struct shaped shaped =
        text_shape(setter->arena, setter->job->shaper, setter->diag, style, setter->job->document->language,
                   title->text.data, title->text.size, title->pieces[0].pos);
    struct ink ink = {0};
    if (shaped.count > 0 && shaped.runs[0].count > 0) {
        face_draw(shaped.runs[0].face, shaped.runs[0].glyphs[0].id, &outline, &ink);
        return ink.left * shaped.runs[0].size / face_metrics(shaped.runs[0].face)->units_per_em;
    }
    return 0;
}

/* The title as large as the width allows, between the theme's size and its least; a longer one takes several lines.
 * The first baseline stays where the full size has it, unless there are several. */
static void set_title(struct cover *cover, const struct node *node) {
    struct setter *setter = cover->setter;
    struct span span = free_span(cover, "full");
    const struct text_style *style = setter_style(setter, STYLE_COVER_TITLE);
    struct inlines inlines = inlines_new(setter, STYLE_COVER_TITLE, style);
    inlines_add(&inlines, node);
    if (inlines.count == 0) {
        return;
    }
    double natural = paragraph_measure(setter, &inlines).most;
    double least = setter_number(setter, NUMBER_COVER_TITLE_MIN);
    double lines = cover->is_half && natural > span.width ? HALF_LINES : 1;
    double size = fmin(style->size, style->size * lines * span.width / fmax(natural, 1));
    struct text_style *fitted = setter_resize(setter, style, fmax(floor(size * 4) / 4, least));
    bool several = size < least || lines > 1;
    if (several) {
        fitted->leading = fitted->size * 1.05;
    }
    struct paragraph paragraph = {.style = fitted, .x = span.x, .width = span.width, .form = FORM_BALANCED};
    paragraph.x -= left_bearing(setter, fitted, &inlines);
    double top = setter_number(setter, NUMBER_COVER_TITLE_TOP);
    double shift = several ? 0 : style_baseline(style) - style_baseline(fitted);
    cover->title_bottom = set_text(cover, node, STYLE_COVER_TITLE, &paragraph, top + shift);
}

static void set_graphic(struct cover *cover, const struct node *node) {
    struct setter *setter = cover->setter;
    const struct drawing *drawing = setter_drawing(setter, node);
    if (!drawing) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_NO_DRAWING, node->pos, NULL);
        return;
    }
    struct span full = setter_span(setter, "full");
    bool locator = node_has_class(node, "locator");
    bool picture = node_has_class(node, "picture"), mark = node_has_class(node, "mark");
    double left = cover->is_half && !locator && !picture ? setter_span(setter, "half-bleed").x : full.x;
    left = mark ? setter_span(setter, "text").x : left;
    enum theme_number top = locator ? NUMBER_COVER_LOCATOR_TOP : mark ? NUMBER_COVER_FACTS_TOP : NUMBER_COVER_PROFILE_TOP;
    struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                     .role = ITEM_ORIGINAL,
                                     .node = node->id,
                                     .x = locator ? full.x + full.width - drawing_width(drawing) : left,
                                     .y = setter_number(setter, top),
                                     .width = drawing_width(drawing),
                                     .height = drawing_height(drawing),
                                     .drawing = drawing}};
    slice_add_item(setter->arena, cover->page, &item);
}

/* The column of a fact: the side span, then the text span up to the locator. */
static struct span fact_span(const struct cover *cover) {
    struct setter *setter = cover->setter;
    struct span side = setter_span(setter, "side");
    if (cover->facts == 0) {
        return side;
    }
    struct span text = setter_span(setter, "text");
    double step = side.width + setter->theme->page.gutter;
    double right = text.x + text.width - setter_number(setter, NUMBER_COVER_LOCATOR_WIDTH);
    double x = text.x + step * (cover->facts - (setter_has_side(setter) ? 1 : 0));
    return (struct span){x, fmax(fmin(side.width, right - x - setter->theme->page.gutter), step / 4)};
}

static void set_fact(struct cover *cover, const struct node *fact) {
    struct setter *setter = cover->setter;
    struct span span = fact_span(cover);
    struct galley lines = {0};
    for (const struct node *child = fact->first; child; child = child->next) {
        enum theme_style style = node_has_class(child, "head") ? STYLE_COVER_FACT_HEAD : STYLE_COVER_FACT;
        struct inlines inlines = inlines_new(setter, style, NULL);
        inlines_add(&inlines, child);
        struct column column = column_new(&lines, span, style);
        struct paragraph paragraph = paragraph_in(&column, setter_style(setter, style));
        paragraph_set(setter, &lines, &inlines, &paragraph);
    }
    struct slice merged = galley_merge(setter->arena, &lines);
    slice_add_slice(setter->arena, cover->page, &merged, setter_number(setter, NUMBER_COVER_FACTS_TOP));
    cover->facts++;
}

static void set_imprint(struct cover *cover, const struct node *node) {
    struct setter *setter = cover->setter;
    struct span span = free_span(cover, "full");
    const struct text_style *style = setter_style(setter, STYLE_COVER_IMPRINT);
    struct paragraph paragraph = {.style = style, .x = span.x, .width = span.width};
    paragraph.width -= cover->is_half ? 0 : setter_number(setter, NUMBER_COVER_LOCATOR_WIDTH) + setter->theme->page.gutter;
    double bottom = setter->theme->page.height - setter_number(setter, NUMBER_FOOT_BOTTOM);
    struct slice text = text_slice(setter, node, STYLE_COVER_IMPRINT, &paragraph);
    slice_add_slice(setter->arena, cover->page, &text, bottom - text.height);
}

static void set_child(struct cover *cover, const struct node *node) {
    if (node->kind == NODE_GRAPHIC) {
        set_graphic(cover, node);
    } else if (node->kind != NODE_BLOCK) {
        diag_add(cover->setter->diag, DIAG_CODE_LAYOUT_NO_FORM, node->pos, "%s", node_kind_name(node->kind));
    } else if (strcmp(node->text, "cover-title") == 0) {
        set_title(cover, node);
    } else if (strcmp(node->text, "cover-fact") == 0) {
        set_fact(cover, node);
    } else if (strcmp(node->text, "cover-imprint") == 0) {
        set_imprint(cover, node);
    } else if (!set_line(cover, node)) {
        diag_add(cover->setter->diag, DIAG_CODE_LAYOUT_NO_FORM, node->pos, "%s", node->text);
    }
}

static bool is_half(const struct setter *setter, const struct node *cover) {
    bool found = false;
    for (const struct node *child = cover->first; child; child = child->next) {
        found = found || (child->kind == NODE_GRAPHIC && node_has_class(child, "profile"));
    }
    return found && *setter->job->document->slides;
}

void cover_set(struct setter *setter, struct column *column, const struct node *node) {
    struct slice page = {.whole = true, .master = "cover", .pos = node->pos};
    struct cover cover = {.setter = setter, .page = &page, .is_half = is_half(setter, node)};
    ground_set(setter, &page, &ground);
    for (const struct node *child = node->first; child; child = child->next) {
        set_child(&cover, child);
    }
    slice_anchor_node(setter, &page, node, setter->theme->page.left);
    column_add_page(setter, column, &page);
}
